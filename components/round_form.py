"""The forms that make and change a round: when, of whom, and what is too small to be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, person

COLUMNS = ("Organisation", "Group", "Invited")
USUAL_MINIMUM, USUAL_COUNT, MOST = 10, 5, 1000
DAY = "DD/MM/YYYY"
A_MONTH = timedelta(days=30)
Cells = Sequence[tuple[Any, Any, Any]]


@dataclass(frozen=True)
class Usual:
    """What the form begins with where nothing was planned yet."""

    title: str
    opens: date
    closes: date
    minimum_group: int = USUAL_MINIMUM
    smallest_count: int = USUAL_COUNT


def new(
    questionnaires: Sequence[str],
    invited: Cells,
    acting: person.Acting,
    *,
    today: date,
    is_open: bool,
    least: tuple[int, int],
    make: Callable[..., Any],
) -> None:
    """The form that makes a round; sent, it makes it and the page runs anew.

    `invited` are organisations, groups and numbers of the last round, to begin with; `least` the
    smallest group and the smallest number that a round may show.
    """
    with _folded("Make a round", "round_new", is_open=is_open) as folded:
        if not folded.open:
            return
        if not questionnaires:
            cards.nothing("No questionnaire is published, so there is nothing to ask.")
            return
        with st.form("make_round", enter_to_submit=False, border=False):
            usual = Usual(f"{today:%B %Y}", today, today + A_MONTH)
            given = _fields(questionnaires, usual, "round_", least)
            cards.quiet("Who is invited: one row an organisation and group, as in the last round.")
            cells = _editor(invited, "round_")
            sent = st.form_submit_button("Make the round", type="primary")
    if sent:
        person.tell(make(**given, invited=cells, who=acting.name or ""))


def change(
    record: Any, acting: person.Acting, *, least: tuple[int, int], write: Callable[..., Any]
) -> None:
    """The form that changes a round's plan, from the version in sight."""
    plan, key = record.body.plan, f"{record.record_id}_{record.version}_"
    with _folded("Change its title or dates, or invite more people", f"{key}change") as folded:
        if not folded.open:
            return
        with st.form(f"{key}form", enter_to_submit=False, border=False):
            given = _fields([plan.questionnaire_id], plan, key, least)
            cells = _editor([tuple(vars(cell).values()) for cell in plan.invited], key)
            why = st.text_input("Why it changes", key=f"{key}why", max_chars=500)
            sent = st.form_submit_button("Change the round")
    if sent:
        about = {"why": why or "", "who": acting.name or "", "after": record.version}
        person.tell(write(record.record_id, **given, invited=cells, **about))


def _folded(label: str, key: str, *, is_open: bool = False) -> Any:
    """An expander that costs nothing until it is opened."""
    return st.expander(label, expanded=is_open, key=key, on_change="rerun")


def _fields(
    questionnaires: Sequence[str], begun: Any, key: str, least: tuple[int, int]
) -> dict[str, Any]:
    """What was filled in, by keyword of the writer."""
    least_group, least_count = least
    with st.container(horizontal=True):
        title = st.text_input("Title", begun.title, key=f"{key}title", max_chars=100)
        asked = st.selectbox(
            "Questionnaire",
            list(questionnaires),
            format_func=lambda name: name.replace("_", " ").capitalize(),
            key=f"{key}questionnaire",
        )
    with st.container(horizontal=True):
        opens = st.date_input("Opens", begun.opens, key=f"{key}opens", format=DAY)
        closes = st.date_input("Closes", begun.closes, key=f"{key}closes", format=DAY)
        group = st.number_input(
            "Smallest group shown", least_group, MOST, begun.minimum_group, key=f"{key}minimum"
        )
        count = st.number_input(
            "Smallest number shown", least_count, MOST, begun.smallest_count, key=f"{key}count"
        )
    return {
        "title": title or "",
        "questionnaire_id": asked,
        "opens": opens,
        "closes": closes,
        "minimum_group": group,
        "smallest_count": count,
    }


def _editor(invited: Cells, key: str) -> list[tuple[str, str, int]]:
    """The table of those invited, to be edited; its rows."""
    rows = st.data_editor(
        pd.DataFrame(invited, columns=list(COLUMNS)),
        key=f"{key}invited",
        num_rows="dynamic",
        hide_index=True,
        width=620,
        alt="Organisations, groups and numbers invited",
    )
    return _cells(rows)


def _cells(rows: pd.DataFrame) -> list[tuple[str, str, int]]:
    """Rows of the table; those left empty are no rows, a number left empty is none."""
    filled = rows.dropna(how="all").reset_index(drop=True)
    return [
        (_text(row[0]), _text(row[1]), 0 if pd.isna(row[2]) else int(row[2]))
        for row in filled[list(COLUMNS)].itertuples(index=False, name=None)
    ]


def _text(value: Any) -> str:
    return "" if pd.isna(value) else str(value)
