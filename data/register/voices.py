"""Voices: what is shown of what people said, over what was published of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from data.contract import REFERENCE
from data.register import Register

COMMENTARY, FEEDBACK, ESCALATION, REPLY = "commentary", "feedback", "escalation", "reply"
Tables = Mapping[str, pa.Table]
Row = Mapping[str, Any]


def commentary_shown(register: Register, published: Tables, _: tuple[Any, ...]) -> Tables:
    """Commentary that everybody sees. Raises Unusable."""
    if not register.is_begun:
        return {"commentary_shown": published["commentary"]}
    # Here, because a workspace without a register need not wait for SQLAlchemy (0.4 s).
    from data.register import commentaries, moderation, reviewed

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
    return {"commentary_shown": _table("commentary", published["commentary"], written)}


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
    rows = [*published["feedback"].to_pylist(), *written]
    return _with_what_followed(register, rows, published["feedback_replies"])


def _with_what_followed(
    register: Register, rows: list[dict[str, Any]], published: pa.Table
) -> Tables:
    """Feedback with the node it was passed on to, and the replies to it."""
    from data.register import feedbacks, records
    from data.register.connecting import reading

    with reading(register) as connection:
        passed_on = records.newest(connection, ESCALATION)
        replies = [one.of(feedbacks.Reply) for one in records.newest(connection, REPLY)]
    known = {row["feedback_id"]: row for row in rows}
    for one in passed_on:
        if one.record_id in known:
            known[one.record_id]["escalated_to"] = one.body["node_id"]
    answered = [
        {"reply_id": f"reply-{one.record_id}", **vars(one.body)}
        for one in replies
        if one.body.feedback_id in known
    ]
    return {
        "feedback_shown": _table("feedback", REFERENCE["feedback"].schema.empty_table(), rows),
        "replies_shown": _table("feedback_replies", published, answered),
    }


def _table(name: str, published: pa.Table, written: Iterable[Row]) -> pa.Table:
    """Published rows and those that were written, in the order of the key."""
    table = REFERENCE[name]
    made = pa.Table.from_pylist([*published.to_pylist(), *written], schema=table.schema)
    return made.sort_by([(column, "ascending") for column in table.key])
