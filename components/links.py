"""Links between pages, with choices already made."""

from __future__ import annotations

import streamlit as st

from components.choices import handed
from components.words import plain_text

METHODS = "pages/help/methods.py"


def link(page: str, label: str, *, icon: str | None = None, **choices: str | None) -> None:
    """Link to a page of the app with these filter codes already chosen."""
    arrow = ":material/arrow_forward:" if icon is None else icon
    st.page_link(page, label=plain_text(label), icon=arrow, query_params=handed(**choices))


def about(method: str, label: str = "About this method") -> None:
    """Quiet link to the page of help on a method, wherever its result shows."""
    link(METHODS, label, icon=":material/help:", method=method)
