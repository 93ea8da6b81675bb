"""Statements in numbers: the score and change of each, folded away until asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards
from components.answer import Answer
from components.partnership import words
from components.records import Record, is_absent

NONE = "–"
WHY = (
    "Limits and p are told only where every answer to a statement is shown: with them the answers "
    "that are not could be worked out. The marks follow the test all the same."
)


def numbers(items: Sequence[Record], answer: Answer, previous: str | None) -> None:
    """Score and change of each of these statements, in their order; rows as `item_scores`."""
    place = st.expander(
        "Every statement in numbers",
        icon=":material/table_rows:",
        key="numbers_open",
        on_change="rerun",
    )
    if place.open:
        with place:
            table, why = told(items, previous)
            if why:
                cards.quiet(why)
            cards.table(
                table,
                alt="Score, interval and change of each statement",
                name="partnership_statement_numbers",
                how=answer.how,
                height="content",
            )


def told(items: Sequence[Record], previous: str | None) -> tuple[pd.DataFrame, str]:
    """The numbers without columns that say nothing, and why some are not told."""
    table = pd.DataFrame([_numbers(row, previous) for row in items])
    silent = {"95% interval": NONE, "p, Holm": None}
    empty = [
        name
        for name, nothing in silent.items()
        if all(value == nothing or is_absent(value) for value in table[name].tolist())
    ]
    shown = [row for row in items if not is_absent(row["score"])]
    limits = any(is_absent(row["lower_limit"]) for row in shown)
    tests = any(is_absent(row["change_p"]) and not is_absent(row["change"]) for row in shown)
    return table.drop(columns=empty), WHY if limits or tests else ""


def _numbers(row: Record, previous: str | None) -> dict[str, Any]:
    is_hidden, has_limits = is_absent(row["score"]), not is_absent(row["lower_limit"])
    limits = f"{row['lower_limit']:.0f} to {row['upper_limit']:.0f}" if has_limits else NONE
    return {
        "Statement": row["text"],
        "Score": None if is_hidden else row["score"],
        "95% interval": limits,
        "Movement": words.moved(row, None),
        "Change": words.since(row, previous),
        "p, Holm": row["change_p"],
        "Between organisations": row["gap"],
        "Answered": row["answered"],
    }
