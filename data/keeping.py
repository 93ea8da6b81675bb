"""Keeping: the commands that look after a workspace, each with what it has to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data import backups, register, releases
from data.register import audit, roles, verifying
from data.workspace import Workspace


@dataclass(frozen=True)
class Said:
    """What a command found or did: for machines, for people, and whether it was refused."""

    content: dict[str, Any]
    lines: Sequence[str] = field(default_factory=list)
    is_refused: bool = False


def verify(workspace: Workspace, head: str | None) -> Said:
    """Check every published file and every change of the register; `head` is one kept before.

    Raises register.Refused when `head` is none.
    """
    kept = [audit.parsed(head)] if head else []
    if None in kept:
        raise register.Refused("A head is a number and 64 letters, as `verify` prints it.")
    damage = releases.verify(workspace.path)
    count = len(releases.history(workspace.path))
    lines = [
        f"Version {version}: {fault}" for version, faults in damage.items() for fault in faults
    ]
    if damage:
        lines.append("Restore these files from a backup, or roll back to a whole version.")
    else:
        lines.append(f"{count} versions, every file as it was published.")
    found = _register(register.of(workspace), [each for each in kept if each])
    content = {"versions": count, "damage": damage, "register": found.content}
    return Said(content, [*lines, *found.lines], bool(damage) or found.is_refused)


def role(workspace: Workspace, person: roles.Person, *, who: str, why: str) -> Said:
    """Give a person a role in the workspace's register. Raises register.RegisterError."""
    version = roles.appoint(register.of(workspace), person, who=who, why=why)
    content = {"name": roles.named(person.name), "role": person.role, "version": version}
    return Said(content, [f"{content['name']} is {roles.words(person.role)} now."])


def backup(workspace: Workspace, directory: Path, *, is_forced: bool) -> Said:
    """Back the workspace up. Raises backups.BackupError, register.Unusable."""
    made = backups.backup(workspace, directory, is_forced=is_forced)
    lines = [
        *(f"Backed up as it is: {fault}" for fault in made.damage),
        f"{directory} holds {_held(made)}. Bring it back with:",
        f"  python -m data restore {directory} --workspace FOLDER",
    ]
    return Said(_content(directory, made), lines)


def restore(directory: Path, workspace: Path, *, is_forced: bool) -> Said:
    """Restore a backup. Raises backups.BackupError, register.Unusable."""
    done = backups.restore(directory, workspace, is_forced=is_forced)
    lines = [f"{workspace} holds {_held(done.manifest)}, each as it was backed up."]
    if done.kept:
        lines.append(f"What was there before is in {done.kept}; remove it when it is not needed.")
    return Said(_content(directory, done.manifest) | {"kept": done.kept}, lines)


def _register(found: register.Register, kept: list[audit.Head]) -> Said:
    if not found.is_begun and not kept and not audit.kept(found):
        return Said({"changes": 0}, ["The register is not begun."])
    try:
        verdict = verifying.verify(found, kept)
    except register.Unusable as error:
        return Said({"faults": [str(error)]}, [f"Register: {error}"], is_refused=True)
    content = {"changes": verdict.changes, "head": str(verdict.head), "faults": verdict.faults}
    if verdict.faults:
        return Said(content, [f"Register: {fault}" for fault in verdict.faults], is_refused=True)
    lines = [
        f"Register: {verdict.changes} changes, each as it was written. Keep this with the minutes, "
        "to tell later whether any was cut off (--head):",
        f"  {verdict.head}",
    ]
    return Said(content, lines)


def _content(directory: Path, made: backups.Manifest) -> dict[str, Any]:
    head = made.register and str(made.register)
    return {
        "backup": directory,
        "made_at": made.made_at,
        "version": made.version,
        "files": len(made.files),
        "head": head,
        "damage": made.damage,
    }


def _held(made: backups.Manifest) -> str:
    published = f"version {made.version}" if made.version >= 0 else "nothing published"
    changes = f"{made.register.seq} changes of the register" if made.register else "no register"
    return f"{made.name} with {published} and {changes}, as of {made.made_at:%d %B %Y %H:%M} UTC"
