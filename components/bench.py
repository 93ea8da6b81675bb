"""The bench: trials of a target against the past, the future and others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pandas as pd
import streamlit as st

from components import bench_rows, bench_table, bench_words, cards, charts, theme
from components.answer import Answer
from components.quantities import UNSPOKEN
from components.records import has_any

COLUMNS = {
    "period_label": "Period",
    "value": "Value",
    "value_note": "Note",
    "mean": "Average",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "level_then": "Level it would have had",
    "status_then": "Status it would have given",
    "is_false_alarm": "False alarm",
}
KEY = (
    "Ticks show where the first trial would have stepped in, had it been set before each past "
    "period; rings, the values that reached it. Grey: control limits, and where the forecast leads."
)
Row = Mapping[str, Any]


class Tested(Protocol):
    """A trial with what there is to say of it; `queries.bench.tested` gives one."""

    @property
    def trial(self) -> Any:
        """What was chosen, with its name."""

    @property
    def past(self) -> Answer:
        """The indicator's own past, with its control limits."""

    @property
    def problem(self) -> str | None:
        """Why it is no rule."""

    @property
    def facts(self) -> Row:
        """What there is to say of it, as plain values."""

    @property
    def steps(self) -> pd.DataFrame:
        """What its rule expects of each period."""

    @property
    def replay(self) -> Answer | None:
        """The past as it would have judged it."""

    @property
    def forecast(self) -> Answer | None:
        """Where the indicator is heading."""


def sides() -> tuple[Any, Any]:
    """Where the choices and the chart go: side by side, the chart alone while presenting."""
    if theme.is_presenting():
        return st.container(), st.container()
    left, right = st.columns([3, 5], gap="large")
    return left, right


def heading(subject: Row, mine: Tested) -> None:
    """What the trial at hand asks, whether that is stretching, and how often it would err."""
    if mine.problem is not None:
        cards.headline(bench_words.problem(mine.trial.name, mine.problem))
        return
    cards.headline(*bench_words.headline(subject, mine.trial.name, mine.facts))


def shown(subject: Row, tried: Mapping[str, Tested], *, as_at: str) -> None:
    """Every trial on one chart over the indicator's own past, which is shown without any too."""
    for letter, one in tried.items():
        if one.problem is not None and letter != "A":
            cards.nothing(f"Trial {letter}: {bench_words.problem(one.trial.name, one.problem)}")
    rules = _rules(tried)
    first = next(iter(rules.values()), None)
    rows, tables = bench_rows.drawn(tried)
    cards.chart_with_data(
        charts.bench(
            subject["unit"],
            decimals=int(subject["decimals"]),
            has_limits=has_any(rows, "mean"),
            has_trials=bool(rules),
            height=bench_rows.HEIGHT,
        ),
        rows,
        title=f"{subject['name']}: its past, and what is tried",
        alt=_alt(subject, rules),
        name=f"{subject['indicator_id']}_bench",
        source=str(subject["source"]),
        as_at=as_at,
        how=_how(tried),
        method="replay",
        tables=tables,
        columns=COLUMNS,
    )
    if first:
        cards.quiet(KEY)


def _how(tried: Mapping[str, Tested]) -> str:
    """The SQL of the first trial's replay, or of the past where there is none."""
    first = next(iter(_rules(tried).values()), None)
    past = next(iter(tried.values())).past
    return first.replay.how if first and first.replay else past.how


def compared(subject: Row, tried: Mapping[str, Tested]) -> None:
    """The numbers of every trial, side by side; nothing where none is a rule."""
    rules = _rules(tried)
    if not rules:
        return
    is_spoken = subject["unit"] not in UNSPOKEN
    cards.section(f"In numbers, {subject['unit']}" if is_spoken else "In numbers")
    table = bench_table.comparison(subject, {letter: one.facts for letter, one in rules.items()})
    named = {
        letter: f"{letter}: {one.trial.name}" if one.trial.name else letter
        for letter, one in rules.items()
    }
    cards.table(
        table.rename(columns=named),
        alt="Numbers of each trial",
        name="bench_numbers",
        height="content",
    )
    with st.container(horizontal=True):
        cards.about("replay", "About the replay")
        cards.about("control_chart", "About the limits")
        cards.about("forecast", "About the forecast")


def _rules(tried: Mapping[str, Tested]) -> dict[str, Tested]:
    """The trials that come to a rule, by letter."""
    return {letter: one for letter, one in tried.items() if one.problem is None}


def _alt(subject: Row, rules: Mapping[str, Tested]) -> str:
    asked = "; ".join(
        f"trial {letter} asks {one.facts['target_value']:g} by {one.facts['last_period']}"
        for letter, one in rules.items()
    )
    return (
        f"Line chart of {subject['name']} ({subject['unit']}) in {subject['area_name']} by period "
        f"with its control limits and forecast: {asked or 'nothing is tried'}."
    )
