"""Publishing: one atomic commit that changes what every page shows, or nothing at all.

Files are written first, named by their SHA-256; reference tables are committed next; last the
observations table, whose commit pins them all. A publish cut short leaves files nobody serves.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from data import coherence, contract, releases
from data.contract import OBSERVATIONS, REFERENCE, ContractError, Table

SORT = (
    "area_code",
    "indicator_id",
    "department_code",
    "breakdown_type",
    "breakdown",
    "period_start",
)
ROW_GROUP, FILE_ROWS, MOST_FILES = 131_072, 4_000_000, 16
SAME_KEY = " and ".join(f"published.{k} is not distinct from gone.{k}" for k in OBSERVATIONS.key)
# Old versions stay reopenable: the log that names their files is never cleaned up.
TABLE_SETTINGS = {"delta.enableExpiredLogCleanup": "false", "delta.checkpointInterval": "1000"}


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

    Raises ContractError for rows that break the contract, PublishError when the disk is full or
    someone else published since `expected_version`; either way the version before is still served.
    """
    with _sole_writer(workspace):
        base = _base(workspace, expected_version)
        reference = _checked_reference(workspace, base, change)
        rows = change.rows if is_checked else _checked_rows(workspace, base, change, reference)
        with _named_failures():
            observations = _write_observations(workspace, base, rows, change.gone)
            coverage = _coverage(workspace, observations, reference["areas"])
            given = {**(change.reference or {}), "coverage": coverage}
            pinned = _write_reference(workspace, base, given)
        return _commit(
            workspace,
            replace(
                base,
                observations=observations,
                reference={name: files for name, (_, files) in pinned.items()},
                reference_versions={name: version for name, (version, _) in pinned.items()},
                source_id=source_id,
                who=who,
                why=why,
                counts=dict(counts or {}),
                published_at=at or datetime.now(UTC).replace(microsecond=0),
            ),
            base,
        )


def rollback(workspace: Path, version: int, *, who: str, why: str) -> int:
    """Serve an earlier version's data again, as a new version; return its number.

    Raises releases.UnknownVersion, or DamagedExtract when that version's files are not whole.
    """
    with _sole_writer(workspace):
        base, earlier = _base(workspace, None), releases.release(workspace, version)
        faults = releases.damage(workspace, earlier)
        if faults:
            raise releases.DamagedExtract(
                f"Version {version} cannot be restored: {faults[0]}. Choose another version."
            )
        now = datetime.now(UTC).replace(microsecond=0)
        return _commit(
            workspace,
            replace(earlier, source_id="rollback", who=who, why=why, counts={}, published_at=now),
            base,
        )


def reference_table(workspace: Path, release: releases.Release, name: str) -> pa.Table:
    """A reference table as that release holds it; empty when it was never published."""
    files = [workspace / file for file in release.reference.get(name, {})]
    tables = [pq.read_table(file, partitioning=None) for file in files]
    return pa.concat_tables(tables) if tables else REFERENCE[name].schema.empty_table()


def current(workspace: Path) -> releases.Release:
    """The release a new publish builds on: what is served, or an empty start."""
    try:
        return releases.served(workspace)[0]
    except releases.UnknownVersion:
        return releases.Release(-1, {}, {}, "", "", "", datetime.fromtimestamp(0, UTC))


@contextmanager
def _sole_writer(workspace: Path) -> Iterator[None]:
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
def _named_failures() -> Iterator[None]:
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
    base = current(workspace)
    if expected_version is not None and base.version != expected_version:
        raise PublishError(
            f"Version {base.version} was published while this was checked against version "
            f"{expected_version}. Check again and publish."
        )
    return base


def _checked_reference(
    workspace: Path, base: releases.Release, change: Change
) -> dict[str, pa.Table]:
    """Every reference table as it will be, with what points into a changed one still pointing."""
    given = change.reference or {}
    before = {name: reference_table(workspace, base, name) for name in REFERENCE}
    reference = before | {name: contract.typed(REFERENCE[name], given[name]) for name in given}
    pointing = {name for name, _, target, _ in contract.LINKS if target in given}
    for name in sorted(pointing | given.keys()):
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


def _write_reference(
    workspace: Path, base: releases.Release, given: Mapping[str, pa.Table]
) -> dict[str, tuple[int, dict[str, str]]]:
    pinned = {
        name: (base.reference_versions[name], dict(files)) for name, files in base.reference.items()
    }
    for name, rows in given.items():
        table = REFERENCE[name]
        root = Path("reference") / name
        typed = contract.typed(table, rows).sort_by([(key, "ascending") for key in table.key])
        files = _write(workspace, root, typed)
        if files != pinned.get(name, (0, {}))[1]:
            handle = _delta(workspace / root, table)
            adds = [_add(workspace, root, file, {}) for file in files]
            handle.create_write_transaction(adds, mode="overwrite", schema=table.schema)
            pinned[name] = (DeltaTable(workspace / root).version(), files)
    return pinned


def _write_observations(
    workspace: Path, base: releases.Release, rows: pa.Table | None, gone: pa.Table | None
) -> dict[str, str]:
    """Files of the new version: those kept as they are, and those written anew."""
    files = dict(base.observations)
    empty = OBSERVATIONS.schema.empty_table()
    given = {"rows": empty if rows is None else rows, "gone": empty if gone is None else gone}
    changed = pa.concat_tables([table.select(["collection"]) for table in given.values()])
    for collection in sorted(changed["collection"].unique().to_pylist()):
        root = Path("extracts") / f"collection={collection}"
        mine = [name for name in files if Path(name).parent == root]
        with duckdb.connect() as connection:
            for name, table in given.items():
                connection.register(name, table)
            rewritten = _touched(connection, workspace, mine)
            content = _content(connection, workspace, rewritten, collection)
        for name in rewritten:
            del files[name]
        if content.num_rows:
            files |= _write(workspace, root, content)
    return files


def _touched(connection: duckdb.DuckDBPyConnection, workspace: Path, files: list[str]) -> list[str]:
    """Files to write anew: those that hold a row to take out, or all when there are many."""
    if not files or len(files) >= MOST_FILES:
        return files
    published = _published(connection, workspace, files)
    gone = connection.table("gone").set_alias("gone")
    found = published.join(gone, SAME_KEY, "semi").project("filename").distinct().fetchall()
    names = {Path(name).name for (name,) in found}
    return [file for file in files if Path(file).name in names]


def _content(
    connection: duckdb.DuckDBPyConnection, workspace: Path, rewritten: list[str], collection: str
) -> pa.Table:
    """Rows to write for one collection, sorted: the new ones, and those kept of rewritten files."""
    is_mine = duckdb.ColumnExpression("collection") == duckdb.ConstantExpression(collection)
    content = connection.table("rows").filter(is_mine).project("* exclude (collection)")
    if rewritten:
        gone = connection.table("gone").set_alias("gone")
        kept = _published(connection, workspace, rewritten).join(gone, SAME_KEY, "anti")
        content = kept.project("* exclude (filename)").union(content)
    return content.order(", ".join(SORT)).to_arrow_table()


def _published(
    connection: duckdb.DuckDBPyConnection, workspace: Path, files: list[str]
) -> duckdb.DuckDBPyRelation:
    paths = [str(workspace / name) for name in files]
    return connection.read_parquet(paths, filename=True, hive_partitioning=False).set_alias(
        "published"
    )


def _coverage(workspace: Path, files: Mapping[str, str], areas: pa.Table) -> pa.Table:
    """What is measured where: one row per indicator and area type."""
    if not files:
        return REFERENCE["coverage"].schema.empty_table()
    with duckdb.connect() as connection:
        connection.register("areas", areas)
        observations = connection.read_parquet(
            [str(workspace / name) for name in files], hive_partitioning=False
        )
        return (
            observations.aggregate(
                "indicator_id, area_code, count(*) as rows, min(period_start) as first_start,"
                " max(period_end) as last_end, count(distinct period_end) as periods"
            )
            .set_alias("measured")
            .join(connection.table("areas"), "measured.area_code = areas.area_code")
            .aggregate(
                "indicator_id, area_type, count(*)::integer as areas,"
                " max(periods)::integer as periods, sum(rows)::integer as rows,"
                " min(first_start) as first_period_start, max(last_end) as last_period_end"
            )
            .to_arrow_table()
        )


def _write(workspace: Path, root: Path, rows: pa.Table) -> dict[str, str]:
    """Rows as Parquet files named by their content; returns name and SHA-256, on disk for good."""
    (workspace / root).mkdir(parents=True, exist_ok=True)
    files = {}
    for start in range(0, max(rows.num_rows, 1), FILE_ROWS):
        draft = workspace / root / f".draft-{os.getpid()}"
        try:
            pq.write_table(
                rows.slice(start, FILE_ROWS).replace_schema_metadata(None),
                draft,
                compression="zstd",
                row_group_size=ROW_GROUP,
                store_schema=False,
            )
            digest = _digest_on_disk(draft)
            name = root / f"{digest[:32]}.parquet"
            draft.replace(workspace / name)
        finally:
            draft.unlink(missing_ok=True)
        files[name.as_posix()] = digest
    return files


def _digest_on_disk(path: Path) -> str:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _delta(path: Path, table: Table) -> DeltaTable:
    if DeltaTable.is_deltatable(str(path)):
        return DeltaTable(path)
    return DeltaTable.create(
        path,
        table.schema,
        partition_by=list(table.partition_by),
        configuration=TABLE_SETTINGS,
    )


def _add(workspace: Path, root: Path, name: str, partition: dict[str, str]) -> AddAction:
    path = workspace / name
    return AddAction(
        path=path.relative_to(workspace / root).as_posix(),
        size=path.stat().st_size,
        partition_values=partition,
        modification_time=0,
        data_change=True,
        stats=json.dumps({"numRecords": pq.read_metadata(path).num_rows}),
    )


def _commit(workspace: Path, release: releases.Release, base: releases.Release) -> int:
    """The one commit that counts: adds, removes and the release's record together."""
    root = Path("extracts")
    record = {
        "observations": dict(release.observations),
        "reference": {name: dict(files) for name, files in release.reference.items()},
        "reference_versions": dict(release.reference_versions),
        "source_id": release.source_id,
        "who": release.who,
        "why": release.why,
        "published_at": release.published_at.isoformat(),
        "counts": dict(release.counts),
    }
    with _named_failures():
        handle = _delta(workspace / root, OBSERVATIONS)
        active = {
            "extracts/" + Path(name).relative_to((workspace / root).resolve()).as_posix()
            for name in handle.file_uris()
        }
        actions: list[AddAction | RemoveAction] = [
            _add(workspace, root, name, {"collection": Path(name).parent.name.partition("=")[2]})
            for name in sorted(set(release.observations) - active)
        ]
        actions += [_remove(workspace, name) for name in sorted(active - set(release.observations))]
        handle.create_write_transaction(
            actions,
            mode="append",
            schema=OBSERVATIONS.schema,
            partition_by=["collection"],
            commit_properties=CommitProperties(custom_metadata={"hsp": json.dumps(record)}),
        )
    return DeltaTable(workspace / root).version()


def _remove(workspace: Path, name: str) -> RemoveAction:
    partition = Path(name).parent.name.partition("=")[2]
    path = workspace / name
    return RemoveAction(
        path=Path(name).relative_to("extracts").as_posix(),
        data_change=True,
        deletion_timestamp=0,
        size=path.stat().st_size if path.exists() else None,
        partition_values={"collection": partition},
    )
