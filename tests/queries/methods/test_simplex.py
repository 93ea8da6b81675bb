"""The nearest point of a hull: its conditions of optimality, on points drawn by chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.methods.simplex import is_unique, nearest

SHAPES = st.tuples(st.integers(0, 2**32 - 1), st.integers(1, 30), st.integers(1, 30))


def drawn(shape):
    seed, count, dimensions = shape
    chance = np.random.default_rng(seed)
    points = chance.normal(size=(count, dimensions)) + 2 * chance.normal(size=dimensions)
    if seed % 3 == 0:  # some coincide, some lie between others
        points[count // 2] = points[0]
        points[-1] = points[: max(count // 2, 1)].mean(axis=0)
    return points, np.abs(chance.normal(size=count))


@settings(max_examples=150, deadline=None)
@given(SHAPES, st.booleans())
def test_no_point_would_bring_the_mix_nearer(shape, has_cost):
    points, cost = drawn(shape)
    weights = nearest(points, cost if has_cost else None)
    slope = 2 * points @ (weights @ points) + (cost if has_cost else 0)
    size = (points**2).sum(axis=1).mean()

    assert weights.min() >= 0
    assert weights.sum() == pytest.approx(1, abs=1e-12)
    assert weights @ slope - slope.min() <= 1e-6 * size


@settings(max_examples=60, deadline=None)
@given(SHAPES)
def test_the_order_of_the_points_does_not_matter(shape):
    points, _ = drawn(shape)
    order = np.random.default_rng(shape[0]).permutation(len(points))

    assert nearest(points[order]) == pytest.approx(nearest(points)[order], abs=1e-4)


def test_points_that_are_interchangeable_share_evenly_and_it_is_said():
    points = np.array([[1.0, 0.0], [1.0, 0.0], [5.0, 5.0]])
    weights = nearest(points)

    assert weights == pytest.approx([0.5, 0.5, 0], abs=1e-6)
    assert not is_unique(points, weights)
    assert is_unique(points[1:], nearest(points[1:]))


def test_one_point_has_all_the_weight():
    assert nearest(np.array([[3.0, 4.0]])).tolist() == [1.0]
    assert nearest(np.zeros((3, 2))) == pytest.approx([1 / 3] * 3)
