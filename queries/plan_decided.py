"""What was done with the improvement plan and with published texts, as the minutes have it."""

from __future__ import annotations

import re
from typing import Any

from data.register.records import Record

KINDS = ("action", "acknowledgement", "withdrawal")
OURS = re.compile(r"action-\d+")  # the ids of actions that were not published first


def row(change: Record[Any]) -> dict[str, Any]:
    """What a change says: kind, subject and version, and its indicator and area where it has one.

    `kind` is action_added, action_changed, acknowledged or text_withdrawn; `subject` the title of
    the action, who saw the breach, or which text.
    """
    return {"detail": change.version} | {
        "action": _action,
        "acknowledgement": _acknowledged,
        "withdrawal": _withdrawn,
    }[change.kind](change)


def _action(change: Record[Any]) -> dict[str, Any]:
    is_new = change.version == 1 and OURS.fullmatch(change.record_id)
    served = {(one["indicator_id"], one["area_code"]) for one in change.body["serves"]}
    about = next(iter(served)) if len(served) == 1 else (None, None)
    return {
        "kind": "action_added" if is_new else "action_changed",
        "subject": change.body["title"],
        "indicator_id": about[0],
        "area_code": about[1],
    }


def _acknowledged(change: Record[Any]) -> dict[str, Any]:
    about = {name: change.body[name] for name in ("indicator_id", "area_code")}
    return about | {"kind": "acknowledged", "subject": f"Seen by {change.body['post']}"}


def _withdrawn(change: Record[Any]) -> dict[str, Any]:
    names = {"commentary": "Commentary", "feedback": "Feedback", "feedback_replies": "Answer"}
    subject = f"{names[change.body['table']]} {change.body['text_id']}"
    return {"kind": "text_withdrawn", "subject": subject}
