"""Verifying: whether every change is as it was written, and the first that is not.

A register whose end was cut off is a whole chain still; it is told by the heads that were kept:
beside the register after every change, in every backup, and wherever `verify` was printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select
from sqlalchemy.exc import DBAPIError

from data.register import NOT_BEGUN, Register, audit, failures, tables
from data.register.audit import Head
from data.register.connecting import reading
from data.register.records import SAME
from data.register.tables import LOG, RECORDS

AT_ONCE = 500  # rows


@dataclass(frozen=True)
class Verdict:
    """How many changes are whole, the newest of them, and what is wrong; nothing when all is."""

    changes: int
    head: Head
    faults: tuple[str, ...] = ()


def verify(register: Register, kept: Iterable[Head] = ()) -> Verdict:
    """Check the database, then every change in order, then the heads that were kept elsewhere.

    Raises Unusable when nothing can be read at all.
    """
    with reading(register) as connection:
        return verified(connection, [*kept, *filter(None, [audit.kept(register)])])


def verified(connection: Connection, kept: Iterable[Head]) -> Verdict:
    """The same of a register that is open."""
    faults = [*_faults_of_the_database(connection)]
    hashes = [NOT_BEGUN]  # by number of the change
    try:
        faults += [
            f"What keeps rows from being changed was taken away: {name}."
            for name in tables.missing_guards(connection)
        ]
        with connection.execute(_entries()) as entries:
            fault = _first_fault(entries.mappings(), hashes)
        faults += [fault] if fault else [*_unlogged(connection), *_missing(hashes, kept)]
    except (DBAPIError, UnicodeDecodeError) as error:
        said = failures.words(error) or f"The tables are not as they were made: {_said(error)}."
        faults.append(f"{said} It can be read up to change {len(hashes) - 1}.")
    return Verdict(len(hashes) - 1, Head(len(hashes) - 1, hashes[-1]), tuple(faults))


def _faults_of_the_database(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    try:
        for (found,) in connection.exec_driver_sql("pragma integrity_check(3)"):
            if found != "ok":
                yield f"SQLite finds: {' '.join(found.split())}."
    except (DBAPIError, UnicodeDecodeError) as error:
        yield f"SQLite cannot check its file: {_said(error)}."


def _entries() -> Select:
    """Rows of the log in order, each beside what it is about; that is empty where it is gone."""
    about = [column.label(f"record_{column.name}") for column in RECORDS.c]
    rows = select(LOG, *about).join_from(LOG, RECORDS, SAME, isouter=True).order_by(LOG.c.seq)
    return rows.execution_options(yield_per=AT_ONCE)


def _first_fault(entries: Iterable[Mapping[str, Any]], hashes: list[str]) -> str | None:
    """The first change that is not as it was written; the hashes of those before it are added."""
    for entry in entries:
        if fault := _fault(entry, hashes):
            return fault
        hashes.append(entry["hash"])
    return None


def _fault(entry: Mapping[str, Any], hashes: list[str]) -> str | None:
    """What is wrong with the change that should come next."""
    seq = entry["seq"]
    name = f"Change {seq} ({entry['kind']} {entry['record_id']}, version {entry['version']})"
    if seq != len(hashes):
        return f"Change {len(hashes)} is missing from the log; the next that is there is {seq}."
    if entry["previous_hash"] != hashes[-1]:
        return f"{name} does not follow on the change before it: one of the two was altered."
    if entry["hash"] != audit.entry_hash(entry):
        return f"{name} is not as it was written: its row of the log was altered."
    if entry["record_version"] is None:
        return f"{name} is missing from the records, though the log has it."
    record = {column: entry[f"record_{column}"] for column in audit.SEALED}
    if entry["record_hash"] != audit.record_hash(record):
        return f"{name} is not as it was written: its row of the records was altered."
    return None


def _unlogged(connection: Connection) -> Iterator[str]:
    """Versions that the log does not know: put in behind its back, and never shown."""
    is_logged = select(LOG.c.seq).where(SAME).exists()
    for row in connection.execute(select(RECORDS).where(~is_logged).limit(3)):
        yield f"{row.kind} {row.record_id}, version {row.version}, was put in without the log."


def _missing(hashes: list[str], kept: Iterable[Head]) -> Iterator[str]:
    last = len(hashes) - 1
    for head in kept:
        if head.seq > last:
            count = head.seq - last
            yield (
                f"Change {last + 1} is missing, and all after it: {head.seq} changes were kept, "
                f"and the last {count} of them are gone."
            )
        elif hashes[head.seq] != head.hash:
            yield f"Change {head.seq} is not the one that was kept: the history was written anew."


def _said(error: Exception) -> str:
    """The database's own words, without the statement."""
    return str(getattr(error, "orig", error))
