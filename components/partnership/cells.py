"""Cells of the grids: one an organisation or group in one column, with words for what is hidden."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import charts, theme
from components.partnership import words
from components.partnership.subject import KINDS, in_lines
from components.records import Record, is_absent

# Where the shade of a score changes: the same in every round, so that grids can be compared.
STEPS = (40, 50, 60, 70)
REST = {"organisation": "Other organisations", "respondent_group": "Other groups"}
NUMBERS = ("lower_limit", "upper_limit", "answered", "invited", "difference", "difference_p")
Cell = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    """Cells as a grid draws them: its rows, the tables beside them, and how long headings are."""

    rows: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    lines: int
    letters: int

    @property
    def heads(self) -> dict[str, Any]:
        """The most lines and letters that a column's name has, as a grid takes them."""
        return {"lines": self.lines, "letters": self.letters}


def cells(rows: Sequence[Record], column: Callable[[Record], str]) -> list[Cell]:
    """Cells for each organisation and group, kind by kind, the rest of a kind last.

    `column` names the column that a row belongs to.
    """
    made: list[Cell] = []
    for base, kind in enumerate(KINDS, 1):
        mine = [row for row in rows if row["kind"] == kind]
        names = dict.fromkeys(named(row) for row in sorted(mine, key=_last))
        order = {name: 100 * base + place for place, name in enumerate(names, 1)}
        made += [cell(row, kind, named(row), order[named(row)], column(row)) for row in mine]
    return made


def _last(row: Record) -> tuple[bool, str]:
    return bool(row["is_residual"]), str(row["name"])


def named(row: Record) -> str:
    """Name of an organisation or group, or of those of its kind who are shown together."""
    return REST[row["kind"]] if is_absent(row["name"]) else row["name"]


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


def sheet(made: Sequence[Cell]) -> Sheet:
    """These cells as a grid draws them, with a heading before the first row of each kind."""
    first: dict[str, int] = {}
    for one in made:
        kind, _, _ = one["name"].partition("|")
        if kind in KINDS:
            first[kind] = min(one["place"], first.get(kind, one["place"]))
    headings = [
        {"name": f"{kind}|{charts.HEADING}{KINDS[kind]}", "place": place - 0.5}
        for kind, place in first.items()
    ]
    return Sheet(
        pd.DataFrame(made),
        {charts.HEADINGS: pd.DataFrame(headings, columns=["name", "place"])},
        max((one["column"].count("\n") for one in made), default=0) + 1,
        max((len(one["column"]) for one in made), default=0),
    )
