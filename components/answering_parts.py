"""One part of the respondent's form: its statements, a comment, and each saved as it is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components import answering_words as said_in
from components import cards
from components.words import plain_text

STEP = "step"
SAID, LINKS = "answers_said", "answers_links"
LAST, LAST_OF = "answers_last", "answers_last_of"


def part(door: Any, link: str, parts: Sequence[str], step: int, items: Sequence[Any]) -> None:
    """The statements of one part, what became of the last answer, and the ways back and on."""
    name = parts[step - 1]
    mine = [item for item in items if item.dimension == name]
    cards.section(f"Part {step} of {len(parts)}: {name}")
    progress(items)
    for item in mine:
        _statement(door, link, item)
    key = _key(f"comment_{step}")
    st.text_area(
        f"{plain_text(name)}: anything to add? (optional)",
        st.session_state[SAID].comments.get(name, ""),
        key=key,
        max_chars=door.LONGEST_COMMENT,
        on_change=_commented,
        args=(door, link, name, key),
    )
    saved(told_above=[item.item_id for item in mine])
    with st.container(horizontal=True):
        if step > 1:
            turn("Back", step - 1, icon=":material/arrow_back:")
        following = "Finish" if step == len(parts) else f"Next: {plain_text(parts[step])}"
        turn(following, step + 1, kind="primary")
    if any(item.item_id in st.session_state[SAID].answers for item in mine):
        _clearing(door, link, [item.item_id for item in mine], step)


def _clearing(door: Any, link: str, item_ids: Sequence[str], step: int) -> None:
    """A way to take the answers of a part back, behind a question."""
    with st.popover("Clear the answers of this part", type="tertiary"):
        cards.quiet("Your answers to the statements of this part are taken back.")
        st.button(
            "Clear them",
            key=f"answers_clear_{step}",
            on_click=_cleared,
            args=(door, link, item_ids),
        )


def _statement(door: Any, link: str, item: Any) -> None:
    key = _key(item.item_id)
    named = said_in.choices(item)
    said = st.session_state[SAID].answers.get(item.item_id)
    with st.container(gap="xxsmall"):
        st.markdown(f"**{plain_text(item.text)}**")
        # Its own label would be read out with the signs of Markdown.
        st.radio(
            item.text,
            list(named),
            # Where to begin; putting it into the session could overtake a quick hand.
            index=list(named).index(said) if said in named else None,
            format_func=lambda answer: named.get(answer, str(answer)),
            key=key,
            on_change=_answered,
            args=(door, link, item.item_id, key),
            label_visibility="collapsed",
            width="stretch",
        )
        if st.session_state.get(LAST_OF) == item.item_id:
            _refused()


def progress(items: Sequence[Any]) -> None:
    """How far the person is, in words and as a bar."""
    answered = count(items)
    st.progress(answered / len(items), said_in.progress(answered, len(items)))


def count(items: Sequence[Any]) -> int:
    """How many of these statements are answered."""
    return sum(item.item_id in st.session_state[SAID].answers for item in items)


def saved(told_above: Sequence[str] = ()) -> None:
    """What became of the last answer; refused ones are told where one of these was answered."""
    outcome = st.session_state.get(LAST)
    if outcome is not None and outcome.is_done:
        st.caption(":material/check: Saved")
    elif st.session_state.get(LAST_OF) not in told_above:
        _refused()


def _refused() -> None:
    """Why the last answer was not saved, if it was not."""
    outcome = st.session_state.get(LAST)
    if outcome is not None and not outcome.is_done:
        st.error(plain_text(outcome.words), title="Not saved", icon=":material/error:")


def turn(label: str, step: int, *, icon: str | None = None, kind: Any = "secondary") -> None:
    """A button that leads to another part, or to the end."""
    key = f"answers_turn_{step}_{kind}"
    st.button(label, key=key, type=kind, icon=icon, on_click=_go, args=(step,))


def _go(step: int) -> None:
    st.query_params[STEP] = str(step)
    st.session_state.pop(LAST, None)


def _answered(door: Any, link: str, item_id: str, key: str) -> None:
    _keep(door.answer(link, {item_id: st.session_state[key]}), item_id)


def _commented(door: Any, link: str, dimension: str, key: str) -> None:
    _keep(door.answer(link, {}, {dimension: st.session_state[key]}))


def _cleared(door: Any, link: str, item_ids: Sequence[str]) -> None:
    outcome = door.answer(link, dict.fromkeys(item_ids))
    _keep(outcome)
    if outcome.is_done:
        for item_id in item_ids:
            st.session_state[_key(item_id)] = None


def _keep(outcome: Any, item_id: str | None = None) -> None:
    """Keep what became of an answer, and to which statement it was."""
    st.session_state[LAST], st.session_state[LAST_OF] = outcome, item_id
    if outcome.said is not None:
        st.session_state[SAID] = outcome.said


def _key(name: str) -> str:
    """A widget's key; each link opened in a tab has its own, as the browser remembers by key."""
    number = st.session_state.get(LINKS, 0)
    return f"answer_{name}" + (f"_{number}" if number else "")
