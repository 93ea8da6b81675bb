"""Intervals against PHEindicatormethods 2.1.0, its own test files and scipy."""

from __future__ import annotations

import csv
import json
import math
from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from queries.methods.intervals import exact_limits

LEVELS = {"95_0": 0.95, "99_8": 0.998}
NONE = ("", "NA", None)


def runs(shared):
    return json.loads((shared / "vectors/indicators/phe_runs.json").read_text("utf-8"))["data"]


def published(shared, name):
    path = shared / f"vectors/indicators/pkg_testdata_{name}.csv"
    with path.open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def number(text):
    return None if text in NONE else float(text)


def close(expected):
    return None if number(expected) is None else pytest.approx(float(expected), rel=1e-9, abs=1e-15)


def limits(ask, kind, numerator, denominator, confidence):
    sql = {
        "Wilson": "wilson_lower(x, n, $c) as lower, wilson_upper(x, n, $c) as upper",
        "rate": "rate_lower(x, n, $c) as lower, rate_upper(x, n, $c) as upper",
        "Byars": "byar_lower(x, $c) as lower, byar_upper(x, $c) as upper",
    }[kind]
    (row,) = ask(
        f"select {sql} from (select cast($x as double) as x, cast($n as double) as n)",  # noqa: S608
        {"x": numerator, "n": denominator, "c": confidence},
    )
    return row["lower"], row["upper"]


@pytest.mark.parametrize(("grid", "kind", "multiplier"), [
    ("proportion_grid", "Wilson", 1),
    ("rate_grid", "rate", 100_000),
])  # fmt: skip
def test_every_limit_of_the_grids(ask, shared, grid, kind, multiplier):
    for row in runs(shared)[grid]:
        for name, confidence in LEVELS.items():
            lower, upper = limits(ask, kind, row["x"], row["n"], confidence)
            assert lower * multiplier == close(row[f"lower{name}cl"]), row
            assert upper * multiplier == close(row[f"upper{name}cl"]), row


def test_missing_counts_have_no_limits(ask, shared):
    for grid, kind, multiplier in (("proportion_na", "Wilson", 1), ("rate_na", "rate", 1e5)):
        for row in runs(shared)[grid]:
            found = limits(ask, kind, row["x"], row["n"], 0.95)
            scaled = [None if limit is None else limit * multiplier for limit in found]
            assert scaled == [close(row["lowercl"]), close(row["uppercl"])]


def test_the_package_s_own_file_of_both_methods(ask, shared):
    for row in published(shared, "Byars_Wilson__testdata_B_W"):
        confidence = float(row["confidence"].rstrip("%"))
        found = limits(ask, row["method"], number(row["x"]), number(row["n"]), confidence)
        assert found == (close(row["lowercl"]), close(row["uppercl"]))


@pytest.mark.parametrize(("name", "kind"), [
    ("Proportion__testdata_Prop", "Wilson"), ("Rate__testdata_Rate", "rate"),
    ("Proportion__testdata_Prop_g", "Wilson"), ("Rate__testdata_Rate_g", "rate"),
])  # fmt: skip
def test_the_package_s_own_files(ask, shared, name, kind):
    for row in published(shared, name):
        if row["Numerator"] == row["Denominator"] == "":
            continue
        levels = LEVELS if "lower95_0cl" in row else {"": float(row["confidence"].rstrip("%"))}
        for level, confidence in levels.items():
            lower, upper = limits(
                ask, kind, number(row["Numerator"]), number(row["Denominator"]), confidence
            )
            multiplier = float(row["multiplier"])
            assert (lower and lower * multiplier) == close(row[f"lower{level}cl"]), row
            assert (upper and upper * multiplier) == close(row[f"upper{level}cl"]), row


def test_means_of_the_runs_and_of_the_package_s_own_file(ask, shared):
    own = defaultdict(list)
    for row in published(shared, "Mean__testdata_Mean"):
        own[row["area"]].append({"series": row["area"], "value": float(row["values"])})
        own["No grouping"].append({"series": "No grouping", "value": float(row["values"])})
    rows = [row for group in own.values() for row in group]
    rows += [{"series": row["area"], "value": row["values"]} for row in runs(shared)["mean_input"]]
    expected = [*published(shared, "Mean__testdata_Mean_results"), *runs(shared)["mean"]]
    for name, confidence in LEVELS.items():
        found = ask("from mean_intervals('values', $c)", {"c": confidence}, values=rows)
        by_series = {row["series"]: row for row in found}
        for row in expected:
            mean = by_series[row["area"]]
            assert mean["n"] == int(row["value_count"])
            assert mean["value"] == close(row["value"])
            assert mean["standard_deviation"] == close(row["stdev"])
            assert mean["lower_limit"] == close(row[f"lower{name}cl"])
            assert mean["upper_limit"] == close(row[f"upper{name}cl"])


def test_a_mean_that_cannot_have_limits_says_why(ask):
    given_values = {"one": [3], "constant": [4, 4, 4], "gap": [1, None, 2], "odd": [1, math.nan]}
    rows = [
        {"series": name, "value": None if value is None else float(value)}
        for name, values in given_values.items()
        for value in values
    ]

    found = {row["series"]: row for row in ask("from mean_intervals('means')", means=rows)}

    answers = {
        name: (row["value"], row["lower_limit"], row["reason"]) for name, row in found.items()
    }
    assert answers == {
        "one": (3, None, "too_few_values"),
        "constant": (4, None, "not_enough_variation"),
        "gap": (None, None, "missing_values"),
        "odd": (None, None, "missing_values"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("numerator", "denominator", "proportion", "rate"),
    [
        (3, 10, None, None),
        (12, 10, "numerator_above_denominator", None),
        (-1, 10, "negative_numerator", "negative_numerator"),
        (1, 0, "denominator_not_positive", "denominator_not_positive"),
        (1, -4, "denominator_not_positive", "denominator_not_positive"),
        (None, 10, "missing_numerator", "missing_numerator"),
        (3, None, "missing_denominator", "missing_denominator"),
        (math.nan, 10, "missing_numerator", "missing_numerator"),
        (3, math.inf, "missing_denominator", "missing_denominator"),
    ],
)
def test_bad_counts_give_null_with_a_reason(ask, numerator, denominator, proportion, rate):
    given_counts = {"x": numerator, "n": denominator}
    (faults,) = ask(
        "select proportion_fault(x, n) as proportion, rate_fault(x, n) as rate"
        " from (select cast($x as double) as x, cast($n as double) as n)",
        given_counts,
    )

    assert (faults["proportion"], faults["rate"]) == (proportion, rate)
    wilson = limits(ask, "Wilson", numerator, denominator, 0.95)
    assert (None in wilson) == (proportion is not None)
    assert (None in limits(ask, "rate", numerator, denominator, 0.95)) == (rate is not None)


def test_other_levels_and_fractions_of_an_event_give_null(ask):
    for kind in ("Wilson", "rate", "Byars"):
        assert limits(ask, kind, 20, 100, 0.8) == (None, None)
    assert limits(ask, "rate", 2.5, 100, 0.95) == (None, None)
    assert None not in limits(ask, "rate", 12.5, 100, 0.95)  # Byar's takes fractions


def test_whole_numbers_are_counted_as_decimals_too(ask):
    (row,) = ask(
        "select wilson_lower(3, 10) as whole, wilson_lower(3.0::decimal(9, 1), 10) as decimals,"
        " wilson_lower(3::double, 10::double) as doubles,"
        " rate_lower(12, 7) = rate_lower(12.0, 7.0) as same"
    )

    assert row["whole"] == row["decimals"] == row["doubles"]
    assert row["same"]


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_the_tables_hold_what_scipy_says(ask, confidence):
    exact = ask(
        "select range as x, exact_lower(range, $c) as lower, exact_upper(range, $c) as upper"
        " from range(10)",
        {"c": confidence},
    )
    quantiles = ask(
        "select range as freedom, t_quantile(range, $c) as found from range(1, 400)",
        {"c": confidence},
    )

    for row in exact:
        assert (row["lower"], row["upper"]) == pytest.approx(exact_limits(row["x"], confidence))
    for row in quantiles:
        assert row["found"] == pytest.approx(t.isf((1 - confidence) / 2, row["freedom"]), rel=1e-9)


def test_exact_limits_in_python_take_any_level_and_fractions():
    lower = [(exact_limits(events) or (-1.0,))[0] for events in (0, 2, 2.5, 3)]

    assert lower[0] == 0
    assert lower == sorted(set(lower))
    assert exact_limits(2, 90) == exact_limits(2, 0.9)


@pytest.mark.parametrize("bad", [(None,), (-1,), (math.nan,), (3, 0.5), (3, 100)])
def test_exact_limits_in_python_refuse_what_has_none(bad):
    assert exact_limits(*bad) is None


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 500), st.integers(0, 10**7)).map(lambda x: (x[0], sum(x))),
        min_size=1,
    )
)
def test_wilson_limits_solve_their_own_equation(ask, counts):
    # A limit is where its distance from p is z standard errors: an exact second definition.
    rows = [{"x": float(x), "n": float(n)} for x, n in counts if n > 0]
    found = ask("select *, wilson_lower(x, n) as lower, wilson_upper(x, n) as upper from counts",
                counts=rows or [{"x": 0.0, "n": 1.0}])  # fmt: skip
    z = Fraction(1.959963984540054)
    for row in found:
        p, n = Fraction(row["x"]) / Fraction(row["n"]), Fraction(row["n"])
        assert 0 <= row["lower"] <= row["upper"] <= 1
        for limit in (Fraction(row["lower"]), Fraction(row["upper"])):
            gap = (p - limit) ** 2 - z**2 * limit * (1 - limit) / n
            assert abs(gap) <= Fraction(1, 10**13) * max(p, Fraction(1) / n)
