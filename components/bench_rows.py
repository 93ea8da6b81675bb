"""Rows for the chart of trials: the past with its replay, each trial's way, and what is named."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from components import theme
from components.charts.trend_words import LINE_HEIGHT

# Four years of months; all there is of most other series.
SHOWN = 48
HEIGHT = 380
PAST = (
    "period_end",
    "period_label",
    "value",
    "value_note",
    "stretch",
    "mean",
    "lower_limit",
    "upper_limit",
    "rebase_group",
)
REPLAYED = ("period_end", "level_then", "status_then", "is_fired", "is_false_alarm")
FAN = ("period_end", "mean", "lower_80", "upper_80", "lower_95", "upper_95")
STEP = ("period_end", "period_label", "target", "level", "lower", "upper")
LINE_ENDS = ("trial", "name", "amount", "period_end", "at")


Tables = dict[str, pd.DataFrame]


def drawn(tried: Mapping[str, Any]) -> tuple[pd.DataFrame, Tables]:
    """Rows of the drawing `bench` and the tables beside them, for trials by letter.

    The first trial's replay and forecast are shown; where none comes to a rule, the past alone.
    """
    return _drawn(tuple(tried.items()))


# 10 ms each, and a page is drawn anew at every click. A trial that was tested is an object of its
# own, so it can be a key.
@lru_cache(maxsize=64)
def _drawn(tried: tuple[tuple[str, Any], ...]) -> tuple[pd.DataFrame, Tables]:
    rules = {letter: one for letter, one in tried if one.problem is None}
    first = next(iter(rules.values()), None)
    rows = tried[0][1].past.rows[list(PAST)].tail(SHOWN)
    before = rows.dropna(subset=["value"])
    trials = [step for letter, one in rules.items() for step in _way(letter, one, before)]
    fan = [] if first is None else _fan(first)
    rows = rows if first is None else _replayed(rows, first)
    tables = {
        "trials": pd.DataFrame(trials, columns=[*STEP, "trial", "name"]),
        "fan": pd.DataFrame(fan, columns=list(FAN)),
        "line_ends": pd.DataFrame(_line_ends(rows, trials, fan), columns=list(LINE_ENDS)),
    }
    return rows, tables


def _replayed(rows: pd.DataFrame, first: Any) -> pd.DataFrame:
    """The past with its replay, and the periods ahead, which have only a name."""
    replayed = first.replay.rows[list(REPLAYED)]
    words = replayed["status_then"].map(lambda word: theme.status_mark(word).text)
    rows = rows.merge(replayed.assign(status_then=words), on="period_end", how="left")
    latest = rows["period_end"].max()
    ahead = dict(zip(first.steps["period_end"], first.steps["period_label"], strict=True))
    if first.forecast is not None:
        told = first.forecast.rows
        ahead |= dict(zip(told["period_end"], told["period_label"], strict=True))
    later = sorted((end, label) for end, label in ahead.items() if end > latest)
    return pd.concat(
        [rows, pd.DataFrame(later, columns=["period_end", "period_label"])], ignore_index=True
    )


def _way(letter: str, one: Any, before: pd.DataFrame) -> list[dict[str, Any]]:
    """What one trial asks of each period, led up to by its baseline."""
    name = f"{letter}, {one.trial.name}" if one.trial.name else letter
    about = {"trial": letter, "name": name}
    steps = one.steps[list(STEP)].to_dict("records")
    start = before[before["period_end"] < steps[0]["period_end"]].tail(1)
    led = [
        {"period_end": row.period_end, "period_label": row.period_label, **about}
        | {"target": one.facts["baseline_value"]}
        for row in start.itertuples()
    ]
    return led + [step | about for step in steps]


def _fan(first: Any) -> list[dict[str, Any]]:
    """The first method's forecast, led up to by the last value it starts from."""
    if first.forecast is None:
        return []
    told = first.forecast.rows
    ahead = told[~told["method"].isin(["observed", "no_forecast"])]
    if ahead.empty:
        return []
    ahead = ahead[ahead["method"] == ahead["method"].iloc[0]]
    last = told[told["method"] == "observed"].iloc[-1]
    start = dict.fromkeys(FAN, last["value"]) | {"period_end": last["period_end"]}
    return [start, *ahead[list(FAN)].to_dict("records")]


def _line_ends(
    rows: pd.DataFrame, trials: list[dict[str, Any]], fan: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """What is written at the end of each line, moved up where it would cover the one below."""
    ends = {step["trial"]: step for step in trials}.values()
    named = [(end["target"], end["trial"], end["name"], end["period_end"]) for end in ends]
    named += [
        (end["level"], end["trial"], f"{end['trial']} level", end["period_end"])
        for end in ends
        if pd.notna(end["level"])
    ]
    named += [(end["mean"], "process", "Forecast", end["period_end"]) for end in fan[-1:]]
    step = 1.1 * _height(rows, trials, fan) * LINE_HEIGHT / HEIGHT
    told, room = [], float("-inf")
    for amount, trial, name, end in sorted(named, key=lambda one: one[0]):
        room = max(amount, room + step)
        told.append(dict(zip(LINE_ENDS, (trial, name, amount, end, room), strict=True)))
    return told


def _height(rows: pd.DataFrame, trials: list[dict[str, Any]], fan: list[dict[str, Any]]) -> float:
    """From the lowest to the highest amount that is drawn."""
    columns = rows[["value", "lower_limit", "upper_limit"]].astype(float)
    amounts = [columns.min().min(), columns.max().max()]
    amounts += [row[name] for row in fan for name in ("lower_95", "upper_95")]
    amounts += [step.get(name) for step in trials for name in ("target", "level", "lower", "upper")]
    known = [amount for amount in amounts if pd.notna(amount)]
    return max(known) - min(known)
