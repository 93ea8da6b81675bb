"""Guide: what to write into each column of a file of responses, in words for whoever fills it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

import pyarrow as pa

from data.importing.rounds.recipe import Answers, RoundRecipe

Line = tuple[str, str, str]
HEADING: Line = ("Column", "What to write", "For example")
PARTS: Mapping[str, tuple[str, str]] = {
    "round": ("What the round is called in short; the same in every row of the round.", "2009"),
    "title": ("Its title as readers see it; left empty, the short name serves.", "Autumn 2009"),
    "opens": (
        "The first day on which people could answer, as year-month-day or day/month/year; the "
        "same in every row.",
        "2009-11-01 or 01/11/2009",
    ),
    "closes": (
        "The last day, written likewise. A round is imported only when it is over.",
        "2009-11-30 or 30/11/2009",
    ),
    "organisation": (
        "Whom the person answered for, always spelt alike. An organisation of which nobody "
        "answered has one row without answers, so that its response rate is told.",
        "Council",
    ),
    "group": ("The person's group, always spelt alike.", "Board"),
    "invited": (
        "How many people of this organisation and group were asked, whether they answered or "
        "not; once is enough.",
        "12",
    ),
}
COMMENT = "What the person wrote on this part, without anybody's name; empty where nothing."


def guide(recipe: RoundRecipe, items: pa.Table) -> list[Line]:
    """One line a column or stretch of columns: its name, what to write there, and an example.

    `items` are those of its questionnaire, in the order asked.
    """
    asked = recipe.questionnaire
    lines = [(column, *PARTS[part]) for part, column in asked.columns.named.items()]
    lines += _of_answers(items, asked.answers)
    if asked.columns.comment:
        lines.append((f"{asked.columns.comment} …", COMMENT, "Meetings start on time."))
    return [*lines, ("Small groups", small_groups(recipe), "")]


def small_groups(recipe: RoundRecipe) -> str:
    """How few people are never shown of a round that this recipe reads."""
    asked = recipe.questionnaire
    return (
        f"Groups of fewer than {asked.minimum_group} people are never shown, nor an answer that "
        f"fewer than {asked.smallest_count} gave: minimum_group and smallest_count of the recipe."
    )


def answers(form: Answers) -> str:
    """What an answer may be beside a number of its scale."""
    words = [f"{label} ({number})" for label, number in form.labels.items()]
    said = f" Or in words: {', '.join(words)}." if words else ""
    if form.not_applicable:
        said += f" Where the statement does not apply: {_first(form.not_applicable)}."
    if shown := [text for text in form.missing if text]:
        return f"{said} Where nothing was answered: empty, or {' or '.join(shown)}."
    return f"{said} Where nothing was answered: empty."


def _of_answers(items: pa.Table, form: Answers) -> Iterator[Line]:
    """A line for each stretch of statements on the same scale."""
    rows = items.to_pylist()
    for (lowest, highest), stretch in groupby(
        rows, lambda row: (row["scale_minimum"], row["scale_maximum"])
    ):
        ids = [row["item_id"] for row in stretch]
        name = ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"
        said = (
            f"The answer to that statement, a whole number from {lowest} to {highest}, where "
            f"{highest} agrees most. Statements that are put negatively are written down as they "
            "were answered; they are turned later."
        )
        yield name, said + answers(form), str(highest - 1)


def _first(texts: tuple[str, ...]) -> str:
    """The texts that differ in more than capital letters."""
    return " or ".join(dict.fromkeys(text.lower() for text in texts))
