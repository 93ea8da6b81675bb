"""Scales of forecasts: which one a series is given, and the way there and back."""

from __future__ import annotations

import math

import numpy as np
import pytest

from queries.methods.scales import ends_of, fitted, natural, scale_of


@pytest.mark.parametrize(
    ("method", "multiplier", "values", "numerators", "scale"),
    [
        ("proportion", 100, [10, 50, 90], [1, 5, 9], "none"),  # on a threshold is not near
        ("proportion", 100, [9.9, 50], [1, 5], "percentage"),
        ("proportion", 100, [50, 90.1], [5, 9], "percentage"),
        ("proportion", 100, [5, 0], [5, 0], "none"),  # the very end has no log odds
        ("proportion", 100, [95, 100], [5, 0], "none"),
        ("proportion", 1, [0.05, 0.1], [5, 10], "none"),  # no percentage
        ("count", 1, [10, 400], [None, None], "none"),
        ("count", 1, [9, 400], [None, None], "log"),
        ("count", 1, [0, 4], [None, None], "none"),
        ("rate", 1000, [1.5, 2.0], [9, 12], "log"),
        ("rate", 1000, [1.5, 2.0], [90, 120], "none"),
        ("rate", 1000, [1.5, 2.0], [None, 9], "none"),  # counts not known
        ("mean", 1, [0.1, 0.2], [1, 2], "none"),
        ("score", 1, [1, 2], [1, 2], "none"),
    ],
)
def test_the_scale_that_a_series_is_given(method, multiplier, values, numerators, scale):
    assert scale_of(method, multiplier, values, numerators) == scale


@pytest.mark.parametrize(
    ("method", "values", "target", "scale"),
    [
        ("proportion", [97, 98], 99.9, "percentage"),
        ("proportion", [97, 98], 100, "none"),
        ("count", [3, 2], 1, "log"),
        ("count", [3, 2], 0, "none"),
    ],
)
def test_a_target_on_the_very_end_can_be_met(method, values, target, scale):
    assert scale_of(method, 100, values, values, target) == scale


@pytest.mark.parametrize("scale", ["none", "log", "percentage"])
def test_there_and_back(scale):
    values = np.array([0.001, 1.0, 50.0, 99.0])

    assert natural(fitted(values, scale), scale) == pytest.approx(values, rel=1e-12)


def test_a_value_without_a_place_on_the_scale_is_not_finite():
    assert not np.isfinite(fitted(np.array([0.0, -1.0]), "log")).any()
    assert not np.isfinite(fitted(np.array([0.0, 100.0, 101.0]), "percentage")).any()


def test_what_is_possible():
    assert ends_of("proportion", 100) == (0, 100)
    assert ends_of("count", 1) == ends_of("rate", 1000) == (0, math.inf)
    assert ends_of("mean", 1) == ends_of("score", 1) == (-math.inf, math.inf)
