"""Trajectories: hand-worked values, and what holds whatever the numbers are."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from data.register import Refused
from data.register.trajectories import (
    Period,
    Trajectory,
    compound,
    milestones,
    path,
    periods_from,
    stepped,
    straight,
)

numbers = st.floats(-1e15, 1e15)
positive = st.floats(1e-6, 1e15)
lengths = st.integers(1, 600)


def test_a_straight_line_takes_equal_steps():
    assert straight(50, 60, 4) == [52.5, 55, 57.5, 60]
    assert straight(60, 50, 4) == [57.5, 55, 52.5, 50]
    assert straight(0, 0, 3) == [0, 0, 0]


def test_a_compound_path_grows_by_the_same_share():
    assert compound(100, 121, 2) == pytest.approx([110, 121])
    assert compound(100, 72.9, 3) == pytest.approx([90, 81, 72.9])
    assert compound(-100, -121, 2) == pytest.approx([-110, -121])


@pytest.mark.parametrize(("baseline", "target"), [(0, 10), (10, 0), (-1, 1), (5, -5)])
def test_no_share_leads_through_zero(baseline, target):
    with pytest.raises(Refused, match="Choose a straight line"):
        compound(baseline, target, 3)


def test_steps_come_at_the_beginning_of_equal_runs():
    assert stepped(40, 70, 12, 3) == [50] * 4 + [60] * 4 + [70] * 4
    assert stepped(0, 1, 3, 1) == [1, 1, 1]
    # Seven periods in two runs: the longer run is the first.
    assert stepped(0, 2, 7, 2) == [1, 1, 1, 2, 2, 2, 2]


@pytest.mark.parametrize("steps", [0, 5, -1])
def test_steps_need_room(steps):
    with pytest.raises(Refused, match="room for 1 to 4 steps"):
        stepped(0, 1, 4, steps)


def test_milestones_are_met_and_joined_by_straight_lines():
    assert milestones(10, [None, 14, None, None, 20]) == [12, 14, 16, 18, 20]
    assert milestones(10, [5, 20]) == [5, 20]  # down first: the partnership's own affair


def test_values_on_the_way_are_rounded_and_those_written_by_hand_are_not():
    assert path(Trajectory("straight", decimals=1), 50, 51, 3) == [50.3, 50.7, 51]
    assert path(Trajectory("straight", decimals=0), 50, 51.25, 2) == [51, 51.25]
    given_by_hand = Trajectory("milestones", milestones=(50.26, None, 51), decimals=1)
    assert path(given_by_hand, 50, 51, 3) == [50.26, 50.6, 51]


@pytest.mark.parametrize("given", [(), (1.0,), (1.0, 2.0, 3.0), (1.0, 9.0)])
def test_milestones_are_one_a_period_and_end_at_the_target(given):
    with pytest.raises(Refused, match="Give 2 milestones, one for each period; the last is 2"):
        path(Trajectory("milestones", milestones=given), 0, 2, 2)


def test_a_trajectory_has_a_period():
    with pytest.raises(Refused, match="at least one period"):
        path(Trajectory("straight"), 0, 1, 0)


def test_periods_of_whole_months():
    quarters = periods_from(date(2007, 10, 1), 3, 3)

    assert quarters[0] == Period(date(2007, 10, 1), date(2007, 12, 31))
    assert quarters[1] == Period(date(2008, 1, 1), date(2008, 3, 31))
    assert periods_from(date(2008, 2, 1), 1, 1)[0].end == date(2008, 2, 29)
    for wrong in ((date(2008, 4, 2), 12, 1), (date(2008, 4, 1), 0, 1), (date(2008, 4, 1), 1, 601)):
        with pytest.raises(Refused, match="at most 600"):
            periods_from(*wrong)


@given(numbers, numbers, lengths)
@example(0.1, 0.3, 3)
@example(-1e15, 1e15, 7)
def test_a_straight_line_ends_exactly_at_the_target_and_never_turns(baseline, target, periods):
    values = [baseline, *straight(baseline, target, periods)]
    upward = 1 if target >= baseline else -1

    assert len(values) == periods + 1
    assert values[-1] == target
    assert all(upward * (after - before) >= 0 for before, after in pairwise(values))


@given(positive, positive, lengths)
def test_a_compound_path_ends_exactly_at_the_target_and_keeps_its_share(baseline, target, periods):
    values = [baseline, *compound(baseline, target, periods)]
    shares = [after / before for before, after in pairwise(values)]

    assert values[-1] == target
    assert shares == pytest.approx([(target / baseline) ** (1 / periods)] * periods, rel=1e-9)


@given(numbers, numbers, lengths, st.integers(1, 600))
def test_steps_are_as_many_as_asked_and_even(baseline, target, periods, steps):
    assume(steps <= periods)
    values = stepped(baseline, target, periods, steps)
    runs = [values.count(value) for value in dict.fromkeys(values)]

    assert values[-1] == target
    assume(len(runs) == steps)  # numbers too close to tell apart leave fewer
    assert max(runs) - min(runs) <= 1


@given(st.data(), numbers, st.integers(1, 40))
def test_milestones_stay_as_given_and_between_their_neighbours(data, baseline, periods):
    given_values = data.draw(
        st.lists(st.none() | numbers, min_size=periods - 1, max_size=periods - 1)
    )
    given_values.append(data.draw(numbers))
    values = milestones(baseline, given_values)
    known = [baseline, *(value for value in given_values if value is not None)]

    assert len(values) == periods
    for value, stated in zip(values, given_values, strict=True):
        assert stated is None or value == stated
        assert min(known) <= value <= max(known)


@given(numbers, numbers, lengths, st.sampled_from(["straight", "stepped"]), st.integers(0, 6))
def test_every_kind_ends_at_the_target_as_written(baseline, target, periods, kind, decimals):
    trajectory = Trajectory(kind, steps=1, decimals=decimals)

    assert path(trajectory, baseline, target, periods)[-1] == target


@given(numbers, numbers, lengths)
def test_a_step_a_period_is_the_straight_line(baseline, target, periods):
    assert stepped(baseline, target, periods, periods) == straight(baseline, target, periods)
