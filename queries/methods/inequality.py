"""Simulated limits of the slope and relative index of inequality; inequality.sql has the indices.

Source: as in PHEindicatormethods 2.1.0, phe_sii: normal draws of each quantile's value on the
fitted scale, percentile limits. A transformed line is rebuilt round its fitted middle. Limits are
swapped for a negative multiplier only; the package swaps those of log rates below 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Z95 = 1.959963984540054
FEWEST, MOST = 5, 100
DRAWS = 100_000
SEED = 20_020_401
Limits = tuple[float, float]


@dataclass(frozen=True)
class IndexLimits:
    """Limits of both indices at each level asked for, or the reason why there are none."""

    slope_index: tuple[Limits, ...] = ()
    relative_index: tuple[Limits, ...] = ()
    reason: str | None = None


def simulated_limits(
    values: Sequence[float],
    populations: Sequence[float],
    errors: Sequence[float],
    *,
    multiplier: float = 1,
    scale: str = "none",
    levels: Sequence[float] = (0.95, 0.998),
    draws: int = DRAWS,
    seed: int = SEED,
) -> IndexLimits:
    """Limits from values by quantile, 1 first, with their standard errors on the fitted scale.

    The same input gives the same limits, because the draws are seeded.
    """
    value, population, error = (np.asarray(c, float) for c in (values, populations, errors))
    reason = _fault(value, population, error, scale)
    if reason:
        return IndexLimits(reason=reason)
    fitted = _fitted(value, scale)
    line = _line(population)
    drawn = np.random.default_rng(seed).normal(fitted, error, size=(draws, fitted.size)) @ line
    tails = [tail for level in levels for tail in ((1 - level) / 2, (1 + level) / 2)]
    if scale == "none":
        slope_ends = np.quantile(drawn[:, 1], tails)
        ratio_ends = np.quantile(1 + drawn[:, 1] / drawn[:, 0], tails)
    else:
        start, slope = fitted @ line
        half = np.quantile(drawn[:, 1], tails) / 2
        low, high = (_natural(start + slope / 2 + side * half, scale) for side in (-1, 1))
        slope_ends, ratio_ends = high - low, high / low
    ratios = 1 / ratio_ends if multiplier < 0 else ratio_ends
    return IndexLimits(_pairs(slope_ends * multiplier), _pairs(ratios))


def errors_of(
    lower: Sequence[float], upper: Sequence[float], scale: str = "none"
) -> tuple[float, ...]:
    """Standard errors on the fitted scale from 95 per cent limits; nan where there is none."""
    low, high = (_fitted(np.asarray(limits, float), scale) for limits in (lower, upper))
    return tuple(((high - low) / (2 * Z95)).tolist())


def _line(population: np.ndarray) -> np.ndarray:
    """Weights that turn values by quantile into the intercept and slope of their fitted line."""
    share = population / population.sum()
    middle = np.cumsum(share) - share / 2
    offset = middle - share @ middle
    slope = share * offset / (share @ offset**2)
    return np.column_stack([share - slope * (share @ middle), slope])


def _fitted(value: np.ndarray, scale: str) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale == "log":
            return np.log(value)
        return np.log(value / (1 - value)) if scale == "logit" else value


def _natural(value: np.ndarray, scale: str) -> np.ndarray:
    return np.exp(value) if scale == "log" else 1 / (1 + np.exp(-value))


def _fault(value: np.ndarray, population: np.ndarray, error: np.ndarray, scale: str) -> str | None:
    if not FEWEST <= value.size <= MOST:
        return "fewer_than_5_quantiles" if value.size < FEWEST else "more_than_100_quantiles"
    if not value.size == population.size == error.size:
        return "missing_quantile"
    if not (np.isfinite(population).all() and (population > 0).all()):
        return "denominator_not_positive"
    if not np.isfinite(_fitted(value, scale)).all():
        return "value_outside_scale" if np.isfinite(value).all() else "missing_value"
    return None if np.isfinite(error).all() and (error > 0).all() else "no_interval"


def _pairs(ends: np.ndarray) -> tuple[Limits, ...]:
    return tuple(
        (float(min(pair)), float(max(pair))) for pair in zip(ends[::2], ends[1::2], strict=True)
    )
