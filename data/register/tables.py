"""Tables of the register: every version of every record, and the log that chains them.

Any versioned thing is a `kind` in one table, so a new kind needs no new table. Rows are only ever
added; triggers refuse the rest, whoever asks.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Column,
    Connection,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
    func,
    inspect,
    select,
    text,
)

from data.register import Unusable

SCHEMA_VERSION = 1

METADATA = MetaData()
SCHEMAS = Table(
    "register_schemas",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    sqlite_strict=True,
)
RECORDS = Table(
    "register_records",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("record_id", Text, primary_key=True),
    Column("version", Integer, CheckConstraint("version > 0"), primary_key=True),
    Column("body", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("why", Text, nullable=False),
    sqlite_strict=True,
)
LOG = Table(
    "register_log",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("record_hash", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    UniqueConstraint("kind", "record_id", "version"),
    ForeignKeyConstraint(
        ("kind", "record_id", "version"),
        (RECORDS.c.kind, RECORDS.c.record_id, RECORDS.c.version),
    ),
    sqlite_strict=True,
)

# PostgreSQL's triggers call a function; SQLite's say it themselves.
_FUNCTION = DDL("""
create function register_only_grows() returns trigger language plpgsql as $$
begin raise exception 'the register only grows: no row is changed or taken out'; end $$
""")
_TRIGGERS = {
    "sqlite": (
        "create trigger %(table)s_update before update on %(table)s begin "
        "select raise(abort, 'the register only grows: no row is changed'); end",
        "create trigger %(table)s_delete before delete on %(table)s begin "
        "select raise(abort, 'the register only grows: no row is taken out'); end",
    ),
    "postgresql": (
        "create trigger %(table)s_rows before update or delete on %(table)s "
        "for each row execute function register_only_grows()",
        "create trigger %(table)s_whole before truncate on %(table)s "
        "for each statement execute function register_only_grows()",
    ),
}
_GUARDS = {
    "sqlite": text("select name from sqlite_schema where type = 'trigger'"),
    "postgresql": text(
        "select tgname from pg_trigger inner join pg_class on tgrelid = pg_class.oid "
        "where pg_table_is_visible(pg_class.oid) and not tgisinternal and tgenabled <> 'D'"
    ),
}
event.listen(METADATA, "before_create", _FUNCTION.execute_if(dialect="postgresql"))
for _table in METADATA.tables.values():
    for _dialect, _triggers in _TRIGGERS.items():
        for _trigger in _triggers:
            event.listen(_table, "after_create", DDL(_trigger).execute_if(dialect=_dialect))


def made(connection: Connection) -> None:
    """Make the tables in a database that has none. Raises Unusable for a newer version's."""
    if not are_there(connection):
        METADATA.create_all(connection, checkfirst=False)
        began = {"version": SCHEMA_VERSION, "at": datetime.now(UTC).isoformat()}
        connection.execute(SCHEMAS.insert().values(began))


def missing_guards(connection: Connection) -> list[str]:
    """Names of the triggers that should keep rows from being changed, and are not there."""
    dialect = connection.dialect.name
    made = {
        (trigger % {"table": table}).split()[2]
        for trigger in _TRIGGERS[dialect]
        for table in METADATA.tables
    }
    return sorted(made.difference(connection.scalars(_GUARDS[dialect])))


def are_there(connection: Connection) -> bool:
    """Whether the tables were made. Raises Unusable when a newer version of the app made them."""
    if not inspect(connection).has_table(SCHEMAS.name):
        return False
    version = connection.scalar(select(func.max(SCHEMAS.c.version))) or 0
    if version > SCHEMA_VERSION:
        raise Unusable(
            f"The register was written by a newer HSP Scorecard (form {version}; this one knows "
            f"form {SCHEMA_VERSION}). Update the scorecard; nothing was read or changed."
        )
    return True
