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
from components.words import plain_text

LINK, STEP, PAGE = "link", "step", "questionnaire"
SAID, LAST, WHOSE, DRAWN = "answers_said", "answers_last", "answers_whose", "answers_drawn"
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

    `door` is `queries.collecting`; `given` what it says of the link, None when unknown.
    """
    if given is None:
        cards.headline("This link does not lead to a questionnaire.")
        cards.nothing(said_in.UNKNOWN)
        return
    cards.headline(given.asked.plan.title)
    if given.state != "open":
        _saved()
        cards.nothing(said_in.ended(given.state, given.asked.plan))
        return
    theme.answers()
    _begin(link, given)
    _form(door, link, given, partnership)


def _begin(link: str, given: Any) -> None:
    """Take over what the register has; another link in the same tab starts from nothing.

    The part to begin with goes into the address, so that answering the last of it turns no page.
    """
    if st.session_state.get(WHOSE) != link:
        for key in [key for key in st.session_state if str(key).startswith("answer")]:
            del st.session_state[key]
    st.session_state[WHOSE] = link
    st.session_state[SAID] = given.said
    parts = _parts(given.asked.items)
    if _step(parts) is None:
        st.query_params[STEP] = str(_first_left(parts, given.asked.items))


@st.fragment
def _form(door: Any, link: str, given: Any, partnership: str) -> None:
    items = given.asked.items
    parts = _parts(items)
    step = _step(parts) or 1
    place = st.empty()
    if st.session_state.get(DRAWN, step) != step:
        place.empty()
        time.sleep(MOMENT)
    st.session_state[DRAWN] = step
    with place.container(key=f"answering_{step}"):
        if step == 1:
            _introduction(given, partnership)
        if step > len(parts):
            _end(parts, given)
        else:
            _part(door, link, parts, step, items)


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
    st.markdown("\n".join(f"- {plain_text(line)}" for line in said_in.promises(given.asked.plan)))


def _part(door: Any, link: str, parts: Sequence[str], step: int, items: Sequence[Any]) -> None:
    name = parts[step - 1]
    mine = [item for item in items if item.dimension == name]
    cards.section(f"Part {step} of {len(parts)}: {name}")
    _progress(items)
    for item in mine:
        _statement(door, link, item)
    key = f"answer_comment_{step}"
    if key not in st.session_state:
        st.session_state[key] = st.session_state[SAID].comments.get(name, "")
    st.text_area(
        f"Anything to add on {plain_text(name.lower())}? (optional)",
        key=key,
        max_chars=door.LONGEST_COMMENT,
        on_change=_commented,
        args=(door, link, name, key),
    )
    if any(item.item_id in st.session_state[SAID].answers for item in mine):
        ids = [item.item_id for item in mine]
        st.button("Clear the answers of this part", type="tertiary", key=f"answers_clear_{step}",
                  on_click=_cleared, args=(door, link, ids))  # fmt: skip
    _saved()
    with st.container(horizontal=True):
        if step > 1:
            _turn("Back", step - 1, icon=":material/arrow_back:")
        following = "Finish" if step == len(parts) else f"Next: {plain_text(parts[step])}"
        _turn(following, step + 1, kind="primary")


def _statement(door: Any, link: str, item: Any) -> None:
    key = f"answer_{item.item_id}"
    named = said_in.choices(item)
    if key not in st.session_state:
        st.session_state[key] = st.session_state[SAID].answers.get(item.item_id)
    with st.container(gap="xxsmall"):
        st.markdown(f"**{plain_text(item.text)}**")
        # Its own label would be read out with the signs of Markdown.
        st.radio(
            item.text,
            list(named),
            index=None,
            format_func=lambda answer: named.get(answer, str(answer)),
            key=key,
            on_change=_answered,
            args=(door, link, item.item_id, key),
            label_visibility="collapsed",
            width="stretch",
        )


def _progress(items: Sequence[Any]) -> None:
    answered = _count(items)
    st.progress(answered / len(items), said_in.progress(answered, len(items)))


def _count(items: Sequence[Any]) -> int:
    return sum(item.item_id in st.session_state[SAID].answers for item in items)


def _saved() -> None:
    """What became of the last answer."""
    outcome = st.session_state.get(LAST)
    if outcome is None:
        return
    if outcome.is_done:
        st.caption(":material/check: Saved")
    else:
        st.error(plain_text(outcome.words), title="Not saved", icon=":material/error:")


def _end(parts: Sequence[str], given: Any) -> None:
    items = given.asked.items
    cards.section("Thank you")
    _progress(items)
    st.markdown(plain_text(said_in.thanks(_count(items), len(items), given.asked.plan)))
    for number, name in enumerate(parts, start=1):
        left = [i for i in items if i.dimension == name]
        left = [i for i in left if i.item_id not in st.session_state[SAID].answers]
        if left:
            _turn(f"{plain_text(name)}: {len(left)} left", number)
    _turn("Look at my answers again", 1, kind="tertiary")


def _turn(label: str, step: int, *, icon: str | None = None, kind: Any = "secondary") -> None:
    key = f"answers_turn_{step}_{kind}"
    st.button(label, key=key, type=kind, icon=icon, on_click=_go, args=(step,))


def _go(step: int) -> None:
    st.query_params[STEP] = str(step)
    st.session_state.pop(LAST, None)


def _answered(door: Any, link: str, item_id: str, key: str) -> None:
    _keep(door.answer(link, {item_id: st.session_state[key]}))


def _commented(door: Any, link: str, dimension: str, key: str) -> None:
    _keep(door.answer(link, {}, {dimension: st.session_state[key]}))


def _cleared(door: Any, link: str, item_ids: Sequence[str]) -> None:
    outcome = door.answer(link, dict.fromkeys(item_ids))
    _keep(outcome)
    if outcome.is_done:
        for item_id in item_ids:
            st.session_state[f"answer_{item_id}"] = None


def _keep(outcome: Any) -> None:
    st.session_state[LAST] = outcome
    if outcome.said is not None:
        st.session_state[SAID] = outcome.said
