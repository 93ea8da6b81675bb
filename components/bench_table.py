"""The numbers of trials side by side: a row for each thing, a column for each trial."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import theme
from components.bench_words import sign
from components.outlook_words import BANDS
from components.quantities import apart, counted, number, places_apart

Row = Mapping[str, Any]


def comparison(subject: Row, tried: Mapping[str, Row]) -> pd.DataFrame:
    """What there is to say of each trial, a row for each thing and a column for each trial."""
    columns = {letter: _column(subject, facts) for letter, facts in tried.items()}
    first = next(iter(columns.values()))
    return pd.DataFrame({"What": list(first), **{k: list(v.values()) for k, v in columns.items()}})


def _column(subject: Row, facts: Row) -> dict[str, str]:
    has_replay = not facts["replay_reason"]
    replayed = facts["replayed_periods"]
    return {
        "Baseline": _amount(subject, facts, "baseline_value"),
        "Where it comes from": facts["baseline_label"],
        "Target": _amount(subject, facts, "target_value"),
        "Where that comes from": facts["target_label"],
        "Period of the target": f"{facts['last_period']}, {counted(facts['periods'], 'period')} on",
        "Intervention level": _level(subject, facts),
        "Target range": _range(subject, facts),
        "Would have been on target": f"{facts['on_target_periods']} of {replayed}",
        "Would have fired": f"{facts['fired_periods']} of {replayed}" if has_replay else "–",
        "False alarms among these": str(facts["false_alarms"]) if has_replay else "–",
        "Real worsenings missed": f"{facts['worsenings_missed']} of {facts['worsenings']}"
        if has_replay
        else "–",
        "As things stand": _assurance(facts),
        "Past values that meet it": f"{facts['meeting_values']} of {facts['past_values']}",
        "Forecast": _forecast(subject, facts),
        "Chance to meet it": BANDS.get(facts.get("forecast_band") or "", "–"),
        "Change asked": _change(subject, facts),
        "Own change in as much time": _signed(subject, facts["own_change"]),
        "Comparators that moved as far": _ranked(facts),
        "Quarters of their changes": _quarters(subject, facts),
        "Farthest of them": _signed(subject, facts["peer_best"]),
    }


def _amount(subject: Row, facts: Row, name: str) -> str:
    beside = [facts["baseline_value"], facts["target_value"]]
    return number(facts[name], sign(subject), places_apart(beside, subject["decimals"]))


def _level(subject: Row, facts: Row) -> str:
    if facts["first_level"] is None:
        return "None"
    given = [facts["first_level"], facts["last_level"]]
    first, last = apart(given, sign(subject), subject["decimals"])
    return first if first == last else f"{first} at first, {last} at last"


def _range(subject: Row, facts: Row) -> str:
    if facts["lower"] is None:
        return "None"
    ends = [facts["lower"], facts["upper"]]
    return " to ".join(apart(ends, sign(subject), subject["decimals"]))


def _assurance(facts: Row) -> str:
    mark = theme.assurance_mark(facts["assurance"])
    if mark is None:
        return "–"
    return mark.text + (" (limits on trial)" if facts["is_trial"] else "")


def _forecast(subject: Row, facts: Row) -> str:
    if facts.get("forecast_mean") is None:
        return "–"
    names = ("forecast_mean", "forecast_lower_95", "forecast_upper_95")
    mean, lower, upper = apart([facts[n] for n in names], sign(subject), subject["decimals"])
    return f"{mean} ({lower} to {upper})"


def _change(subject: Row, facts: Row) -> str:
    """The change asked, with its sign: in per cent where it is of a count, else in the unit."""
    unit = "percentage points" if subject["unit"] == "%" else subject["unit"]
    unit = "%" if facts["peer_is_relative"] else unit
    return _signed(subject, facts["peer_change_asked"], unit)


def _ranked(facts: Row) -> str:
    if not facts["peer_values"]:
        return "–"
    when = f", {facts['peer_from']} to {facts['peer_to']}"
    return f"{facts['peers_as_large']} of {facts['peer_values']}{when}"


def _quarters(subject: Row, facts: Row) -> str:
    bounds = [facts.get(f"peer_{name}_bound") for name in ("first", "middle", "third")]
    return "–" if None in bounds else ", ".join(_signed(subject, bound) for bound in bounds)


def _signed(subject: Row, change: float | None, unit: str = "") -> str:
    if change is None:
        return "–"
    places = places_apart([change, 0.0], subject["decimals"])
    return ("+" if change > 0 else "") + number(change, unit, places)
