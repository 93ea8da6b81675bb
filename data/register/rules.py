"""Rules: what one indicator is judged by in one area, and what that expects of each period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal
from urllib.parse import quote

from data.register import Refused, trajectories
from data.register.trajectories import MOST_PERIODS, Period, Trajectory


@dataclass(frozen=True)
class Baseline:
    """Where the indicator started from, in words for the board, and how that was chosen."""

    value: float
    label: str
    chosen: Literal["last_value", "window_mean", "spc_mean", "comparator_quartile", "stated"]


@dataclass(frozen=True)
class Target:
    """Where the last period is to be, in words for the board, and how that was chosen."""

    value: float
    label: str
    chosen: Literal["absolute", "change", "comparator_quartile", "national"]


@dataclass(frozen=True)
class Level:
    """The intervention level: a value, or the share (0 to 1) of the way from baseline to target.

    A share is taken anew in every period, of the way to that period's target.
    """

    value: float
    chosen: Literal["absolute", "share_of_the_way", "spc_limit"]


@dataclass(frozen=True)
class Range:
    """Lower and upper end of the target; on the way they keep their distance from it."""

    lower: float
    upper: float


@dataclass(frozen=True)
class Aim:
    """What is aimed at, from where, by which way, and when to step in."""

    baseline: Baseline
    target: Target
    trajectory: Trajectory
    level: Level | None = None
    range: Range | None = None


@dataclass(frozen=True)
class Rule:
    """What judges one indicator in one area from `effective_from` on.

    Without an aim it ends what was before: from its first period on there is no target.
    """

    indicator_id: str
    area_code: str
    effective_from: date
    periods: tuple[Period, ...]
    aim: Aim | None


@dataclass(frozen=True)
class Expected:
    """What one period is judged by."""

    period: Period
    target: float
    level: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Decision:
    """A rule as it became law: by which proposal, by whose approval, on which day."""

    rule: Rule
    proposal_id: str
    approved_by: str
    approved_on: date


def place(rule: Rule) -> str:
    """What tells the rule's indicator and area from all others, as an id of a record."""
    return place_of(rule.indicator_id, rule.area_code)


def place_of(indicator_id: str, area_code: str) -> str:
    """The same from an indicator's id and an area's code, such as `BV82a/E09000015`."""
    return f"{quote(indicator_id, safe='')}/{quote(area_code, safe='')}"


def expected(rule: Rule) -> list[Expected]:
    """What each period of the rule is judged by; none when it ends what was before.

    Raises Refused when the trajectory cannot be drawn.
    """
    if (aim := rule.aim) is None:
        return []
    start, end = aim.baseline.value, aim.target.value
    values = trajectories.path(aim.trajectory, start, end, len(rule.periods))
    return [
        Expected(
            period,
            value,
            _level(aim, value),
            _rounded(aim, value - (end - aim.range.lower)) if aim.range else None,
            _rounded(aim, value + (aim.range.upper - end)) if aim.range else None,
        )
        for period, value in zip(rule.periods, values, strict=True)
    ]


def check(rule: Rule, polarity: str) -> None:
    """Raise Refused, naming every fault, when nothing could be judged by the rule."""
    faults = [*_faults_of_periods(rule)] or [*_faults_of_aim(rule, polarity)]
    if faults:
        raise Refused(" ".join(faults))


def _level(aim: Aim, target: float) -> float | None:
    if aim.level is None:
        return None
    if aim.level.chosen != "share_of_the_way":
        return aim.level.value
    return _rounded(aim, aim.baseline.value + aim.level.value * (target - aim.baseline.value))


def _rounded(aim: Aim, value: float) -> float:
    decimals = aim.trajectory.decimals
    return value if decimals is None else round(value, decimals)


def _faults_of_periods(rule: Rule) -> Iterator[str]:
    if not 1 <= len(rule.periods) <= MOST_PERIODS:
        yield f"A rule has 1 to {MOST_PERIODS} periods."
    elif any(period.start > period.end for period in rule.periods):
        yield "A period ends before it begins."
    elif any(before.end >= after.start for before, after in pairwise(rule.periods)):
        yield "The periods overlap, or are out of order."
    elif rule.effective_from > rule.periods[-1].end:
        yield "The rule would take effect when its last period is over."


def _faults_of_aim(rule: Rule, polarity: str) -> Iterator[str]:
    if (aim := rule.aim) is None:
        return
    if not (aim.baseline.label and aim.target.label):
        yield "Say in words where the baseline and the target come from."
    if aim.level and aim.level.chosen == "share_of_the_way" and not 0 <= aim.level.value < 1:
        yield "The share of the way is at least 0 and less than 1."
    if aim.range and not aim.range.lower <= aim.target.value <= aim.range.upper:
        yield "The target does not lie between its lower and upper end."
    for each in expected(rule):
        if each.level is not None and _is_better(each.level, each.target, polarity):
            yield (
                f"The intervention level {each.level:g} is better than the target {each.target:g} "
                f"for the period to {each.period.end:%d %B %Y}."
            )
            break


def _is_better(value: float, other: float, polarity: str) -> bool:
    return {"higher": value > other, "lower": value < other}.get(polarity, False)
