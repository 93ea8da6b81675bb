"""Exponential smoothing with an additive error, trend and season, by least squares.

Source: Hyndman, Koehler, Ord and Snyder, Forecasting with exponential smoothing (2008), chapters 5
and 6. Given its smoothing weights the model is linear in where it starts, so that only the weights
are searched for. What is made least is the same sum of squares as in R and statsmodels, which stop
at optima of their own; the variance divides by what the parameters leave of the values, as R does.
Written here because importing statsmodels takes 1.3 s, longer than a page may.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

# The search: where it starts, how far its first steps go, and how fine it becomes.
FIRST = (0.005, 0.04, 0.12, 0.3, 0.6, 0.9, 1.0)
FIRST_STEP, LAST_STEP, MOST_MOVES = 0.125, 0.0002, 60
LEAST_WEIGHT = 1e-4
DAMPING = (0.8, 0.98)


@dataclass(frozen=True)
class Weights:
    """Smoothing weights, each an array over candidates, from shares between 0 and 1.

    The trend's weight is a share of the level's, and the season's of what the level leaves: so R
    bounds them too.
    """

    level: np.ndarray
    trend: np.ndarray
    season: np.ndarray
    damping: np.ndarray

    @classmethod
    def of(cls, shares: np.ndarray, *, is_damped: bool, is_seasonal: bool) -> Weights:
        """Weights of candidates, one a row of `shares`."""
        level = _between(shares[:, 0], LEAST_WEIGHT, 1 - LEAST_WEIGHT)
        none = np.zeros_like(level)
        return cls(
            level,
            level * _between(shares[:, 1], LEAST_WEIGHT, 1),
            (1 - level) * _between(shares[:, 2], LEAST_WEIGHT, 1) if is_seasonal else none,
            _between(shares[:, -1], *DAMPING) if is_damped else none + 1,
        )


def smoothed(
    values: np.ndarray, horizon: int, *, is_damped: bool = False, seasons: int = 1
) -> tuple[np.ndarray, np.ndarray] | None:
    """Means and standard errors of the periods ahead; None where no model can be fitted."""
    is_seasonal = seasons > 1
    searched = 2 + is_seasonal + is_damped
    left = values.size - searched - (1 + seasons)  # level, trend and all but one season to start
    if np.ptp(values) == 0 or left < 1:
        return None
    middle, unit = values.mean(), np.abs(values - values.mean()).max()
    scaled = (values - middle) / unit
    shares = _searched(tuple(scaled.tolist()), searched, is_damped=is_damped, seasons=seasons)
    weights = Weights.of(shares[None], is_damped=is_damped, is_seasonal=is_seasonal)
    errors, paths = (part[0] for part in _followed(scaled, weights, seasons, horizon))
    start, *_ = np.linalg.lstsq(errors[:, 1:], -errors[:, 0], rcond=None)
    rest = errors[:, 0] + errors[:, 1:] @ start
    mean = middle + unit * (paths[:, 0] + paths[:, 1:] @ start)
    spread = np.concatenate(([1.0], 1 + np.cumsum(_carried(weights, seasons, horizon) ** 2)))
    error = unit * np.sqrt(rest @ rest / left * spread[:horizon])
    return (mean, error) if np.isfinite(mean).all() and np.isfinite(error).all() else None


# The same past is forecast against one target after another on the bench: 60 ms a search.
@lru_cache(maxsize=256)
def _searched(series: tuple[float, ...], size: int, *, is_damped: bool, seasons: int) -> np.ndarray:
    """Shares with the least sum of squares: the best of a grid, then downhill by halving steps."""
    values = np.array(series)

    def squares(shares: np.ndarray) -> np.ndarray:
        weights = Weights.of(shares, is_damped=is_damped, is_seasonal=seasons > 1)
        errors, _ = _followed(values, weights, seasons, 0)
        # What is left of the first column once the others have explained what they can.
        left: Any = np.linalg.qr(np.roll(errors, -1, axis=2), mode="r")
        return left[:, -1, -1] ** 2

    grid = np.array(list(product(FIRST, repeat=size)))
    found = squares(grid)
    best, least, step = grid[found.argmin()], found.min(), FIRST_STEP
    around = np.array([move for move in product((-1, 0, 1), repeat=size) if any(move)])
    for _ in range(MOST_MOVES):
        tried = np.clip(best + step * around, 0, 1)
        found = squares(tried)
        if found.min() < least:
            best, least = tried[found.argmin()], found.min()
        elif (step := step / 2) < LAST_STEP:
            break
    return best


def _followed(
    values: np.ndarray, weights: Weights, seasons: int, horizon: int
) -> tuple[np.ndarray, np.ndarray]:
    """Errors of each value, and means of the periods ahead, of each candidate.

    Both are linear in the start: column 0 is the part without it, the others belong to the level,
    the trend and all but the last season. Shapes: candidates, periods, 1 + states.
    """
    states = 1 + seasons
    level, trend, *season = np.zeros((2 + seasons, weights.level.size, 1 + states))
    for place, state in enumerate((level, trend, *season[: seasons - 1]), start=1):
        state[:, place] = 1
    damping = weights.damping[:, None]
    told = np.empty((values.size + horizon, weights.level.size, 1 + states))
    for period in range(values.size + horizon):
        trend = damping * trend
        level = level + trend
        now = period % seasons
        told[period] = level + season[now]
        if period < values.size:
            error = -told[period]
            error[:, 0] += values[period]
            told[period] = error
            level = level + weights.level[:, None] * error
            trend = trend + weights.trend[:, None] * error
            season[now] = season[now] + weights.season[:, None] * error
    by_candidate = told.transpose(1, 0, 2)
    return by_candidate[:, : values.size], by_candidate[:, values.size :]


def _carried(weights: Weights, seasons: int, horizon: int) -> np.ndarray:
    """How much of one period's error is carried into each later one, of one candidate."""
    ahead = np.arange(1, horizon)
    damped = np.cumsum(weights.damping[0] ** ahead)
    return weights.level[0] + weights.trend[0] * damped + weights.season[0] * (ahead % seasons == 0)


def _between(share: np.ndarray, least: float, most: float) -> np.ndarray:
    return least + share * (most - least)
