"""Moderation: what people say is read by the working group before anybody else sees it.

What is said is a reviewed thing: proposed when it is handed in, approved when it is shown, rejected
when it is declined, and withdrawn when it is taken down again. A newer version waits like the first
while the one before stays in sight.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import Connection

from data.contract import LONGEST_SAID
from data.register import Refused, Register, bodies, records, reviewed, roles
from data.register.connecting import writing
from data.register.records import Record, Superseded
from data.register.reviewed import Kind, Review

MOST_A_DAY = 200
LONGEST_POST = 200
HANDED_IN = "Handed in to be read"  # the reason on record: the list of changes shows it to anybody
R = TypeVar("R", bound=Review)


def said(text: str, longest: int = LONGEST_SAID, name: str = "The text") -> str:
    """Text as it is kept. Raises Refused when there is none, or too much, or it cannot be read."""
    shown = bodies.prose(text, name)
    if not shown:
        raise Refused(f"{name} is empty. Type it first.")
    if len(shown) > longest:
        raise Refused(f"{name} is longer than {longest:,} letters. Shorten it.")
    if bodies.TURNING.search(shown):
        raise Refused(f"{name} holds a sign that turns letters round. Type it again.")
    return shown


def new_id(connection: Connection, kind: Kind[R]) -> str:
    """The id of the next of a kind today. Raises Refused when the day is full."""
    today = datetime.now(UTC).date()
    handed_in = records.count(connection, kind.name, f"{today}/")
    if handed_in >= MOST_A_DAY:
        raise Refused(
            f"{MOST_A_DAY} texts were handed in today, which is as many as are taken in a day. "
            "Please hand it in tomorrow."
        )
    return f"{today}/{handed_in + 1}"


def show(
    register: Register, kind: Kind[R], record_id: str, *, who: str, why: str, after: int
) -> int:
    """Let everybody see what waits; its new version.

    Raises NotAllowed, also for whoever wrote it, Refused, records.Superseded.
    """
    with writing(register) as connection:
        reader = roles.acting(connection, who, "working_group")
        review = reviewed.waiting(connection, kind, record_id, after, "showing it")
        reviewed.independent(register, kind, review, reader)
        body = reviewed.decided(register, review, "approved", reader)
        key = (kind.name, record_id)
        return records.append(connection, key, body, after=after, by=reader, why=why)


def decline(
    register: Register, kind: Kind[R], record_id: str, *, who: str, why: str, after: int
) -> int:
    """Let what waits be seen by nobody else; its new version. Raises as `show` does."""
    with writing(register) as connection:
        reader = roles.acting(connection, who, "working_group")
        review = reviewed.waiting(connection, kind, record_id, after, "declining it")
        body = reviewed.decided(register, review, "rejected", reader)
        key = (kind.name, record_id)
        return records.append(connection, key, body, after=after, by=reader, why=why)


def take_down(
    register: Register, kind: Kind[R], record_id: str, *, who: str, why: str, after: int
) -> int:
    """Let nobody see any longer what was shown; its new version. Raises as `show` does."""
    with writing(register) as connection:
        reader = roles.acting(connection, who, "working_group")
        found = reviewed.known(connection, kind, record_id)
        if found.version != after:
            raise Superseded(f"{kind.words} {record_id}", after, "taking it down", found)
        # A newer version may have been declined while the one before stayed in sight.
        versions = records.history(connection, kind.name, record_id)
        if not shown(version.of(kind.body) for version in versions):
            raise Refused(f"{kind.words.capitalize()} {record_id} is not shown.")
        if found.body.state == "proposed":
            raise Refused("A newer version of it waits to be read. Show or decline that first.")
        body = reviewed.decided(register, found.body, "withdrawn", reader)
        key = (kind.name, record_id)
        return records.append(connection, key, body, after=after, by=reader, why=why)


def again(register: Register, review: R, author: str) -> R:
    """The review of a text that its author changed: it waits anew."""
    return replace(
        review,
        state="proposed",
        authors=tuple(dict.fromkeys((*review.authors, author))),
        proposed_on=register.workspace.today,
        decided_by=None,
        decided_on=None,
    )


def shown(versions: Iterable[Record[R]]) -> dict[str, Record[R]]:
    """Of each record the version that everybody sees, where there is one; versions in order."""
    found: dict[str, Record[R]] = {}
    for version in versions:
        if version.body.state == "approved":
            found[version.record_id] = version
        elif version.body.state == "withdrawn":
            found.pop(version.record_id, None)
    return found
