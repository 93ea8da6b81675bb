"""Least squares with errors for series and for clusters, and quasi-Poisson regression.

Source: Newey and West (1987), Econometrica 55: 703-708; Liang and Zeger (1986), Biometrika 73:
13-22; McCullagh and Nelder (1989), Generalized Linear Models.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

STEPS, SETTLED = 100, 1e-12


@dataclass(frozen=True, eq=False)
class Fitted:
    """Coefficients with their covariance, the fitted values and, of counts, the dispersion."""

    coefficients: np.ndarray
    covariance: np.ndarray
    fitted: np.ndarray
    dispersion: float | None = None


def newey_west(
    design: np.ndarray, values: np.ndarray, lags: int, is_corrected: bool = True
) -> Fitted:
    """Least squares; the covariance allows for `lags` neighbours, with triangular weights."""
    coefficients, bread, scores = _least_squares(design, values)
    meat = scores.T @ scores
    for lag in range(1, lags + 1):
        shifted = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (lags + 1)) * (shifted + shifted.T)
    count, terms = design.shape
    correction = count / (count - terms) if is_corrected else 1.0
    return Fitted(coefficients, correction * bread @ meat @ bread, design @ coefficients)


def clustered(design: np.ndarray, values: np.ndarray, clusters: np.ndarray) -> Fitted:
    """Least squares; the covariance takes rows of one cluster as alike (HC1)."""
    coefficients, bread, scores = _least_squares(design, values)
    places = np.unique(clusters, return_inverse=True)[1]
    groups = int(places.max()) + 1
    sums = np.zeros((groups, design.shape[1]))
    np.add.at(sums, places, scores)
    count, terms = design.shape
    correction = groups / (groups - 1) * (count - 1) / (count - terms)
    covariance = correction * bread @ (sums.T @ sums) @ bread
    return Fitted(coefficients, covariance, design @ coefficients)


def quasi_poisson(design: np.ndarray, counts: np.ndarray, offset: np.ndarray) -> Fitted:
    """Log-linear regression of counts; the variance is the mean times a dispersion (Pearson)."""
    mean = counts + 0.5
    coefficients = np.zeros(design.shape[1])
    for _ in range(STEPS):
        aim = np.log(mean) - offset + (counts - mean) / mean
        weighted = design * mean[:, None]
        found = np.linalg.lstsq(design.T @ weighted, weighted.T @ aim, rcond=None)[0]
        moved = float(np.abs(found - coefficients).max())
        coefficients = found
        mean = np.exp(design @ coefficients + offset)
        if moved <= SETTLED * max(1.0, float(np.abs(found).max())):
            break
    count, terms = design.shape
    dispersion = float(((counts - mean) ** 2 / mean).sum() / (count - terms))
    covariance = dispersion * np.linalg.pinv(design.T @ (design * mean[:, None]))
    return Fitted(coefficients, covariance, mean, dispersion)


def _least_squares(
    design: np.ndarray, values: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    bread = np.linalg.pinv(design.T @ design)
    coefficients = np.linalg.lstsq(design, values, rcond=None)[0]
    residuals = values - design @ coefficients
    return coefficients, bread, design * residuals[:, None]
