"""Edits of the thread, put forward, revised and approved: each is one record, in versions.

An edit is checked against the thread in force when it is put forward, and again when it is
approved. When another edit of the same nodes was approved meanwhile, or these were published
otherwise, approving is refused until someone looked at both and put it forward again. Whoever wrote
any version may not approve it, unless workspace.toml says [approval] by_author = true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Connection

from data import releases
from data.contract import REFERENCE
from data.register import Refused, Register, bodies, records, reviewed, roles, thread_rules
from data.register.connecting import reading, writing
from data.register.records import Record
from data.register.reviewed import Review
from data.register.thread_in_force import KIND, PUBLISHED, after, edits_of, thread_of
from data.register.threads import Thread, ThreadEdit

Published = Mapping[str, pa.Table]


@dataclass(frozen=True, kw_only=True)
class EditReview(Review):
    """An edit and how far its review has come.

    `follows` is how many edits had been approved when it was put forward.
    """

    edit: ThreadEdit
    follows: int


EDITS = reviewed.Kind(KIND, EditReview)


def propose(register: Register, edit: ThreadEdit, *, who: str, why: str) -> str:
    """Put an edit forward and return its number. Raises NotAllowed, Refused."""
    edit, published = bodies.checked(edit), _published(register)
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        follows = _fitting(connection, edit, published)
        number = str(records.count(connection, KIND) + 1)
        body = EditReview(edit=edit, follows=follows, **reviewed.begun(register, author))
        records.append(connection, (KIND, number), body, after=0, by=author, why=why)
    return number


def revise(
    register: Register, number: str, edit: ThreadEdit, *, who: str, why: str, after: int
) -> int:
    """Change an edit that waits; its new version. `after` is the version that was seen.

    Raises NotAllowed, Refused, records.Superseded.
    """
    edit, published = bodies.checked(edit), _published(register)
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        review = reviewed.waiting(connection, EDITS, number, after, edit)
        follows = _fitting(connection, edit, published)
        authors = reviewed.with_author(review, author)
        body = replace(review, edit=edit, follows=follows, authors=authors)
        return records.append(connection, (KIND, number), body, after=after, by=author, why=why)


def approve(register: Register, number: str, *, who: str, why: str, after: int) -> int:
    """Let an edit that waits change the thread; its new version. `after` is the version that the
    approver saw.

    Raises NotAllowed, Refused, records.Superseded when it was revised meanwhile.
    """
    published = _published(register)
    with writing(register) as connection:
        approver = roles.acting(connection, who, "approver")
        review = reviewed.waiting(connection, EDITS, number, after, "approval")
        reviewed.independent(register, EDITS, review, approver)
        _not_overtaken(connection, review)
        _not_republished(register, connection, number, review)
        _fitting(connection, review.edit, published)
        body = reviewed.decided(register, review, "approved", approver)
        return records.append(connection, (KIND, number), body, after=after, by=approver, why=why)


def reject(register: Register, number: str, *, who: str, why: str, after: int) -> int:
    """Turn an edit down; its new version. Raises NotAllowed, Refused, records.Superseded."""
    return reviewed.reject(register, EDITS, number, who=who, why=why, after=after)


def withdraw(register: Register, number: str, *, who: str, why: str, after: int) -> int:
    """Take one's own edit back while it waits; its new version.

    Raises NotAllowed for anyone but its authors, Refused, records.Superseded.
    """
    return reviewed.withdraw(register, EDITS, number, who=who, why=why, after=after)


def every(register: Register) -> list[Record[EditReview]]:
    """All edits as they stand, by number."""
    return sorted(reviewed.every(register, EDITS), key=lambda record: int(record.record_id))


def in_force(register: Register) -> Thread:
    """The thread in force, from the release that is served. Raises Refused, Unusable."""
    published = _published(register)
    with reading(register) as connection:
        return _thread(connection, published)


def _fitting(connection: Connection, edit: ThreadEdit, published: Published) -> int:
    """How many edits are approved, if this one fits the thread as they leave it."""
    indicators = published["indicators"]["indicator_id"].to_pylist()
    thread_rules.check(edit, _thread(connection, published), set(indicators))
    return len(_approved(connection))


def _not_overtaken(connection: Connection, review: EditReview) -> None:
    later = _approved(connection)[review.follows :]
    both = sorted(review.edit.touched & frozenset().union(*(edit.touched for edit in later)))
    if both:
        raise Refused(
            f"Another edit of {', '.join(both)} was approved since this one was put forward. Look "
            "at the thread as it is now, then revise this edit or put it forward again as it is."
        )


def _not_republished(
    register: Register, connection: Connection, number: str, review: EditReview
) -> None:
    """Refuse where a file brought other rows of a node than those that the edit was made from."""
    path, record = register.workspace.path, reviewed.known(connection, EDITS, number)
    found, before = _as_served(path), _as_of(path, record.at)
    if before is None or before.key == found.key:
        return
    try:
        then, now = (thread_of(_tables(path, one, PUBLISHED)) for one in (before, found))
    except OSError as error:
        raise Refused(
            f"What was published then cannot be read ({error}). Put the edit forward again."
        ) from error
    both = [one for one in sorted(review.edit.touched) if then.about(one) != now.about(one)]
    if both:
        raise Refused(
            f"{', '.join(both)} was published otherwise since this edit was put forward. Look at "
            "the thread as it is now, then revise this edit or put it forward again as it is."
        )


def _thread(connection: Connection, published: Published) -> Thread:
    return after(thread_of(published), _approved(connection)).whole()


def _approved(connection: Connection) -> list[ThreadEdit]:
    versions = records.history(connection, KIND)
    return edits_of(record.of(EditReview) for record in versions)


def _published(register: Register) -> Published:
    """The thread as it is served, and the indicators there are. Raises Refused."""
    path = register.workspace.path
    return _tables(path, _as_served(path), (*PUBLISHED, "indicators"))


def _as_served(path: Path) -> releases.Release:
    try:
        return releases.served(path)[0]
    except (releases.UnknownVersion, releases.DamagedExtract) as error:
        raise Refused(f"Nothing can be checked against what is published: {error}") from error


def _as_of(path: Path, moment: datetime) -> releases.Release | None:
    """The newest release that there was at a moment, or None."""
    for version in range(releases.latest_version(path), -1, -1):
        try:
            found = releases.release(path, version)
        except releases.UnknownVersion:
            continue
        if found.published_at <= moment:
            return found
    return None


def _tables(path: Path, release: releases.Release, names: Iterable[str]) -> Published:
    found = {}
    for name in names:
        schema = REFERENCE[name].schema
        files = [path / file for file in release.reference.get(name, ())]
        parts = [pq.read_table(file, columns=schema.names, partitioning=None) for file in files]
        found[name] = pa.concat_tables([schema.empty_table(), *(p.cast(schema) for p in parts)])
    return found
