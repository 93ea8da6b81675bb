"""XmR charts once more, in plain Python and exact fractions, written from the rules."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

RUN = 7
Values = Sequence[Fraction | None]
Signal = tuple[str, int | None]


def sign(number: Any) -> int:
    return (number > 0) - (number < 0)


def average(numbers: Sequence[Fraction]) -> Fraction | None:
    return sum(numbers, Fraction()) / len(numbers) if numbers else None


def limits(
    group: Values, is_screened: bool = False, baseline: int | None = None
) -> tuple[Fraction | None, Fraction | None]:
    """Mean and reach of the limits; reach None where the moving range is null or zero."""
    fixed = group[:baseline]
    mean = average([value for value in fixed if value is not None])
    ranges = [
        abs(after - before)
        for before, after in zip(fixed, fixed[1:], strict=False)
        if None not in (before, after)
    ]
    moving_range = average(ranges)
    if is_screened and moving_range is not None:
        moving_range = average([r for r in ranges if r < Fraction("3.267") * moving_range])
    return mean, Fraction("2.66") * moving_range if moving_range else None


def runs(sides: Sequence[int | None]) -> list[int]:
    """For each position, how many neighbours in a row, itself included, lie on the same side."""
    lengths = [len(list(same)) for _, same in groupby(sides)]
    return [length for length in lengths for _ in range(length)]


def trends(group: Values) -> list[int | None]:
    """Direction of the trend through each point; at the meeting of two, the one to its right."""
    steps = [
        None if None in (before, after) else sign(after - before)
        for before, after in zip(group, group[1:], strict=False)
    ]
    long = [
        step if step and length >= RUN - 1 else None
        for step, length in zip(steps, runs(steps), strict=True)
    ]
    return [after or before for before, after in zip([None, *long], [*long, None], strict=True)]


def two_in_three(sides: Sequence[int | None], close: Sequence[bool]) -> set[int]:
    flagged = set()
    for start in range(len(sides) - 2):
        window = range(start, start + 3)
        if abs(sum(sides[i] or 0 for i in window)) == 3 and sum(close[i] for i in window) >= 2:
            flagged |= {i for i in window if close[i]}
    return flagged


def sides_of(group: Values) -> list[int | None]:
    """Side of the mean of each value: 1 above, -1 below, 0 on it, None without a value."""
    mean, _ = limits(group)
    return [None if value is None else sign(value - mean) for value in group]


def signals(group: Values, is_screened: bool = False, baseline: int | None = None) -> list[Signal]:
    """(signal, direction) of each point of one group of comparable points."""
    mean, reach = limits(group, is_screened, baseline)
    if reach is None:
        return [("none", None)] * len(group)
    sides = [None if value is None else sign(value - mean) for value in group]
    distances = [Fraction() if value is None else abs(value - mean) for value in group]
    outside = [distance > reach for distance in distances]
    close = [2 * reach / 3 < distance <= reach for distance in distances]
    shifts, ways, pairs = runs(sides), trends(group), two_in_three(sides, close)
    return [
        ("none", None) if group[i] is None
        else ("outside", sides[i]) if outside[i]
        else ("trend", ways[i]) if ways[i]
        else ("two_in_three", sides[i]) if i in pairs
        else ("shift", sides[i]) if sides[i] and shifts[i] >= RUN
        else ("none", None)
        for i in range(len(group))
    ]  # fmt: skip
