"""Comparisons against the tests of fingertips-open, and the rules of methods for the rest."""

from __future__ import annotations

import json
import math

import pytest

WORDS = {"Best": "best", "Better": "better", "Same": "similar", "Worse": "worse", "Worst": "worst"}
QUARTERS = "from quartile_benchmark('areas') order by value nulls last"


def cases(shared, rule):
    path = shared / "vectors/comparators/comparators.json"
    found = [case for case in json.loads(path.read_text())["data"] if case["rule"].startswith(rule)]
    assert found
    return found


def one(ask, sql, **parameters):
    (row,) = ask(f"select {sql} as found", parameters)  # noqa: S608
    return row["found"]


def areas(values, polarity="higher"):
    return [
        {"peers": "all", "area_code": i, "value": value, "polarity": polarity}
        for i, value in enumerate(values)
    ]


def test_one_interval_at_two_levels(ask, shared):
    for case in cases(shared, "single overlapping CI"):
        for polarity in ("low", "high"):
            found = one(
                ask,
                "comparison_of_two_levels($b, $l, $u, $l2, $u2, $polarity)",
                b=case["benchmark"],
                l=case["lower95"],
                u=case["upper95"],
                l2=case["lower99_8"],
                u2=case["upper99_8"],
                polarity={"low": "lower", "high": "higher"}[polarity],
            )
            assert found == WORDS[case[f"expected_{polarity}_is_good"]]


def test_wilson_limits_round_the_benchmark(ask, shared):
    for case in cases(shared, "SPC for proportions"):
        for name, confidence in (("95", 95), ("99_8", 99.8)):
            found = one(
                ask,
                "comparison_round_benchmark($v / 100, wilson_lower($b / 100 * $n, $n, $c),"
                " wilson_upper($b / 100 * $n, $n, $c), 'lower')",
                v=case["value_pct"],
                b=case["benchmark_pct"],
                n=case["n"],
                c=confidence,
            )
            assert found == WORDS[case[f"expected_{name}"]]


@pytest.mark.parametrize(
    ("benchmark", "polarity", "expected"),
    [
        (10.0, "higher", "similar"),  # on a limit is inside
        (20.0, "higher", "similar"),
        (9.99, "higher", "better"),
        (9.99, "lower", "worse"),
        (20.01, "lower", "better"),
        (9.99, "none", "higher"),
        (20.01, "none", "lower"),
        (None, "higher", None),
    ],
)
def test_one_level_with_polarity(ask, benchmark, polarity, expected):
    sql = "comparison_of($b::double, 10.0, 20.0, $p)"
    assert one(ask, sql, b=benchmark, p=polarity) == expected


def test_without_judgement_two_levels_are_higher_or_lower_too(ask):
    sql = "comparison_of_two_levels($b, 10, 20, 8, 22, 'none')"
    found = [one(ask, sql, b=benchmark) for benchmark in (7, 9, 15, 21, 23)]

    assert found == ["highest", "higher", "similar", "lower", "lowest"]


def test_two_intervals_that_touch_are_similar(ask):
    sql = "comparison_of_intervals(10, 20, $l, $u, 'higher')"

    assert one(ask, sql, l=20, u=30) == "similar"
    assert one(ask, sql, l=20.1, u=30) == "worse"
    assert one(ask, sql, l=1, u=9.9) == "better"
    assert one(ask, sql, l=9, u=1) is None  # reversed limits


@pytest.mark.parametrize(
    ("given_facts", "reason"),
    [
        (("E1", "E2", 5.0, 1.0, 9.0), None),
        (("E1", "E1", 5.0, 1.0, 9.0), "same_area"),
        (("E1", "E2", None, 1.0, 9.0), "no_benchmark"),
        (("E1", "E2", math.nan, 1.0, 9.0), "no_benchmark"),
        (("E1", "E2", 5.0, None, 9.0), "no_interval"),
        (("E1", "E2", 5.0, 9.0, 1.0), "limits_reversed"),
    ],
)
def test_why_an_area_is_not_compared(ask, given_facts, reason):
    names = ("area", "other", "benchmark", "lower", "upper")
    sql = "comparison_fault($area, $other, $benchmark::double, $lower::double, $upper::double)"

    assert one(ask, sql, **dict(zip(names, given_facts, strict=True))) == reason


def test_a_target_reached_exactly_is_met(ask):
    sql = "target_met($v::double, 10, $p)"

    assert [one(ask, sql, v=v, p="higher") for v in (9.9, 10, 10.1)] == [False, True, True]
    assert [one(ask, sql, v=v, p="lower") for v in (9.9, 10, 10.1)] == [True, True, False]
    assert one(ask, sql, v=10, p="none") is None
    assert one(ask, sql, v=None, p="higher") is None


def test_a_target_against_limits(ask):
    sql = "target_comparison_of($t::double, 10, 20, $p)"

    assert [one(ask, sql, t=t, p="higher") for t in (10, 10.1, 20, 20.1)] == [
        "better",
        "similar",
        "similar",
        "worse",
    ]
    assert [one(ask, sql, t=t, p="lower") for t in (9.9, 10, 19.9, 20)] == [
        "worse",
        "similar",
        "similar",
        "better",
    ]
    assert one(ask, sql, t=15, p="none") is None


def test_quartiles_of_the_published_cases(ask, shared):
    (bounds,) = cases(shared, "quartile bounds of 1..50")
    found = ask(QUARTERS, areas=areas([float(i) for i in range(1, 51)]))[0]
    names = ("lowest", "first_bound", "middle_bound", "third_bound", "highest")
    assert [found[name] for name in names] == bounds["expected"]

    (case,) = cases(shared, "category")
    quarters = ask(QUARTERS, areas=areas([float(value) for value in case["values"]]))
    by_value = {str(int(row["value"])): row["quartile"] for row in quarters}
    assert {value: by_value[value] for value in case["expected"]} == case["expected"]

    (few,) = cases(shared, "fewer than 4 values")
    quarters = ask(QUARTERS, areas=areas([float(value) for value in few["values"]]))
    assert {(row["quartile"], row["reason"]) for row in quarters} == {(None, "too_few_values")}


def test_quartile_bounds_of_the_run_in_r(ask, shared):
    path = shared / "vectors/forecast/forecast.json"
    expected = json.loads(path.read_text())["data"]["quartiles"]
    found = ask(QUARTERS, areas=areas(expected["values"]))[0]
    names = ("lowest", "first_bound", "middle_bound", "third_bound", "highest")

    assert [found[name] for name in names] == pytest.approx(expected["type7"], rel=1e-9)


def test_a_place_counts_from_the_best(ask):
    values = [1.0, 2.0, 3.0, 4.0]
    places = {
        polarity: [row["place"] for row in ask(QUARTERS, areas=areas(values, polarity))]
        for polarity in ("higher", "lower", "none")
    }

    assert places == {"higher": [4, 3, 2, 1], "lower": [1, 2, 3, 4], "none": [None] * 4}


def test_values_without_a_finite_bound_of_their_own_still_have_a_quartile(ask):
    # Thirds are rounded to 10 places in the bounds: the highest must not fall outside them.
    found = ask(QUARTERS, areas=areas([i / 3 for i in range(1, 6)]))

    assert [row["quartile"] for row in found] == [1, 1, 2, 3, 4]


def test_missing_and_equal_values_have_no_quartile(ask):
    gap = ask(QUARTERS, areas=areas([1.0, 2.0, 3.0, 4.0, None]))
    equal = ask(QUARTERS, areas=areas([2.0] * 5))

    assert (gap[-1]["quartile"], gap[-1]["reason"]) == (None, "missing_value")
    assert {row["reason"] for row in equal} == {"not_enough_variation"}
