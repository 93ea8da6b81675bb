"""Statements in lists: what improved, what slipped, and which stand highest and lowest."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from components import cards, files
from components.answer import Answer
from components.kept import once
from components.partnership import words
from components.partnership.statements import moved_told, ordered
from components.partnership.subject import Subject
from components.records import Record, is_absent, recorded

ENDS = 3


def changed(subject: Subject, items: Answer) -> None:
    """Statements that improved or slipped, then the highest and lowest; rows as `item_scores`."""
    told, moved, highest_and_lowest = _changed(subject, items)
    cards.section("What improved, what slipped")
    cards.quiet(told)
    if not moved.empty:
        cards.table(moved, alt="Statements that moved")
    if not highest_and_lowest.empty:
        cards.quiet(f"Highest and lowest of {len(items.rows)} statements:")
        cards.table(highest_and_lowest, alt="The highest and the lowest statements")
    files.row(
        items.rows,
        name="partnership_items",
        how=items.how,
        methods={"questionnaire_scores": "About these changes"},
    )


@once
def _changed(subject: Subject, items: Answer) -> tuple[str, pd.DataFrame, pd.DataFrame]:
    """How many statements moved, which, and those at the ends."""
    rows = recorded(items)
    moved = ordered([row for row in rows if row["movement"] in words.MOVED], "change")
    return (
        moved_told(rows, subject.previous),
        _table([(_moved(row), row) for row in moved]),
        _table([(words.points(row["score"]), row) for row in ends(rows)]),
    )


def ends(rows: Sequence[Record]) -> list[Record]:
    """The highest and the lowest statements, highest first; none where there are too few."""
    ranked = [row for row in ordered(rows, "unfavourable") if not is_absent(row["score"])][::-1]
    return [*ranked[:ENDS], *ranked[-ENDS:]] if len(ranked) >= 2 * ENDS else []


def _table(rows: Sequence[tuple[str, Record]]) -> pd.DataFrame:
    told = [
        {"Score": score, "Statement": stated(row), "Question": row["dimension"]}
        for score, row in rows
    ]
    return pd.DataFrame(told)


def _moved(row: Record) -> str:
    """From what to what a statement's score went, with its shape."""
    mark = words.mark(row)
    return f"{mark.glyph if mark else ''} {words.from_to(row).removeprefix('from ')}"


def stated(row: Record) -> str:
    """A statement, said to be turned round where agreeing with it is unfavourable."""
    return f"{row['text']} (turned round)" if row["is_negative"] else row["text"]
