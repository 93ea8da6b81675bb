"""Coherence: whether a change fits what is published already, beyond the rules of its own rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data import scratch
from data.contract import OBSERVATIONS, SHOWN, Fault
from data.releases import Release

KEY = ", ".join(OBSERVATIONS.key)
# What results stand on: (table, its key, which is the observations' column too).
GROUNDS = (
    ("indicators", "indicator_id"),
    ("areas", "area_code"),
    ("departments", "department_code"),
)


def repeated(workspace: Path, base: Release, rows: pa.Table, gone: pa.Table | None) -> list[Fault]:
    """A fault for each row whose key is published and not taken out, in whatever collection."""
    if not base.observations:
        return []
    numbered = rows.append_column("row_number", pa.array(range(1, rows.num_rows + 1)))
    with scratch.connected() as connection:
        connection.register("numbered", numbered)
        kept = _kept(connection, workspace, base, gone)
        twice = connection.table("numbered").set_alias("rows").join(kept, _same("rows"), "semi")
        found = twice.order("row_number").limit(SHOWN).project(f"row_number, {KEY}").fetchall()
    remedy = "Take the published row out in the same change, or leave this one out."
    return [
        Fault(
            "the same thing is published already",
            remedy,
            number,
            KEY,
            " | ".join("" if value is None else str(value) for value in values),
        )
        for number, *values in found
    ]


def ungrounded(
    workspace: Path,
    base: Release,
    gone: pa.Table | None,
    before: Mapping[str, pa.Table],
    after: Mapping[str, pa.Table],
) -> list[Fault]:
    """A fault for each indicator, area or department dropped while published results need it.

    `before` and `after` hold the reference tables that change.
    """
    faults = []
    for name, column in GROUNDS:
        if name not in after or not base.observations:
            continue
        codes = before[name][column]
        dropped = codes.filter(
            pc.invert(pc.is_in(codes, value_set=after[name][column].combine_chunks()))
        )
        if not len(dropped):
            continue
        with scratch.connected() as connection:
            connection.register("dropped", pa.table({"code": dropped}))
            kept = _kept(connection, workspace, base, gone)
            needed = kept.project(f"{column} as code").distinct()
            found = needed.join(connection.table("dropped"), "code").order("code").fetchall()
        remedy = f"Keep it in {name}, or take its results out in the same change."
        faults += [
            Fault("published results still need it", remedy, None, column, code)
            for (code, *_) in found[:SHOWN]
        ]
    return faults


def _kept(
    connection: duckdb.DuckDBPyConnection, workspace: Path, base: Release, gone: pa.Table | None
) -> duckdb.DuckDBPyRelation:
    connection.register("gone", OBSERVATIONS.schema.empty_table() if gone is None else gone)
    files = [str(workspace / name) for name in base.observations]
    published = connection.read_parquet(files, hive_partitioning=False).set_alias("published")
    without = published.join(connection.table("gone").set_alias("gone"), _same("gone"), "anti")
    return without.set_alias("published")


def _same(other: str) -> str:
    pairs = (f"published.{key} is not distinct from {other}.{key}" for key in OBSERVATIONS.key)
    return " and ".join(pairs)
