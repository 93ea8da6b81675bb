"""The control chart of an indicator, and its settings: what its limits leave out, where they begin
anew, what they cross. All are in the link, so that a page shared shows the chart as looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, judging, movement, sentences
from components.answer import Answer
from components.chart_caveats import caveats
from components.choices import choice
from components.kept import once
from components.records import has_any, records

LONGEST = 120
COLUMNS = {
    "series": "Area",
    "period_label": "Period",
    "value": "Value",
    "value_note": "Note",
    "mean": "Average",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "signal": "Signal",
    "point_type": "What it shows",
    "target_value": "Target",
    "intervention_level": "Intervention level",
    "baseline_value": "Baseline",
    "status": "Status",
    judging.STAMP: judging.STAMP,
}


@dataclass(frozen=True)
class Settings:
    """How a control chart is drawn; `across` is the reason for looking across a break, if any."""

    is_screened: bool = False
    ignores_season: bool = False
    rebase_date: date | None = None
    rebase_title: str | None = None
    across: str | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """Parameters of `indicator_signals`."""
        return {
            "is_screened": self.is_screened,
            "ignores_season": self.ignores_season,
            "rebase_date": self.rebase_date,
            "is_across": self.is_across,
        }

    @property
    def is_across(self) -> bool:
        """Whether someone has given a reason to look across the breaks."""
        return self.across is not None

    @property
    def crossing(self) -> str:
        """Why breaks are looked across, in a sentence; empty where they are not."""
        return f"Looks across the break in series, because: {self.across}" if self.across else ""

    @property
    def told(self) -> list[str]:
        """What was set, in sentences for the foot of the chart."""
        said = []
        if self.is_screened:
            said.append("Outliers are left out of the limits.")
        if self.ignores_season:
            said.append("The season is not allowed for.")
        if self.rebase_title:
            said.append(f"Limits begin anew with: {self.rebase_title}.")
        if self.crossing:
            said.append(self.crossing)
        return said


def settings(events: pd.DataFrame, *, is_seasonal: bool) -> Settings:
    """The settings a viewer chose for the chart of one indicator.

    `events` as `indicator_events`: limits may begin anew at an event; they do at every break
    (kind series_break), unless a reason is given for looking across.
    """
    dated, has_breaks = _offered(events)
    with st.container(
        key="chart_settings", horizontal=True, vertical_alignment="bottom", width="content"
    ):
        rebase = None
        if dated:
            rebase = choice("rebase", "Limits begin anew with", dated, any_label="No event")
        across = _reason() if has_breaks else None
        is_screened = _switch("screened", "Leave outliers out of the limits")
        ignores_season = is_seasonal and _switch("season_ignored", "Ignore the season")
    return Settings(
        is_screened,
        ignores_season,
        date.fromisoformat(rebase) if rebase else None,
        dated.get(rebase or ""),
        across,
    )


@once
def _offered(events: pd.DataFrame) -> tuple[dict[str, str], bool]:
    """Events with which limits may begin anew, and whether there is a break to look across."""
    kinds = [(event, event["kind"] == "series_break") for event in records(events)]
    dated = {
        f"{event['event_date']:%Y-%m-%d}": f"{event['title']}, {event['event_date']:%b %Y}"
        for event, is_break in kinds
        if not is_break
    }
    return dated, any(is_break for _, is_break in kinds)


def shown(
    row: Mapping[str, Any],
    signals: Answer,
    events: pd.DataFrame,
    chosen: Settings,
    judged: judging.Judging,
    *,
    source: str,
    as_at: str,
) -> None:
    """The indicator against the limits of its own past, its target and its intervention level."""
    points, tables = signals.rows, _dated(events)
    has_limits = has_any(points, "mean")
    title = f"{row['name']} over time" + ("" if has_limits else ": a run chart, without limits")
    told = f"Control chart of {row['name']} ({row['unit']}) by period. {sentences.result(row)[0]}"
    cards.chart_with_data(
        _drawn(row, points, tables, has_limits=has_limits),
        judging.stamped(points, judged),
        title=judging.titled(title, judged),
        alt=judging.joined(told, judged),
        name=f"{row['indicator_id']}_signals",
        source=" ".join([source, *chosen.told]),
        as_at=as_at,
        how=signals.how,
        method="control_chart",
        tables=tables,
        columns=COLUMNS,
    )
    said = [movement.ending(points, row), *chosen.told]
    _noted(points, tables, [*said, *caveats(points, row, chosen.rebase_date)])


@once
def _dated(events: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The events, and apart from them the breaks in the series."""
    is_break = events["kind"] == "series_break"
    breaks = events[is_break].rename(columns={"event_date": "break_date", "description": "reason"})
    return {"events": events[~is_break], "breaks": breaks}


def _noted(points: pd.DataFrame, tables: Mapping[str, pd.DataFrame], notes: Sequence[str]) -> None:
    """How the chart ends and what was set, with the help on what it allows for."""
    for note in notes:
        cards.quiet(note)
    with st.container(horizontal=True):
        if not tables["breaks"].empty:
            cards.about("like_for_like", "About breaks in series")
        if any(row["is_seasonal"] for row in records(points)):
            cards.about("season", "About the season")


def _drawn(
    row: Mapping[str, Any],
    points: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    *,
    has_limits: bool,
) -> charts.Drawing:
    return charts.control(
        row["unit"],
        decimals=int(row["decimals"]),
        has_limits=has_limits,
        has_target=has_any(points, "target_value"),
        has_events=not tables["events"].empty,
        has_breaks=not tables["breaks"].empty,
        worse={"higher": "below", "lower": "above"}.get(row["polarity"]),
    )


def _switch(key: str, label: str) -> bool:
    return st.toggle(label, key=key, bind="query-params")


def _reason() -> str | None:
    typed = st.text_input(
        "Look across the break, because",
        key="across",
        placeholder="A reason is needed",
        max_chars=LONGEST,
        width=280,
        bind="query-params",
    )
    return (typed or "").strip()[:LONGEST] or None
