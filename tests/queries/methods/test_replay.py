"""Replay: counts worked out by hand on a series with a known shift."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa
import pytest

from data import store
from queries.statements import QUESTIONS
from tests.queries.methods.monthly import month

# A year of ups and downs, then eight months a step of ten higher: worse, where lower is better.
BEFORE, AFTER = [10, 12] * 6, [20, 22] * 4
SHIFT = [*BEFORE, *AFTER]
Replay = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def connection(macros):
    """The methods with the rule of status, which is the importer's too."""
    replay = (QUESTIONS / "methods" / "replay.sql").read_text("utf-8")
    for definition in (*store.judging(), *store.statements(replay)):
        macros.execute(definition)
    return macros


@pytest.fixture
def replay(connection) -> Replay:
    """Figures of a replay whose level and target lie one either side of the baseline."""

    def asked(
        chosen: str,
        values: Sequence[float | None] = SHIFT,
        *,
        polarity: str = "lower",
        worse: Sequence[int] = range(12, 20),
        width: int = 4,
        baseline: float = 22.0,
        level: float | None = 23.0,
    ) -> dict[str, Any]:
        bad = "concern_high" if polarity == "lower" else "concern_low"
        target = baseline - 1 if polarity == "lower" else baseline + 1
        rows = [
            {
                "series": "one",
                "period": month(number),
                "value": value,
                "polarity": polarity,
                "point_type": bad if number in worse else "common_cause",
            }
            for number, value in enumerate(values)
        ]
        with connection.cursor() as cursor:
            cursor.register("past", pa.Table.from_pylist(rows))
            cursor.execute(
                "create or replace temp table judged as from replayed("
                "'past', $chosen, $width, $baseline, $target, $level)",
                {
                    "chosen": chosen,
                    "width": width,
                    "baseline": baseline,
                    "target": target,
                    "level": level,
                },
            )
            (figures,) = cursor.sql("from replay_figures('judged')").to_arrow_table().to_pylist()
            points = cursor.sql("from judged order by period").to_arrow_table().to_pylist()
        return figures | {"points": points}

    return asked


def fired(figures: dict[str, Any]) -> list[int]:
    return [n for n, point in enumerate(figures["points"]) if point["is_fired"]]


def test_a_baseline_of_the_last_value_fires_at_every_step_up(replay):
    figures = replay("last_value")

    assert fired(figures) == [1, 3, 5, 7, 9, 11, 12, 13, 15, 17, 19]
    assert figures["past_values"] == 20
    assert figures["replayed_periods"] == 19  # nothing lies before the first
    assert figures["on_target_periods"] == 8  # every step down is one better
    assert figures["false_alarms"] == 6  # the year of usual ups and downs
    assert (figures["worse_periods"], figures["worse_periods_missed"]) == (8, 3)
    assert (figures["worsenings"], figures["worsenings_missed"]) == (1, 0)


def test_a_baseline_of_an_average_needs_all_its_values_and_fires_less(replay):
    figures = replay("window_mean")

    # The average before a usual month is 11, so that a month of 12 is exactly on its level of 12.
    assert fired(figures) == [5, 7, 9, 11, 12, 13, 14, 15, 17, 19]
    assert figures["replayed_periods"] == 16
    assert figures["false_alarms"] == 4
    assert figures["worse_periods_missed"] == 2


def test_a_baseline_of_all_that_went_before_needs_five_values(replay):
    figures = replay("spc_mean")

    assert fired(figures) == [5, 7, 9, 11, *range(12, 20)]
    assert figures["replayed_periods"] == 15
    assert [point["baseline_then"] for point in figures["points"][4:6]] == [None, 54 / 5]


def test_a_baseline_from_elsewhere_is_held_as_it_stands(replay):
    figures = replay("stated", baseline=15.0, level=16.0)

    assert fired(figures) == [*range(12, 20)]
    assert figures["replayed_periods"] == 20
    assert (figures["false_alarms"], figures["worsenings_missed"]) == (0, 0)


def test_an_unreached_level_misses_every_worsening_and_an_improvement_is_none(replay):
    figures = replay("stated", baseline=50.0, level=60.0, worse=[3, 4, 12, 13, 19])

    assert fired(figures) == []
    assert (figures["worsenings"], figures["worsenings_missed"]) == (3, 3)
    assert figures["worse_periods_missed"] == 5


def test_one_alarm_in_a_run_catches_it(replay):
    figures = replay("stated", baseline=15.0, level=22.0)

    assert fired(figures) == [13, 15, 17, 19]
    assert (figures["worse_periods_missed"], figures["worsenings_missed"]) == (4, 0)


def test_a_worsening_before_the_replay_begins_is_not_held_against_it(replay):
    figures = replay("window_mean", worse=[0, 1, 2, 12, 13])

    assert (figures["worse_periods"], figures["worsenings"]) == (2, 1)


def test_exactly_on_the_level_fires_and_a_last_binary_digit_does_not_matter(replay):
    figures = replay("stated", [0.1 + 0.2, 0.3], baseline=0.2, level=0.3, worse=[])

    assert fired(figures) == [0, 1]


@pytest.mark.parametrize("chosen", ["last_value", "window_mean", "spc_mean", "stated"])
def test_higher_is_better_mirrors_lower_is_better(replay, chosen):
    lower = replay(chosen)
    higher = replay(
        chosen, [-value for value in SHIFT], polarity="higher", baseline=-22.0, level=-23.0
    )

    assert fired(higher) == fired(lower)
    assert {**higher, "points": None} == {**lower, "points": None}


def test_without_a_level_or_a_direction_nothing_fires(replay):
    without = replay("last_value", level=None)
    neither = replay("last_value", polarity="none", worse=[])

    assert (fired(without), without["on_target_periods"]) == ([], 8)
    assert (fired(neither), neither["on_target_periods"]) == ([], 0)
