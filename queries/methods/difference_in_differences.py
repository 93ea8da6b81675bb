"""Difference in differences: wards where something was begun against wards where nothing was.

The change of the one group less the change of the other. The error takes each ward's values as one
cluster; with few wards it is too small, so chance is judged by drawing other wards as if they had
been treated: all choices where they can be counted, else a seeded number of them. One date for all:
wards that began at different times need another method, as the plain one can turn signs round.
Source: Bertrand, Duflo and Mullainathan (2004), Quarterly Journal of Economics 119: 249-275; Conley
and Taber (2011), Review of Economics and Statistics 93: 113-125.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from scipy.special import stdtrit

from queries.methods.panel import Check
from queries.methods.regression import clustered

FEWEST_UNTREATED, FEWEST_PRE = 5, 2
MOST_CHOICES, SEED = 2000, 20_020_401
EQUAL = 1e-9


@dataclass(frozen=True, eq=False)
class DifferenceInDifferences:
    """The effect on the treated units; with faults nothing else but who was left out.

    `error` and limits at 95% are clustered by unit, None with one treated unit. `p` is the share of
    `choices` of units with an effect at least as large in size, the true one among them; `earlier`
    is the same difference between the two halves of the time before, with `earlier_p`. `treated`
    and `untreated` are the two groups' means by period, `counterfactual` where the treated would
    have been.
    """

    faults: tuple[Check, ...] = ()
    left_out: tuple[str, ...] = ()
    effect: float | None = None
    percent: float | None = None
    error: float | None = None
    lower: float | None = None
    upper: float | None = None
    p: float | None = None
    choices: int = 0
    spread: float | None = None
    earlier: float | None = None
    earlier_p: float | None = None
    treated: np.ndarray | None = None
    untreated: np.ndarray | None = None
    counterfactual: np.ndarray | None = None


def difference_in_differences(
    outcomes: np.ndarray, units: Sequence[str], is_treated: Sequence[bool], first_post: int
) -> DifferenceInDifferences:
    """The effect from outcomes (units x periods); a unit with a missing value is left out."""
    whole = np.asarray(np.isfinite(outcomes).all(axis=1))
    left_out = tuple(units[place] for place in np.flatnonzero(~whole))
    values, chosen = np.asarray(outcomes, float)[whole], np.asarray(is_treated, bool)[whole]
    if faults := _faults(values, chosen, first_post):
        return DifferenceInDifferences(faults, left_out)
    drawn = _choices(chosen)
    effects = _effects(_change(values, 0, first_post, values.shape[1]), drawn)
    earlier = _effects(_change(values, 0, first_post // 2, first_post), drawn)
    own, other, expected = _paths(values, chosen, first_post)
    average, effect = float(expected[first_post:].mean()), float(effects[0])
    error, reach = _error(values, chosen, first_post)
    return DifferenceInDifferences(
        left_out=left_out,
        effect=effect,
        percent=100 * effect / abs(average) if average else None,
        error=error,
        lower=None if reach is None else effect - reach,
        upper=None if reach is None else effect + reach,
        p=_p(effects),
        choices=effects.size,
        spread=float(effects[1:].std()),
        earlier=float(earlier[0]),
        earlier_p=_p(earlier),
        treated=own,
        untreated=other,
        counterfactual=expected,
    )


def _faults(values: np.ndarray, chosen: np.ndarray, first_post: int) -> tuple[Check, ...]:
    treated, untreated = int(chosen.sum()), int((~chosen).sum())
    post = values.shape[1] - first_post
    checks = [
        Check("treated", treated, 1, treated >= 1),
        Check("donors", untreated, FEWEST_UNTREATED, untreated >= FEWEST_UNTREATED),
        Check("pre_periods", first_post, FEWEST_PRE, first_post >= FEWEST_PRE),
        Check("post_periods", post, 1, post >= 1),
    ]
    if values.size:
        movement = float(np.ptp(values))
        checks.append(Check("movement", movement, 0.0, movement > 0))
    return tuple(check for check in checks if not check.is_passed)


def _paths(values: np.ndarray, chosen: np.ndarray, first_post: int) -> list[np.ndarray]:
    """Means of the two groups by period, and of the treated had they moved like the others."""
    own, other = values[chosen].mean(axis=0), values[~chosen].mean(axis=0)
    expected = other + (own - other)[:first_post].mean()
    return [own, other, expected]


def _choices(chosen: np.ndarray) -> np.ndarray:
    """Choices of as many units, as rows of True and False, the true one first."""
    count, size = chosen.size, int(chosen.sum())
    if comb(count, size) <= MOST_CHOICES:
        drawn = np.zeros((comb(count, size), count), bool)
        for row, places in enumerate(combinations(range(count), size)):
            drawn[row, list(places)] = True
        others = drawn[(drawn != chosen).any(axis=1)]
    else:
        chance = np.random.default_rng(SEED).random((MOST_CHOICES - 1, count))
        others = chance.argsort(axis=1).argsort(axis=1) < size
    return np.vstack([chosen, others])


def _change(values: np.ndarray, start: int, middle: int, end: int) -> np.ndarray:
    """By unit, how far the mean of the later periods is from that of the earlier ones."""
    return values[:, middle:end].mean(axis=1) - values[:, start:middle].mean(axis=1)


def _effects(change: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    size = drawn[0].sum()
    inside = drawn @ change
    return inside / size - (change.sum() - inside) / (change.size - size)


def _p(effects: np.ndarray) -> float:
    return float((np.abs(effects) >= abs(effects[0]) * (1 - EQUAL)).mean())


def _error(
    values: np.ndarray, chosen: np.ndarray, first_post: int
) -> tuple[float | None, float | None]:
    """The error clustered by unit, and half the width of 95% limits by t; none with one treated."""
    if chosen.sum() == 1:
        return None, None
    count, periods = values.shape
    treated = np.repeat(chosen, periods) * 1.0
    post = np.tile(np.arange(periods) >= first_post, count) * 1.0
    design = np.column_stack([np.ones(treated.size), treated, post, treated * post])
    found = clustered(design, values.ravel(), np.repeat(np.arange(count), periods))
    error = float(np.sqrt(found.covariance[-1, -1]))
    return error, error * float(stdtrit(count - 1, 0.975))
