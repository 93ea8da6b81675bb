"""Means, differences, spreads and analyses of variance against scipy and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.oneway import anova_oneway

from queries.methods.mean_difference import (
    Summary,
    everyone_else,
    holm,
    mean_difference,
    mean_limits,
    spread_difference,
    told_limits,
    whole,
)
from queries.methods.perception_gap import share_between, variance_test

CLOSE = {"rel": 1e-9, "abs": 1e-12}


def summed(values):
    return Summary(len(values), float(np.mean(values)), float(np.var(values, ddof=1)))


def people(seed, *sizes):
    random = np.random.default_rng(seed)
    return [
        np.clip(random.normal(50 + random.normal() * 8, random.uniform(8, 30), size), 0, 100)
        for size in sizes
    ]


@pytest.mark.parametrize("seed", range(10))
def test_limits_and_differences_of_means(seed):
    one, other = people(seed, 10 + seed, 40)
    found, expected = (
        mean_difference(summed(one), summed(other)),
        stats.ttest_ind(one, other, equal_var=False),
    )
    limits = expected.confidence_interval(0.95)

    assert mean_limits(summed(one)) == pytest.approx(
        stats.t.interval(0.95, len(one) - 1, one.mean(), stats.sem(one)), **CLOSE
    )
    assert found.p == pytest.approx(expected.pvalue, **CLOSE)
    assert (found.lower_limit, found.upper_limit) == pytest.approx(tuple(limits), **CLOSE)


@pytest.mark.parametrize("seed", range(10))
def test_a_spread_is_tested_as_in_scipy(seed):
    one, other = people(seed, 25, 60)
    distances = [abs(values - np.median(values)) for values in (one, other)]

    found = spread_difference(*map(summed, distances))
    assert found == pytest.approx(stats.levene(one, other, center="median").pvalue, **CLOSE)


@pytest.mark.parametrize("seed", range(10))
def test_an_analysis_of_variance_is_that_of_statsmodels(seed):
    parts = people(seed, 12, 30, 18, 25)
    expected = anova_oneway(parts, use_var="unequal", welch_correction=True)

    assert variance_test([summed(part) for part in parts]) == pytest.approx(
        expected.pvalue, **CLOSE
    )


@pytest.mark.parametrize("seed", range(10))
def test_omega_squared_by_the_table_of_the_analysis(seed):
    parts = people(seed, 12, 30, 18)
    everybody = np.concatenate(parts)
    total = ((everybody - everybody.mean()) ** 2).sum()
    within = sum(((part - part.mean()) ** 2).sum() for part in parts)
    error = within / (len(everybody) - len(parts))
    expected = (total - within - (len(parts) - 1) * error) / (total + error)

    found = share_between([summed(part) for part in parts])
    assert found == pytest.approx(max(100 * expected, 0), **CLOSE)


@settings(max_examples=12, deadline=None)  # statsmodels takes a tenth of a second
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_is_that_of_statsmodels(chances):
    found = holm({str(place): p for place, p in enumerate(chances)})

    expected = multipletests(chances, method="holm")[1]
    assert list(found.values()) == pytest.approx(list(expected), **CLOSE)


def test_holm_counts_only_what_is_tested():
    assert holm({"a": 0.02, "b": None, "c": 0.03}) == {"a": 0.04, "b": None, "c": 0.04}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 24), min_size=2, max_size=20), st.data())
def test_everyone_else_is_what_is_left(values, data):
    own = data.draw(st.integers(2, 20))
    part = data.draw(st.lists(st.integers(0, 24), min_size=own, max_size=own))
    scores = [100 * value / 24 for value in values]
    found = everyone_else(
        summed(scores + [100 * v / 24 for v in part]), summed([100 * v / 24 for v in part])
    )

    expected = summed(scores)
    assert (found.n, found.mean) == (expected.n, pytest.approx(expected.mean, abs=1e-6))
    assert found.variance == pytest.approx(expected.variance, abs=1e-5)


NOBODY_DIFFERS = Summary(12, 75.0, 0.0)


@pytest.mark.parametrize(
    "other",
    [NOBODY_DIFFERS, Summary(12, 50.0, 0.0), Summary(12, 50.0, 100.0)],
    ids=["the same", "another", "one that varies"],
)
def test_people_who_answered_alike_are_no_sample_to_test(other):
    assert mean_difference(NOBODY_DIFFERS, other) is None
    assert mean_difference(other, NOBODY_DIFFERS) is None
    assert mean_limits(NOBODY_DIFFERS) is None
    assert spread_difference(NOBODY_DIFFERS, NOBODY_DIFFERS) is None
    assert variance_test([NOBODY_DIFFERS, other]) is None


def test_too_few_people_are_not_tested():
    one, many = Summary(1, 75.0, 0.0), Summary(12, 50.0, 100.0)

    assert mean_difference(one, many) is None
    assert mean_limits(one) is None
    assert everyone_else(many, Summary(11, 51.0, 100.0)) is None
    assert variance_test([many]) is None
    assert share_between([many]) is None


def test_all_of_a_finite_population_have_no_error():
    census = Summary(12, 75.0, 100.0, share_left=0.0)
    sample = Summary(12, 75.0, 100.0, share_left=0.25)

    assert mean_limits(census) == (75.0, 75.0)
    certain = mean_difference(census, Summary(5, 50.0, 0.0, share_left=0.0))
    assert (certain.value, certain.lower_limit, certain.upper_limit, certain.p) == (25, 25, 25, 0)
    reach = stats.t.ppf(0.975, 11) * np.sqrt(100 / 12) / 2
    assert mean_limits(sample) == pytest.approx((75 - reach, 75 + reach))


@pytest.mark.parametrize(
    ("value", "told"),
    # a half goes up, whatever was lost in the last binary digit
    [(None, None), (49.5, 50.0), (49.49, 49.0), (49.4999999999, 50.0), (-2.5, -2.0)],
)
def test_a_score_is_told_in_whole_points(value, told):
    assert whole(value) == told


def test_limits_stay_on_the_scale():
    assert told_limits((-3.2, 104.0)) == (0.0, 100.0)
    assert told_limits(None) == (None, None)
