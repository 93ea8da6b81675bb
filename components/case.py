"""The case of one indicator in one area: its trend, its counts, and whom it differs for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, quantities, sentences

TREND_COLUMNS = {
    "series": "Area",
    "period_label": "Period",
    "value": "Value",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "target_value": "Target",
    "intervention_level": "Intervention level",
    "status": "Status",
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


@dataclass(frozen=True)
class Provenance:
    """Where a chart's rows come from: source and date for its footer, and SQL that remakes them."""

    source: str
    as_at: str
    trend: str
    breakdowns: str


def heading(row: Mapping[str, Any]) -> None:
    """What happened to the indicator, how we know, and its marks."""
    happened, known = sentences.result(row)
    cards.headline(happened, known)
    with st.container(horizontal=True, gap="small"):
        cards.status_badge(row["status"])
        cards.movement_badge(row["movement"])
        st.badge(sentences.FRESHNESS.get(row["freshness"], ""), color="gray")
    cards.why_status(row["status"], sentences.facts(row), sentences.why(row))


def trend(
    row: Mapping[str, Any], series: pd.DataFrame, events: pd.DataFrame, made: Provenance
) -> None:
    """The indicator over time beside its comparators, with target, level, events and breaks."""
    is_break = events["kind"] == "series_break"
    breaks = events[is_break].rename(columns={"event_date": "break_date", "description": "reason"})
    drawn = charts.trend(
        row["unit"],
        decimals=int(row["decimals"]),
        has_limits=bool(series["lower_limit"].notna().any()),
        has_target=bool(series["target_value"].notna().any()),
        has_events=bool((~is_break).any()),
        has_breaks=bool(is_break.any()),
    )
    happened, _ = sentences.result(row)
    cards.chart_with_data(
        drawn,
        series,
        title=f"{row['name']} over time",
        alt=f"Line chart of {row['name']} ({row['unit']}) by period. {happened}",
        name=f"{row['indicator_id']}_trend",
        source=made.source,
        as_at=made.as_at,
        how=made.trend,
        tables={"events": events[~is_break], "breaks": breaks},
        columns=TREND_COLUMNS,
    )


def counts(row: Mapping[str, Any], series: pd.DataFrame, made: Provenance) -> None:
    """Numerator and denominator of the area's own series, where the source gives them."""
    own = series[(series["role"] == "this") & series["numerator"].notna()]
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
        source=made.source,
        as_at=made.as_at,
        how=made.trend,
        columns=TREND_COLUMNS,
    )


def breakdowns(row: Mapping[str, Any], groups: pd.DataFrame, made: Provenance) -> None:
    """How groups of people differ from everyone, one chart a kind of split."""
    for kind, split in groups.groupby("breakdown_type", sort=False):
        cards.chart_with_data(
            charts.breakdown(
                row["unit"],
                decimals=int(row["decimals"]),
                has_limits=bool(split["lower_limit"].notna().any()),
            ),
            split,
            title=f"By {sentences.capital(kind).lower()}, {split['period_label'].iloc[0]}",
            alt=f"Dot plot by {sentences.capital(kind).lower()}. {_gap(split, row)}",
            name=f"{row['indicator_id']}_{kind}",
            source=made.source,
            as_at=made.as_at,
            how=made.breakdowns,
            columns=BREAKDOWN_COLUMNS,
        )


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


def departments(rows: pd.DataFrame, row: Mapping[str, Any], *, how: str | None = None) -> None:
    """The indicator department by department, where it is measured so."""
    if rows.empty:
        return
    cards.section("By department")
    shown = pd.DataFrame(
        {
            "Department": rows["name"],
            "Period": rows["period_label"],
            row["unit"]: [
                quantities.number(value, row["unit"], row["decimals"]) for value in rows["value"]
            ],
        }
    )
    name = f"{row['indicator_id']}_departments"
    cards.table(shown, alt=f"{row['name']} by department", name=name, how=how)


def definition(row: Mapping[str, Any]) -> None:
    """The indicator's definition sheet."""
    cards.section("Definition")
    cards.definition(sentences.sheet(row))


def uses(rows: pd.DataFrame, row: Mapping[str, Any], *, how: str | None = None) -> None:
    """Where else the indicator is used: collection, objectives of the thread, shared measures."""
    cards.section("Where it is used")
    shown = [("Collection", sentences.collection(row["collection"]), row["partner"])] + [
        (
            "Same measure" if use["kind"] == "shared_measure" else sentences.capital(use["kind"]),
            use["title"],
            use["owner"] if isinstance(use["owner"], str) else "",
        )
        for use in rows.to_dict("records")
    ]
    cards.table(
        pd.DataFrame(shown, columns=["Used as", "What", "Whose"]),
        alt=f"Every place that uses {row['name']}",
        name=f"{row['indicator_id']}_uses",
        how=how,
    )


def _worded(text: Any, otherwise: str) -> str:
    return sentences.capital(text) if isinstance(text, str) else otherwise
