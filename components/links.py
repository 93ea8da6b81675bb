"""Links between pages, with choices already made; into the help, and back to where one was."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from pathlib import PurePath

import streamlit as st
from streamlit.navigation.page import Page

from components.choices import handed
from components.words import plain_text

METHODS = "pages/help/methods.py"
PAGES = "pages_of_this_run"
# The pages with the choice between today's rules and those of the time.
JUDGING = (
    "pages/scorecard/overview.py",
    "pages/scorecard/outcomes.py",
    "pages/drill_down/departments.py",
    "pages/drill_down/golden_thread.py",
)
PLACE, TURNING = "place_before_help", "turning_to_help"
# The browser shows a page from its top only if it has a moment to empty the one before; help is
# drawn so fast that it would otherwise open as far down as its link stood.
MOMENT = 0.05
# What one run notes for its own links: of the session it costs 0.02 ms, and a page has seventy.
_run = threading.local()


def link(page: str, label: str, *, icon: str | None = None, **choices: str | None) -> None:
    """Link to a page of the app with these filter codes already chosen.

    Between pages that judge, whose rules judge goes along.
    """
    arrow = ":material/arrow_forward:" if icon is None else icon
    if page in JUDGING and st.session_state.get("judged") == "then":
        choices = {"judged": "then", **choices}
    # A page by its path is looked up on the disk: 0.15 ms for each of fifty links.
    st.page_link(
        _pages().get(PurePath(page).stem, page),
        label=plain_text(label),
        icon=arrow,
        query_params=handed(**choices),
    )


def know(pages: Iterable[Page]) -> None:
    """Note the pages of this run, so that links find them at once."""
    _run.pages = st.session_state[PAGES] = {page.url_path: page for page in pages}


def _pages() -> dict[str, Page]:
    """The pages by their address; a part that runs alone finds those of the run before it."""
    return getattr(_run, "pages", None) or st.session_state.get(PAGES, {})


def about(method: str, label: str = "About this method") -> None:
    """Quiet link to the page of help on a method, wherever its result shows."""
    place = getattr(_run, "place", None) or st.session_state.get(PLACE)
    if place and place[1] != st.query_params.to_dict():
        note_place(place[0])
    link(METHODS, label, icon=":material/help:", method=method)


def note_place(page: Page) -> None:
    """Note the page in sight and its choices so far, for the way back from the help.

    The browser's own way back forgets them: Streamlit empties the address before it turns the page.
    """
    if page.url_path != PurePath(METHODS).stem:
        _run.place = st.session_state[PLACE] = (page, st.query_params.to_dict())
        st.session_state[TURNING] = True
    elif st.session_state.pop(TURNING, False):
        time.sleep(MOMENT)


def back() -> None:
    """Link from the help to the page one came from, with its choices; nothing without one."""
    if PLACE in st.session_state:
        page, choices = st.session_state[PLACE]
        st.page_link(
            page, label=f"Back to {page.title}", icon=":material/arrow_back:", query_params=choices
        )
