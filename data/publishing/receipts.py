"""Receipts: on which day results came, kept because a revised row forgets the batch before it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from data import scratch
from data.contract import OBSERVATIONS, REFERENCE
from data.releases import Release

NAMED = [*OBSERVATIONS.key, "batch_id"]
RECEIPTS = REFERENCE["receipts"]


def receipts_after(
    workspace: Path,
    base: Release,
    rows: pa.Table | None,
    gone: pa.Table | None,
    *,
    areas: pa.Table,
    day: date,
) -> pa.Table:
    """The receipts of `base`, and those of `rows`, published on `day` in place of those `gone`."""
    kept = [pq.read_table(workspace / name) for name in base.reference.get(RECEIPTS.name, {})]
    before = pa.concat_tables(kept) if kept else RECEIPTS.schema.empty_table()
    if rows is None or not rows.num_rows:
        return before
    text = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    with scratch.connected() as connection:
        connection.register("receipts", before)
        connection.register("areas", areas)
        connection.register("arriving", rows.select(NAMED))
        _place_published(connection, workspace, base, gone)
        return connection.sql(text, params={"day": day}).to_arrow_table().cast(RECEIPTS.schema)


def _place_published(
    connection: duckdb.DuckDBPyConnection, workspace: Path, base: Release, gone: pa.Table | None
) -> None:
    """A view of the published rows that may be revised: those of the collections of `gone`."""
    collections = set() if gone is None else set(gone["collection"].unique().to_pylist())
    files = [
        str(workspace / name)
        for name in base.observations
        if Path(name).parent.name.partition("=")[2] in collections
    ]
    if files:
        connection.register("published", connection.read_parquet(files, hive_partitioning=False))
    else:
        connection.register("published", OBSERVATIONS.schema.empty_table().select(NAMED))
