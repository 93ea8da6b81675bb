"""What people on the ground said of a node and of what serves it, with what was done about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, files, sentences
from components.answer import Answer
from components.kept import once
from components.quantities import counted
from components.records import records
from components.voice import words

THREAD = "pages/drill_down/golden_thread.py"
PLAN = "pages/working_group/improvement_plan.py"
COLUMNS = {
    "from_group": "From",
    "received_date": "Said on",
    "title": "Of",
    "text": "You said",
    "escalated_title": "Passed on to",
    "reply": "We did",
    "owner_post": "Post",
    "owner_partner": "Partner",
    "done_date": "Done on",
    "action_id": "Action",
}
IN_SIGHT = 10  # the rest is in the file


Heard = Mapping[str, Any]  # one feedback, with its replies


def heard(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Each feedback once, with `replies`; rows as `feedback_heard`."""
    found: dict[str, dict[str, Any]] = {}
    for row in records(rows):
        one = found.setdefault(row["feedback_id"], {**row, "replies": []})
        if words.is_given(row["reply_id"]):
            one["replies"].append(row)
    return list(found.values())


def of_node(node_id: str, said: Sequence[Heard], told: Answer) -> None:
    """What was said of a node: first what was passed on to it, then here, then beneath, folded."""
    cards.section("What people on the ground say")
    passed = [one for one in said if one["escalated_to"] == node_id]
    here = [one for one in said if one["node_id"] == node_id]
    beneath = [one for one in said if one not in passed and one not in here]
    cards.quiet(summary(here, beneath, passed))
    listed(passed, "Passed on to this level, which can act")
    listed(here)
    if beneath:
        folded = st.expander(f"Said of what serves it ({len(beneath)})", key="heard_beneath")
        with folded:
            listed(beneath)
    file(told, "feedback")


def summary(here: Sequence[Heard], beneath: Sequence[Heard], passed: Sequence[Heard]) -> str:
    """How much was said here and beneath, and how much of it nobody has answered."""
    whole = {one["feedback_id"]: one for one in (*here, *beneath, *passed)}
    if not whole:
        return "Nothing was said of this node, or of what serves it, yet."
    below = len(whole) - len(here)
    own = counted(len(here), "thing was said", "things were said") if here else "Nothing was said"
    beneath_it = f", {below} of what serves it" if below else ""
    waiting = [one for one in whole.values() if not one["replies"]]
    unanswered = f"Not answered yet: {len(waiting)}." if waiting else "Everything was answered."
    return f"{own} of this node{beneath_it}. {unanswered}"


def listed(said: Iterable[Heard], label: str | None = None) -> None:
    """Some feedback, each with its replies, the first few in sight."""
    pieces = list(said)
    if label and pieces:
        cards.quiet(label)
    for one in pieces[:IN_SIGHT]:
        _piece(one)
    if len(pieces) > IN_SIGHT:
        cards.quiet(f"{len(pieces) - IN_SIGHT} more are in the file beneath.")


def file(told: Answer, name: str) -> None:
    """All of it as a file, in the words that a reader sees."""
    files.row(_filed(told.rows), name=name, how=told.how)


@once
def _filed(told: pd.DataFrame) -> pd.DataFrame:
    groups = [words.speaker(code) for code in told["from_group"]]
    return told.assign(from_group=groups)[list(COLUMNS)].rename(columns=COLUMNS)


def _piece(one: Heard) -> None:
    with st.container(border=True, gap="small"):
        told = f"{words.speaker(one['from_group'])}, {sentences.day(one['received_date'])}"
        if words.is_given(one["escalated_title"]):
            told += f"; passed on to {one['escalated_title']}"
        cards.quiet(f"You said ({told})")
        words.spoken(one["text"])
        cards.link(THREAD, one["title"], node=one["node_id"])
        for reply in one["replies"]:
            cards.quiet(f"We did ({words.signed(reply, 'done_date')})")
            words.spoken(reply["reply"])
            if words.is_given(reply["action_id"]):
                label = f"Action {reply['action_id']} of the improvement plan"
                cards.link(PLAN, label, action=reply["action_id"])
        if not one["replies"]:
            cards.quiet("Not answered yet")
