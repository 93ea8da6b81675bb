"""Aims: the baseline, target, trajectory, level and range that a trial comes to.

Which numbers they are depends on what is published: the indicator's own settled values, its control
chart, the quarters of its comparators and the whole that the area lies in.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from data.register.rules import Aim, Baseline, Level, Range, Target
from data.register.trajectories import Trajectory
from queries.trials import Grounds, Row, Trial, Unfit

FEWEST, MORE_PLACES = 5, 4
QUARTERS = {"best_quarter": "Best quarter", "middle": "Middle", "worst_quarter": "Worst quarter"}


def aim_of(trial: Trial, grounds: Grounds, base: Any, periods: int) -> Aim:
    """What a trial of so many periods aims at, from the period of its baseline. Raises Unfit."""
    baseline = _baseline(trial, grounds, base)
    target = _target(trial, grounds, baseline.value)
    decimals = places(grounds.subject, baseline.value, target.value)
    path = _trajectory(trial, decimals, periods)
    return Aim(baseline, target, path, _level(trial, grounds), _range(trial, target.value))


def places(subject: Row, *values: float) -> int:
    """The indicator's decimals, or as many more as tell values that differ apart."""
    usual = int(subject["decimals"])
    for more in range(usual, usual + MORE_PLACES):
        if len({round(value, more) for value in values}) == len(set(values)):
            return more
    return usual + MORE_PLACES


def _baseline(trial: Trial, grounds: Grounds, base: Any) -> Baseline:
    known = grounds.calendar.dropna(subset=["value"])
    known = known[known["period_end"] <= base["period_end"]]
    if trial.baseline == "stated":
        return Baseline(_given(trial.baseline_value, "the baseline"), "As stated", "stated")
    if trial.baseline in QUARTERS:
        value, label = _quarter(trial.baseline, grounds)
        return Baseline(value, label, "comparator_quartile")
    if trial.baseline == "last_value":
        return Baseline(float(base["value"]), str(base["period_label"]), "last_value")
    is_window = trial.baseline == "window_mean"
    fewest = trial.width if is_window else FEWEST
    if len(known) < fewest:
        raise Unfit(
            f"The baseline needs {fewest} settled values up to {base['period_label']}, and there "
            f"are {len(known)}. Choose the last value, or fewer."
        )
    taken = known.tail(trial.width) if is_window else known
    of = f"the last {trial.width} values" if is_window else "the control chart"
    span = f"{taken['period_label'].iloc[0]} to {base['period_label']}"
    chosen = "window_mean" if is_window else "spc_mean"
    return Baseline(float(taken["value"].mean()), f"Average of {of}, {span}", chosen)


def _target(trial: Trial, grounds: Grounds, baseline: float) -> Target:
    if trial.target == "value":
        return Target(_given(trial.amount, "the target"), "As stated", "absolute")
    value, label, chosen = _found(trial, grounds, baseline)
    return Target(round(value, places(grounds.subject, baseline, value)), label, chosen)


def _found(trial: Trial, grounds: Grounds, baseline: float) -> tuple[float, str, Any]:
    """A target that follows from something else: value, words, and how it was chosen."""
    subject, benchmarks = grounds.subject, grounds.benchmarks
    if trial.target == "whole":
        if pd.isna(benchmarks["whole_value"]):
            whole = subject["whole_name"] or "what the area lies in"
            raise Unfit(f"There is no value for {whole} to aim at. Choose another target.")
        label = f"{subject['whole_name']}, {benchmarks['period_label']}"
        return float(benchmarks["whole_value"]), label, "national"
    if trial.target in QUARTERS:
        return *_quarter(trial.target, grounds), "comparator_quartile"
    change = _given(trial.amount, "the change")
    better = -1 if subject["polarity"] == "lower" else 1
    word = "above the baseline" if subject["polarity"] == "none" else "better than the baseline"
    if trial.target == "better_percent":
        return baseline + better * abs(baseline) * change / 100, f"{change:g}% {word}", "change"
    return baseline + better * change, f"{change:g} {word}", "change"


def _quarter(chosen: str, grounds: Grounds) -> tuple[float, str]:
    polarity, benchmarks = grounds.subject["polarity"], grounds.benchmarks
    if polarity == "none" and chosen != "middle":
        raise Unfit("Neither high nor low is good in itself, so no quarter is the best.")
    bounds = ("first_bound", "middle_bound", "third_bound")
    from_best = bounds if polarity == "lower" else bounds[::-1]
    value = benchmarks[dict(zip(QUARTERS, from_best, strict=True))[chosen]]
    if pd.isna(value):
        why = (
            "a count follows the size of a place"
            if benchmarks["is_count"]
            else f"{benchmarks['group_values']} of the areas have a value, and it takes {FEWEST}"
        )
        raise Unfit(f"There are no quarters of comparators here: {why}. Choose another.")
    group = grounds.subject["group_name"]
    return float(value), f"{QUARTERS[chosen]} of {group}, {benchmarks['period_label']}"


def _trajectory(trial: Trial, decimals: int, periods: int) -> Trajectory:
    if trial.trajectory == "milestones":
        given = (*trial.milestones, *[None] * (periods - len(trial.milestones)))
        return Trajectory("milestones", milestones=given, decimals=decimals)
    steps = trial.steps if trial.trajectory == "stepped" else None
    kind: Any = trial.trajectory
    return Trajectory(kind, steps=steps, decimals=decimals)


def _level(trial: Trial, grounds: Grounds) -> Level | None:
    if trial.level == "none":
        return None
    if trial.level == "spc_limit":
        return Level(_limit(grounds), "spc_limit")
    amount = _given(trial.level_amount, "the intervention level")
    if trial.level == "value":
        return Level(amount, "absolute")
    return Level(amount / 100, "share_of_the_way")


def _limit(grounds: Grounds) -> float:
    """The control limit on the worse side: of a seasonal series, that of its worst season."""
    polarity, points = grounds.subject["polarity"], grounds.past.rows
    if polarity == "none":
        raise Unfit("Neither high nor low is good in itself, so no limit is the worse one.")
    charted = points.dropna(subset=["lower_limit", "upper_limit"])
    if charted.empty:
        raise Unfit(f"The control chart needs {FEWEST} settled values that vary. Choose a value.")
    latest = charted[charted["rebase_group"] == charted["rebase_group"].iloc[-1]]
    worst = latest["upper_limit"].max() if polarity == "lower" else latest["lower_limit"].min()
    return float(worst)


def _range(trial: Trial, target: float) -> Range | None:
    if trial.lower is None and trial.upper is None:
        return None
    lower, upper = (target if end is None else end for end in (trial.lower, trial.upper))
    return Range(float(lower), float(upper))


def _given(value: float | None, what: str) -> float:
    if value is None:
        raise Unfit(f"Give {what}.")
    return float(value)
