"""A claim of added value by interrupted series: one area against its own past.

What is counted, or a rate of it by its numbers, is fitted as counts; everything else by a line. The
season is fitted where the periods are part of a year and there are two years before the start.
Source: added_value_otherwise.py for the verdict; interrupted_series.py for the method.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from queries.methods.added_value import SIGNS, verdict_of
from queries.methods.added_value_checks import MUCH
from queries.methods.added_value_otherwise import Interrupted, added_value_of_series
from queries.methods.claim_findings import Figures, Findings, Line
from queries.methods.claim_subject import Measure
from queries.methods.interrupted_series import (
    FEWEST_EACH_SIDE,
    InterruptedSeries,
    interrupted_counts,
    interrupted_line,
    raised,
)
from queries.methods.panel import Check

LEVEL, UNTESTED = 0.95, "cannot_be_tested"
# By months in a period: periods in a year, and the pairs of waves that follow its season.
SEASONS: Mapping[int, tuple[int, int]] = {1: (12, 2), 3: (4, 1), 4: (3, 1)}
FEWEST_YEARS = 2


@dataclass(frozen=True, eq=False)
class Past:
    """One series against its own past, in the indicator's unit by period."""

    fitted: np.ndarray
    expected: np.ndarray
    figures: Figures


def by_own_past(outcome: Measure, agency: Measure | None) -> Findings:
    """What is found where a series has nothing but its own past to be held against."""
    if holes := _holes(outcome):
        return Findings(UNTESTED, (Check("missing_values", holes, 0, False),))
    judged = added_value_of_series(
        outcome.outcomes[0].tolist(),
        outcome.first_post,
        outcome.polarity or "none",
        _fit(outcome)[0],
    )
    found = _past(outcome)
    if found is None:
        return Findings(judged.verdict, judged.reasons)
    alone = None if agency is None or _holes(agency) else _past(agency)
    reasons = _reasons(outcome, found.figures, judged.reasons)
    reasons += (_of_the_agency(_standardised(outcome, found), _standardised(agency, alone), alone),)
    lines = (*_lines(outcome, found), *_agency_lines(agency, alone))
    return Findings(verdict_of(reasons), reasons, found.figures, lines)


def _past(measure: Measure) -> Past | None:
    """The fit of one series, None where there are too few values for one."""
    fit, scale = _fit(measure)
    found = fit(measure.outcomes[0].tolist(), measure.first_post)
    if found.fitted is None or found.counterfactual is None:
        return None
    expected = found.counterfactual * scale
    figures = _figures(found, float(expected[measure.first_post :].mean()))
    return Past(found.fitted * scale, expected, figures)


def _reasons(outcome: Measure, figures: Figures, judged: tuple[Check, ...]) -> tuple[Check, ...]:
    """The checks in the indicator's unit, with how much there was to go by."""
    sign, effect = SIGNS.get(outcome.polarity or "", 0.0), figures.effect or 0.0
    told = {"direction": sign * effect, "clear_break": figures.spread}
    own = [
        replace(check, found=told.get(check.name, check.found))
        for check in judged
        if check.name != "single_agency"
    ]
    return (own[0], *_counted(outcome), *own[1:])


def _of_the_agency(joint: float | None, alone: float | None, agency: Past | None) -> Check:
    """Passed unless the agency's own measure broke at the start too, surely and about as much."""
    if joint is None or alone is None or agency is None:
        return Check("single_agency", None, MUCH, None)
    is_clear = (agency.figures.lower or 0.0) * (agency.figures.upper or 0.0) > 0
    share = alone / joint if joint > 0 else 0.0
    return Check("single_agency", share, MUCH, not (is_clear and share >= MUCH))


def _standardised(measure: Measure | None, found: Past | None) -> float | None:
    """The break in standard errors, better above 0."""
    if measure is None or found is None or measure.polarity not in SIGNS:
        return None
    effect, error = found.figures.effect, found.figures.spread
    return SIGNS[measure.polarity] * effect / error if effect is not None and error else None


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
    if found.robust is None:
        return Figures(donors=0)
    estimate = raised(found.robust) if found.ratio else found.robust
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


def _lines(outcome: Measure, found: Past) -> tuple[Line, ...]:
    values, start, code = outcome.outcomes[0], outcome.first_post, outcome.codes[0]
    figures = found.figures
    effect = np.full(values.size - start, figures.effect)
    return (
        Line("actual", values, code),
        Line("fitted", found.fitted, code),
        Line("counterfactual", found.expected),
        Line("gap", values - found.expected, code),
        Line("effect", effect, code, figures.lower, figures.upper, start),
    )


def _agency_lines(agency: Measure | None, alone: Past | None) -> tuple[Line, ...]:
    if agency is None:
        return ()
    actual = Line("agency_actual", agency.outcomes[0], agency.codes[0], is_agency=True)
    if alone is None:
        return (actual,)
    return (actual, Line("agency_counterfactual", alone.expected, is_agency=True))
