"""Nodes: the thread that a file's rows say, and what is wrong with a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from data.contract import Fault
from data.importing.layout import check_columns
from data.importing.reading import Texts
from data.importing.refusal import refused
from data.importing.threads.recipe import ThreadRecipe
from data.register.threads import Attached, Link, Node, Thread

MOST_ROWS = 10_000
WHOLE = re.compile(r"\d{1,3}(\.0+)?")  # a spreadsheet may write 3 as 3.0
Row = Mapping[str, str]


def thread(texts: Texts, recipe: ThreadRecipe) -> tuple[Thread, list[Fault]]:
    """The thread of a file, and a fault for each row that cannot be understood.

    Raises FileRefused when the file is too long or lacks a column of the recipe.
    """
    if texts.rows.num_rows > MOST_ROWS:
        raise refused("too many rows", f"A thread of {MOST_ROWS:,} nodes is the most there can be.")
    named, separator = recipe.thread.columns.named, recipe.thread.separator
    check_columns(texts, list(named.values()))
    read = texts.rows.select(list(named.values())).rename_columns(list(named)).to_pylist()
    rows = [{part: (text or "").strip() for part, text in row.items()} for row in read]
    numbers = texts.row_numbers.to_pylist()
    faults = [
        fault
        for number, row in zip(numbers, rows, strict=True)
        for fault in _faults(row, number, named)
    ]
    faults += _twice(rows, numbers, named["node"])
    if faults:
        return Thread(), faults
    nodes = {row["node"]: _node(row) for row in rows}
    links = {Link(row["node"], one) for row in rows for one in _codes(row, "serves", separator)}
    attached = {
        Attached(row["node"], one) for row in rows for one in _codes(row, "indicators", separator)
    }
    return Thread(nodes, frozenset(links), frozenset(attached)), []


def _faults(row: Row, number: int, named: Mapping[str, str]) -> Iterator[Fault]:
    for part in ("node", "level", "title"):
        if not row[part]:
            remedy = f"Every node has its {named[part]}: write it."
            yield Fault("a node is not whole", remedy, number, named[part])
    if not WHOLE.fullmatch(row["level_number"]):
        remedy = "Write a whole number, 0 for the highest level."
        column = named["level_number"]
        yield Fault("not a level's number", remedy, number, column, row["level_number"][:80])


def _twice(rows: Sequence[Row], numbers: list[int], column: str) -> list[Fault]:
    first: dict[str, int] = {}
    found = []
    for number, row in zip(numbers, rows, strict=True):
        if row["node"] and first.setdefault(row["node"], number) != number:
            remedy = f"It stands in row {first[row['node']]} too: leave one out."
            found.append(Fault("a node is there twice", remedy, number, column, row["node"][:80]))
    return found


def _node(row: Row) -> Node:
    owner, origin = row.get("owner") or None, row.get("origin") or None
    number = int(float(row["level_number"]))
    return Node(row["node"], number, row["level"], row["title"], owner, origin)


def _codes(row: Row, part: str, separator: str) -> list[str]:
    return [code for one in row.get(part, "").split(separator) if (code := one.strip())]
