"""Interrupted series against R (sandwich, glm) and statsmodels."""

from __future__ import annotations

import csv

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.linalg import null_space, toeplitz
from scipy.stats import multivariate_normal

from queries.methods.interrupted_series import design_of, interrupted_counts, interrupted_line
from queries.methods.regression import newey_west, quasi_poisson
from queries.methods.resemblance import TRIED, allowed
from tests.queries.methods.famous_panels import answers

TERMS = {"level": "(Intercept)", "slope": "x", "step": "post", "bend": "since"}


@pytest.fixture(scope="module")
def its(shared):
    return answers(shared, "../its_did/its")


@pytest.fixture(scope="module")
def sicily(shared):
    with (shared / "vectors/its_did/sicily_data.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [float(row[name]) for row in rows] for name in ("aces", "stdpop", "smokban")}


@pytest.mark.parametrize(("is_corrected", "errors"), [(True, "adjust"), (False, "noadjust")])
def test_line_with_a_step_and_a_bend_of_the_run_in_r(its, is_corrected, errors):
    run = its["segmented_linear"]
    found = interrupted_line(run["y"], run["post"].index(1), lags=3, is_corrected=is_corrected)

    for ours, theirs in TERMS.items():
        assert found.terms[ours].value == pytest.approx(run["coef"][theirs], rel=1e-9)
        assert found.terms[ours].error == pytest.approx(
            run[f"se_neweywest_lag3_{errors}"][theirs], rel=1e-9
        )
    assert found.counterfactual == pytest.approx(run["counterfactual"], rel=1e-9)
    assert found.effect_at_end == pytest.approx(run["effect_at_end"], rel=1e-9)
    assert found.durbin_watson == pytest.approx(run["dw"], rel=1e-9)


@pytest.mark.parametrize(("key", "harmonics"), [("quasipoisson", 0), ("quasipoisson_fourier2", 2)])
def test_counts_by_head_of_population_of_the_run_in_r(its, sicily, key, harmonics):
    run = its["sicily"][key]
    found = interrupted_counts(
        sicily["aces"],
        sicily["smokban"].index(1),
        population=sicily["stdpop"],
        season=12,
        harmonics=harmonics,
    )

    assert found.ratio.value == pytest.approx(run["rr_smokban"], rel=1e-6)
    assert found.ratio.lower == pytest.approx(run["rr_lower"], rel=1e-6)
    assert found.ratio.upper == pytest.approx(run["rr_upper"], rel=1e-6)
    assert found.dispersion == pytest.approx(run["dispersion"], rel=1e-5)
    assert found.terms["slope"].error == pytest.approx(run["se"]["time"], rel=1e-5)
    for wave in range(1, harmonics + 1):
        name = "sin(tt)" if wave == 1 else f"sin({wave} * tt)"
        assert found.terms[f"sine_{wave}"].value == pytest.approx(run["coef"][name], rel=1e-6)


def test_the_published_ratio(its, sicily):
    ratio, lower, upper = its["sicily_published"]["quasipoisson_seasonal_rr"]
    found = interrupted_counts(
        sicily["aces"],
        sicily["smokban"].index(1),
        population=sicily["stdpop"],
        season=12,
        harmonics=2,
    )

    assert found.ratio.value == pytest.approx(ratio, abs=5e-4)
    assert found.ratio.lower == pytest.approx(lower, abs=5e-4)
    assert found.ratio.upper == pytest.approx(upper, abs=5e-4)


@pytest.mark.parametrize("seed", range(4))
def test_errors_are_those_of_statsmodels(seed):
    chance = np.random.default_rng(seed)
    design, _ = design_of(40, 18, 4, 1, has_bend=True)
    line = design @ chance.normal(size=design.shape[1]) + chance.normal(size=40)
    counts = chance.poisson(np.exp(2 + 0.02 * np.arange(40))) * 1.0
    offset = np.log(chance.uniform(900, 1100, 40))
    theirs = sm.OLS(line, design).fit(
        cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": True}
    )
    poisson = sm.GLM(counts, design, family=sm.families.Poisson(), offset=offset).fit(
        scale="X2", tol=1e-12
    )

    assert newey_west(design, line, 2).covariance == pytest.approx(theirs.cov_params(), rel=1e-8)
    ours = quasi_poisson(design, counts, offset)
    assert ours.coefficients == pytest.approx(poisson.params, rel=1e-7, abs=1e-8)
    assert ours.covariance == pytest.approx(poisson.cov_params(), rel=1e-6, abs=1e-12)


@pytest.mark.parametrize(
    ("values", "first_post", "reasons"),
    [
        (np.arange(20.0), 7, ["pre_periods"]),
        (np.arange(15.0), 8, ["post_periods"]),
        ([1.0, np.nan, *np.arange(18.0)], 10, ["missing_values"]),
        (np.full(20, 5.0), 10, ["movement"]),
        ([], 0, ["pre_periods", "post_periods"]),
    ],
)
def test_what_cannot_be_tested_has_a_reason(values, first_post, reasons):
    for method in (interrupted_line, interrupted_counts):
        found = method(values, first_post)
        assert [fault.name for fault in found.faults] == reasons
        assert found.difference is None


def test_counts_below_nothing_and_none_at_all():
    assert [fault.name for fault in interrupted_counts([-1.0, *range(19)], 10).faults] == ["counts"]


def test_a_step_on_a_slope_is_found_where_it_was_put():
    chance = np.random.default_rng(0)
    line = 40 + 0.5 * np.arange(40) - 5 * (np.arange(40) >= 20) + chance.normal(size=40)
    found = interrupted_line(line, 20, has_bend=False)

    assert found.difference.lower < -5 < found.difference.upper < 0
    assert found.effect_at_end == found.effect


def wandering(resemblance, length, seed):
    chance = np.random.default_rng(seed)
    found = [chance.normal() / np.sqrt(1 - resemblance**2)]
    for _ in range(length - 1):
        found.append(resemblance * found[-1] + chance.normal())
    return np.array(found)


def likelihood_of_what_no_line_explains(design, values, resemblance):
    """Residual likelihood by its definition: that of contrasts from which every line is gone."""
    contrasts = null_space(design.T)
    noise = toeplitz(resemblance ** np.arange(values.size)) / (1 - resemblance**2)
    spread, left = contrasts.T @ noise @ contrasts, contrasts.T @ values
    variance = left @ np.linalg.solve(spread, left) / left.size
    return multivariate_normal.logpdf(left, cov=variance * spread)


@pytest.mark.parametrize(("resemblance", "seed"), [(0.0, 1), (0.4, 2), (0.7, 3), (0.9, 4)])
def test_the_resemblance_of_neighbours_is_the_likeliest_by_its_definition(resemblance, seed):
    design, _ = design_of(30, 15, 1, 0, has_bend=True)
    values = 50 + 0.4 * np.arange(30) + wandering(resemblance, 30, seed)
    by_definition = [likelihood_of_what_no_line_explains(design, values, one) for one in TRIED]

    assert allowed(design, values).resemblance == TRIED[int(np.argmax(by_definition))]


def test_where_neighbours_do_not_resemble_each_other_errors_are_those_of_least_squares():
    design, _ = design_of(30, 15, 1, 0, has_bend=True)
    values = 50.0 + 3 * (-1.0) ** np.arange(30)
    found = allowed(design, values)

    assert found.resemblance == 0
    assert found.covariance == pytest.approx(sm.OLS(values, design).fit().cov_params(), rel=1e-8)


def test_robust_limits_of_counts_hold_the_dispersion_and_the_resemblance():
    chance = np.random.default_rng(3)
    even = interrupted_counts([30.0, 50.0] * 12, 12)
    wanders = interrupted_counts(chance.poisson(np.exp(4 + 0.2 * wandering(0.9, 24, 6))) * 1.0, 12)

    # limits by Student's t, 21 values being free, in place of the normal ones
    assert even.robust.error == pytest.approx(even.difference.error, rel=1e-6)
    width = even.robust.upper - even.robust.value
    assert width == pytest.approx(2.0796 * even.robust.error, rel=1e-4)
    assert wanders.resemblance > 0
    assert wanders.robust.value == wanders.difference.value
    assert wanders.robust.error > 1.3 * wanders.difference.error
