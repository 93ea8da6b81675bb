"""Commits: what turns written files into a version that is served."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable
from deltalake.transaction import AddAction, RemoveAction

from data import contract, releases
from data.contract import OBSERVATIONS, REFERENCE, Table
from data.publishing.files import write

# Old versions stay reopenable: the log that names their files is never cleaned up.
TABLE_SETTINGS = {"delta.enableExpiredLogCleanup": "false", "delta.checkpointInterval": "1000"}


def reference_committed(
    workspace: Path, base: releases.Release, given: Mapping[str, pa.Table]
) -> releases.Release:
    """The base release with the given reference tables written, committed and pinned.

    A table whose content is unchanged keeps its version.
    """
    reference, versions = dict(base.reference), dict(base.reference_versions)
    for name, rows in given.items():
        table = REFERENCE[name]
        root = Path("reference") / name
        typed = contract.typed(table, rows).sort_by([(key, "ascending") for key in table.key])
        files = write(workspace, root, typed)
        if files != reference.get(name):
            handle = _delta(workspace / root, table)
            adds: list[AddAction | RemoveAction] = [
                _add(workspace, root, file, {}) for file in files
            ]
            handle.create_write_transaction(adds, mode="overwrite", schema=table.schema)
            reference[name], versions[name] = files, DeltaTable(workspace / root).version()
    return replace(base, reference=reference, reference_versions=versions)


def _delta(path: Path, table: Table) -> DeltaTable:
    if DeltaTable.is_deltatable(str(path)):
        return DeltaTable(path)
    made = DeltaTable.create(
        path,
        table.schema,
        partition_by=list(table.partition_by),
        configuration=TABLE_SETTINGS,
    )
    _forget_place(path)
    return made


def _forget_place(path: Path) -> None:
    """Take the machine's path out of a new table's log: a workspace moves, and may be shared."""
    log = path / "_delta_log" / f"{0:020d}.json"
    first, *others = log.read_text(encoding="utf-8").splitlines()
    action = json.loads(first)
    action["commitInfo"]["operationParameters"].pop("location", None)
    draft = log.with_suffix(".draft")
    lines = [json.dumps(action, separators=(",", ":")), *others, ""]
    draft.write_text("\n".join(lines), encoding="utf-8")
    draft.replace(log)


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


def committed(workspace: Path, release: releases.Release) -> int:
    """The one commit that counts: adds, removes and the release's record together."""
    root = Path("extracts")
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
        commit_properties=CommitProperties(custom_metadata={"hsp": json.dumps(release.record())}),
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
