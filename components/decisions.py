"""What was decided, by whom, when and why; filters, the list and its files; changed definitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, files, sentences, tables
from components.choices import choice, choose
from components.filters import row as filter_row

KINDS = {
    "approved": "Target approved",
    "rejected": "Proposal rejected",
    "withdrawn": "Proposal withdrawn",
    "claim_approved": "Claim approved",
    "claim_rejected": "Claim rejected",
    "claim_withdrawn": "Claim withdrawn",
    "thread_approved": "Thread changed",
    "thread_rejected": "Edit of the thread rejected",
    "thread_withdrawn": "Edit of the thread withdrawn",
    "record_approved": "Record chosen",
    "record_rejected": "Choice of a record rejected",
    "record_withdrawn": "Choice of a record withdrawn",
    "definitions": "Definition changed",
    "document": "Principles changed",
    "role": "Role given",
}
VERSIONED = tuple(kind for kind in KINDS if kind.startswith(("claim_", "thread_", "record_")))
# Without these a date more than ten years away is dropped from a link.
FIRST, LAST = date(1950, 1, 1), date(2150, 12, 31)
ROLES = {"viewer": "viewer", "working_group": "working group", "approver": "approver"}
COLUMNS = {
    "decided_on": "Date",
    "kind": "Decision",
    "what": "What",
    "who": "Who",
    "why": "Why",
    "indicator_name": "Indicator",
    "area_name": "Area",
    "partner": "Partner",
}
CELLS = {
    "published_on": "Published",
    "version": "Data version",
    "table": "Table",
    "kind": "Change",
    "row": "Row",
    "indicator_name": "Indicator",
    "column": "Column",
    "before": "Before",
    "after": "After",
    "who": "Who",
    "why": "Why",
}


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
        [_target(row) for row in rows.to_dict("records")],
        name="decisions",
        picks=_opened,
        alt="Decisions, newest first; select one to see its proposal or the changed definitions",
        columns={"Date": st.column_config.DateColumn(format="D MMM YYYY")},
    )
    files.row(shown, name="decisions")


def worded(rows: pd.DataFrame) -> pd.DataFrame:
    """Decisions as a reader has them."""
    named = rows.assign(
        what=[_what(row) for row in rows.to_dict("records")], kind=rows["kind"].map(KINDS)
    )
    return _filled(named[list(COLUMNS)]).rename(columns=COLUMNS)


def definitions(cells: pd.DataFrame, problems: Iterable[str]) -> None:
    """Every cell of a definition that a release changed."""
    for problem in problems:
        cards.nothing(problem)
    if cells.empty:
        cards.nothing(
            "No definition has changed since the first release.",
            hint="A change of an indicator's unit, polarity or source would be listed here.",
        )
        return
    shown = _filled(cells[list(CELLS)]).rename(columns=CELLS)
    for column in ("Table", "Change", "Column"):
        shown[column] = shown[column].map(sentences.capital)
    st.dataframe(
        shown,
        hide_index=True,
        column_config={"Published": st.column_config.DateColumn(format="D MMM YYYY")},
        alt="Changed definitions, newest release first: what was before and after, who and why",
    )
    files.row(shown, name="definitions")


def _filled(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with what is not known left empty, where a grid would show None."""
    filled = rows.copy()
    for column in filled.columns[rows.isna().any()]:
        filled[column] = rows[column].astype(object).where(rows[column].notna(), "")
    return filled


def _what(row: Mapping[str, Any]) -> str:
    subject, detail = row["subject"], row["detail"]
    if row["kind"] == "definitions":
        counts = ", ".join(f"{count:,} {kind}" for kind, count in detail.items())
        return f"{sentences.capital(subject)}: {counts}"
    if row["kind"] == "role":
        return f"{subject}: {ROLES[detail]}"
    if row["kind"] == "document" or row["kind"] in VERSIONED:
        return f"{subject}, version {detail}"
    became = "" if pd.isna(detail) else f", version {detail} of the rule"
    return f"Proposal {subject}{became}"


def _target(row: Mapping[str, Any]) -> str:
    """What a row opens: a proposal by its number, or a part of the page."""
    parts = {"definitions": "definitions", "role": "people", "document": "principles"}
    parts |= dict.fromkeys(VERSIONED, "audit")
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
