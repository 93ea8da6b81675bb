"""The thread in force: as published, with every approved edit over it in the order of approval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from data.contract import REFERENCE
from data.register import Register
from data.register.threads import Attached, Link, Node, Thread, ThreadEdit

if TYPE_CHECKING:
    from data.register.records import Record
    from data.register.thread_edits import EditReview

KIND = "thread_edit"  # as `thread_edits` has it, which is imported late
PUBLISHED = ("thread_nodes", "thread_links", "thread_indicators")
IN_FORCE = "{}_in_force"


def tables(
    register: Register,
    published: Mapping[str, pa.Table],
    supposed: Sequence[ThreadEdit] = (),
) -> dict[str, pa.Table]:
    """The three tables by their names in force, each in the order of its key.

    `supposed` are edits as if they had been approved last. Raises Unusable.
    """
    edits = (*approved(register), *supposed)
    if not edits:
        return {IN_FORCE.format(name): published[name] for name in PUBLISHED}
    found = written(after(thread_of(published), edits).whole())
    return {IN_FORCE.format(name): rows for name, rows in found.items()}


def approved(register: Register) -> list[ThreadEdit]:
    """Every approved edit, in the order of approval. Raises Unusable."""
    if not register.is_begun:
        return []
    # Here, because a workspace without a register need not wait for SQLAlchemy (0.4 s).
    from data.register import reviewed, thread_edits

    return edits_of(reviewed.history(register, thread_edits.EDITS))


def edits_of(records: Iterable[Record[EditReview]]) -> list[ThreadEdit]:
    """The edits that were approved among these versions, in their order."""
    return [record.body.edit for record in records if record.body.state == "approved"]


def after(thread: Thread, edits: Iterable[ThreadEdit]) -> Thread:
    """The thread as these edits leave it, one after the other."""
    for edit in edits:
        thread = thread.after(edit)
    return thread


def thread_of(published: Mapping[str, pa.Table]) -> Thread:
    """The thread that three tables hold."""
    nodes, links, attached = (published[name].to_pylist() for name in PUBLISHED)
    return Thread(
        {row["node_id"]: Node(**row) for row in nodes},
        frozenset(Link(**row) for row in links),
        frozenset(Attached(**row) for row in attached),
    )


def written(thread: Thread) -> dict[str, pa.Table]:
    """A thread as the three tables, by the names that they are published by."""
    rows: dict[str, Iterable[Any]] = {
        "thread_nodes": thread.nodes.values(),
        "thread_links": thread.links,
        "thread_indicators": thread.indicators,
    }
    return {name: _table(name, rows[name]) for name in PUBLISHED}


def _table(name: str, rows: Iterable[Any]) -> pa.Table:
    table = REFERENCE[name]
    made = pa.Table.from_pylist([vars(row) for row in rows], schema=table.schema)
    return made.sort_by([(column, "ascending") for column in table.key])
