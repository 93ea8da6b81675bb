"""Rules: what they expect of each period, and what nothing could be judged by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.register import Refused
from data.register.rules import Baseline, Level, Range, Rule, Target, check, expected, place_of
from data.register.trajectories import Period, Trajectory, periods_from
from tests.data.register.drafting import rule, years


def expectations(given: Rule, what: str) -> list[float | None]:
    return [getattr(each, what) for each in expected(given)]


def test_a_share_of_the_way_is_taken_in_every_period():
    assert expectations(rule(), "target") == [52.5, 55, 57.5, 60]
    assert expectations(rule(), "level") == [51.25, 52.5, 53.75, 55]
    assert expectations(rule(level=Level(0, "share_of_the_way")), "level") == [50] * 4
    falling = rule(start=60, end=50, level=Level(0.4, "share_of_the_way"))
    assert expectations(falling, "level") == [59, 58, 57, 56]


@pytest.mark.parametrize("chosen", ["absolute", "spc_limit"])
def test_a_level_of_its_own_stays_where_it_is(chosen):
    assert expectations(rule(level=Level(48.5, chosen)), "level") == [48.5] * 4


def test_a_rule_may_have_no_level_and_no_range():
    assert expectations(rule(level=None), "level") == [None] * 4
    assert expectations(rule(), "lower") == expectations(rule(), "upper") == [None] * 4


def test_a_range_keeps_its_distance_from_the_trajectory():
    ranged = rule(range=Range(58, 63))

    assert expectations(ranged, "lower") == [50.5, 53, 55.5, 58]
    assert expectations(ranged, "upper") == [55.5, 58, 60.5, 63]


def test_levels_are_rounded_as_targets_are():
    rounded = rule(end=51, trajectory=Trajectory("straight", decimals=1))

    assert expectations(rounded, "target") == [50.2, 50.5, 50.8, 51]
    assert expectations(rounded, "level") == [50.1, 50.2, 50.4, 50.5]


def test_a_rule_without_an_aim_expects_nothing():
    ended = replace(rule(), aim=None)

    assert expected(ended) == []
    check(ended, "higher")


FAULTS = {
    "1 to 600 periods": rule(periods=()),
    "ends before it begins": rule(periods=(Period(date(2009, 4, 2), date(2009, 4, 1)),)),
    "overlap": rule(periods=(*years(2008, 2), *years(2009, 1))),
    "out of order": rule(periods=(*years(2009, 1), *years(2008, 1))),
    "when its last period is over": rule(effective_from=date(2012, 4, 1)),
    "at least 0 and less than 1": rule(level=Level(1.0, "share_of_the_way")),
    "lower and upper end": rule(range=Range(61, 63)),
    "Choose a straight line": rule(start=0, trajectory=Trajectory("compound")),
    "room for 1 to 4 steps": rule(trajectory=Trajectory("stepped")),
    "is better than the target 52.5 for the period to 31 March 2009": rule(
        level=Level(53, "absolute")
    ),
}


@pytest.mark.parametrize("words", FAULTS)
def test_what_nothing_could_be_judged_by_is_refused(words):
    with pytest.raises(Refused, match=words):
        check(FAULTS[words], "higher")


def test_the_worse_side_of_a_target_depends_on_polarity():
    above = rule(level=Level(65, "absolute"))

    check(above, "lower")
    check(above, "none")
    check(rule(level=Level(52.5, "absolute")), "higher")  # exactly on the first target
    with pytest.raises(Refused, match="better than the target"):
        check(above, "higher")


def test_baseline_and_target_are_explained():
    aim = rule().aim

    for part in (Baseline(50, "", "stated"), Target(60, "", "absolute")):
        name = "baseline" if isinstance(part, Baseline) else "target"
        with pytest.raises(Refused, match="Say in words"):
            check(replace(rule(), aim=replace(aim, **{name: part})), "higher")


def test_every_place_has_an_id_of_its_own():
    assert place_of("BV82a", "E09000015") == "BV82a/E09000015"
    assert place_of("a/b", "c") != place_of("a", "b/c")
    assert periods_from(date(2008, 4, 1), 12, 4) == years(2008, 4)
