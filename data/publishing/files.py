"""Files: rows written as Parquet named by its content, and what a change makes of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from data import releases, scratch
from data.contract import OBSERVATIONS, REFERENCE

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


def observations_written(
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
        with scratch.connected() as connection:
            for name, table in given.items():
                connection.register(name, table)
            rewritten = _touched(connection, workspace, mine)
            content = _content(connection, workspace, rewritten, collection)
        for name in rewritten:
            del files[name]
        if content.num_rows:
            files |= write(workspace, root, content)
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


def coverage_of(workspace: Path, files: Mapping[str, str], areas: pa.Table) -> pa.Table:
    """What is measured where: one row per indicator and area type."""
    if not files:
        return REFERENCE["coverage"].schema.empty_table()
    with scratch.connected() as connection:
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


def write(workspace: Path, root: Path, rows: pa.Table) -> dict[str, str]:
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
            _keep_names(workspace / root)
        finally:
            draft.unlink(missing_ok=True)
        files[name.as_posix()] = digest
    return files


def _keep_names(folder: Path) -> None:
    """Put the folder's own list of files on disk, without which a file can lose its new name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _digest_on_disk(path: Path) -> str:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()
