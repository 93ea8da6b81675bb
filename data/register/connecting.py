"""Connecting: one consistent view to read, or one writer at a time whose changes are kept for good.

SQLite keeps a rollback journal and `synchronous = extra`, which also puts the journal's removal on
disk: a confirmed change outlives a power cut. Write-ahead logging would be three times as fast and
is refused on the builds that can lose a commit by it (sqlite.org/wal.html#walresetbug).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from functools import lru_cache, partial
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text

from data.register import Register, Unusable, audit, tables
from data.register.failures import in_words

BUSY_SECONDS = 5
STRICT_SINCE = (3, 37)
SETTINGS = (
    "pragma foreign_keys = on",
    "pragma trusted_schema = off",
    "pragma synchronous = extra",
)
CUT_OFF = (
    "Change {} was written to the register and is not in it now. Bring back the last backup "
    "(python -m data restore DIR --force), or take {} away to go on without what is missing."
)
ONE_WRITER = (
    text(f"set local lock_timeout = '{BUSY_SECONDS}s'"),
    text("select pg_advisory_xact_lock(7283190001)"),  # a number that nothing else locks
)


@contextmanager
def reading(register: Register) -> Generator[Connection]:
    """One consistent view of the register, an empty one when it is not begun.

    Raises Unusable.
    """
    with in_words(), ExitStack() as until_read:
        if register.is_begun:
            connection = until_read.enter_context(_reader(register.path, register.url).connect())
            if tables.are_there(connection):
                yield connection
                return
        connection = until_read.enter_context(create_engine("sqlite://").connect())
        tables.made(connection)
        yield connection


@contextmanager
def writing(register: Register, *, is_restoring: bool = False) -> Generator[Connection]:
    """The only writer, until the end of the block; then all of it is kept, or nothing.

    The register is begun when it is not there yet. Raises Unusable, also when changes that were
    written are gone, unless that is what is being mended.
    """
    kept = audit.kept(register)
    with in_words():
        before = _file(register)
        with _writer(register.path, register.url).begin() as connection:
            _sole(register, connection)
            if before not in (None, _file(register)):
                raise Unusable("The register was restored meanwhile. Look at it and save again.")
            tables.made(connection)
            if kept and not is_restoring and not audit.holds(connection, kept):
                raise Unusable(CUT_OFF.format(kept.seq, audit.head_file(register)))
            yield connection
            head = audit.head(connection)
    audit.keep(register, head)


@contextmanager
def holding(register: Register) -> Generator[None]:
    """Nobody writes until the end of the block, and nothing is begun. Raises Unusable."""
    with in_words(), _writer(register.path, register.url).begin() as connection:
        _sole(register, connection)
        yield


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can lose a commit when write-ahead logging starts its log again."""
    if version >= (3, 51, 3) or version < (3, 7, 0):
        return False
    return not ((3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0))


@lru_cache(maxsize=16)
def postgresql(url: str) -> Engine:
    """The database of that address, with a few connections kept open."""
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": BUSY_SECONDS})


@lru_cache(maxsize=16)
def _reader(path: Path, url: str | None) -> Engine:
    if url:
        one_view = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return postgresql(url).execution_options(**one_view)
    return _sqlite(path, "rw", "begin", (*SETTINGS, "pragma query_only = on"))


@lru_cache(maxsize=16)
def _writer(path: Path, url: str | None) -> Engine:
    if url:
        return postgresql(url)
    return _sqlite(path, "rwc", "begin immediate", SETTINGS)


def _sqlite(path: Path, mode: str, begin: str, settings: tuple[str, ...]) -> Engine:
    # Opened anew each time (0.2 ms): a connection kept open would go on with a replaced file.
    opened = partial(_opened, path, mode, settings)
    engine = create_engine("sqlite://", creator=opened, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _opened(path: Path, mode: str, settings: tuple[str, ...]) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < STRICT_SINCE:
        raise Unusable(f"The register needs SQLite 3.37 or later, not {sqlite3.sqlite_version}.")
    address = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    # A damaged text is read as it is, so that it can be named.
    connection.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        (journal,) = connection.execute("pragma journal_mode").fetchone()
        if journal == "wal" and has_wal_reset_bug(sqlite3.sqlite_version_info):
            raise Unusable(
                "The register was turned to write-ahead logging, by which SQLite "
                f"{sqlite3.sqlite_version} can lose changes. Turn it back: "
                "sqlite3 register.sqlite 'pragma journal_mode = delete'"
            )
        for setting in settings:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _sole(register: Register, connection: Connection) -> None:
    """SQLite's transaction begins by locking out other writers; PostgreSQL's needs to be told."""
    for statement in ONE_WRITER if register.url else ():
        connection.execute(statement)


def _file(register: Register) -> int | None:
    """What tells the register's file from another of the same name."""
    return register.path.stat().st_ino if register.url is None and register.path.exists() else None
