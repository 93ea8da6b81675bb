"""Forecasts against R (stats::lm, forecast 8.23), and the rules by length of series."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.methods.forecast import forecast
from queries.methods.paths import drift_path, seasonal_naive_path
from queries.methods.smoothing import smoothed

STEADY = [61.2, 60.8, 62.5, 63.9, 64.4, 66.1, 66.3, 67, 66.5, 68.2, 69.9, 69.1]
LINES = [("straight_line", "ols_trend"), ("random_walk_with_drift", "rwf_drift")]


@pytest.fixture(scope="module")
def runs(shared):
    return json.loads((shared / "vectors/forecast/forecast.json").read_text("utf-8"))["data"]


def lines(found):
    return {line.method: line for line in found.lines}


@pytest.mark.parametrize("series", ["annual8", "annual12", "flat6"])
@pytest.mark.parametrize(("method", "theirs"), LINES)
def test_straight_line_and_drift_of_the_run_in_r(runs, series, method, theirs):
    expected = runs[series][theirs]
    line = lines(forecast(runs[series]["y"], 3))[method]

    for ours, name in (
        (line.mean, "mean"),
        (line.lower_80, "lo80"),
        (line.upper_80, "hi80"),
        (line.lower_95, "lo95"),
        (line.upper_95, "hi95"),
    ):
        assert ours == pytest.approx(expected[name], rel=1e-9)


@pytest.mark.parametrize("series", ["annual8", "annual12"])
@pytest.mark.parametrize("polarity", ["higher", "lower"])
def test_chance_of_reaching_the_target(runs, series, polarity):
    expected = runs[series]["ols_trend"]
    name = {"higher": "p_reach_high_is_good", "lower": "p_reach_low_is_good"}[polarity]
    found = forecast(runs[series]["y"], 3, target=runs[series]["target"], polarity=polarity)
    line = lines(found)["straight_line"]
    chances = [p for p in np.atleast_1d(expected[name]) if p is not None]

    assert any(line.chance == pytest.approx(p, rel=1e-9) for p in chances)
    low = [0, 20, 40, 60, 80][min(int(line.chance * 5), 4)]
    assert line.band == ("below_20" if not low else "80_or_more" if low == 80
                         else f"{low}_to_{low + 20}")  # fmt: skip


def test_seasonal_naive_of_the_run_in_r(runs):
    expected = runs["quarterly24"]["snaive"]
    line = lines(forecast(runs["quarterly24"]["y"], 8, frequency="quarterly"))["last_year_again"]

    assert line.mean == pytest.approx(expected["mean"], rel=1e-9)
    assert line.lower_95 == pytest.approx(expected["lo95"], rel=1e-9)
    assert line.upper_95 == pytest.approx(expected["hi95"], rel=1e-9)


@pytest.mark.parametrize(
    ("series", "theirs", "seasons"), [("annual12", "ets_AAN", 1), ("quarterly24", "ets_AAA", 4)]
)
def test_smoothing_is_near_r_s(runs, series, theirs, seasons):
    expected = runs[series][theirs]
    found = smoothed(np.array(runs[series]["y"]), len(expected["mean"]), seasons=seasons)

    assert found is not None
    mean, error = found
    assert mean == pytest.approx(expected["mean"], rel=0.01)
    sigma = math.sqrt(expected["sigma2"])
    assert mean + 1.96 * error == pytest.approx(expected["hi95"], abs=0.5 * sigma)
    assert mean - 1.96 * error == pytest.approx(expected["lo95"], abs=0.5 * sigma)


@pytest.mark.parametrize(
    ("count", "frequency", "methods"),
    [
        (4, "annual", []),
        (5, "annual", ["straight_line", "random_walk_with_drift"]),
        (9, "annual", ["straight_line", "random_walk_with_drift"]),
        (10, "annual", ["straight_line", "random_walk_with_drift", "smoothed_trend",
                        "smoothed_damped"]),
        (15, "quarterly", ["straight_line", "random_walk_with_drift"]),
        (16, "quarterly", ["smoothed_seasons", "last_year_again"]),
    ],
)  # fmt: skip
def test_the_length_decides_what_is_shown(count, frequency, methods):
    values = [50 + 0.3 * i + (i * 7 % 5) for i in range(count)]

    found = forecast(values, 3, frequency=frequency)

    assert [line.method for line in found.lines] == methods
    assert found.reason == (None if methods else "not_enough_data")


def test_not_enough_data_still_says_how_far_the_target_is():
    found = forecast([10, 12, 13], 4, target=21, polarity="higher")

    assert (found.lines, found.reason) == ((), "not_enough_data")
    assert (found.gap, found.change_per_period) == (8, 2)


@pytest.mark.parametrize(
    ("values", "horizon", "choices", "reason"),
    [
        ([], 3, {}, "not_enough_data"),
        ([None] * 9, 3, {}, "not_enough_data"),
        ([1, 2, None, 3, math.nan, 4, math.inf], 3, {}, "not_enough_data"),
        (STEADY, 0, {}, "no_periods_ahead"),
        (STEADY, 3, {"frequency": "survey"}, "no_fixed_rhythm"),
        ([3, 2, 1, 0, 4, 5], 3, {"scale": "log"}, "value_outside_scale"),
        ([98, 99, 100, 99, 97], 3, {"scale": "percentage"}, "value_outside_scale"),
        ([-3, 2, 1, 5, 4, 5], 3, {"scale": "percentage"}, "value_outside_scale"),
    ],
)
def test_what_cannot_be_forecast_says_why(values, horizon, choices, reason):
    assert forecast(values, horizon, **choices).reason == reason


@pytest.mark.parametrize("values", [[50.0] * 12, [0.0] * 12, [0.1 * i for i in range(12)]])
def test_without_variation_there_is_no_chance(values):
    found = forecast(values, 3, target=values[-1], polarity="higher")

    assert found.lines
    assert {line.reason for line in found.lines if not line.method.startswith("smoothed")} == {
        "not_enough_variation"
    }
    line = found.lines[0]
    assert (line.chance, line.band) == (None, None)


def test_polarity_none_has_no_chance():
    assert lines(forecast(STEADY, 3, target=70))["straight_line"].band is None


def test_a_missing_value_keeps_its_place_and_leaves_the_straight_line():
    values = [10.0, 12.0, None, 16.1, 18.0, 19.9, 22.0]

    found = forecast(values, 1)

    assert [line.method for line in found.lines] == ["straight_line"]
    assert found.lines[0].mean[0] == pytest.approx(24, abs=0.1)


def test_percentages_and_counts_stay_in_their_range():
    high = forecast([90, 95, 97, 98, 99, 99.5], 5, scale="percentage").lines
    low = forecast([40, 20, 11, 5, 2, 1], 5, scale="log").lines

    assert all(0 < value < 100 for line in high for value in (*line.lower_95, *line.upper_95))
    assert all(value > 0 for line in low for value in (*line.lower_95, *line.upper_95))


def test_the_chance_on_another_scale_is_of_the_same_target():
    values = [90, 95, 93, 96, 98, 97]
    chance = [
        lines(forecast(values, 2, target=target, polarity="higher", scale="percentage"))
        ["straight_line"].chance
        for target in (90, 98, 100)
    ]  # fmt: skip

    assert chance[0] > chance[1] > chance[2] == 0


def test_sampling_error_widens_the_intervals():
    plain, widened = (
        lines(forecast(STEADY, 3, sampling_error=error))["straight_line"] for error in (0, 2)
    )

    assert widened.mean == plain.mean
    assert widened.upper_95[0] > plain.upper_95[0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | st.integers(-1000, 1000), min_size=5, max_size=30))
def test_the_straight_line_is_that_of_statsmodels(values):
    at = [i for i, value in enumerate(values) if value is not None]
    seen = [value for value in values if value is not None]
    if len(seen) < 5 or len(set(seen)) < 2:
        return
    line = lines(forecast(values, 3, frequency="annual")).get("straight_line")
    fit = sm.OLS(seen, sm.add_constant(at)).fit()
    ahead = sm.add_constant(np.arange(len(values), len(values) + 3), has_constant="add")
    expected = fit.get_prediction(ahead).summary_frame(alpha=0.05)

    assert line is not None
    assert line.mean == pytest.approx(expected["mean"].to_numpy(), rel=1e-9, abs=1e-6)
    assert line.lower_95 == pytest.approx(expected["obs_ci_lower"].to_numpy(), rel=1e-6, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-1000, 1000).map(float), min_size=5, max_size=30))
def test_drift_and_last_season_in_plain_python(values):
    drift = (values[-1] - values[0]) / (len(values) - 1)
    path = drift_path(np.array(values), 4)
    again = seasonal_naive_path(np.array(values), 6, 4)

    assert path.mean == pytest.approx([values[-1] + h * drift for h in range(1, 5)])
    assert list(again.mean) == [values[-4 + h % 4] for h in range(6)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.none() | st.floats(allow_nan=True), max_size=40),
    st.integers(-1, 5),
    st.sampled_from(["annual", "quarterly", "monthly", "irregular"]),
    st.sampled_from(["none", "log", "percentage"]),
    st.none() | st.floats(-100, 200),
)
def test_whatever_comes_in_an_answer_or_a_reason_comes_out(
    values, horizon, frequency, scale, target
):
    found = forecast(
        values, horizon, frequency=frequency, scale=scale, target=target, polarity="higher"
    )

    assert bool(found.lines) != bool(found.reason)
