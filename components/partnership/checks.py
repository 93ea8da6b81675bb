"""For those who check: how far statements hang together, statement by statement, and comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts
from components.answer import Answer
from components.partnership import words
from components.partnership.groups import STEPS, named
from components.partnership.subject import KINDS, Subject, card, in_lines
from components.records import Record, is_absent, records
from components.words import plain_lines

ENOUGH = 0.7
# Parts for those who check, folded away: their labels and icons.
PARTS = {
    "item_groups": ("Statements by organisation", ":material/grid_on:"),
    "reliability": ("How far the statements hang together", ":material/link:"),
    "comments": ("Comments, for the working group", ":material/comment:"),
}


def opened(subject: Subject, *, may_read: bool) -> Iterator[str]:
    """Each of PARTS that is open, while its place is open too; a closed one costs nothing.

    Comments are among them only for those who `may_read` them.
    """
    parts = ["item_groups", "reliability"] if subject.dimension else ["reliability"]
    for part in [*parts, *(["comments"] if may_read else ())]:
        label, icon = PARTS[part]
        place = st.expander(label, icon=icon, key=f"{part}_open", on_change="rerun")
        if place.open:
            with place:
                yield part


def reliability(subject: Subject, scales: Answer, dropped: Answer) -> None:
    """Alpha and omega of each question, or of the one in sight with its statements.

    Rows as `reliability` and `reliability_items`.
    """
    rows = records(subject.of_dimension(scales.rows))
    cards.said(together(rows), "Alpha and omega of answers to the same question, reversed first.")
    cards.table(
        pd.DataFrame([_scale(row) for row in rows]),
        alt="Reliability of each question",
        name="partnership_scales",
        how=scales.how,
        height="content",
    )
    if subject.dimension is not None:
        mine = records(subject.of_dimension(dropped.rows))
        cards.table(
            pd.DataFrame([_dropped(row) for row in mine]),
            alt="Each statement's part in its scale",
            name="partnership_scale_items",
            how=dropped.how,
            height="content",
        )
    cards.about("reliability")


def together(scales: Sequence[Record]) -> str:
    """Which questions' statements hang together, as a sentence; rows as `reliability`."""
    known = [row for row in scales if not is_absent(row["alpha"])]
    if not known:
        return "Too few people answered every statement to say how far they hang together."
    weak = [row["dimension"] for row in known if row["alpha"] < ENOUGH]
    if not weak:
        least = min(row["alpha"] for row in known)
        return (
            "The statements of each question hang together well enough to be one score "
            f"(alpha {least:.2f} or more)."
        )
    return (
        f"The statements of {words.listed(weak)} hang together loosely (alpha below "
        f"{ENOUGH}): look at each statement and not at the score alone."
    )


def _scale(row: Record) -> dict[str, Any]:
    alpha = None if is_absent(row["alpha"]) else f"{row['alpha']:.2f}"
    limits = f"{row['alpha_lower']:.2f} to {row['alpha_upper']:.2f}" if alpha else None
    return {
        "Question": row["dimension"],
        "Statements": row["items"],
        "Answered all": row["complete"],
        "Alpha": alpha,
        "95% interval": limits,
        "Omega": None if is_absent(row["omega"]) else f"{row['omega']:.2f}",
        "Note": words.NOTES.get(row["note"]),
    }


def _dropped(row: Record) -> dict[str, Any]:
    return {
        "Statement": row["text"],
        "With the others (r)": row["item_total"],
        "Alpha without it": row["alpha_if_dropped"],
        "Note": words.NOTES.get(row["note"]),
    }


def by_organisation(subject: Subject, items: Answer, groups: Answer) -> None:
    """Every statement of the question in sight by organisation and group.

    Rows as `item_scores` and `item_group_scores`.
    """
    statements = records(subject.of_dimension(items.rows))
    cells = [
        _cell(row, item, place)
        for place, item in enumerate(statements)
        for row in records(groups.rows)
        if row["item_id"] == item["item_id"]
    ]
    if not cells:
        cards.nothing("No organisation has enough answers to show here.")
        return
    card(
        subject,
        charts.grid(STEPS, step=32, lines=3),
        pd.DataFrame(cells),
        "item_groups",
        title="Statements by organisation",
        alt="Grid of scores by statement and organisation; its numbers are in the table",
        how=groups.how,
        columns={
            "text": "Statement",
            "kind_name": "Kind",
            "called": "Who",
            "value": "Score",
            "answered": "Answered",
            "words": "Note",
        },
        method="small_groups",
    )


def _cell(row: Record, item: Record, place: int) -> dict[str, Any]:
    called = named(row)
    absent = None
    if is_absent(row["score"]):
        absent = words.SHORT.get(row["note"], words.HIDDEN)
    said = absent or words.points(row["score"])
    return {
        "name": f"{item['item_id']}|{item['text']}",
        "text": item["text"],
        "place": place,
        "column": in_lines(called),
        "kind_name": KINDS[row["kind"]],
        "called": called,
        "value": row["score"],
        "words": absent,
        "sign": None,
        "spoken": f"{called}, {item['text']} {said}",
        "answered": row["answered"],
    }


def comments(subject: Subject, answer: Answer) -> None:
    """What people wrote, as text, on the question in sight or all; rows as `round_comments`."""
    rows = records(subject.of_dimension(answer.rows))
    if not rows:
        cards.nothing("There are no comments, or too few to show without giving anyone away.")
        return
    dimension = None
    for row in rows:
        if row["dimension"] != dimension and subject.dimension is None:
            dimension = row["dimension"]
            cards.quiet(dimension)
        st.markdown(plain_lines(row["comment"]))
