"""A claim of added value judged on its panel, whatever its design; each panel once.

What forbids any test comes first: no values, periods that overlap, a design that does not suit.
A number stands only where the claim can be tested; what was compared is drawn all the same.
Source: the partnership's rules; added_value.py and added_value_otherwise.py for the verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

import pyarrow as pa

from queries.methods.claim_by_control import by_synthetic_control
from queries.methods.claim_by_difference import by_difference
from queries.methods.claim_by_past import by_own_past
from queries.methods.claim_findings import Figures, Findings, Line
from queries.methods.claim_subject import Measure, Subject, subject_of
from queries.methods.panel import Check

DESIGNS: Mapping[str, Callable[[Measure, Measure | None], Findings]] = {
    "synthetic_control": by_synthetic_control,
    "difference_in_differences": by_difference,
    "interrupted_series": by_own_past,
}
UNTESTED = "cannot_be_tested"
# A page asks four questions of one claim, and a portfolio of all of them.
KEPT = 100
TOO_FEW = {"pre_periods", "post_periods"}


def findings_of(rows: pa.Table) -> tuple[Subject, Findings]:
    """The subject of a panel's rows, and what was found of it."""
    subject = subject_of(rows)
    return subject, judged(subject)


@lru_cache(maxsize=KEPT)
def judged(subject: Subject) -> Findings:
    """Verdict, reasons and all that is drawn, from one subject."""
    if faults := _faults(subject):
        return Findings(UNTESTED, faults, Figures(), _as_observed(subject.outcome))
    found = DESIGNS[str(subject.design)](subject.outcome, _usable(subject.agency))
    reasons = _told_of_break(found.reasons, subject.outcome.lost_to_break)
    if found.verdict != UNTESTED:
        return replace(found, reasons=reasons)
    lines = found.lines or _as_observed(subject.outcome)
    kept = Figures(donors=found.figures.donors, pre_error=found.figures.pre_error)
    return replace(found, reasons=reasons, figures=kept, lines=lines)


def _faults(subject: Subject) -> tuple[Check, ...]:
    outcome = subject.outcome
    treated = sum(outcome.is_treated)
    checks = (
        Check("design", None, None, subject.design in DESIGNS),
        Check("values", len(outcome.periods), 1, bool(treated and outcome.periods)),
        Check("overlapping_periods", None, None, not outcome.is_overlapping),
        Check("treated", treated, 1, treated <= 1 or subject.design == "difference_in_differences"),
    )
    return tuple(check for check in checks if not check.is_passed)


def _usable(agency: Measure | None) -> Measure | None:
    """The single agency's measure, if it can be looked at at all."""
    if agency is None or not any(agency.is_treated) or not agency.periods or agency.is_overlapping:
        return None
    return agency


def _told_of_break(reasons: tuple[Check, ...], lost: int | None) -> tuple[Check, ...]:
    """With the periods that lie beyond a break, which is at fault where too few are left."""
    if not lost:
        return reasons
    is_short = any(check.name in TOO_FEW and not check.is_passed for check in reasons)
    return (*reasons, Check("break_in_series", lost, 0 if is_short else None, not is_short))


def _as_observed(outcome: Measure) -> tuple[Line, ...]:
    """The treated areas' values alone, for the picture of a claim that cannot be tested."""
    treated = [place for place, is_treated in enumerate(outcome.is_treated) if is_treated]
    return tuple(
        Line("actual", outcome.outcomes[place], area_code=outcome.codes[place]) for place in treated
    )
