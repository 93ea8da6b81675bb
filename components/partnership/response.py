"""Who answered: the share of those invited, by organisation and group, round by round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts
from components.answer import Answer
from components.partnership.groups import named
from components.partnership.subject import KINDS, Subject, card
from components.records import Record, is_absent, records

STEPS = (30, 45, 60, 75)
COLUMNS = {
    "kind_name": "Kind",
    "called": "Who",
    "column": "Round",
    "invited": "Invited",
    "responses": "Answered",
    "value": "Response rate, %",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "words": "Note",
}


def stop_unless_shown(subject: Subject, answer: Answer) -> None:
    """Words and who answered in place of results that too few people gave; the page ends there."""
    if subject.is_shown:
        return
    cards.headline(f"Too few people answered in {subject.title} to show any result.")
    cards.nothing(
        f"Results are shown from {subject.round['minimum_group']} answers on, so that nobody's "
        "own can be told.",
        hint="Choose another round to see its results.",
    )
    rates(subject, answer)
    st.stop()


def rates(subject: Subject, answer: Answer) -> None:
    """Response rate by organisation and round; rows as `response_rates`."""
    rows = records(answer.rows)
    told = response_told(rows, subject)
    card(
        subject,
        charts.grid(STEPS, suffix="%", step=25),
        pd.DataFrame(_cells(rows, subject)),
        "response",
        title="Who answered",
        alt=f"Grid of response rates by organisation and round. {told}",
        told=(told, "Percentages of those invited; their 95% intervals are in the table."),
        how=answer.how,
        columns=COLUMNS,
        method="small_groups",
    )


def _cells(rows: Sequence[Record], subject: Subject) -> list[dict[str, Any]]:
    few = f"fewer than {subject.round['minimum_group']}"
    cells: list[dict[str, Any]] = []
    places: dict[tuple[str, str], int] = {}
    for kind in ("all", *KINDS):
        mine = [row for row in rows if row["kind"] == kind]
        if mine and kind in KINDS:
            heading = f"{kind}|{charts.HEADING}{KINDS[kind]}"
            column = subject.titles[mine[0]["round_id"]]
            cells.append({"name": heading, "place": len(places) + len(cells), "column": column})
        for row in mine:
            called = "Everyone" if kind == "all" else named(row)
            place = places.setdefault((kind, called), len(places) + len(cells))
            cells.append(
                _cell(row, kind, called, subject.titles[row["round_id"]], few) | {"place": place}
            )
    return cells


def _cell(row: Record, kind: str, called: str, column: str, few: str) -> dict[str, Any]:
    is_hidden = is_absent(row["response_rate"])
    said = few if is_hidden else f"{row['response_rate']:.0f}%, {row['responses']:.0f} of "
    said += "" if is_hidden else f"{row['invited']:.0f}"
    return {
        "name": f"{kind}|{called}",
        "column": column,
        "kind_name": KINDS.get(kind),
        "called": called,
        "value": row["response_rate"],
        "words": few if is_hidden else None,
        "sign": None,
        "spoken": f"{called}, {column}: {said}",
        **{name: row[name] for name in ("invited", "responses", "lower_limit", "upper_limit")},
    }


def response_told(rows: Sequence[Record], subject: Subject) -> str:
    """How many answered in this round, and in the one before."""
    all_rows = {row["round_id"]: row for row in rows if row["kind"] == "all"}
    now = all_rows.get(subject.round_id)
    if now is None or is_absent(now["response_rate"]):
        return f"Too few answered in {subject.title} to say how many."
    told = (
        f"{now['responses']:,.0f} of {now['invited']:,.0f} people answered in {subject.title}, "
        f"{now['response_rate']:.0f}%"
    )
    before = all_rows.get(subject.round["previous_round_id"])
    if before is None or is_absent(before["response_rate"]):
        return f"{told}."
    return f"{told}; in {subject.previous} it was {before['response_rate']:.0f}%."
