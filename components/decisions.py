"""What was decided, by whom, when and why: filters, the list and its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, files, tables
from components.choices import choice, choose
from components.decision_words import KINDS, NUMBERED, worded
from components.filters import row as filter_row
from components.records import records

# Without these a date more than ten years away is dropped from a link.
FIRST, LAST = date(1950, 1, 1), date(2150, 12, 31)


@dataclass(frozen=True)
class Chosen:
    """Which decisions to show; what is None leaves out nothing."""

    kind: str | None = None
    who: str | None = None
    indicator_id: str | None = None
    partner: str | None = None
    since: date | None = None
    until: date | None = None


def filters(decided: pd.DataFrame) -> Chosen:
    """The filters of the list, each in the URL; they offer what there is."""
    with filter_row():
        return Chosen(
            kind=choice("kind", "Decision", _present(KINDS, decided["kind"]), any_label="Any"),
            who=choice("who", "Person", _plain(decided["who"]), any_label="Anyone"),
            indicator_id=choice("indicator", "Indicator", _named(decided), any_label="Any"),
            partner=choice("partner", "Partner", _plain(decided["partner"]), any_label="Any"),
            since=_day("since", "From"),
            until=_day("until", "To"),
        )


def fitting(decided: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    """The decisions that a choice leaves, in their order."""
    kept = pd.Series(data=True, index=decided.index)
    for column in ("kind", "who", "indicator_id", "partner"):
        if (wanted := getattr(chosen, column)) is not None:
            kept &= decided[column] == wanted
    if chosen.since is not None:
        kept &= decided["decided_on"] >= pd.Timestamp(chosen.since)
    if chosen.until is not None:
        kept &= decided["decided_on"] <= pd.Timestamp(chosen.until)
    return decided[kept]


def listed(decided: pd.DataFrame, chosen: Chosen) -> None:
    """The decisions; choosing one opens its proposal, or the definitions that changed."""
    rows = fitting(decided, chosen)
    if rows.empty:
        cards.nothing("No decision fits this choice.", hint="Widen a filter to see more.")
        return
    shown = worded(rows)
    tables.choosing(
        shown,
        [_target(row) for row in records(rows)],
        name="decisions",
        picks=_opened,
        alt="Decisions, newest first; select one to see its proposal or the changed definitions",
        columns={"Date": st.column_config.DateColumn(format="D MMM YYYY")},
    )
    files.row(shown, name="decisions")


def _target(row: Mapping[str, Any]) -> str:
    """What a row opens: a proposal by its number, or a part of the page."""
    parts = {"definitions": "definitions", "role": "people", "document": "principles"}
    parts |= dict.fromkeys(NUMBERED, "audit")
    return f"proposal {row['subject']}" if row["kind"] not in parts else parts[row["kind"]]


def _opened(target: str) -> None:
    what, _, number = target.partition(" ")
    choose("proposal", number) if number else choose("part", what)


def _present(names: Mapping[str, str], codes: pd.Series) -> dict[str, str]:
    found = set(codes)
    return {code: name for code, name in names.items() if code in found}


def _named(decided: pd.DataFrame) -> dict[str, str]:
    known = decided.dropna(subset=["indicator_id"]).sort_values("indicator_name")
    return dict(zip(known["indicator_id"], known["indicator_name"], strict=True))


def _plain(values: pd.Series) -> dict[str, str]:
    return {value: value for value in sorted(set(values.dropna()))}


def _day(key: str, label: str) -> date | None:
    return st.date_input(
        label,
        value=None,
        min_value=FIRST,
        max_value=LAST,
        key=key,
        format="DD/MM/YYYY",
        width=140,
        bind="query-params",
    )
