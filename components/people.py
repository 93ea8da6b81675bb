"""People and their roles: who may propose and decide, who gave it, and the form to give one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, files, person, sentences

NAME, ROLE, WHY = "role_name", "role_role", "role_why"
ROLES = {
    "viewer": "Viewer: may look at everything",
    "working_group": "Working group: may also propose and write the principles",
    "approver": "Approver: may also decide, and give roles",
}


def shown(people: Sequence[Any], acting: person.Acting) -> None:
    """Everyone with a role, and for an approver the form that gives one."""
    if people:
        rows = pd.DataFrame(
            {
                "Name": [one.body.name for one in people],
                "Role": [ROLES[one.body.role].partition(":")[0] for one in people],
                "Given by": [f"{one.who} ({one.role.replace('_', ' ')})" for one in people],
                "On": [sentences.day(one.at) for one in people],
                "Why": [one.why for one in people],
            }
        )
        st.dataframe(rows, hide_index=True, alt="People and their roles")
        files.row(rows, name="people")
    cards.section("Give a role")
    if person.needs(acting, "approver", "give roles"):
        _form(people)


def _form(people: Sequence[Any]) -> None:
    with st.form("give_role", enter_to_submit=False, width=520):
        st.text_input("Name", key=NAME, max_chars=person.LONGEST_NAME)
        st.selectbox("Role", list(ROLES), format_func=ROLES.__getitem__, key=ROLE)
        st.text_input("Why", key=WHY, max_chars=500)
        versions = {one.body.name.casefold(): one.version for one in people}
        st.form_submit_button("Give the role", on_click=_noted, args=(versions,))


def _noted(versions: dict[str, int]) -> None:
    typed = " ".join(st.session_state.get(NAME, "").split()).casefold()
    texts = {"name": NAME, "role": ROLE, "why": WHY}
    deeds.note("assign", texts=texts, after=versions.get(typed, 0))
