"""Releases: what each published version holds, read from the Delta log.

A release is one version of the observations table. Its commit carries, under the key `hsp`, the
SHA-256 of every file it serves and the version of every reference table it was published with,
so one version number names everything a page shows.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path

LOG = "_delta_log"
RESTORE = "Restore the file from a backup"


class DamagedExtract(RuntimeError):
    """A published file is missing or its bytes are not those that were published."""


class UnknownVersion(LookupError):
    """There is no such version, or it was not published through the contract."""


@dataclass(frozen=True)
class Release:
    """One published version: its files with their SHA-256, and who published it, when and why.

    File names are relative to the workspace.
    """

    version: int
    observations: Mapping[str, str]
    reference: Mapping[str, Mapping[str, str]]
    source_id: str
    who: str
    why: str
    published_at: datetime
    counts: Mapping[str, int] = field(default_factory=dict)
    reference_versions: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """What tells this release from every other, in whatever workspace: SHA-256 of its record.

        Caches are keyed by it, because a folder made anew starts again at version 0.
        """
        said = json.dumps([self.version, self.record()], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def files(self) -> dict[str, str]:
        """Every file this version serves, with its SHA-256."""
        return {
            **self.observations,
            **{k: v for files in self.reference.values() for k, v in files.items()},
        }

    def record(self) -> dict[str, object]:
        """What the commit carries under `hsp`; `release` reads it back."""
        return {
            "observations": dict(self.observations),
            "reference": {name: dict(files) for name, files in self.reference.items()},
            "reference_versions": dict(self.reference_versions),
            "source_id": self.source_id,
            "who": self.who,
            "why": self.why,
            "published_at": self.published_at.isoformat(),
            "counts": dict(self.counts),
        }


def latest_version(workspace: Path) -> int:
    """Number of the newest version, published through the contract or not; -1 when none is."""
    try:
        with os.scandir(workspace / "extracts" / LOG) as entries:
            return max((_number(entry.name) for entry in entries), default=-1)
    except FileNotFoundError:
        return -1


def release(workspace: Path, version: int) -> Release:
    """What `version` holds. Raises UnknownVersion."""
    try:
        log = workspace / "extracts" / LOG / f"{version:020d}.json"
        return _parsed(log, version, log.stat().st_mtime_ns)
    except (OSError, KeyError, TypeError, ValueError) as error:  # another's commit
        raise UnknownVersion(
            f"Version {version} was not published through the contract. "
            "See `python -m data history` for the versions there are."
        ) from error


@lru_cache(maxsize=512)
def _parsed(log: Path, version: int, _modified: int) -> Release:
    for line in log.read_text(encoding="utf-8").splitlines():
        if "commitInfo" in (action := json.loads(line)):
            record = json.loads(action["commitInfo"]["hsp"])
            return Release(
                version, **record | {"published_at": datetime.fromisoformat(record["published_at"])}
            )
    raise KeyError("commitInfo")


def history(workspace: Path) -> list[Release]:
    """Every release, newest first."""
    found = []
    for version in range(latest_version(workspace), -1, -1):
        try:
            found.append(release(workspace, version))
        except UnknownVersion:
            continue
    return found


def served(workspace: Path) -> tuple[Release, str | None]:
    """The newest release whose files are whole, and what is wrong with a newer one if any is.

    Raises UnknownVersion when nothing is published, DamagedExtract when no release is whole.
    """
    problem = None
    for version in range(latest_version(workspace), -1, -1):
        try:
            candidate = release(workspace, version)
        except UnknownVersion:
            continue
        faults = damage(workspace, candidate)
        if not faults:
            back = f"; or serve the whole version on purpose: python -m data rollback {version}."
            return candidate, problem and f"{problem} {RESTORE}{back}"
        problem = problem or f"Version {version} is damaged ({faults[0]}) and is not served."
    if problem:
        raise DamagedExtract(f"{problem} {RESTORE}.")
    raise UnknownVersion(f"Nothing is published in {workspace}. Import a file first.")


def damage(workspace: Path, candidate: Release) -> list[str]:
    """What is wrong with the release's files, in words; empty when every byte is as published.

    A file is read again when its size or time has changed; a change that keeps both is found by
    `verify`.
    """
    faults = []
    for name, expected in sorted(candidate.files.items()):
        path = workspace / name
        try:
            state = path.stat()
        except OSError:
            faults.append(f"{name} is missing")
            continue
        if _digest(path, state.st_size, state.st_mtime_ns) != expected:
            faults.append(f"{name} is not what was published")
    return faults


@lru_cache(maxsize=16384)
def _digest(path: Path, _size: int, _modified: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify(workspace: Path) -> dict[int, list[str]]:
    """Damage by version over the whole history, every file read anew."""
    _digest.cache_clear()
    found = {past.version: damage(workspace, past) for past in history(workspace)}
    return {version: faults for version, faults in found.items() if faults}


def _number(name: str) -> int:
    stem, _, ending = name.partition(".")
    return int(stem) if ending == "json" and stem.isdigit() else -1
