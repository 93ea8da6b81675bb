"""The register: what people write, in versions that are never changed, and who may write it.

A register belongs to a workspace. It is `<workspace>/register.sqlite`, made by the first write, or
the PostgreSQL database that HSP_REGISTER names. SQL is written in this package only. From the
bottom up: `tables`, `audit`, `connecting`, `records` (any versioned kind), then a module a kind.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from data.workspace import Workspace

DATABASE = "postgresql+psycopg://"
NOT_BEGUN = "0" * 64  # what the first change is chained to


class RegisterError(RuntimeError):
    """Nothing was written; the message says why and what to do."""


class NotAllowed(RegisterError):
    """The person's role does not allow it."""


class Refused(RegisterError):
    """What was to be written breaks a rule."""


class Unusable(RegisterError):
    """The register cannot be read or written: full disk, damage, no leave, a newer version."""


@dataclass(frozen=True)
class Register:
    """Where a workspace's register is; making one touches nothing."""

    workspace: Workspace
    url: str | None = field(default=None, repr=False)  # it may hold a password

    @property
    def path(self) -> Path:
        """The SQLite file; not used when there is a URL."""
        return self.workspace.path / "register.sqlite"

    @property
    def is_begun(self) -> bool:
        """Whether anything may have been written yet; False costs no connection."""
        return self.url is not None or self.path.exists()


def of(workspace: Workspace) -> Register:
    """The workspace's register. Raises Unusable when HSP_REGISTER names no PostgreSQL database."""
    url = os.environ.get("HSP_REGISTER") or None
    if url and not _is_address(url):
        raise Unusable(
            f"HSP_REGISTER is not an address like {DATABASE}user:password@host/database. Correct "
            "it, or unset it to keep the register in the workspace."
        )
    return Register(workspace, url)


def revision(register: Register, kind: str | None = None) -> str:
    """What tells this state of the register, or of one kind, from every other: a key of caches.

    Rules in force change with the kind "target" alone. Raises Unusable.
    """
    if not register.is_begun:
        return NOT_BEGUN
    if register.url is None:
        file = register.path.stat()
        counted = _change_counter(register.path)
        state = (register.path, kind, file.st_ino, file.st_size, counted)
        if _known.get((register.path, kind), (None, ""))[0] != state:
            _known[register.path, kind] = (state, _read(register, kind))
        return _known[register.path, kind][1]
    return _read(register, kind)


# The newest state of each register's file that was read, and its revision: 0.05 ms against 0.5.
_known: dict[tuple[Path, str | None], tuple[object, str]] = {}


def _read(register: Register, kind: str | None) -> str:
    # Here, because a workspace without a register need not wait for SQLAlchemy (0.4 s).
    from data.register import audit
    from data.register.connecting import reading

    with reading(register) as connection:
        return audit.head(connection, kind).hash


def _change_counter(path: Path) -> bytes:
    """What SQLite counts up with every commit (sqlite.org/fileformat2.html, offset 24)."""
    with path.open("rb") as file:
        return file.read(28)[24:]


def _is_address(url: str) -> bool:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        make_url(url)
    except (ArgumentError, ValueError):
        return False
    return url.startswith(DATABASE)
