"""Rankings: the headline of one indicator across areas, from rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import comparisons
from components.quantities import apart, counted, ordinal, unsettled


def ranking(
    values: pd.DataFrame, indicator: Mapping[str, Any], kind: str, one: str = "area"
) -> tuple[str, str]:
    """Headline of one indicator across areas, and how we know: the area in focus, or what differs.

    Rows as `area_values`, highest first; `kind` is the plural name of their area type and `one`
    its singular. Without an area in focus or a comparison it says how far the areas range.
    """
    place = values["parent_name"].iloc[0]
    shown = values.dropna(subset=["value"])
    if shown.empty:
        return f"None of the {kind} in {place} has a value for this period.", ""
    focus = shown[shown["role"] == "this"]
    top, foot, whole, *this = _told(shown, focus, indicator)
    spread = f"from {foot} in {shown['area_name'].iloc[-1]} to {top} in "
    spread += shown["area_name"].iloc[0]
    known = [f"{shown['period_label'].iloc[0]}, {counted(len(shown), one, kind)} in {place}"]
    differing = comparisons.differing(shown, indicator, kind, one)
    if this:
        happened = _focus(focus.iloc[0], this[0], indicator["name"], f"{len(shown)} {kind}")
    elif len(shown) == 1:
        happened = f"{indicator['name']} was {top} in {shown['area_name'].iloc[0]}."
    else:
        happened = differing or f"{indicator['name']} ranged {spread}."
    if this or differing and len(shown) > 1:
        known[0] += f", {spread}"
    if pd.notna(shown["parent_value"].iloc[0]):
        known.append(f"{place} as a whole {whole}")
    if len(values) > len(shown):
        known.append(f"{len(values) - len(shown)} without a value")
    known.append(comparisons.untested(shown))
    return happened, "; ".join(filter(None, known)) + "."


def _focus(row: Mapping[str, Any], value: str, name: str, areas: str) -> str:
    """The area in focus: its value, its rank, and how it stands to the whole."""
    rank = f"the {ordinal(int(row['position']))}highest of {areas}"
    parts = [f"{name} was {value} in {row['area_name']}, {rank}", comparisons.standing(row)]
    return "; ".join(filter(None, parts)) + "."


def _told(shown: pd.DataFrame, focus: pd.DataFrame, indicator: Mapping[str, Any]) -> list[str]:
    """Highest, lowest and whole, then the area in focus if it is shown, told apart."""
    rows = [shown.iloc[0], shown.iloc[-1], *([focus.iloc[0]] if len(focus) else ())]
    values = [row["value"] for row in rows]
    values.insert(2, rows[0]["parent_value"])
    told = apart(values, indicator["unit"], indicator["decimals"])
    notes = [row.get("value_note") for row in rows]
    notes.insert(2, None)
    return [unsettled(text, note) for text, note in zip(told, notes, strict=True)]
