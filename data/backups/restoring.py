"""Restoring a backup: checked before, put in place in a moment, and checked again.

What was there before is kept in `.before-restore-<time>` of the workspace; nothing is taken out.
The settings go first and come back last, so that a workspace half restored is none.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from data import publishing, releases
from data import register as registers
from data.backups.manifest import (
    OPTIONAL,
    BackupError,
    Manifest,
    copied,
    digest,
    manifest,
    on_disk,
)
from data.register import NOT_BEGUN, Register, Unusable, copying, failures, verifying
from data.register.audit import keep
from data.register.connecting import holding
from data.workspace import open_workspace

SETTINGS = "workspace.toml"
DRAFT = ".restoring"
REGISTER = ("register.sqlite", "register.sqlite-journal", "register.sqlite-wal", "register.head")
PLACED = (SETTINGS, *REGISTER, *OPTIONAL, "extracts", "reference")


@dataclass(frozen=True)
class Restored:
    """What was restored, and where the state before it is kept, if there was one."""

    manifest: Manifest
    kept: Path | None


def restore(directory: Path, workspace: Path, *, is_forced: bool = False) -> Restored:
    """Put a backup in place of what the workspace's folder holds.

    Raises BackupError when the backup is not whole, when the folder holds anything and not
    `is_forced`, or when what was restored is not what was backed up; data.publishing.PublishError
    while someone publishes; register.Unusable when the register's database cannot be written.
    """
    backup, workspace = directory.resolve(), workspace.resolve()
    held = manifest(backup)
    _check_backup(backup, held)
    target = registers.of(replace(open_workspace(backup), path=workspace))
    if not is_forced and (found := _in_use(target)):
        raise BackupError(
            f"{workspace} holds {found} already. Choose another folder; or restore with --force, "
            "and what is there is kept beside it."
        )
    kept = workspace / f".before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    with _in_words(kept):
        _draft(backup, held, target)
        _put_in_place(backup, held, target, kept)
    _check_restored(target, held)
    return Restored(held, kept if kept.exists() else None)


def _check_backup(backup: Path, held: Manifest) -> None:
    faults = []
    for name, expected in held.files.items():
        path = backup / name
        if not path.is_file():
            faults.append(f"{name} is missing")
        elif digest(path) != expected:
            faults.append(f"{name} is not what was backed up")
    if not faults and held.register:
        found = verifying.verify(Register(open_workspace(backup)), [held.register]).faults
        faults += [fault for fault in found if fault not in held.damage]
    if faults:
        raise BackupError(f"The backup is damaged: {'; '.join(faults)}. Choose another backup.")


def _in_use(target: Register) -> str | None:
    """What is in the place of the restored workspace, if anything is."""
    found = [name for name in PLACED if (target.workspace.path / name).exists()]
    if not found and target.url and registers.revision(target) != NOT_BEGUN:
        return "a register in its database"
    return ", ".join(found) or None


def _draft(backup: Path, held: Manifest, target: Register) -> None:
    """The backup's files beside their place, each as it was backed up."""
    draft = target.workspace.path / DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for name, expected in held.files.items():
        is_elsewhere = target.url and name == target.path.name
        if not is_elsewhere and copied(backup / name, draft / name) != expected:
            raise BackupError(f"{name} of the backup changed while it was read. Try again.")


def _put_in_place(backup: Path, held: Manifest, target: Register, kept: Path) -> None:
    workspace = target.workspace.path
    with publishing.sole_writer(workspace), _register_held(target):
        if target.url:
            aside = Register(replace(target.workspace, path=kept))
            source = Register(replace(target.workspace, path=backup))
            copying.exchange(source, target, aside)
        for name in PLACED:
            if (workspace / name).exists():
                kept.mkdir(exist_ok=True)
                (workspace / name).rename(kept / name)
        for name in reversed(PLACED):
            if (workspace / DRAFT / name).exists():
                (workspace / DRAFT / name).rename(workspace / name)
        (workspace / DRAFT).rmdir()
        on_disk(workspace)
    if held.register:
        keep(target, held.register)


@contextmanager
def _register_held(target: Register) -> Generator[None]:
    """No writer meanwhile: one that waited finds another file in its place, and says so."""
    with ExitStack() as until_placed:
        if target.url is None and target.path.exists():
            try:
                until_placed.enter_context(holding(target))
            except Unusable as error:  # a damaged one cannot be held, and nobody can write to it
                if str(error) == failures.BUSY:
                    raise
        yield


def _check_restored(target: Register, held: Manifest) -> None:
    damage = releases.verify(target.workspace.path).values()
    heads = [held.register] if held.register else []
    faults = [*verifying.verify(target, heads).faults, *(name for each in damage for name in each)]
    if new := [fault for fault in faults if fault not in held.damage]:
        raise BackupError(f"What was restored is not what was backed up: {'; '.join(new)}.")


@contextmanager
def _in_words(kept: Path) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise BackupError(
            f"Restoring stopped: {error}. Nothing is lost: what is not in its place is in "
            f"{kept.name} beside it. Mend it and restore again with --force."
        ) from error
