"""The respondent's form: one part of the questionnaire at a time, each answer saved as it is given.

It belongs to a link and to nobody's role, so it stands alone, without the menu. It reruns by
itself (a fragment), and its writes go through the door that the page hands over.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import streamlit as st

from components import answering_words as said_in
from components import cards, theme
from components.answering_parts import (
    LAST,
    LINKS,
    SAID,
    STEP,
    count,
    part,
    progress,
    saved,
    turn,
)
from components.words import plain_text

LINK, PAGE = "link", "questionnaire"
WHOSE, DRAWN = "answers_whose", "answers_drawn"
# The browser goes to the top of a new part only if it has a moment to see the old one gone.
MOMENT = 0.12


def token() -> str | None:
    """The link that the address carries, or None."""
    return st.query_params.get(LINK)


def is_alone(page: Any) -> bool:
    """Whether the page about to be drawn is a respondent's form, without menu and roles."""
    return page.url_path == PAGE and LINK in st.query_params


def shown(door: Any, link: str, given: Any, *, partnership: str) -> None:
    """The form of a link, or words why it takes no answers.

    `door` is `queries.answering`; `given` what it says of the link, None when unknown.
    """
    if given is None:
        cards.headline("This link does not lead to a questionnaire.")
        cards.nothing(said_in.UNKNOWN)
        return
    cards.headline(f"Partnership questionnaire: {given.asked.plan.title}")
    if given.is_withdrawn:
        cards.nothing(said_in.WITHDRAWN)
        return
    if given.state != "open":
        saved()
        cards.nothing(said_in.ended(given.state, given.asked.plan))
        return
    theme.answers()
    _begin(link, given)
    _form(door, link, given, partnership)


def _begin(link: str, given: Any) -> None:
    """Take over what the register has; another link in the same tab starts from nothing.

    The part to begin with goes into the address, so that answering the last of it turns no page.
    """
    if st.session_state.setdefault(WHOSE, link) != link:
        st.session_state[WHOSE] = link
        st.session_state[LINKS] = st.session_state.get(LINKS, 0) + 1
        st.session_state.pop(LAST, None)
    st.session_state[SAID] = given.said
    parts = _parts(given.asked.items)
    if _step(parts) is None:
        st.query_params[STEP] = str(_first_left(parts, given.asked.items))


@st.fragment
def _form(door: Any, link: str, given: Any, partnership: str) -> None:
    items = given.asked.items
    parts = _parts(items)
    step = _step(parts) or 1
    place: Any = st
    if st.session_state.get(DRAWN, step) != step:
        # Only then: a form emptied after every answer would lose the keyboard's place in it.
        place = st.empty()
        time.sleep(MOMENT)
    st.session_state[DRAWN] = step
    with place.container(key=f"answering_{step}"):
        if step == 1:
            _introduction(given, partnership)
        if step > len(parts):
            _end(parts, given)
        else:
            part(door, link, parts, step, items)


def _parts(items: Sequence[Any]) -> list[str]:
    return [*dict.fromkeys(item.dimension for item in items)]


def _step(parts: Sequence[str]) -> int | None:
    """The part that the address asks for, one more for the end; None when it asks for none."""
    asked = st.query_params.get(STEP, "")
    known = [str(number) for number in range(1, len(parts) + 2)]
    return int(asked) if asked in known else None


def _first_left(parts: Sequence[str], items: Sequence[Any]) -> int:
    """The first part with a statement left, the end when there is none."""
    said = st.session_state[SAID].answers
    left = [item.dimension for item in items if item.item_id not in said]
    return parts.index(left[0]) + 1 if left else len(parts) + 1


def _introduction(given: Any, partnership: str) -> None:
    st.markdown(plain_text(said_in.asks(given, partnership)))
    if given.is_replacement:
        st.info(plain_text(said_in.REPLACEMENT), icon=":material/link:")
    st.markdown("\n".join(f"- {plain_text(line)}" for line in said_in.promises(given.asked.plan)))


def _end(parts: Sequence[str], given: Any) -> None:
    items = given.asked.items
    cards.section("Thank you")
    progress(items)
    st.markdown(plain_text(said_in.thanks(count(items), len(items), given.asked.plan)))
    for number, name in enumerate(parts, start=1):
        left = [i for i in items if i.dimension == name]
        left = [i for i in left if i.item_id not in st.session_state[SAID].answers]
        if left:
            turn(f"{plain_text(name)}: {len(left)} left", number)
    turn("Look at my answers again", 1, kind="tertiary")
