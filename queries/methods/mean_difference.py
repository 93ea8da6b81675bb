"""Means, their differences and their spreads, from what was summed up: size, mean, variance.

Source: Student (1908); Welch (1938, 1947); Brown and Forsythe (1974); Holm (1979). No row of a
single person comes here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scipy.special import stdtr, stdtrit

LEVEL = 0.95
# One answer has no variance.
FEWEST = 2


@dataclass(frozen=True)
class Summary:
    """People summed up: their number, mean and sample variance.

    `share_left` is the share of the squared error that a finite population leaves.
    """

    n: int
    mean: float
    variance: float
    share_left: float = 1.0

    @property
    def squared_error(self) -> float:
        """Square of the mean's standard error."""
        return self.variance / self.n * self.share_left

    @property
    def is_testable(self) -> bool:
        """Whether there are enough people, who vary or are everybody there is."""
        return self.n >= FEWEST and (self.variance > 0 or not self.share_left > 0)


@dataclass(frozen=True)
class Difference:
    """One mean less another, its limits, and how likely chance alone makes it as large."""

    value: float
    lower_limit: float
    upper_limit: float
    p: float


def mean_limits(people: Summary, level: float = LEVEL) -> tuple[float, float] | None:
    """Student's limits of a mean; None for fewer than two people or without variation."""
    if people.n < FEWEST or not people.variance > 0:
        return None
    reach = _quantile(people.n - 1, level) * math.sqrt(people.squared_error)
    return people.mean - reach, people.mean + reach


def mean_difference(one: Summary, other: Summary, level: float = LEVEL) -> Difference | None:
    """`one` less `other` by Welch's test; None where either side is nothing to test.

    That is fewer than two people, or a sample that answered alike: it says nothing of how far
    people differ. Where both are everybody there is, the difference is certain.
    """
    if not (one.is_testable and other.is_testable):
        return None
    value = one.mean - other.mean
    squared = one.squared_error + other.squared_error
    if not squared > 0:
        return Difference(value, value, value, float(math.isclose(value, 0, abs_tol=1e-9)))
    freedom = squared**2 / sum(people.squared_error**2 / (people.n - 1) for people in (one, other))
    error = math.sqrt(squared)
    reach = _quantile(freedom, level) * error
    p = 2 * float(stdtr(freedom, -abs(value) / error))
    return Difference(value, value - reach, value + reach, p)


def spread_difference(one: Summary, other: Summary) -> float | None:
    """Probability by Brown and Forsythe that two spreads differ as much by chance alone.

    Each summary is of people's distances from their own median. None without variation.
    """
    freedom = one.n + other.n - 2
    if min(one.n, other.n) < FEWEST:
        return None
    pooled = ((one.n - 1) * one.variance + (other.n - 1) * other.variance) / freedom
    if not pooled > 0:
        return None
    error = math.sqrt(pooled * (1 / one.n + 1 / other.n))
    return 2 * float(stdtr(freedom, -abs(one.mean - other.mean) / error))


def everyone_else(everybody: Summary, part: Summary) -> Summary | None:
    """What is left of everybody without a part of them; None when that is fewer than two."""
    n = everybody.n - part.n
    if n < FEWEST:
        return None
    mean = (everybody.n * everybody.mean - part.n * part.mean) / n
    squares = (
        (everybody.n - 1) * everybody.variance
        - (part.n - 1) * part.variance
        - part.n * (part.mean - everybody.mean) ** 2
        - n * (mean - everybody.mean) ** 2
    )
    # what rounding leaves of nothing is not variation
    is_noise = squares < 1e-9 * max(everybody.n * everybody.variance, 1e-300)
    variance = 0.0 if is_noise else squares / (n - 1)
    return Summary(n, mean, variance, everybody.share_left)


def holm(chances: Mapping[str, float | None]) -> dict[str, float | None]:
    """Holm's adjustment of the probabilities of tests made together; None stays untested."""
    tested = sorted((p, name) for name, p in chances.items() if p is not None)
    adjusted: dict[str, float | None] = dict.fromkeys(chances)
    highest = 0.0
    for place, (p, name) in enumerate(tested):
        highest = max(highest, min(1.0, (len(tested) - place) * p))
        adjusted[name] = highest
    return adjusted


def whole(value: float | None) -> float | None:
    """A score as it is told: in whole points, so that sums of few people cannot be worked out."""
    return None if value is None else float(math.floor(round(value, 6) + 0.5))


def told_limits(limits: Sequence[float] | None) -> tuple[float | None, float | None]:
    """Limits of a score in whole points, within the scale."""
    if limits is None:
        return None, None
    lower, upper = limits
    return whole(max(lower, 0.0)), whole(min(upper, 100.0))


def _quantile(freedom: float, level: float) -> float:
    return float(stdtrit(freedom, (1 + level) / 2))
