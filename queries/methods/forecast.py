"""Forecasts of one series: what its length allows, side by side, with prediction intervals.

Fewer than 5 values: none. 5 and more: straight line and random walk with drift. 10 and more annual
values (or of a slower rhythm): exponential smoothing with a trend, damped or not. Four years of
quarters, thirds of a year or months: seasonal smoothing beside the same season of last year.
Source: Hyndman and Athanasopoulos, Forecasting: principles and practice, 3rd edition (2021).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from queries.methods.paths import Path, drift_path, seasonal_naive_path, trend_path
from queries.methods.scales import fitted, natural
from queries.methods.smoothing import smoothed

# Periods in a year, or 1 where a year is no cycle.
SEASONS = {
    "monthly": 12,
    "quarterly": 4,
    "four_monthly": 3,
    "annual": 1,
    "biennial": 1,
    "triennial": 1,
    "four_yearly": 1,
}
FEWEST, FEWEST_SMOOTHED, FEWEST_CYCLES = 5, 10, 4
BANDS = ("below_20", "20_to_40", "40_to_60", "60_to_80", "80_or_more")
# A perfect fit leaves rounding, not zero; below this share of the values it is no variation.
ROUNDING = 1e-12
# Beyond this a square overflows: not a value.
LARGEST = 1e150


@dataclass(frozen=True)
class Line:
    """One method's forecast by period ahead, and its chance of the target at the last of them.

    Pages show `band`; `chance` is more exact than any forecast is.
    """

    method: str
    mean: tuple[float, ...]
    lower_80: tuple[float, ...]
    upper_80: tuple[float, ...]
    lower_95: tuple[float, ...]
    upper_95: tuple[float, ...]
    chance: float | None = None
    band: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Forecast:
    """Lines side by side, or the reason for none; the way to the target needs no forecast."""

    lines: tuple[Line, ...] = ()
    reason: str | None = None
    gap: float | None = None
    change_per_period: float | None = None


def forecast(
    values: Sequence[float | None],
    horizon: int,
    *,
    frequency: str = "annual",
    target: float | None = None,
    polarity: str = "none",
    scale: str = "none",
    sampling_error: float = 0.0,
) -> Forecast:
    """Forecast of the periods after `values`, which are comparable, observed and in order.

    A missing value (None or nan) keeps its place and leaves only the straight line. `scale` is
    none, log (counts near 0) or percentage (near 0 or 100). `sampling_error` is the standard error
    of a value on that scale, where its interval is known.
    """
    known = np.array([math.nan if value is None else value for value in values], float)
    known[~(np.abs(known) < LARGEST)] = math.nan
    observed = known[~np.isnan(known)]
    gap = None if target is None or not observed.size else float(target - observed[-1])
    change = gap / horizon if gap is not None and horizon > 0 else None
    series = fitted(known, scale)
    reason = _fault(observed, series[~np.isnan(known)], horizon, frequency)
    if reason:
        return Forecast((), reason, gap, change)
    spread = sampling_error if math.isfinite(sampling_error) else 0.0
    lines = tuple(
        _line(path, series, target=target, polarity=polarity, scale=scale, sampling_error=spread)
        for path in _paths(series, horizon, SEASONS[frequency])
    )
    return Forecast(lines, None, gap, change)


def _paths(values: np.ndarray, horizon: int, seasons: int) -> list[Path]:
    if np.isnan(values).any():
        return [trend_path(values, horizon)]
    kinds: list[Callable[[], Path | None]]
    if seasons > 1 and values.size >= FEWEST_CYCLES * seasons:
        kinds = [
            lambda: _smoothed_path("smoothed_seasons", values, horizon, seasons=seasons),
            lambda: seasonal_naive_path(values, horizon, seasons),
        ]
    else:
        kinds = [
            lambda: trend_path(values, horizon),
            lambda: drift_path(values, horizon),
        ]
        if seasons == 1 and values.size >= FEWEST_SMOOTHED:
            kinds += [
                lambda: _smoothed_path("smoothed_trend", values, horizon),
                lambda: _smoothed_path("smoothed_damped", values, horizon, is_damped=True),
            ]
    return [path for kind in kinds if (path := kind()) is not None]


def _smoothed_path(
    method: str, values: np.ndarray, horizon: int, *, is_damped: bool = False, seasons: int = 1
) -> Path | None:
    found = smoothed(values, horizon, is_damped=is_damped, seasons=seasons)
    return None if found is None else Path(method, *found)


def _line(
    path: Path,
    series: np.ndarray,
    *,
    target: float | None,
    polarity: str,
    scale: str,
    sampling_error: float,
) -> Line:
    is_flat = bool((path.error <= ROUNDING * np.nanmax(np.abs(series))).all())
    error = np.sqrt(path.error**2 + sampling_error**2)
    deviates = [
        stdtrit(path.freedom, level) if math.isfinite(path.freedom) else ndtri(level)
        for level in (0.1, 0.9, 0.025, 0.975)
    ]
    limits = [natural(path.mean + deviate * error, scale) for deviate in deviates]
    chance = None if is_flat else _chance(path, error[-1], target, polarity, scale)
    return Line(
        path.method,
        natural(path.mean, scale),
        *limits,
        chance=chance,
        band=None if chance is None else BANDS[min(int(chance * 5), 4)],
        reason="not_enough_variation" if is_flat else None,
    )


def _chance(
    path: Path, error: float, target: float | None, polarity: str, scale: str
) -> float | None:
    if target is None or polarity not in ("higher", "lower"):
        return None
    aim = float(fitted(np.array([target], float), scale)[0])
    if math.isnan(aim):
        return None
    distance = (aim - path.mean[-1]) / error
    is_finite = math.isfinite(path.freedom)
    below = float(stdtr(path.freedom, distance) if is_finite else ndtr(distance))
    return 1 - below if polarity == "higher" else below


def _fault(observed: np.ndarray, series: np.ndarray, horizon: int, frequency: str) -> str | None:
    if frequency not in SEASONS:
        return "no_fixed_rhythm"
    if horizon < 1:
        return "no_periods_ahead"
    if observed.size < FEWEST:
        return "not_enough_data"
    return None if np.isfinite(series).all() else "value_outside_scale"
