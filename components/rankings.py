"""Rankings: the headline of one indicator across areas, from rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.quantities import apart, counted, ordinal, unsettled


def ranking(
    values: pd.DataFrame, indicator: Mapping[str, Any], kind: str, one: str = "area"
) -> tuple[str, str]:
    """Headline of one indicator across areas: the area in focus or the range, and how we know.

    Rows as `area_values`, highest first; `kind` is the plural name of their area type and `one`
    its singular.
    """
    name, place = indicator["name"], values["parent_name"].iloc[0]
    shown = values.dropna(subset=["value"])
    if shown.empty:
        return f"None of the {kind} in {place} has a value for this period.", ""
    focus = shown[shown["role"] == "this"]
    top, foot, whole, *this = _told(shown, focus, indicator)
    spread = f"from {foot} in {shown['area_name'].iloc[-1]} to {top} in "
    spread += shown["area_name"].iloc[0]
    known = f"{shown['period_label'].iloc[0]}, {counted(len(shown), one, kind)} in {place}"
    happened = f"{name} ranged {spread}."
    if len(shown) == 1:
        happened = f"{name} was {top} in {shown['area_name'].iloc[0]}."
    elif this:
        happened = (
            f"{name} was {this[0]} in {focus['area_name'].iloc[0]}, the "
            f"{ordinal(int(focus['position'].iloc[0]))}highest of {len(shown)} {kind}."
        )
        known += f", {spread}"
    if pd.notna(shown["parent_value"].iloc[0]):
        known += f"; {place} as a whole {whole}"
    if len(values) > len(shown):
        known += f"; {len(values) - len(shown)} without a value"
    return happened, known + "."


def _told(shown: pd.DataFrame, focus: pd.DataFrame, indicator: Mapping[str, Any]) -> list[str]:
    """Highest, lowest and whole, then the area in focus if it is shown, told apart."""
    rows = [shown.iloc[0], shown.iloc[-1], *([focus.iloc[0]] if len(focus) else ())]
    values = [row["value"] for row in rows]
    values.insert(2, rows[0]["parent_value"])
    told = apart(values, indicator["unit"], indicator["decimals"])
    notes = [row.get("value_note") for row in rows]
    notes.insert(2, None)
    return [unsettled(text, note) for text, note in zip(told, notes, strict=True)]
