"""Exponential smoothing against statsmodels, which makes the same sum of squares least."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pandas as pd
import pytest
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

from queries.methods.smoothing import smoothed

Z95 = 1.959963984540054


def series(seed: int, size: int, seasons: int) -> np.ndarray:
    """A walk whose slope turns, with a season of its own."""
    draws = np.random.default_rng(seed)
    walk = np.cumsum(draws.normal(0.2 * np.sin(np.arange(size) / 9), 1))
    return 50 + walk + 4 * np.sin(2 * math.pi * np.arange(size) / max(seasons, 2)) * (seasons > 1)


def theirs(values: np.ndarray, horizon: int, *, is_damped: bool, seasons: int):
    season = {"seasonal": "add", "seasonal_periods": seasons} if seasons > 1 else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = ETSModel(
            pd.Series(values), error="add", trend="add", damped_trend=is_damped, **season
        )
        fit = model.fit(disp=False)
        ahead = fit.get_prediction(start=values.size, end=values.size + horizon - 1)
        return fit.sse, ahead.summary_frame(alpha=0.05)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("size", "seasons", "is_damped"),
    [
        (12, 1, False),
        (30, 1, False),
        (30, 1, True),
        (24, 4, False),
        (18, 3, False),
        (60, 12, False),
    ],
)
def test_the_fit_is_as_close_as_that_of_statsmodels(seed, size, seasons, is_damped):
    values = series(seed, size, seasons)
    left = size - (2 + (seasons > 1) + is_damped) - (1 + seasons)

    found = smoothed(values, 1, is_damped=is_damped, seasons=seasons)
    squares, _ = theirs(values, 1, is_damped=is_damped, seasons=seasons)

    assert found is not None
    # The first period's variance is the sum of squares over what the parameters leave of it.
    assert found[1][0] ** 2 * left <= 1.01 * squares


@pytest.mark.parametrize(("size", "seasons"), [(40, 1), (48, 4)])
def test_where_both_find_the_same_fit_the_ranges_are_the_same(size, seasons):
    # Long and well behaved, so that both end in one optimum.
    draws = np.random.default_rng(11)
    values = 20 + np.cumsum(np.cumsum(draws.normal(0, 0.3, size)) + draws.normal(0, 2, size))
    left = size - 2 - (seasons > 1) - (1 + seasons)

    found = smoothed(values, 6, seasons=seasons)
    squares, frame = theirs(values, 6, is_damped=False, seasons=seasons)

    assert found is not None
    mean, error = found
    assert error[0] ** 2 * left == pytest.approx(squares, rel=2e-3)
    # statsmodels divides by all the values
    their_error = (frame["pi_upper"] - frame["mean"]).to_numpy() / Z95 * math.sqrt(size / left)
    assert error == pytest.approx(their_error, rel=0.02)
    assert mean == pytest.approx(frame["mean"].to_numpy(), abs=0.1 * error[0])


def test_a_line_and_a_season_are_carried_on():
    season = [3.0, -1.0, -4.0, 2.0]
    values = np.array([10 + 0.5 * at + season[at % 4] for at in range(24)])

    found = smoothed(values, 5, seasons=4)

    assert found is not None
    mean, error = found
    expected = [10 + 0.5 * at + season[at % 4] for at in range(24, 29)]
    assert mean == pytest.approx(expected, rel=1e-9)
    assert error == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e9, 1e140])
def test_the_unit_and_the_starting_point_do_not_matter(unit):
    values = series(7, 30, 1)
    plain, moved = smoothed(values, 3), smoothed(1000 * unit + unit * values, 3)

    assert plain is not None
    assert moved is not None
    assert moved[0] == pytest.approx(unit * (1000 + plain[0]), rel=1e-9)
    assert moved[1] == pytest.approx(unit * plain[1], rel=1e-6)


@pytest.mark.parametrize(("values", "seasons"), [([5.0] * 12, 1), ([1.0, 2.0, 4.0], 1),
                                                 ([1.0, 5.0, 2.0, 4.0, 3.0, 7.0], 4)])  # fmt: skip
def test_nothing_is_fitted_to_what_never_varies_or_is_too_short(values, seasons):
    assert smoothed(np.array(values), 3, seasons=seasons) is None
