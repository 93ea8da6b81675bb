"""Where a series leads by arithmetic alone: straight line, drift, and last year again.

Source: Hyndman and Athanasopoulos, Forecasting: principles and practice, 3rd edition (2021).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Path:
    """Means and standard errors on the fitted scale; `freedom` of t, infinite for the normal."""

    method: str
    mean: np.ndarray
    error: np.ndarray
    freedom: float = math.inf


def trend_path(values: np.ndarray, horizon: int) -> Path:
    """Straight line by least squares with its t prediction error."""
    at = np.flatnonzero(~np.isnan(values)).astype(float)
    seen, n = values[~np.isnan(values)], at.size
    offset = at - at.mean()
    slope = offset @ seen / (offset @ offset)
    error = math.sqrt(((seen - seen.mean() - slope * offset) ** 2).sum() / (n - 2))
    ahead = np.arange(values.size, values.size + horizon) - at.mean()
    widening = np.sqrt(1 + 1 / n + ahead**2 / (offset @ offset))
    return Path("straight_line", seen.mean() + slope * ahead, error * widening, n - 2)


def drift_path(values: np.ndarray, horizon: int) -> Path:
    """Random walk with drift: the last value and the average change so far."""
    steps, ahead = np.diff(values), np.arange(1, horizon + 1)
    drift, error = steps.mean(), steps.std(ddof=1)
    return Path(
        "random_walk_with_drift",
        values[-1] + ahead * drift,
        error * np.sqrt(ahead * (1 + ahead / steps.size)),
    )


def seasonal_naive_path(values: np.ndarray, horizon: int, seasons: int) -> Path:
    """The same season of the last year, for ever."""
    ahead = np.arange(horizon)
    error = math.sqrt(((values[seasons:] - values[:-seasons]) ** 2).mean())
    last = values[-seasons:][ahead % seasons]
    return Path("last_year_again", last, error * np.sqrt(ahead // seasons + 1))
