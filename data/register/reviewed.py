"""Reviewed: what one person puts forward and another decides, whatever kind of thing it is.

A kind's body is a dataclass that is a Review and holds beside it what is reviewed. Its own module
writes what is put forward and approved, by its own rules; what is the same for every kind is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy import Connection

from data.register import NotAllowed, Refused, Register, records, roles
from data.register.connecting import reading, writing
from data.register.records import Actor, Record, Superseded

State = Literal["proposed", "approved", "rejected", "withdrawn"]


@dataclass(frozen=True, kw_only=True)
class Review:
    """How far the review of something has come.

    `authors` had a hand in what is put forward now. Dates are the workspace's own; the record says
    when by the clock.
    """

    state: State
    authors: tuple[str, ...]
    proposed_on: date
    decided_by: str | None = None
    decided_on: date | None = None


R = TypeVar("R", bound=Review)


@dataclass(frozen=True)
class Kind(Generic[R]):
    """A kind of reviewed thing: the name of its records, whose words it goes by, and its body."""

    name: str
    body: type[R]

    @property
    def words(self) -> str:
        """What one of them is called."""
        return self.name.replace("_", " ")


def begun(register: Register, author: Actor) -> Mapping[str, Any]:
    """The parts of a Review that somebody has just put forward."""
    return {
        "state": "proposed",
        "authors": (author.name,),
        "proposed_on": register.workspace.today,
    }


def with_author(review: Review, author: Actor) -> tuple[str, ...]:
    """The review's authors, with one more if they are new."""
    return tuple(dict.fromkeys((*review.authors, author.name)))


def reject(
    register: Register, kind: Kind[R], record_id: str, *, who: str, why: str, after: int
) -> int:
    """Turn down what waits; its new version. Raises NotAllowed, Refused, records.Superseded."""
    with writing(register) as connection:
        approver = roles.acting(connection, who, "approver")
        review = waiting(connection, kind, record_id, after, "rejection")
        body = decided(register, review, "rejected", approver)
        key = (kind.name, record_id)
        return records.append(connection, key, body, after=after, by=approver, why=why)


def withdraw(
    register: Register, kind: Kind[R], record_id: str, *, who: str, why: str, after: int
) -> int:
    """Take back what one put forward oneself; its new version.

    Raises NotAllowed for anyone but its authors, Refused, records.Superseded.
    """
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        review = waiting(connection, kind, record_id, after, "withdrawal")
        if not _wrote(author, review):
            names = " or ".join(review.authors)
            raise NotAllowed(f"Only {names} can take this {kind.words} back.")
        body = decided(register, review, "withdrawn", author)
        key = (kind.name, record_id)
        return records.append(connection, key, body, after=after, by=author, why=why)


def every(register: Register, kind: Kind[R]) -> list[Record[R]]:
    """All of a kind as they stand, the latest written last."""
    with reading(register) as connection:
        return [record.of(kind.body) for record in records.newest(connection, kind.name)]


def one(register: Register, kind: Kind[R], record_id: str) -> Record[R]:
    """One of a kind as it stands. Raises Refused when there is none of that id."""
    with reading(register) as connection:
        return known(connection, kind, record_id)


def history(register: Register, kind: Kind[R], record_id: str | None = None) -> list[Record[R]]:
    """Every version of one of a kind, or of all of them, the oldest first."""
    with reading(register) as connection:
        found = records.history(connection, kind.name, record_id)
    return [record.of(kind.body) for record in found]


def known(connection: Connection, kind: Kind[R], record_id: str) -> Record[R]:
    """One of a kind as it stands. Raises Refused when there is none of that id."""
    found = records.latest(connection, kind.name, record_id)
    if found is None:
        raise Refused(f"There is no {kind.words} {record_id}.")
    return found.of(kind.body)


def waiting(connection: Connection, kind: Kind[R], record_id: str, after: int, mine: object) -> R:
    """What waits, if it is the version that was seen and nobody has decided it.

    Raises Refused, records.Superseded.
    """
    found = known(connection, kind, record_id)
    if found.version != after:
        raise Superseded(f"{kind.words} {record_id}", after, mine, found)
    if found.body.state != "proposed":
        name = f"{kind.words.capitalize()} {record_id}"
        raise Refused(f"{name} was {found.body.state} by {found.body.decided_by}.")
    return found.body


def independent(register: Register, kind: Kind[R], review: Review, approver: Actor) -> None:
    """Raise NotAllowed for whoever wrote any version of what they are about to approve.

    A partnership may allow it in workspace.toml.
    """
    if _wrote(approver, review) and not register.workspace.authors_may_approve:
        raise NotAllowed(
            f"{approver.name} wrote this {kind.words}, so someone else has to approve it. A "
            "partnership with one approver can allow it in workspace.toml: "
            "[approval] by_author = true"
        )


def decided(register: Register, review: R, state: State, by: Actor, **more: Any) -> R:
    """The review as it was decided today."""
    today = register.workspace.today
    return replace(review, state=state, decided_by=by.name, decided_on=today, **more)


def _wrote(actor: Actor, review: Review) -> bool:
    return roles.key(actor.name) in {roles.key(author) for author in review.authors}
