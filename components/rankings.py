"""Rankings: the headline of one indicator across areas, from rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from components import comparisons
from components.kept import once
from components.quantities import apart, counted, ordinal, unsettled
from components.records import Record, is_absent, records


@once
def ranking(
    values: pd.DataFrame, indicator: Record, kind: str, one: str = "area"
) -> tuple[str, str]:
    """Headline of one indicator across areas, and how we know: the area in focus, or what differs.

    Rows as `area_values`, highest first; `kind` is the plural name of their area type and `one`
    its singular. Without an area in focus or a comparison it says how far the areas range.
    """
    areas = records(values)
    place = areas[0]["parent_name"]
    shown = [row for row in areas if not is_absent(row["value"])]
    if not shown:
        return f"None of the {kind} in {place} has a value for this period.", ""
    focus = next((row for row in shown if row["role"] == "this"), None)
    top, foot, whole, *this = _told(shown, focus, indicator)
    spread = f"from {foot} in {shown[-1]['area_name']} to {top} in {shown[0]['area_name']}"
    known = [f"{shown[0]['period_label']}, {counted(len(shown), one, kind)} in {place}"]
    differing = comparisons.differing(shown, indicator, kind, one)
    if focus:
        rank = f"the {ordinal(int(focus['position']))}highest of {len(shown)} {kind}"
        happened = _one(focus, this[0], indicator["name"], rank)
    elif len(shown) == 1:
        happened = _one(shown[0], top, indicator["name"])
    elif top == foot and not differing:
        happened = f"{indicator['name']} was {top} in each of {counted(len(shown), one, kind)}."
    else:
        happened = differing or f"{indicator['name']} ranged {spread}."
    if focus or differing and len(shown) > 1:
        known[0] += f", {spread}"
    if not is_absent(shown[0]["parent_value"]):
        known.append(f"{place} as a whole {whole}")
    if len(areas) > len(shown):
        known.append(f"{len(areas) - len(shown)} without a value")
    known.append(comparisons.untested(shown))
    return happened, "; ".join(filter(None, known)) + "."


def _one(row: Record, value: str, name: str, *rank: str) -> str:
    """One area: its value, its rank if given, and how it stands to the whole."""
    said = ", ".join([f"{name} was {value} in {row['area_name']}", *rank])
    return "; ".join(filter(None, [said, comparisons.standing(row)])) + "."


def _told(shown: Sequence[Record], focus: Record | None, indicator: Record) -> list[str]:
    """Highest, lowest and whole, then the area in focus if it is shown, told apart."""
    rows = [shown[0], shown[-1], *([focus] if focus else ())]
    values = [row["value"] for row in rows]
    values.insert(2, rows[0]["parent_value"])
    told = apart(values, indicator["unit"], indicator["decimals"])
    notes = [row.get("value_note") for row in rows]
    notes.insert(2, None)
    return [unsettled(text, note) for text, note in zip(told, notes, strict=True)]
