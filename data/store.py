"""The store: one release of a workspace, opened read-only in a locked-down DuckDB.

A root connection per release; callers take a cursor each, because one connection shared by
threads fails. Only the release's own folders can be read and no setting can be changed after.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import duckdb

from data.contract import OBSERVATIONS, REFERENCE, SQL_TYPES, Column, Table
from data.releases import Release

MEMORY_LIMIT = "400MB"
LATER = "(select {none} where false union all by name select * from {read})"
VIEW = "create or replace view {name} as select {columns} from {source};"


def opened(
    workspace: Path, release: Release, prepare: Sequence[str] = ()
) -> duckdb.DuckDBPyConnection:
    """Root connection with every contract table of `release` by its name.

    `observations` is a view over the release's Parquet files; reference tables are small and held
    in memory. `prepare` is SQL run before the lock, such as macro definitions.
    """
    root = duckdb.connect(
        config={
            "threads": min(os.cpu_count() or 1, 4),
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": _spill(),
            "max_temp_directory_size": "2GB",
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
        }
    )
    for table in REFERENCE.values():
        files = [str(workspace / name) for name in release.reference.get(table.name, {})]
        _relation(root, table, files).to_table(table.name)
    files = [str(workspace / name) for name in release.observations]
    _relation(root, OBSERVATIONS, files).to_view(OBSERVATIONS.name)
    for statement in (*judging(), *prepare):
        root.execute(statement)
    folders = [str(workspace / "extracts") + "/", str(workspace / "reference") + "/"]
    root.execute("set parquet_metadata_cache = true")
    root.execute("set allowed_directories = $folders", {"folders": folders})
    root.execute("set enable_external_access = false")
    root.execute("set lock_configuration = true")
    return root


@cache
def _spill() -> str:
    """A folder that only this user may open, because what spills over is data."""
    folder = tempfile.mkdtemp(prefix="hsp-scorecard-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def statements(text: str) -> list[str]:
    """The single statements of a text of SQL, without their semicolons."""
    return [one.query.strip(" ;\n") for one in duckdb.extract_statements(text)]


def definitions(release: Release) -> str:
    """SQL that makes the same tables from the workspace's own folder, for use outside the app."""
    observed = sorted(release.observations)
    reference = [
        (table, sorted(release.reference.get(table.name, ()))) for table in REFERENCE.values()
    ]
    views = [
        VIEW.format(
            name=table.name,
            columns=", ".join(_selected(column) for column in table.columns),
            source=_source(table, files),
        )
        for table, files in [(OBSERVATIONS, observed), *reference]
    ]
    return "\n".join((*views, *(rule + ";" for rule in judging())))


def judging() -> list[str]:
    """Macros that give a status; every connection that judges runs them first."""
    text = (Path(__file__).parent / "judging" / "status.sql").read_text(encoding="utf-8")
    return [part.strip() for part in text.split(";\n") if part.strip()]


def _source(table: Table, files: list[str]) -> str:
    if not files:
        return "(select " + ", ".join(_empty(table)) + " where false)"
    listed = ", ".join(f"'{name}'" for name in files)
    read = f"read_parquet([{listed}], hive_partitioning = true)"
    later = [column for column in table.columns if column.default is not None]
    if not later:
        return read
    # files from before these columns have none of them, which only their names can tell
    none = ", ".join(f"cast(null as {SQL_TYPES[one.type]}) as {one.name}" for one in later)
    return LATER.format(none=none, read=read)


def _selected(column: Column) -> str:
    if column.default is None:
        return column.name
    return f"coalesce({column.name}, {_literal(column)}) as {column.name}"


def _literal(column: Column) -> str:
    """A default in SQL; those there are hold yes or no."""
    return "true" if column.default else "false"


def _relation(
    root: duckdb.DuckDBPyConnection, table: Table, files: list[str]
) -> duckdb.DuckDBPyRelation:
    if files:
        found = root.read_parquet(files, hive_partitioning=bool(table.partition_by))
        columns = ", ".join(_typed(column, found.columns) for column in table.columns)
        return found.project(columns if not table.partition_by else ", ".join(table.column_names))
    return root.from_arrow(table.schema.empty_table())


def _typed(column: Column, held: Sequence[str]) -> str:
    is_held = column.default is None or column.name in held
    value = _selected(column).partition(" as ")[0] if is_held else _literal(column)
    return f"cast({value} as {SQL_TYPES[column.type]}) as {column.name}"


def _empty(table: Table) -> list[str]:
    return [f"cast(null as {SQL_TYPES[column.type]}) as {column.name}" for column in table.columns]
