"""Statements of the questionnaire: how people answered each, and which moved."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from components import cards, charts
from components.answer import Answer
from components.kept import once
from components.partnership import words
from components.partnership.numbers import numbers
from components.partnership.subject import Subject, card
from components.records import Record, is_absent, recorded

LINE, LINES = 50, 2
ALL = 100
# How each order of choices.SORTS ranks a statement: the smallest comes first.
ORDERS: dict[str, Callable[[Record], float]] = {
    "unfavourable": lambda row: row["score"],
    "change": lambda row: -abs(row["change"]),
    "gap": lambda row: -row["gap"],
    "asked": lambda row: row["position"],
}
NEEDED = {"unfavourable": "score", "change": "change", "gap": "gap", "asked": "position"}
COLUMNS = {
    "text": "Statement",
    "is_negative": "Reversed",
    "answer": "Answer",
    "answers": "People",
    "percentage": "Share, %",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "hidden": "Note",
}


def answered(subject: Subject, items: Answer, categories: Answer, sort: str) -> None:
    """How people answered each statement of the question in sight, favourable to the right.

    Rows as `item_scores` and `item_categories`; `sort` is one of choices.SORTS.
    """
    mine = ordered(subject.of_dimension(items), sort)
    if not mine:
        cards.nothing("No statement of this question has enough answers to show.")
        return
    places = {row["item_id"]: place for place, row in enumerate(mine)}
    bars = _answers(subject, items, categories)
    is_merged = bool({*bars.get("tone", ())} & {*charts.TOGETHER})
    card(
        subject,
        charts.statements(is_merged=is_merged),
        bars.assign(place=[places[item_id] for item_id in bars["item_id"].tolist()]),
        "statements",
        title="What people said",
        alt=f"Bars of answers to each statement. {_spoken(mine)}",
        told=(moved_told(mine, subject.previous), _marks(mine, is_merged=is_merged)),
        how=categories.how,
        columns=COLUMNS,
        method="questionnaire_scores",
    )
    numbers(mine, items, subject.previous)


@once
def _answers(subject: Subject, items: Answer, categories: Answer) -> pd.DataFrame:
    """A bar an answer to each statement of the question in sight."""
    given: dict[str, list[Record]] = {}
    for row in recorded(categories):
        given.setdefault(row["item_id"], []).append(row)
    mine = subject.of_dimension(items)
    return pd.DataFrame([bar for row in mine for bar in _bars(row, given.get(row["item_id"], []))])


def ordered(items: Sequence[Record], sort: str) -> list[Record]:
    """The statements in one of the orders; those that cannot be ranked come last, as asked."""
    column, rank = NEEDED[sort], ORDERS[sort]
    ranked = [row for row in items if not is_absent(row[column])]
    others = [row for row in items if is_absent(row[column])]
    return [*sorted(ranked, key=rank), *sorted(others, key=ORDERS["asked"])]


def _bars(item: Record, given: Sequence[Record]) -> list[dict[str, Any]]:
    """One row an answer that is shown, or one without any; the first carries the words."""
    shown = [row for row in given if not is_absent(row["percentage"])]
    placed = [row for row in shown if not is_absent(row["category_position"])]
    placed.sort(key=lambda row: row["category_position"])
    widest = max((abs(row["category_position"] or 0) for row in given), default=0)
    start = -sum(_left_of_middle(row) for row in placed)
    bars: list[dict[str, Any]] = []
    for row in placed:
        bar = {**_answer(row, widest), "from": start, "to": start + row["percentage"]}
        start = bar["to"]
        bars.append({**_named(item), **bar})
    missing = ALL - sum(row["percentage"] for row in placed)
    bars = bars or [_named(item)]
    is_together = any(bar.get("tone") in charts.TOGETHER for bar in bars)
    missing = missing if len(placed) < len(given) or not placed else 0
    bars[0] |= _words(item, missing, is_together=is_together)
    return bars


def _left_of_middle(row: Record) -> float:
    side = row["category_position"]
    return row["percentage"] * (1 if side < 0 else 0.5 if side == 0 else 0)


def _named(item: Record) -> dict[str, Any]:
    named = {name: item[name] for name in ("item_id", "text", "is_negative")}
    return {**named, "line": "", "line_1": "", "line_2": "", "words": ""}


def _answer(row: Record, widest: float) -> dict[str, Any]:
    side = row["category_position"]
    tone = "middle" if side == 0 else "favourable" if side > 0 else "unfavourable"
    is_together = not str(row["label"]).isdigit()
    if is_together and side:
        tone = f"all_{tone}"
    elif widest > 1 and abs(side) == widest:
        tone = f"most_{tone}"
    _, told = (charts.TONES | charts.TOGETHER)[tone]
    answer = told if is_together else f"{told} ({row['category']:.0f})"
    numbers = ("answers", "percentage", "lower_limit", "upper_limit")
    return {"tone": tone, "answer": answer, **{name: row[name] for name in numbers}} | {
        "spoken": f"{answer}: {row['percentage']:.0f}%"
    }


def _words(item: Record, missing: float, *, is_together: bool) -> dict[str, Any]:
    """The statement in two lines, its score and how it moved, and what is not shown."""
    lines = textwrap.wrap(item["text"], LINE, max_lines=LINES, placeholder=" …")
    said = ["⟲"] if item["is_negative"] else []
    hidden = None
    if is_absent(item["score"]):
        hidden = words.NOTES.get(item["note"], words.HIDDEN)
        said.append(hidden)
    else:
        if is_together:
            hidden = "put together"
        elif missing > 0:
            hidden = "answers not shown" if missing >= ALL else f"{missing:.0f}% not shown"
        score = words.points(item["score"])
        said.append(f"{hidden}, score {score}" if hidden else score)
    mark = words.mark(item)
    if mark and item["movement"] in words.MOVED:
        said.append(f"{mark.glyph} {words.signed(item['change'])}")
    return {
        "line": item["text"],
        "line_1": lines[0],
        "line_2": " ".join(lines[1:]),
        "words": "  ".join(said),
        "hidden": hidden,
    }


def moved_told(items: Sequence[Record], previous: str | None) -> str:
    """Which statements moved since the round before, as a sentence."""
    if previous is None:
        return "There is no earlier round to compare these statements with."
    if all(is_absent(row["movement"]) for row in items):
        return f"No statement can be compared with {previous}."
    counts = {word: sum(row["movement"] == word for row in items) for word in words.MOVED}
    moved = [f"{count} {word}" for word, count in counts.items() if count]
    if not moved:
        return f"No statement changed by more than chance explains since {previous}."
    return f"Since {previous}, of {len(items)} statements {words.listed(moved)}."


def _marks(items: Sequence[Record], *, is_merged: bool) -> str:
    said = "At the right: the statement's score, and its change where it is clear."
    if is_merged:
        said += (
            " Put together: all favourable answers are one bar and all unfavourable ones another, "
            "so that what a few people answered cannot be told."
        )
    if any(row["is_negative"] for row in items):
        said += f" {words.TURNED}"
    return said


def _spoken(items: Sequence[Record]) -> str:
    return " ".join(f"{row['text']} {_score(row)}." for row in items)


def _score(row: Record) -> str:
    return "not shown" if is_absent(row["score"]) else f"scores {words.points(row['score'])}"
