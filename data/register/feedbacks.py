"""Feedback from the ground: what residents, staff and partners say of a node of the thread.

Anybody may hand it in, and no name is asked or kept: the record says from which group it came and
on which day. It is read by the working group before anybody else sees it. What can only be acted on
higher up is passed on to a node above; what was done about it is said in replies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy import Connection

from data.register import (
    Refused,
    Register,
    actions,
    moderation,
    records,
    roles,
    thread_edits,
    withdrawals,
)
from data.register.connecting import writing
from data.register.moderation import HANDED_IN, LONGEST_POST
from data.register.records import Actor
from data.register.reviewed import Kind, Review
from data.register.voices import ESCALATION, FEEDBACK, REPLY

Group = Literal["resident", "front_line", "partner"]
SOMEBODY = Actor("somebody on the ground", "unnamed")


@dataclass(frozen=True)
class Feedback:
    """What somebody of a group says of a node of the thread."""

    node_id: str
    from_group: Group
    text: str


@dataclass(frozen=True, kw_only=True)
class FeedbackReview(Review):
    """Feedback and whether it is shown; it has no authors."""

    feedback: Feedback


@dataclass(frozen=True)
class Escalation:
    """The node above whose owner can act on a feedback; none when it was passed on in vain."""

    node_id: str | None


@dataclass(frozen=True)
class Reply:
    """What was done about a feedback, by which post of which partner, when, by which action."""

    feedback_id: str
    text: str
    owner_post: str
    owner_partner: str
    done_date: date
    action_id: str | None = None


FEEDBACKS = Kind(FEEDBACK, FeedbackReview)


def submit(register: Register, feedback: Feedback) -> str:
    """Hand feedback in to be read; its id. Raises Refused."""
    if feedback.node_id not in thread_edits.in_force(register).nodes:
        raise Refused(f"There is no node {feedback.node_id} in the golden thread.")
    kept = replace(feedback, text=moderation.said(feedback.text))
    with writing(register) as connection:
        made = moderation.new_id(connection, FEEDBACKS)
        records.append(
            connection,
            (FEEDBACK, made),
            FeedbackReview(
                feedback=kept,
                state="proposed",
                authors=(),
                proposed_on=register.workspace.today,
            ),
            after=0,
            by=SOMEBODY,
            why=HANDED_IN,
            is_timed=False,
        )
    return made


def escalate(
    register: Register,
    feedback_id: str,
    node_id: str | None,
    *,
    who: str,
    why: str,
    seen: str | None,
) -> int:
    """Pass feedback on to a node above its own, or take that back; the new version of where it is.

    `seen` is the node it was passed on to so far. Raises NotAllowed, Refused.
    """
    thread = thread_edits.in_force(register)
    with writing(register) as connection:
        group = roles.acting(connection, who, "working_group")
        own, published = _shown(register, connection, feedback_id)
        if node_id is not None and node_id not in thread.above(own):
            raise Refused(f"{node_id} is not above {own}: choose a node that it serves.")
        before = records.latest(connection, ESCALATION, feedback_id)
        stands = before.body["node_id"] if before else published
        if stands != seen:
            raise Refused("It was passed on by somebody else meanwhile. Look where it is now.")
        if stands == node_id:
            raise Refused("Nothing is changed: that is where it is.")
        after = before.version if before else 0
        key = (ESCALATION, feedback_id)
        return records.append(connection, key, Escalation(node_id), after=after, by=group, why=why)


def answer(register: Register, reply: Reply, *, who: str) -> str:
    """Say what was done about feedback that is shown; the reply's number.

    Raises NotAllowed, Refused.
    """
    kept, published = _checked(register, reply)
    with writing(register) as connection:
        group = roles.acting(connection, who, "working_group")
        _shown(register, connection, kept.feedback_id)
        _known_action(connection, kept, published)
        number = str(records.count(connection, REPLY) + 1)
        records.append(connection, (REPLY, number), kept, after=0, by=group, why="Answered")
    return number


def correct(register: Register, number: str, reply: Reply, *, who: str, why: str, seen: str) -> int:
    """Say otherwise what was done; the answer's new version. `seen` is what it said so far.

    Raises NotAllowed, Refused.
    """
    kept, published = _checked(register, reply)
    with writing(register) as connection:
        group = roles.acting(connection, who, "working_group")
        found = records.latest(connection, REPLY, number)
        if found is None:
            raise Refused("There is no such answer, or it was published and is corrected there.")
        before = found.of(Reply).body
        if before.text != seen:
            raise Refused("Somebody else corrected it meanwhile. Look at what it says now.")
        _shown(register, connection, before.feedback_id)
        _known_action(connection, kept, published)
        body = replace(kept, feedback_id=before.feedback_id)
        if body == before:
            raise Refused("Nothing is changed: that is what it says.")
        key = (REPLY, number)
        return records.append(connection, key, body, after=found.version, by=group, why=why)


def _checked(register: Register, reply: Reply) -> tuple[Reply, set[str]]:
    """An answer as it is kept, and the actions that are published. Raises Refused."""
    today = register.workspace.today
    kept = replace(
        reply,
        text=moderation.said(reply.text),
        owner_post=moderation.said(reply.owner_post, LONGEST_POST, "The post"),
        owner_partner=moderation.said(reply.owner_partner, LONGEST_POST, "The partner"),
        action_id=(reply.action_id or "").strip() or None,
    )
    if kept.done_date > today:
        raise Refused(f"What was done lies in the past: today is {today.day} {today:%B %Y}.")
    rows = withdrawals.published(register, "actions") if kept.action_id else ()
    return kept, {row["action_id"] for row in rows}


def _known_action(connection: Connection, reply: Reply, published: set[str]) -> None:
    code = reply.action_id
    if not (code is None or code in published or records.latest(connection, actions.KIND, code)):
        raise Refused(f"The improvement plan has no action {code}; its list names their codes.")


def _shown(register: Register, connection: Connection, feedback_id: str) -> tuple[str, str | None]:
    """The node of feedback that is shown, published or in the register, and the node it was
    published as passed on to. Raises Refused.
    """
    versions = records.history(connection, FEEDBACK, feedback_id)
    shown = moderation.shown(version.of(FeedbackReview) for version in versions)
    if shown:
        return shown[feedback_id].body.feedback.node_id, None
    rows = [] if versions else withdrawals.published(register, "feedback")
    for row in withdrawals.left(connection, "feedback", rows):
        if row["feedback_id"] == feedback_id:
            return row["node_id"], row["escalated_to"]
    raise Refused("That feedback is not shown.")
