"""A claim of added value by difference in differences: parts of an area treated, and others not.

Source: added_value_otherwise.py for the verdict; difference_in_differences.py for the method.
"""

from __future__ import annotations

import numpy as np

from queries.methods.added_value_otherwise import added_value_of_wards
from queries.methods.claim_findings import Figures, Findings, Line
from queries.methods.claim_subject import Measure
from queries.methods.difference_in_differences import (
    FEWEST_PRE,
    FEWEST_UNTREATED,
    DifferenceInDifferences,
    difference_in_differences,
)
from queries.methods.panel import Check

LEVEL = 0.95


def by_difference(outcome: Measure, agency: Measure | None) -> Findings:
    """What is found where treated areas are held against others of their kind."""
    found, alone = _difference(outcome), None
    if agency is not None and agency.polarity in ("higher", "lower"):
        alone = _difference(agency, is_turned=agency.polarity != outcome.polarity)
    judged = added_value_of_wards(found, outcome.polarity or "none", outcome.first_post, alone)
    left_out = dict.fromkeys(found.left_out, "missing_value")
    if found.treated is None or found.untreated is None or found.counterfactual is None:
        return Findings(judged.verdict, judged.reasons, left_out=left_out)
    return Findings(
        judged.verdict,
        (judged.reasons[0], *_counted(outcome), *judged.reasons[1:]),
        _figures(outcome, found),
        (*_lines(found, found.treated, found.counterfactual, outcome), *_agency_lines(alone)),
        left_out=left_out,
    )


def _difference(measure: Measure, *, is_turned: bool = False) -> DifferenceInDifferences:
    outcomes = -measure.outcomes if is_turned else measure.outcomes
    return difference_in_differences(
        outcomes, measure.codes, measure.is_treated, measure.first_post
    )


def _counted(outcome: Measure) -> tuple[Check, ...]:
    """How much there was to go by, told as it is of other designs."""
    pre, post = outcome.first_post, len(outcome.periods) - outcome.first_post
    treated = sum(outcome.is_treated)
    return (
        Check("pre_periods", pre, FEWEST_PRE, True),
        Check("post_periods", post, 1, True),
        Check("treated", treated, 1, True),
        Check("donors", len(outcome.areas) - treated, FEWEST_UNTREATED, True),
    )


def _figures(outcome: Measure, found: DifferenceInDifferences) -> Figures:
    expected = np.asarray(found.counterfactual)[outcome.first_post :]
    return Figures(
        effect=found.effect,
        lower=found.lower,
        upper=found.upper,
        level=None if found.lower is None else LEVEL,
        expected=float(expected.mean()),
        spread=found.spread,
        p=found.p,
        smallest_p=1 / found.choices,
        donors=outcome.is_treated.count(False),
    )


def _lines(
    found: DifferenceInDifferences, own: np.ndarray, expected: np.ndarray, outcome: Measure
) -> tuple[Line, ...]:
    start = outcome.first_post
    effect = np.full(own.size - start, found.effect)
    return (
        Line("actual", own),
        Line("counterfactual", expected),
        Line("untreated", np.asarray(found.untreated)),
        Line("gap", own - expected),
        Line("effect", effect, None, found.lower, found.upper, start),
    )


def _agency_lines(alone: DifferenceInDifferences | None) -> tuple[Line, ...]:
    if alone is None or alone.treated is None or alone.counterfactual is None:
        return ()
    return (
        Line("agency_actual", alone.treated, is_agency=True),
        Line("agency_counterfactual", alone.counterfactual, is_agency=True),
    )
