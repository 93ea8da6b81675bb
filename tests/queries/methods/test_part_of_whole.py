"""Comparison with a whole: why a part has none, from its counts."""

from __future__ import annotations

import math

import pytest

FAULT = (
    "select counts_fault(method, numerator, denominator) as fault,"
    " lower_limit_of(null, value, method, 100, numerator, denominator) as lower,"
    " upper_limit_of(null, value, method, 100, numerator, denominator, confidence := 99.8) as upper"
    " from counts"
)


@pytest.mark.parametrize(
    ("method", "numerator", "denominator", "fault"),
    [
        ("proportion", -1.0, 100.0, "negative_numerator"),
        ("proportion", 120.0, 100.0, "numerator_above_denominator"),
        ("proportion", 3.0, 0.0, "denominator_not_positive"),
        ("proportion", None, 100.0, "missing_numerator"),
        ("proportion", 3.0, math.nan, "missing_denominator"),
        ("rate", -1.0, 100.0, "negative_numerator"),
        ("rate", 3.0, -5.0, "denominator_not_positive"),
        ("rate", 4.5, 100.0, "fraction_of_an_event"),
        ("mean", 3.0, 100.0, "not_made_of_counts"),
    ],
)
def test_counts_that_cannot_be_give_no_limits_and_their_fault(
    ask, method, numerator, denominator, fault
):
    value = 100 * numerator / denominator if numerator and denominator else 1.0
    counts = {"method": method, "value": value}
    (row,) = ask(FAULT, counts=[{**counts, "numerator": numerator, "denominator": denominator}])

    assert row == {"fault": fault, "lower": None, "upper": None}


@pytest.mark.parametrize(("method", "numerator"), [("proportion", 0), ("rate", 120), ("rate", 4)])
def test_counts_that_can_be_have_no_fault(ask, method, numerator):
    counts = {"method": method, "value": float(numerator), "numerator": float(numerator)}
    (row,) = ask(FAULT, counts=[{**counts, "denominator": 100.0}])

    assert row["fault"] is None
    assert row["lower"] <= numerator <= row["upper"]


def test_published_limits_come_first_and_at_95_per_cent_alone(ask):
    (row,) = ask(
        "select lower_limit_of(1.0, 2.0, 'proportion', 100, 20, 1000) as at_95,"
        " lower_limit_of(1.0, 2.0, 'proportion', 100, 20, 1000, confidence := 99.8) as at_998"
    )

    assert row == {"at_95": 1.0, "at_998": None}


@pytest.mark.parametrize(
    ("value", "numerator", "is_own"),
    [
        (45.2, 4523, True),  # 45.23, as published to one decimal
        (45.0, 4496, True),
        (45.23, 4523, True),
        (45.2, 4526, False),  # would be 45.3
        (45.21, 4522, False),
        (45.0, 4460, False),  # a share of something else
        (0.1, 14, False),  # a rounding so coarse that the limits would not hold the value
        (0.0, 0, True),
        (0.0, 3, False),
        (None, 3, False),
    ],
)
def test_a_value_is_its_counts_own_but_for_rounding(ask, value, numerator, is_own):
    sql = "select is_own_quotient(value, 100, numerator, 10000) as is_own from counts"

    (row,) = ask(sql, counts=[{"value": value, "numerator": numerator}])

    assert row["is_own"] == is_own
