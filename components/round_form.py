"""The form that makes a round: when, of whom, and what is too small to be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, person

KEY = "round_"
COLUMNS = ("Organisation", "Group", "Invited")
USUAL_MINIMUM, USUAL_COUNT, MOST = 10, 5, 1000
A_MONTH = timedelta(days=30)
Cells = Sequence[tuple[Any, Any, Any]]


def shown(
    questionnaires: Sequence[str],
    invited: Cells,
    acting: person.Acting,
    *,
    today: date,
    make: Callable[..., Any],
) -> None:
    """The form; sent, it makes the round and the page runs anew.

    `invited` are organisations, groups and numbers of the last round, to begin with.
    """
    cards.section("Make a round")
    if not questionnaires:
        cards.nothing("No questionnaire is published, so there is nothing to ask.")
        return
    with st.form("make_round", enter_to_submit=False, border=False):
        given = _fields(questionnaires, today)
        cards.quiet("Who is invited: one row an organisation and group. Begun from the last round.")
        cells = st.data_editor(
            pd.DataFrame(invited, columns=list(COLUMNS)),
            key=f"{KEY}invited",
            num_rows="dynamic",
            hide_index=True,
            width=620,
            alt="Organisations, groups and numbers invited",
        )
        sent = st.form_submit_button("Make the round", type="primary")
    if sent:
        outcome = make(**given, invited=_cells(cells), who=acting.name or "")
        person.tell(outcome)


def _fields(questionnaires: Sequence[str], today: date) -> dict[str, Any]:
    """What was filled in, by keyword of the writer."""
    with st.container(horizontal=True):
        title = st.text_input("Title", f"{today:%B %Y}", key=f"{KEY}title", max_chars=100)
        asked = st.selectbox(
            "Questionnaire",
            list(questionnaires),
            format_func=lambda name: name.replace("_", " ").capitalize(),
            key=f"{KEY}questionnaire",
        )
    with st.container(horizontal=True):
        opens = st.date_input("Opens", today, key=f"{KEY}opens", format="DD/MM/YYYY")
        closes = st.date_input("Closes", today + A_MONTH, key=f"{KEY}closes", format="DD/MM/YYYY")
        group = st.number_input("Smallest group shown", 2, MOST, USUAL_MINIMUM, key=f"{KEY}minimum")
        count = st.number_input("Smallest number shown", 1, MOST, USUAL_COUNT, key=f"{KEY}count")
    return {
        "title": title or "",
        "questionnaire_id": asked,
        "opens": opens,
        "closes": closes,
        "minimum_group": group,
        "smallest_count": count,
    }


def _cells(rows: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Rows of the table; those left empty are no rows, a number left empty is none."""
    filled = rows.dropna(how="all").reset_index(drop=True)
    return [
        (_text(row[0]), _text(row[1]), 0 if pd.isna(row[2]) else int(row[2]))
        for row in filled[list(COLUMNS)].itertuples(index=False, name=None)
    ]


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
