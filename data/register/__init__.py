"""The register: what people write, in versions that are never changed, and who may write it.

A register belongs to a workspace. It is `<workspace>/register.sqlite`, made by the first write, or
the PostgreSQL database that HSP_REGISTER names. SQL is written in this package only. From the
bottom up: `tables`, `audit`, `connecting`, `records` (any versioned kind), then a module a kind.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from data.workspace import Workspace

if TYPE_CHECKING:
    from data.register import audit

DATABASE = "postgresql+psycopg://"
NOT_BEGUN = "0" * 64  # what the first change is chained to
# What answering a questionnaire brings: sealed in the same chain, but thousands of rows that no
# other page shows, so they neither stand in the list of changes nor renew anybody's caches.
APART = ("invitation", "link_state", "response", "refusal")


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

    That of the register does not change with the kinds kept apart, and rules in force change with
    the kind "target" alone. Raises Unusable.
    """
    if not register.is_begun:
        return NOT_BEGUN
    name = (register.path, register.url, kind)
    state = None if register.url else _state_of_file(register.path)
    known = _known.get(name)
    if known is None or state is None or known[0] != state:
        known = (state, _read(register, kind, known[1] if known else None))
        _known[name] = known
    return known[1].newest.hash


# The newest state of each register that was read, and what was found: 0.05 ms against 0.5.
_known: dict[tuple[Path, str | None, str | None], tuple[object, audit.Seen]] = {}


def _read(register: Register, kind: str | None, before: audit.Seen | None) -> audit.Seen:
    # Here, because a workspace without a register need not wait for SQLAlchemy (0.4 s).
    from data.register import audit
    from data.register.connecting import reading

    with reading(register) as connection:
        return audit.seen(connection, kind, before)


def _state_of_file(path: Path) -> tuple[object, ...]:
    """The file's number and size, and what SQLite counts up with every commit.

    Source: sqlite.org/fileformat2.html, offset 24.
    """
    try:
        about = path.stat()
        with path.open("rb") as file:
            return about.st_ino, about.st_size, file.read(28)[24:]
    except OSError as error:
        raise Unusable(
            "The register may not be opened or written here. Ask its owner for leave to."
        ) from error


def _is_address(url: str) -> bool:
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        make_url(url)
    except (ArgumentError, ValueError):
        return False
    return url.startswith(DATABASE)
