"""Rules in words: literal rules in, the very words out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from components import rule_words
from data.register.rules import Level, Range
from data.register.trajectories import Trajectory
from tests.data.register.drafting import rule

RECYCLING = {"unit": "%", "decimals": 1}


def test_a_rule_from_where_to_where_by_which_way_and_when_to_step_in():
    assert rule_words.lines(rule(range=Range(58, 63)), RECYCLING) == {
        "Baseline": "50.0% (2007/08; the last value)",
        "Target": "60.0% (Ten points up; a change from the baseline)",
        "Target range": "58.0% to 63.0%",
        "Way to it": "A straight line",
        "Intervention level": "50% of the way from the baseline to each period's target",
        "Periods": "4 periods, Apr 2008 to Mar 2012",
        "Takes effect on": "1 April 2009",
    }
    assert rule_words.asks(rule(), RECYCLING) == "60.0% by Mar 2012, from 50.0%"


def test_a_rule_that_ends_another():
    ending = replace(rule(), aim=None)

    assert rule_words.lines(ending, RECYCLING)["Target"] == "None any more from Apr 2008 on"
    assert rule_words.asks(ending, RECYCLING) == "no target from Apr 2008 on"


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (Trajectory("straight"), "A straight line"),
        (Trajectory("compound"), "The same percentage each period"),
        (Trajectory("stepped", steps=1), "1 equal step"),
        (Trajectory("stepped", steps=3), "3 equal steps"),
        (Trajectory("milestones", milestones=(51.0, None, 55.5, 60.0)), "Milestones: 51.0%, 55.5%, "
         "60.0%"),
    ],
)  # fmt: skip
def test_each_way_to_a_target(way, said):
    assert rule_words.trajectory(way, RECYCLING) == said


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (None, "None"),
        (Level(45.25, "absolute"), "45.25% (a stated value)"),
        (Level(45.333333, "spc_limit"), "45.3% (a limit of the control chart)"),
        (
            Level(0.125, "share_of_the_way"),
            "12.5% of the way from the baseline to each period's target",
        ),
    ],
)
def test_each_intervention_level(level, said):
    assert rule_words.level(level, RECYCLING) == said


def test_only_what_differs_in_two_rules_is_told():
    one, other = (
        rule_words.lines(of, RECYCLING)
        for of in (rule(), rule(end=61.0, level=None, effective_from=date(2009, 4, 1)))
    )

    assert [line for line, *_ in rule_words.differing(one, other)] == [
        "Target",
        "Intervention level",
    ]
    assert rule_words.differing({"Target": "a"}, {"Range": "b"}) == [
        ("Target", "a", None),
        ("Range", None, "b"),
    ]
