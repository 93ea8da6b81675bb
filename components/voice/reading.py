"""What was handed in, for the working group to read before anybody else sees it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

import streamlit as st

from components import cards, deeds, person, sentences
from components.quantities import counted
from components.voice import words
from components.words import plain_text

KINDS = {
    "commentary": "Commentary",
    "feedback": "Feedback",
    "published_commentary": "Commentary as published",
    "published_feedback": "Feedback as published",
    "answer": "Answer to",
}
IN_SIGHT = 20  # texts that wait; the others follow as these are decided
REASON = 500
TAKEN_DOWN = (
    "What was published is withdrawn in these words only: published in others it is another text. "
    "Who took it down, when and why stays in the list of changes."
)
RULE = (
    "Whoever wrote a commentary may not pass it. Decline what names a person, and say why: the "
    "reason is kept and stands in the list of changes."
)


def listed(texts: Sequence[Any], me: person.Acting) -> None:
    """Texts that wait, each in full with the ways to decide; folded away, those that are shown."""
    if not person.needs(me, "working_group", "read what was handed in"):
        return
    waiting = [one for one in texts if one.state == "proposed"]
    shown = [one for one in texts if one.state != "proposed"]
    count = counted(len(waiting), "text waits", "texts wait")
    cards.section(f"{count} to be read" if waiting else "No text waits to be read")
    cards.quiet(RULE)
    for one in waiting[:IN_SIGHT]:
        _waiting(one)
    if len(waiting) > IN_SIGHT:
        cards.quiet(f"{len(waiting) - IN_SIGHT} more follow once these are decided.")
    folded = st.expander(
        f"Shown now ({len(shown)})",
        key="texts_shown",
        on_change="rerun",
        icon=":material/visibility:",
    )
    if shown and folded.open:
        with folded:
            _shown(shown)


def _shown(texts: Sequence[Any]) -> None:
    """One chosen of the texts that are shown, and the way to take it down."""
    cards.quiet(TAKEN_DOWN)
    known = {one.name: one for one in texts}
    chosen = st.selectbox(
        "Text that is shown",
        list(known),
        format_func=lambda name: _called(known[name]),
        key="text_shown",
    )
    _opened(known[chosen], {"take_down": "Take it down"})


def _called(one: Any) -> str:
    """A text by its kind and its beginning."""
    return f"{KINDS[one.kind]} {one.about}: {shorten(one.text, 60, placeholder='…')}"


def _waiting(one: Any) -> None:
    _opened(one, {"show_text": "Show it", "decline_text": "Decline it"})


def _opened(one: Any, verbs: dict[str, str]) -> None:
    """One text with what is shown while it waits, and a form to decide."""
    with st.container(border=True):
        st.markdown(f"**{plain_text(KINDS[one.kind])}: {plain_text(one.about)}**")
        by = f", handed in by {', '.join(one.authors)}" if one.authors else ""
        cards.quiet(f"{words.speaker(one.speaker)}{by}, {sentences.day(one.on)}")
        words.spoken(one.text)
        if one.before is not None:
            cards.quiet("It is to take the place of:")
            words.spoken(one.before)
        why = f"why_{one.name}_{one.version}"
        with st.form(f"read_{one.name}", border=False, enter_to_submit=False):
            st.text_input("Reason, kept with the decision", key=why, max_chars=REASON)
            with st.container(horizontal=True):
                for verb, label in verbs.items():
                    st.form_submit_button(
                        label,
                        key=f"{verb}_{one.name}",
                        on_click=deeds.note,
                        args=(verb, one.name),
                        kwargs={"texts": {"why": why}, "after": one.version},
                    )
