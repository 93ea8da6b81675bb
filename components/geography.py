"""One indicator across areas in one period: the way up, the headline, the map, ranked bars."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any, Protocol

import pandas as pd

from components import (
    cards,
    charts,
    comparisons,
    filters,
    judging,
    maps,
    quantities,
    sentences,
    theme,
    why,
)
from components.answer import Answer
from components.area_subject import MOST_NAMED, Subject, card
from components.kept import once
from components.records import has_any, records

__all__ = ["Subject", "about", "area_map", "heading", "ranked", "trail"]

ENDS = 15
NOWHERE = pd.DataFrame()


class Boundaries(Hashable, Protocol):
    """Outlines of one area type as a workspace holds them; the same object while unchanged."""

    @property
    def document(self) -> Mapping[str, Any]:
        """GeoJSON or TopoJSON."""
        ...


def about(indicators: pd.DataFrame, indicator_id: str | None) -> Mapping[str, Any]:
    """The indicator with this id; rows as `area_indicators`."""
    return next(row for row in records(indicators) if row["indicator_id"] == indicator_id)


def trail(areas: pd.DataFrame) -> None:
    """The way back up from the area in focus."""
    filters.breadcrumb(list(zip(areas["area_code"], areas["name"], strict=True)))


def heading(subject: Subject) -> None:
    """What differs, or the area in focus, and how we know."""
    cards.headline(*subject.told)


def area_map(subject: Subject, boundaries: Boundaries | None) -> None:
    """Map from the workspace's boundaries, else hexagons; a click puts the area into `area`."""
    values, about = subject.rows, subject.indicator
    try:
        outlines = _outlines(boundaries, tuple(row["area_code"] for row in records(values)))
    except ValueError as error:
        cards.nothing(str(error))
        outlines = NOWHERE
    is_hex = outlines.empty
    if is_hex:
        outlines = maps.from_hexes(values)
    if outlines.empty:
        cards.nothing(f"There is no map of {subject.kind}: no boundaries and no layout.")
        return
    drawn = charts.area_map(
        about["unit"],
        decimals=int(about["decimals"]),
        has_names=len(values) <= MOST_NAMED,
        has_comparison=has_any(values, "comparison"),
        area_heading=sentences.capital(subject.kind),
    )
    card(
        subject,
        drawn,
        _outlined(values, outlines),
        "map",
        how=subject.values.how,
        title=f"{subject.title}, each hexagon an area" if is_hex else subject.title,
        alt=f"Map of {about['name']}. {' '.join(subject.told)}",
        picks="area",
    )


@once
def _outlined(values: pd.DataFrame, outlines: pd.DataFrame) -> pd.DataFrame:
    return values.merge(outlines, on="area_code")


def ranked(subject: Subject) -> None:
    """Areas in order, against the whole; of very many, the ends and the area in focus."""
    values, about = _in_sight(subject.rows), subject.indicator
    has_whole = subject.is_comparable_with_whole and has_any(values, "parent_value")
    whole = subject.place if has_whole else None
    title = f"Ranked against {whole}" if whole else "Ranked"
    if len(values) < len(subject.rows):
        title += f": the {ENDS} highest and the {ENDS} lowest"
    has_comparison = has_any(values, "comparison")
    has_limits = has_any(values, "lower_limit")
    drawn = charts.ranked(
        about["unit"],
        decimals=int(about["decimals"]),
        has_limits=has_limits,
        has_comparison=has_comparison,
        parent=whole,
        is_selectable=True,
    )
    card(
        subject,
        drawn,
        values,
        "ranked",
        how=subject.values.how,
        title=title,
        alt="Ranked bars. " + " ".join(subject.told),
        method="comparison" if has_comparison else "intervals" if has_limits else None,
        picks="area",
    )
    if has_comparison:
        cards.quiet(comparisons.caution(records(subject.rows), subject.kind, subject.one))


def against_targets(statuses: Answer, judged: judging.Judging) -> None:
    """How the areas that have a target of their own stand against it; nothing where none has.

    The answer as `area_statuses`.
    """
    rows = statuses.rows
    if rows.empty:
        return
    cards.section("Against their own targets")
    told = "Areas with a target of their own, and how each stands against it"
    cards.table(_held(rows), alt=told, name="area_statuses", how=statuses.how)
    named = why.told_apart(rows, "area_code")
    why.asked(named, judged, name="area_statuses", by="area_name", label="Area")


@once
def _held(rows: pd.DataFrame) -> pd.DataFrame:
    """Each area with its value against its target, told apart."""
    held = [
        quantities.apart([row["value"], row["target_value"]], row["unit"], row["decimals"])
        for row in records(rows)
    ]
    return pd.DataFrame(
        {
            "Area": rows["area_name"],
            "Status": [theme.status_mark(word).text for word in rows["status"]],
            "Value and target": [f"{value} against {target}" for value, target in held],
        }
    )


@once
def _in_sight(values: pd.DataFrame) -> pd.DataFrame:
    """The areas that there is room to name: all, or both ends and the area in focus."""
    if len(values) <= MOST_NAMED:
        return values
    valued = values.dropna(subset=["value"])
    is_between = valued["position"].between(ENDS + 1, len(valued) - ENDS)
    return valued[~is_between | (valued["role"] == "this")]


@lru_cache(maxsize=64)
def _outlines(boundaries: Boundaries | None, area_codes: tuple[str, ...]) -> pd.DataFrame:
    """Outlines of these areas, none without boundaries; fitting 137 takes 30 ms, so only once.

    Raises ValueError, in words, for boundaries that cannot be drawn.
    """
    if boundaries is None:
        return NOWHERE
    return maps.from_boundaries(boundaries.document, area_codes)
