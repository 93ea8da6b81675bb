"""Masking: small numbers hidden in whatever is published, so that no caller can forget to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from data import contract, scratch, suppression
from data.contract import OBSERVATIONS
from data.releases import Release

GIVEN = ["collection", *OBSERVATIONS.key]


def masked(
    workspace: Path,
    base: Release,
    rows: pa.Table | None,
    gone: pa.Table | None,
    *,
    before: pa.Table,
    reference: Mapping[str, pa.Table],
) -> tuple[pa.Table | None, pa.Table | None]:
    """Rows to put in and to take out, with the published ones that must be hidden as well.

    Looks at the indicators of `rows`, and at those whose threshold differs from `before`, the
    indicators table as it was.
    """
    sheets = reference["indicators"]
    named = set() if rows is None else set(rows["indicator_id"].unique().to_pylist())
    ids = suppression.protected(sheets) & (named | _rethought(before, sheets))
    if not ids:
        return None if rows is None else suppression.emptied(rows), gone
    given = OBSERVATIONS.schema.empty_table() if rows is None else rows
    out = OBSERVATIONS.schema.empty_table() if gone is None else gone
    published = _staying(workspace, base, ids, given, out.select(GIVEN))
    found = suppression.masked(
        given, published, sheets, reference["areas"], reference["departments"]
    )
    hidden_now = found.slice(given.num_rows).select(GIVEN)
    return found, pa.concat_tables([out.select(GIVEN).cast(hidden_now.schema), hidden_now])


def _rethought(before: pa.Table, after: pa.Table) -> set[str]:
    names = ["indicator_id", "small_number_threshold"]
    old, new = (
        set(zip(*(sheets[name].to_pylist() for name in names), strict=True))
        for sheets in (before, after)
    )
    return {indicator for indicator, _ in new - old}


def _staying(
    workspace: Path, base: Release, ids: set[str], rows: pa.Table, gone: pa.Table
) -> pa.Table:
    """Published rows of these indicators, without those taken out and not put in again."""
    if not base.observations:
        return OBSERVATIONS.schema.empty_table()
    files = [str(workspace / name) for name in base.observations]
    with scratch.connected() as connection:
        connection.register("mine", pa.table({"indicator_id": pa.array(sorted(ids))}))
        published = connection.read_parquet(files, hive_partitioning=True)
        mine = connection.table("mine")
        published = published.join(mine, "indicator_id", "semi").to_arrow_table()
    published = contract.typed(OBSERVATIONS, published)
    return without(published, without(gone, rows))


def without(rows: pa.Table, others: pa.Table) -> pa.Table:
    """`rows` whose key is not among those of `others`, in their order."""
    key = list(OBSERVATIONS.key)
    schema = pa.schema([OBSERVATIONS.schema.field(name) for name in key])
    places = rows.select(key).cast(schema).append_column("place", pa.arange(0, rows.num_rows))
    with scratch.connected() as connection:
        connection.register("rows", places)
        connection.register("others", others.select(key).cast(schema))
        same = " and ".join(f"rows.{name} is not distinct from others.{name}" for name in key)
        kept = connection.table("rows").join(connection.table("others"), same, "anti")
        found = kept.project("place").order("place").to_arrow_table()
    return rows.take(found["place"])
