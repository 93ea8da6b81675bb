"""The reporting calendar: who owes what, month by month and result by result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, files, sentences, tables, theme
from components.answer import Answer
from components.quantities import counted

Row = Mapping[str, Any]
SHORT, LONG = 12, 460  # rows that need no scrolling; pixels for those that do
MONTHS = {
    "partner": "Partner",
    "month": "Due in",
    **{state: mark.word for state, mark in theme.REPORTING.items()},
}


def calendar(
    months: Answer, results: pd.DataFrame, summary: Row, *, source: str, as_at: str
) -> None:
    """How many results each partner owes in each month, and how many came."""
    rows = months.rows
    if rows.empty:
        cards.section("Reporting calendar")
        cards.nothing("None of these indicators has a set day on which its results are due.")
        return
    rows["month"] = [
        f"Before {month:%Y}" if earlier else sentences.month(month)
        for month, earlier in zip(rows["month_start"], rows["is_earlier"], strict=True)
    ]
    cards.chart_with_data(
        charts.calendar(),
        rows,
        title="Reporting calendar",
        alt=f"Grid of partners by the month in which results are due. {_owed(results)}",
        told=(_owed(results), _unscheduled(summary)),
        name="reporting_months",
        how=months.how,
        method="freshness",
        columns=MONTHS,
        source=source,
        as_at=as_at,
    )


def results(found: Answer) -> None:
    """Every result that is owed or came, what is late first."""
    if found.rows.empty:
        return
    cards.section("Results one by one")
    shown = _listed(found.rows)
    st.dataframe(
        shown,
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


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    texts = {state: [mark.text] for state, mark in theme.REPORTING.items()}
    return pd.DataFrame(
        {
            "Indicator": rows["name"],
            "Period": rows["period_label"],
            "State": rows["state"].map(texts),
            "Due": rows["due_date"],
            "Days after due day": rows["days_after_due"].astype("Int64"),
            "Received": rows["first_received_date"],
            "Revised": rows["revised_date"],
            "Partner": rows["partner"],
            "Owner": rows["department_name"],
        }
    )


def _columns() -> dict[str, Any]:
    day = st.column_config.DateColumn(format="D MMM YYYY", width=110)
    return {
        "Indicator": st.column_config.TextColumn(width="medium"),
        "State": tables.badges("State", theme.REPORTING, 130),
        **dict.fromkeys(("Due", "Received", "Revised"), day),
    }


def _owed(results: pd.DataFrame) -> str:
    """How much is late, from how many, and how much is due soon."""
    late = results[results["state"] == "late"]
    owed = "No result is late."
    if not late.empty:
        partners = late["partner"].nunique()
        owed = (
            f"{counted(len(late), 'result is', 'results are')} late, from "
            f"{counted(partners, 'partner')}, for up to {late['days_after_due'].max():.0f} days."
        )
    due = results[results["state"] == "due"]
    if due.empty:
        return owed
    first = due["due_date"].min()
    at_once = int((due["due_date"] == first).sum())
    return f"{owed} Next, {counted(at_once, 'is', 'are')} due on {sentences.day(first)}."


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
