"""Panels drawn by chance: areas at their own levels, moved by two common factors and by AR(1)."""

from __future__ import annotations

import numpy as np

from queries.methods.panel import Panel

LIKENESS, NOISE, LEVELS = 0.6, 1.5, 10.0


def chance_panel(
    chance: np.random.Generator,
    donors: int,
    *,
    pre: int = 14,
    post: int = 8,
    effect: float = 0.0,
    early: int = 0,
    level: float = 0.0,
) -> Panel:
    """A treated area, first of the units, and so many donors.

    `effect` is added to the treated area from `early` periods before the start on, `level` always.
    """
    units, periods = donors + 1, pre + post
    factors = np.cumsum(chance.normal(size=(2, periods)), axis=1)
    own = np.zeros((units, periods))
    own[:, 0] = chance.normal(size=units)
    for period in range(1, periods):
        fresh = np.sqrt(1 - LIKENESS**2) * chance.normal(size=units)
        own[:, period] = LIKENESS * own[:, period - 1] + fresh
    levels = 50 + LEVELS * chance.normal(size=(units, 1))
    outcomes = levels + chance.uniform(0, 1.5, size=(units, 2)) @ factors + NOISE * own
    outcomes[0] += level
    outcomes[0, pre - early :] += effect
    names = tuple(f"area {place}" for place in range(units))
    return Panel(outcomes, names, tuple(map(str, range(2000, 2000 + periods))), 0, pre)
