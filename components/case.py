"""The case of one indicator in one area: its trend, its counts, and whom it differs for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, improvement, judging, quantities, sentences, theme, why
from components.answer import Answer
from components.kept import once
from components.records import has_any, is_absent, records

TREND_COLUMNS = {
    "series": "Area",
    "period_label": "Period",
    "value": "Value",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "value_note": "Note",
}
BREAKDOWN_COLUMNS = {
    "breakdown_type": "Split by",
    "breakdown": "Group",
    "period_label": "Period",
    "value": "Value",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "total_value": "Everyone",
    "value_note": "Note",
}


def heading(row: Mapping[str, Any], results: pd.DataFrame, judged: judging.Judging) -> None:
    """What happened to the indicator, how we know, its marks, and why its status is what it is.

    `row` as `indicator_result`, `results` as `indicator_signals`.
    """
    happened, known = sentences.result(row)
    cards.headline(happened, judging.joined(known, judged))
    with st.container(horizontal=True, gap="small"):
        cards.status_badge(row["status"])
        cards.movement_badge(row["movement"])
        cards.mark_badge(theme.variation_mark(row["variation"], is_trial=row["is_trial"]))
        cards.mark_badge(theme.assurance_mark(row["assurance"], is_trial=row["is_trial"]))
        st.badge(sentences.FRESHNESS.get(row["freshness"], ""), color="gray")
        cards.about("status", "How a status is given")
        cards.about("movement", "How a change is told from chance")
    why.of_periods(row, results, judged)


def over_time(row: Mapping[str, Any], trend: Answer, *, source: str, as_at: str) -> None:
    """The indicator beside its comparators, and what its own values were made of."""
    made = {"source": source, "as_at": as_at}
    beside_others(row, trend, **made)
    counts(row, trend, **made)


def beside_others(row: Mapping[str, Any], trend: Answer, *, source: str, as_at: str) -> None:
    """The indicator over time beside its comparators, where any has a value."""
    series = trend.rows
    others = [row for row in records(series) if row["role"] != "this"]
    if all(is_absent(row["value"]) for row in others):
        return
    names = ", ".join(dict.fromkeys(row["series"] for row in others))
    drawn = charts.trend(
        row["unit"],
        decimals=int(row["decimals"]),
        has_limits=has_any(series, "lower_limit"),
        has_target=False,
    )
    cards.chart_with_data(
        drawn,
        series,
        title="Over time, beside others",
        alt=f"Line chart of {row['name']} ({row['unit']}) in {row['area_name']} beside {names}.",
        name=f"{row['indicator_id']}_trend",
        source=source,
        as_at=as_at,
        how=trend.how,
        method="intervals",
        columns=TREND_COLUMNS,
    )


def counts(row: Mapping[str, Any], trend: Answer, *, source: str, as_at: str) -> None:
    """Numerator and denominator of the area's own series, where the source gives them."""
    own = _counted(trend.rows)
    if own.empty:
        return
    cards.chart_with_data(
        charts.numerator_denominator(
            _worded(row["numerator_words"], "Numerator"),
            _worded(row["denominator_words"], "Denominator"),
        ),
        own,
        title="What stands behind it",
        alt=f"Two panels: numerator and denominator of {row['name']} by period.",
        name=f"{row['indicator_id']}_counts",
        source=source,
        as_at=as_at,
        how=trend.how,
        columns=TREND_COLUMNS,
    )


@once
def _counted(series: pd.DataFrame) -> pd.DataFrame:
    return series[(series["role"] == "this") & series["numerator"].notna()]


def breakdowns(row: Mapping[str, Any], groups: Answer, *, source: str, as_at: str) -> None:
    """How groups of people differ from everyone, one chart a kind of split."""
    for kind, split in _splits(groups.rows):
        cards.chart_with_data(
            charts.breakdown(
                row["unit"],
                decimals=int(row["decimals"]),
                has_limits=has_any(split, "lower_limit"),
            ),
            split,
            title=f"By {sentences.capital(kind).lower()}, {split['period_label'].iloc[0]}",
            alt=f"Dot plot by {sentences.capital(kind).lower()}. {_gap(split, row)}",
            name=f"{row['indicator_id']}_{kind}",
            source=source,
            as_at=as_at,
            how=groups.how,
            method="intervals",
            columns=BREAKDOWN_COLUMNS,
        )


@once
def _splits(groups: pd.DataFrame) -> list[tuple[Any, pd.DataFrame]]:
    """Each kind of split with its rows."""
    return list(groups.groupby("breakdown_type", sort=False))


@once
def _gap(split: pd.DataFrame, row: Mapping[str, Any]) -> str:
    """The highest and the lowest group, in words."""
    groups = split.dropna(subset=["value"]).sort_values("value")
    if groups.empty:
        return "No group has a value."
    ends = groups.iloc[[0, -1]]
    told = [
        f"{group} {quantities.unsettled(value, note)}"
        for group, value, note in zip(
            ends["breakdown"],
            quantities.apart(ends["value"].tolist(), row["unit"], row["decimals"]),
            ends["value_note"],
            strict=True,
        )
    ]
    return f"Lowest: {told[0]}; highest: {told[1]}."


def departments(row: Mapping[str, Any], parts: Answer) -> None:
    """The indicator department by department, where it is measured so."""
    rows = parts.rows
    if rows.empty:
        return
    cards.section("By department")
    shown = _by_department(rows, row)
    name = f"{row['indicator_id']}_departments"
    cards.table(shown, alt=f"{row['name']} by department", name=name, how=parts.how)


@once
def _by_department(rows: pd.DataFrame, row: Mapping[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Department": rows["name"],
            "Period": rows["period_label"],
            row["unit"]: [
                quantities.number(value, row["unit"], row["decimals"]) for value in rows["value"]
            ],
        }
    )


def definition(row: Mapping[str, Any]) -> None:
    """The indicator's definition sheet."""
    cards.section("Definition")
    cards.definition(sentences.sheet(row))
    cards.about("small_numbers", "How small numbers are hidden")


def actions(serving: Answer) -> None:
    """Actions that are to change the indicator here."""
    improvement.linked(serving)


def _worded(text: Any, otherwise: str) -> str:
    return sentences.capital(text) if isinstance(text, str) else otherwise
