"""Withdraws: published texts and answers that are shown, and letting nobody see one any longer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from data.register import Register
from queries import fetch

if TYPE_CHECKING:
    from data.register.withdrawals import Table

# What the working group calls them, and the tables that they stand in.
TABLES: Mapping[str, Table] = {
    "published_commentary": "commentary",
    "published_feedback": "feedback",
    "answer": "feedback_replies",
}
Row = Mapping[str, Any]


def texts(kept: Register) -> Iterator[tuple[str, str, int, Row]]:
    """Kind, id, version of an earlier withdrawal (0 for none) and row of every text in sight that
    was published, and of every answer, wherever it was given.
    """
    from data.register import withdrawals
    from data.register.connecting import reading

    with reading(kept) as connection:
        before = withdrawals.standing(connection)
        for kind, table in TABLES.items():
            given = _answers() if kind == "answer" else withdrawals.published(kept, table)
            for row in withdrawals.left(connection, table, given):
                made = row[withdrawals.KEYS[table]]
                yield kind, made, before.get((table, made), (0, ""))[0], row


def withdraw(kept: Register, kind: str, text_id: str, **given: Any) -> int:
    """Let nobody see a text any longer; `given` as `withdrawals.withdraw` takes it."""
    from data.register import withdrawals

    return withdrawals.withdraw(kept, TABLES[kind], text_id, **given)


def _answers() -> list[dict[str, Any]]:
    """Every answer in sight, with what it answers as `said`."""
    rows = fetch("feedback_heard", node_id=None).dropna(subset=["reply_id"])
    return rows.assign(said=rows["text"], text=rows["reply"]).to_dict("records")
