"""Synthetic control against R (quadprog, Synth), its invariances and its refusals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.methods.panel import prepared
from queries.methods.placebos import in_space
from queries.methods.predictor_weights import by_importance, by_predictors
from queries.methods.synthetic_control import synthetic_control
from queries.methods.weighings import penalised, ridge_augmented
from tests.queries.methods.chance_panels import chance_panel
from tests.queries.methods.famous_panels import FAMOUS, answers, famous_panel


@pytest.fixture(scope="module", params=FAMOUS)
def famous(shared, request):
    return famous_panel(shared, request.param), answers(
        shared, f"{request.param}_outcome_only_expected"
    )


def by_donor(control, expected):
    return [expected.get(donor, 0.0) for donor in control.donors]


def test_weights_gap_and_fit_of_the_published_panels(famous):
    panel, expected = famous
    control = synthetic_control(panel)

    assert control.is_unique
    assert control.weights == pytest.approx(by_donor(control, expected["weights"]), abs=1e-8)
    assert control.gap == pytest.approx(list(expected["gap"].values()), abs=1e-8)
    assert control.pre_rmspe**2 == pytest.approx(expected["pre_mspe"], rel=1e-9)
    assert control.post_rmspe**2 == pytest.approx(expected["post_mspe"], rel=1e-8)
    assert control.ratio == pytest.approx(expected["rmspe_ratio"], rel=1e-8)
    assert control.effect == pytest.approx(expected["att_mean_post"], rel=1e-8)


@pytest.mark.parametrize(
    ("kind", "name", "given"),
    [(penalised, "penalised", "lambda"), (ridge_augmented, "ridge_ascm", "lambda")],
)
def test_penalised_and_ridge_augmented_weights(famous, kind, name, given):
    panel, expected = famous
    assert expected[name]

    for run in expected[name]:
        control = synthetic_control(panel, kind(run[given]))
        assert control.weights == pytest.approx(by_donor(control, run["weights"]), abs=1e-7)
        assert control.weights.sum() == pytest.approx(1)
        assert control.effect == pytest.approx(run["att_mean_post"], rel=1e-6)
        assert control.pre_rmspe**2 == pytest.approx(run["pre_mspe"], rel=1e-6)


@pytest.fixture(scope="module")
def california(shared):
    """The panel of California with the seven predictors of the paper."""
    panel, given = famous_panel(shared, "prop99"), answers(shared, "prop99_inner_fixedV")
    rows = dict(zip(given["units"], np.array(given["X_raw"]).T, strict=True))
    return replace(panel, predictors=np.array([rows[unit] for unit in panel.units])), given


def test_weights_at_given_importances_of_predictors(california):
    panel, given = california

    for case in given["cases"]:
        control = synthetic_control(panel, by_importance(case["V"]))
        assert control.weights == pytest.approx(by_donor(control, case["weights"]), abs=1e-8)
        assert control.pre_rmspe**2 == pytest.approx(case["pre_mspe"], rel=1e-8)


def test_searched_importances_fit_as_well_as_r_s_and_give_the_same_effect(california, shared):
    theirs = answers(shared, "synth_R_prop99_basque")["prop99"]
    panel, _ = california
    control = synthetic_control(panel, by_predictors())
    placebos = in_space(panel, by_predictors(starts=1, evaluations=150))

    assert control.pre_rmspe**2 <= theirs["loss_v"] * 1.05
    assert control.effect == pytest.approx(np.mean(theirs["gap"][19:]), abs=1)
    assert np.asarray(control.gap)[-1] == pytest.approx(-26, abs=1)
    assert (placebos.rank.rank, placebos.rank.units) == (1, 39)


def test_the_basque_country_by_predictors_is_catalonia_and_madrid(shared):
    theirs = answers(shared, "synth_R_prop99_basque")["basque"]
    panel = famous_panel(shared, "basque")
    rows = dict(zip(theirs["w"], theirs["X0"].values(), strict=True))
    predictors = np.array([rows.get(unit, theirs["X1"]) for unit in panel.units], float)
    begun = panel.periods.index("1960")
    panel = replace(panel, outcomes=panel.outcomes[:, begun:], periods=panel.periods[begun:],
                    first_post=panel.first_post - begun, predictors=predictors)  # fmt: skip
    control = synthetic_control(panel, by_predictors())

    assert control.weights == pytest.approx(by_donor(control, theirs["w"]), abs=0.01)
    assert control.pre_rmspe**2 <= theirs["loss_v"] * 1.05


def test_a_predictor_that_never_varies_counts_for_nothing():
    panel = chance_panel(np.random.default_rng(3), 8)
    drawn = np.random.default_rng(4).normal(size=(9, 2))
    alone = synthetic_control(replace(panel, predictors=drawn), by_predictors(2, 50))
    beside = np.column_stack([drawn, np.full(9, 7.0)])
    both = synthetic_control(replace(panel, predictors=beside), by_predictors(2, 50))

    assert both.weights == pytest.approx(alone.weights, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-1000, 1000), st.floats(0.01, 1000))
def test_units_in_another_order_another_origin_and_another_unit_of_measurement(seed, shift, scale):
    chance = np.random.default_rng(seed)
    panel = chance_panel(chance, 7, pre=12)
    order = chance.permutation(8)
    moved = replace(
        panel,
        outcomes=panel.outcomes[order] * scale + shift,
        units=tuple(panel.units[place] for place in order),
        treated=int(np.flatnonzero(order == 0)[0]),
    )
    one, other = synthetic_control(panel), synthetic_control(moved)
    weights = dict(zip(one.donors, one.weights, strict=True))

    assert other.weights == pytest.approx([weights[unit] for unit in other.donors], abs=1e-5)
    assert other.effect == pytest.approx(one.effect * scale, rel=1e-4, abs=1e-4 * scale)
    assert other.fit_to_sd == pytest.approx(one.fit_to_sd, rel=1e-5)
    assert other.ratio == pytest.approx(one.ratio, rel=1e-4)


def changed(panel, rows):
    outcomes = panel.outcomes.copy()
    for place, values in rows.items():
        outcomes[place] = values
    return replace(panel, outcomes=outcomes)


PANEL = chance_panel(np.random.default_rng(1), 8)
GAP = np.where(np.arange(22) == 3, np.nan, PANEL.outcomes[0])


@pytest.mark.parametrize(
    ("panel", "name", "found"),
    [
        (replace(PANEL, first_post=0), "pre_periods", 0),
        (replace(PANEL, first_post=7), "pre_periods", 7),
        (replace(PANEL, first_post=22), "post_periods", 0),
        (PANEL.without([5, 6, 7, 8]), "donors", 4),
        (PANEL.without([1, 2, 3, 4, 5, 6, 7, 8]), "donors", 0),
        (changed(PANEL, {0: GAP}), "missing_values", 1),
        (changed(PANEL, {0: np.full(22, 40.0)}), "movement", 0),
        (changed(PANEL, {3: PANEL.outcomes[0]}), "same_series", 1),
        (changed(PANEL, {place: GAP for place in (1, 2, 3, 4)}), "donors", 4),
    ],
)
def test_bad_input_gives_a_reason_and_no_number(panel, name, found):
    control = synthetic_control(panel)

    assert [(fault.name, fault.found) for fault in control.faults] == [(name, found)]
    assert (control.effect, control.weights, control.gap) == (None, None, None)


def test_comparators_with_a_gap_or_without_movement_are_left_out_by_name():
    panel = changed(PANEL, {2: GAP, 4: np.full(22, 3.0)})
    control = synthetic_control(panel)
    rest = synthetic_control(PANEL.without([2, 4]))

    assert [(one.unit, one.reason) for one in control.left_out] == [
        ("area 2", "missing_value"),
        ("area 4", "never_changes"),
    ]
    assert control.effect == rest.effect
    assert prepared(panel).panel.units == rest_units(control)


def rest_units(control):
    return ("area 0", *control.donors)
