"""Cells of the grids: one an organisation or group in one column, with words for what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from components import charts, theme
from components.partnership import words
from components.partnership.subject import KINDS, in_lines
from components.records import Record, is_absent

# Where the shade of a score changes: the same in every round, so that grids can be compared.
STEPS = (40, 50, 60, 70)
REST = {"organisation": "Other organisations together", "respondent_group": "Other groups together"}
NUMBERS = ("lower_limit", "upper_limit", "answered", "invited", "difference", "difference_p")
Cell = dict[str, Any]


def cells(rows: Sequence[Record], column: Callable[[Record], str]) -> list[Cell]:
    """A heading and cells for each organisation and group, the rest of a kind last.

    `column` names the column that a row belongs to.
    """
    made: list[Cell] = []
    for base, kind in enumerate(KINDS, 1):
        mine = [row for row in rows if row["kind"] == kind]
        names = dict.fromkeys(named(row) for row in sorted(mine, key=_last))
        order = {name: 100 * base + place for place, name in enumerate(names, 1)}
        if mine:
            made.append(heading(kind, 100 * base, in_lines(column(mine[0]))))
        made += [cell(row, kind, named(row), order[named(row)], column(row)) for row in mine]
    return made


def _last(row: Record) -> tuple[bool, str]:
    return bool(row["is_residual"]), str(row["name"])


def named(row: Record) -> str:
    """Name of an organisation or group, or of those of its kind who are shown together."""
    return REST[row["kind"]] if is_absent(row["name"]) else row["name"]


def heading(kind: str, place: int, column: str) -> Cell:
    """The heading of a kind: a row of the grid without cells."""
    return {"name": f"{kind}|{charts.HEADING}{KINDS[kind]}", "place": place, "column": column}


def cell(row: Record, kind: str, called: str, place: int, column: str) -> Cell:
    """One cell; `kind` is empty for everyone's."""
    absent = words.SHORT.get(row["note"], words.HIDDEN) if is_absent(row["score"]) else None
    said = words.points(row["score"]) if absent is None else absent
    mark = theme.STANDINGS.get(row.get("stands_out", ""))
    standing = mark.word if mark else None
    return {
        "name": f"{kind}|{called}",
        "place": place,
        "column": in_lines(column),
        "column_name": column,
        "kind_name": KINDS.get(kind),
        "called": called,
        "value": row["score"],
        "words": absent,
        "sign": row["stands_out"] if mark and mark.colour != "neutral" else None,
        "spoken": f"{called}, {column}: {said}" + (f", {standing}" if standing else ""),
        "standing": standing,
        **{name: row.get(name) for name in NUMBERS},
    }


def lines_of(made: Sequence[Cell]) -> int:
    """The most lines that the name of a column has."""
    return max((cell["column"].count("\n") for cell in made), default=0) + 1
