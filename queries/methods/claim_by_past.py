"""A claim of added value by interrupted series: one area against its own past.

What is counted, or a rate of it by its numbers, is fitted as counts; everything else by a line. The
season is fitted where the periods are part of a year and there are two years before the start.
Source: added_value_otherwise.py for the verdict; interrupted_series.py for the method.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from queries.methods.added_value_otherwise import Interrupted, added_value_of_series
from queries.methods.claim_findings import Figures, Findings, Line
from queries.methods.claim_subject import Measure
from queries.methods.interrupted_series import (
    FEWEST_EACH_SIDE,
    InterruptedSeries,
    interrupted_counts,
    interrupted_line,
)
from queries.methods.panel import Check

LEVEL = 0.95
# By months in a period: periods in a year, and the pairs of waves that follow its season.
SEASONS: Mapping[int, tuple[int, int]] = {1: (12, 2), 3: (4, 1), 4: (3, 1)}
FEWEST_YEARS = 2


def by_own_past(outcome: Measure, agency: Measure | None) -> Findings:
    """What is found where a series has nothing but its own past to be held against."""
    values, start = outcome.outcomes[0], outcome.first_post
    if holes := _holes(outcome):
        return Findings("cannot_be_tested", (Check("missing_values", holes, 0, False),))
    fit, scale = _fit(outcome)
    found = fit(values.tolist(), start)
    judged = added_value_of_series(values.tolist(), start, outcome.polarity or "none", fit)
    if found.fitted is None or found.counterfactual is None:
        return Findings(judged.verdict, judged.reasons)
    expected = found.counterfactual * scale
    figures = _figures(found, float(expected[start:].mean()))
    return Findings(
        judged.verdict,
        (judged.reasons[0], *_counted(outcome), *judged.reasons[1:]),
        figures,
        (*_lines(outcome, found.fitted * scale, expected, figures), *_alone(agency)),
    )


def _fit(outcome: Measure) -> tuple[Interrupted, np.ndarray]:
    """How the series is fitted, and what turns the result by period into the indicator's unit."""
    season, waves = SEASONS.get(outcome.months or 0, (1, 0))
    waves = waves if outcome.first_post >= FEWEST_YEARS * season else 0
    counts, people = _counts(outcome)
    if not _is_counted(counts, people):
        line = partial(interrupted_line, season=season, harmonics=waves)
        return line, np.ones(len(outcome.periods))

    def fit(values: Sequence[float], first_post: int) -> InterruptedSeries:
        """The same periods by their counts."""
        length = len(values)
        return interrupted_counts(
            counts[:length].tolist(),
            first_post,
            population=people[:length].tolist(),
            season=season,
            harmonics=waves,
        )

    return fit, (outcome.multiplier or 1.0) / people


def _counts(outcome: Measure) -> tuple[np.ndarray, np.ndarray]:
    """Events by period and among how many; nan where they are not given."""
    values = outcome.outcomes[0]
    if outcome.method == "count":
        return values, np.full(values.size, outcome.multiplier or 1.0)
    if outcome.method == "rate":
        numerators, denominators = outcome.numerators[0], outcome.denominators[0]
        return np.array(numerators, dtype=float), np.array(denominators, dtype=float)
    return np.full(values.size, np.nan), np.ones(values.size)


def _is_counted(counts: np.ndarray, people: np.ndarray) -> bool:
    is_whole = np.isfinite(counts).all() and (counts == np.round(counts)).all()
    return bool(is_whole and (counts >= 0).all() and counts.sum() > 0 and (people > 0).all())


def _holes(outcome: Measure) -> int:
    """Periods that nobody published between the first and the last, which would bend the time."""
    months = [period.start.year * 12 + period.start.month for period in outcome.periods]
    steps = np.diff(months)
    return int((steps // steps.min() - 1).sum()) if steps.size and steps.min() > 0 else 0


def _counted(outcome: Measure) -> tuple[Check, ...]:
    """How much there was to go by, told as it is of other designs."""
    pre = outcome.first_post
    return (
        Check("pre_periods", pre, FEWEST_EACH_SIDE, True),
        Check("post_periods", len(outcome.periods) - pre, FEWEST_EACH_SIDE, True),
    )


def _figures(found: InterruptedSeries, expected: float) -> Figures:
    """The effect with its limits; those of counts are limits of a ratio to what was expected."""
    estimate = found.ratio or found.difference
    if estimate is None:
        return Figures(donors=0)
    scale, none = (expected, 1.0) if found.ratio else (1.0, 0.0)
    return Figures(
        effect=scale * (estimate.value - none),
        lower=scale * (estimate.lower - none),
        upper=scale * (estimate.upper - none),
        level=LEVEL,
        expected=expected,
        spread=scale * estimate.error,
        donors=0,
    )


def _lines(
    outcome: Measure, fitted: np.ndarray, expected: np.ndarray, figures: Figures
) -> tuple[Line, ...]:
    values, start, code = outcome.outcomes[0], outcome.first_post, outcome.codes[0]
    effect = np.full(values.size - start, figures.effect)
    return (
        Line("actual", values, code),
        Line("fitted", fitted, code),
        Line("counterfactual", expected),
        Line("gap", values - expected, code),
        Line("effect", effect, code, figures.lower, figures.upper, start),
    )


def _alone(agency: Measure | None) -> tuple[Line, ...]:
    if agency is None:
        return ()
    return (Line("agency_actual", agency.outcomes[0], agency.codes[0], is_agency=True),)
