"""Departments: what each and everything beneath it owns, and results department by department."""

from __future__ import annotations

from datetime import date

import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

ASKED = {"area_code": "H", "comparator_code": None, "today": date(2009, 6, 1)}
DEPARTMENTS = (
    {"department_code": "C", "name": "Council"},
    {"department_code": "CE", "name": "Environment", "kind": "directorate", "parent_code": "C"},
    {"department_code": "CEW", "name": "Waste", "kind": "department", "parent_code": "CE"},
    {"department_code": "CP", "name": "People", "kind": "directorate", "parent_code": "C"},
    {"department_code": "P", "name": "Police", "partner": "Police"},
)
INDICATORS = (
    {"indicator_id": "A1", "department_code": "CEW"},
    {"indicator_id": "A2", "department_code": "CEW"},
    {"indicator_id": "A3", "department_code": "CE"},
    {"indicator_id": "A4", "department_code": "C"},
    {"indicator_id": "A5", "department_code": "P", "partner": "Police"},
    {"indicator_id": "A6", "partner": "Police"},  # owned by a partner, by no department
    {"indicator_id": "A7", "department_code": "CEW", "is_scorecard": False},
)
OBSERVATIONS = (
    {"indicator_id": "A1", "value": 60.0},
    {"indicator_id": "A2", "value": 50.0},
    {"indicator_id": "A3", "value": 40.0},
    {"indicator_id": "A4", **year(2007), "value": 60.0},
    {"indicator_id": "A7", "value": 1.0},
    {"indicator_id": "A1", "department_code": "CEW", **year(2007), "value": 20.0},
    {
        "indicator_id": "A1",
        "department_code": "CEW",
        "value": None,
        "value_note": "suppressed",
    },
    {
        "indicator_id": "A1",
        "department_code": "CP",
        **year(2007),
        "value": 21.0,
        "value_note": "provisional",
    },
    {"indicator_id": "A1", "department_code": "CP", "value": 22.0},
    # a part of a department's people, and a department's result in a ward
    {"indicator_id": "A1", "department_code": "CP", "breakdown_type": "sex", "breakdown": "male"},
    {"indicator_id": "A1", "department_code": "CP", "area_code": "W1"},
)


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    made = workspace(
        tmp_path_factory.mktemp("departments"),
        OBSERVATIONS,
        indicators=INDICATORS,
        departments=DEPARTMENTS,
        targets=[{"indicator_id": row["indicator_id"]} for row in INDICATORS],
    )
    with serving(made):
        yield


def test_each_department_counts_its_own_indicators_and_those_beneath_it():
    tree = fetch("department_status", **ASKED, partner=None)
    columns = [
        "department_code",
        "depth",
        "indicators",
        "on_target",
        "within_tolerance",
        "intervention",
        "late",
    ]

    assert tree[columns].to_numpy().tolist() == [
        ["C", 0, 4, 1, 1, 1, 1],  # A4 of 2007/08 has no target of that year, and is late
        ["CE", 1, 3, 1, 1, 1, 0],
        ["CEW", 2, 2, 1, 1, 0, 0],
        ["CP", 1, 0, 0, 0, 0, 0],
        ["P", 0, 1, 0, 0, 0, 0],
    ]
    assert tree["path"].tolist()[2] == "Council > Environment > Waste"


def test_one_partners_departments():
    tree = fetch("department_status", **ASKED, partner="Police")

    assert tree["department_code"].tolist() == ["P"]


def owned(department_code: str | None, partner: str | None) -> list[str]:
    asked = {"department_code": department_code, "partner": partner}
    return sorted(fetch("department_scorecard", **ASKED, **asked)["indicator_id"])


def test_what_is_owned_by_a_department_a_partner_or_anyone():
    assert owned("C", None) == ["A1", "A2", "A3", "A4"]
    assert owned("CE", None) == ["A1", "A2", "A3"]
    assert owned("CEW", None) == ["A1", "A2"]
    assert owned("CP", None) == []
    assert owned(None, "Police") == ["A5", "A6"]
    assert owned("CEW", "Police") == []
    assert owned(None, None) == ["A1", "A2", "A3", "A4", "A5", "A6"]


def test_what_needs_attention_comes_first():
    asked = {"department_code": "CE", "partner": None}

    rows = fetch("department_scorecard", **ASKED, **asked)

    assert rows["status"].tolist() == ["intervention", "within_tolerance", "on_target"]


LATEST = ["department_code", "period_label", "value", "value_note"]


def latest(question: str, **asked: str | None) -> list[list[object]]:
    rows = fetch(question, area_code="H", **asked)[LATEST].astype(object)
    return rows.where(rows.notna(), None).to_numpy().tolist()


def test_a_departments_latest_result_is_the_latest_even_when_it_is_hidden():
    # Neither the value nor the note of the year before stands in for what is not there.
    expected = [["CP", "2008/09", 22.0, None], ["CEW", "2008/09", None, "suppressed"]]

    assert latest("indicator_departments", indicator_id="A1") == expected
    assert latest("department_results", department_code=None) == expected


def test_results_of_a_department_and_what_is_beneath_it():
    assert [row[0] for row in latest("department_results", department_code="CE")] == ["CEW"]
    assert [row[0] for row in latest("department_results", department_code="C")] == ["CP", "CEW"]
    assert latest("department_results", department_code="P") == []
