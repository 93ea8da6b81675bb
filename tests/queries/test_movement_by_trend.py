"""Movement of literal annual series by the recent trend, and when a chart decides instead."""

from __future__ import annotations

from datetime import date

import pytest

from tests.queries.cases import (
    LOWER,
    MEAN,
    NEITHER,
    QUIET,
    Case,
    moved,
    name_of,
    result,
    served,
    untested,
)
from tests.queries.series import months, share, years

RISE = [share(count) for count in range(100, 301, 50)]
FALL = RISE[::-1]
STEEP = [50.0, 55.0, 60.0, 65.0, 70.0]
CASES = {
    "counts that rise": Case(
        years(RISE),
        moved("improved", "recent_trend", trend="increasing_better", trend_method="proportions")
        | {"is_trial": True, "trend_reason": None},
    ),
    "counts that rise, where lower is better": Case(
        years(RISE), moved("worsened", "recent_trend", trend="increasing_worse"), LOWER
    ),
    "counts that rise, where neither is": Case(
        years(RISE), moved("higher", "recent_trend", trend="increasing"), NEITHER
    ),
    "counts that fall": Case(
        years(FALL), moved("worsened", "recent_trend", trend="decreasing_worse")
    ),
    "counts that fall, where lower is better": Case(
        years(FALL), moved("improved", "recent_trend", trend="decreasing_better"), LOWER
    ),
    "counts that fall, where neither is": Case(
        years(FALL), moved("lower", "recent_trend", trend="decreasing"), NEITHER
    ),
    "counts that differ by chance": Case(
        years([share(count) for count in (100, 101, 99, 102, 103)]),
        moved("no_clear_change", "recent_trend", trend="no_significant_change"),
    ),
    "counts that never vary": Case(
        years([share(100)] * 5),
        moved("no_clear_change", "recent_trend", chart_reason="not_enough_variation"),
    ),
    "one year alone makes the slope": Case(
        years([share(count) for count in (200, 190, 180, 170, 400)]),
        moved("no_clear_change", "recent_trend", trend="no_significant_change"),
    ),
    # The chart on trial has a signal; of twenty people each year the counts show no trend.
    "the trend decides before a chart on trial": Case(
        years([share(count, 20) for count in (10, 11, 10, 11, 10, 11, 10, 11, 16)]),
        moved("no_clear_change", "recent_trend", signal="outside", is_trial=True)
        | {"variation": "improvement_high", "trend": "no_significant_change"},
    ),
    # The last five rise; twelve swings so wide that the chart finds nothing.
    "a chart of twelve decides before the trend": Case(
        years([share(x) for x in (100, 500, 100, 500, 100, 500, 100, 100, 150, 200, 250, 300)]),
        QUIET | {"trend": "increasing_better", "tested_values": 12, "is_trial": False},
    ),
    "a rate's own limits": Case(
        years({**share(count, 10_000), "value": count / 10} for count in range(100, 501, 100)),
        moved("improved", "recent_trend", trend_method="intervals"),
        {"method": "rate", "multiplier": 1000.0},
    ),
    "limits that the source published": Case(
        years({"value": v, "lower_limit": v - 2, "upper_limit": v + 2} for v in STEEP),
        moved("improved", "recent_trend", trend_method="intervals"),
        MEAN,
    ),
    "wide limits that the source published": Case(
        years({"value": v, "lower_limit": v - 40, "upper_limit": v + 40} for v in STEEP),
        moved("no_clear_change", "recent_trend", trend="no_significant_change"),
        MEAN,
    ),
    "no limits": Case(
        years(STEEP),
        moved("no_clear_change", "trial_chart", trend=None, trend_reason="no_interval"),
        MEAN,
    ),
    "a year without anybody counted": Case(
        years([share(0), *RISE[1:]]),
        moved("no_clear_change", "trial_chart", trend=None, trend_reason="no_events"),
    ),
    "four years": Case(
        years(RISE[1:]), untested("too_few_points", trend=None, trend_reason="too_few_points")
    ),
    "months": Case(
        months(RISE * 2), moved("no_clear_change", "trial_chart", trend_reason="not_annual")
    ),
    "a provisional year is not tested": Case(
        years([*RISE, share(1) | {"value_note": "provisional"}]),
        moved("improved", "recent_trend", tested_period_label="2007/08", period_label="2008/09"),
    ),
    "four years since a break": Case(
        years([share(900), *RISE[1:]]),
        untested("too_few_points", trend_reason="too_few_points"),
        breaks=[{"break_date": date(2005, 4, 1)}],
    ),
}


@pytest.fixture(scope="module", autouse=True)
def workspace_of_cases(tmp_path_factory):
    with served(tmp_path_factory.mktemp("cases"), CASES):
        yield


@pytest.mark.parametrize("words", CASES)
def test_movement_by_a_trend(words):
    expected = CASES[words].expected

    assert result(name_of(CASES, words), expected) == expected
