"""Why a status is what it is, to be asked wherever a status shows, without leaving the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, why_words
from components.judging import Judging
from components.kept import once
from components.words import plain_text

CHANGES = "pages/working_group/changes.py"
QUESTION = "Why this status?"
Row = Mapping[str, Any]


def asked(rows: pd.DataFrame, judged: Judging, *, name: str, by: str, label: str) -> None:
    """A popover in which the status of any row is explained without leaving the page.

    `by` is the column that names a row and `label` what it names; the index tells rows apart.
    `name` is unique on the page.
    Closed it is empty, so that explanations cost nothing until asked for.
    """
    if rows.empty:
        return
    popover = st.popover(
        QUESTION, type="tertiary", icon=":material/help:", key=f"why_{name}", on_change="rerun"
    )
    if popover.open:
        with popover:
            _explained(_chosen(rows, name, by, label), judged)
            cards.about("status", "How a status is given")


@once
def told_apart(rows: pd.DataFrame, code: str) -> pd.DataFrame:
    """The rows with their codes as index."""
    return rows.set_index(code, drop=False)


def of_periods(row: Row, results: pd.DataFrame, judged: Judging) -> None:
    """An expander that explains the status of an indicator in one area, in any of its periods.

    `row` as `indicator_result`, the latest; `results` as `indicator_signals`.
    """
    expander = st.expander(QUESTION, icon=":material/help:", key="why_case", on_change="rerun")
    if not expander.open:
        return
    periods = results.assign(unit=row["unit"], decimals=row["decimals"])[::-1]
    with expander:
        if periods.empty:
            _explained(row, judged)
        else:
            ends = periods["period_end"].tolist()
            latest = ends.index(row["period_end"]) if row["period_end"] in ends else 0
            name = f"{row['indicator_id']}_{row['area_name']}"
            _explained(_chosen(periods, name, "period_label", "Period", latest), judged)


def _chosen(rows: pd.DataFrame, name: str, by: str, label: str, start: int = 0) -> Row:
    """One of the rows, by a choice where there are several."""
    key, codes = f"why_{name}_of", rows.index.tolist()
    if st.session_state.get(key) not in codes:
        st.session_state.pop(key, None)
    code = codes[0]
    if len(codes) > 1:
        names = dict(zip(codes, rows[by].tolist(), strict=True))
        code = st.selectbox(label, codes, index=start, format_func=names.__getitem__, key=key)
    return {str(column): value for column, value in rows.loc[code].items()}


def _explained(row: Row, judged: Judging) -> None:
    cards.status_badge(row["status"])
    st.markdown(plain_text(why_words.rule(row)))
    cards.definition(why_words.facts(row, judged))
    if pd.notna(row.get("proposal_id")):
        number = str(row["proposal_id"])
        cards.link(CHANGES, f"See proposal {number}", proposal=number)
