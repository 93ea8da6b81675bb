"""The reporting calendar: who owes what, month by month and result by result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, downloads, files, sentences, tables, theme
from components.answer import Answer
from components.kept import once, sent
from components.quantities import counted

Row = Mapping[str, Any]
SHORT, LONG = 12, 460  # rows that need no scrolling; pixels for those that do
MONTHS = {
    "partner": "Partner",
    "month": "Due in",
    **{state: mark.word for state, mark in theme.REPORTING.items()},
}

RESULTS = {
    "name": "Indicator",
    "period_label": "Period",
    "state": "State",
    "due_date": "Due",
    "days_after_due": "Days after due day",
    "first_received_date": "Received",
    "revised_date": "Revised",
    "partner": "Partner",
    "department_name": "Owner",
}


def calendar(months: Answer, owing: Row, summary: Row, *, source: str, as_at: str) -> None:
    """How many results each partner owes in each month, and how many came.

    `owing` counts what is late and due next, `summary` the indicators without a set day.
    """
    rows = months.rows
    if rows.empty:
        cards.section("Reporting calendar")
        cards.nothing("None of these indicators has a set day on which its results are due.")
        return
    told = owed(owing)
    cards.chart_with_data(
        charts.calendar(),
        _by_month(rows),
        title="Reporting calendar",
        alt=f"Grid of partners by the month in which results are due. {told}",
        told=(told, _unscheduled(summary)),
        name="reporting_months",
        how=months.how,
        method="freshness",
        columns=MONTHS,
        source=source,
        as_at=as_at,
    )


@once
def _by_month(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(month=rows["month"].mask(rows["is_earlier"], "And earlier"))


def results(found: Answer) -> None:
    """Every result that is owed or came, what is late first."""
    if found.rows.empty:
        return
    cards.section("Results one by one")
    shown = _listed(found.rows)
    st.dataframe(
        sent(shown),
        hide_index=True,
        height=LONG if len(shown) > SHORT else "auto",
        column_config=_columns(),
        placeholder="",
        alt="Results that are late, due or received, with their days",
    )
    cards.quiet(
        "Days below nought are still to come. Received is the day of publication here, and late is "
        "what a release published on or after its due day did not hold. Of what came with an "
        "indicator's first data nobody can tell."
    )
    files.row(shown, name="reporting_calendar", how=found.how)


def owed(owing: Row) -> str:
    """How much is late, from how many partners, and how much is due next."""
    told = "No result is late."
    if owing["late"]:
        told = (
            f"{counted(int(owing['late']), 'result is', 'results are')} late, from "
            f"{counted(int(owing['late_partners']), 'partner')}, for up to "
            f"{counted(int(owing['longest_late']), 'day')}."
        )
    if not owing["next_due"]:
        return told
    due = counted(int(owing["next_due"]), "is", "are")
    return f"{told} Next, {due} due on {sentences.day(owing['next_due_date'])}."


@once
def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    texts = {state: [mark.text] for state, mark in theme.REPORTING.items()}
    return downloads.shown(rows, RESULTS).assign(
        **{
            "State": [texts[state] for state in rows["state"].to_numpy()],
            "Days after due day": rows["days_after_due"].astype("Int64"),
        }
    )


def _columns() -> dict[str, Any]:
    day = st.column_config.DateColumn(format="D MMM YYYY", width=110)
    return {
        "Indicator": st.column_config.TextColumn(width="medium"),
        "State": tables.badges("State", theme.REPORTING, 130),
        **dict.fromkeys(("Due", "Received", "Revised"), day),
    }


def _unscheduled(summary: Row) -> str:
    """Which indicators the calendar leaves out."""
    left_out = []
    if summary["without_day"]:
        count = counted(int(summary["without_day"]), "indicator has", "indicators have")
        left_out.append(f"{count} no set day, such as surveys.")
    if summary["never_received"]:
        count = counted(int(summary["never_received"]), "has", "have")
        left_out.append(f"{count} never been received.")
    return " ".join(["By the month in which each result is due.", *left_out])
