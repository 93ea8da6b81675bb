"""The check at the door: rows cast to their table, and everything wrong with them named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data import scratch
from data.contract import rounds
from data.contract.faults import ContractError, Fault, Verdict
from data.contract.rules import (
    CIRCLES,
    LINKS,
    OBSERVATION_RULES,
    REFERENCE_RULES,
    SHOWN,
    TREES,
)
from data.contract.tables import NUMBER, OBSERVATIONS, REFERENCE, Table

# Tables that the rules of a table look at besides itself; links name theirs.
LOOKED_AT: Mapping[str, Sequence[str]] = {
    OBSERVATIONS.name: ("indicators", "areas", "departments"),
    "targets": ("indicators",),
    **rounds.LOOKED_AT,
}


def typed(table: Table, rows: pa.Table) -> pa.Table:
    """Rows cast to the table's schema, columns in order; absent optional columns become null, those
    that came later what they are where nobody said.

    Raises ContractError naming the column that is missing or cannot be cast.
    """
    arrays, rows = [], table.whole(rows)
    for column in table.columns:
        if column.name not in rows.column_names:
            if column.is_required:
                raise ContractError(
                    table.name,
                    [
                        Fault(
                            "column missing", f"Supply the column {column.name}.", None, column.name
                        )
                    ],
                )
            arrays.append(pa.nulls(rows.num_rows, column.type))
            continue
        try:
            arrays.append(rows[column.name].cast(column.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise ContractError(
                table.name,
                [Fault("wrong type", f"Make it {column.type}: {error}", None, column.name)],
            ) from error
    return pa.table(arrays, schema=table.schema)


def check(
    table: Table,
    rows: pa.Table,
    reference: Mapping[str, pa.Table],
    row_numbers: pa.ChunkedArray | pa.Array | None = None,
) -> Verdict:
    """What is wrong with typed rows of one table, at most SHOWN faults a rule.

    `reference` holds the other published tables by name; `row_numbers` the source's row for each
    row (default: 1, 2, 3 ...). An empty verdict means the rows may be published.
    """
    verdict = Verdict()
    if not rows.num_rows:
        return verdict
    numbers = pa.array(range(1, rows.num_rows + 1)) if row_numbers is None else row_numbers
    _check_columns(table, rows, numbers, verdict)
    with scratch.connected() as connection:
        connection.register("rows", rows.append_column("row_number", numbers))
        for name in _looked_at(table):
            source = rows if name == table.name else reference.get(name)
            connection.register(
                name, REFERENCE[name].schema.empty_table() if source is None else source
            )
        _check_key(table, connection, verdict)
        if table is OBSERVATIONS:
            _check_observations(connection, verdict)
        _check_reference(table, connection, verdict)
        _check_links(table, connection, verdict)
        _check_round(table, connection, verdict)
    _check_circles(table, rows, numbers, verdict)
    return verdict


def _looked_at(table: Table) -> set[str]:
    linked = {target for name, _, target, _ in LINKS if name == table.name}
    return linked | set(LOOKED_AT.get(table.name, ()))


def _check_columns(table: Table, rows: pa.Table, numbers: pa.Array, verdict: Verdict) -> None:
    for column in table.columns:
        values = rows[column.name]
        if column.is_required and values.null_count:
            empty = Fault("a required value is empty", f"Fill in {column.name}.", None, column.name)
            _report(verdict, empty, rows, numbers, values.is_null())
        if column.allowed:
            allowed = pa.array(column.allowed, pa.string())
            listed = "Use one of: " + ", ".join(column.allowed) + "."
            unlisted = Fault("the value is not on the fixed list", listed, None, column.name)
            is_listed = pc.is_in(values, value_set=allowed)
            broken = pc.and_(values.is_valid(), pc.invert(is_listed))
            _report(verdict, unlisted, rows, numbers, broken)
        if column.type == NUMBER:
            remedy = "Give a finite number, or leave it empty with a value note."
            infinite = Fault("the value is not a finite number", remedy, None, column.name)
            _report(verdict, infinite, rows, numbers, pc.invert(pc.is_finite(values)))


def _report(
    verdict: Verdict, fault: Fault, rows: pa.Table, numbers: pa.Array, broken: pa.ChunkedArray
) -> None:
    """File `fault` for each broken row, the first SHOWN of them, with its row and value."""
    count = pc.sum(broken).as_py() or 0
    if not count or fault.column is None:
        return
    where = pc.indices_nonzero(broken).slice(0, SHOWN)
    values = rows[fault.column].take(where).to_pylist()
    for number, value in zip(numbers.take(where).to_pylist(), values, strict=True):
        shown = None if value is None else str(value)
        verdict.add(replace(fault, row=number, value=shown, rows_affected=count))


def _check_key(table: Table, connection: duckdb.DuckDBPyConnection, verdict: Verdict) -> None:
    key = ", ".join(table.key)
    found = "min(row_number) as first_row, max(row_number) as row_number, count(*) as times"
    rows = connection.table("rows")
    # Nearly always nothing is repeated, and that is quicker to know than where.
    if not rows.aggregate("count(*) as times", key).filter("times > 1").limit(1).fetchall():
        return
    repeated = rows.aggregate(f"{key}, {found}", key).filter("times > 1")
    (count,) = repeated.count("*").fetchall()[0]
    for *values, first, number, times in repeated.order("row_number").limit(SHOWN).fetchall():
        verdict.add(
            Fault(
                "duplicated key",
                f"Rows {first} to {number} describe the same thing {times} times: keep one.",
                number,
                key,
                " | ".join("" if value is None else str(value) for value in values),
                rows_affected=count,
            )
        )


def _check_observations(connection: duckdb.DuckDBPyConnection, verdict: Verdict) -> None:
    joined = (
        connection.table("rows")
        .join(connection.table("indicators"), "rows.indicator_id = indicators.indicator_id", "left")
        .join(connection.table("areas"), "rows.area_code = areas.area_code", "left")
        .join(
            connection.table("departments"),
            "rows.department_code = departments.department_code",
            "left",
        )
    )
    _check_rules(joined, OBSERVATION_RULES, verdict)


def _check_reference(table: Table, connection: duckdb.DuckDBPyConnection, verdict: Verdict) -> None:
    rules = [tuple(rule) for name, *rule in REFERENCE_RULES if name == table.name]
    rows = connection.table("rows")
    if table.name == "targets":
        indicators = connection.table("indicators")
        rows = rows.join(indicators, "rows.indicator_id = indicators.indicator_id", "left")
    if table.name == "claim_partners":
        # However a name is written, it is one partner.
        spelled = r"lower(trim(regexp_replace(partner, '\s+', ' ', 'g')))"
        names = f"claim_id as counted_id, count(distinct {spelled}) as partners"
        partners = rows.aggregate(names, "claim_id").set_alias("partners")
        rows = rows.join(partners, "rows.claim_id = partners.counted_id")
    if rules:
        _check_rules(rows, rules, verdict)


def _check_round(table: Table, connection: duckdb.DuckDBPyConnection, verdict: Verdict) -> None:
    rows = rounds.beside(table.name, connection)
    if rows is not None:
        rules = [tuple(rule) for name, *rule in rounds.ROUND_RULES if name == table.name]
        _check_rules(rows, rules, verdict)


def _check_rules(
    rows: duckdb.DuckDBPyRelation, rules: Sequence[tuple[str, ...]], verdict: Verdict
) -> None:
    counts = rows.aggregate(
        ", ".join(f"count(*) filter (where {broken})" for _, _, broken, _ in rules)
    ).fetchall()[0]
    for (rule, column, broken, remedy), count in zip(rules, counts, strict=True):
        if not count:
            continue
        found = (
            rows.filter(broken)
            .project(f"rows.row_number, cast(rows.{column} as varchar)")
            .order("row_number")
            .limit(SHOWN)
            .fetchall()
        )
        for number, value in found:
            verdict.add(Fault(rule, remedy, number, column, value, rows_affected=count))


def _check_links(table: Table, connection: duckdb.DuckDBPyConnection, verdict: Verdict) -> None:
    for name, column, target, target_column in LINKS:
        if name != table.name:
            continue
        known = connection.table(target).project(f"{target_column} as known").distinct()
        orphans = (
            connection.table("rows")
            .join(known, f"rows.{column} = known", "anti")
            .filter(f"{column} is not null")
            .project(f"row_number, {column}")
        )
        for number, value in orphans.order("row_number").limit(SHOWN).fetchall():
            verdict.add(
                Fault(
                    f"points to nothing in {target}",
                    f"Add {value} to {target}, or correct {column}.",
                    number,
                    column,
                    value,
                )
            )


def _check_circles(table: Table, rows: pa.Table, numbers: pa.Array, verdict: Verdict) -> None:
    """A question that walks up or down a circle would never end."""
    for name, child, parent in TREES:
        if name != table.name:
            continue
        columns = {"row_number": numbers, "child": rows[child], "parent": rows[parent]}
        with scratch.connected() as connection:
            connection.register("links", pa.table(columns).drop_null())
            found = connection.execute(CIRCLES).fetchall()
        for number, value in found[:SHOWN]:
            remedy = f"Let {parent} name something larger, or leave it empty at the top."
            verdict.add(Fault("goes round in a circle", remedy, number, parent, value, len(found)))
