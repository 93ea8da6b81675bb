"""Spelling: what the register says as SQL, for the script that gives the same rows outside the app.

Text that people wrote becomes a literal and nothing else, whatever quotes it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from data.contract import REFERENCE, SQL_TYPES, Table
from data.register.in_force import BESIDE, SCHEMA
from data.register.overlays import OVERLAYS, Overlay
from data.register.rules import Rule

Parameter = str | int | float | bool | date | Rule | None | Sequence[str]
Row = tuple[Parameter, ...]


def rules_spelled(
    name: str, rows: Sequence[Mapping[str, Parameter]], places: Sequence[tuple[str, str]], day: str
) -> str:
    """SQL for a table of rules: the targets as published and known by `day`, those of `places`
    replaced by these rows.
    """
    beside = ", ".join(f"cast(null as {SQL_TYPES[f.type]}) as {f.name}" for f in list(BESIDE)[1:])
    replaced = literal([f"{indicator}/{area}" for indicator, area in places])
    written = ",\n".join(
        "(" + ", ".join(literal(row[column]) for column in SCHEMA.names) + ")" for row in rows
    )
    table = (
        f"create or replace temp table {name} as\n"
        f"select *, approved_date as effective_from, {beside}\nfrom main.targets\n"
        f"where coalesce(approved_date <= {day}, true)"
    )
    if places:
        table += f"\nand not list_contains({replaced}, indicator_id || '/' || area_code)"
    return table + (f";\ninsert into {name} values\n{written};" if rows else ";")


def beginnings() -> list[str]:
    """SQL for every table of an overlay as it is before anybody wrote anything."""
    tables = {name: table for overlay in OVERLAYS for name, table in overlay.tables.items()}
    return [_begun(name, table) for name, table in tables.items()]


def overlay_spelled(
    overlay: Overlay, before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]
) -> list[str]:
    """SQL for the tables of an overlay: each as published, with what was changed since."""
    return [
        _changed(name, table, before.get(table.name), after[name])
        for name, table in overlay.tables.items()
    ]


def _begun(name: str, table: Table) -> str:
    empty = ", ".join(f"cast(null as {SQL_TYPES[c.type]}) as {c.name}" for c in table.columns)
    rows = f"* from main.{table.name}" if table.name in REFERENCE else f"{empty} where false"
    return f"create or replace temp table {name} as\nselect {rows}"


def _changed(name: str, table: Table, before: pa.Table | None, after: pa.Table) -> str:
    """One table; rows that are no longer as published are taken out, then put in as they are."""
    old, new = _rows(before, table), _rows(after, table)
    begun, parts = _begun(name, table), []
    if gone := [key for key, row in old.items() if new.get(key) != row]:
        begun += f"\nwhere ({', '.join(table.key)}) not in (\n{_tuples(sorted(gone, key=str))}\n)"
    if added := [row for key, row in new.items() if old.get(key) != row]:
        parts.append(f"insert into {name} values\n{_tuples(added)}")
    return ";\n".join((begun, *parts)) + ";"


def _rows(rows: pa.Table | None, table: Table) -> dict[Row, Row]:
    if rows is None:
        return {}
    columns = [rows[name].to_pylist() for name in table.column_names]
    keys = [rows[name].to_pylist() for name in table.key]
    return dict(zip(zip(*keys, strict=True), zip(*columns, strict=True), strict=True))


def _tuples(rows: Iterable[Row]) -> str:
    return ",\n".join("(" + ", ".join(map(literal, row)) + ")" for row in rows)


def literal(value: Any) -> str:
    """A value as SQL; text in quotes, whatever it holds."""
    if value is None:
        return "null"
    if isinstance(value, bool | int | float):
        return str(value).lower()
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return "[" + ", ".join(literal(item) for item in value) + "]"
