"""Truths: what was planted in the sample, so that a method can be shown to find it.

`PLANTED` is the whole list; README.md prints it. The generator reads the effects from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from data.sample.periods import Period, progress
from data.sample.places import HOME, Places

ROXBOURNE, PINNER_SOUTH, WEALDSTONE = "E05000301", "E05000298", "E05000304"


@dataclass(frozen=True)
class Truth:
    """One planted thing: what, in which indicator and area, from when, how large.

    `size` is relative (-0.2: a fifth less) for step, divergence and revised; a change of the
    deprivation gradient for a gap; otherwise a count or a value, as `words` says.
    """

    kind: str
    indicator_id: str
    period_start: date
    size: float
    words: str
    area_code: str = HOME
    release: date | None = None


PLANTED = (
    Truth(
        "step", "BV128", date(2006, 5, 1), -0.22,
        "Vehicle crime falls at once and stays down, in the month after every ward has its team",
    ),
    Truth(
        "step", "VP22", date(2005, 8, 1), 0.35,
        "Robbery rises at once and stays up, from the month after July 2005",
    ),
    Truth(
        "step", "BV82b", date(2006, 10, 1), 0.55,
        "The share of waste composted rises at once and stays up",
    ),
    Truth("trend", "BV78a", date(2001, 4, 1), -0.45, "New benefit claims are settled ever faster"),
    Truth("noise", "BV66b", date(2001, 4, 1), 0.0, "Chance alone: no trend, no step"),
    Truth("noise", "BV212", date(2001, 4, 1), 0.0, "Chance alone: no trend, no step"),
    Truth("noise", "LAS01", date(2001, 4, 1), 0.0, "Chance alone but for a faint season"),
    Truth("noise", "MPS04", date(2001, 4, 1), 0.0, "Chance alone: small counts"),
    Truth(
        "divergence", "VP25", date(2006, 7, 1), 0.7,
        "Criminal damage climbs in Roxbourne over a year and stays up while the borough falls",
        ROXBOURNE,
    ),
    Truth(
        "widening_gap", "QOL16", date(2001, 4, 1), 0.3,
        "Key benefit claimants: the most deprived fifth draws away from the least deprived",
    ),
    Truth(
        "narrowing_gap", "VP19", date(2001, 4, 1), -0.3,
        "Children in poverty: the gap between the deprivation fifths closes",
    ),
    Truth(
        "break", "VP32", date(2003, 10, 1), -0.33,
        "Pension Credit takes over claimants aged 60 and over: the series falls by a third",
    ),
    Truth(
        "break", "VP31", date(2008, 10, 1), -0.08,
        "New claimants receive another allowance: the series starts to fall for that alone",
    ),
    Truth(
        "revised", "PCT01", date(2008, 10, 1), 0.12,
        "Four-week quitters, Q3 2008/09: revised upwards when late forms came in",
        release=date(2009, 7, 28),
    ),
    Truth(
        "revised", "QOL11", date(2007, 4, 1), -0.03,
        "Employment rate 2007/08: revised downwards after re-weighting",
        release=date(2009, 1, 30),
    ),
    Truth(
        "revised", "BV128", date(2008, 12, 1), 0.15,
        "Vehicle crime, December 2008: late records added",
        release=date(2009, 4, 30),
    ),
    Truth(
        "late", "YOT01", date(2007, 4, 1), 0.0,
        "Youth reoffending 2007/08: published seven months after it was due",
        release=date(2009, 1, 30),
    ),
    Truth("overdue", "PCT02", date(2008, 10, 1), 2.0, "Smoking in pregnancy: two quarters owed"),
    Truth("overdue", "NWL02", date(2009, 1, 1), 6.0, "MRSA reports: six months owed"),
    Truth("overdue", "BUS01", date(2009, 1, 1), 1.0, "Town centre vacancy: one quarter owed"),
    Truth(
        "suppressed", "BV99bi", date(2001, 1, 1), 5.0,
        "Ward counts from 1 to 4 are hidden, with the next smallest where one would stand alone",
    ),
    Truth(
        "not_reconciling", "VP28", date(2006, 4, 1), 230.0,
        "Ambulance incidents 2006/07: the borough's total is this much above its wards' sum",
    ),
    Truth(
        "shared_differs", "LPSA09", date(2001, 4, 1), -0.08,
        "Quitters counted for the agreement stop at a cut-off date: below the trust's own PCT01",
    ),
    Truth(
        "shared_differs", "BV174", date(2001, 4, 1), 0.0,
        "Racist incidents: the council's figure and the police's (CC07) count different reports",
    ),
    Truth("on_target", "BV79a", date(2009, 1, 1), 97.0, "Benefit accuracy, Q4 2008/09: exactly 97"),
    Truth(
        "on_intervention_level", "BV43b", date(2009, 1, 1), 60.0,
        "Statements with exceptions, Q4 2008/09: exactly 60, the intervention level",
    ),
    Truth("zero", "BV202", date(2008, 4, 1), 0.0, "Rough sleepers 2008/09: none, a true zero"),
    Truth("provisional", "BV38", date(2007, 9, 1), 0.0, "GCSE results 2007/08 are provisional"),
    Truth("estimated", "VP33", date(2007, 4, 1), 0.0, "Household income 2007/08 is estimated"),
    Truth("projected", "VP01", date(2008, 1, 1), 0.0, "Population 2008 is a projection"),
    Truth("partial_period", "BV64", date(2008, 4, 1), 0.75, "Empty homes 2008/09: nine months only"),
    Truth("missing", "PCT08", date(2005, 7, 1), 0.0, "One ward's return is missing", PINNER_SOUTH),
    Truth(
        "low_base", "BV161", date(2008, 4, 1), 34.0, "Care leavers 2008/09: few young people"
    ),
)


def planted(kind: str, indicator_id: str | None = None) -> list[Truth]:
    """Truths of one kind, of one indicator if given."""
    return [
        truth
        for truth in PLANTED
        if truth.kind == kind and indicator_id in (None, truth.indicator_id)
    ]


def effect(indicator_id: str, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    """Factor on what is expected, by area (rows) and period (columns); 1 where nothing is planted."""
    factor = np.ones((len(places.codes), len(periods)))
    for truth in PLANTED:
        if truth.indicator_id == indicator_id and truth.kind in _EFFECTS:
            factor = factor * _EFFECTS[truth.kind](truth, places, periods)
    return factor


def _step(truth: Truth, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    is_after = np.array([period.start >= truth.period_start for period in periods])
    return np.where(is_after, 1 + truth.size, 1.0)[None, :]


def _divergence(truth: Truth, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    days = np.array([(period.start - truth.period_start).days for period in periods])
    is_there = np.array([code == truth.area_code for code in places.codes])
    return 1 + truth.size * is_there[:, None] * np.clip(days / 365, 0, 1)[None, :]


def _gap(truth: Truth, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    return np.exp(truth.size * places.deprivation[:, None] * progress(periods)[None, :])


def _gradual_break(truth: Truth, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    quarters = np.array([(period.start - truth.period_start).days / 91 for period in periods])
    is_after = quarters >= 0
    if truth.size < -0.2:
        return np.where(is_after, 1 + truth.size, 1.0)[None, :]
    return (1 + truth.size * np.clip(quarters + 1, 0, 4))[None, :]


_EFFECTS = {
    "step": _step,
    "divergence": _divergence,
    "widening_gap": _gap,
    "narrowing_gap": _gap,
    "break": _gradual_break,
}
