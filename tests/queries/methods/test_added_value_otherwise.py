"""Verdicts on wards treated and not, and on one series against its own past."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.methods.added_value import VERDICTS
from queries.methods.added_value_otherwise import added_value_of_series, added_value_of_wards
from queries.methods.difference_in_differences import difference_in_differences
from queries.methods.interrupted_series import interrupted_counts, interrupted_line


def wards(effect=0.0, early=0, treated=5, seed=2, start=8, periods=14):
    chance = np.random.default_rng(seed)
    outcomes = 30 + 4 * chance.normal(size=(21, 1)) + chance.normal(size=(21, periods))
    outcomes += np.cumsum(chance.normal(size=periods))
    outcomes[:treated, start - early :] += effect
    units = [f"ward {place}" for place in range(21)]
    return difference_in_differences(outcomes, units, np.arange(21) < treated, start)


def failed(found):
    return {check.name for check in found.reasons if check.is_passed is False}


def line(effect=0.0, before=20, after=14, seed=0):
    time = np.arange(before + after)
    chance = np.random.default_rng(seed)
    return (60 + 0.3 * time + effect * (time >= before) + chance.normal(size=time.size)).tolist()


def test_wards_show_a_claim_when_the_agency_s_own_measure_did_not_move():
    found = added_value_of_wards(wards(-4), "lower", 8, agency=wards(seed=9))

    assert (found.verdict, failed(found)) == ("shown", set())


@pytest.mark.parametrize(
    ("given", "agency", "polarity", "verdict", "check"),
    [
        ({"effect": -4}, None, "lower", "likely", None),
        ({"effect": -4}, {"effect": -4, "seed": 9}, "lower", "not_shown", "single_agency"),
        ({"effect": -4}, {"seed": 9}, "higher", "not_shown", "direction"),
        ({"effect": -4}, {"seed": 9}, "none", "cannot_be_tested", "polarity"),
        ({"effect": -6, "early": 4}, {"seed": 9}, "lower", "not_shown", "begun_early"),
        ({"effect": 0}, {"seed": 9}, "lower", "not_shown", "rank"),
        ({"effect": -4, "treated": 17}, None, "lower", "cannot_be_tested", "donors"),
    ],
)
def test_what_stands_against_a_claim_on_wards(given, agency, polarity, verdict, check):
    own = None if agency is None else wards(**agency)
    found = added_value_of_wards(wards(**given), polarity, 8, agency=own)

    assert found.verdict == verdict
    assert check is None or check in failed(found)


def test_one_ward_among_twenty_may_be_likely_without_an_interval():
    found = added_value_of_wards(wards(-6, treated=1), "lower", 8, agency=wards(seed=9, treated=1))
    unmade = [check.name for check in found.reasons if check.is_passed is None]

    assert (found.verdict, unmade) == ("likely", ["interval"])


def test_null_wards_are_hardly_ever_credited():
    verdicts = [added_value_of_wards(wards(seed=seed), "lower", 8).verdict for seed in range(200)]

    assert sum(verdict in ("shown", "likely") for verdict in verdicts) <= 20


def test_a_series_alone_is_likely_at_most():
    found = added_value_of_series(line(-8), 20, "lower")

    assert (found.verdict, failed(found)) == ("likely", set())
    assert {check.name for check in found.reasons if check.is_passed is None} == {
        "comparators",
        "single_agency",
    }


@pytest.mark.parametrize(
    ("values", "start", "polarity", "verdict", "check"),
    [
        (line(-8), 20, "higher", "not_shown", "direction"),
        (line(0), 20, "lower", "not_shown", "clear_break"),
        (line(-8, before=6), 6, "lower", "cannot_be_tested", "pre_periods"),
        (line(-8, after=4), 20, "lower", "cannot_be_tested", "post_periods"),
    ],
)
def test_what_stands_against_a_claim_on_one_series(values, start, polarity, verdict, check):
    found = added_value_of_series(values, start, polarity)

    assert found.verdict == verdict
    assert check in failed(found)


def wandering(chance, resemblance=0.6, length=20):
    """Noise whose neighbours resemble each other, round 100."""
    found = [chance.normal()]
    for _ in range(length - 1):
        found.append(resemblance * found[-1] + chance.normal())
    return [100 + 5 * value for value in found]


def likely(resemblance, effect=0.0, counted=False, runs=200):
    """The share called likely of series that wander, with a step at their middle or none."""
    chance, found = np.random.default_rng(11), 0
    step = effect * (np.arange(20) >= 10)
    for _ in range(runs):
        values = np.array(wandering(chance, resemblance)) + step
        if counted:
            values = chance.poisson(np.maximum(values, 0.0)).astype(float)
        method = interrupted_counts if counted else interrupted_line
        found += added_value_of_series(values.tolist(), 10, "lower", method).verdict == "likely"
    return found / runs


@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("resemblance", [0.0, 0.6])
def test_a_series_that_only_wanders_is_seldom_called_likely(resemblance, counted):
    # one in twenty, give or take two standard errors of 200 runs; by the usual errors one in five
    assert likely(resemblance, counted=counted) <= 0.05 + 0.031


def test_a_step_of_three_times_the_wandering_is_still_found():
    assert likely(0.0, effect=-15) >= 0.5
    assert likely(0.6, effect=-20) >= 0.4


CELLS = st.one_of(st.sampled_from([0.0, 3.0, math.nan, math.inf]), st.integers(0, 20).map(float))


@settings(max_examples=100, deadline=None)
@given(st.lists(CELLS, max_size=30), st.integers(-1, 31), st.booleans())
def test_whatever_series_comes_in_a_verdict_comes_out(values, start, are_counts):
    method = interrupted_counts if are_counts else interrupted_line

    assert added_value_of_series(values, start, "lower", method).verdict in VERDICTS


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_wards_come_in_a_verdict_comes_out(data):
    units, periods = data.draw(st.integers(1, 12)), data.draw(st.integers(1, 8))
    row = st.lists(CELLS, min_size=periods, max_size=periods)
    outcomes = np.array([data.draw(row) for _ in range(units)])
    treated = data.draw(st.lists(st.booleans(), min_size=units, max_size=units))
    start = data.draw(st.integers(-1, periods + 1))
    found = difference_in_differences(outcomes, list(map(str, range(units))), treated, start)

    assert added_value_of_wards(found, "higher", start, agency=found).verdict in VERDICTS
