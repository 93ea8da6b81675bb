"""The lines of a claim's partners, steps and areas, as a table to edit shows and gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components.choices import unique_labels
from components.records import is_absent, records

# Of each column its heading and what it holds: text, yes, pounds, or one of the choices so named.
Part = Mapping[str, tuple[str, str]]
PARTNERS: Part = {
    "name": ("Partner", "text"),
    "contribution": ("What only it contributes", "text"),
    "is_necessary": ("Necessary", "yes"),
    "cost": ("Cost, £", "pounds"),
    "pooled": ("Of it pooled, £", "pounds"),
}
STEP_LINES: Part = {
    "kind": ("Kind", "kind"),
    "text": ("What happens", "text"),
    "indicator_id": ("Indicator", "indicator_id"),
    "evidence": ("Evidence", "text"),
    "strength": ("Strength", "strength"),
}
AREAS: Part = {
    "area_code": ("Area", "area_code"),
    "part": ("Part", "part"),
    "reason": ("Reason", "text"),
}
FIXED = {
    "strength": {"strong": "Strong", "moderate": "Moderate", "weak": "Weak", "none": "None"},
    "part": {"treated": "With the initiative", "donor": "Compared with", "left_out": "Left out"},
}
# Of text that may be left empty, what an empty cell is.
OPTIONAL = ("evidence", "strength", "indicator_id", "reason", "cost", "pooled")
Choices = Mapping[str, Mapping[str, str]]


def begun(part: Part, given: Sequence[Any], choices: Choices) -> pd.DataFrame:
    """The lines that there are, with names in place of codes."""
    named = {kind: unique_labels(options) for kind, options in (FIXED | dict(choices)).items()}
    rows = [
        {
            name: named[kind].get(getattr(one, name), getattr(one, name))
            if kind in named
            else getattr(one, name)
            for name, (_, kind) in part.items()
        }
        for one in given
    ]
    types = {"yes": "bool", "pounds": "float64"}
    table = pd.DataFrame(rows, columns=list(part))
    return table.astype({name: types.get(kind, "object") for name, (_, kind) in part.items()})


def lines(part: Part, choices: Choices) -> dict[str, Any]:
    """How each column is edited."""
    offered = FIXED | dict(choices)
    return {
        name: _column(heading, kind, offered.get(kind)) for name, (heading, kind) in part.items()
    }


def _column(heading: str, kind: str, options: Mapping[str, str] | None) -> Any:
    if options is not None:
        return st.column_config.SelectboxColumn(
            heading, options=list(unique_labels(options).values())
        )
    if kind == "yes":
        return st.column_config.CheckboxColumn(heading, default=True)
    if kind == "pounds":
        return st.column_config.NumberColumn(heading, min_value=0, format="%.0f")
    return st.column_config.TextColumn(heading, width="large")


def lines_of(part: Part, edited: pd.DataFrame, choices: Choices) -> list[dict[str, Any]]:
    """The lines as the register takes them, codes in place of names; without empty ones."""
    codes = {
        kind: {label: code for code, label in unique_labels(options).items()}
        for kind, options in (FIXED | dict(choices)).items()
    }
    found = []
    for row in records(edited):
        line = {name: _cell(name, kind, row[name], codes) for name, (_, kind) in part.items()}
        if any(value for name, value in line.items() if name != "is_necessary"):
            found.append(line)
    return found


def _cell(name: str, kind: str, value: Any, codes: Mapping[str, Mapping[str, str]]) -> Any:
    if kind == "yes":
        return not is_absent(value) and bool(value)
    if kind == "pounds":
        return None if is_absent(value) else float(value)
    text = "" if is_absent(value) else str(value).strip()
    text = codes.get(kind, {}).get(text, text)
    return None if not text and name in OPTIONAL else text
