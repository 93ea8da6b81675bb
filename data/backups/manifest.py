"""The list that makes a folder a backup: what it holds, byte by byte, and of when."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from data.register.audit import Head

LIST = "backup.json"
FORM = 1
# What a partnership may put into its workspace, beside its settings and what is published.
OPTIONAL = ("recipes", "boundaries")
BLOCK = 1 << 20


class BackupError(RuntimeError):
    """Nothing was backed up or restored; the message says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: its files with their SHA-256, by names relative to it.

    `version` is the newest that was published, -1 for none; `register` the newest change, None when
    the register was not begun; `damage` what was wrong with the workspace already.
    """

    made_at: datetime
    name: str
    version: int
    register: Head | None
    files: Mapping[str, str]
    damage: tuple[str, ...] = ()

    def write(self, folder: Path) -> None:
        """Make the folder a backup."""
        said = asdict(self) | {"form": FORM, "made_at": self.made_at.isoformat()}
        draft = folder / f".{LIST}"
        draft.write_text(json.dumps(said, indent=1), encoding="utf-8")
        on_disk(draft)
        draft.replace(folder / LIST)
        on_disk(folder)


def manifest(folder: Path) -> Manifest:
    """The list of a backup. Raises BackupError when there is none or it cannot be relied on."""
    try:
        said = json.loads((folder / LIST).read_text(encoding="utf-8"))
        if said.pop("form") > FORM:
            raise BackupError(f"{folder} was made by a newer HSP Scorecard. Update this one first.")
        head = said.pop("register")
        made_at = datetime.fromisoformat(said.pop("made_at"))
        said["damage"] = tuple(said["damage"])
        read = Manifest(made_at=made_at, register=head and Head(**head), **said)
        if not all(map(_is_inside, read.files)):
            raise ValueError("a name that leads out of the folder")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(
            f"{folder} is not a whole backup: its {LIST} is missing or unreadable ({error}). "
            "Choose another backup."
        ) from error
    return read


def copied(source: Path, target: Path) -> str:
    """Copy a file, on disk for good, and return the SHA-256 of what was copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sum_of_it = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as write:
        while block := read.read(BLOCK):
            sum_of_it.update(block)
            write.write(block)
        write.flush()
        os.fsync(write.fileno())
    return sum_of_it.hexdigest()


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def on_disk(path: Path) -> None:
    """Put a file, or a folder's list of files, on disk for good."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def emptied(folder: Path) -> None:
    """Take out everything the folder holds."""
    for item in folder.iterdir():
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item)
        else:
            item.unlink()


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.name != LIST
