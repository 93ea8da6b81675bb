"""Actions beside what they serve: on an indicator's case and on a node of the golden thread."""

from __future__ import annotations

from components import cards
from components.answer import Answer
from components.improvement import choices, words
from components.records import records


def linked(actions: Answer) -> None:
    """Every action that serves what is in sight, with its status and owner, and a way to it."""
    cards.section("Actions")
    if actions.rows.empty:
        cards.quiet("No action of the improvement plan serves this.")
    for row in records(actions.rows):
        cards.link(choices.PAGE, line(row), action=row["action_id"])
    if actions.rows.empty:
        cards.link(choices.PAGE, "To the improvement plan")


def line(row: words.Row) -> str:
    """An action in one line: Under way: A weekly collection (Director, Harrow Council)."""
    return f"{words.status(row)}: {row['title']} ({words.owner(row)})"
