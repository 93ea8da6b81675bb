"""What followed a start: hand-worked differences, other dates and areas, and every verdict."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from queries.methods.before_and_after import comparable, effect

START = date(2007, 1, 1)


def month(place: int) -> tuple[date, date]:
    """First and last day, roughly, of a month; place 0 is January 2006."""
    year, number = 2006 + place // 12, place % 12 + 1
    return date(year, number, 1), date(year, number, 28)


def series(values: list[float | None], code: str = "H", **more: Any) -> list[dict[str, Any]]:
    """Monthly rows of one area from January 2006 on; the start lies after twelve of them."""
    return [
        {
            "indicator_id": "A1",
            "area_code": "H",
            "measured_code": code,
            "name": "Waste",
            "area_name": "Home",
            "unit": "tonnes",
            "decimals": 1,
            "polarity": "lower",
            "start_date": START,
            "action_status": "under_way",
            "expected_change": -10.0,
            "expected_unit": "percent",
            "expected_by_date": None,
            "period_start": month(place)[0],
            "period_end": month(place)[1],
            "period_label": str(place),
            "published_value": value,
            "value": value,
            "stretch": 0,
            "status": "on_target",
            **more,
        }
        for place, value in enumerate(values)
    ]


STEP = [101.0, 99.0] * 6 + [81.0, 79.0] * 6
LEVEL = [101.0, 99.0] * 12
OTHERS = [row for code in "CDEFG" for row in series(LEVEL, code)]


def test_the_difference_of_the_means_and_its_limits():
    found = effect(series(STEP))

    assert (found["before_mean"], found["after_mean"]) == (100.0, 80.0)
    assert (found["change"], found["percent"]) == (-20.0, -20.0)
    # Welch: twelve values of variance 12/11 on each side, 22 degrees of freedom, t = 2.0739
    assert found["change_upper"] + 20.0 == pytest.approx(2.0739 * (2 * 12 / 11 / 12) ** 0.5, 1e-4)
    assert (found["before_values"], found["after_values"]) == (12, 12)


def test_other_dates_are_all_that_leave_three_values_on_either_side():
    found = effect(series(STEP))

    assert found["dates"] == 18  # 24 values: dates 3 to 21, without the start's own
    assert found["dates_as_large"] == 0


def test_similar_areas_are_compared_by_their_share():
    others = [*OTHERS, *series([2 * value for value in STEP], "B")]  # as much, for its size
    found = effect([*series(STEP), *others])

    assert (found["areas"], found["areas_as_large"]) == (6, 1)
    assert found["similar_percent"] == pytest.approx(0.0)


@pytest.mark.parametrize(
    ("rows", "verdict"),
    [
        (series(STEP) + OTHERS, "apart"),
        (series(STEP), "alone"),
        (series(STEP) + [row for code in "CDEFG" for row in series(STEP, code)], "other_areas"),
        (series([200.0 - 4 * place for place in range(24)]) + OTHERS, "other_dates"),
        (series(LEVEL), "no_change"),
        (series([*STEP[12:], *STEP[:12]]), "worse"),
        (series([4.0 * place for place in range(24)]), "worse_too"),  # so at every date
        (series([*STEP[12:], *STEP[:12]][:15]), "worse_too"),  # too few dates
        (
            [row for code in "HCDEFG" for row in series([*STEP[12:], *STEP[:12]], code)],
            "worse_too",
        ),
        (series(STEP[:14]), "too_few"),  # two values after the start
        (series([None] * 10 + STEP[10:]), "too_few"),  # two before it
        (series(STEP[:15]), "few_dates"),
        (series(STEP, polarity="none"), "not_judged"),
        (series([None] * 24), "too_few"),
        (series(STEP, action_status="planned") + OTHERS, "not_begun"),
    ],
)
def test_verdict(rows, verdict):
    assert effect(rows)["verdict"] == verdict


def test_higher_is_better_the_other_way_round():
    rose = [*STEP[12:], *STEP[:12]]

    assert effect(series(rose, polarity="higher"))["verdict"] == "alone"


def test_a_period_that_holds_the_start_is_on_neither_side():
    rows = [{**row, "start_date": date(2007, 1, 15)} for row in series(STEP)]
    found = effect(rows)

    assert (found["before_values"], found["after_values"]) == (12, 11)


def test_values_before_a_break_say_nothing_of_those_after_it():
    rows = [{**row, "stretch": int(place >= 6)} for place, row in enumerate(series(STEP))]

    assert len(comparable(rows, START)) == 18
    assert effect(rows)["before_values"] == 6


def test_areas_with_too_few_values_are_not_counted():
    assert effect(series(STEP) + series(STEP[:13], "C"))["areas"] == 0


def test_areas_that_began_at_nought_are_compared_by_the_change_itself():
    fall = [1.0, -1.0] * 6 + [-19.0, -21.0] * 6
    as_much = [row for code in "CDEFG" for row in series(fall, code)]
    found = effect([*series(fall), *as_much])

    assert (found["before_mean"], found["areas"], found["areas_as_large"]) == (0.0, 5, 5)
    assert found["verdict"] == "other_areas"
    assert (found["similar_change"], found["similar_percent"]) == (-20.0, None)
    mixed = effect([*series(STEP), *as_much])
    assert (mixed["areas_as_large"], mixed["similar_percent"]) == (5, None)
