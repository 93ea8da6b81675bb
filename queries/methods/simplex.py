"""The weights, none negative and adding to 1, that bring a mix of points nearest to the origin.

Least squares under such weights is solved exactly. With a row of ones added, the answer of
non-negative least squares lies on the ray through the nearest point of the hull, so that no heavy
row is needed; a primal active set settles what rounding leaves and takes a cost per weight too.
Source: Wolfe (1976); Lawson and Hanson (1974), chapter 23.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import nnls

# By how much a condition of the minimum may be missed, as a share of the points' mean square.
ROUNDING = 1e-12
# Where many weights are equally near, this pull towards even ones picks one, whatever the order.
EVENNESS = 1e-8
# Points closer together than this share of their size are one point.
LEAST_EDGE = 1e-7
# Keeps the equations solvable where points coincide, the second with a cost; neither shows.
STIFFNESS, STIFFNESS_WITH_COST = 1e-14, 1e-11


def nearest(points: np.ndarray, cost: np.ndarray | None = None) -> np.ndarray:
    """Weights of the points (n x dimensions) that minimise |weights @ points|² + weights @ cost.

    Where that leaves a choice, the most even of the minima.
    """
    size = float((points**2).sum(axis=1).mean()) or 1.0
    scaled = points / np.sqrt(size)
    linear = np.zeros(len(points)) if cost is None else cost / (2 * size)
    gram = scaled @ scaled.T
    guess = _nearest_on_the_ray(scaled) if cost is None else _corner(gram, linear)
    stiffness = STIFFNESS if cost is None else STIFFNESS_WITH_COST
    weights = _settled(gram + stiffness * np.eye(len(gram)), linear, guess)
    tied = _tied(scaled, weights, linear)
    # what non-negative least squares lets in is never interchangeable
    is_plain = cost is None and tied.size == np.count_nonzero(guess)
    if is_plain or _in_general_position(scaled[tied]):
        return weights
    even = np.zeros(len(points))
    even[tied] = 1 / tied.size
    return _settled(gram + EVENNESS * np.eye(len(gram)), linear, even)


def is_unique(points: np.ndarray, weights: np.ndarray, cost: np.ndarray | None = None) -> bool:
    """Whether no other weights come as near: points that could share are not interchangeable."""
    tied = _tied(points, weights, np.zeros(len(points)) if cost is None else cost / 2)
    return _in_general_position(points[tied])


def _in_general_position(points: np.ndarray) -> bool:
    """Whether each point of the hull of these has one set of weights only."""
    count, dimensions = points.shape
    if count - 1 > dimensions:
        return False
    edges = points[1:] - points[0]
    least = LEAST_EDGE * float(np.sqrt((points**2).sum(axis=1).mean()))
    return count == 1 or int(np.linalg.matrix_rank(edges, tol=least)) == count - 1


def _tied(points: np.ndarray, weights: np.ndarray, linear: np.ndarray) -> np.ndarray:
    """The points that may have a weight at the minimum: no other gains as much."""
    size = float((points**2).sum(axis=1).mean()) or 1.0
    slope = points @ (weights @ points) + linear
    return np.flatnonzero(slope - weights @ slope <= 1e-10 * size)


def _nearest_on_the_ray(points: np.ndarray) -> np.ndarray:
    count, dimensions = points.shape
    rows = np.vstack([points.T, np.ones(count)])
    found, _ = nnls(rows, np.append(np.zeros(dimensions), 1.0), maxiter=30 * count)
    return found / found.sum()


def _corner(gram: np.ndarray, linear: np.ndarray) -> np.ndarray:
    """All weight on the best single point."""
    weights = np.zeros(len(gram))
    weights[np.argmin(np.diag(gram) / 2 + linear)] = 1.0
    return weights


def _settled(gram: np.ndarray, linear: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The minimum from feasible weights: let in the point that gains most until none gains."""
    used = weights > 0
    for _ in range(20 * len(gram)):
        weights, used = _descended(gram, linear, weights, used)
        slope = gram @ weights + linear
        gain = np.where(used, -np.inf, weights @ slope - slope)
        best = int(np.argmax(gain))
        if gain[best] <= ROUNDING:
            break
        used[best] = True
    return weights


def _descended(
    gram: np.ndarray, linear: np.ndarray, weights: np.ndarray, used: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The minimum over the points in use, less those whose weight would turn negative."""
    weights, used = weights.copy(), used.copy()
    while True:
        inside = np.flatnonzero(used)
        now, aim = weights[inside], _balanced(gram[np.ix_(inside, inside)], linear[inside])
        if aim.min() > 0:
            weights[inside] = aim / aim.sum()
            return weights, used
        reach = np.where(aim > 0, np.inf, now / np.maximum(now - aim, 1e-300))
        stop = int(np.argmin(reach))
        weights[inside] = np.maximum(now + reach[stop] * (aim - now), 0.0)
        weights[inside[stop]] = 0.0
        used[inside[stop]] = False


def _balanced(gram: np.ndarray, linear: np.ndarray) -> np.ndarray:
    """Weights of any sign that add to 1 at the minimum, by their distance from the first point."""
    slope = gram[:, 0] + linear
    bend = gram[1:, 1:] - gram[1:, :1] - gram[:1, 1:] + gram[0, 0]
    rest = np.linalg.solve(bend, slope[0] - slope[1:])
    return np.concatenate([[1.0 - rest.sum()], rest])
