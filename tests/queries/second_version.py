"""The results once more in plain Python, written from the rules and not from the SQL.

Rows are dicts of the published tables.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from math import isclose
from typing import Any

from tests.queries.second_movement import movement

Row = dict[str, Any]
UNMOVED = {"movement": "too_few_points", "movement_basis": None, "signal_since": None}
MONTHS = {"monthly": 1, "quarterly": 3, "four_monthly": 4}
YEARS = {"annual": 1, "biennial": 2, "triennial": 3, "four_yearly": 4}


def judged(
    indicator: Row, results: list[Row], targets: list[Row], breaks: list[Row], today: date
) -> Row:
    """Status, movement and freshness of one indicator's latest result in one area.

    `results`, `targets` and `breaks` are those of this indicator and area.
    """
    real = [row for row in results if row["value_note"] != "projected"]
    if not real:
        return {"status": "no_data", "freshness": "no_data", **UNMOVED}
    real.sort(key=lambda row: row["period_end"])
    latest = real[-1]
    begun = [row["break_date"] for row in breaks if row["break_date"] <= latest["period_end"]]
    noted = [row["period_start"] for row in real if row["value_note"] == "break_in_series"]
    broken = max([*begun, *noted], default=None)
    return {
        "status": status(indicator, latest, targets, broken),
        "freshness": freshness(indicator, latest, today),
        **movement(indicator, since_break(real, breaks)),
    }


def status(indicator: Row, latest: Row, targets: list[Row], broken: date | None) -> str:
    if latest["value_note"] == "suppressed":
        return "suppressed"
    if latest["value"] is None:
        return "no_data"
    if indicator["polarity"] == "none":
        return "no_judgement"
    covering = [
        target
        for target in targets
        if target["period_start"] <= latest["period_start"]
        and target["period_end"] >= latest["period_end"]
    ]
    if not covering:
        return "no_target"
    target = min(covering, key=lambda row: row["period_end"] - row["period_start"])
    approved = target["approved_date"]
    if latest["value_note"] == "partial_period" or (
        broken and not (approved and approved >= broken)
    ):
        return "not_comparable"
    return against(indicator["polarity"], latest["value"], target)


def against(polarity: object, value: object, target: Row) -> str:
    sign = 1 if polarity == "higher" else -1
    goal, level = target["target_value"], target["intervention_level"]
    if sign * value >= sign * goal or isclose(value, goal, rel_tol=1e-12):
        return "on_target"
    if level is not None and (sign * value <= sign * level or isclose(value, level, rel_tol=1e-12)):
        return "intervention"
    return "within_tolerance"


def since_break(real: list[Row], breaks: list[Row]) -> list[Row]:
    """Results that are comparable with the latest one, oldest first, the latest last."""
    dates = [row["break_date"] for row in breaks]
    start = 0
    for place, row in enumerate(real):
        before = real[place - 1]["period_end"] if place else date.min
        is_first = any(before < moment <= row["period_end"] for moment in dates)
        if is_first or row["value_note"] == "break_in_series":
            start = place
    return real[start:]


def freshness(indicator: Row, latest: Row, today: date) -> str:
    period_end = latest["period_end"]
    frequency, lag = indicator["frequency"], timedelta(days=indicator["publication_lag_days"])
    if latest["value_note"] == "partial_period":
        due = period_end
    elif frequency == "weekly":
        due = period_end + timedelta(days=7)
    elif frequency in MONTHS:
        months = period_end.year * 12 + period_end.month - 1 + MONTHS[frequency]
        year, month = months // 12, months % 12 + 1
        due = date(year, month, calendar.monthrange(year, month)[1])
    elif frequency in YEARS:
        is_leap_day = (period_end.month, period_end.day) == (2, 29)
        day = 28 if is_leap_day else period_end.day
        due = period_end.replace(year=period_end.year + YEARS[frequency], day=day)
    else:
        return "latest_known"
    return "late" if due + lag < today else "up_to_date"
