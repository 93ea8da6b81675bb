"""Records: any kind of thing in numbered versions, each with who wrote it, when and why.

A kind's own module gives its body a type, its rules and its words; this one keeps the versions.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select, true

from data.register import (
    APART,
    Refused,
    Register,
    RegisterError,
    Unusable,
    audit,
    bodies,
    failures,
)
from data.register.connecting import reading
from data.register.tables import LOG, RECORDS

# A row that the log does not know is no version.
SAME = and_(*(LOG.c[name] == RECORDS.c[name] for name in ("kind", "record_id", "version")))
VERSIONS = select(RECORDS, LOG.c.seq).join_from(LOG, RECORDS, SAME)

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True)
class Record(Generic[T]):
    """One version of a record; `seq` is its place among all changes of the register.

    `who` acted in `role` at `at` (UTC), because of `why`.
    """

    kind: str
    record_id: str
    version: int
    body: T
    who: str
    role: str
    at: datetime
    why: str
    seq: int

    def of(self, kind: type[S]) -> Record[S]:
        """The same version with its body as a typed value."""
        said = {**vars(self)}
        said["body"] = bodies.read(kind, self.body)
        return Record(**said)


@dataclass(frozen=True)
class Actor:
    """Who is writing and in which role; made by `roles`, which checks that it is so."""

    name: str
    role: str


class Superseded(RegisterError):
    """Someone saved a newer version first: `theirs` is in the register, `mine` is not."""

    def __init__(  # noqa: D107 - the class says it
        self, name: str, after: int, mine: object, theirs: Record[Any] | None
    ) -> None:
        self.after, self.mine, self.theirs = after, mine, theirs
        newest = (
            f"Version {theirs.version} was saved by {theirs.who} on {theirs.at:%d %B %Y at %H:%M} "
            f"UTC: {theirs.why}"
            if theirs
            else "There is no version of it yet"
        )
        super().__init__(
            f"Yours of {name} was made from version {after}, which is not the newest, and was not "
            f"saved. {newest}. Compare the two, then save yours again if it still holds."
        )


def append(
    connection: Connection,
    key: tuple[str, str],
    body: object,
    *,
    after: int,
    by: Actor,
    why: str,
    is_timed: bool = True,
) -> int:
    """Add the version that follows `after` (0 for the first) of record (kind, id); its number.

    One that is not timed keeps only the day. Raises Superseded when `after` is not the newest,
    Refused for a body not of its own type.
    """
    newest = latest(connection, *key)
    if (newest.version if newest else 0) != after:
        raise Superseded(" ".join(key), after, body, newest)
    row = {
        "kind": key[0],
        "record_id": key[1],
        "version": after + 1,
        "body": audit.canonical(bodies.written(bodies.checked(body))),
        "who": by.name,
        "role": by.role,
        "at": _moment(is_timed).isoformat(timespec="microseconds"),
        "why": bodies.prose(why, "the reason"),
    }
    if not row["why"]:
        raise Refused("Say why: every change is kept with its reason.")
    connection.execute(RECORDS.insert().values(row))
    audit.enter(connection, row)
    return after + 1


def latest(connection: Connection, kind: str, record_id: str) -> Record[Any] | None:
    """The newest version of one record, or None."""
    is_meant = (LOG.c.kind == kind) & (LOG.c.record_id == record_id)
    rows = VERSIONS.where(is_meant).order_by(LOG.c.version.desc()).limit(1)
    return next(map(_record, connection.execute(rows)), None)


def newest(connection: Connection, kind: str) -> list[Record[Any]]:
    """The newest version of every record of a kind, the latest written last."""
    other = LOG.alias("other")
    same = (other.c.kind == LOG.c.kind) & (other.c.record_id == LOG.c.record_id)
    last = select(func.max(other.c.version)).where(same).scalar_subquery()
    return _found(connection, LOG.c.kind == kind, LOG.c.version == last)


def history(connection: Connection, kind: str, record_id: str | None = None) -> list[Record[Any]]:
    """Every version of one record, or of all of a kind, oldest first."""
    is_meant = [LOG.c.record_id == record_id] if record_id is not None else []
    return _found(connection, LOG.c.kind == kind, *is_meant)


def changes(register: Register, kinds: Sequence[str] | None = None) -> list[Record[Any]]:
    """Every change of some kinds, newest first; else of all but those kept apart."""
    meant = LOG.c.kind.in_(kinds) if kinds else LOG.c.kind.not_in(APART)
    with reading(register) as connection:
        return _found(connection, meant)[::-1]


def count(connection: Connection, kind: str, beginning: str = "") -> int:
    """How many records of a kind there are whose id begins so."""
    is_meant = LOG.c.record_id.startswith(beginning, autoescape=True) if beginning else true()
    firsts = select(func.count()).where((LOG.c.kind == kind) & (LOG.c.version == 1), is_meant)
    return connection.scalar(firsts) or 0


def said(
    connection: Connection, kind: str, record_id: str, *, is_beginning: bool = False
) -> list[tuple[str, Any]]:
    """Id and body of every version of a record, or of those whose id begins so, oldest first.

    Without who, when and why: a third of the time that `history` takes.
    """
    id_ = LOG.c.record_id
    is_meant = id_.startswith(record_id, autoescape=True) if is_beginning else id_ == record_id
    rows = select(RECORDS.c.record_id, RECORDS.c.body).join_from(LOG, RECORDS, SAME)
    found = connection.execute(rows.where(LOG.c.kind == kind, is_meant).order_by(LOG.c.seq))
    try:
        return [(record_id, json.loads(body)) for record_id, body in found]
    except (TypeError, ValueError) as error:
        raise Unusable(failures.DAMAGED) from error


def _moment(is_timed: bool) -> datetime:
    now = datetime.now(UTC)
    return now if is_timed else now.replace(hour=0, minute=0, second=0, microsecond=0)


def _found(connection: Connection, *conditions: ColumnElement[bool]) -> list[Record[Any]]:
    """Versions in the order they were written."""
    rows = VERSIONS.where(*conditions).order_by(LOG.c.seq)
    return [_record(row) for row in connection.execute(rows)]


def _record(row: Row) -> Record[Any]:
    said = row._asdict()
    try:
        said["body"] = json.loads(said["body"])
        said["at"] = datetime.fromisoformat(said["at"])
    except (TypeError, ValueError) as error:
        raise Unusable(failures.DAMAGED) from error
    return Record(**said)
