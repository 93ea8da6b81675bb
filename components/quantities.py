"""Quantities: numbers with their units, as many decimals as tell them apart, counts and ranks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations, count
from typing import Any

import pandas as pd

# Units that a reader does not say after the number.
UNSPOKEN = ("", "count", "score", "index", "ratio", "rank", "level", "grade", "points")
UNSETTLED = ("provisional", "estimated", "projected")


def is_same(one: float, other: float) -> bool:
    """Whether two values are one number, as the rules of status have it."""
    return math.isclose(one, other, rel_tol=1e-12)


def number(value: Any, unit: str = "", decimals: int = 1) -> str:
    """A value with its unit, as read aloud: 12.3 per 1,000, 45%, £12,000, 3 days."""
    if value is None or pd.isna(value):
        return "no value"
    # adding zero turns a rounded minus nought into nought
    figure = f"{round(value, int(decimals)) + 0.0:,.{int(decimals)}f}"
    if unit == "%":
        return figure + "%"
    if unit.startswith("GBP"):
        sign, pounds = ("-", figure[1:]) if figure.startswith("-") else ("", figure)
        return f"{sign}£{pounds}{unit.removeprefix('GBP')}"
    return figure if unit in UNSPOKEN else f"{figure} {unit}"


def bare(value: Any, unit: str, decimals: int) -> str:
    """A value with its unit's sign but not its words, where they were said before: 12.3, 45%."""
    return number(value, unit if unit == "%" or unit.startswith("GBP") else "", decimals)


def apart(values: Sequence[Any], unit: str, decimals: int) -> list[str]:
    """Values with their unit, in decimals enough that two that differ read differently."""
    places = places_apart(values, decimals)
    told: list[str] = []
    for place, value in enumerate(values):
        twins = (told[i] for i, other in enumerate(values[:place]) if _are_same(value, other))
        told.append(next(twins, number(value, unit, places)))
    return told


def places_apart(values: Sequence[Any], decimals: int) -> int:
    """The fewest decimals, from those usual, in which values that differ read differently."""
    given = [float(value) for value in values if not pd.isna(value)]
    pairs = [pair for pair in combinations(given, 2) if not is_same(*pair)]
    return next(
        places
        for places in count(int(decimals))
        if all(number(one, "", places) != number(other, "", places) for one, other in pairs)
    )


def _are_same(one: Any, other: Any) -> bool:
    return not pd.isna(one) and not pd.isna(other) and is_same(one, other)


def unsettled(told: str, note: Any) -> str:
    """A value in words, said to be provisional, estimated or projected where it is."""
    return f"{told} ({note})" if note in UNSETTLED else told


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: 1 indicator, 3 indicators."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def ordinal(rank: int) -> str:
    """A rank before the word highest: nothing for the first, then 2nd, 3rd, 4th and a space."""
    if rank == 1:
        return ""
    teens = 10 < rank % 100 < 14  # noqa: PLR2004 - eleventh to thirteenth
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending} "
