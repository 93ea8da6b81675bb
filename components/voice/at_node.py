"""A node of the thread and the people on the ground: what they said, saying more, answering it."""

from __future__ import annotations

from datetime import date

from components import person
from components.answer import Answer
from components.records import records
from components.voice import heard, telling


def at_node(told: Answer, sight: Answer, me: person.Acting, today: date) -> None:
    """What was said of the chosen node and beneath it, and the forms to say more and to answer.

    `told` as `feedback_heard` of the node, `sight` as `thread_sight`.
    """
    rows = sight.rows
    node_id = next(row["node_id"] for row in records(rows) if row["side"] == "chosen")
    said = heard.heard(told.rows)
    heard.of_node(node_id, said, told)
    telling.telling(node_id)
    telling.answering(said, rows, me, today)
