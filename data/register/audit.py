"""Audit log: one row for every version of every record, each sealed with SHA-256 to the one before.

Canonical form: JSON without spaces, keys sorted, text as it is (not escaped to ASCII), floats as
their shortest exact decimal, no NaN or infinity; then UTF-8. `record_hash` is the SHA-256 of
[kind, record_id, version, body, who, role, at, why], with the body as the text that is stored;
`hash` is the SHA-256 of [seq, kind, record_id, version, record_hash, previous_hash]. seq counts
from 1 without gaps; the first row's previous_hash is 64 zeros.

A chain cannot show that its end was cut off. So the last row's seq and hash, the head, is also
written beside the register after every change (`register.head`), where the next change and `verify`
look for it; and `verify` prints it, to be kept with the minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, make_url, select

from data.register import APART, NOT_BEGUN, Register
from data.register.tables import LOG

SEALED = ("kind", "record_id", "version", "body", "who", "role", "at", "why")
CHAINED = ("seq", "kind", "record_id", "version", "record_hash", "previous_hash")


@dataclass(frozen=True)
class Head:
    """The newest row of the log: its number and its hash."""

    seq: int
    hash: str

    def __str__(self) -> str:
        """As it is printed and kept: `214 9f3c…`."""
        return f"{self.seq} {self.hash}"


def parsed(text: str) -> Head | None:
    """The head that `text` gives, or None when it gives none."""
    match text.split():
        case (seq, digest) if seq.isdecimal() and len(digest) == len(NOT_BEGUN):
            return Head(int(seq), digest)
    return None


def canonical(value: object) -> str:
    """The one way to write a value as text. Raises ValueError for a number that is not finite."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def record_hash(row: Mapping[str, Any]) -> str:
    """SHA-256 of a row of records."""
    return _digest([row[column] for column in SEALED])


def entry_hash(row: Mapping[str, Any]) -> str:
    """SHA-256 of a row of the log, which covers the row before."""
    return _digest([row[column] for column in CHAINED])


@dataclass(frozen=True)
class Seen:
    """How far the log was read, and the newest row found there of what was looked for."""

    end: Head
    newest: Head


def head(connection: Connection) -> Head:
    """The newest row of the log; number 0 when there is none."""
    return _newest(connection) or Head(0, NOT_BEGUN)


def seen(connection: Connection, kind: str | None, before: Seen | None = None) -> Seen:
    """The newest row of one kind, or of all kinds but those kept apart.

    Only rows after `before` are read, if the log still begins with those: no index leads to the
    newest of a kind, and a round of a questionnaire writes ten thousand rows.
    """
    if before is None or not holds(connection, before.end):
        before = Seen(Head(0, NOT_BEGUN), Head(0, NOT_BEGUN))
    is_meant = LOG.c.kind == kind if kind else LOG.c.kind.not_in(APART)
    found = _newest(connection, is_meant, LOG.c.seq > before.end.seq)
    return Seen(head(connection), found or before.newest)


def _newest(connection: Connection, *conditions: ColumnElement[bool]) -> Head | None:
    rows = select(LOG.c.seq, LOG.c.hash).where(*conditions).order_by(LOG.c.seq.desc()).limit(1)
    return next((Head(*row) for row in connection.execute(rows)), None)


def enter(connection: Connection, record: Mapping[str, Any]) -> int:
    """Add the log's row for a record that was just written, and return its number."""
    last = head(connection)
    row = {column: record[column] for column in ("kind", "record_id", "version")} | {
        "seq": last.seq + 1,
        "record_hash": record_hash(record),
        "previous_hash": last.hash,
    }
    connection.execute(LOG.insert().values(**row, hash=entry_hash(row)))
    return last.seq + 1


def keep(register: Register, newest: Head) -> None:
    """Write the head beside the register. One that lags behind, or is lost, raises no alarm."""
    draft = head_file(register).with_name(f".register.head-{uuid4().hex}")
    with suppress(OSError):
        try:
            draft.write_text(f"{newest}\n", encoding="utf-8")
            draft.replace(head_file(register))
        finally:
            draft.unlink(missing_ok=True)


def kept(register: Register) -> Head | None:
    """The head that was written beside the register, if one can be read."""
    with suppress(OSError, UnicodeDecodeError):
        return parsed(head_file(register).read_text(encoding="utf-8"))
    return None


def holds(connection: Connection, kept: Head) -> bool:
    """Whether the chain has the change that was kept, as it was."""
    found = connection.scalar(select(LOG.c.hash).where(LOG.c.seq == kept.seq))
    return kept.seq == 0 or found == kept.hash


def head_file(register: Register) -> Path:
    """Where the head is kept beside the register."""
    name = "register.head"
    if register.url:  # another database is another register
        place = make_url(register.url).set(password=None).render_as_string()
        name = f"register.{hashlib.sha256(place.encode()).hexdigest()[:8]}.head"
    return register.workspace.path / name


def _digest(values: list[object]) -> str:
    try:
        said = canonical(values).encode("utf-8", "surrogateescape")
    except (TypeError, ValueError):  # damage can turn a text into bytes, or into no number
        return "nothing that was ever written"
    return hashlib.sha256(said).hexdigest()
