"""The choices of a trial: its widgets, each in the link by its own name.

A number or date in a link that is none gets words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components import trial_text
from components.choices import choice
from components.kept import once
from components.trial_text import LONGEST_NAME, Choices
from components.words import cut

BASELINES = {
    "last_value": "Last value",
    "window_mean": "Average of last values",
    "spc_mean": "Average of control chart",
    "best_quarter": "Best quarter of comparators",
    "middle": "Middle of comparators",
    "worst_quarter": "Worst quarter of comparators",
    "stated": "A stated baseline",
}
TARGETS = {
    "better_percent": "Better by a percentage",
    "better_units": "Better by an amount",
    "value": "A stated target",
    "best_quarter": "Best quarter of comparators",
    "middle": "Middle of comparators",
    "worst_quarter": "Worst quarter of comparators",
    "whole": "National value",
}
TRAJECTORIES = {
    "straight": "Same amount each period",
    "compound": "Same percentage each period",
    "stepped": "In steps",
    "milestones": "Own milestones",
}
LEVELS = {
    "share": "Share of the way",
    "value": "A stated level",
    "spc_limit": "Control limit",
    "none": "None",
}
# The number that a choice of target or level asks for: the key of its widget, what it is, and what
# it is at first.
AMOUNTS: Mapping[str, tuple[str, str, float | None]] = {
    "better_percent": ("target_percent", "Per cent better", 10.0),
    "better_units": ("target_change", "Better by", None),
    "value": ("target_value", "Target value", None),
}
LEVEL_AMOUNTS: Mapping[str, tuple[str, str, float | None]] = {
    "share": ("level_share", "Per cent of the way", 0.0),
    "value": ("level_value", "Level value", None),
}
NARROW = 116
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


def chosen(calendar: pd.DataFrame) -> Choices:
    """What is chosen for the trial at hand; `calendar` as `bench_periods`."""
    with st.container(key="controls_trial", gap="small"):
        found: dict[str, Any] = {"name": _line("trial", "Name of the trial", LONGEST_NAME)}
        for part in (_baseline, _target, _trajectory, _level):
            with _row():
                found |= part()
        if found["trajectory"] == "milestones":
            found["milestones"] = _milestones()
        with _row():
            found |= _periods(calendar)
        with st.expander("Target range and first day"):
            with _row():
                found["lower"] = _number("lower", "Lower end")
                found["upper"] = _number("upper", "Upper end")
            found["effective_from"] = _day()
    return found


def _baseline() -> dict[str, Any]:
    kind = _kind("baseline", "Baseline", BASELINES)
    found: dict[str, Any] = {"baseline": kind}
    if kind == "window_mean":
        found["width"] = int(_number("width", "How many", 3, least=2, most=60) or 3)
    if kind == "stated":
        found["baseline_value"] = _number("baseline_value", "Baseline value")
    return found


def _target() -> dict[str, Any]:
    kind = _kind("target", "Target", TARGETS)
    return {"target": kind, "amount": _amount(AMOUNTS, kind)}


def _trajectory() -> dict[str, Any]:
    kind = _kind("trajectory", "The way there", TRAJECTORIES)
    found: dict[str, Any] = {"trajectory": kind}
    if kind == "stepped":
        found["steps"] = int(_number("steps", "Steps", 2, least=1, most=trial_text.MOST) or 2)
    return found


def _level() -> dict[str, Any]:
    kind = _kind("level", "Intervention level", LEVELS)
    return {"level": kind, "level_amount": _amount(LEVEL_AMOUNTS, kind)}


def _periods(calendar: pd.DataFrame) -> dict[str, Any]:
    """The period that the baseline is taken at, and the last one, each by its last day."""
    base = _period("baseline_end", "Baseline up to", _past(calendar), "The latest")
    last = _period("last_end", "Last period", _after(calendar, base), "As usual")
    return {"baseline_end": base, "last_end": last}


@once
def _past(calendar: pd.DataFrame) -> dict[str, str]:
    """Label of each period with a value by its last day, the latest first."""
    return _labels(calendar.dropna(subset=["value"])[::-1])


@once
def _after(calendar: pd.DataFrame, base: date | None) -> dict[str, str]:
    """Label of each period after that of the baseline by its last day."""
    valued = calendar.dropna(subset=["value"])
    begins = valued["period_end"].max() if base is None else pd.Timestamp(base)
    return _labels(calendar[calendar["period_end"] > begins])


def _labels(periods: pd.DataFrame) -> dict[str, str]:
    ends = periods["period_end"].dt.strftime("%Y-%m-%d")
    return dict(zip(ends, periods["period_label"], strict=True))


def _period(key: str, label: str, named: Mapping[str, str], any_label: str) -> date | None:
    end = choice(key, label, named, any_label=any_label, width="stretch")
    return date.fromisoformat(end) if end else None


def _kind(key: str, label: str, kinds: Mapping[str, str]) -> str:
    first = next(iter(kinds))
    return choice(key, label, kinds, default=first, width="stretch") or first


def _amount(amounts: Mapping[str, tuple[str, str, float | None]], kind: str) -> float | None:
    return _number(*amounts[kind]) if kind in amounts else None


def _milestones() -> tuple[float | None, ...]:
    typed = _line("milestones", "Milestones before the target, a comma between", 600)
    st.caption("One for each period before the last; one left empty lies on the line between.")
    try:
        return trial_text.milestones(typed) if typed else ()
    except ValueError:
        st.info(f"“{cut(typed)}” is not a list of numbers such as 80, 82.5, 84.")
        return ()


def _number(
    key: str,
    label: str,
    value: float | None = None,
    *,
    least: float = -trial_text.LARGEST,
    most: float = trial_text.LARGEST,
) -> float | None:
    is_whole = isinstance(value, int)
    _said_if_broken(key, label, lambda text: least <= trial_text.number(text) <= most)
    return st.number_input(
        label,
        min_value=int(least) if is_whole else float(least),
        max_value=int(most) if is_whole else float(most),
        value=value,
        key=key,
        step=1 if is_whole else None if value is None else 1.0,
        format=None if is_whole else "%.6g",
        width=NARROW,
        bind="query-params",
    )


def _day() -> date | None:
    _said_if_broken("effective_from", "in force from", date.fromisoformat)
    return st.date_input(
        "In force from, today unless set",
        value=None,
        min_value=EARLIEST,
        max_value=LATEST,
        key="effective_from",
        format="DD/MM/YYYY",
        bind="query-params",
    )


def _line(key: str, label: str, most: int) -> str:
    typed = st.text_input(label, key=key, max_chars=most, bind="query-params")
    return (typed or "").strip()


def _said_if_broken(key: str, label: str, holds: Callable[[str], object]) -> None:
    """Words where the link asks for what the widget is about to leave out."""
    asked = st.query_params.get(key)
    if not asked or key in st.session_state:
        return
    try:
        is_fit = holds(asked) is not False
    except (ValueError, OverflowError):
        is_fit = False
    if not is_fit:
        st.info(
            f"The link asks for {label.lower()} “{cut(asked)}”, which does not fit. It is left "
            "out.",
            icon=":material/help:",
        )


def _row() -> Any:
    return st.container(horizontal=True, vertical_alignment="bottom", gap="small")
