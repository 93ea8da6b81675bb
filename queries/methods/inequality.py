"""Simulated limits of the slope and relative index of inequality; inequality.sql has the indices.

Source: as in PHEindicatormethods 2.1.0, phe_sii: normal draws of each quantile's value on the
fitted scale, percentile limits. A transformed line is rebuilt round its fitted middle. Limits are
swapped for a negative multiplier only; the package swaps those of log rates below 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np
import pyarrow as pa

from queries.methods.gap import Row, moved

Z95 = 1.959963984540054
FEWEST, MOST = 5, 100
DRAWS = 100_000
SEED = 20_020_401
Limits = tuple[float, float]
ADDED = ("slope_lower", "slope_upper", "relative_lower", "relative_upper", "change", "since")


@dataclass(frozen=True)
class IndexLimits:
    """Limits of both indices at each level asked for, or the reason why there are none."""

    slope_index: tuple[Limits, ...] = ()
    relative_index: tuple[Limits, ...] = ()
    reason: str | None = None


def answer(rows: pa.Table) -> pa.Table:
    """Rows of `area_inequality` with 95 per cent limits of both indices, and how the gap moved.

    `change` and `since` are those of `gap.moved`; null, like the limits, where there is no index.
    The relative index has no limits where they reach an end of the line that is not above zero.
    """
    judged: list[Row] = []
    before: list[Row] = []
    for fifths in _periods(rows.to_pylist()):
        found = _with_limits(fifths)
        found |= moved(found, before)
        before.append(found)
        judged += [found] * len(fifths)
    kinds = {"change": pa.string(), "since": pa.string()}
    for name in ADDED:
        column = pa.array([row.get(name) for row in judged], kinds.get(name, pa.float64()))
        rows = rows.append_column(name, column)
    return rows


def _periods(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows of one period at a time: its fifths, or one row where it has no index."""
    for _, fifths in groupby(rows, lambda row: (row["period_end"], row["period_start"])):
        yield list(fifths)


def _with_limits(fifths: Sequence[Row]) -> Row:
    """The period's first row with the limits of its indices, most deprived end against least."""
    found = dict(fifths[0])
    if found["slope_index"] is None:
        return found
    columns = ("value", "denominator", "lower_limit", "upper_limit")
    values, populations, lower, upper = ([row[name] for row in fifths] for name in columns)
    limits = simulated_limits(
        values, populations, errors_of(lower, upper), multiplier=-1, levels=(0.95,)
    )
    if limits.reason is None:
        found |= dict(zip(ADDED, limits.slope_index[0], strict=False))
        low, high = limits.relative_index[0]
        if found["relative_index"] is not None and 0 < low <= found["relative_index"] <= high:
            found |= {"relative_lower": low, "relative_upper": high}
    return found


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

    The same input gives the same limits, because the draws are seeded. They are drawn once for all
    calls: the limits of 100 series take a fifth of a second.
    """
    value, population, error = (np.asarray(c, float) for c in (values, populations, errors))
    reason = _fault(value, population, error, scale)
    if reason:
        return IndexLimits(reason=reason)
    fitted = _fitted(value, scale)
    line = _line(population)
    drawn = _drawn(fitted @ line, error[:, None] * line, _chance(draws, fitted.size, seed))
    tails = [tail for level in levels for tail in ((1 - level) / 2, (1 + level) / 2)]
    if scale == "none":
        slope_ends = np.quantile(drawn[1], tails)
        ratio_ends = np.quantile(1 + drawn[1] / drawn[0], tails)
    else:
        start, slope = fitted @ line
        half = np.quantile(drawn[1], tails) / 2
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


@lru_cache(maxsize=2)
def _chance(draws: int, quantiles: int, seed: int) -> np.ndarray:
    """Standard normal draws, a row a quantile: 4 MB for fifths."""
    drawn = np.random.default_rng(seed).standard_normal((draws, quantiles))
    return np.ascontiguousarray(drawn.T)


def _drawn(middle: np.ndarray, reach: np.ndarray, chance: np.ndarray) -> list[np.ndarray]:
    """Intercepts and slopes, from how far a deviate of each quantile moves the two.

    Added up here: a matrix product starts threads, and while viewers keep the processors busy those
    wait for one another for ten times as long as this takes.
    """
    return [
        middle[part] + sum(weight * row for weight, row in zip(reach[:, part], chance, strict=True))
        for part in (0, 1)
    ]


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
