"""Quantities: how a number is read, and how many decimals tell two of them apart."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import quantities

finite = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "words"),
    [
        (12.34, "per 1,000", 1, "12.3 per 1,000"),
        (45.0, "%", 0, "45%"),
        (12000, "GBP", 0, "£12,000"),
        (9.5, "GBP per household", 2, "£9.50 per household"),
        (3, "days", 0, "3 days"),
        (1234567.0, "count", 0, "1,234,567"),
        (7.0, "", 1, "7.0"),
        (0.0, "%", 1, "0.0%"),
        (-2.5, "", 1, "-2.5"),
        (None, "%", 1, "no value"),
        (float("nan"), "days", 0, "no value"),
        (pd.NA, "", 0, "no value"),
    ],
)
def test_a_value_with_its_unit(value, unit, decimals, words):
    assert quantities.number(value, unit, decimals) == words


@given(one=finite, other=finite, decimals=st.integers(0, 3))
def test_two_values_read_alike_only_when_they_are_one(one, other, decimals):
    told = quantities.apart([one, other], "%", decimals)

    assert (told[0] == told[1]) == math.isclose(one, other, rel_tol=1e-12)


def test_decimals_are_added_only_where_they_are_wanted():
    assert quantities.apart([93.94, 93.91], "%", 1) == ["93.94%", "93.91%"]
    assert quantities.apart([93.94, 93.84], "%", 1) == ["93.9%", "93.8%"]
    assert quantities.apart([0.25, 0.25 + 1e-16, None], "", 1) == ["0.2", "0.2", "no value"]
    assert quantities.apart([], "", 1) == []


def test_a_value_that_is_not_settled_says_so():
    assert quantities.unsettled("5%", "projected") == "5% (projected)"
    assert quantities.unsettled("5%", "revised") == "5%"
    assert quantities.unsettled("5%", float("nan")) == "5%"
