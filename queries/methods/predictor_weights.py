"""Weights by predictors: comparators alike in what drives the outcome, as well as in the outcome.

Each predictor, in standard deviations of all areas, counts by its importance; importances are those
whose weights come nearest to the outcome before the start. That search has many local minima, so
it begins at several places, seeded, and its importances are not to be read as causes.
Source: Abadie, Diamond and Hainmueller (2010), JASA 105: 493-505, section 2.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.optimize import minimize

from queries.methods.simplex import nearest
from queries.methods.synthetic_control import Pool, Weighing

SEED = 20_020_401
STARTS, EVALUATIONS = 6, 400
# Importances run over so many powers of e about their mean.
REACH = 12.0


@dataclass(frozen=True, eq=False)
class ByPredictors:
    """Importances by predictor, adding to 1 and 0 where it does not vary, and what they leave."""

    importance: np.ndarray
    weights: np.ndarray
    pre_mspe: float


def by_importance(importance: Sequence[float] | np.ndarray) -> Weighing:
    """Weights at given importances of the predictors."""
    return lambda pool: nearest(_apart(pool) * np.sqrt(np.asarray(importance, float)))


def by_predictors(starts: int = STARTS, evaluations: int = EVALUATIONS) -> Weighing:
    """Weights at the importances found; fewer starts and evaluations are quicker and coarser."""
    return lambda pool: searched(pool, starts, evaluations).weights


def searched(pool: Pool, starts: int = STARTS, evaluations: int = EVALUATIONS) -> ByPredictors:
    """The best of a search from equal importances and from others drawn at random, seeded."""
    apart = _apart(pool)
    varies = np.flatnonzero(np.ptp(_all_predictors(pool), axis=0) > 0)
    loss = partial(_loss, apart[:, varies], pool)
    drawn = np.random.default_rng(SEED).normal(scale=2.0, size=(max(starts - 1, 0), varies.size))
    begun = np.vstack([np.zeros(varies.size), drawn])
    rough = [_descended(loss, start, evaluations) for start in begun]
    best = _descended(loss, min(rough, key=loss), evaluations)
    importance = np.zeros(apart.shape[1])
    importance[varies] = _importance(best)
    weights = by_importance(importance)(pool)
    return ByPredictors(importance, weights, loss(best))


def _descended(loss: partial[float], start: np.ndarray, evaluations: int) -> np.ndarray:
    options = {"maxfev": evaluations, "xatol": 1e-3, "fatol": 1e-9, "adaptive": True}
    simplex = np.vstack([start, start + 2.0 * np.eye(start.size)])
    found = minimize(
        loss, start, method="Nelder-Mead", options=options | {"initial_simplex": simplex}
    )
    return found.x


def _loss(apart: np.ndarray, pool: Pool, powers: np.ndarray) -> float:
    weights = nearest(apart * np.sqrt(_importance(powers)))
    return float(((pool.target - weights @ pool.donors) ** 2).mean())


def _importance(powers: np.ndarray) -> np.ndarray:
    raised = np.exp(np.clip(powers - powers.mean(), -REACH, REACH))
    return raised / raised.sum()


def _all_predictors(pool: Pool) -> np.ndarray:
    target, donors = (np.asarray(part) for part in (pool.target_predictors, pool.donor_predictors))
    return np.vstack([target[None, :], donors])


def _apart(pool: Pool) -> np.ndarray:
    """Distances of the comparators to the area in standard deviations; 0 where none varies."""
    every = _all_predictors(pool)
    spread = every.std(axis=0, ddof=1)
    return (every[1:] - every[0]) / np.where(np.ptp(every, axis=0) > 0, spread, np.inf)
