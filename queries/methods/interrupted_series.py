"""Interrupted time series: an area against its own past, where there is nobody to compare with.

A line is fitted with a step at the start and, unless left out, a bend; seasons as sines. Without
the step and the bend it is the counterfactual. The usual errors, Newey and West's and those of a
Poisson with more spread, are too small where neighbouring values resemble each other: what a claim
is judged by are the robust limits, as in resemblance.py. Whatever else changed at the same time is
counted in: this cannot tell a joint initiative from a good year.
Source: Lopez Bernal, Cummins and Gasparrini (2017), International Journal of Epidemiology 46:
348-355; Newey and West (1987), Econometrica 55: 703-708, lags as in (1994), Review of Economic
Studies 61: 631-653.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from scipy.special import ndtri, stdtrit

from queries.methods.interrupted_design import broken_of, design_of
from queries.methods.panel import Check
from queries.methods.regression import Fitted, newey_west, quasi_poisson
from queries.methods.resemblance import Allowed, allowed

FEWEST_EACH_SIDE = 8


@dataclass(frozen=True)
class Estimate:
    """A figure with its standard error and 95 per cent limits."""

    value: float
    error: float
    lower: float
    upper: float


@dataclass(frozen=True, eq=False)
class InterruptedSeries:
    """The break at the start; with faults nothing else.

    `terms` are all those fitted, by name: level, slope, step, bend and seasons; logarithms for
    counts. `difference` is the mean distance to the counterfactual from the start on, on that
    scale, by the usual errors; of counts `ratio` is the same as a ratio. `robust` is that
    difference with limits that allow for how much neighbours resemble each other, `resemblance`.
    `effect` is the difference in the indicator's unit (of counts in events), `effect_at_end` that
    of the last period. `durbin_watson` near 2 is no resemblance of neighbours.
    """

    faults: tuple[Check, ...] = ()
    terms: dict[str, Estimate] = field(default_factory=dict)
    difference: Estimate | None = None
    ratio: Estimate | None = None
    robust: Estimate | None = None
    resemblance: float | None = None
    effect: float | None = None
    effect_at_end: float | None = None
    percent: float | None = None
    fitted: np.ndarray | None = None
    counterfactual: np.ndarray | None = None
    dispersion: float | None = None
    durbin_watson: float | None = None


def interrupted_line(
    values: Sequence[float],
    first_post: int,
    *,
    lags: int | None = None,
    season: int = 1,
    harmonics: int = 0,
    has_bend: bool = True,
    is_corrected: bool = True,
) -> InterruptedSeries:
    """The break in a linear series; `lags` as in `usual_lags` unless given."""
    series = np.asarray(values, float)
    if faults := faults_of(series, first_post):
        return InterruptedSeries(faults)
    design, names = design_of(series.size, first_post, season, harmonics, has_bend)
    reach = usual_lags(series.size) if lags is None else lags
    found = newey_west(design, series, reach, is_corrected)
    width = float(stdtrit(series.size - design.shape[1], 0.975))
    broken = broken_of(design, names)
    expected = found.fitted - broken @ found.coefficients
    part = broken[first_post:].mean(axis=0)
    effect = float(part @ found.coefficients)
    return replace(
        _break(found, allowed(design, series), part, width),
        terms=_terms(found, names, width),
        effect=effect,
        effect_at_end=float(broken[-1] @ found.coefficients),
        percent=_percent(effect, expected[first_post:].mean()),
        counterfactual=expected,
        durbin_watson=_durbin_watson(series - found.fitted),
    )


def interrupted_counts(
    counts: Sequence[float],
    first_post: int,
    *,
    population: Sequence[float] | None = None,
    season: int = 1,
    harmonics: int = 0,
    has_bend: bool = False,
) -> InterruptedSeries:
    """The break in a series of counts, per head of `population` where it is given."""
    series = np.asarray(counts, float)
    people = np.ones(series.size) if population is None else np.asarray(population, float)
    if faults := faults_of_counts(series, people, first_post):
        return InterruptedSeries(faults)
    design, names = design_of(series.size, first_post, season, harmonics, has_bend)
    found = quasi_poisson(design, series, np.log(people))
    width, broken = float(ndtri(0.975)), broken_of(design, names)
    expected = found.fitted / np.exp(broken @ found.coefficients)
    ends = (found.fitted - expected)[first_post:]
    noise = _allowed_of_counts(design, series, found)
    begun = _break(found, noise, broken[first_post:].mean(axis=0), width)
    return replace(
        begun,
        terms=_terms(found, names, width),
        ratio=raised(begun.difference) if begun.difference else None,
        effect=float(ends.mean()),
        effect_at_end=float(ends[-1]),
        percent=_percent(float(ends.mean()), expected[first_post:].mean()),
        counterfactual=expected,
        dispersion=found.dispersion,
    )


def raised(logarithm: Estimate) -> Estimate:
    """A ratio from its logarithm; the error is that of the ratio, to first order."""
    value, lower, upper = np.exp([logarithm.value, logarithm.lower, logarithm.upper]).tolist()
    return Estimate(value, value * logarithm.error, lower, upper)


def usual_lags(length: int) -> int:
    """How many neighbours are allowed for: 2 with 10 values, 3 with 50, 4 with 100."""
    return int(4 * (length / 100) ** (2 / 9))


def faults_of(series: np.ndarray, first_post: int) -> tuple[Check, ...]:
    """What forbids the fit: too few values on a side, a missing one, none that moves."""
    missing = int((~np.isfinite(series)).sum())
    sides = {"pre_periods": first_post, "post_periods": series.size - first_post}
    checks = [Check(name, size, FEWEST_EACH_SIDE, size >= FEWEST_EACH_SIDE)
              for name, size in sides.items()]  # fmt: skip
    checks.append(Check("missing_values", missing, 0, missing == 0))
    if not missing and series.size:
        movement = float(np.ptp(series))
        checks.append(Check("movement", movement, 0.0, movement > 0))
    return tuple(check for check in checks if not check.is_passed)


def faults_of_counts(series: np.ndarray, people: np.ndarray, first_post: int) -> tuple[Check, ...]:
    """The same of counts: none below 0, and not all of them 0; nobody to count forbids it too."""
    faults = faults_of(np.where(people > 0, series, np.nan), first_post)
    if faults or ((series >= 0).all() and series.sum() > 0):
        return faults
    return (Check("counts", float(series.min()), 0.0, False),)


def _allowed_of_counts(design: np.ndarray, counts: np.ndarray, found: Fitted) -> Allowed:
    """The same for counts: on what the last step of their fit was weighed by."""
    mean = np.maximum(found.fitted, np.finfo(float).tiny)
    weight = np.sqrt(mean)
    weighed = design * weight[:, None]
    return allowed(weighed, weighed @ found.coefficients + (counts - mean) / weight)


def _break(found: Fitted, noise: Allowed, part: np.ndarray, width: float) -> InterruptedSeries:
    """The break by the usual errors and by the robust ones, and the fit."""
    robust = replace(found, covariance=noise.covariance)
    return InterruptedSeries(
        difference=_combined(found, part, width),
        robust=_combined(robust, part, float(stdtrit(noise.free, 0.975))),
        resemblance=noise.resemblance,
        fitted=found.fitted,
    )


def _terms(found: Fitted, names: list[str], width: float) -> dict[str, Estimate]:
    parts = np.eye(len(names))
    return {name: _combined(found, part, width) for name, part in zip(names, parts, strict=True)}


def _combined(found: Fitted, part: np.ndarray, width: float) -> Estimate:
    value = float(part @ found.coefficients)
    error = float(np.sqrt(max(part @ found.covariance @ part, 0.0)))
    return Estimate(value, error, value - width * error, value + width * error)


def _durbin_watson(residuals: np.ndarray) -> float | None:
    squares = float((residuals**2).sum())
    return float((np.diff(residuals) ** 2).sum() / squares) if squares > 0 else None


def _percent(effect: float, expected: float) -> float | None:
    return float(100 * effect / abs(expected)) if expected else None
