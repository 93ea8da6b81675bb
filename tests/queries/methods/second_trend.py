"""The recent trend once more, by statsmodels: weighted regressions on the latest five values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.stats import chi2
from statsmodels.api import WLS, add_constant
from statsmodels.stats.proportion import proportion_confint

POINTS, CHANCE = 5, 0.002
Row = dict[str, Any]
WORDS = {
    ("higher", True): "increasing_better",
    ("higher", False): "decreasing_worse",
    ("lower", True): "increasing_worse",
    ("lower", False): "decreasing_better",
    ("none", True): "increasing",
    ("none", False): "decreasing",
}


def trend(indicator: Row, rows: Sequence[Row]) -> str | None:
    """The trend's word, or None where it cannot be calculated.

    `rows` are the comparable, settled values of an annual indicator, oldest first.
    """
    latest = list(rows[-POINTS:])
    if len(latest) < POINTS:
        return None
    by_counts = indicator["method"] == "proportion" and all(
        None not in (row["numerator"], row["denominator"]) for row in latest
    )
    found = of_counts(latest) if by_counts else of_intervals(indicator, latest)
    if found is None:
        return None
    chi_square, slopes = found
    ways = {bool(slope >= 0) for slope in slopes}
    if chi_square <= chi2.isf(CHANCE, 1) or len(ways) == 2:
        return "no_significant_change"
    return WORDS[indicator["polarity"], slopes[0] > 0]


def of_counts(rows: Sequence[Row]) -> tuple[float, list[float]] | None:
    """Chi-square of Cochran and Armitage, as a regression of shares on their order in time.

    The slopes are of log odds: of all five values, then with each left out.
    """
    counts = np.array([row["numerator"] for row in rows], float)
    people = np.array([row["denominator"] for row in rows], float)
    if (counts <= 0).any() or (counts >= people).any():
        return None
    share = counts.sum() / people.sum()
    _, chi_square = fitted(counts / people, people / (share * (1 - share)))
    return chi_square, slopes(np.log(counts / (people - counts)), np.ones(POINTS))


def of_intervals(indicator: Row, rows: Sequence[Row]) -> tuple[float, list[float]] | None:
    ends = [interval(indicator, row) for row in rows]
    if any(row["value"] is None for row in rows) or any(None in pair for pair in ends):
        return None
    errors = np.array([(upper - lower) / 3.92 for lower, upper in ends])
    if (errors <= 0).any():
        return None
    values = np.array([row["value"] for row in rows], float)
    _, chi_square = fitted(values, errors**-2)
    return chi_square, slopes(values, errors**-2)


def fitted(values: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Slope over time, and its square over its variance where the weights are inverse variances."""
    model = WLS(values, add_constant(np.arange(1.0, len(values) + 1)), weights=weights)
    slope = model.fit().params[1]
    return slope, slope**2 / model.normalized_cov_params[1, 1]


def slopes(values: np.ndarray, weights: np.ndarray) -> list[float]:
    """The slope of all values, then with each left out in turn."""
    times = np.arange(len(values), dtype=float)
    left = [times >= 0, *(times != out for out in times)]
    return [
        np.polynomial.Polynomial.fit(times[kept], values[kept], 1, w=np.sqrt(weights[kept]))
        .convert()
        .coef[-1]
        for kept in left
    ]


def interval(indicator: Row, row: Row) -> tuple[float | None, float | None]:
    """95 per cent limits: the source's own, else from counts whose quotient the value is."""
    given = row["lower_limit"], row["upper_limit"]
    count, people, times = row["numerator"], row["denominator"], indicator["multiplier"]
    if None in (row["value"], count, people) or not people or None not in given:
        return given
    if not math.isclose(row["value"], times * count / people, rel_tol=1e-6):
        return given
    if indicator["method"] == "proportion":
        ends = proportion_confint(count, people, method="wilson")
    elif indicator["method"] == "rate":
        ends = tuple(end / people for end in events(count))
    else:
        return given
    return times * ends[0], times * ends[1]


def events(count: float) -> tuple[float, float]:
    """Limits of a Poisson count: Byar's from ten events upwards, exact below."""
    if count >= 10:
        lower, upper = (
            (base * (1 - 1 / (9 * base) + deviate / (3 * math.sqrt(base))) ** 3)
            for base, deviate in ((count, -1.959963984540054), (count + 1, 1.959963984540054))
        )
        return lower, upper
    return chi2.ppf(0.025, 2 * count) / 2 if count else 0.0, chi2.ppf(0.975, 2 * count + 2) / 2
