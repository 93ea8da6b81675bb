"""Placebos against R, the smallest p, lucky fits, the interval and effects that began early."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.methods.early_start import early_start, leads_of
from queries.methods.placebo_interval import interval
from queries.methods.placebos import in_space, in_time, leave_one_out, rank_of_first
from tests.queries.methods.chance_panels import chance_panel
from tests.queries.methods.famous_panels import FAMOUS, answers, famous_panel


@pytest.fixture(scope="module", params=FAMOUS)
def famous(shared, request):
    return famous_panel(shared, request.param), answers(
        shared, f"{request.param}_outcome_only_expected"
    )


@pytest.mark.parametrize(
    ("name", "is_donor"), [("donors_exclude_treated", False), ("donors_include_treated", True)]
)
def test_every_placebo_in_space_and_p(famous, name, is_donor):
    panel, expected = famous
    placebos = in_space(panel, treated_as_donor=is_donor)
    table = {row["unit"]: row for row in expected[name]["table"]}
    rows = [table[unit] for unit in placebos.units]

    assert placebos.effects == pytest.approx([row["att"] for row in rows], abs=1e-8)
    assert placebos.pre_mspe == pytest.approx([row["pre_mspe"] for row in rows], rel=1e-7)
    assert placebos.ratios**2 == pytest.approx([row["mspe_ratio"] for row in rows], rel=1e-7)
    assert placebos.rank.rank == rows[0]["rank"]
    assert placebos.rank.p == pytest.approx(expected[name]["p_value"], rel=1e-12)
    fitting = placebos.without_poor[5.0].p
    assert fitting == pytest.approx(expected[name]["p_value_excl_poor_fit_5x"], rel=1e-12)


def test_leave_one_out_and_the_placebo_in_time(famous):
    panel, expected = famous
    left = {row["left_out"]: row for row in expected["leave_one_out"]}
    found = leave_one_out(panel)
    earlier, fake = in_time(panel), expected["in_time_placebo"]

    assert {one.left_out for one in found} == left.keys()
    for one in found:
        assert one.effect == pytest.approx(left[one.left_out]["att"], rel=1e-8)
        assert one.pre_mspe == pytest.approx(left[one.left_out]["pre_mspe"], rel=1e-8)
    assert panel.periods[earlier.start] == fake["fake_treatment_time"]
    assert earlier.effect == pytest.approx(fake["placebo_att"], rel=1e-6)
    assert earlier.pre_mspe == pytest.approx(fake["pre_mspe"], rel=1e-8)
    assert earlier.post_mspe == pytest.approx(fake["placebo_post_mspe"], rel=1e-6)


def test_california_is_first_once_lucky_fits_count_no_more_than_the_median(shared):
    placebos = in_space(famous_panel(shared, "prop99"))

    assert (placebos.rank.rank, placebos.steadied.rank) == (3, 1)
    assert placebos.rank.smallest_p == 1 / 39


def test_ties_count_against_the_treated_area():
    assert rank_of_first(np.array([3.0, 3.0, 3.0 - 1e-12, 1.0])).rank == 3
    assert rank_of_first(np.array([3.0, 2.9])).p == 0.5


def test_a_fit_that_is_perfect_by_luck_is_floored_and_said():
    panel = chance_panel(np.random.default_rng(2), 12, pre=8)
    outcomes = panel.outcomes.copy()
    outcomes[3, :8] = outcomes[[4, 5], :8].mean(axis=0)
    placebos = in_space(replace(panel, outcomes=outcomes))

    assert placebos.is_floored[placebos.units.index("area 3")]
    assert np.isfinite(placebos.ratios).all()
    assert placebos.pre_mspe[3] < 1e-9


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([6, 9, 12, 19, 24]))
def test_the_interval_is_what_the_test_does_not_rule_out(seed, donors):
    panel = chance_panel(np.random.default_rng(seed), donors, effect=-4)
    placebos = in_space(panel)
    found = interval(placebos)
    reach = found.upper - found.lower

    for steady, is_kept in (
        (found.lower - 0.01 * reach, False),
        (found.lower + 0.01 * reach, True),
        (found.upper - 0.01 * reach, True),
        (found.upper + 0.01 * reach, False),
    ):
        outcomes = panel.outcomes.copy()
        outcomes[0, panel.first_post :] -= steady
        p = in_space(replace(panel, outcomes=outcomes)).steadied.p
        assert (p > 1 - found.level + 1e-9) is is_kept


@pytest.mark.parametrize(("donors", "level"), [(5, 0.8), (8, 0.8), (9, 0.9), (18, 0.9), (19, 0.95)])
def test_the_interval_s_level_is_what_so_few_comparators_allow(donors, level):
    assert interval(in_space(chance_panel(np.random.default_rng(5), donors))).level == level


def test_an_effect_that_began_early_stands_out_before_the_start():
    shares = {early: [] for early in (0, 3)}
    for seed in range(20):
        for early, found in shares.items():
            chance = np.random.default_rng(seed)
            panel = chance_panel(chance, 20, effect=-9, early=early)
            found.append(early_start(panel, -1).rank.p <= 0.1)

    assert np.mean(shares[3]) >= 0.75
    assert np.mean(shares[0]) <= 0.25


def test_leads_go_back_to_the_middle_and_leave_enough_to_fit():
    assert leads_of(8) == (2, 3, 4)
    assert leads_of(20) == (2, 3, 4, 6, 9)
    assert all(16 - lead >= 4 for lead in leads_of(16))
