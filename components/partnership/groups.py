"""Organisations and groups of people: a grid over all questions, or their standing on one."""

from __future__ import annotations

from collections.abc import Sequence

from components import charts
from components.answer import Answer
from components.kept import once
from components.partnership import words
from components.partnership.cells import STEPS, Sheet, cell, cells, named, sheet
from components.partnership.subject import Subject, card
from components.records import Record, is_absent, recorded

NOBODY = "No organisation or group differs from everyone else by more than chance explains."
Told = tuple[str, str]
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
    drawn, told = _grid(subject, groups)
    card(
        subject,
        charts.grid(STEPS, **drawn.heads),
        drawn.rows,
        "grid",
        tables=drawn.tables,
        title="Who scores what",
        alt=f"Grid of scores by organisation and question. {told[0]}",
        told=told,
        how=groups.how,
        columns=COLUMNS,
        method="questionnaire_scores",
    )


@once
def _grid(subject: Subject, groups: Answer) -> tuple[Sheet, Told]:
    """The cells, and what they say."""
    rows = recorded(groups)
    everyone = [cell(row, "", "Everyone", 0, row["dimension"]) for row in subject.now]
    told = standing_out(rows), told_of(rows, subject)
    return sheet([*everyone, *cells(rows, _dimension)]), told


def _dimension(row: Record) -> str:
    return row["dimension"]


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
    """What the marks mean, and what is not shown."""
    marks = "▲ and ▼: above and below everyone else, at 95%."
    return " ".join([marks, *hidden_told(rows, subject)])


def hidden_told(rows: Sequence[Record], subject: Subject) -> list[str]:
    """Who is not shown, and why, in sentences."""
    said = []
    few = dict.fromkeys(row["name"] for row in rows if _is_hidden(row))
    if few:
        said.append(
            f"Fewer than {subject.round['minimum_group']} answers, or too easily worked out from "
            f"others: {words.listed(list(few))}."
        )
    held = dict.fromkeys(
        row.get("dimension", subject.dimension) for row in rows if row["note"] == "held_back"
    )
    if held:
        said.append(
            f"Groups of people are held back on {words.listed(list(held))}, because with the "
            "organisations they would give single answers away."
        )
    return said


def _is_hidden(row: Record) -> bool:
    return row["note"] == "too_few" and not is_absent(row["name"])


def standings(subject: Subject, groups: Answer) -> None:
    """Organisations and groups against everyone, on the question in sight."""
    dots, told = _standings(subject, groups)
    card(
        subject,
        charts.standings("Score, from 0 to 100"),
        dots.rows,
        "standings",
        tables=dots.tables,
        title="Organisations and groups against everyone",
        alt=f"Dots with 95% intervals by organisation and group. {told[0]}",
        told=told,
        how=groups.how,
        columns=COLUMNS,
        method="small_groups",
    )


@once
def _standings(subject: Subject, groups: Answer) -> tuple[Sheet, Told]:
    """A dot an organisation or group, and what they say."""
    rows, everyone = subject.of_dimension(groups), subject.score["score"]
    dots = [
        {**one, "stands_out": one.get("sign"), "parent_value": everyone}
        for one in cells(rows, _dimension)
    ]
    return sheet(dots), (apart(rows), told_of(rows, subject))


def by_statement(subject: Subject, items: Answer, groups: Answer) -> None:
    """Every statement of the question in sight by organisation and group.

    Rows as `item_scores` and `item_group_scores`.
    """
    drawn, told = _by_statement(subject, items, groups)
    card(
        subject,
        charts.grid(STEPS, **drawn.heads),
        drawn.rows,
        "item_groups",
        tables=drawn.tables,
        title="Statements by organisation",
        alt="Grid of scores by organisation and statement; its numbers are in the table",
        told=("", told),
        how=groups.how,
        columns={**COLUMNS, "column_name": "Statement"},
        method="small_groups",
    )


@once
def _by_statement(subject: Subject, items: Answer, groups: Answer) -> tuple[Sheet, str]:
    """The cells, and what is not shown."""
    texts = {row["item_id"]: headed(row) for row in recorded(items)}
    rows = recorded(groups)
    drawn = cells(rows, lambda row: texts[row["item_id"]])
    is_turned = any(row["is_negative"] for row in subject.of_dimension(items))
    turned = [words.TURNED] if is_turned else []
    return sheet(drawn), " ".join([*turned, *hidden_told(rows, subject)])


def headed(item: Record) -> str:
    """A statement as the head of a column, with its mark where it is turned round."""
    return f"⟲ {item['text']}" if item["is_negative"] else item["text"]
