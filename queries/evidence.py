"""Evidence: what there is to say of a trial, as the plain values that a proposal keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from data.register.rules import Aim, Rule

FIGURES = (
    "past_values",
    "replayed_periods",
    "on_target_periods",
    "fired_periods",
    "false_alarms",
    "worse_periods",
    "worse_periods_missed",
    "worsenings",
    "worsenings_missed",
    "replay_reason",
    "meeting_values",
    "assurance",
    "is_trial",
    "chart_reason",
)
LINE = ("mean", "lower_95", "upper_95", "band", "reason")
QUARTERS = ("first_bound", "middle_bound", "third_bound")
Facts = dict[str, Any]


def asked_for(rule: Rule, aim: Aim, base: pd.Series, steps: pd.DataFrame) -> Facts:
    """What the trial asks for: from where, to where, by when, and when to step in."""
    first, last = steps.iloc[0], steps.iloc[-1]
    return {
        "baseline_value": aim.baseline.value,
        "baseline_label": aim.baseline.label,
        "baseline_end": base["period_end"].date().isoformat(),
        "target_value": aim.target.value,
        "target_label": aim.target.label,
        "change": aim.target.value - aim.baseline.value,
        "trajectory": aim.trajectory.kind,
        "periods": len(steps),
        "first_period": first["period_label"],
        "last_period": last["period_label"],
        "last_end": last["period_end"].date().isoformat(),
        "first_target": first["target"],
        "first_level": _plain(first["level"]),
        "last_level": _plain(last["level"]),
        "level_chosen": aim.level and aim.level.chosen,
        "lower": aim.range and aim.range.lower,
        "upper": aim.range and aim.range.upper,
        "effective_from": rule.effective_from.isoformat(),
    }


def of_the_past(figures: pd.DataFrame) -> Facts:
    """Counts of the replay, and whether natural variation alone meets the target."""
    return picked(figures.iloc[0], FIGURES)


def of_the_future(forecast: pd.DataFrame | None) -> Facts:
    """The first method's forecast for the last period; with None that period is over."""
    if forecast is None:
        return {"forecast_reason": "over"}
    ahead = forecast[forecast["method"] != "observed"]
    first = ahead[ahead["method"] == ahead["method"].iloc[0]].iloc[-1]
    told = {f"forecast_{name}": value for name, value in picked(first, LINE).items()}
    return told | {"forecast_method": first["method"], "forecast_period": first["period_label"]}


def of_others(asked: Facts, peers: pd.DataFrame) -> Facts:
    """How many others moved as far in the same number of months, and how far they moved."""
    others = peers[peers["is_peer"] & peers["change"].notna()]
    own = peers[~peers["is_peer"] & peers["change"].notna()]
    is_relative = bool(len(others) and others["is_relative"].iloc[0])
    change = asked["change"]
    if is_relative and asked["baseline_value"]:
        change = 100 * change / asked["baseline_value"]
    way = -1 if change < 0 else 1
    moved = others["change"] * way
    as_large = (moved - change * way) >= -1e-12 * abs(change)
    return {
        "peers": int(len(peers[peers["is_peer"]])),
        "peer_values": len(others),
        "peers_as_large": int(as_large.sum()),
        "peer_best": _plain(moved.max() * way) if len(others) else None,
        "peer_change_asked": change,
        "peer_is_relative": is_relative,
        "own_change": _plain(own["change"].iloc[0]) if len(own) else None,
        "peer_from": others["first_label"].iloc[0] if len(others) else None,
        "peer_to": others["last_label"].iloc[0] if len(others) else None,
        **{f"peer_{name}": _plain(peers[name].iloc[0]) for name in QUARTERS if len(peers)},
    }


def picked(row: Mapping[str, Any] | pd.Series, names: Sequence[str]) -> Facts:
    """Cells of a row as plain values."""
    return {name: _plain(row[name]) for name in names}


def _plain(value: Any) -> Any:
    """A cell as JSON has it: a number, text, truth or None."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
