"""Trajectories: the value that each period is to reach between the baseline and the target.

The baseline stands before the first period and the target at the last, so n periods make n equal
steps, whatever their length in days; where periods come unevenly, milestones say when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

from data.register import Refused

MOST_PERIODS = 600  # fifty years of months


@dataclass(frozen=True)
class Period:
    """First and last day, both inclusive."""

    start: date
    end: date


@dataclass(frozen=True)
class Trajectory:
    """How the target is approached.

    `steps` counts the jumps of a stepped one. `milestones` has a value for each period, or None for
    one on the straight line between its neighbours. Values on the way are rounded to `decimals`,
    as the partnership writes them down: exactly on the target is on target.
    """

    kind: Literal["straight", "compound", "stepped", "milestones"]
    steps: int | None = None
    milestones: tuple[float | None, ...] = ()
    decimals: int | None = None


def path(trajectory: Trajectory, baseline: float, target: float, periods: int) -> list[float]:
    """One value a period, the last of them the target. Raises Refused when it cannot be drawn."""
    if periods < 1:
        raise Refused("A trajectory needs at least one period.")
    values = _drawn(trajectory, baseline, target, periods)
    if (decimals := trajectory.decimals) is None:
        return values
    # What was written down by hand stays as it was written, like the target itself.
    by_hand = {n for n, value in enumerate(trajectory.milestones) if value is not None}
    by_hand.add(periods - 1)
    return [v if n in by_hand else round(v, decimals) for n, v in enumerate(values)]


def straight(baseline: float, target: float, periods: int) -> list[float]:
    """The same amount each period."""
    return [_between(baseline, target, step / periods) for step in range(1, periods + 1)]


def compound(baseline: float, target: float, periods: int) -> list[float]:
    """The same share each period: v_k = b (t / b)^(k / n). Raises Refused unless b t > 0."""
    if not (baseline > 0 < target or baseline < 0 > target):
        raise Refused(
            f"The same percentage each period cannot lead from {baseline:g} to {target:g}: both "
            "must be above zero, or both below. Choose a straight line."
        )
    low, high = sorted((baseline, target))
    values = (baseline * (target / baseline) ** (step / periods) for step in range(1, periods))
    return [*(min(max(value, low), high) for value in values), target]


def stepped(baseline: float, target: float, periods: int, steps: int) -> list[float]:
    """Equal jumps, each as an equal run of periods begins: v_k = b + (t - b) ⌈k m / n⌉ / m.

    The first period has made the first jump. Raises Refused unless 1 <= steps <= periods.
    """
    if not 1 <= steps <= periods:
        raise Refused(f"{periods} periods have room for 1 to {periods} steps, not {steps}.")
    return [
        _between(baseline, target, ceil(number * steps / periods) / steps)
        for number in range(1, periods + 1)
    ]


def milestones(baseline: float, given: Sequence[float | None]) -> list[float]:
    """The values given, and straight lines from one to the next where none is.

    Raises Refused when the last period has none.
    """
    if not given or given[-1] is None:
        raise Refused("The last period needs a milestone: the target.")
    values: list[float] = []
    before, run = baseline, 0
    for value in given:
        run += 1
        if value is not None:
            values += straight(before, value, run)
            before, run = value, 0
    return values


def periods_from(first: date, months: int, count: int) -> tuple[Period, ...]:
    """`count` periods of whole months, one after another, from the first day of a month."""
    if first.day != 1 or months < 1 or not 1 <= count <= MOST_PERIODS:
        raise Refused(
            "Periods begin with the first day of a month and last whole months; there are at most "
            f"{MOST_PERIODS}."
        )
    starts = [_months_after(first, months * number) for number in range(count + 1)]
    return tuple(
        Period(start, after - timedelta(days=1))
        for start, after in zip(starts, starts[1:], strict=False)
    )


def _drawn(trajectory: Trajectory, baseline: float, target: float, periods: int) -> list[float]:
    match trajectory.kind:
        case "straight":
            return straight(baseline, target, periods)
        case "compound":
            return compound(baseline, target, periods)
        case "stepped":
            return stepped(baseline, target, periods, trajectory.steps or 0)
        case "milestones":
            given = trajectory.milestones
            if len(given) != periods or given[-1] not in (None, target):
                raise Refused(
                    f"Give {periods} milestones, one for each period; the last is {target:g}."
                )
            return milestones(baseline, (*given[:-1], target))


def _between(start: float, end: float, share: float) -> float:
    """On the straight line; at its end exactly the end, and never beyond it."""
    low, high = sorted((start, end))
    return end if share == 1 else min(max(start + (end - start) * share, low), high)


def _months_after(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)
