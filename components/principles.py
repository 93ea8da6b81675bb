"""The partnership's principles of change: the text as it stands, its versions, and the editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, person, sentences
from components.words import plain_lines, plain_text

TITLE = "Principles of change"
TEXT, WHY, BEGUN = "principles_text", "principles_why", "principles_begun"
LONGEST = 20_000
NONE_YET = (
    "The partnership has not written its principles of change yet. They say who may propose, what "
    "evidence a proposal needs, who decides, from when a change counts, and how the past is judged "
    "after it."
)


def shown(versions: Sequence[Any], acting: person.Acting, *, document_id: str) -> None:
    """The text as it stands and how to change it; `versions` of the document, oldest first."""
    newest = versions[-1] if versions else None
    left, right = st.columns([3, 2], gap="large")
    with left:
        if newest is None:
            cards.nothing(NONE_YET)
        else:
            cards.section(newest.body.title)
            cards.quiet(f"Version {newest.version}, {_by(newest)}: {newest.why}")
            st.markdown(plain_lines(newest.body.text))
    with right:
        if person.needs(acting, "working_group", "change the principles"):
            _editor(newest, document_id)
    _history(versions)


def _editor(newest: Any, document_id: str) -> None:
    """Begins from a version and keeps to it, so that a newer one is noticed and shown beside."""
    version = newest.version if newest else 0
    if BEGUN not in st.session_state:
        st.button("Change the text", icon=":material/edit:", on_click=_begin, args=(newest,))
        return
    begun = st.session_state[BEGUN]
    is_overtaken = begun != version
    if is_overtaken and newest.body.text == st.session_state.get(TEXT, "").strip():
        _end()  # what was written is what is kept
        st.rerun()
    if is_overtaken:
        st.warning(
            plain_text(
                f"{newest.who} saved version {newest.version} while you were writing from version "
                f"{begun}. It stands beside yours; take over from it what should stay, then save."
            ),
            icon=":material/warning:",
        )
    with st.form("principles", enter_to_submit=False):
        st.text_area("Your text", key=TEXT, height=320, max_chars=LONGEST)
        st.text_input("Why it changes", key=WHY, max_chars=500)
        with st.container(horizontal=True):
            st.form_submit_button(
                f"Save after version {version}" if is_overtaken else "Save",
                on_click=_saved,
                args=(document_id, version),
            )
            st.form_submit_button("Throw away", on_click=_end)


def _begin(newest: Any) -> None:
    st.session_state[BEGUN] = newest.version if newest else 0
    st.session_state[TEXT] = newest.body.text if newest else ""


def _saved(document_id: str, after: int) -> None:
    """Note the save; the text stays in the editor until the register has it."""
    texts = {"text": TEXT, "why": WHY}
    deeds.note("save", document_id, TITLE, texts=texts, after=after)


def _end() -> None:
    for key in (BEGUN, TEXT, WHY):
        st.session_state.pop(key, None)


def _history(versions: Sequence[Any]) -> None:
    if not versions:
        return
    cards.section("Versions")
    shown = pd.DataFrame(
        {
            "Version": [version.version for version in versions],
            "By": [_by(version) for version in versions],
            "Why": [version.why for version in versions],
        }
    )[::-1]
    cards.table(shown, alt="Versions of the principles", name="principles_versions")
    older = list(versions[:-1])[::-1]
    if older and st.toggle("Show an earlier version", key="principles_earlier"):
        numbers = [version.version for version in older]
        number = st.selectbox("Version", numbers, key="principles_version", width=160)
        chosen = next(version for version in older if version.version == number)
        st.markdown(plain_lines(chosen.body.text))


def _by(version: Any) -> str:
    return f"{version.who}, {sentences.day(version.at)}"
