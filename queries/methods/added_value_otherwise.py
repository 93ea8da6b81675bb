"""The verdict on claims without a synthetic control: wards within the area, or one series alone.

Wards treated and not may show a claim. A series with nobody to compare with never does: it makes a
claim likely at most, since what changed everywhere at that time is counted in.
Source: the partnership's rules; difference_in_differences.py and interrupted_series.py for the
methods.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from queries.methods.added_value import SIGNS, verdict_of
from queries.methods.added_value_checks import LIKELY_P, MUCH, SHOWN_P
from queries.methods.difference_in_differences import DifferenceInDifferences
from queries.methods.interrupted_series import (
    FEWEST_EACH_SIDE,
    InterruptedSeries,
    interrupted_line,
)
from queries.methods.panel import Check

# Periods before the start from which its two halves say anything about parallel paths.
FEWEST_FOR_PATHS = 4
Interrupted = Callable[[Sequence[float], int], InterruptedSeries]


@dataclass(frozen=True)
class Judged:
    """A verdict and every reason for it."""

    verdict: str
    reasons: tuple[Check, ...]


def added_value_of_wards(
    found: DifferenceInDifferences,
    polarity: str,
    first_post: int,
    agency: DifferenceInDifferences | None = None,
) -> Judged:
    """The verdict on a difference in differences; `agency` is the same of its own measure.

    The agency's measure has its good direction turned to that of the outcome's polarity.
    """
    if found.faults or found.effect is None or found.p is None:
        return Judged("cannot_be_tested", found.faults)
    sign, least = SIGNS.get(polarity, 0.0), 1 / found.choices
    better = found.effect * sign
    holds_none = None if found.lower is None else found.lower <= 0 <= (found.upper or 0.0)
    reasons = (
        Check("polarity", sign, None, sign != 0),
        Check("smallest_p", least, LIKELY_P, least <= LIKELY_P),
        Check("direction", better, 0.0, better > 0),
        Check("rank", found.p, LIKELY_P, found.p <= LIKELY_P),
        Check("surely_not_chance", found.p, SHOWN_P, found.p <= SHOWN_P),
        Check("interval", found.error, None, None if holds_none is None else not holds_none),
        *_parallel(found, first_post),
        _of_the_agency(found, agency, sign),
    )
    return Judged(verdict_of(reasons), reasons)


def added_value_of_series(
    values: Sequence[float],
    first_post: int,
    polarity: str,
    interrupted: Interrupted = interrupted_line,
) -> Judged:
    """The verdict on one series against its own past."""
    found = interrupted(values, first_post)
    if found.faults or found.robust is None:
        return Judged("cannot_be_tested", found.faults)
    sign, difference = SIGNS.get(polarity, 0.0), found.robust
    is_clear = difference.lower > 0 or difference.upper < 0
    reasons = (
        Check("polarity", sign, None, sign != 0),
        Check("direction", difference.value * sign, 0.0, difference.value * sign > 0),
        Check("clear_break", difference.error, None, is_clear),
        _break_before(values, first_post, difference.value, interrupted),
        Check("comparators", 0, 1, None),
        Check("single_agency", None, MUCH, None),
    )
    return Judged(verdict_of(reasons), reasons)


def _parallel(found: DifferenceInDifferences, first_post: int) -> list[Check]:
    """Whether the groups already moved apart before the start."""
    if first_post < FEWEST_FOR_PATHS or not found.effect:
        return [Check("begun_early", None, MUCH, None), Check("placebo_in_time", None, MUCH, None)]
    share = float(found.earlier or 0.0) / found.effect
    is_early = share >= MUCH and (found.earlier_p or 0.0) <= LIKELY_P
    return [
        Check("begun_early", share, MUCH, not is_early),
        Check("placebo_in_time", abs(share), MUCH, abs(share) < MUCH),
    ]


def _of_the_agency(
    found: DifferenceInDifferences, agency: DifferenceInDifferences | None, sign: float
) -> Check:
    joint, alone = _standardised(found, sign), _standardised(agency, sign)
    if joint is None or alone is None or agency is None or agency.p is None:
        return Check("single_agency", None, MUCH, None)
    share = alone / joint if joint > 0 else 0.0
    return Check("single_agency", share, MUCH, not (share >= MUCH and agency.p <= LIKELY_P))


def _standardised(found: DifferenceInDifferences | None, sign: float) -> float | None:
    if found is None or found.effect is None or not found.spread:
        return None
    return sign * found.effect / found.spread


def _break_before(
    values: Sequence[float], first_post: int, difference: float, interrupted: Interrupted
) -> Check:
    """A break of as much in the middle of the past, where nothing was begun."""
    if first_post < 2 * FEWEST_EACH_SIDE or not difference:
        return Check("placebo_in_time", None, MUCH, None)
    earlier = interrupted(np.asarray(values, float)[:first_post].tolist(), first_post // 2)
    if earlier.difference is None:
        return Check("placebo_in_time", None, MUCH, None)
    share = abs(earlier.difference.value / difference)
    return Check("placebo_in_time", share, MUCH, share < MUCH)
