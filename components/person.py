"""The person acting: a name given once a session, shown in the frame, passed with every write.

Until there is sign-in the name is taken on trust. It is kept in the session and never in the URL,
so that a shared link does not act for anyone.
"""

from __future__ import annotations

from typing import Protocol

import streamlit as st

from components.words import plain_text

NAME, TYPED, TOLD = "acting_name", "acting_typed", "acting_told"
LONGEST_NAME = 100
READING = 30  # seconds, for words that say what to mend


class Acting(Protocol):
    """Who is acting, as the register knows them."""

    @property
    def name(self) -> str | None:
        """The name to show, or None when nobody said."""

    @property
    def role_name(self) -> str:
        """The role in words."""

    @property
    def problem(self) -> str | None:
        """Why the name that was given cannot be one."""

    def may(self, role: str) -> bool:
        """Whether the role is at least this one."""


class Outcome(Protocol):
    """What became of a write, in words."""

    @property
    def is_done(self) -> bool:
        """Whether it was written."""

    @property
    def words(self) -> str:
        """What was written, or why nothing was."""

    @property
    def made(self) -> str | None:
        """What was made: a number or version."""


def name() -> str | None:
    """The name given in this session, as it was typed, or None."""
    return st.session_state.get(NAME)


def shown(acting: Acting) -> None:
    """Who is acting, in the frame, and the way to say or change it."""
    label = plain_text(f"{acting.name}, {acting.role_name}") if acting.name else "Who is acting?"
    popover = st.popover(
        label, type="tertiary", icon=":material/person:", key="acting", on_change="rerun"
    )
    if popover.open:
        with popover:
            _asked(acting)


def needs(acting: Acting, role: str, to_do: str) -> bool:
    """Whether the person may do what takes this role; words why not otherwise.

    `to_do` is what it is, such as "propose a target".
    """
    if acting.may(role):
        return True
    if acting.name is None:
        words = f"To {to_do}, say who you are under “Who is acting?” at the top of the page."
    else:
        words = (
            f"{acting.name} has the role {acting.role_name}, which may not {to_do}. An approver "
            "can give the role on the Changes page."
        )
    st.info(plain_text(words), icon=":material/lock:")
    return False


def tell(outcome: Outcome) -> None:
    """Keep what became of a write and run the page anew, so that it shows what is now so."""
    st.session_state[TOLD] = outcome
    st.rerun()


def told(*, is_long: bool = False) -> Outcome | None:
    """Say what became of the last write, once; the outcome, for a link to what was made.

    On a page that is longer than the screen also where it is seen from the form beneath.
    """
    outcome: Outcome | None = st.session_state.pop(TOLD, None)
    if outcome is None:
        return None
    if is_long:
        _noticed(outcome)
    if outcome.is_done:
        st.success(plain_text(outcome.words), icon=":material/check:")
    else:
        st.error(plain_text(outcome.words), title="Nothing was changed", icon=":material/error:")
    return outcome


def _noticed(outcome: Outcome) -> None:
    if outcome.is_done:
        st.toast(plain_text(outcome.words), icon=":material/check:", duration="long")
    else:
        words = f"**Nothing was changed.** {plain_text(outcome.words)}"
        st.toast(words, icon=":material/error:", duration=READING)


def _asked(acting: Acting) -> None:
    with st.form("acting_form", border=False):
        st.text_input("Your name", value=acting.name or "", key=TYPED, max_chars=LONGEST_NAME)
        st.form_submit_button("Act under this name", on_click=_take)
    if acting.problem:
        st.error(plain_text(acting.problem))
    st.caption(
        "Until there is sign-in the scorecard takes your word for it. Whatever you propose or "
        "decide is kept with this name, for good."
    )


def _take() -> None:
    st.session_state[NAME] = " ".join(st.session_state.get(TYPED, "").split()) or None
