"""Voices: what is shown of what people said, over what was published of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from data.contract import REFERENCE
from data.register import Register

COMMENTARY, FEEDBACK, ESCALATION, REPLY = "commentary", "feedback", "escalation", "reply"
WITHDRAWAL = "withdrawal"
Tables = Mapping[str, pa.Table]
Row = Mapping[str, Any]


def commentary_shown(register: Register, published: Tables, _: tuple[Any, ...]) -> Tables:
    """Commentary that everybody sees. Raises Unusable."""
    if not register.is_begun:
        return {"commentary_shown": published["commentary"]}
    # Here, because a workspace without a register need not wait for SQLAlchemy (0.4 s).
    from data.register import commentaries, moderation, reviewed, withdrawals
    from data.register.connecting import reading

    versions = reviewed.history(register, commentaries.COMMENTARIES)
    written = [
        {
            "commentary_id": made,
            **vars(version.body.commentary),
            "written_date": version.body.proposed_on,
            "version": version.version,
        }
        for made, version in moderation.shown(versions).items()
    ]
    with reading(register) as connection:
        rows = withdrawals.left(connection, "commentary", published["commentary"].to_pylist())
    return {"commentary_shown": _table("commentary", [*rows, *written])}


def feedback_shown(register: Register, published: Tables, _: tuple[Any, ...]) -> Tables:
    """Feedback that everybody sees, with where it was passed on to, and the replies to it.

    Raises Unusable.
    """
    if not register.is_begun:
        return {
            "feedback_shown": published["feedback"],
            "replies_shown": published["feedback_replies"],
        }
    from data.register import feedbacks, moderation, reviewed

    versions = reviewed.history(register, feedbacks.FEEDBACKS)
    written = [
        {
            "feedback_id": made,
            **vars(version.body.feedback),
            "received_date": version.body.proposed_on,
            "escalated_to": None,
        }
        for made, version in moderation.shown(versions).items()
    ]
    return _with_what_followed(register, published, written)


def _with_what_followed(
    register: Register, published: Tables, written: list[dict[str, Any]]
) -> Tables:
    """Feedback with the node it was passed on to, and the replies to it.

    `written` is what was handed in here and is shown.
    """
    from data.register import feedbacks, records, withdrawals
    from data.register.connecting import reading

    with reading(register) as connection:
        passed_on = records.newest(connection, ESCALATION)
        replies = [
            {"reply_id": f"reply-{one.record_id}", **vars(one.of(feedbacks.Reply).body)}
            for one in records.newest(connection, REPLY)
        ]
        rows = withdrawals.left(connection, "feedback", published["feedback"].to_pylist())
        replies += published["feedback_replies"].to_pylist()
        replies = withdrawals.left(connection, "feedback_replies", replies)
    known = {row["feedback_id"]: row for row in (*rows, *written)}
    for one in passed_on:
        if one.record_id in known:
            known[one.record_id]["escalated_to"] = one.body["node_id"]
    answered = [row for row in replies if row["feedback_id"] in known]
    return {
        "feedback_shown": _table("feedback", known.values()),
        "replies_shown": _table("feedback_replies", answered),
    }


def _table(name: str, rows: Iterable[Row]) -> pa.Table:
    """Rows of a table in the order of the key."""
    table = REFERENCE[name]
    made = pa.Table.from_pylist([*rows], schema=table.schema)
    return made.sort_by([(column, "ascending") for column in table.key])
