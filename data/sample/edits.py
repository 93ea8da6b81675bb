"""Edits: what happens to rows after they are counted: notes, gaps, planted values, limits."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from data.sample import facts
from data.sample.places import HOME, all_places
from data.sample.truths import Truth, planted

COUNTS = ["value", "numerator", "denominator"]
# Standardised rates come with their publisher's limits; this is the relative half width.
PUBLISHED_LIMITS = {"QOL31a": 0.09, "QOL31b": 0.09, "QOL31c": 0.11, "PCT07": 0.09, "VP09": 0.1}


def edited(observations: pd.DataFrame) -> pd.DataFrame:
    """The observations with every planted edit, break note and published limit in place."""
    rows = observations.copy()
    _published_limits(rows)
    _break_notes(rows)
    for kind in ("provisional", "estimated", "projected", "low_base"):
        for truth in planted(kind):
            rows.loc[_where(rows, truth), "value_note"] = kind
    for kind, edit in _EDITS.items():
        for truth in planted(kind):
            edit(rows, truth)
    return rows


def _where(rows: pd.DataFrame, truth: Truth) -> pd.Series:
    """All rows of the truth's indicator and period, in every area and group."""
    return (rows["indicator_id"] == truth.indicator_id) & (
        rows["period_start"] == truth.period_start
    )


def _is_whole_home(rows: pd.DataFrame, truth: Truth) -> pd.Series:
    is_whole = (rows["breakdown_type"] == "all") & rows["department_code"].isna()
    return _where(rows, truth) & is_whole & (rows["area_code"] == HOME)


def _published_limits(rows: pd.DataFrame) -> None:
    half = rows["indicator_id"].map(PUBLISHED_LIMITS)
    people = rows["area_code"].map(_people()).fillna(210_000)
    half = half * np.sqrt(210_000 / people)
    rows["lower_limit"] = (rows["value"] * (1 - np.minimum(half, 0.9))).round(1)
    rows["upper_limit"] = (rows["value"] * (1 + half)).round(1)


def _people() -> dict[str, float]:
    areas = facts.read("areas")
    known = dict(zip(areas["area_code"], areas["population_2006"], strict=True))
    for places in all_places().values():
        known |= dict(zip(places.codes, places.people[:, 1], strict=True))
    return known


def _break_notes(rows: pd.DataFrame) -> None:
    """The first period that starts after a break, or holds it, says so."""
    for found in facts.records(facts.read("series_breaks")):
        when = pd.Timestamp(found.break_date).date()
        mine = rows["indicator_id"] == found.indicator_id
        first = rows.loc[mine & (rows["period_end"] >= when), "period_start"]
        if len(first):
            rows.loc[mine & (rows["period_start"] == first.min()), "value_note"] = "break_in_series"


def _exact(rows: pd.DataFrame, truth: Truth) -> None:
    """A percentage of exactly the planted size, from whole numbers."""
    here = _is_whole_home(rows, truth)
    base = float((rows.loc[here, "denominator"] / 50).round().clip(lower=1).iloc[0] * 50)
    count = base * truth.size / 100
    rows.loc[here, COUNTS] = [100 * count / base, count, base]


def _zero(rows: pd.DataFrame, truth: Truth) -> None:
    rows.loc[_where(rows, truth), "value"] = 0.0


def _partial(rows: pd.DataFrame, truth: Truth) -> None:
    here = _where(rows, truth)
    rows.loc[here, "value"] = (rows.loc[here, "value"] * truth.size).round()
    rows.loc[here, "value_note"] = "partial_period"


def _missing(rows: pd.DataFrame, truth: Truth) -> None:
    here = _where(rows, truth) & (rows["area_code"] == truth.area_code)
    rows.loc[here, COUNTS] = np.nan
    rows.loc[here, "value_note"] = "missing"


def _not_reconciling(rows: pd.DataFrame, truth: Truth) -> None:
    rows.loc[_is_whole_home(rows, truth), "value"] += truth.size


_EDITS: dict[str, Callable[[pd.DataFrame, Truth], None]] = {
    "on_target": _exact,
    "on_intervention_level": _exact,
    "zero": _zero,
    "partial_period": _partial,
    "missing": _missing,
    "not_reconciling": _not_reconciling,
}
