"""What is chosen on Partnership working: the round, the question, the order of statements."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.choices import address, choice
from components.records import records

SORTS = {
    "unfavourable": "Most unfavourable",
    "change": "Largest change",
    "gap": "Largest gap between organisations",
    "asked": "Order asked",
}


def main(offered: pd.DataFrame, named: str | None) -> str | None:
    """The workspace's main questionnaire if it has a round, else that of the newest round, or None.

    Rows as `questionnaires`.
    """
    codes = [row["questionnaire_id"] for row in records(offered)]
    return named if named in codes else next(iter(codes), None)


def questionnaire(offered: pd.DataFrame, named: str | None) -> str | None:
    """Chosen questionnaire_id; a filter only where there are several."""
    codes = [row["questionnaire_id"] for row in records(offered)]
    start = main(offered, named)
    if len(codes) < 2:  # noqa: PLR2004 - one leaves nothing to choose
        return start
    names = {code: code.replace("_", " ").capitalize() for code in codes}
    return choice("questionnaire", "Questionnaire", names, default=start)


def round_of(rounds: pd.DataFrame) -> str:
    """Chosen round_id, the newest unless told otherwise; rows as `rounds`, oldest first."""
    titles = {row["round_id"]: row["title"] for row in records(rounds)}
    newest_first = dict(reversed(titles.items()))
    newest = next(iter(newest_first), "")
    # The address says which round, so that a link shows the same when there is a newer one.
    address("round", newest, titles.get(newest, ""))
    return choice("round", "Round", newest_first, any_label="The newest") or newest


def dimension(scores: pd.DataFrame, round_id: str) -> str | None:
    """Chosen dimension of those that the round asks, or None for all; as `dimension_scores`."""
    asked = [row["dimension"] for row in records(scores) if row["round_id"] == round_id]
    return choice(
        "dimension",
        "Question",
        {name: name for name in asked},
        any_label="All questions",
        width=260,
    )


def sort() -> str:
    """Chosen order of statements, one of SORTS."""
    return choice("sort", "Statements by", SORTS, width=270) or "unfavourable"


def finite() -> bool:
    """Whether those invited count as all there are, which narrows the intervals."""
    return st.toggle(
        "Finite population correction",
        key="finite",
        help="Those invited are taken for the whole population, so that intervals narrow as more "
        "of them answer.",
        bind="query-params",
    )
