"""What a claim of added value is held against: each check with what was found and its limit.

Those of NEEDED_TO_TEST must be passed for any verdict, those of NEEDED_TO_CREDIT for a verdict of
likely, and all of them for shown.
Source: the partnership's rules, after Abadie (2021), JEL 59: 391-425.
"""

from __future__ import annotations

from dataclasses import dataclass

from queries.methods.early_start import EarlyStart
from queries.methods.panel import FEWEST_DONORS, FEWEST_PERIODS, Check
from queries.methods.placebo_interval import Interval
from queries.methods.placebos import FILTERS, PlaceboInTime, PlacebosInSpace, WithoutOne
from queries.methods.synthetic_control import SyntheticControl

# Largest p, in either direction, of a claim that is shown and of one that is likely.
SHOWN_P, LIKELY_P = 0.05, 0.10
# Error before the start over the spread of all values then; beyond it the mix never was alike.
POOR_FIT = 0.5
# A mix that keeps a steady distance, more than so much of a squared error that exceeds the area's
# own variation: it never reached the area's level.
STEADY_SHARE = 0.5
# What counts as much of an effect: with a comparator left out, before the start, by one agency.
MUCH = 0.5

NEEDED_TO_TEST = {
    "pre_periods", "post_periods", "donors", "missing_values", "movement", "same_series",
    "smallest_p", "fit", "level", "polarity",
}  # fmt: skip
NEEDED_TO_CREDIT = {
    "rank", "clear_break", "direction", "begun_early", "more_than_placebo_in_time",
    "same_sign_without_one", "single_agency",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Evidence:
    """All that was computed for one claim; `sign` is that of better, 0 where neither is.

    `agency` is the single agency's standardised effect, better above 0, and its p.
    """

    control: SyntheticControl
    placebos: PlacebosInSpace
    interval: Interval | None
    earlier: PlaceboInTime
    without: tuple[WithoutOne, ...]
    early: EarlyStart
    sign: float
    agency: tuple[float, float] | None


def checks(evidence: Evidence) -> tuple[Check, ...]:
    """Every check of one claim, in the order in which a page tells them."""
    return (
        *_of_the_data(evidence),
        *_of_the_fit(evidence.control),
        *_of_chance(evidence),
        *_of_sturdiness(evidence),
        _of_the_start(evidence),
        _of_the_agency(evidence),
    )


def _of_the_data(evidence: Evidence) -> list[Check]:
    control, smallest = evidence.control, evidence.placebos.steadied.smallest_p
    donors, post = len(control.donors), len(control.periods) - control.first_post
    return [
        Check("polarity", evidence.sign, None, evidence.sign != 0),
        Check("pre_periods", control.first_post, FEWEST_PERIODS, True),
        Check("post_periods", post, 1, True),
        Check("donors", donors, FEWEST_DONORS, True),
        Check("smallest_p", smallest, LIKELY_P, smallest <= LIKELY_P),
    ]


def _of_the_fit(control: SyntheticControl) -> list[Check]:
    fit, own, level = control.fit_to_sd, control.fit_to_own_sd, control.level
    is_off = own is not None and level is not None and own > 1 and level > STEADY_SHARE
    return [
        Check("fit", fit, POOR_FIT, fit is not None and fit <= POOR_FIT),
        Check("level", level, STEADY_SHARE, not is_off),
    ]


def _of_chance(evidence: Evidence) -> list[Check]:
    placebos = evidence.placebos
    effect = float(placebos.effects[0])
    fitting = placebos.without_poor[FILTERS[0]]
    is_enough = fitting.smallest_p <= LIKELY_P
    return [
        Check("direction", effect * evidence.sign, 0.0, effect * evidence.sign > 0),
        Check("rank", placebos.steadied.p, LIKELY_P, placebos.steadied.p <= LIKELY_P),
        Check("surely_not_chance", placebos.steadied.p, SHOWN_P, placebos.steadied.p <= SHOWN_P),
        Check("ratio", placebos.rank.p, LIKELY_P, placebos.rank.p <= LIKELY_P),
        Check("ratio_of_good_fits", fitting.p, LIKELY_P,
              fitting.p <= LIKELY_P if is_enough else None),
    ]  # fmt: skip


def _of_sturdiness(evidence: Evidence) -> list[Check]:
    effect = float(evidence.placebos.effects[0])
    shares = {one.left_out: one.effect / effect for one in evidence.without} if effect else {}
    least = min(shares, key=shares.__getitem__, default=None)
    found = None if least is None else shares[least]
    about = () if least is None else (least,)
    earlier = abs(evidence.earlier.effect / effect) if effect else None
    return [
        Check("same_sign_without_one", found, 0.0, found is not None and found > 0, about),
        Check("same_size_without_one", found, MUCH, found is not None and found >= MUCH, about),
        Check("more_than_placebo_in_time", earlier, 1.0, earlier is not None and earlier < 1),
        Check("placebo_in_time", earlier, MUCH, earlier is not None and earlier < MUCH),
    ]


def _of_the_start(evidence: Evidence) -> Check:
    """Passed unless much of the effect was there before the start, and not by chance."""
    effect, early = float(evidence.placebos.effects[0]), evidence.early
    share = early.effect / effect if effect else 0.0
    is_early = early.rank.p <= LIKELY_P and share >= MUCH
    return Check("begun_early", share, MUCH, not is_early)


def _of_the_agency(evidence: Evidence) -> Check:
    """Passed unless the single agency's own measure moved as well, about as much."""
    spread = evidence.placebos.spread
    if evidence.agency is None or not spread > 0:
        return Check("single_agency", None, MUCH, None)
    joint = evidence.sign * float(evidence.placebos.effects[0]) / spread
    size, p = evidence.agency
    share = size / joint if joint > 0 else 0.0
    return Check("single_agency", share, MUCH, not (p <= LIKELY_P and share >= MUCH))
