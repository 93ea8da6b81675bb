"""Slope and relative index of inequality against phe_sii of PHEindicatormethods 2.1.0."""

from __future__ import annotations

import json
import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.methods.inequality import errors_of, simulated_limits

INDEX = "from slope_indices('fifths', multiplier := $m, scale := $scale) order by series"
# Of each run: the columns of its values and limits (or error), its scale and multiplier.
RUNS = [
    ("sii_normal_se", "value", "se", "none", 1),
    ("sii_rate_notransform", "value", ("lcl", "ucl"), "none", 1),
    ("sii_rate_log", "value", ("lcl", "ucl"), "log", 1),
    ("sii_prop_notransform", "pvalue", ("plcl", "pucl"), "none", 100),
]
FIVE = [40.0, 35.0, 30.0, 25.0, 20.0]
ones = [1.0] * 5


def runs(shared):
    return json.loads((shared / "vectors/indicators/phe_runs.json").read_text("utf-8"))["data"]


def fifths(values, populations=None, series="a"):
    return [
        {"series": series, "quantile": i, "population": population, "value": value}
        for i, (value, population) in enumerate(
            zip(values, populations or [10.0] * len(values), strict=True), start=1
        )
    ]


def index(ask, rows, multiplier=1, scale="none"):
    return ask(INDEX, {"m": multiplier, "scale": scale}, fifths=rows)


@pytest.mark.parametrize(("run", "column", "spread", "scale", "multiplier"), RUNS)
def test_indices_of_every_run(ask, shared, run, column, spread, scale, multiplier):
    rows = [
        {
            "series": row["area"],
            "quantile": row["decile"],
            "population": float(row["pop"]),
            "value": row[column],
        }
        for row in runs(shared)["sii_input"]
    ]
    for found, row in zip(index(ask, rows, multiplier, scale), runs(shared)[run], strict=True):
        assert found["slope_index"] == pytest.approx(row["sii"], rel=1e-9)
        assert found["relative_index"] == pytest.approx(row["rii"], rel=1e-9)
        assert found["intercept"] == pytest.approx(row["intercept"], rel=1e-9)


@pytest.mark.parametrize(("run", "column", "spread", "scale", "multiplier"), RUNS)
def test_limits_of_every_run(shared, run, column, spread, scale, multiplier):
    areas = defaultdict(list)
    for row in runs(shared)["sii_input"]:
        areas[row["area"]].append(row)
    for expected in runs(shared)[run]:
        rows = areas[expected["area"]]
        errors = (
            [row[spread] for row in rows]
            if isinstance(spread, str)
            else errors_of(*([row[limit] for row in rows] for limit in spread), scale)
        )
        found = simulated_limits(
            [row[column] for row in rows],
            [row["pop"] for row in rows],
            errors,
            multiplier=multiplier,
            scale=scale,
        )
        for kind, pairs in (("sii", found.slope_index), ("rii", found.relative_index)):
            for name, pair in zip(("95_0", "99_8"), pairs, strict=True):
                ends = [
                    expected.get(f"{kind}_{side}{name}cl", expected.get(f"{kind}_{side}{name}"))
                    for side in ("lower", "upper")
                ]
                if None not in ends:
                    assert pair == pytest.approx(ends, abs=0.02 * (ends[1] - ends[0]))


def test_four_quantiles_are_too_few(ask):
    (found,) = index(ask, fifths(FIVE[:4]))

    assert (found["slope_index"], found["reason"]) == (None, "fewer_than_5_quantiles")


@pytest.mark.parametrize(
    ("rows", "scale", "reason"),
    [
        (fifths(FIVE * 21), "none", "more_than_100_quantiles"),
        (fifths(FIVE)[1:] + fifths([1.0] * 6)[5:], "none", "missing_quantile"),
        (fifths(FIVE)[:4] + fifths(FIVE)[:1], "none", "missing_quantile"),
        (fifths(FIVE, [1.0, 1.0, 0.0, 1.0, 1.0]), "none", "denominator_not_positive"),
        (fifths([*FIVE[:4], None]), "none", "missing_value"),
        (fifths([*FIVE[:4], math.nan]), "none", "missing_value"),
        (fifths([*FIVE[:4], 0.0]), "log", "value_outside_scale"),
        (fifths([0.1, 0.2, 0.3, 0.4, 1.0]), "logit", "value_outside_scale"),
    ],
)
def test_what_has_no_index_says_why(ask, rows, scale, reason):
    (found,) = index(ask, rows, scale=scale)

    assert (found["slope_index"], found["relative_index"]) == (None, None)
    assert found["reason"] == reason


@pytest.mark.parametrize(
    ("values", "populations", "errors", "scale", "reason"),
    [
        (FIVE[:4], ones[:4], ones[:4], "none", "fewer_than_5_quantiles"),
        (FIVE, ones[:4], ones, "none", "missing_quantile"),
        (FIVE, [0.0, *ones[1:]], ones, "none", "denominator_not_positive"),
        ([math.nan, *FIVE[1:]], ones, ones, "none", "missing_value"),
        ([-1.0, *FIVE[1:]], ones, ones, "log", "value_outside_scale"),
        (FIVE, ones, [0.0, *ones[1:]], "none", "no_interval"),
        (FIVE, ones, [math.nan, *ones[1:]], "none", "no_interval"),
    ],
)
def test_what_has_no_limits_says_why(values, populations, errors, scale, reason):
    assert simulated_limits(values, populations, errors, scale=scale).reason == reason


def test_the_same_input_gives_the_same_limits():
    first, again = (simulated_limits(FIVE, ones, ones) for _ in range(2))

    assert first == again
    assert first != simulated_limits(FIVE, ones, ones, seed=1)


def test_ours_only_a_negative_multiplier_swaps_the_limits():
    # For log rates the package swaps them below 1: 0.5 gives an upper limit below the lower.
    half = simulated_limits(FIVE, ones, ones, multiplier=0.5, scale="log")
    whole = simulated_limits(FIVE, ones, ones, scale="log")
    turned = simulated_limits(FIVE, ones, ones, multiplier=-1, scale="log")

    assert np.allclose(np.array(half.slope_index) * 2, whole.slope_index)
    assert half.relative_index == whole.relative_index
    assert np.allclose(-np.array(turned.slope_index)[:, ::-1], whole.slope_index)
    assert np.allclose(1 / np.array(turned.relative_index)[:, ::-1], whole.relative_index)


def test_a_negative_multiplier_turns_both_indices_round(ask):
    (there,), (back,) = index(ask, fifths(FIVE)), index(ask, fifths(FIVE), multiplier=-1)

    assert back["slope_index"] == -there["slope_index"]
    assert back["relative_index"] == pytest.approx(1 / there["relative_index"])


def test_equal_values_are_no_inequality_and_not_a_fault(ask):
    (found,) = index(ask, fifths([7.0] * 5, [10.0, 20.0, 30.0, 5.0, 1.0]))

    assert found["slope_index"] == pytest.approx(0, abs=1e-12)
    assert found["relative_index"] == pytest.approx(1)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.01, 0.99), st.floats(1, 1e5)), min_size=5, max_size=20),
    st.sampled_from(["none", "log", "logit"]),
)
def test_sql_and_numpy_agree(ask, drawn, scale):
    values, populations = (np.array(column) for column in zip(*drawn, strict=True))
    share = populations / populations.sum()
    middle = np.cumsum(share) - share / 2
    forward = {"none": lambda v: v, "log": np.log, "logit": lambda v: np.log(v / (1 - v))}[scale]
    back = {"none": lambda v: v, "log": np.exp, "logit": lambda v: 1 / (1 + np.exp(-v))}[scale]
    slope, start = np.polyfit(middle, forward(values), 1, w=np.sqrt(share))

    (found,) = index(ask, fifths(values.tolist(), populations.tolist()), scale=scale)

    assert found["intercept"] == pytest.approx(back(start), rel=1e-6, abs=1e-8)
    assert found["slope_index"] == pytest.approx(back(start + slope) - back(start), abs=1e-6)
