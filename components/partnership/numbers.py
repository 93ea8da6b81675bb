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
            cards.table(
                pd.DataFrame([_numbers(row, previous) for row in items]),
                alt="Score, interval and change of each statement",
                name="partnership_statement_numbers",
                how=answer.how,
                height="content",
            )


def _numbers(row: Record, previous: str | None) -> dict[str, Any]:
    is_hidden, has_limits = is_absent(row["score"]), not is_absent(row["lower_limit"])
    limits = f"{row['lower_limit']:.0f} to {row['upper_limit']:.0f}" if has_limits else "–"
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
