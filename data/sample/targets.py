"""Targets: straight trajectories from a baseline, with intervention levels, as approved.

facts/target_plans.csv says who approved each and how the indicator should stand against it in its
latest published period, so that the sample shows a believable mix of statuses.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from data.sample import facts
from data.sample.periods import Period, sequence
from data.sample.series import shapes
from data.sample.truths import planted

LAST_TARGET_YEAR = 2009  # trajectories run on to March 2010
# How far the value lies from its target, and the level beyond that, as shares of the value.
GAP, TOLERANCE = (0.01, 0.05), (0.04, 0.09)
FAR = 0.12  # a value this far below its baseline needs intervention, whatever was planned
WHOLE_UNITS = ("count", "level", "grade")


def targets(published: pd.DataFrame) -> pd.DataFrame:
    """One row per indicator, area and period after the baseline, with target and level.

    `published` are the observations that are in by the sample's last release.
    """
    whole = published[
        (published["breakdown_type"] == "all")
        & published["department_code"].isna()
        & published["value"].notna()
    ]
    series = dict(tuple(whole.sort_values("period_start").groupby(["indicator_id", "area_code"])))
    plans = facts.records(facts.read("target_plans"))
    made = [_trajectory(plan, series[plan.indicator_id, plan.area_code]) for plan in plans]
    return pd.concat(made, ignore_index=True)


def _trajectory(plan: Any, series: pd.DataFrame) -> pd.DataFrame:
    shape = shapes()[plan.indicator_id]
    first, last = (date.fromisoformat(day) for day in (plan.baseline_start, plan.baseline_end))
    is_baseline = (series["period_start"] >= first) & (series["period_end"] <= last)
    baseline = float(series.loc[is_baseline, "value"].mean())
    periods = [p for p in sequence(shape["calendar"], LAST_TARGET_YEAR) if p.end > last]
    season = _season(shape, periods)
    at = [p.start for p in periods].index(series["period_start"].iloc[-1])
    latest = float(series["value"].iloc[-1]) / season[at]
    aim, room = _aim(plan, shape, baseline, latest)
    path = (baseline + (aim - baseline) * np.arange(1, len(periods) + 1) / (at + 1)) * season
    digits = _digits(shape, float(np.abs(path).mean()))
    path = _bounded(shape, path, digits)
    level = _bounded(shape, path - _better(shape) * room, digits)
    path[at], level[at] = _exact(plan, path[at], level[at], _better(shape) * room)
    return pd.DataFrame(
        {
            "indicator_id": plan.indicator_id,
            "area_code": plan.area_code,
            "period_start": [period.start for period in periods],
            "period_end": [period.end for period in periods],
            "baseline_value": round(baseline, _digits(shape, baseline)),
            "baseline_label": plan.baseline_label,
            "target_value": path,
            "intervention_level": level,
            "approved_by": plan.approved_by,
            "approved_date": date.fromisoformat(plan.approved_date),
        }
    )


def _aim(plan: Any, shape: pd.Series, baseline: float, latest: float) -> tuple[float, float]:
    """The target in the latest period, never below the baseline, and its distance to the level."""
    better, chance = _better(shape), facts.chance(plan.indicator_id, plan.area_code, "target")
    scale = max(abs(latest), abs(baseline), 0.1)
    if shape["unit"] == "%":
        scale = min(scale, 40)
    gap, tolerance = chance.uniform(*GAP) * scale, chance.uniform(*TOLERANCE) * scale
    aim = (
        latest - better * gap
        if plan.standing == "on_target"
        else latest + better * (gap + tolerance / 2)
    )
    if better * (aim - baseline) < 0:
        aim = baseline
    short = better * (aim - latest)
    if plan.standing == "intervention" or short > FAR * scale:
        room = short * chance.uniform(0.4, 0.8)
    else:
        room = max(short, 0) + tolerance
    return aim, max(room, 10.0 ** -_digits(shape, latest))


def _better(shape: pd.Series) -> int:
    return -1 if shape["polarity"] == "lower" else 1


def _digits(shape: pd.Series, value: float) -> int:
    if shape["unit"] in WHOLE_UNITS:
        return 0
    return int(shape["decimals"]) + (abs(value) < 1)


def _bounded(shape: pd.Series, line: np.ndarray, digits: int) -> np.ndarray:
    """A line rounded as boards write it, inside what the method can reach."""
    most = 100.0 if shape["method"] == "proportion" else np.inf
    least = -np.inf if shape["method"] == "score" else 0.0
    return np.clip(np.round(line, digits), least, most) + 0.0


def _season(shape: pd.Series, periods: list[Period]) -> np.ndarray:
    middle = np.array([(period.start.month + period.end.month) / 2 for period in periods])
    return 1 + shape["season"] * np.cos(2 * np.pi * (middle - 7) / 12)


def _exact(plan: Any, target: float, level: float, room: float) -> tuple[float, float]:
    """The planted target or level itself, where the latest value is to meet one exactly."""
    for truth in planted("on_target", plan.indicator_id):
        return truth.size, round(truth.size - room, 1)
    for truth in planted("on_intervention_level", plan.indicator_id):
        return round(truth.size + room, 1), truth.size
    return target, level
