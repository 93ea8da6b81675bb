"""Whether a joint initiative added value: a verdict from stated rules, with every reason for it.

shown: unlikely to be chance, in the right direction, begun when it should, and sturdy in all ways
looked at. likely: the same, but less sure or with one doubt. not_shown: could be chance, or is
better explained otherwise. cannot_be_tested: too little data, or comparators that never were alike.
Where an initiative does nothing, at most one area in 20 is called likely or shown: the rank leaves
one in ten, and half of those point the wrong way. A series held against its own past alone is as
seldom called likely while neighbouring values correlate by 0.6 or less, and beyond that up to one
time in ten.
Source: the partnership's rules, after Abadie, Diamond and Hainmueller (2015), AJPS 59: 495-510 and
Abadie (2021), JEL 59: 391-425.
"""

from __future__ import annotations

from dataclasses import dataclass

from queries.methods.added_value_checks import (
    NEEDED_TO_CREDIT,
    NEEDED_TO_TEST,
    Evidence,
    checks,
)
from queries.methods.early_start import EarlyStart, early_start
from queries.methods.panel import Check, Panel, prepared
from queries.methods.placebo_interval import Interval, interval
from queries.methods.placebos import (
    PlaceboInTime,
    PlacebosInSpace,
    WithoutOne,
    in_space,
    in_time,
    leave_one_out,
)
from queries.methods.synthetic_control import (
    SyntheticControl,
    Weighing,
    by_outcome,
    synthetic_control,
)

VERDICTS = ("shown", "likely", "not_shown", "cannot_be_tested")
SIGNS = {"higher": 1.0, "lower": -1.0}


@dataclass(frozen=True, eq=False)
class AddedValue:
    """A claim judged, with all that its page draws; only `control` and reasons without a test.

    `effect` is the mean difference to the counterfactual in the indicator's unit, `percent` of the
    counterfactual, `standardised` in standard deviations of the comparators' placebo effects, so
    that claims on different indicators compare. `total` is the sum over the periods.
    """

    verdict: str
    reasons: tuple[Check, ...]
    control: SyntheticControl
    placebos: PlacebosInSpace | None = None
    earlier: PlaceboInTime | None = None
    without: tuple[WithoutOne, ...] = ()
    early: EarlyStart | None = None
    effect: float | None = None
    interval: Interval | None = None
    percent: float | None = None
    standardised: float | None = None
    total: float | None = None


def added_value(
    panel: Panel,
    polarity: str,
    *,
    agency: Panel | None = None,
    agency_polarity: str | None = None,
    weighing: Weighing = by_outcome,
) -> AddedValue:
    """The verdict on an outcome of polarity higher or lower is better.

    `agency` is the single agency's own measure in the same area and its comparators: where it
    moved as much, the outcome may be that agency's work alone. Without it no claim is shown.
    """
    control = synthetic_control(panel, weighing)
    if control.faults:
        return AddedValue("cannot_be_tested", control.faults, control)
    ready = prepared(panel).panel
    placebos = in_space(ready, weighing)
    evidence = Evidence(
        control=control,
        placebos=placebos,
        interval=interval(placebos),
        earlier=in_time(ready, weighing=weighing),
        without=leave_one_out(ready, weighing),
        early=early_start(ready, 1.0 if placebos.effects[0] >= 0 else -1.0, weighing),
        sign=SIGNS.get(polarity, 0.0),
        agency=None if agency is None else _alone(agency, agency_polarity or polarity, weighing),
    )
    reasons = checks(evidence)
    return _answer(verdict_of(reasons), reasons, evidence, ready.post_count)


def verdict_of(reasons: tuple[Check, ...]) -> str:
    """The verdict that follows from the checks, and from nothing else."""
    failed = {check.name for check in reasons if check.is_passed is False}
    open_ones = {check.name for check in reasons if check.is_passed is None}
    if (failed | open_ones) & NEEDED_TO_TEST:
        return "cannot_be_tested"
    if failed & NEEDED_TO_CREDIT:
        return "not_shown"
    return "likely" if failed | open_ones else "shown"


def _alone(agency: Panel, polarity: str, weighing: Weighing) -> tuple[float, float] | None:
    """The agency's own standardised effect, better above 0, and its p; None without a test."""
    ready = prepared(agency)
    if ready.faults or polarity not in SIGNS:
        return None
    placebos = in_space(ready.panel, weighing)
    if not placebos.spread > 0:
        return None
    return SIGNS[polarity] * placebos.effects[0] / placebos.spread, placebos.steadied.p


def _answer(
    verdict: str, reasons: tuple[Check, ...], evidence: Evidence, post_count: int
) -> AddedValue:
    control, spread = evidence.control, evidence.placebos.spread
    effect = float(evidence.placebos.effects[0])
    return AddedValue(
        verdict=verdict,
        reasons=reasons,
        control=control,
        placebos=evidence.placebos,
        earlier=evidence.earlier,
        without=evidence.without,
        early=evidence.early,
        effect=effect,
        interval=evidence.interval,
        percent=control.percent,
        standardised=effect / spread if spread > 0 else None,
        total=effect * post_count,
    )
