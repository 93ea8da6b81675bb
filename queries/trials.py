"""Trials: what someone tries on the bench, and what it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from data.register.trajectories import Period
from queries import Answer

USUALLY = 3  # periods from today that a trial runs unless told otherwise, or to a year's values
Row = Mapping[str, Any]


class Unfit(ValueError):
    """A trial that gives no rule; the message says why and what to choose instead."""


@dataclass(frozen=True)
class Trial:
    """What someone tries. Periods are named by their last day; None is the usual one.

    `baseline`: last_value, window_mean of `width` values, spc_mean, best_quarter, middle or
    worst_quarter of the comparators, or stated. `target`: better_percent or better_units than the
    baseline by `amount`, value, a quarter, or whole (of what the area lies in). `level`: share of
    the way in per cent, value, spc_limit or none.
    """

    name: str = ""
    baseline: str = "last_value"
    width: int = 3
    baseline_value: float | None = None
    baseline_end: date | None = None
    target: str = "better_percent"
    amount: float | None = 10.0
    trajectory: str = "straight"
    steps: int = 2
    milestones: tuple[float | None, ...] = ()
    level: str = "share"
    level_amount: float | None = 0.0
    lower: float | None = None
    upper: float | None = None
    last_end: date | None = None
    effective_from: date | None = None


@dataclass(frozen=True, eq=False)
class Grounds:
    """What a trial stands on, as the questions bench_subject, bench_periods, bench_benchmarks and
    indicator_signals have it.
    """

    subject: Row
    calendar: pd.DataFrame
    benchmarks: Row
    past: Answer
    today: date


def base_of(trial: Trial, grounds: Grounds) -> Any:
    """The settled period that the baseline is taken at, the latest by default. Raises Unfit."""
    past = grounds.calendar.dropna(subset=["value"])
    if trial.baseline_end is not None:
        past = past[past["period_end"] == pd.Timestamp(trial.baseline_end)]
    if past.empty:
        raise Unfit("The baseline's period has no settled value here. Choose another.")
    return past.iloc[-1]


def periods_of(trial: Trial, grounds: Grounds, base: Any) -> tuple[Period, ...]:
    """The periods that the trial's rule judges: those after the baseline's, up to the last.

    Where they overlap, as rolling years do, as many as do not. Raises Unfit.
    """
    after = grounds.calendar[grounds.calendar["period_start"] > base["period_start"]]
    if trial.last_end is None:
        after = after[after["period_end"] <= _usual_end(grounds, after)]
    elif (after["period_end"] == pd.Timestamp(trial.last_end)).any():
        after = after[after["period_end"] <= pd.Timestamp(trial.last_end)]
    else:
        raise Unfit("The last period has to come after the baseline's. Choose a later one.")
    kept: list[Period] = []
    for row in reversed([*after.itertuples()]):
        if not kept or row.period_end.date() < kept[-1].start:
            kept.append(Period(row.period_start.date(), row.period_end.date()))
    return tuple(reversed(kept))


def _usual_end(grounds: Grounds, after: pd.DataFrame) -> pd.Timestamp:
    """Where a trial ends unless told otherwise, among the periods after its baseline's."""
    coming = after[after["period_end"] > pd.Timestamp(grounds.today)]["period_end"]
    latest = grounds.calendar.dropna(subset=["value"])["period_end"].max()
    within_a_year = int((coming <= latest + pd.DateOffset(years=1)).sum())
    return coming.head(max(USUALLY, within_a_year)).max()
