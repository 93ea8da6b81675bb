"""Responses: what one person answers, saved bit by bit and changeable until the round closes.

A response is kept under a SHA-256 of its link that is not the invitation's, so that without the
link no answers can be tied to an invitation. Each version holds only what changed, and only the
day it was given; what a person says is the fold of all versions, so the last answer to a statement
counts on whichever device it was given, and nothing else is lost.

Limits, which the form tells people: whoever holds a link can see and change its answers while the
round is open; and the database holds single answers, so its keeper must not look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data.register import Register, invitations, records, refusals, rounds
from data.register import answers as offered
from data.register.answers import Answer, Forged
from data.register.connecting import reading
from data.register.invitations import Invitation
from data.register.refusals import RESPONDENT
from data.register.rounds import Round, State
from data.register.together import together

KIND = "response"
MOST_CHANGES = 2_000


@dataclass(frozen=True)
class Response:
    """One version: what changed, by item and dimension; None takes back what was there."""

    round_id: str
    organisation: str
    respondent_group: str
    answers: Mapping[str, Any]
    comments: Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """All that one person has answered so far, by item, and commented, by dimension."""

    answers: Mapping[str, int | str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """What a link leads to: whom it invites, the round, and what was answered while it is open."""

    invited: Invitation
    asked: Round
    state: State
    said: Said


@dataclass(frozen=True)
class Respondent:
    """Who one response is from, as far as is known, and what it says."""

    organisation: str
    respondent_group: str
    said: Said


def save(
    register: Register,
    token: str,
    answers: Mapping[str, Answer],
    comments: Mapping[str, str | None] | None = None,
) -> Said:
    """Save what a person changed and return all they have said.

    Raises Forged, which is logged, for what cannot be answered with this link on this day.
    """

    def write(connection: Connection) -> Said | Forged:
        try:
            return _saved(connection, register.workspace.today, token, answers, comments or {})
        except Forged as forged:  # nothing of it is written; that it came is
            refusals.log(connection, forged.reason, forged.round_id)
            return forged

    said = together(register, write)
    if isinstance(said, Forged):
        raise said
    return said


def given(register: Register, token: str) -> Given | None:
    """What a link leads to, or None when it was never issued; answers only while it is open."""
    with reading(register) as connection:
        invited = invitations.find(connection, token)
        if invited is None:
            return None
        asked = rounds.known(connection, invited.round_id).body
        state = asked.state(register.workspace.today)
        versions = _versions(connection, invited, token) if state == "open" else []
        return Given(invited, asked, state, folded(versions))


def folded(versions: Iterable[Mapping[str, Any]]) -> Said:
    """All that a person said, from the versions in the order they were saved."""
    answers: dict[str, int | str] = {}
    comments: dict[str, str] = {}
    for version in versions:
        answers |= version["answers"]
        comments |= version["comments"]
    return Said(
        {item: answer for item, answer in answers.items() if answer is not None},
        {dimension: comment for dimension, comment in comments.items() if comment is not None},
    )


def of_round(connection: Connection, round_id: str) -> list[Respondent]:
    """Every response to a round, in no order that says anything; also those taken back."""
    versions: dict[str, list[Mapping[str, Any]]] = {}
    for record_id, body in records.said(connection, KIND, f"{round_id}/", is_beginning=True):
        versions.setdefault(record_id, []).append(body)
    return [
        Respondent(
            versions[key][0]["organisation"],
            versions[key][0]["respondent_group"],
            folded(versions[key]),
        )
        for key in sorted(versions)
    ]


def _saved(
    connection: Connection,
    today: date,
    token: str,
    answers: Mapping[str, Answer],
    comments: Mapping[str, str | None],
) -> Said:
    invited = invitations.find(connection, token)
    if invited is None:
        raise Forged("unknown_link", "This link is not one that was given out.", None)
    asked = rounds.known(connection, invited.round_id).body
    offered.check_open(asked, invited.round_id, today)
    offered.check_answers(asked.items, answers, invited.round_id)
    wanted = offered.checked_comments(asked.items, comments, invited.round_id)
    versions = _versions(connection, invited, token)
    before = folded(versions)
    new = {item: value for item, value in answers.items() if before.answers.get(item) != value}
    told = {name: text for name, text in wanted.items() if before.comments.get(name) != text}
    if not new and not told:
        return before
    if len(versions) >= MOST_CHANGES:
        words = "These answers were changed too often, and cannot be changed any more."
        raise Forged("too_many_changes", words, invited.round_id)
    change = Response(**vars(invited), answers=new, comments=told)
    key = (KIND, _key(invited, token))
    records.append(
        connection, key, change, after=len(versions), by=RESPONDENT, why="Answers", is_timed=False
    )
    return folded([*versions, vars(change)])


def _versions(connection: Connection, invited: Invitation, token: str) -> list[Mapping[str, Any]]:
    return [body for _, body in records.said(connection, KIND, _key(invited, token))]


def _key(invited: Invitation, token: str) -> str:
    return f"{invited.round_id}/{invitations.digest('answers', token)}"
