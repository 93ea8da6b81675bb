"""Publishing: one atomic commit that changes what every page shows, or nothing at all.

Files are written first, named by their SHA-256; reference tables are committed next; last the
observations table, whose commit pins them all. A publish cut short leaves files nobody serves.
"""

from __future__ import annotations

import errno
import fcntl
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake.exceptions import DeltaError

from data import coherence, contract, releases
from data.contract import OBSERVATIONS, REFERENCE, ContractError
from data.publishing.commits import committed, reference_committed
from data.publishing.files import coverage_of, observations_written
from data.publishing.masking import masked
from data.publishing.receipts import receipts_after


class PublishError(RuntimeError):
    """Nothing was published; the message says why and what to do."""


@dataclass(frozen=True)
class Change:
    """What a publish does: observations to put in, keys to take out, whole reference tables.

    `rows` and `gone` are observations; of `gone` only the key columns and collection count.
    """

    rows: pa.Table | None = None
    gone: pa.Table | None = None
    reference: Mapping[str, pa.Table] | None = None


def publish(
    workspace: Path,
    change: Change,
    *,
    source_id: str,
    who: str,
    why: str,
    counts: Mapping[str, int] | None = None,
    at: datetime | None = None,
    expected_version: int | None = None,
    is_checked: bool = False,
) -> int:
    """Commit a change and return the new version; `is_checked` rows met the contract already.

    Small numbers are hidden here, in published rows too where they would give one away.
    Raises ContractError for rows that break the contract, PublishError when the disk is full, a
    newer version is damaged or someone else published since `expected_version`; in each case the
    version before is still served.
    """
    moment = at or _now()
    with sole_writer(workspace):
        built_on = _base(workspace, expected_version)
        reference = _checked_reference(workspace, built_on, change)
        rows = change.rows if is_checked else _checked_rows(workspace, built_on, change, reference)
        with _named_failures():
            release = replace(
                _written(workspace, built_on, rows, change, reference, day=moment.date()),
                source_id=source_id,
                who=who,
                why=why,
                counts=dict(counts or {}),
                published_at=moment,
            )
            return committed(workspace, release)


def _written(
    workspace: Path,
    base: releases.Release,
    rows: pa.Table | None,
    change: Change,
    reference: Mapping[str, pa.Table],
    *,
    day: date,
) -> releases.Release:
    """The base release with the change written to files, small numbers hidden; not served yet."""
    before = reference_table(workspace, base, "indicators")
    rows, gone = masked(workspace, base, rows, change.gone, before=before, reference=reference)
    observations = observations_written(workspace, base, rows, gone)
    given = {
        **(change.reference or {}),
        "coverage": coverage_of(workspace, observations, reference["areas"]),
        "receipts": receipts_after(workspace, base, rows, gone, areas=reference["areas"], day=day),
    }
    return replace(reference_committed(workspace, base, given), observations=observations)


def rollback(workspace: Path, version: int, *, who: str, why: str) -> int:
    """Serve an earlier version's data again, as a new version; return its number.

    Raises releases.UnknownVersion, or DamagedExtract when that version's files are not whole.
    """
    with sole_writer(workspace):
        earlier = releases.release(workspace, version)
        faults = releases.damage(workspace, earlier)
        if faults:
            raise releases.DamagedExtract(
                f"Version {version} cannot be restored: {faults[0]}. Choose another version."
            )
        restored = replace(
            earlier, source_id="rollback", who=who, why=why, counts={}, published_at=_now()
        )
        with _named_failures():
            return committed(workspace, restored)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def reference_table(workspace: Path, release: releases.Release, name: str) -> pa.Table:
    """A reference table as that release holds it; empty when it was never published."""
    files = [workspace / file for file in release.reference.get(name, {})]
    tables = [pq.read_table(file, partitioning=None) for file in files]
    if not tables:
        return REFERENCE[name].schema.empty_table()
    return REFERENCE[name].whole(pa.concat_tables(tables))


def current(workspace: Path) -> releases.Release:
    """The release that is served, or an empty start."""
    try:
        return releases.served(workspace)[0]
    except releases.UnknownVersion:
        return releases.Release(-1, {}, {}, "", "", "", datetime.fromtimestamp(0, UTC))


def base(workspace: Path) -> releases.Release:
    """The release a new publish builds on: what is served, or an empty start.

    Raises PublishError while a newer version is damaged: building on an older one would drop it.
    """
    found = current(workspace)
    if found.version >= 0 and (problem := releases.served(workspace)[1]):
        raise PublishError(problem)
    return found


@contextmanager
def sole_writer(workspace: Path) -> Generator[None]:
    """One publish at a time; the lock goes with the process, however it ends."""
    with _named_failures():
        lock = (workspace / ".publishing").open("w")
    with lock as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PublishError(
                "Someone else is publishing to this workspace. Wait a moment and try again."
            ) from error
        yield


@contextmanager
def _named_failures() -> Generator[None]:
    try:
        yield
    except (OSError, DeltaError, pa.ArrowException, duckdb.Error) as error:
        full = (
            isinstance(error, OSError)
            and error.errno == errno.ENOSPC
            or "No space left" in str(error)
        )
        reason = (
            "The disk is full. Free some space" if full else f"Writing failed ({error}). Mend it"
        )
        raise PublishError(f"{reason}, then publish again; nothing was changed.") from error


def _base(workspace: Path, expected_version: int | None) -> releases.Release:
    found = base(workspace)
    if expected_version is not None and found.version != expected_version:
        raise PublishError(
            f"Version {found.version} was published while this was checked against version "
            f"{expected_version}. Check again and publish."
        )
    return found


def _checked_reference(
    workspace: Path, base: releases.Release, change: Change
) -> dict[str, pa.Table]:
    """Every reference table as it will be, with what points into a changed one still pointing."""
    given = change.reference or {}
    before = {name: reference_table(workspace, base, name) for name in REFERENCE}
    reference = before | {name: contract.typed(REFERENCE[name], given[name]) for name in given}
    pointing = {name for name, _, target, _ in contract.LINKS if target in given}
    for name in sorted(pointing | contract.looking_at(set(given)) | given.keys()):
        verdict = contract.check(REFERENCE[name], reference[name], reference)
        if verdict.errors:
            raise ContractError(name, verdict.errors)
    after = {name: reference[name] for name in given}
    faults = coherence.ungrounded(workspace, base, change.gone, before, after)
    if faults:
        raise ContractError("observations", faults)
    return reference


def _checked_rows(
    workspace: Path, base: releases.Release, change: Change, reference: Mapping[str, pa.Table]
) -> pa.Table | None:
    if change.rows is None:
        return None
    rows = contract.typed(OBSERVATIONS, change.rows)
    faults = contract.check(OBSERVATIONS, rows, reference).errors
    faults = faults or coherence.repeated(workspace, base, rows, change.gone)
    if faults:
        raise ContractError("observations", faults)
    return rows
