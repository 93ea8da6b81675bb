"""Placebos: the same sum where nothing was begun, to see how often chance does as much.

In space every comparator is taken for the treated area; in time the start is moved into the past;
leave-one-out takes each comparator in the mix away. The treated area's rank among the placebos by
RMSPE ratio (after the start over before) gives p, whose least value is 1 / (comparators + 1).

That ratio is large wherever the past was fitted closely by luck, as it is with many comparators and
few periods. So the same is done for the mean gap over an error before the start that is nowhere
taken for less than the median of all: as exact a test, and on simulated panels of 8 periods and 39
comparators it finds planted effects almost twice as often. It decides; the ratio is shown beside.
Source: Abadie, Diamond and Hainmueller (2010), JASA 105: 493-505; for other statistics than the
ratio, Firpo and Possebom (2018), Journal of Causal Inference 6(2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from queries.methods.panel import Panel
from queries.methods.synthetic_control import Fit, Weighing, by_outcome, fitted

# A fit closer than this share of the spread of all values is luck: its error counts as that much.
LEAST_FIT = 0.001
# Placebos whose squared error before the start is more than so many times the treated area's.
FILTERS = (5.0, 2.0)
# Ratios nearer to each other than rounding are equal.
EQUAL = 1e-9


@dataclass(frozen=True)
class Rank:
    """Where the treated area stands, 1 highest, ties against it, and p = rank / units."""

    rank: int
    units: int

    @property
    def p(self) -> float:
        """Share of the units, the treated one among them, that do at least as much."""
        return self.rank / self.units

    @property
    def smallest_p(self) -> float:
        """The p of the first rank: no finding among so few units can be surer."""
        return 1 / self.units


@dataclass(frozen=True, eq=False)
class PlacebosInSpace:
    """Every unit against its mix, the treated area first; gaps are units x periods.

    `rank` is by the RMSPE ratio, `without_poor` the same without placebos that fit badly, by times
    of FILTERS. `steadied` ranks by the size of `scores`, effects over the steadied error. `spread`
    is the standard deviation of the comparators' effects: what chance alone does here.
    """

    units: tuple[str, ...]
    gaps: np.ndarray
    pre_mspe: np.ndarray
    post_mspe: np.ndarray
    effects: np.ndarray
    ratios: np.ndarray
    is_floored: np.ndarray
    errors: np.ndarray
    scores: np.ndarray
    rank: Rank
    steadied: Rank
    without_poor: dict[float, Rank]
    spread: float


@dataclass(frozen=True, eq=False)
class PlaceboInTime:
    """The effect found from `start` to the true start, where there was none to find."""

    start: int
    gap: np.ndarray
    effect: float
    pre_mspe: float
    post_mspe: float


@dataclass(frozen=True, eq=False)
class WithoutOne:
    """The effect with one comparator taken out of the pool."""

    left_out: str
    gap: np.ndarray
    effect: float
    pre_mspe: float


def in_space(
    panel: Panel, weighing: Weighing = by_outcome, *, treated_as_donor: bool = False
) -> PlacebosInSpace:
    """Placebos of a prepared panel, one for every comparator.

    The treated area is no donor of a placebo; `treated_as_donor` puts it back as in the paper.
    """
    order = [panel.treated, *panel.donors]
    fits = [_placebo(panel, unit, weighing, treated_as_donor) for unit in order]
    pre, post = (np.array([getattr(fit, part) for fit in fits]) for part in
                 ("pre_mspe", "post_mspe"))  # fmt: skip
    effects = np.array([fit.effect for fit in fits])
    floor = least_mspe(panel)
    squared = post / np.maximum(pre, floor)
    errors = steadied_errors(pre, floor)
    return PlacebosInSpace(
        units=tuple(panel.units[unit] for unit in order),
        gaps=np.array([fit.gap for fit in fits]),
        pre_mspe=pre,
        post_mspe=post,
        effects=effects,
        ratios=np.sqrt(squared),
        is_floored=pre < floor,
        errors=errors,
        scores=effects / errors,
        rank=rank_of_first(squared),
        steadied=rank_of_first(np.abs(effects / errors)),
        without_poor={
            times: rank_of_first(squared[pre <= times * max(pre[0], floor)]) for times in FILTERS
        },
        spread=float(effects[1:].std(ddof=1)),
    )


def in_time(
    panel: Panel, start: int | None = None, weighing: Weighing = by_outcome
) -> PlaceboInTime:
    """The start moved back, by default to the middle of the periods before it."""
    earlier = panel.first_post // 2 if start is None else start
    moved = panel.until(panel.first_post, earlier)
    fit = fitted(moved, moved.treated, moved.donors, weighing)
    return PlaceboInTime(earlier, fit.gap, fit.effect, fit.pre_mspe, fit.post_mspe)


def leave_one_out(panel: Panel, weighing: Weighing = by_outcome) -> tuple[WithoutOne, ...]:
    """Without each comparator that has a weight; none where it has all of it and stands alone."""
    whole = fitted(panel, panel.treated, panel.donors, weighing)
    found = []
    for place in panel.donors[np.abs(whole.weights) > EQUAL]:
        rest = panel.donors[panel.donors != place]
        if rest.size:
            fit = fitted(panel, panel.treated, rest, weighing)
            found.append(WithoutOne(panel.units[place], fit.gap, fit.effect, fit.pre_mspe))
    return tuple(found)


def least_mspe(panel: Panel) -> float:
    """The squared error before the start below which a fit is luck."""
    return float((LEAST_FIT * panel.outcomes[:, : panel.first_post].std()) ** 2)


def steadied_errors(pre_mspe: np.ndarray, floor: float) -> np.ndarray:
    """RMSPE before the start by unit, none taken for less than the median of all."""
    return np.sqrt(np.maximum(pre_mspe, max(float(np.median(pre_mspe)), floor)))


def rank_of_first(figures: np.ndarray) -> Rank:
    """Rank of the first figure among all, the highest first, equal ones before it."""
    return Rank(int((figures >= figures[0] * (1 - EQUAL)).sum()), figures.size)


def _placebo(panel: Panel, unit: int, weighing: Weighing, treated_as_donor: bool) -> Fit:
    others = np.delete(np.arange(len(panel.units)), unit)
    if not treated_as_donor:
        others = others[others != panel.treated]
    return fitted(panel, unit, others, weighing)
