"""The frame round every page: whose scorecard, how fresh, illustrative or not, presenting."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from components import cards, filters, sentences, words


def top(
    *,
    name: str,
    is_illustrative: bool,
    version: int,
    published_at: datetime,
    as_at: date,
    problem: str | None,
) -> None:
    """One quiet row above the page; a problem with a newer release is said in words."""
    with st.container(horizontal=True, vertical_alignment="center", key="frame"):
        st.caption(f"**{words.plain_text(name)}**", width="content")
        cards.illustrative(is_illustrative)
        cards.as_at(version, sentences.day(published_at), sentences.day(as_at))
        filters.presenting_switch()
    if problem:
        st.warning(words.plain_text(problem), icon=":material/healing:")


def unserved(error: Exception) -> None:
    """Words for when nothing can be shown: what is wrong with the workspace and the remedy."""
    st.error(
        words.plain_text(str(error)), title="There is nothing to show", icon=":material/error:"
    )
