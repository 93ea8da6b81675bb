"""The table of indicators: status and movement as shape and word, and a sparkline."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

import pandas as pd
import streamlit as st

from components import tables, theme
from components.kept import once
from components.quantities import places_apart

COLUMNS = (
    "name",
    "status",
    "movement",
    "variation",
    "assurance",
    "past",
    "value",
    "unit",
    "period_label",
    "target_value",
    "baseline_value",
    "comparator_value",
    "comparison",
    "basis",
    "theme",
    "partner",
    "freshness",
)
ROUNDED = ("value", "target_value", "baseline_value", "comparator_value")


def indicators(
    rows: pd.DataFrame,
    *,
    name: str = "indicators",
    picks: str = "indicator",
    alt: str = "Indicators with their status; select a row to open its case",
    height: int | Literal["auto"] = "auto",
) -> str | None:
    """List of indicators, one a row, in the order given; a chosen row's indicator_id, or None.

    Rows: indicator_id, name, status, movement, variation and assurance (words of the icons, with
    is_trial), value, unit, period_label, target_value, baseline_value, comparator_value,
    comparison, past (list of values, oldest first), basis and freshness (words), theme, partner,
    decimals (rounds the numbers, unless two would then read alike). Columns
    that are absent are not shown. Choosing a row puts its indicator_id into the filter with the
    key `picks`. `name` is unique on the page; `alt` says what the list is.
    """
    shown = worded(rows)
    return tables.choosing(
        shown,
        rows["indicator_id"].tolist(),
        name=name,
        picks=picks,
        alt=alt,
        columns=_columns(),
        order=[column for column in COLUMNS if column in shown.columns],
        height=height,
    )


@once
def worded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as a reader has them: marks with their words, numbers rounded but told apart."""
    shown = rows.drop(columns=["indicator_id"])
    if "status" in shown:
        shown["status"] = [[theme.status_mark(word).text] for word in shown["status"]]
    if "movement" in shown:
        shown["movement"] = [[theme.movement_mark(word).text] for word in shown["movement"]]
    icons = {"variation": theme.variation_mark, "assurance": theme.assurance_mark}
    for column in icons.keys() & set(shown.columns):
        shown[column] = [
            _marked(icons[column](word, is_trial=is_trial))
            for word, is_trial in zip(shown[column], shown["is_trial"], strict=True)
        ]
    if "comparison" in shown:
        shown["comparison"] = [_marked(theme.comparison_mark(word)) for word in shown["comparison"]]
    if "decimals" in shown:
        numbers = [column for column in ROUNDED if column in shown.columns]
        places = [
            places_apart(list(values), int(decimals))
            for decimals, *values in shown[["decimals", *numbers]].itertuples(index=False)
        ]
        for column in numbers:
            shown[column] = [
                None if value is None else round(value, most)
                for value, most in zip(shown[column], places, strict=True)
            ]
    return shown


def _marked(mark: theme.Mark | None) -> list[str]:
    return [] if mark is None else [mark.text]


@cache
def _columns() -> dict[str, Any]:
    column = st.column_config
    return {
        "name": column.TextColumn("Indicator", width="medium"),
        "status": tables.badges("Status", theme.STATUSES),
        "movement": tables.badges("Movement", theme.MOVEMENTS, 140),
        "variation": tables.badges("Variation", theme.VARIATIONS, 165),
        "assurance": tables.badges("Assurance", theme.ASSURANCES, 190),
        "value": column.NumberColumn("Latest", format="localized"),
        "unit": column.TextColumn("Unit", width="small"),
        "period_label": column.TextColumn("Period", width="small"),
        "target_value": column.NumberColumn("Target", format="localized"),
        "baseline_value": column.NumberColumn("Baseline", format="localized"),
        "comparator_value": column.NumberColumn("Comparator", format="localized"),
        "comparison": tables.badges("Against it", theme.COMPARISONS),
        "basis": column.TextColumn("Movement known by"),
        "past": column.LineChartColumn("Past", width="small"),
        "theme": column.TextColumn("Theme"),
        "partner": column.TextColumn("Partner"),
        "freshness": column.TextColumn("Freshness"),
    }
