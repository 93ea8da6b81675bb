"""Withdrawals: published texts and answers that nobody is to see any longer, by whom and why.

What was published comes back with the next import, so a withdrawal holds for a text in these words:
one that is published in others is another text, and is shown. The words themselves are not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal, get_args

import pyarrow.parquet as pq
from sqlalchemy import Connection

from data import releases
from data.register import Refused, Register, records, roles
from data.register.connecting import writing
from data.register.records import Superseded
from data.register.voices import REPLY, WITHDRAWAL

Table = Literal["commentary", "feedback", "feedback_replies"]
KEYS = {"commentary": "commentary_id", "feedback": "feedback_id", "feedback_replies": "reply_id"}


@dataclass(frozen=True)
class Withdrawal:
    """That a text is shown no longer: the table it stands in, its id there, its words' SHA-256."""

    table: Table
    text_id: str
    digest: str


def withdraw(
    register: Register, table: Table, text_id: str, *, who: str, why: str, after: int
) -> int:
    """Let nobody see a published text or an answer any longer; the version of its withdrawal.

    `after` is the version that was seen, 0 for none. Raises NotAllowed, Refused,
    records.Superseded.
    """
    if table not in get_args(Table):
        raise Refused(f"{table!r} holds nothing that was said.")
    found = {row[KEYS[table]]: row["text"] for row in published(register, table)}
    with writing(register) as connection:
        group = roles.acting(connection, who, "working_group")
        if table == "feedback_replies":
            found |= _answers(connection)
        if text_id not in found:
            raise Refused("There is no such text, or it was not published.")
        key = (WITHDRAWAL, f"{table}/{text_id}")
        body = Withdrawal(table, text_id, digest(found[text_id]))
        before = records.latest(connection, *key)
        if (before.version if before else 0) != after:
            raise Superseded(f"the text {text_id}", after, "withdrawing it", before)
        if before and before.of(Withdrawal).body == body:
            raise Refused("It is not shown any longer.")
        return records.append(connection, key, body, after=after, by=group, why=why)


def standing(connection: Connection) -> Mapping[tuple[str, str], tuple[int, str]]:
    """By table and id of a text: the version of its withdrawal, and the words that it is for."""
    found = [one.of(Withdrawal) for one in records.newest(connection, WITHDRAWAL)]
    return {(one.body.table, one.body.text_id): (one.version, one.body.digest) for one in found}


def left(
    connection: Connection, table: Table, rows: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The rows of a table whose texts were not withdrawn."""
    gone = standing(connection)
    nothing = (0, None)
    return [
        row
        for row in rows
        if gone.get((table, row[KEYS[table]]), nothing)[1] != digest(row["text"])
    ]


def published(register: Register, table: str) -> list[dict[str, Any]]:
    """Rows of a table as it is served. Raises Refused when nothing is."""
    path = register.workspace.path
    try:
        release = releases.served(path)[0]
    except (releases.UnknownVersion, releases.DamagedExtract) as error:
        raise Refused(f"Nothing can be checked against what is published: {error}") from error
    files = release.reference.get(table, {})
    return [
        row for name in files for row in pq.read_table(path / name, partitioning=None).to_pylist()
    ]


def digest(text: str) -> str:
    """What tells the words of a text from any others."""
    return sha256(text.encode()).hexdigest()


def _answers(connection: Connection) -> dict[str, str]:
    """The answers that were given here, by the ids under which they are shown."""
    found = records.newest(connection, REPLY)
    return {f"reply-{one.record_id}": one.body["text"] for one in found}
