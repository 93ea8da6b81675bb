"""The form of a claim as it was begun: its fields keep what is typed until it is sent or left.

Fields are named after the beginning, not after the claim. What somebody types outlives a version
that comes meanwhile; what was sent, rejected or left is not there when the form is begun anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

BEGUN, COUNTED = "claim_form_begun", "claim_forms_begun"


@dataclass(frozen=True)
class Begun:
    """A form in progress: of which claim (None if new), the newest version then, and which form."""

    claim_id: str | None
    newest: int | None
    number: int

    @property
    def key(self) -> str:
        """What the names of its fields end in."""
        return f"{self.claim_id or 'new'}_{self.number}"


def begun(one: Any | None) -> Begun:
    """The form in progress on this claim as it stands, begun now if there is none."""
    claim_id, newest = (one.claim_id, one.newest) if one else (None, None)
    held: Begun | None = st.session_state.get(BEGUN)
    if held is None or held.claim_id != claim_id:
        number = st.session_state.get(COUNTED, 0) + 1
        held = Begun(claim_id, newest, number)
        st.session_state[BEGUN], st.session_state[COUNTED] = held, number
    return held


def forget() -> None:
    """Leave the form in progress; the next one begins with the claim as it stands then."""
    st.session_state.pop(BEGUN, None)


def told(held: Begun, one: Any | None) -> None:
    """That the claim was changed or decided since the form was begun, and the way to begin anew."""
    if one is None or one.newest == held.newest:
        return
    st.warning(
        "This claim was changed or decided since the form was opened. What is sent from it would "
        "be refused.",
        icon=":material/update:",
    )
    st.button(
        "Begin with the claim as it stands",
        key=f"begin_{held.key}",
        icon=":material/restart_alt:",
        on_click=forget,
    )
