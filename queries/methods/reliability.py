"""Alpha with Feldt's limits and omega total of one factor, from the covariances of the items.

Omega total is that of a model with one factor, fitted by maximum likelihood to the correlations:
the square of the sum of the loadings, over that and the sum of the uniquenesses.
Source: Cronbach (1951); Feldt (1965); Joreskog (1967); McDonald, Test theory (1999), chapter 6.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import pyarrow as pa
from scipy.special import fdtri

LEVEL = 0.95
# A model with one factor takes three items; two can be told from one another by nothing.
FEWEST_OF_FACTOR = 3
# The least uniqueness tried, as in R's factanal.
LEAST_UNIQUE = 0.005
# Steps of the search, and the change of a log uniqueness that is none.
MOST_STEPS, CLOSE, TINY = 500, 1e-11, 1e-300
SCHEMA = pa.schema(
    [
        ("dimension", pa.string()),
        ("position", pa.int64()),
        ("items", pa.int64()),
        ("complete", pa.int64()),
        ("alpha", pa.float64()),
        ("alpha_lower", pa.float64()),
        ("alpha_upper", pa.float64()),
        ("omega", pa.float64()),
        ("note", pa.string()),
    ]
)
Row = Mapping[str, Any]
# How badly uniquenesses fit, its slopes, and the roots and vectors of the weighted correlations.
Fit = tuple[float, np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True, eq=False)
class Scale:
    """Items of one dimension: names and places, covariances (items x items), people who answered
    all of them; or the note that says why nothing can be told.
    """

    dimension: str
    position: int
    items: tuple[tuple[str, int], ...]
    people: int | None
    covariance: np.ndarray
    note: str | None


def answer(rows: pa.Table) -> pa.Table:
    """One row per dimension, from the covariances that `reliability` gives; in two decimals."""
    told = [_told(scale) for scale in scales(rows)]
    return pa.Table.from_pylist(told, SCHEMA)


def scales(rows: pa.Table) -> Iterator[Scale]:
    """The dimensions of the rows of `item_covariances`."""
    for _, part in groupby(rows.to_pylist(), lambda row: (row["first_position"], row["dimension"])):
        cells = list(part)
        items = tuple(dict.fromkeys((row["item_id"], row["position"]) for row in cells))
        places = {name: place for place, (name, _) in enumerate(items)}
        covariance = np.full((len(items), len(items)), math.nan)
        for row in cells:
            if row["covariance"] is not None:
                covariance[places[row["item_id"]], places[row["other_id"]]] = row["covariance"]
        first = cells[0]
        yield Scale(
            first["dimension"],
            first["first_position"],
            items,
            first["complete"],
            covariance,
            _note(first["complete"], covariance),
        )


def alpha(covariance: np.ndarray) -> float | None:
    """Cronbach's alpha of items with these covariances; None for one item or no variation."""
    items = len(covariance)
    total = covariance.sum()
    if items <= 1 or not total > 0:
        return None
    return float(items / (items - 1) * (1 - covariance.trace() / total))


def alpha_limits(value: float, people: int, items: int) -> tuple[float, float]:
    """Feldt's limits of an alpha."""
    freedom = people - 1, (people - 1) * (items - 1)
    lower, upper = (
        1 - (1 - value) * float(fdtri(*freedom, tail))
        for tail in ((1 + LEVEL) / 2, (1 - LEVEL) / 2)
    )
    return lower, upper


def omega(covariance: np.ndarray) -> float | None:
    """Omega total of one factor; None for fewer than three items or one that does not vary."""
    variances = np.diag(covariance)
    if len(covariance) < FEWEST_OF_FACTOR or not (variances > 0).all():
        return None
    errors = np.sqrt(variances)
    loadings, unique = _one_factor(covariance / np.outer(errors, errors))
    common = loadings.sum() ** 2
    return float(common / (common + unique.sum()))


def _one_factor(correlation: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Loadings and uniquenesses by maximum likelihood: Joreskog's steps on the log uniquenesses,
    each halved until the fit is no worse.
    """
    # R's start: half of what the other items leave unexplained
    start = (1 - 0.5 / len(correlation)) / np.diag(np.linalg.pinv(correlation))
    place = np.log(np.clip(start, LEAST_UNIQUE, 1))
    misfit, slope, values, vectors = _fit(correlation, place)
    for _ in range(MOST_STEPS):
        step = _step(place, slope, vectors)
        while (found := _fit(correlation, moved := _within(place - step)))[0] > misfit:
            step = step / 2
            if np.abs(step).max() < CLOSE:
                break
        else:
            place, (misfit, slope, values, vectors) = moved, found
        if np.abs(step).max() < CLOSE:
            break
    unique = np.exp(place)
    return np.sqrt(unique * max(values[-1] - 1, 0.0)) * vectors[:, -1], unique


def _fit(correlation: np.ndarray, place: np.ndarray) -> Fit:
    weights = np.exp(-place / 2)
    values, vectors = np.linalg.eigh(correlation * np.outer(weights, weights))
    others = np.maximum(values[:-1], TINY)
    slope = ((1 - others) * vectors[:, :-1] ** 2).sum(axis=1)
    return float((others - np.log(others) - 1).sum()), slope, values, vectors


def _step(place: np.ndarray, slope: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """Newton's step with Joreskog's curvature; nothing beyond the ends of the search."""
    lowest, highest = math.log(LEAST_UNIQUE), 0.0
    is_free = ~(((place <= lowest) & (slope > 0)) | ((place >= highest) & (slope < 0)))
    curvature = (vectors[:, :-1] @ vectors[:, :-1].T) ** 2
    step = np.zeros_like(place)
    step[is_free] = np.linalg.lstsq(
        curvature[np.ix_(is_free, is_free)], slope[is_free], rcond=None
    )[0]
    return step


def _within(place: np.ndarray) -> np.ndarray:
    return np.clip(place, math.log(LEAST_UNIQUE), 0.0)


def _note(people: int | None, covariance: np.ndarray) -> str | None:
    if len(covariance) <= 1:
        return "one_item"
    if people is None:
        return "too_few"
    return None if covariance.sum() > 0 else "no_variation"


def _told(scale: Scale) -> dict[str, Any]:
    told: dict[str, Any] = {
        "dimension": scale.dimension,
        "position": scale.position,
        "items": len(scale.items),
        "complete": scale.people,
        "note": scale.note,
    }
    value = None if scale.note else alpha(scale.covariance)
    if value is None or scale.people is None:
        return told
    limits = alpha_limits(value, scale.people, len(scale.items))
    figures: dict[str, float | None] = dict(
        zip(("alpha_lower", "alpha_upper"), limits, strict=True)
    )
    figures |= {"alpha": value, "omega": omega(scale.covariance)}
    return told | {
        name: None if figure is None else round(figure, 2) for name, figure in figures.items()
    }
