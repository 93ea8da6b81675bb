"""Movement: what a method says has changed, since when and how it knows, in plain words.

Only a signal on a control chart or a significant trend is called a change; two values that differ
are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.kept import once
from components.quantities import apart, counted

Row = Mapping[str, Any]

BASES = {
    "control_chart": "Control chart",
    "recent_trend": "Recent trend",
    "trial_chart": "Control chart on trial",
}
SIGNALS = {
    "outside": "its latest value lies outside the limits",
    "two_in_three": "two of its latest three values lie close to a limit",
    "shift": "seven or more values in a row lie on one side of the average",
    "trend": "seven or more values in a row move one way",
}
REASONS = {
    "too_few_points": "There are too few values that can be compared to say whether it has moved.",
    "no_values": "There is no settled value to test.",
    "not_enough_variation": "Its values hardly vary, so there is nothing to hold a change against.",
    "overlapping_periods": "Its periods overlap, so that its values share what was counted, and no "
    "chart can tell their changes from chance.",
    "repeated_periods": "A period comes twice in this series, so it is not tested.",
}
WITHIN = "no_clear_change", "no_variation", "too_few_points"


@once
def happened(row: Row) -> str | None:
    """The change in a clause to follow the indicator's name, or None where there is none."""
    if row["movement"] in WITHIN:
        return None
    if row["movement_basis"] == "recent_trend":
        way = "risen" if str(row["trend"]).startswith("increasing") else "fallen"
        years = f"the five years to {row['tested_period_label']}"
        return f"has {way} over {years} by more than chance explains"
    side = "higher" if row["direction"] > 0 else "lower"
    if row["signal"] == "trend":
        return f"has {'risen' if side == 'higher' else 'fallen'} without a break since {since(row)}"
    if row["signal_since_label"] == row["tested_period_label"]:
        return f"was {side} in {since(row)} than its history would explain"
    return f"has been {side} since {since(row)} than its history would explain"


def since(row: Row) -> str:
    """The period in which the present signal began: a month in full, else as the source says."""
    if row["frequency"] == "monthly" and pd.notna(row["signal_since_start"]):
        return f"{row['signal_since_start']:%B %Y}"
    return str(row["signal_since_label"])


@once
def known(row: Row) -> str:
    """How the change is known, or why nothing can be said, with what limits the judgement."""
    if row["movement"] == "too_few_points" or pd.isna(row["movement_basis"]):
        return REASONS.get(str(row.get("chart_reason")), REASONS["too_few_points"])
    told = _trend(row) if row["movement_basis"] == "recent_trend" else _chart(row)
    return " ".join([told, *_caveats(row)])


@once
def brief(row: Row) -> str:
    """The change and the numbers behind it, for a list of changes: those that were tested."""
    now, usual = apart([row["tested_value"], row["process_mean"]], row["unit"], row["decimals"])
    now = f"{now} in {row['tested_period_label']}"
    if row["movement_basis"] == "recent_trend":
        way = "Rose" if str(row["trend"]).startswith("increasing") else "Fell"
        return f"{way} over five years: {now}"
    side = "Higher" if row["direction"] > 0 else "Lower"
    if row["signal"] == "trend":
        side = "Rising" if row["direction"] > 0 else "Falling"
    usually = "usual for the season" if row["is_seasonal"] else "average"
    trial = "; limits on trial" if row["movement_basis"] == "trial_chart" else ""
    return f"{side} since {since(row)}: {now}, {usually} {usual}{trial}"


@once
def ending(points: pd.DataFrame, row: Row) -> str:
    """How the chart as set ends, in words; rows as `indicator_signals`."""
    reason = "no_values" if points.empty else points["chart_reason"].iloc[-1]
    if pd.notna(reason):
        return REASONS.get(reason, REASONS["too_few_points"])
    tested = points.dropna(subset=["point_type"])
    last = tested.iloc[-1]
    numbers = [last["mean"], last["lower_limit"], last["upper_limit"]]
    mean, lower, upper = apart(numbers, row["unit"], row["decimals"])
    basis = " on trial, from fewer than 12 values"
    if not last["is_trial"]:
        basis = f", from {counted(int(last['value_count']), 'value')}"
    found = SIGNALS.get(last["signal"], "no signal at its end")
    flagged = int((tested["signal"] != "none").sum())
    return (
        f"Average {mean}, limits {lower} to {upper}{basis}. In {last['period_label']}: {found}; "
        f"{flagged} of {len(tested)} values signal a change."
    )


def _chart(row: Row) -> str:
    numbers = [row["process_mean"], row["process_lower_limit"], row["process_upper_limit"]]
    mean, lower, upper = apart(numbers, row["unit"], row["decimals"])
    basis = f"By a control chart of its {counted(int(row['tested_values']), 'value')}"
    of_season = " for this time of year" if row["is_seasonal"] else ""
    limits = f"average {mean}, limits {lower} to {upper}{of_season}"
    found = SIGNALS.get(row["signal"], "no signal: the ups and downs are its usual ones")
    return f"{basis} ({limits}): {found}."


def _trend(row: Row) -> str:
    by = {"proportions": "its counts", "intervals": "its confidence intervals"}
    how = by.get(row["trend_method"], "its values")
    if row["trend"] == "no_significant_change":
        return f"By the recent trend test on {how}: no significant change over five years."
    return f"By the recent trend test on {how} over the latest five years."


def _caveats(row: Row) -> list[str]:
    caveats = []
    if row["movement_basis"] == "trial_chart":
        caveats.append("With fewer than 12 values the limits are on trial.")
    if row["is_seasonal"]:
        caveats.append("It follows the calendar, so each value is held against its own season.")
    if row["tested_period_label"] != row["period_label"]:
        caveats.append(f"Values after {row['tested_period_label']} are not settled and not tested.")
    return caveats
