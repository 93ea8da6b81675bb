"""Synthetic difference in differences against R's synthdid, and its invariances."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from queries.methods.synthetic_did import synthetic_did
from tests.queries.methods.chance_panels import chance_panel
from tests.queries.methods.famous_panels import answers, famous_panel


@pytest.fixture(scope="module")
def california(shared):
    return synthetic_did(famous_panel(shared, "prop99")), answers(shared, "prop99_sdid_expected")


def test_the_converged_estimate_and_both_sets_of_weights(california):
    found, expected = california
    theirs = expected["sdid"]

    assert found.effect == pytest.approx(theirs["estimate_converged"], abs=5e-5)
    assert found.effect == pytest.approx(theirs["estimate_default"], abs=0.02)
    assert found.weights == pytest.approx([theirs["omega"][unit] for unit in found.donors],
                                          abs=1e-4)  # fmt: skip
    assert found.period_weights == pytest.approx(list(theirs["lambda"].values()), abs=1e-6)


def test_the_comparators_placebos_and_the_error_from_them(california):
    found, expected = california
    theirs = expected["sdid_in_space_placebos"]

    assert found.placebo_effects == pytest.approx([theirs[unit] for unit in found.donors], abs=0.1)
    assert found.error == pytest.approx(np.std(list(theirs.values()), ddof=1), rel=1e-2)
    # theirs is of 200 draws from among these
    assert found.error == pytest.approx(expected["sdid"]["placebo_se_200rep"], rel=0.25)
    assert found.lower < found.effect < 0 < found.upper or found.upper < 0


@pytest.mark.parametrize(("name", "share"), [("basque", 1e-4), ("kansas", 5e-3)])
def test_panels_on_which_the_package_stops_before_it_has_converged(shared, name, share):
    found = synthetic_did(famous_panel(shared, name))

    assert found.effect == pytest.approx(
        answers(shared, f"{name}_sdid_expected")["sdid"], rel=share
    )


def test_a_level_of_its_own_does_not_matter_and_an_effect_is_found():
    panel = chance_panel(np.random.default_rng(7), 15, pre=16, effect=-6)
    outcomes = panel.outcomes.copy()
    outcomes[0] += 500
    one, other = synthetic_did(panel), synthetic_did(replace(panel, outcomes=outcomes))

    assert other.effect == pytest.approx(one.effect, abs=1e-6)
    assert one.effect == pytest.approx(-6, abs=2.5)
    assert one.period_weights @ (panel.outcomes[0] - one.counterfactual)[:16] == pytest.approx(
        0, abs=1e-9
    )


def test_too_little_data_is_a_reason():
    panel = chance_panel(np.random.default_rng(7), 4)

    assert [fault.name for fault in synthetic_did(panel).faults] == ["donors"]
    assert synthetic_did(panel).effect is None
