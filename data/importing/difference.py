"""Difference: what an import would change in what is published."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from data import store
from data.importing.questions import answer
from data.importing.report import StatusChange


@dataclass(frozen=True)
class Difference:
    """Rows to put in and published rows to take out, and how many are new, changed or gone.

    `taken_over` names the source of each changed row that another source brought before.
    """

    put_in: pa.Table
    gone: pa.Table
    added: int
    changed: int
    removed: int
    unchanged: int
    taken_over: tuple[str, ...]
    status_changes: tuple[StatusChange, ...]


def between(
    connection: duckdb.DuckDBPyConnection,
    incoming: pa.Table,
    published: pa.Table,
    *,
    whole_source: str | None,
) -> Difference:
    """How `incoming` differs from `published`, both observations of the same indicators.

    `whole_source` names the source whose published rows go when `incoming` no longer has them.
    The connection holds the tables indicators and targets.
    """
    if not published.num_rows:
        return _all_new(connection, incoming)
    _place(connection, "incoming", incoming)
    _place(connection, "published", published)
    changed = answer(connection, "difference")
    connection.register("changed", changed)
    replaced = answer(connection, "replaced", {"source_id": whole_source})
    removed = pc.sum(replaced["is_removed"]).as_py() or 0
    added = pc.sum(changed["is_new"]).as_py() or 0
    put_in, gone = incoming.take(changed["place"]), replaced.select(incoming.column_names)
    return Difference(
        put_in,
        gone,
        added,
        changed=changed.num_rows - added,
        removed=removed,
        unchanged=incoming.num_rows - changed.num_rows,
        taken_over=tuple(
            replaced.filter(replaced["is_taken_over"])["source_id"].cast(pa.string()).to_pylist()
        ),
        status_changes=_status_changes(connection, put_in, gone),
    )


def _all_new(connection: duckdb.DuckDBPyConnection, incoming: pa.Table) -> Difference:
    nothing = incoming.slice(0, 0)
    changes = _status_changes(connection, incoming, nothing)
    return Difference(incoming, nothing, incoming.num_rows, 0, 0, 0, (), changes)


def _place(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    connection.register(name, rows.append_column("place", pa.arange(0, rows.num_rows)))


def _status_changes(
    connection: duckdb.DuckDBPyConnection, put_in: pa.Table, gone: pa.Table
) -> tuple[StatusChange, ...]:
    for statement in store.judging():
        connection.execute(statement)
    connection.register("put_in", put_in)
    connection.register("gone", gone)
    return tuple(StatusChange(**row) for row in answer(connection, "status_changes").to_pylist())
