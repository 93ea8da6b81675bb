"""Verifying: whether every change is as it was written, and the first that is not.

A register whose end was cut off is a whole chain still; it is told by the heads that were kept:
beside the register after every change, in every backup, and wherever `verify` was printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select
from sqlalchemy.exc import DBAPIError

from data.register import NOT_BEGUN, Register, audit, failures
from data.register.audit import Head
from data.register.connecting import reading
from data.register.tables import LOG, RECORDS

KEY = ("kind", "record_id", "version")


@dataclass(frozen=True)
class Verdict:
    """How many changes there are, the newest, and what is wrong; no fault means all is whole."""

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
        for entry in _entries(connection):
            if fault := _fault(entry, hashes):
                faults.append(fault)
                break
            hashes.append(entry["hash"])
        else:
            faults += [*_unlogged(connection), *_missing(hashes, kept)]
    except DBAPIError as error:
        if (said := failures.words(error)) is None:
            raise
        faults.append(f"{said} It can be read up to change {len(hashes) - 1}.")
    return Verdict(len(hashes) - 1, Head(len(hashes) - 1, hashes[-1]), tuple(faults))


def _faults_of_the_database(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    try:
        for (found,) in connection.exec_driver_sql("pragma integrity_check(3)"):
            if found != "ok":
                yield f"SQLite finds: {' '.join(found.split())}."
    except DBAPIError as error:
        yield f"SQLite cannot check its file: {error.orig}."


def _entries(connection: Connection) -> Iterator[Mapping[str, Any]]:
    """Rows of the log in order, each beside what it is about; that is empty where it is gone."""
    about = [column.label(f"record_{column.name}") for column in RECORDS.c]
    same = and_(*(LOG.c[name] == RECORDS.c[name] for name in KEY))
    rows = select(LOG, *about).join_from(LOG, RECORDS, same, isouter=True).order_by(LOG.c.seq)
    yield from connection.execution_options(yield_per=500).execute(rows).mappings()


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
    same = and_(*(LOG.c[name] == RECORDS.c[name] for name in KEY))
    rows = select(*(RECORDS.c[name] for name in KEY)).where(~select(LOG.c.seq).where(same).exists())
    for row in connection.execute(rows.limit(3)):
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
