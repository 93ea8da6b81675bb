"""Tables to read and tables to choose a row from, each with its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import pandas as pd
import streamlit as st

from components import files, theme
from components.choices import choose
from components.kept import once, sent
from components.words import plain_text

# A larger HTML table would scroll on a narrow screen, and the keyboard cannot reach its scroll bar.
STATIC_ROWS, STATIC_COLUMNS = 40, 3


def table(
    rows: pd.DataFrame,
    *,
    alt: str,
    name: str | None = None,
    how: str | None = None,
    height: Literal["auto", "content"] = "auto",
) -> None:
    """The rows as a table: plain HTML while small, otherwise a grid that scrolls by keyboard.

    With a `name`, unique on the page, its files follow; `how` is the SQL that makes the rows. A
    grid is ten rows high, or as high as its content.
    """
    if len(rows) <= STATIC_ROWS and len(rows.columns) <= STATIC_COLUMNS:
        st.table(sent(spelled(rows)), border="horizontal", hide_index=True, alt=alt)
    else:
        st.dataframe(sent(rows), hide_index=True, height=height, alt=alt)
    if name is not None:
        files.row(rows, name=name, how=how)


def choosing(
    rows: pd.DataFrame,
    codes: Sequence[str | None],
    *,
    name: str,
    picks: str | Callable[[str], None],
    alt: str,
    columns: dict[str, Any] | None = None,
    order: Sequence[str] | None = None,
    height: int | Literal["auto"] = "auto",
) -> str | None:
    """A grid in which choosing a row puts its code into the filter `picks`; that code, or None.

    `picks` may be a callback that does something else with the code.
    """
    key, codes = f"{name}_rows", list(codes)
    event = st.dataframe(
        sent(rows),
        hide_index=True,
        height=height,
        column_order=order,
        column_config=columns,
        key=key,
        on_select=partial(_picked, key, picks, codes),
        selection_mode="single-row",
        alt=alt,
    )
    return _code(event, codes)


def _picked(key: str, picks: str | Callable[[str], None], codes: list[str | None]) -> None:
    code = _code(st.session_state[key], codes)
    if code is None:
        return
    if callable(picks):
        picks(code)
    else:
        choose(picks, code)


def _code(event: Any, codes: list[str | None]) -> str | None:
    chosen = event.selection.rows
    return codes[chosen[0]] if chosen and chosen[0] < len(codes) else None


def badges(heading: str, marks: Mapping[str, theme.Mark], width: int | None = None) -> Any:
    """A column of a grid whose cells are lists of marks: shape, word and colour together."""
    return st.column_config.MultiselectColumn(
        heading,
        width=width,
        options=[mark.text for mark in marks.values()],
        color=[mark.badge for mark in marks.values()],
    )


@once
def filled(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with what is not known left empty, where a grid would show None."""
    filled = rows.copy()
    for column in filled.columns[rows.isna().any()]:
        filled[column] = rows[column].astype(object).where(rows[column].notna(), "")
    return filled


def days(heading: str) -> Any:
    """A column of a grid that holds days: 31 Mar 2009."""
    return st.column_config.DateColumn(heading, format="D MMM YYYY")


@once
def spelled(rows: pd.DataFrame) -> pd.DataFrame:
    """Cells as words: an HTML table would show None, 18.299999 and a date's midnight."""
    spelled = rows.copy()
    for column in spelled.columns:
        spelled[column] = [_cell(value) for value in spelled[column]]
    spelled.columns = [plain_text(column) for column in spelled.columns]
    return spelled


def _cell(value: Any) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return plain_text(value)
