"""Deeds: what someone asked to be written, noted as they saw it and done as the next run begins.

A deed carries the version that was on the screen, not the one that is newest when the button's
run begins: what nobody looked at must not be decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from components import person

NOTED, REFUSED, DONE = "deed_noted", "deed_refused", "deeds_done"
VERBS = (
    *("propose", "approve", "reject", "withdraw", "revise", "assign", "save"),
    *("issue", "exchange", "recall", "close", "publish"),
    *("comment", "tell", "show_text", "decline_text", "take_down"),
    *("pass_on", "answer", "correct"),
    *("add", "change", "acknowledge"),
    *("end", "approve_end", "reject_end", "withdraw_end"),
)


@dataclass(frozen=True)
class Deed:
    """One write by the name of its writer: what it is about, and the rest by keyword."""

    verb: str
    about: tuple[str, ...]
    given: Mapping[str, Any] = field(default_factory=dict)


def note(verb: str, *about: str, texts: Mapping[str, str], **given: Any) -> None:
    """Note a deed; for callbacks only.

    `texts` are what was typed: each keyword of the writer, with the key of the field that holds it.
    """
    # A field that is empty is an empty text; a nought that was typed is one.
    fields = {keyword: st.session_state.get(key) for keyword, key in texts.items()}
    typed = {keyword: "" if value is None else value for keyword, value in fields.items()}
    st.session_state[NOTED] = Deed(verb, about, {**given, **typed})


def acted(acting: Callable[[str | None], person.Acting], *doors: Any) -> person.Acting:
    """Who acts in this session, once what they noted is done; `acting` as in `queries.acting`."""
    me = acting(person.name())
    done(doors, me)
    return me


def done(doors: Any, acting: person.Acting) -> None:
    """Do what was noted, by the door's writer of that name, for whoever acts; then run anew.

    A door is a module such as `queries.deciding`; of several the first that has the writer. It
    checks who may: a note in the session proves nothing.
    """
    deed: Deed | None = st.session_state.pop(NOTED, None)
    if deed is None or deed.verb not in VERBS:
        return
    several = doors if isinstance(doors, tuple) else (doors,)
    writer = next((getattr(door, deed.verb) for door in several if hasattr(door, deed.verb)), None)
    if writer is None:
        return
    outcome = writer(*deed.about, who=acting.name or "", **deed.given)
    st.session_state[REFUSED] = None if outcome.is_done else deed
    tell(deed.verb, outcome)


def tell(verb: str, outcome: person.Outcome) -> None:
    """Keep what became of a deed, so that its form begins anew once it is done; then run anew."""
    if outcome.is_done:
        times: Mapping[str, int] = st.session_state.get(DONE, {})
        st.session_state[DONE] = {**times, verb: times.get(verb, 0) + 1}
    person.tell(outcome)


def anew(key: str, verb: str) -> str:
    """The key of a field or form that is empty again once this deed was done.

    Otherwise a second press on the button would write the same once more.
    """
    times = st.session_state.get(DONE, {}).get(verb, 0)
    return f"{key}_{times}" if times else key


def refused() -> Deed | None:
    """The last deed, if it was refused: what was seen then is set beside what is there now."""
    return st.session_state.get(REFUSED)
