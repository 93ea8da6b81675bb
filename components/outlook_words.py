"""Words of a forecast: what will be if the past goes on, how we know, or why nobody can say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.kept import once
from components.quantities import bare, counted, is_same, number, places_apart

METHODS = {
    "observed": "Observed",
    "straight_line": "Straight line",
    "random_walk_with_drift": "Average change so far",
    "smoothed_trend": "Smoothed trend",
    "smoothed_damped": "Smoothed, levelling off",
    "smoothed_seasons": "Smoothed seasons",
    "last_year_again": "Last year again",
}
BANDS = {
    "below_20": "less than 20 in 100",
    "20_to_40": "20 to 40 in 100",
    "40_to_60": "40 to 60 in 100",
    "60_to_80": "60 to 80 in 100",
    "80_or_more": "80 or more in 100",
}
FEWEST = 5
UNFORECAST = {
    "not_enough_data": "a forecast needs {fewest} settled values, and there {are} {values}",
    "not_enough_since_break": "a forecast needs {fewest} settled values, and only {values} "
    "{follow} the break in the series of {break_month}",
    "break_ahead": "the series breaks in {break_month}, and no settled value follows that yet",
    "no_fixed_rhythm": "it is not measured at a fixed rhythm, so there is no next period to name",
    "overlapping_periods": "its periods overlap, so that a single good or bad year would count "
    "several times",
    "uneven_periods": "its periods do not follow one another evenly",
}
WITHOUT_CHANCE = {
    "no_target": " No target is set for what lies ahead.",
    "target_before_break": " Its target is older than the break in the series, so it is not held "
    "against it.",
    "target_after_break": " Its target lies after a break in the series, so it is not held against "
    "it.",
    "no_judgement": " Neither high nor low is good in itself, so no chance is given.",
    "not_enough_variation": " Its values lie on the line, so there is nothing to tell a chance by.",
}
SCALES = {
    "percentage": "Fitted so that it stays between 0 and 100%.",
    "log": "Fitted so that it stays above nought.",
}
EACH = {
    "monthly": "each month",
    "quarterly": "each quarter",
    "four_monthly": "every four months",
    "annual": "each year",
    "biennial": "every two years",
    "triennial": "every three years",
    "four_yearly": "every four years",
}
Row = Mapping[str, Any]
Rows = Sequence[Row]


@once
def forecast(row: Row, past: Rows, ahead: Rows, across: str = "") -> tuple[str, str]:
    """What will be if the past goes on, by the first method; how we know, and what others say.

    `across` says why it looks across a break in the series, where it does.
    """
    ends = lasts(ahead)
    last, latest = ends[0], past[-1]
    mean = _whole(row, last["mean"], last["target_value"])
    limits = f"{_bare(row, last['lower_95'])} to {_bare(row, last['upper_95'])}"
    happened = (
        f"If the past goes on, {row['name']} will be {mean} in {last['period_label']} "
        f"(95% prediction interval {limits})" + _chance(row, last, latest["value"])
    )
    known = (
        f"{METHODS[last['method']]}, from {counted(len(past), 'settled value')}, "
        f"{past[0]['period_label']} to {latest['period_label']}.",
        _others(row, ends),
        SCALES.get(last["scale"], ""),
        across,
        "The darker band is the 80% prediction interval, the lighter one the 95%.",
    )
    return happened, " ".join(part for part in known if part)


@once
def unforecast(row: Row, past: Rows, one: Row) -> tuple[str, str]:
    """What the target takes, if there is one, and why nothing can be forecast."""
    count = len(past)
    why = UNFORECAST.get(one["reason"], "its values do not fit any of the methods")
    reason = "There is no forecast: " + why.format(
        fewest=FEWEST,
        values=count,
        are="is" if count == 1 else "are",
        follow="follows" if count == 1 else "follow",
        break_month=f"{one['break_date']:%B %Y}" if pd.notna(one["break_date"]) else "",
    )
    if pd.isna(one["gap"]) or row["polarity"] == "none":
        return f"{reason}.", ""
    return f"{row['name']} {_way(row, one, past[-1]['value'])}", f"{reason}."


def lasts(ahead: Rows) -> list[Row]:
    """Each method's last row, in the order of the methods."""
    return list({row["method"]: row for row in ahead}.values())


def target(row: Row, value: float) -> str:
    """The target's name at its line: Target 11.0."""
    return f"Target {_bare(row, value)}"


def _chance(row: Row, last: Row, latest: float) -> str:
    """The end of the headline: the chance to meet the target, in a band, or why there is none."""
    if last["reason"] == "target_too_far_ahead":
        return f". Its target lies too far ahead for a chance: it {_way(row, last, latest)}"
    if pd.isna(last["band"]):
        return "." + WITHOUT_CHANCE.get(last["reason"], "")
    aim = _bare(row, last["target_value"], last["mean"])
    still = "still meeting" if _is_met(row, latest, last["target_value"]) else "meeting"
    return f"; the chance of {still} its target of {aim} is {BANDS[last['band']]}."


def _others(row: Row, ends: Rows) -> str:
    """What the other methods come to, and whether they agree."""
    if len(ends) == 1:
        return ""
    told = "; ".join(
        f"{METHODS[other['method']].lower()} comes to {_bare(row, other['mean'])}"
        + (f", a chance of {BANDS[other['band']]}" if pd.notna(other["band"]) else "")
        for other in ends[1:]
    )
    bands = {end["band"] for end in ends if pd.notna(end["band"])}
    return f"The methods disagree: {told}." if len(bands) > 1 else f"{told[:1].upper()}{told[1:]}."


def _way(row: Row, one: Row, latest: float) -> str:
    """What the way to the target takes: needs to fall by 0.4 each year to reach 11.0 in 2009/10."""
    aim_value = latest + one["gap"]
    value, aim = _bare(row, latest, aim_value), _bare(row, aim_value, latest)
    when = f" for {one['period_label']}" if one["method"] == "no_forecast" else ""
    if _is_met(row, latest, aim_value):
        return f"already meets its target of {aim}{when}, at {value}."
    way = "rise" if one["gap"] > 0 else "fall"
    periods = one["periods_to_target"]
    if pd.isna(periods):
        return f"needs to {way} by {_amount(row, one['gap'])} to meet its target of {aim}{when}."
    each = f" {EACH[row['frequency']]}" if periods > 1 else ""
    amount = _amount(row, one["change_per_period"])
    return f"needs to {way} by {amount}{each} to meet its target of {aim}{when}."


def _is_met(row: Row, value: float, aim: float) -> bool:
    return is_same(value, aim) or (value < aim) == (row["polarity"] == "lower")


def _amount(row: Row, change: float) -> str:
    """A difference without its sign, in decimals enough to be more than nought."""
    places = places_apart([change, 0.0], int(row["decimals"]))
    if row["unit"] == "%":
        return f"{number(abs(change), '', places)} percentage points"
    return bare(abs(change), row["unit"], places)


def _whole(row: Row, value: float, beside: float) -> str:
    """A value with its unit, in decimals enough to tell it from the one beside it."""
    return number(value, row["unit"], places_apart([value, beside], int(row["decimals"])))


def _bare(row: Row, value: float, *beside: float) -> str:
    """A value without its unit's words, in decimals enough to tell it from those beside it."""
    return bare(value, row["unit"], places_apart([value, *beside], int(row["decimals"])))
