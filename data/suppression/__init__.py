"""Suppression: small numbers hidden before they are published, with what would give them away.

A hidden number could be worked out from its total and the other parts: areas, departments,
categories or shorter periods. So where a total and its parts have exactly one cell hidden, or
hidden parts that add up to less than the threshold, the smallest other part is hidden too. A zero
stays shown. Overlapping totals, such as rolling years, are each looked at alone.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from data import scratch
from data.contract import OBSERVATIONS, REFERENCE

HIDDEN = ("value", "numerator", "denominator", "lower_limit", "upper_limit")
# Each round hides at most one more cell of every total; real tables need two or three.
ROUNDS = 50


def masked(
    rows: pa.Table,
    published: pa.Table | None,
    indicators: pa.Table,
    areas: pa.Table,
    departments: pa.Table | None = None,
) -> pa.Table:
    """`rows` in their order, small numbers hidden; after them the published rows now hidden too.

    Rows are observations as the contract types them. `published` holds those already published of
    the same indicators, which `rows` replace by key. Masked rows masked again are the same.
    """
    others = OBSERVATIONS.schema.empty_table() if published is None else published
    ids = protected(indicators)
    if not any(ids & set(table["indicator_id"].unique().to_pylist()) for table in (rows, others)):
        return emptied(rows)
    if departments is None:
        departments = REFERENCE["departments"].schema.empty_table()
    rows = emptied(rows).cast(OBSERVATIONS.schema)
    with scratch.connected() as connection:
        connection.register("incoming", rows.append_column("place", pa.arange(0, rows.num_rows)))
        places = pa.arange(rows.num_rows, rows.num_rows + others.num_rows)
        connection.register("published", others.append_column("place", places))
        connection.register("indicators", indicators)
        connection.register("areas", areas)
        connection.register("departments", departments)
        connection.execute(_question("cells"))
        connection.execute(_question("equations"))
        for _ in range(ROUNDS):
            connection.execute(_question("complements"))
            if not connection.table("complements").limit(1).fetchall():
                break
            connection.execute(_question("hide"))
        found = connection.sql(_question("hidden")).to_arrow_table()
    return _without(pa.concat_tables([rows, others]), rows.num_rows, found["place"])


def emptied(rows: pa.Table) -> pa.Table:
    """`rows` without the counts and limits that came with values which their source hid itself."""
    return _without_numbers(rows, pc.fill_null(pc.equal(rows["value_note"], "suppressed"), False))


def protected(indicators: pa.Table) -> set[str]:
    """Ids of the indicators whose small numbers are hidden."""
    is_protected = pc.greater(indicators["small_number_threshold"], 0)
    return set(indicators.filter(is_protected)["indicator_id"].to_pylist())


def _question(name: str) -> str:
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")


def _without(rows: pa.Table, length: int, places: pa.ChunkedArray) -> pa.Table:
    """The first `length` rows and the hidden ones after them, without what hidden cells said."""
    place = pa.arange(0, rows.num_rows)
    is_hidden = pc.is_in(place, value_set=places.combine_chunks())
    rows = _without_numbers(rows, is_hidden)
    note = pc.if_else(is_hidden, "suppressed", rows["value_note"])
    rows = rows.set_column(rows.column_names.index("value_note"), "value_note", note)
    return rows.filter(pc.or_(pc.less(place, length), is_hidden))


def _without_numbers(rows: pa.Table, is_hidden: pa.Array | pa.ChunkedArray) -> pa.Table:
    if not pc.any(is_hidden).as_py():
        return rows
    for name in HIDDEN:
        shown = pc.if_else(is_hidden, None, rows[name])
        rows = rows.set_column(rows.column_names.index(name), rows.schema.field(name), shown)
    return rows
