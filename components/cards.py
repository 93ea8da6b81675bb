"""Cards: the words, badges and frames around numbers and charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components import theme
from components.chart_card import chart_with_data, said
from components.kept import once, sent
from components.links import about, link
from components.tables import table
from components.words import plain_text

__all__ = [
    "Figure",
    "about",
    "as_at",
    "chart_with_data",
    "definition",
    "figures",
    "headline",
    "illustrative",
    "link",
    "mark_badge",
    "movement_badge",
    "nothing",
    "nothing_if",
    "quiet",
    "said",
    "section",
    "status_badge",
    "table",
]

FIGURE_WIDTH = 132


@dataclass(frozen=True)
class Figure:
    """One number in a row of numbers: what it is, the number as text, and a word about it."""

    label: str
    value: str
    note: str | None = None


def headline(happened: str, known_by: str | None = None) -> None:
    """A page's one main heading: what happened; how we know, beneath and quiet. As plain text."""
    with st.container(gap=None):
        st.markdown(f"# {plain_text(happened)}")
        if known_by:
            quiet(known_by)


def section(title: str) -> None:
    """Heading of a part of a page, as plain text."""
    st.markdown(f"## {plain_text(title)}")


def quiet(words: str) -> None:
    """A line of small muted text."""
    st.caption(plain_text(words))


def status_badge(status: str | None) -> None:
    """Badge of a status: shape, word and colour together."""
    mark = theme.status_mark(status)
    st.badge(mark.text, color=mark.badge)


def movement_badge(movement: str | None) -> None:
    """Badge of a movement: arrow, word and colour together."""
    mark = theme.movement_mark(movement)
    st.badge(mark.text, color=mark.badge)


def mark_badge(mark: theme.Mark | None) -> None:
    """Badge of any mark: shape, word and colour together; nothing without one."""
    if mark is not None:
        st.badge(mark.text, color=mark.badge)


def as_at(version: int | str, published: str, clock: str | None = None) -> None:
    """One quiet line: data version, when it was published, and the date freshness counts from."""
    parts = [f"Data version {version}", f"published {published}"]
    if clock:
        parts.append(f"as at {clock}")
    st.caption(plain_text(" · ".join(parts)))


def illustrative(is_illustrative: bool) -> None:
    """Says that the figures are made up, while they are."""
    if is_illustrative:
        st.badge("Illustrative data", icon=":material/science:", color="violet")


def nothing(words: str, *, hint: str | None = None) -> None:
    """Words for an empty state: what there is not, and what to do about it."""
    st.info(plain_text(words if hint is None else f"{words} {hint}"), icon=":material/info:")


def nothing_if(is_empty: bool, words: str, *, hint: str | None = None) -> None:
    """Words for an empty state as the page's heading, and the end of the page, if it is one."""
    if is_empty:
        headline(words.removesuffix("."), hint)
        st.stop()


def figures(row: Sequence[Figure]) -> None:
    """Numbers side by side, in fewer columns on a narrow screen; their words as plain text."""
    with st.grid(len(row), min_column_width=FIGURE_WIDTH):
        for figure in row:
            st.metric(
                plain_text(figure.label),
                plain_text(figure.value),
                None if figure.note is None else plain_text(figure.note),
                delta_color="off",
                delta_arrow="off",
            )


def definition(sheet: Mapping[str, Any]) -> None:
    """Definition sheet: heading and words in two columns; empty entries are left out."""
    filled = _filled(sheet)
    if not filled.empty:
        kept = {"hide_index": False, "hide_header": True}
        st.table(sent(filled), border="horizontal", alt="Definition sheet", **kept)


@once
def _filled(sheet: Mapping[str, Any]) -> pd.DataFrame:
    filled = {
        plain_text(str(heading)): plain_text(str(words))
        for heading, words in sheet.items()
        if not pd.isna(words) and str(words).strip()
    }
    return pd.DataFrame.from_dict(filled, orient="index", columns=["value"])
