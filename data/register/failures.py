"""Failures of the database, each said in words that a person can act on."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from data.register import Unusable

# By SQLite's error name or PostgreSQL's state, or how it begins. What happened, and what to do.
FULL = "The disk is full. Free some space, then save again; nothing was changed."
BUSY = "Someone else is saving to the register. Wait a moment and save again; nothing was changed."
LEAVE = "The register may not be opened or written here. Ask its owner for leave to."
DAMAGED = (
    "The register is damaged. See what `python -m data verify` finds, and bring back the last "
    "backup: python -m data restore DIR --force."
)
BROKEN = "The disk would not write or read the register. See to the disk, then save again."
AWAY = (
    "The register's database cannot be reached. Start it, or correct HSP_REGISTER. What was being "
    "saved may or may not be there: look before you save it again."
)
WORDS = {
    "SQLITE_FULL": FULL,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_READONLY": LEAVE,
    "SQLITE_CANTOPEN": LEAVE,
    "SQLITE_PERM": LEAVE,
    "SQLITE_NOTADB": DAMAGED,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_ERROR": DAMAGED,  # our statements are few and tested: a table is not as it was made
    "SQLITE_IOERR": BROKEN,
    "53100": FULL,
    "55P03": BUSY,
    "42501": LEAVE,
    "42P": DAMAGED,
    "427": DAMAGED,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "58030": BROKEN,
    "08": AWAY,
    "28": AWAY,
    "3D": AWAY,
    "57P": AWAY,
}


@contextmanager
def in_words() -> Generator[None]:
    """Turn what went wrong with the database into Unusable; a fault of ours stays as it is."""
    try:
        yield
    except DBAPIError as error:
        if (said := words(error)) is None:
            raise
        raise Unusable(said) from error
    except UnicodeDecodeError as error:  # SQLite's own words, with damaged text among them
        raise Unusable(DAMAGED) from error


def words(error: Exception) -> str | None:
    """What the database's error means, or None when it is a fault of ours."""
    if not isinstance(error, DBAPIError):
        return None
    name = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    if name is None:
        # psycopg gives no state for a connection that was never made, or is lost.
        return AWAY if type(error.orig).__module__.startswith("psycopg") else None
    return next((said for begins, said in WORDS.items() if name.startswith(begins)), None)
