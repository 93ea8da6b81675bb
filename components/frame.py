"""The frame round every page: whose scorecard, how fresh, illustrative or not, presenting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from datetime import date, datetime
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from components import cards, filters, links, person, sentences, theme, words
from components.choices import arrive, handed

# One entry of the menu: the page, its icon, and the filters whose choice goes along.
Entry = tuple[Page, str, tuple[str, ...]]


def page(path: Path, title: str, *, is_default: bool) -> Page:
    """A page of this run, as `st.Page` makes it; looking for all of them on the disk takes 1 ms."""
    return copy(_page(path, title, is_default))


@cache
def _page(path: Path, title: str, is_default: bool) -> Page:
    return st.Page(path, title=title, default=is_default)


def menu(sections: Mapping[str, Sequence[Entry]]) -> None:
    """The pages by section; the indicator and area in sight go along to the pages that want them.

    While presenting, a row at the top, so that a presenter moves on without leaving it.

    Drawn by hand because Streamlit's own menu puts headings straight into its list, which axe
    reports and a screen reader stumbles over.
    """
    arrive()
    links.know(page for entries in sections.values() for page, *_ in entries)
    is_presenting = theme.is_presenting()
    with st.container(horizontal=True, key="menu") if is_presenting else st.sidebar:
        for section, entries in sections.items():
            if not is_presenting:
                st.caption(f"**{section}**")
            for page, icon, carried in entries:
                chosen = handed(**{key: st.query_params.get(key) for key in carried})
                width = "content" if is_presenting else "stretch"
                st.page_link(page, icon=icon, query_params=chosen, width=width)


def top(
    *,
    name: str,
    is_illustrative: bool,
    version: int,
    published_at: datetime,
    as_at: date,
    problem: str | None,
    acting: person.Acting | None,
) -> None:
    """One quiet row above the page; a problem with a newer release is said in words.

    `acting` is None where nobody acts: on a respondent's form.
    """
    with st.container(horizontal=True, vertical_alignment="center", key="frame"):
        st.caption(f"**{words.plain_text(name)}**", width="content")
        cards.illustrative(is_illustrative)
        cards.as_at(version, sentences.day(published_at), sentences.day(as_at))
        if acting is not None:
            person.shown(acting)
            filters.presenting_switch()
    if problem:
        st.warning(words.plain_text(problem), icon=":material/healing:")


def unserved(error: Exception) -> None:
    """Words for when nothing can be shown: what is wrong with the workspace and the remedy."""
    st.error(
        words.plain_text(str(error)), title="There is nothing to show", icon=":material/error:"
    )
