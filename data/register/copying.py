"""Copying: a whole register from one database to another, whichever kind either is."""

from __future__ import annotations

from sqlalchemy import DDL, Connection, select

from data.register import Register, audit, tables
from data.register.connecting import reading, writing
from data.register.tables import LOG, METADATA, RECORDS
from data.register.verifying import Verdict, verified

AT_ONCE = 500  # rows


def copy(source: Register, target: Register) -> Verdict:
    """Copy every change as it stood at one moment into an empty register.

    Returns what was found of the source. Raises Unusable; then the target is as before.
    """
    with reading(source) as read, writing(target) as write:
        _filled(read, write)
        return verified(read, ())


def exchange(source: Register, target: Register, aside: Register) -> None:
    """Put the source in place of what the target held, which is kept aside if it was anything.

    Raises Unusable; then the target is as before.
    """
    with reading(source) as read, writing(target, is_restoring=True) as write:
        if audit.head(write).seq:
            aside.path.parent.mkdir(parents=True, exist_ok=True)
            with writing(aside) as kept:
                _filled(write, kept)
        METADATA.drop_all(write)
        if write.dialect.name == "postgresql":
            write.execute(DDL("drop function register_only_grows()"))
        tables.made(write)
        _filled(read, write)


def _filled(read: Connection, write: Connection) -> None:
    for table in (RECORDS, LOG):
        with read.execute(select(table).execution_options(yield_per=AT_ONCE)) as rows:
            for some in rows.mappings().partitions():
                write.execute(table.insert(), [dict(row) for row in some])
