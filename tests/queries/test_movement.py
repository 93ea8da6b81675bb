"""Movement of literal series by their control charts, and what the lists make of it."""

from __future__ import annotations

from datetime import date

import pytest

from queries import fetch
from tests.queries.cases import (
    ASKED,
    LOWER,
    NEITHER,
    QUIET,
    WAVE,
    Case,
    moved,
    name_of,
    result,
    served,
    untested,
)
from tests.queries.series import months, share, years

UP, DOWN = [*WAVE, 70.0], [*WAVE, 30.0]
SHIFT = [*WAVE, 54.0, 55.0, 54.0, 55.0, 54.0, 55.0, 54.0]
CHARTS = {
    "above the limits, where higher is better": Case(
        months(UP),
        moved("improved", variation="improvement_high", signal="outside", direction=1)
        | {"signal_since_label": "Jun 2009", "tested_values": 21, "is_trial": False}
        | {"chart_reason": None, "is_seasonal": False, "tested_value": 70.0},
    ),
    "above the limits, where lower is better": Case(
        months(UP), moved("worsened", variation="concern_high"), LOWER
    ),
    "above the limits, where neither is": Case(
        months(UP), moved("higher", variation="neutral_high"), NEITHER
    ),
    "below the limits, where higher is better": Case(
        months(DOWN), moved("worsened", variation="concern_low", direction=-1)
    ),
    "below the limits, where lower is better": Case(
        months(DOWN), moved("improved", variation="improvement_low"), LOWER
    ),
    "below the limits, where neither is": Case(
        months(DOWN), moved("lower", variation="neutral_low"), NEITHER
    ),
    "its usual ups and downs": Case(months(WAVE), QUIET | {"direction": None, "steps": -0.5}),
    "a last value far from the one before it": Case(months([*WAVE[:-1], 56.0]), QUIET),
    "seven on one side": Case(
        months(SHIFT), moved("improved", signal="shift", signal_since_label="Dec 2008")
    ),
    "six on one side": Case(months(SHIFT[:-1]), QUIET),
    "seven one way": Case(
        months([*WAVE, 47.0, 48.0, 49.0, 50.0, 51.0, 52.0, 53.0]),
        moved("improved", signal="trend", direction=1, signal_since_label="Dec 2008"),
    ),
    "six one way": Case(months([*WAVE, 48.0, 49.0, 50.0, 51.0, 52.0, 53.0]), QUIET),
    "two of three near a limit": Case(
        months([*WAVE, *WAVE, 58.5, 51.0, 59.0]),  # near it: above 50.4 + 2/3 of 11.5
        moved("improved", signal="two_in_three", signal_since_label="Apr 2009"),
    ),
    "a signal that passed": Case(months([*WAVE, 90.0, *WAVE]), QUIET),
}
LENGTHS = {
    "twelve values": Case(
        months([51.0, 50.0] * 5 + [51.0, 80.0]), moved("improved", tested_values=12, is_trial=False)
    ),
    "eleven values": Case(
        months([50.0, 51.0] * 5 + [80.0]),
        moved("improved", "trial_chart", tested_values=11, is_trial=True)
        | {"variation": "improvement_high", "signal": "outside"},
    ),
    "eleven values without a signal": Case(
        months(WAVE[:11]), moved("no_clear_change", "trial_chart", variation="common_cause")
    ),
    "five values": Case(
        months([50.0, 51.0, 50.0, 51.0, 80.0]),
        moved("improved", "trial_chart", tested_values=5, is_trial=True),
    ),
    "four values": Case(
        months([50.0, 51.0, 50.0, 80.0]),
        untested("too_few_points", tested_values=4, process_mean=None, steps=None),
    ),
    "missing values are not counted": Case(
        months([50.0, 51.0, 50.0, None, None, 80.0]), untested("too_few_points", tested_values=4)
    ),
    "no value at all": Case(months([None] * 6), untested("no_values", tested_values=None)),
    "values that never vary": Case(
        months([7.0] * 12),
        moved("no_variation", None, chart_reason="not_enough_variation", steps=None),
    ),
    "four values that never vary": Case(months([7.0] * 4), untested("too_few_points")),
}
GAPS = {
    "a missing value is neither a value nor a step": Case(
        months([*WAVE[:9], None, *WAVE[10:]]), QUIET | {"tested_values": 19, "moving_range": 4.0}
    ),
    "a missing value ends a run": Case(
        months([*WAVE, 54.0, 55.0, 54.0, None, 55.0, 54.0, 55.0, 54.0]), QUIET
    ),
    "a latest value that is missing leaves the one before it tested": Case(
        months([*UP, None]), moved("improved", tested_period_label="May 2009", tested_value=70.0)
    ),
    "a value for part of a month in between": Case(
        months([*WAVE[:10], {"value": 900.0, "value_note": "partial_period"}, *WAVE[10:]]),
        QUIET | {"tested_values": 20, "process_mean": 50.0, "moving_range": 4.0},
    ),
    "a revised value is as good as any": Case(
        months([*WAVE, {"value": 70.0, "value_note": "revised"}]), moved("improved")
    ),
    "so is one from few answers": Case(
        months([*WAVE, {"value": 70.0, "value_note": "low_base"}]), moved("improved")
    ),
}
UNSETTLED = {
    f"a latest value that is {note}": Case(
        months([*WAVE, {"value": 900.0, "value_note": note}]),
        QUIET
        | {"tested_values": 20, "tested_period_label": "May 2009", "process_mean": 50.0}
        # A projection is no result at all.
        | {"period_label": "May 2009" if note == "projected" else "Jun 2009"},
    )
    for note in ("provisional", "estimated", "projected", "partial_period")
}
FAR = [1000 + value for value in WAVE]
NEW = {"value": 52.0, "value_note": "break_in_series"}
BREAKS = {
    "values before a break that a value notes": Case(
        months([*FAR, NEW, *WAVE[1:4]]), untested("too_few_points", tested_values=4)
    ),
    "values before a break that is recorded": Case(
        months(UP),
        untested("too_few_points", tested_values=4),
        breaks=[{"break_date": date(2009, 3, 1)}],
    ),
    "a break in the middle of a month belongs to that month": Case(
        months(UP),
        untested("too_few_points", tested_values=4),
        breaks=[{"break_date": date(2009, 3, 15)}],
    ),
    "a break in this area": Case(
        months(UP),
        untested("too_few_points", tested_values=4),
        breaks=[{"break_date": date(2009, 3, 1), "area_code": "H"}],
    ),
    "a break in another area": Case(
        months(UP),
        moved("improved", tested_values=21),
        breaks=[{"break_date": date(2009, 3, 1), "area_code": "N"}],
    ),
    "the step at a break is no signal": Case(
        months([*FAR, NEW, *WAVE[1:12]]),
        QUIET | {"tested_values": 12, "process_mean": 50.0, "moving_range": 4.0},
    ),
    "a run does not cross a break": Case(
        months([*SHIFT[:-4], {"value": 55.0, "value_note": "break_in_series"}, 54.0, 55.0, 54.0]),
        untested("too_few_points"),
    ),
    "nothing settled since the break": Case(
        months([*UP, {"value": 71.0, "value_note": "provisional"}]),
        untested("no_values", tested_values=None, tested_period_label=None),
        breaks=[{"break_date": date(2009, 6, 1)}],
    ),
}
CASES = (
    CHARTS
    | LENGTHS
    | GAPS
    | UNSETTLED
    | BREAKS
    | {
        "a recent trend": Case(
            years(share(count) for count in range(100, 301, 50)), moved("improved", "recent_trend")
        )
    }
)


@pytest.fixture(scope="module", autouse=True)
def workspace_of_cases(tmp_path_factory):
    with served(tmp_path_factory.mktemp("cases"), CASES):
        yield


@pytest.mark.parametrize("words", CASES)
def test_movement_by_a_chart(words):
    expected = CASES[words].expected

    assert result(name_of(CASES, words), expected) == expected


def test_what_moved_comes_surest_and_farthest_first_and_only_so_many():
    found = fetch("movements", **ASKED, most=100)
    surest = found["movement_basis"] != "trial_chart"
    distances = found["steps"].abs()

    words = ("improved", "worsened", "higher", "lower")
    expected = {
        name_of(CASES, key) for key, case in CASES.items() if case.expected["movement"] in words
    }
    assert set(found["indicator_id"]) == expected
    assert surest.tolist() == sorted(surest, reverse=True)
    assert min(surest) < max(surest)
    for basis in (surest, ~surest):
        assert distances[basis].is_monotonic_decreasing
        assert distances[basis].nunique() > 1
    two = fetch("movements", **ASKED, most=2)
    assert two["indicator_id"].tolist() == found["indicator_id"].tolist()[:2]


def test_movements_are_counted_by_theme_and_for_the_whole_scorecard():
    words = [case.expected["movement"] for case in CASES.values()]
    counted = {word: words.count(word) for word in ("worsened", "improved", "no_clear_change")}
    too_few = words.count("too_few_points") + words.count("no_variation")
    not_judged = words.count("higher") + words.count("lower")

    (theme,) = fetch("movement_by_theme", **ASKED, themes=["Safe"]).to_dict("records")
    (whole,) = fetch("scorecard_summary", **ASKED).to_dict("records")

    name = {"theme": "Enhancing the environment"}
    assert theme == name | counted | {"too_few_points": too_few, "not_judged": not_judged}
    assert min(theme[word] for word in (*counted, "too_few_points", "not_judged")) > 0
    assert (whole["improved"], whole["worsened"]) == (counted["improved"], counted["worsened"])
    assert whole["tested"] == sum(counted.values()) + not_judged
