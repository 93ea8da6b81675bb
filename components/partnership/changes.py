"""Statements in lists: what improved, what slipped, and which stand highest and lowest."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from components import cards, files
from components.answer import Answer
from components.partnership import words
from components.partnership.kept import recorded
from components.partnership.statements import moved_told, ordered
from components.partnership.subject import Subject
from components.records import Record, is_absent

ENDS = 3


def changed(subject: Subject, items: Answer) -> None:
    """Statements that improved or slipped, then the highest and lowest; rows as `item_scores`."""
    rows = recorded(items)
    cards.section("What improved, what slipped")
    cards.quiet(moved_told(rows, subject.previous))
    moved = ordered([row for row in rows if row["movement"] in words.MOVED], "change")
    _table([(_moved(row), row) for row in moved], "Statements that moved")
    highest_and_lowest = [(words.points(row["score"]), row) for row in ends(rows)]
    if highest_and_lowest:
        cards.quiet(f"Highest and lowest of {len(rows)} statements:")
        _table(highest_and_lowest, "The highest and the lowest statements")
    files.row(
        items.rows,
        name="partnership_items",
        how=items.how,
        methods={"questionnaire_scores": "About these changes"},
    )


def ends(rows: Sequence[Record]) -> list[Record]:
    """The highest and the lowest statements, highest first; none where there are too few."""
    ranked = [row for row in ordered(rows, "unfavourable") if not is_absent(row["score"])][::-1]
    return [*ranked[:ENDS], *ranked[-ENDS:]] if len(ranked) >= 2 * ENDS else []


def _table(rows: Sequence[tuple[str, Record]], alt: str) -> None:
    if rows:
        told = [
            {"Score": score, "Statement": stated(row), "Question": row["dimension"]}
            for score, row in rows
        ]
        cards.table(pd.DataFrame(told), alt=alt)


def _moved(row: Record) -> str:
    """From what to what a statement's score went, with its shape."""
    mark = words.mark(row)
    return f"{mark.glyph if mark else ''} {words.from_to(row).removeprefix('from ')}"


def stated(row: Record) -> str:
    """A statement, said to be turned round where agreeing with it is unfavourable."""
    return f"{row['text']} (turned round)" if row["is_negative"] else row["text"]
