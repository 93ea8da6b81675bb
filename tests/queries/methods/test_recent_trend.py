"""The recent trend against the tests of both Fingertips code bases and R's prop.trend.test."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

POLARITIES = {"Low is good": "lower", "High is good": "higher", "No judgement": "none"}
TREND = "from recent_trends('history') order by series"


def point(position, **columns):
    return {
        "series": "a",
        "period": position,
        "value": None,
        "numerator": None,
        "denominator": None,
        "lower_limit": None,
        "upper_limit": None,
        "is_proportion": False,
        "is_annual": True,
        "polarity": "none",
    } | columns


def counted(numerators, denominator=1000.0, **columns):
    return [
        point(i, numerator=float(x), denominator=denominator, is_proportion=True, **columns)
        for i, x in enumerate(numerators)
    ]


def with_limits(values, reach=1.0, **columns):
    return [
        point(i, value=float(v), lower_limit=v - reach, upper_limit=v + reach, **columns)
        for i, v in enumerate(values)
    ]


def cases(shared):
    path = shared / "vectors/trend/recent_trend.json"
    return json.loads(path.read_text("utf-8"))["data"]


def published(case, is_proportion):
    return [
        point(
            p["order"],
            value=float(p["value"]),
            numerator=float(p["count"]),
            denominator=float(p["denominator"]),
            lower_limit=float(p["lower"]),
            upper_limit=float(p["upper"]),
            is_proportion=is_proportion,
            polarity=POLARITIES[case.get("polarity", "No judgement")],
        )
        for p in case["points"]
    ]


def assert_same(found, computed, slope):
    if computed["chisq"] is None:
        assert (found["chi_square"], found["trend"]) == (None, None)
        assert found["reason"]
        return
    assert found["chi_square"] == pytest.approx(computed["chisq"], rel=1e-9, abs=1e-20)
    assert found["slope"] == pytest.approx(computed[slope], rel=1e-9, abs=1e-12)
    assert found["is_significant"] == computed["significant"]


@pytest.mark.parametrize("is_proportion", [False, True])
def test_every_case_by_both_methods(ask, shared, is_proportion):
    kind, slope = ("proportion", "slope_logit_ols") if is_proportion else ("wls", "slope")
    tested = 0
    for case in cases(shared):
        if kind in case["computed"]:
            (found,) = ask(TREND, history=published(case, is_proportion))
            assert found["method"] == ("proportions" if is_proportion else "intervals")
            assert_same(found, case["computed"][kind], slope)
            tested += 1
    assert tested >= 2


def test_the_published_chi_squares(ask, shared):
    (case,) = [case for case in cases(shared) if "expected_chisq_wls_2dp" in case]
    (by_intervals,) = ask(TREND, history=published(case, False))
    (by_counts,) = ask(TREND, history=published(case, True))

    assert round(by_intervals["chi_square"], 2) == case["expected_chisq_wls_2dp"]
    assert round(by_counts["chi_square"], 2) == case["expected_chisq_proportion_2dp"]


def test_the_published_categories(ask, shared):
    words = {
        "Increasing": "increasing",
        "IncreasingAndGettingWorse": "increasing_worse",
        "CannotBeCalculated": None,
    }
    for case in cases(shared):
        if "expected_category" in case:
            (found,) = ask(TREND, history=published(case, case["is_proportion"]))
            assert found["trend"] == words[case["expected_category"]], case["id"]


def test_ours_counts_decide_where_they_exist_even_without_intervals(ask):
    # FingertipsNext answers "no change" here, however strong the trend.
    (found,) = ask(TREND, history=counted([100, 150, 200, 250, 300]))

    assert (found["method"], found["trend"]) == ("proportions", "increasing")


def test_only_the_latest_five_count(ask):
    old = counted([900, 500, 500, 500, 500, 500])

    (found,) = ask(TREND, history=old)

    assert (found["trend"], found["first_period"]) == ("no_significant_change", 1)


@pytest.mark.parametrize(
    ("polarity", "up", "down"),
    [
        ("higher", "increasing_better", "decreasing_worse"),
        ("lower", "increasing_worse", "decreasing_better"),
        ("none", "increasing", "decreasing"),
    ],
)
def test_polarity_turns_a_direction_into_a_judgement(ask, polarity, up, down):
    rising = with_limits([1, 3, 5, 7, 9], polarity=polarity)
    falling = with_limits([9, 7, 5, 3, 1], polarity=polarity)

    assert [ask(TREND, history=rows)[0]["trend"] for rows in (rising, falling)] == [up, down]


def test_one_point_alone_makes_no_trend(ask):
    # Without the last point the slope turns round.
    (found,) = ask(TREND, history=with_limits([5, 4.9, 4.8, 4.7, 30]))

    assert found["chi_square"] > 9.55
    assert (found["is_robust"], found["trend"]) == (False, "no_significant_change")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (counted([1, 2, 3, 4]), "too_few_points"),
        (counted([1, 2, 3, 4, 5], is_annual=False), "not_annual"),
        (counted([1, 2, 3, 4, 1000]), "numerator_is_denominator"),
        (counted([0, 2, 3, 4, 5]), "no_events"),
        (counted([1, 2, 3, 4, -5]), "negative_numerator"),
        (counted([1, 2, 3, 4, 5], denominator=4.0), "numerator_above_denominator"),
        (counted([1, 2, 3, 4, 5], denominator=0.0), "denominator_not_positive"),
        (with_limits([1, 2, 3, 4, 5], reach=0.0), "interval_without_width"),
        (with_limits([1, 2, 3, 4, 5], reach=-1.0), "interval_without_width"),
        (with_limits([1, 2, 3, 4, math.nan]), "missing_value"),
        ([point(i, value=1.0) for i in range(5)], "no_interval"),
        (counted([1, 2, 3, 4, 5]) + counted([1]), "repeated_periods"),
    ],
)
def test_what_cannot_be_tested_says_why(ask, rows, reason):
    (found,) = ask(TREND, history=rows)

    assert (found["trend"], found["chi_square"], found["reason"]) == (None, None, reason)


def slope(times, values, weights):
    """Weighted least squares, written out as deviations from weighted means."""
    total = sum(weights)
    t_mean = sum(w * t for w, t in zip(weights, times, strict=True)) / total
    v_mean = sum(w * v for w, v in zip(weights, values, strict=True)) / total
    spread = sum(w * (t - t_mean) ** 2 for w, t in zip(weights, times, strict=True))
    moved = zip(weights, times, values, strict=True)
    return sum(w * (t - t_mean) * (v - v_mean) for w, t, v in moved) / spread, spread


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(-50, 50), st.floats(0.5, 9)),
        min_size=5,
        max_size=9,
    )
)
def test_sql_and_plain_python_agree_on_intervals(ask, drawn):
    rows = [
        point(i, value=value, lower_limit=value - reach, upper_limit=value + reach)
        for i, (value, reach) in enumerate(drawn)
    ]
    errors = [(row["upper_limit"] - row["lower_limit"]) / 3.92 for row in rows[-5:]]
    expected, spread = slope(
        range(5), [value for value, _ in drawn[-5:]], [error**-2 for error in errors]
    )

    (found,) = ask(TREND, history=rows)

    assert found["slope"] == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert found["chi_square"] == pytest.approx(expected**2 * spread, rel=1e-8, abs=1e-9)
