"""Areas: what lies in what, which can be shown, and one indicator across them."""

from __future__ import annotations

from datetime import date

import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

TYPES = ["country", "borough", "ward", "lsoa"]
THIS_YEAR = {"period_start": date(2008, 4, 1), "period_end": date(2009, 3, 31)}
OBSERVATIONS = (
    {"area_code": "H", "value": 50.0},
    {"area_code": "H", **year(2007), "value": 48.0},
    {"area_code": "W1", "value": 70.0},
    {"area_code": "W1", **year(2007), "value": 60.0},
    {"area_code": "W2", "value": 70.0},
    {"area_code": "W9", "value": 99.0},  # a ward of next door
    {"area_code": "W1", "department_code": "D1", "value": 1.0},  # one department's
    {"area_code": "W2", "breakdown_type": "sex", "breakdown": "male", "value": 2.0},  # a part
    {"area_code": "N", **year(2007), "value": 30.0},
    {"area_code": "L1", "indicator_id": "B1", "value": 7.0},
    {"area_code": "C", "indicator_id": "C1", "value": 8.0},
)


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    ids = [{"indicator_id": one, "name": one} for one in ("A1", "B1", "C1")]
    departments = [{"department_code": "D1"}]
    folder = tmp_path_factory.mktemp("areas")
    made = workspace(folder, OBSERVATIONS, indicators=ids, departments=departments)
    with serving(made):
        yield


def listed(question: str, columns: list[str], **asked) -> list[tuple]:
    rows = fetch(question, **asked)[columns]
    return [tuple(row) for row in rows.astype(object).where(rows.notna(), None).to_numpy()]


def scope(indicator_id: str, area_code: str | None) -> list[tuple]:
    columns = ["parent_code", "area_type", "is_beneath"]
    asked = {"indicator_id": indicator_id, "area_code": area_code, "area_types": TYPES}
    return listed("area_scope", columns, **asked)


def test_beneath_comes_first_nearest_first_and_then_its_own_kind():
    assert scope("A1", "H") == [("H", "ward", True), ("C", "borough", False)]
    assert scope("B1", "H") == [("H", "lsoa", True)]  # one of the two has a result
    assert scope("A1", "C") == [("C", "borough", True), ("C", "ward", True)]


def test_with_nothing_beneath_its_own_kind_within_its_parent():
    # W9 is a ward too, but of another borough.
    assert scope("A1", "W1") == [("H", "ward", False)]


@pytest.mark.parametrize(
    ("indicator", "area"),
    [("C1", "C"), ("B1", "N"), ("A1", "L1"), ("?", "H"), ("A1", "?"), ("A1", None)],
)
def test_where_nothing_is_measured_around_an_area_nothing_can_be_shown(indicator, area):
    assert scope(indicator, area) == []


@pytest.mark.parametrize(
    ("area", "trail"),
    [("L1", ["C", "H", "W1", "L1"]), ("H", ["C", "H"]), ("C", ["C"]), ("?", []), (None, [])],
)
def test_the_way_up_from_an_area(area, trail):
    assert fetch("area_trail", area_code=area)["area_code"].tolist() == trail


def test_values_share_a_rank_when_they_are_the_same_and_gaps_are_kept():
    columns = [
        "area_code",
        "value",
        "position",
        "value_note",
        "role",
        "parent_value",
        "parent_name",
    ]
    asked = {"indicator_id": "A1", "parent_code": "C", "area_codes": ["W1", "W2", "W9", "C"]}
    asked["focus_code"] = "W2"

    assert listed("area_values", columns, **asked, **THIS_YEAR) == [
        ("W9", 99.0, 1, None, "other", None, "Country"),
        ("W1", 70.0, 2, None, "other", None, "Country"),
        ("W2", 70.0, 2, None, "this", None, "Country"),
    ]
    home = asked | {"parent_code": "H", "area_codes": ["W1", "W2", "H"]}
    before = {"period_start": date(2007, 4, 1), "period_end": date(2008, 3, 31)}
    assert listed("area_values", columns, **home, **before) == [
        ("W1", 60.0, 1, None, "other", 48.0, "Home"),
        ("W2", None, None, "missing", "this", 48.0, "Home"),
    ]


def test_an_area_is_not_among_its_own_parts():
    assert listed("areas_shown", ["area_code"], parent_code="H", area_type="borough") == []
    assert listed("areas_shown", ["area_code"], parent_code="H", area_type="lsoa") == [
        ("L1",),
        ("L2",),
    ]


def test_periods_for_which_areas_are_measured_oldest_first():
    asked = {"indicator_id": "A1", "area_codes": ["W1", "W2"]}

    assert listed("area_periods", ["period_label", "areas"], **asked) == [
        ("2007/08", 1),
        ("2008/09", 2),
    ]


def test_trends_of_areas_beside_the_whole_with_their_roles():
    asked = {"indicator_id": "A1", "parent_code": "H", "area_codes": ["W1", "W2", "H"]}
    columns = ["area_code", "period_label", "value", "parent_value", "role"]

    rows = listed("area_trends", columns, **asked, focus_code="W1", compared_code="W2")
    alone = listed("area_trends", ["role"], **asked, focus_code="W1", compared_code=None)

    assert rows == [
        ("W1", "2007/08", 60.0, 48.0, "this"),
        ("W1", "2008/09", 70.0, 50.0, "this"),
        ("W2", "2008/09", 70.0, 50.0, "compared"),
    ]
    assert alone == [("this",), ("this",), ("other",)]


def test_one_area_and_its_comparators_in_the_order_asked_for():
    asked = {"indicator_id": "A1", "area_codes": ["W1", "H", "N"]}

    assert listed("indicator_trend", ["area_code", "period_label", "value", "role"], **asked) == [
        ("W1", "2007/08", 60.0, "this"),
        ("W1", "2008/09", 70.0, "this"),
        ("H", "2007/08", 48.0, "parent"),
        ("H", "2008/09", 50.0, "parent"),
        ("N", "2007/08", 30.0, "comparator"),
    ]


def test_a_comparator_is_shown_for_the_same_period_only():
    columns = ["indicator_id", "period_label", "value", "comparator_value"]
    asked = {"today": date(2009, 7, 31), "department_code": None, "partner": None}

    rows = listed("department_scorecard", columns, area_code="H", comparator_code="N", **asked)
    beside_west = listed(
        "department_scorecard", columns, area_code="W1", comparator_code="W2", **asked
    )

    # Next door's latest is of the year before.
    assert ("A1", "2008/09", 50.0, None) in rows
    assert ("A1", "2008/09", 70.0, 70.0) in beside_west


def test_indicators_worth_a_map_are_measured_in_more_than_one_area():
    assert listed("area_indicators", ["indicator_id", "areas"]) == [("A1", 3)]


def test_every_area_with_its_parents_name():
    rows = listed("areas", ["area_code", "name", "parent_name"])

    assert [row[0] for row in rows] == ["C", "W1", "L1", "L2", "H", "N", "W9", "W2"]
    assert ("L1", "East 1", "East") in rows
    assert ("C", "Country", None) in rows


def test_where_an_indicator_is_measured_largest_areas_first():
    columns = ["area_type", "areas", "periods"]

    assert listed("indicator_coverage", columns, indicator_id="A1") == [
        ("borough", 2, 2),
        ("ward", 3, 2),
    ]


def test_values_on_either_side_of_a_break_lie_in_different_stretches(tmp_path):
    made = workspace(
        tmp_path / "broken",
        [{"indicator_id": "A1", "area_code": "W1", **year(first)} for first in (2006, 2007, 2008)],
        indicators=[{"indicator_id": "A1"}],
        series_breaks=[{"break_date": date(2007, 4, 1)}],
    )
    asked = {"indicator_id": "A1", "parent_code": "H", "area_codes": ["W1", "H"]}
    with serving(made):
        rows = fetch("area_trends", **asked, focus_code="W1", compared_code=None)

    assert rows["stretch"].tolist() == [0, 1, 1]
