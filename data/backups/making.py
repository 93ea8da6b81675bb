"""Making a backup while others publish and write: no lock, because nothing published changes.

Files are named by their content and never changed or taken out, so those of every version up to the
newest are copied as they are. A version that is being published meanwhile is not among them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from data import register as registers
from data import releases
from data.backups.manifest import OPTIONAL, BackupError, Manifest, copied, digest, emptied
from data.register import Register
from data.register.copying import copy
from data.register.verifying import Verdict
from data.releases import LOG
from data.workspace import Workspace

NUMBERED = re.compile(r"(?P<version>\d{20})\.(?:json|checkpoint.*\.parquet)")


def backup(workspace: Workspace, directory: Path, *, is_forced: bool = False) -> Manifest:
    """Copy the workspace into a new or empty folder and return what it then holds.

    Raises BackupError when the folder is in use or the workspace damaged; `is_forced` backs up a
    damaged one as it is. Raises register.Unusable when the register cannot be read.
    """
    directory = directory.resolve()
    if directory.is_relative_to(workspace.path):
        raise BackupError(f"{directory} is in the workspace itself. Choose a folder elsewhere.")
    with _whole_or_nothing(directory):
        made = _copied(workspace, directory)
        if made.damage and not is_forced:
            raise BackupError(
                f"The workspace is damaged: {'; '.join(made.damage)}. Mend it, or back it up as it "
                "is with --force."
            )
        made.write(directory)
    return made


@contextmanager
def _whole_or_nothing(directory: Path) -> Generator[None]:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        is_in_use = any(directory.iterdir())
    except OSError as error:
        raise BackupError(f"{directory} cannot be used: {error}. Choose another folder.") from error
    if is_in_use:
        raise BackupError(f"{directory} is not empty. Choose a new folder.")
    try:
        yield
    except OSError as error:
        emptied(directory)
        raise BackupError(f"The backup cannot be written: {error}. Mend it and retry.") from error
    except BaseException:
        emptied(directory)
        raise


def _copied(workspace: Workspace, directory: Path) -> Manifest:
    newest = releases.latest_version(workspace.path)
    held = [past for past in releases.history(workspace.path) if past.version <= newest]
    published = {name: sha for past in held for name, sha in past.files.items()}
    pinned = [past.reference_versions for past in held]
    files, damage = {}, []
    for name in sorted({*_settings(workspace.path), *_published(workspace.path, newest, pinned)}):
        try:
            files[name] = copied(workspace.path / name, directory / name)
        except FileNotFoundError:
            damage.append(f"{name} is missing")
            continue
        if published.get(name, files[name]) != files[name]:
            damage.append(f"{name} is not what was published")
    verdict = _register(workspace, directory)
    if verdict:
        path = Register(replace(workspace, path=directory)).path
        files[path.name] = digest(path)
        damage += verdict.faults
    head = verdict.head if verdict else None
    return Manifest(datetime.now(UTC), workspace.name, newest, head, files, tuple(damage))


def _settings(workspace: Path) -> Iterator[str]:
    """The files that people put there by hand."""
    yield "workspace.toml"
    for folder in OPTIONAL:
        for path in sorted((workspace / folder).rglob("*")):
            if path.is_file():
                yield path.relative_to(workspace).as_posix()


def _published(workspace: Path, newest: int, pinned: list[Mapping[str, int]]) -> Iterator[str]:
    """The logs up to the newest version, and every file they name."""
    last = {"extracts": newest}
    for versions in pinned:
        for name, version in versions.items():
            last[f"reference/{name}"] = max(version, last.get(f"reference/{name}", 0))
    for root, version in last.items():
        for log in sorted((workspace / root / LOG).glob("*")):
            found = NUMBERED.fullmatch(log.name)
            if found and int(found["version"]) <= version:
                yield f"{root}/{LOG}/{log.name}"
                yield from (f"{root}/{name}" for name in _added(log))


def _added(log: Path) -> Iterator[str]:
    """Names of the data files that a commit added, relative to its table."""
    if log.suffix == ".json":
        for line in log.read_text(encoding="utf-8").splitlines():
            if "add" in (action := json.loads(line)):
                yield unquote(action["add"]["path"])


def _register(workspace: Workspace, directory: Path) -> Verdict | None:
    """The register as it stood at one moment, in the backup's own file; None when not begun."""
    source = registers.of(workspace)
    return copy(source, Register(replace(workspace, path=directory))) if source.is_begun else None
