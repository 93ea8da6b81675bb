"""Responses: what one person answers, saved bit by bit and changeable until the round closes.

A response is kept under a SHA-256 of its link that is not the invitation's, so that without the
link no answers can be tied to an invitation. Each version holds only what changed, and only the
day it was given; what a person says is the fold of all versions, so the last answer to a statement
counts on whichever device it was given, and nothing else is lost. A link given in place of a lost
one has a response of its own, whose first answer takes back those that it stands in for.

Limits, which the form tells people: whoever holds a link can see and change its answers while the
round is open; and the database holds single answers, so its keeper must not look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from data.register import Register, exchanges, invitations, records, refusals, rounds
from data.register import answers as offered
from data.register.answers import Answer, Forged
from data.register.connecting import reading
from data.register.invitations import Held, Invitation
from data.register.refusals import RESPONDENT
from data.register.rounds import Round, State
from data.register.saying import Said, folded
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
class Given:
    """What a link leads to: whom it invites, the round, and what was answered while it is open."""

    invited: Invitation
    asked: Round
    state: State
    said: Said
    is_withdrawn: bool = False  # another was given in its place
    is_replacement: bool = False  # it was given in place of another


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
        held = invitations.find(connection, token)
        if held is None:
            return None
        asked = rounds.known(connection, held.invitation.round_id).body
        state = asked.state(register.workspace.today)
        link = exchanges.state(connection, held)
        is_shown = state == "open" and not link.is_withdrawn
        versions = _versions(connection, _key(held, held.answers)) if is_shown else []
        said, came_before = folded(versions), bool(link.earlier)
        return Given(held.invitation, asked, state, said, link.is_withdrawn, came_before)


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
    held = _in_force(connection, token)
    round_id = held.invitation.round_id
    asked = rounds.known(connection, round_id).body
    offered.check_open(asked, round_id, today)
    offered.check_answers(asked.items, answers, round_id)
    wanted = offered.checked_comments(asked.items, comments, round_id)
    versions = _versions(connection, _key(held, held.answers))
    before = folded(versions)
    new = {item: value for item, value in answers.items() if before.answers.get(item) != value}
    told = {name: text for name, text in wanted.items() if before.comments.get(name) != text}
    if not new and not told:
        return before
    if len(versions) >= MOST_CHANGES:
        words = "These answers were changed too often, and cannot be changed any more."
        raise Forged("too_many_changes", words, round_id)
    if not versions:
        _take_back(connection, held)
    change = {"answers": new, "comments": told}
    _append(connection, held, held.answers, change, len(versions))
    return folded([*versions, change])


def _in_force(connection: Connection, token: str) -> Held:
    """The invitation of a link that may answer. Raises Forged for any other."""
    held = invitations.find(connection, token)
    if held is None:
        raise Forged("unknown_link", "This link is not one that was given out.", None)
    if exchanges.state(connection, held).is_withdrawn:
        words = "Another link was given out in place of this one. Answer with that."
        raise Forged("withdrawn_link", words, held.invitation.round_id)
    return held


def _take_back(connection: Connection, held: Held) -> None:
    """Take back what was answered with the links that this one stands in for."""
    for answers in exchanges.answers_before(connection, held):
        versions = _versions(connection, _key(held, answers))
        said = folded(versions)
        if said != Said():
            nothing = {part: dict.fromkeys(given) for part, given in vars(said).items()}
            _append(connection, held, answers, nothing, len(versions))


def _append(
    connection: Connection, held: Held, answers: str, change: Mapping[str, Any], after: int
) -> None:
    """Add what changed to the response that is kept under the hash `answers`."""
    body = Response(**vars(held.invitation), **change)
    key = (KIND, _key(held, answers))
    records.append(connection, key, body, after=after, by=RESPONDENT, why="Answers", is_timed=False)


def _versions(connection: Connection, key: str) -> list[Mapping[str, Any]]:
    return [body for _, body in records.said(connection, KIND, key)]


def _key(held: Held, answers: str) -> str:
    return f"{held.invitation.round_id}/{answers}"
