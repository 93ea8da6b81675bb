"""Exact Poisson limits for what the SQL has no table for: fractions of an event, other levels.

Source: Garwood (1936); Public Health England, Technical guide: confidence intervals (2018).
"""

from __future__ import annotations

import math

from scipy.special import gammainccinv, gammaincinv

LEVELS = (0.9, 1.0)


def exact_limits(events: float | None, confidence: float = 0.95) -> tuple[float, float] | None:
    """Lower and upper limit of a count; None for a missing or negative count or another level.

    The level is written as 0.95 or as 95 and lies from 90 up to but not including 100 per cent.
    """
    level = confidence / 100 if confidence > 1 else confidence
    if events is None or not math.isfinite(events) or events < 0:
        return None
    if not LEVELS[0] <= level < LEVELS[1]:
        return None
    tail = (1 - level) / 2
    lower = gammaincinv(events, tail) if events > 0 else 0.0
    return float(lower), float(gammainccinv(events + 1, tail))
