"""Who answered: the share of those invited, by organisation and group, round by round."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components import cards, charts
from components.answer import Answer
from components.kept import once
from components.partnership import words
from components.partnership.cells import Cell, Sheet, named, sheet
from components.partnership.known import RESPONSE
from components.partnership.subject import KINDS, Subject, card
from components.records import Record, is_absent, recorded

FEW = "✕: too few to show, or too easily worked out from others."
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
    drawn, told = _rates(subject, answer)
    card(
        subject,
        charts.grid(STEPS, suffix="%", step=25, **drawn.heads),
        drawn.rows,
        "response",
        tables=drawn.tables,
        title="Who answered",
        alt=f"Grid of response rates by organisation and round. {told}",
        told=(told, f"Percentages of those invited, with 95% intervals in the table. {FEW}"),
        how=answer.how,
        columns=COLUMNS,
        method="small_groups",
    )


@once
def _rates(subject: Subject, answer: Answer) -> tuple[Sheet, str]:
    """The cells, and what they say."""
    rows = subject.so_far(recorded(answer))
    return sheet(_cells(rows, subject)), answered(subject.round, subject.before)


def _cells(rows: Sequence[Record], subject: Subject) -> list[Cell]:
    cells: list[Cell] = []
    places: dict[tuple[str, str], int] = {}
    for kind in ("all", *KINDS):
        mine = [row for row in rows if row["kind"] == kind]
        for row in mine:
            called = "Everyone" if kind == "all" else named(row)
            place = places.setdefault((kind, called), len(cells))
            cells.append(_cell(row, kind, called, place) | _told(row, called, subject))
    return cells


def _cell(row: Record, kind: str, called: str, place: int) -> Cell:
    return {
        "name": f"{kind}|{called}",
        "place": place,
        "kind_name": KINDS.get(kind),
        "called": called,
        "value": row["response_rate"],
        "sign": None,
        **{name: row[name] for name in ("invited", "responses", "lower_limit", "upper_limit")},
    }


def _told(row: Record, called: str, subject: Subject) -> Cell:
    """The round of a cell, and its rate in words or why there is none."""
    title = subject.titles[row["round_id"]]
    said = hidden = words.SHORT.get(row["note"], words.SHORT["too_few"])
    if not is_absent(row["response_rate"]):
        hidden = None
        said = f"{row['response_rate']:.0f}%, {row['responses']:.0f} of {row['invited']:.0f}"
    return {"column": title, "words": hidden, "spoken": f"{called}, {title}: {said}"}


def answered(now: Record, before: Record | None) -> str:
    """How many answered in a round, and whether that is more or fewer than before, by `rounds`."""
    if is_absent(now["response_rate"]):
        return f"Too few answered in {now['title']} to say how many."
    told = (
        f"{now['responses']:,.0f} of {now['invited']:,.0f} people answered in {now['title']}, "
        f"{now['response_rate']:.0f}%"
    )
    if before is None or is_absent(before["response_rate"]):
        return f"{told}."
    then = f"{before['response_rate']:.0f}% in {before['title']}"
    if now["response_movement"] in RESPONSE:
        return f"{told}: {RESPONSE[now['response_movement']]} than the {then}."
    return f"{told}: no clear change from {then}."
