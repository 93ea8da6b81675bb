"""Organisations and groups of people: a grid over all questions, or their standing on one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components import charts, theme
from components.answer import Answer
from components.partnership import words
from components.partnership.subject import KINDS, Subject, card, in_lines
from components.records import Record, is_absent, records

# Where the shade changes: the same in every round, so that grids can be compared.
STEPS = (40, 50, 60, 70)
NOBODY = "No organisation or group differs from everyone else by more than chance explains."
REST = {"organisation": "Other organisations together", "respondent_group": "Other groups together"}
COLUMNS = {
    "kind_name": "Kind",
    "called": "Who",
    "column_name": "Question",
    "value": "Score",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "answered": "Answered",
    "invited": "Invited",
    "difference": "Difference from everyone else",
    "difference_p": "p, Holm",
    "standing": "Against everyone else",
    "words": "Note",
}


def grid(subject: Subject, groups: Answer) -> None:
    """Scores of every organisation and group on every question; rows as `group_scores`."""
    rows = records(groups.rows)
    whole = [_whole(row) for row in subject.now]
    cells = [*whole, *_cells(rows)]
    card(
        subject,
        charts.grid(STEPS, lines=max(cell["column"].count("\n") for cell in whole) + 1),
        pd.DataFrame(cells),
        "grid",
        title="Who scores what",
        alt=f"Grid of scores by organisation and question. {standing_out(rows)}",
        told=(standing_out(rows), told_of(rows, subject)),
        how=groups.how,
        columns=COLUMNS,
        method="questionnaire_scores",
    )


def _whole(row: Record) -> dict[str, Any]:
    """Everyone's cell, at the head of the grid."""
    return _cell(
        {**row, "invited": None, "difference": None, "difference_p": None}, "", "Everyone", 0
    )


def _cells(rows: Sequence[Record]) -> list[dict[str, Any]]:
    """A heading and a row of cells for each organisation and group, the rest of a kind last."""
    cells: list[dict[str, Any]] = []
    for base, kind in enumerate(KINDS, 1):
        mine = [row for row in rows if row["kind"] == kind]
        names = dict.fromkeys(named(row) for row in sorted(mine, key=_last))
        order = {name: 100 * base + place for place, name in enumerate(names, 1)}
        if mine:
            cells.append(_heading(kind, 100 * base, in_lines(mine[0]["dimension"])))
        cells += [_cell(row, kind, named(row), order[named(row)]) for row in mine]
    return cells


def _last(row: Record) -> tuple[bool, str]:
    return bool(row["is_residual"]), str(row["name"])


def named(row: Record) -> str:
    """Name of an organisation or group, or of those of its kind who are shown together."""
    return REST[row["kind"]] if is_absent(row["name"]) else row["name"]


def _heading(kind: str, place: int, column: str) -> dict[str, Any]:
    return {"name": f"{kind}|{charts.HEADING}{KINDS[kind]}", "place": place, "column": column}


def _cell(row: Record, kind: str, called: str, place: int) -> dict[str, Any]:
    absent = None
    if is_absent(row["score"]):
        absent = words.SHORT.get(row["note"], words.HIDDEN)
    said = words.points(row["score"]) if absent is None else absent
    mark = theme.STANDINGS.get(row.get("stands_out"))
    standing = mark.word if mark else None
    return {
        "name": f"{kind}|{called}",
        "place": place,
        "column": in_lines(row["dimension"]),
        "column_name": row["dimension"],
        "kind_name": KINDS.get(kind),
        "called": called,
        "value": row["score"],
        "words": absent,
        "sign": row.get("stands_out") if mark and mark.colour != "neutral" else None,
        "spoken": f"{called}, {row['dimension']}: {said}" + (f", {standing}" if standing else ""),
        "standing": standing,
        **{name: row[name] for name in ("lower_limit", "upper_limit", "answered", "invited")},
        **{name: row[name] for name in ("difference", "difference_p")},
    }


def standing_out(rows: Sequence[Record]) -> str:
    """Who stands out from everyone else on what, as a sentence."""
    clauses = []
    for side in ("below", "above"):
        found: dict[str, list[str]] = {}
        for row in rows:
            if row["stands_out"] == side:
                found.setdefault(named(row), []).append(row["dimension"])
        clauses += [
            f"{name} scores {side} everyone else on {words.listed(dimensions)}"
            for name, dimensions in found.items()
        ]
    return "; ".join(clauses) + "." if clauses else NOBODY


def apart(rows: Sequence[Record]) -> str:
    """Who stands out from everyone else on one question, as a sentence."""
    sides = {
        side: [named(row) for row in rows if row["stands_out"] == side]
        for side in ("below", "above")
    }
    clauses = [f"{side}: {words.listed(who)}" for side, who in sides.items() if who]
    return f"Against everyone else, {'; '.join(clauses)}." if clauses else NOBODY


def told_of(rows: Sequence[Record], subject: Subject) -> str:
    """What is not shown, and why; how a difference is tested."""
    said = ["▲ and ▼: above and below everyone else, at 95%."]
    few = dict.fromkeys(row["name"] for row in rows if _is_hidden(row))
    if few:
        said.append(
            f"Fewer than {subject.round['minimum_group']} answers, or too easily worked out from "
            f"others: {words.listed(list(few))}."
        )
    held = dict.fromkeys(row["dimension"] for row in rows if row["note"] == "held_back")
    if held:
        said.append(
            f"Groups of people are held back on {words.listed(list(held))}, because "
            "with the organisations they would give single answers away."
        )
    return " ".join(said)


def _is_hidden(row: Record) -> bool:
    return row["note"] == "too_few" and not is_absent(row["name"])


def standings(subject: Subject, groups: Answer) -> None:
    """Organisations and groups against everyone, on the question in sight."""
    rows = records(subject.of_dimension(groups.rows))
    told = apart(rows)
    everyone = subject.score["score"]
    drawn = [
        {**cell, "stands_out": cell.get("sign"), "parent_value": everyone} for cell in _cells(rows)
    ]
    card(
        subject,
        charts.standings("Score, from 0 to 100"),
        pd.DataFrame(drawn),
        "standings",
        title="Organisations and groups against everyone",
        alt=f"Dots with 95% intervals by organisation and group. {told}",
        told=(told, told_of(rows, subject)),
        how=groups.how,
        columns=COLUMNS,
        method="small_groups",
    )
