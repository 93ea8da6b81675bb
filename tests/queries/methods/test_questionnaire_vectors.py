"""Reliability, differences of proportions and hidden categories against answers from elsewhere."""

from __future__ import annotations

import json

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from statsmodels.stats.proportion import confint_proportions_2indep

from queries.methods import reliability, reliability_items
from queries.methods.reliability import alpha, alpha_limits, omega
from queries.methods.reliability_items import alpha_if_dropped, item_total

LIMITS = """
select
    one - other as difference,
    difference - proportion_difference_reach(
        one, wilson_lower(x1, n1), other, wilson_upper(x2, n2)
    ) as lower_limit,
    difference + proportion_difference_reach(
        one, wilson_upper(x1, n1), other, wilson_lower(x2, n2)
    ) as upper_limit
from (select *, x1 / n1 as one, x2 / n2 as other from counts)
"""
HIDDEN = "select category, if(is_hidden, null, people) as people from hidden_categories('cells')"


def vectors(shared, file="questionnaire"):
    return json.loads((shared / f"vectors/questionnaire/{file}.json").read_text("utf-8"))["data"]


def items(data, turned=()):
    """Names of the items and their covariances; those turned are on a scale from 1 to 5."""
    names = list(data[0])
    values = [[6 - row[name] if name in turned else row[name] for name in names] for row in data]
    return names, np.cov(np.array(values, float).T)


SETS = [("attitude_data", "attitude_alpha", ()), ("likert_data", "likert_alpha_q5_reversed", "q5")]


@pytest.mark.parametrize(("data", "expected", "turned"), SETS)
def test_alpha_its_limits_and_each_item(shared, data, expected, turned):
    given_data, told = vectors(shared)[data], vectors(shared)[expected]
    names, covariance = items(given_data, (turned,) if turned else ())
    value = alpha(covariance)

    assert value == pytest.approx(told["raw_alpha"], rel=1e-9)
    assert (len(given_data), len(names)) == (told["n"], told["k"])
    limits = alpha_limits(value, told["n"], told["k"])
    assert limits == pytest.approx((told["feldt_lower"], told["feldt_upper"]), rel=1e-9)
    for place, name in enumerate(names):
        dropped, correlation = alpha_if_dropped(covariance, place), item_total(covariance, place)
        assert dropped == pytest.approx(told["alpha_if_dropped"][name], rel=1e-9)
        assert correlation == pytest.approx(told["r_drop"][name], rel=1e-9)


@pytest.mark.parametrize(("data", "expected", "turned"), SETS)
def test_standardised_alpha_is_that_of_the_correlations(shared, data, expected, turned):
    _, covariance = items(vectors(shared)[data], (turned,) if turned else ())
    errors = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(errors, errors)

    told = vectors(shared)[expected]
    assert alpha(correlation) == pytest.approx(told["std_alpha"], rel=1e-9)
    others = correlation[~np.eye(len(correlation), dtype=bool)]
    assert others.mean() == pytest.approx(told["average_r"], rel=1e-9)


def test_omega_is_that_of_factanal(shared):
    told = vectors(shared)["attitude_omega_total_1factor_ml"]
    _, covariance = items(vectors(shared)["attitude_data"])
    errors = np.sqrt(np.diag(covariance))
    loadings, unique = reliability._one_factor(covariance / np.outer(errors, errors))

    # R stops its search at about six figures
    assert omega(covariance) == pytest.approx(told["omega_total"], abs=1e-6)
    assert abs(loadings) == pytest.approx(list(told["loadings"].values()), abs=2e-5)
    assert unique == pytest.approx(list(told["uniquenesses"].values()), abs=2e-5)


@pytest.mark.parametrize("seed", range(20))
def test_the_factor_fits_as_well_as_a_general_search_finds(seed):
    random = np.random.default_rng(seed)
    items_asked = int(random.integers(3, 9))
    common = random.normal(size=(80, 1)) * random.uniform(0.4, 1.5)
    correlation = np.corrcoef((common + random.normal(size=(80, items_asked))).T)

    def misfit(unique):
        weights = 1 / np.sqrt(unique)
        values = np.linalg.eigvalsh(correlation * np.outer(weights, weights))[:-1]
        return (values - np.log(values) - 1).sum()

    _, unique = reliability._one_factor(correlation)
    start = np.full(items_asked, 0.5)
    bounds = [(reliability.LEAST_UNIQUE, 1.0)] * items_asked
    assert misfit(unique) <= minimize(misfit, start, bounds=bounds).fun + 1e-8


def covariances(matrix, people=50, dimension="Leadership"):
    names = [f"L{place}" for place in range(len(matrix))]
    return pa.Table.from_pylist(
        [
            {
                "dimension": dimension,
                "first_position": 0,
                "item_id": one,
                "position": place,
                "text": f"Statement {one}",
                "other_id": other,
                "complete": None if matrix[place][beside] is None else people,
                "covariance": matrix[place][beside],
            }
            for place, one in enumerate(names)
            for beside, other in enumerate(names)
        ]
    )


@pytest.mark.parametrize(
    ("matrix", "note", "omega_note"),
    [
        ([[4.0]], "one_item", None),
        ([[None, None], [None, None]], "too_few", None),
        ([[0.0, 0.0], [0.0, 0.0]], "no_variation", None),
        # two items: alpha, but no factor can be told from another
        ([[4.0, 2.0], [2.0, 4.0]], None, None),
        # one item never varies: alpha, but no correlation
        ([[4.0, 2.0, 0.0], [2.0, 4.0, 0.0], [0.0, 0.0, 0.0]], None, None),
    ],
)
def test_where_little_is_known_the_note_says_why(matrix, note, omega_note):
    (row,) = reliability.answer(covariances(matrix)).to_pylist()
    told = reliability_items.answer(covariances(matrix)).to_pylist()

    assert (row["note"], row["omega"]) == (note, omega_note)
    assert (row["alpha"] is None) == (note is not None)
    assert {item["note"] for item in told} == {note}
    assert [item["text"] for item in told] == [f"Statement L{n}" for n in range(len(matrix))]
    if note:
        assert {item["item_total"] for item in told} == {None}
        assert {item["alpha_if_dropped"] for item in told} == {None}


def test_reliability_is_told_in_two_decimals(shared):
    _, covariance = items(vectors(shared)["attitude_data"])
    (row,) = reliability.answer(covariances(covariance.tolist(), people=30)).to_pylist()
    told = reliability_items.answer(covariances(covariance.tolist(), people=30)).to_pylist()

    figures = [row[name] for name in ("alpha", "alpha_lower", "alpha_upper", "omega")]
    assert figures == [0.84, 0.74, 0.92, 0.84]
    assert (told[0]["item_total"], told[0]["alpha_if_dropped"]) == (0.67, 0.81)


def test_a_difference_of_proportions_by_newcombe(ask, shared):
    for case in vectors(shared)["diff_props"]:
        counts = {name: case[name] for name in ("x1", "n1", "x2", "n2")}
        (found,) = ask(LIMITS, counts=[counts])

        assert found["difference"] == pytest.approx(case["diff"], rel=1e-9)
        for side in ("lower", "upper"):
            expected = case[f"newcombe10_{side}"]
            assert found[f"{side}_limit"] == pytest.approx(expected, rel=1e-9, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 200), st.integers(1, 200), st.data())
def test_a_difference_of_proportions_as_in_statsmodels(ask, n1, n2, data):
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    (found,) = ask(LIMITS, counts=[{"x1": x1, "n1": n1, "x2": x2, "n2": n2}])

    expected = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb")
    limits = (found["lower_limit"], found["upper_limit"])
    assert limits == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_categories_are_hidden_as_specified(ask, shared):
    for case in vectors(shared, "suppression"):
        rows = [
            {
                "subject": case["id"],
                "category": category,
                "people": people,
                "smallest_count": 5,
                "minimum_group": 10,
            }
            for category, people in enumerate(case["counts"], start=1)
        ]
        found = ask(HIDDEN + " order by category", cells=rows)
        shown = [row["people"] for row in found]
        hidden = case["expected"]
        # the text says that the whole question is hidden
        assert shown == ([None] * len(rows) if isinstance(hidden, str) else hidden), case["id"]
