"""Synthetic control: what an area would have come to, as a mix of areas where nothing was begun.

The mix is the one whose past lies nearest to the area's own: weights that are none negative and add
to 1, so that the counterfactual stays within what the comparators have been. By default only the
outcome before the start decides, which leaves no choice to whoever does the sum.
Source: Abadie, Diamond and Hainmueller (2010), JASA 105: 493-505; Abadie (2021), JEL 59: 391-425.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from queries.methods.panel import Check, LeftOut, Panel, prepared
from queries.methods.simplex import is_unique, nearest


@dataclass(frozen=True, eq=False)
class Pool:
    """One unit's past against the others': outcomes (donors x periods) and any predictors."""

    target: np.ndarray
    donors: np.ndarray
    target_predictors: np.ndarray | None = None
    donor_predictors: np.ndarray | None = None


Weighing = Callable[[Pool], np.ndarray]


@dataclass(frozen=True, eq=False)
class Fit:
    """One unit against its mix: weights by donor, and by period the mix and the gap to it."""

    weights: np.ndarray
    counterfactual: np.ndarray
    gap: np.ndarray
    pre_mspe: float
    post_mspe: float
    effect: float


@dataclass(frozen=True, eq=False)
class SyntheticControl:
    """The treated area's counterfactual; with faults nothing else but `left_out` is there.

    `effect` is the mean gap from the start on, `percent` the same in per cent of the mean
    counterfactual. `fit_to_sd` is the pre-period RMSPE over the standard deviation of all values
    before the start, `fit_to_mean` over the area's own mean. `level` is the share of the squared
    error before the start that is a steady difference.
    """

    faults: tuple[Check, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    donors: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    first_post: int = 0
    weights: np.ndarray | None = None
    is_unique: bool | None = None
    actual: np.ndarray | None = None
    counterfactual: np.ndarray | None = None
    gap: np.ndarray | None = None
    pre_rmspe: float | None = None
    post_rmspe: float | None = None
    ratio: float | None = None
    effect: float | None = None
    percent: float | None = None
    fit_to_mean: float | None = None
    fit_to_sd: float | None = None
    fit_to_own_sd: float | None = None
    level: float | None = None


def by_outcome(pool: Pool) -> np.ndarray:
    """Weights by the outcome alone, each period before the start counting alike."""
    return nearest(pool.donors - pool.target)


def synthetic_control(panel: Panel, weighing: Weighing = by_outcome) -> SyntheticControl:
    """The counterfactual of the treated area, or the faults of the panel that forbid one."""
    ready = prepared(panel)
    if ready.faults:
        return SyntheticControl(ready.faults, ready.left_out)
    panel = ready.panel
    fit = fitted(panel, panel.treated, panel.donors, weighing)
    pre = panel.outcomes[:, : panel.first_post]
    own, gap = pre[panel.treated], fit.gap[: panel.first_post]
    expected = float(fit.counterfactual[panel.first_post :].mean())
    rmspe = float(np.sqrt(fit.pre_mspe))
    return SyntheticControl(
        left_out=ready.left_out,
        donors=tuple(panel.units[place] for place in panel.donors),
        periods=panel.periods,
        first_post=panel.first_post,
        weights=fit.weights,
        is_unique=_is_settled(panel, fit.weights) if weighing is by_outcome else None,
        actual=panel.outcomes[panel.treated],
        counterfactual=fit.counterfactual,
        gap=fit.gap,
        pre_rmspe=rmspe,
        post_rmspe=float(np.sqrt(fit.post_mspe)),
        ratio=_share(np.sqrt(fit.post_mspe), rmspe),
        effect=fit.effect,
        percent=_share(100 * fit.effect, abs(expected)),
        fit_to_mean=_share(rmspe, abs(own.mean())),
        fit_to_sd=_share(rmspe, pre.std()),
        fit_to_own_sd=_share(rmspe, own.std()),
        level=_share(gap.mean() ** 2, fit.pre_mspe),
    )


def fitted(panel: Panel, unit: int, donors: np.ndarray, weighing: Weighing = by_outcome) -> Fit:
    """Any unit against a mix of others, by place."""
    start, outcomes, predictors = panel.first_post, panel.outcomes, panel.predictors
    pool = Pool(
        outcomes[unit, :start],
        outcomes[donors, :start],
        None if predictors is None else predictors[unit],
        None if predictors is None else predictors[donors],
    )
    weights = weighing(pool)
    counterfactual = weights @ outcomes[donors]
    gap = outcomes[unit] - counterfactual
    squared = gap**2
    return Fit(
        weights,
        counterfactual,
        gap,
        float(squared[:start].mean()),
        float(squared[start:].mean()),
        float(gap[start:].mean()),
    )


def _is_settled(panel: Panel, weights: np.ndarray) -> bool:
    pre = panel.outcomes[:, : panel.first_post]
    return is_unique(pre[panel.donors] - pre[panel.treated], weights)


def _share(part: float, whole: float) -> float | None:
    return float(part / whole) if whole > 0 else None
