"""Rows: panels laid out as the contract's observations, one row per area, period and group."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from data.sample import breakdowns, comparators, facts
from data.sample.derived import measure_all
from data.sample.periods import Period
from data.sample.places import HOME, all_places
from data.sample.series import Measured, Panel, shapes


def observations() -> pd.DataFrame:
    """All observations before anything is hidden or edited: the contract's columns, less batch."""
    measured = measure_all()
    laid_out = [
        rows
        for indicator_id, found in measured.items()
        for rows in _indicator(shapes()[indicator_id], found)
    ]
    together = _in_force(pd.concat(laid_out, ignore_index=True))
    return together[together["denominator"] != 0].reset_index(drop=True)  # nobody to count


def _in_force(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of the years in which the indicator was collected: some begin late or end early."""
    known = facts.read("shapes").set_index("indicator_id")
    first = rows["indicator_id"].map(known["first_date"].replace("", "0001"))
    last = rows["indicator_id"].map(known["last_date"].replace("", "9999"))
    return rows[
        (rows["period_start"].astype(str) >= first) & (rows["period_end"].astype(str) <= last)
    ]


def _indicator(shape: pd.Series, measured: Measured) -> Iterator[pd.DataFrame]:
    periods = measured.periods
    for level, panel in measured.panels.items():
        yield _rows(shape, panel, all_places()[level].codes, periods)
    if shape["has_comparators"]:
        for area, panel in comparators.beside(shape, measured).items():
            yield _rows(shape, panel, (area,), periods)
    for kind in filter(None, shape["breakdowns"].split(";")):
        for group, panel in breakdowns.split(shape, measured, kind).items():
            rows = _rows(shape, panel, (HOME,), periods)
            yield rows.assign(breakdown_type=kind, breakdown=group)
    if shape["has_departments"]:
        for department, panel in breakdowns.by_directorate(shape, measured).items():
            yield _rows(shape, panel, (HOME,), periods).assign(department_code=department)


def _rows(
    shape: pd.Series, panel: Panel, areas: tuple[str, ...], periods: tuple[Period, ...]
) -> pd.DataFrame:
    count = len(areas)
    empty = np.full(panel.value.size, np.nan)
    partner = shape["partner"].lower().replace(" ", "_").replace("&", "and")
    return pd.DataFrame(
        {
            "collection": shape["collection"],
            "indicator_id": shape["indicator_id"],
            "area_code": np.repeat(areas, len(periods)),
            "department_code": None,
            "breakdown_type": "all",
            "breakdown": "all",
            "period_start": [period.start for period in periods] * count,
            "period_end": [period.end for period in periods] * count,
            "period_label": [period.label for period in periods] * count,
            "value": panel.value.ravel(),
            "numerator": empty if panel.numerator is None else panel.numerator.ravel(),
            "denominator": empty if panel.denominator is None else panel.denominator.ravel(),
            "lower_limit": np.nan,
            "upper_limit": np.nan,
            "value_note": None,
            "source_id": f"sample_{partner}",
        }
    )
