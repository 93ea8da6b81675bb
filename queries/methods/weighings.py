"""Other ways to weigh comparators than by the exact least squares of their pasts.

penalised: near comparators are preferred to a mix of far ones, which also makes weights unique.
ridge_augmented: what the mix leaves of the past is fitted with small weights that may be negative,
so that the counterfactual may leave what the comparators have been.
Source: Abadie and L'Hour (2021), JASA 116: 1817-1834; Ben-Michael, Feller and Rothstein (2021),
JASA 116: 1789-1803.
"""

from __future__ import annotations

import numpy as np

from queries.methods.simplex import nearest
from queries.methods.synthetic_control import Pool, Weighing, by_outcome


def penalised(penalty: float) -> Weighing:
    """Weights that also pay, `penalty` times, for each comparator's own squared distance."""

    def weights(pool: Pool) -> np.ndarray:
        points = pool.donors - pool.target
        return nearest(points, penalty * (points**2).sum(axis=1))

    return weights


def ridge_augmented(ridge: float) -> Weighing:
    """Synthetic control's weights and what a ridge regression adds to them; they add to 1."""

    def weights(pool: Pool) -> np.ndarray:
        first = by_outcome(pool)
        middle = pool.donors.mean(axis=0)
        centred = pool.donors - middle
        left = pool.target - middle - first @ centred
        gram = centred.T @ centred + ridge * np.eye(left.size)
        return first + centred @ np.linalg.solve(gram, left)

    return weights
