"""Changed definitions: what was before and after a release, who changed it and why."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from components import cards, files, sentences, tables

CELLS = {
    "published_on": "Published",
    "version": "Data version",
    "table": "Table",
    "kind": "Change",
    "row": "Row",
    "indicator_name": "Indicator",
    "column": "Column",
    "before": "Before",
    "after": "After",
    "who": "Who",
    "why": "Why",
}


def shown(cells: pd.DataFrame, problems: Iterable[str]) -> None:
    """Every cell of a definition that a release changed."""
    for problem in problems:
        cards.nothing(problem)
    if cells.empty:
        cards.nothing(
            "No definition has changed since the first release.",
            hint="A change of an indicator's unit, polarity or source would be listed here.",
        )
        return
    worded = tables.filled(cells[list(CELLS)]).rename(columns=CELLS)
    for column in ("Table", "Change", "Column"):
        worded[column] = worded[column].map(sentences.capital)
    st.dataframe(
        worded,
        hide_index=True,
        column_config={"Published": st.column_config.DateColumn(format="D MMM YYYY")},
        alt="Changed definitions, newest release first: what was before and after, who and why",
    )
    files.row(worded, name="definitions")
