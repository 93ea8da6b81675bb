"""A claim of added value by synthetic control: the area against a mix of others.

Source: added_value.py for the verdict; synthetic_did.py for the second opinion.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from queries.methods.added_value import AddedValue, added_value
from queries.methods.claim_findings import AreaFigures, Figures, Findings, Line
from queries.methods.claim_subject import Measure
from queries.methods.placebos import PlacebosInSpace
from queries.methods.synthetic_control import SyntheticControl, synthetic_control
from queries.methods.synthetic_did import effect_alone


def by_synthetic_control(outcome: Measure, agency: Measure | None) -> Findings:
    """What is found where one area is held against a mix of others."""
    judged = added_value(
        outcome.panel,
        outcome.polarity or "none",
        agency=agency.panel if agency else None,
        agency_polarity=agency.polarity if agency else None,
    )
    left_out = {one.unit: one.reason for one in judged.control.left_out}
    if judged.placebos is None:
        return Findings(judged.verdict, judged.reasons, left_out=left_out)
    return Findings(
        judged.verdict,
        judged.reasons,
        _figures(judged, judged.placebos, effect_alone(outcome.panel)),
        (*_lines(judged, judged.placebos, outcome.codes[0]), *_alone(agency)),
        _areas(judged, judged.placebos),
        left_out,
    )


def _figures(judged: AddedValue, placebos: PlacebosInSpace, second: float | None) -> Figures:
    control, interval = judged.control, judged.interval
    return Figures(
        effect=judged.effect,
        lower=interval.lower if interval else None,
        upper=interval.upper if interval else None,
        level=interval.level if interval else None,
        expected=float(np.asarray(control.counterfactual)[control.first_post :].mean()),
        spread=placebos.spread,
        p=placebos.steadied.p,
        smallest_p=placebos.steadied.smallest_p,
        pre_error=control.fit_to_sd,
        ratio=control.ratio,
        rank=placebos.steadied.rank,
        ranked_among=placebos.steadied.units,
        donors=len(control.donors),
        second_effect=second,
    )


def _lines(judged: AddedValue, placebos: PlacebosInSpace, treated: str) -> tuple[Line, ...]:
    control, interval = judged.control, judged.interval
    post = len(control.periods) - control.first_post
    lines = [
        Line("actual", np.asarray(control.actual), treated),
        Line("counterfactual", np.asarray(control.counterfactual)),
        Line("gap", np.asarray(control.gap), treated),
        Line("effect", np.full(post, judged.effect), treated,
             interval.lower if interval else None, interval.upper if interval else None,
             control.first_post),
    ]  # fmt: skip
    lines += [
        Line("placebo_gap", gap, unit)
        for unit, gap in zip(placebos.units[1:], placebos.gaps[1:], strict=True)
    ]
    lines += [Line("without_one", one.gap, one.left_out) for one in judged.without]
    if judged.earlier is not None:
        lines.append(Line("placebo_in_time", judged.earlier.gap, treated))
    return tuple(lines)


def _areas(judged: AddedValue, placebos: PlacebosInSpace) -> Mapping[str, AreaFigures]:
    control = judged.control
    weights = dict(zip(control.donors, np.asarray(control.weights).tolist(), strict=True))
    without = {one.left_out: one.effect for one in judged.without}
    return {
        unit: AreaFigures(
            weight=weights.get(unit),
            pre_error=float(np.sqrt(pre)),
            ratio=float(ratio),
            effect=float(effect),
            effect_without_it=without.get(unit),
        )
        for unit, pre, ratio, effect in zip(
            placebos.units, placebos.pre_mspe, placebos.ratios, placebos.effects, strict=True
        )
    }


def _alone(agency: Measure | None) -> tuple[Line, ...]:
    """The single agency's own measure, and the mix beside it where there can be one."""
    if agency is None:
        return ()
    code = agency.codes[0]
    control: SyntheticControl = synthetic_control(agency.panel)
    actual = Line("agency_actual", agency.outcomes[0], code, is_agency=True)
    if control.counterfactual is None:
        return (actual,)
    return (actual, Line("agency_counterfactual", control.counterfactual, is_agency=True))
