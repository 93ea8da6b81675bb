"""Quantiles against phe_quantile of PHEindicatormethods 2.1.0."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

QUANTILES = (
    "select area_code, quantile, reason from quantiles_of('areas', $k, is_inverted := $inverted)"
    " order by area_code"
)


def areas(values, peers="all"):
    return [
        {"peers": peers, "area_code": position, "value": value}
        for position, value in enumerate(values)
    ]


@pytest.mark.parametrize("k", [4, 5, 10])
@pytest.mark.parametrize("is_inverted", [True, False])
def test_every_run_of_the_package(ask, shared, k, is_inverted):
    runs = json.loads((shared / "vectors/indicators/phe_runs.json").read_text("utf-8"))["data"]
    expected = runs[f"quantile_all_n{k}_invert{str(is_inverted).upper()}"]
    rows = areas([row["val"] for row in expected])
    if any(row["groupvars"] for row in expected):
        rows = [{**row, "peers": e["region"]} for row, e in zip(rows, expected, strict=True)]

    found = ask(QUANTILES, {"k": k, "inverted": is_inverted}, areas=rows)

    assert [row["quantile"] for row in found] == [row["quantile"] for row in expected]


def test_ties_share_a_quantile_and_missing_values_have_none(ask):
    rows = areas([1.0, 2.0, 2.0, 2.0, None, 5.0, math.nan])

    found = ask(QUANTILES, {"k": 2, "inverted": False}, areas=rows)

    assert [row["quantile"] for row in found] == [1, 1, 1, 1, None, 2, None]
    assert found[4]["reason"] == found[6]["reason"] == "missing_value"


def test_fewer_values_than_quantiles_give_none(ask):
    found = ask(QUANTILES, {"k": 4, "inverted": True}, areas=areas([1.0, 2.0, 3.0]))

    assert {(row["quantile"], row["reason"]) for row in found} == {(None, "too_few_values")}


def test_rows_are_ranked_among_their_own_peers(ask):
    rows = [*areas([1.0, 2.0], "a"), *areas([30.0, 40.0], "b")]

    found = ask(QUANTILES, {"k": 2, "inverted": False}, areas=rows)

    assert sorted(row["quantile"] for row in found) == [1, 1, 2, 2]


def second_version(values, k, is_inverted):
    known = [value for value in values if value is not None]
    n = len(known)
    found = []
    for value in values:
        if value is None or n < k:
            found.append(None)
            continue
        ahead = sum((other > value) if is_inverted else (other < value) for other in known)
        found.append(max(1, math.floor(k + 1 - math.ceil((n - ahead) / (n / k)))))
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.none() | st.integers(0, 12).map(float), min_size=1, max_size=40),
    st.integers(2, 12),
    st.booleans(),
)
def test_sql_and_plain_python_agree(ask, values, k, is_inverted):
    found = ask(QUANTILES, {"k": k, "inverted": is_inverted}, areas=areas(values))

    assert [row["quantile"] for row in found] == second_version(values, k, is_inverted)
    assert all((row["quantile"] is None) == (row["reason"] is not None) for row in found)
