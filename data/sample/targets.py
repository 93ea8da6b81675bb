"""Targets: straight trajectories from a baseline, with intervention levels, as boards approved them.

facts/target_plans.csv says who approved each and how the indicator should stand against it in its
latest period, so that the sample shows a believable mix of statuses.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from data.sample import facts
from data.sample.series import shapes
from data.sample.truths import planted

YEAR = 365.25
TARGETS_END = date(2010, 3, 31)
# Gap between value and target, and between target and intervention level, as shares of the target.
GAPS = {"on_target": (0.015, 0.06), "within_tolerance": (0.03, 0.08), "intervention": (0.09, 0.06)}


def targets(observations: pd.DataFrame) -> pd.DataFrame:
    """One row per indicator, area and period from the baseline on, with target and level."""
    whole = observations[
        (observations["breakdown_type"] == "all") & observations["department_code"].isna()
    ]
    series = dict(tuple(whole.groupby(["indicator_id", "area_code"])))
    plans = facts.read("target_plans")
    made = [
        _trajectory(plan, series[plan.indicator_id, plan.area_code].sort_values("period_start"))
        for plan in plans.itertuples()
        if (plan.indicator_id, plan.area_code) in series
    ]
    return pd.concat([rows for rows in made if rows is not None], ignore_index=True)


def _trajectory(plan: tuple, series: pd.DataFrame) -> pd.DataFrame | None:
    """From the baseline's value to where the plan says the latest value should stand."""
    shape = shapes()[plan.indicator_id]
    known = series[series["value"].notna()]
    inside = known["period_label"].str.contains(plan.baseline_label, regex=False)
    if shape["calendar"] == "monthly":
        inside = (known["period_start"] >= date(2004, 4, 1)) & (known["period_end"] <= date(2005, 3, 31))
    elif shape["calendar"] == "four_monthly":
        inside = known["period_label"].isin(["Apr to Jul 2004", "Aug to Nov 2004", "Dec to Mar 2005"])
    baseline = float(known.loc[inside, "value"].mean()) if inside.any() else np.nan
    after = series[series["period_start"] > (known.loc[inside, "period_start"].max() if inside.any() else date(2004, 4, 1))]
    if not len(after) or np.isnan(baseline):
        return None
    return _rows(plan, shape, baseline, after, known)


def _rows(
    plan: tuple, shape: pd.Series, baseline: float, after: pd.DataFrame, known: pd.DataFrame
) -> pd.DataFrame:
    digits = int(shape["decimals"]) + (abs(baseline) < 10)
    better = -1 if shape["polarity"] == "lower" else 1
    latest = float(known["value"].iloc[-1])
    season = _season(shape, after)
    gap, tolerance = GAPS[_standing(plan, better * (latest / season[-1] - baseline) > 0)]
    jitter = facts.chance(plan.indicator_id, plan.area_code, "target").uniform(0.6, 1.6)
    scale = max(abs(latest), 10.0**-digits) * (1.0 if latest < 80 else 0.35)
    towards = {"on_target": -1, "within_tolerance": 1, "intervention": 1}[
        _standing(plan, better * (latest / season[-1] - baseline) > 0)
    ]
    aim = latest / season[-1] + better * towards * gap * jitter * scale
    step = np.arange(1, len(after) + 1) / len(after)
    path = np.round((baseline + (aim - baseline) * step) * season, digits)
    room = max(tolerance * jitter * scale, 10.0**-digits)
    level = np.round(path - better * room, digits)
    if shape["method"] == "proportion":
        path, level = np.clip(path, 0, 100), np.clip(level, 0, 100)
    path, level = _exact(plan.indicator_id, path, level, better * room)
    return pd.DataFrame(
        {
            "indicator_id": plan.indicator_id,
            "area_code": plan.area_code,
            "period_start": after["period_start"].to_numpy(),
            "period_end": after["period_end"].to_numpy(),
            "baseline_value": round(baseline, digits),
            "baseline_label": plan.baseline_label,
            "target_value": path,
            "intervention_level": level,
            "approved_by": plan.approved_by,
            "approved_date": pd.Timestamp(plan.approved_date).date(),
        }
    )


def _standing(plan: tuple, has_improved: bool) -> str:
    """The planned standing, but nobody is set a target below the baseline to look well."""
    if plan.standing == "on_target" and not has_improved:
        return "within_tolerance"
    return plan.standing


def _season(shape: pd.Series, after: pd.DataFrame) -> np.ndarray:
    middle = np.array([(s.month + e.month) / 2 for s, e in zip(after["period_start"], after["period_end"], strict=True)])
    return 1 + shape["season"] * np.cos(2 * np.pi * (middle - 7) / 12)


def _exact(
    indicator_id: str, path: np.ndarray, level: np.ndarray, room: float
) -> tuple[np.ndarray, np.ndarray]:
    for truth in planted("on_target", indicator_id):
        path[-1], level[-1] = truth.size, truth.size - room
    for truth in planted("on_intervention_level", indicator_id):
        path[-1], level[-1] = truth.size + room, truth.size
    return path, level
