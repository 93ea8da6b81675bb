"""Scales on which forecasts keep to what is possible: log odds for percentages, logs for counts.

Near an end of what is possible a straight range would run beyond it: a percentage with a value
below 10 or above 90 is forecast on log odds; a count, or a rate by its numerators, with one below
10 on logarithms. A value or target on the very end has no place on such a scale, so that the plain
one serves. Source: Hyndman and Athanasopoulos, Forecasting: principles and practice, 3rd edition
(2021), sections 3.1 and 13.3; 10 events as where Byar's limits take over from exact ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

WHOLE = 100
FEW_EVENTS = 10
NEAR_ENDS = (10, 90)


def scale_of(
    method: str,
    multiplier: float,
    values: Sequence[float],
    numerators: Sequence[float | None],
    target: float | None = None,
) -> str:
    """The scale for a series of the contract's method: none, log or percentage."""
    held = [*values, *(() if target is None else (target,))]
    if method == "proportion" and multiplier == WHOLE:
        is_near = min(values) < NEAR_ENDS[0] or max(values) > NEAR_ENDS[1]
        return "percentage" if is_near and min(held) > 0 and max(held) < WHOLE else "none"
    events = {"count": values, "rate": numerators}.get(method, ())
    known = [count for count in events if count is not None]
    is_few = len(known) == len(values) and min(known) < FEW_EVENTS
    return "log" if is_few and min(held) > 0 else "none"


def ends_of(method: str, multiplier: float) -> tuple[float, float]:
    """The least and the greatest value that are possible; a mean or score may take any."""
    if method == "proportion":
        return 0.0, multiplier
    return (0.0 if method in ("rate", "count") else -math.inf), math.inf


def fitted(values: np.ndarray, scale: str) -> np.ndarray:
    """Values on the scale that is fitted; infinite or nan where they have no place on it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale == "log":
            return np.log(values)
        return np.log(values / (100 - values)) if scale == "percentage" else values


def natural(values: np.ndarray, scale: str) -> tuple[float, ...]:
    """Values of the fitted scale as the indicator has them."""
    given = values
    if scale == "log":
        given = np.exp(values)
    elif scale == "percentage":
        given = 100 / (1 + np.exp(-values))
    return tuple(given.tolist())
