"""Statements in lists: what improved, what slipped, and which stand highest and lowest."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from components import cards, files
from components.answer import Answer
from components.partnership import words
from components.partnership.statements import moved_told, ordered
from components.partnership.subject import Subject
from components.records import Record, is_absent, records

ENDS = 3


def changed(subject: Subject, items: Answer) -> None:
    """Statements that improved or slipped, then the highest and lowest; rows as `item_scores`."""
    rows = records(items.rows)
    cards.section("What improved, what slipped")
    cards.quiet(moved_told(rows, subject.previous))
    moved = [row for row in rows if row["movement"] in words.MOVED]
    _table(ordered(moved, "change"), "Statements that moved")
    highest, lowest = ends(rows)
    if highest:
        cards.quiet(f"Highest and lowest of {len(rows)} statements:")
        _table([*highest, *lowest], "The highest and the lowest statements")
    files.row(
        items.rows,
        name="partnership_items",
        how=items.how,
        methods={"questionnaire_scores": "About these changes"},
    )


def ends(rows: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """The highest and the lowest statements; none where there are too few to tell them apart."""
    ranked = [row for row in ordered(rows, "unfavourable") if not is_absent(row["score"])]
    if len(ranked) < 2 * ENDS:
        return [], []
    return ranked[: -ENDS - 1 : -1], ranked[ENDS - 1 :: -1]


def _table(rows: Sequence[Record], alt: str) -> None:
    if not rows:
        return
    table = [
        {"Score": _score(row), "Statement": stated(row), "Question": row["dimension"]}
        for row in rows
    ]
    cards.table(pd.DataFrame(table), alt=alt)


def _score(row: Record) -> str:
    """The score of a statement, and where it came from if it moved."""
    mark = words.mark(row)
    if mark is None or row["movement"] not in words.MOVED:
        return words.points(row["score"])
    return f"{mark.glyph} {words.from_to(row).removeprefix('from ')}"


def stated(row: Record) -> str:
    """A statement, said to be turned round where agreeing with it is unfavourable."""
    return f"{row['text']} (turned round)" if row["is_negative"] else row["text"]
