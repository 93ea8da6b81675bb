"""Difference in differences against statsmodels and against counting by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from queries.methods.difference_in_differences import difference_in_differences
from tests.queries.methods.famous_panels import FAMOUS, answers, famous_panel

WARDS = [f"ward {place}" for place in range(12)]


def wards(seed=0, effect=0.0, treated=4):
    chance = np.random.default_rng(seed)
    outcomes = 30 + 5 * chance.normal(size=(12, 1)) + chance.normal(size=(12, 10))
    outcomes += np.cumsum(chance.normal(size=10))
    outcomes[:treated, 6:] += effect
    return outcomes, WARDS, np.arange(12) < treated, 6


@pytest.mark.parametrize("name", FAMOUS)
def test_the_plain_difference_of_the_published_panels(shared, name):
    panel = famous_panel(shared, name)
    is_treated = np.arange(len(panel.units)) == panel.treated
    found = difference_in_differences(panel.outcomes, panel.units, is_treated, panel.first_post)

    expected = answers(shared, f"{name}_outcome_only_expected")["did_simple"]
    assert found.effect == pytest.approx(expected, rel=1e-9)
    assert found.choices == len(panel.units)
    assert (found.error, found.lower) == (None, None)


@pytest.mark.parametrize("seed", range(3))
def test_effect_and_clustered_error_are_those_of_statsmodels(seed):
    outcomes, units, is_treated, start = wards(seed, effect=-2)
    found = difference_in_differences(outcomes, units, is_treated, start)
    rows = {
        "value": outcomes.ravel(),
        "unit": np.repeat(np.arange(12), 10),
        "treated": np.repeat(is_treated, 10) * 1,
        "post": np.tile(np.arange(10) >= start, 12) * 1,
    }
    theirs = smf.ols("value ~ treated * post", pd.DataFrame(rows)).fit(
        cov_type="cluster", cov_kwds={"groups": rows["unit"]}
    )

    assert found.effect == pytest.approx(theirs.params["treated:post"], rel=1e-9)
    assert found.error == pytest.approx(theirs.bse["treated:post"], rel=1e-9)


def test_a_planted_effect_is_the_largest_of_all_choices_of_wards():
    found = difference_in_differences(*wards(effect=-6))

    assert found.choices == 495  # 12 over 4
    assert found.p == pytest.approx(1 / 495)
    assert found.lower < -6 < found.upper < 0
    assert abs(found.earlier) < 1.5
    assert found.earlier_p > 0.05
    assert found.treated - found.counterfactual == pytest.approx(
        found.treated - found.untreated - (found.treated - found.untreated)[:6].mean()
    )


def test_without_an_effect_p_is_low_as_seldom_as_it_says():
    found = [difference_in_differences(*wards(seed, treated=3)).p for seed in range(200)]

    assert 0.05 <= np.mean(np.array(found) <= 0.1) <= 0.17


def test_the_same_draws_every_time_where_choices_are_too_many():
    outcomes = np.random.default_rng(3).normal(size=(30, 8))
    given = (outcomes, [str(unit) for unit in range(30)], np.arange(30) < 10, 4)
    one, other = (difference_in_differences(*given) for _ in range(2))

    assert (one.p, one.choices) == (other.p, 2000)


def test_a_ward_with_a_gap_is_left_out_by_name():
    outcomes, units, is_treated, start = wards(effect=-6)
    outcomes[9, 2] = np.nan
    found = difference_in_differences(outcomes, units, is_treated, start)

    assert found.left_out == ("ward 9",)
    assert found.choices == 330  # 11 over 4


@pytest.mark.parametrize(
    ("treated", "start", "reasons"),
    [(0, 6, ["treated"]), (8, 6, ["donors"]), (4, 1, ["pre_periods"]), (4, 10, ["post_periods"])],
)
def test_what_cannot_be_tested_has_a_reason(treated, start, reasons):
    outcomes, units, is_treated, _ = wards(treated=treated)
    found = difference_in_differences(outcomes, units, is_treated, start)

    assert [fault.name for fault in found.faults] == reasons
    assert found.effect is None
