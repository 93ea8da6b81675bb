"""Status of the latest result, one literal case each, asked of a published workspace."""

from __future__ import annotations

from datetime import date

import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

ASKED = {"area_code": "H", "comparator_code": None, "today": date(2009, 7, 31)}
LOWER = {"polarity": "lower"}
LIMIT = {"target_value": 5.0, "intervention_level": 10.0}
HIDDEN = {"value": None, "value_note": "suppressed"}
MISSING = {"value": None, "value_note": "missing"}
HALF = {**year(2009), "period_end": date(2009, 9, 30), "value_note": "partial_period"}
APRIL = {"break_date": date(2008, 4, 1)}
# words: (status, definition, results, targets, breaks). What a row leaves out is in
# tests/data/rows.py: higher is better, 2008/09, target 60, intervention level 40, approved
# 15 January 2008.
CASES = {
    "above the target": ("on_target", {}, [{"value": 61.0}], [{}], []),
    "exactly on the target": ("on_target", {}, [{"value": 60.0}], [{}], []),
    "just short of the target": ("within_tolerance", {}, [{"value": 59.999}], [{}], []),
    "just above the level": ("within_tolerance", {}, [{"value": 40.001}], [{}], []),
    "exactly on the level": ("intervention", {}, [{"value": 40.0}], [{}], []),
    "below the level": ("intervention", {}, [{"value": 39.0}], [{}], []),
    "a true zero where higher is better": ("intervention", {}, [{"value": 0.0}], [{}], []),
    "a true zero where lower is better": ("on_target", LOWER, [{"value": 0.0}], [LIMIT], []),
    "lower, exactly on the target": ("on_target", LOWER, [{"value": 5.0}], [LIMIT], []),
    "lower, between": ("within_tolerance", LOWER, [{"value": 5.001}], [LIMIT], []),
    "lower, exactly on the level": ("intervention", LOWER, [{"value": 10.0}], [LIMIT], []),
    "lower, above the level": ("intervention", LOWER, [{"value": 11.0}], [LIMIT], []),
    "neither is better": ("no_judgement", {"polarity": "none"}, [{}], [{}], []),
    "nothing measured": ("no_data", {}, [], [{}], []),
    "missing": ("no_data", {}, [MISSING], [{}], []),
    "not collected": ("no_data", {}, [MISSING | {"value_note": "not_collected"}], [{}], []),
    "suppressed": ("suppressed", {}, [HIDDEN], [{}], []),
    "suppressed, and neither is better": ("suppressed", {"polarity": "none"}, [HIDDEN], [], []),
    "provisional": ("on_target", {}, [{"value": 60.0, "value_note": "provisional"}], [{}], []),
    "part of a year": (
        "not_comparable",
        {},
        [{"value": 99.0, "value_note": "partial_period"}],
        [{}],
        [],
    ),
    "a projection after it": (
        "within_tolerance",
        {},
        # A projection is no result, however recent.
        [{}, {**year(2009), "value": 1.0, "value_note": "projected"}],
        [{}, year(2009)],
        [],
    ),
    "no target": ("no_target", {}, [{}], [], []),
    "a target for another year": ("no_target", {}, [{}], [year(2007)], []),
    "a target for a ward": ("no_target", {}, [{}], [{"area_code": "W1"}], []),
    "a target for half the year": (
        "no_target",
        {},
        [{}],
        [{"period_start": date(2008, 10, 1)}],
        [],
    ),
    "no level": ("within_tolerance", {}, [{"value": 1.0}], [{"intervention_level": None}], []),
    "the narrowest target": (
        "on_target",
        {},
        [{}],
        [
            {"period_start": date(2005, 4, 1), "period_end": date(2010, 3, 31)},
            {"target_value": 50.0},
            {"period_start": date(2007, 4, 1)},
        ],
        [],
    ),
    "the later of two targets as wide": (
        "on_target",
        {},
        [{}],
        [
            {"period_start": date(2006, 4, 1), "period_end": date(2009, 3, 31)},
            {
                "period_start": date(2007, 4, 1),
                "period_end": date(2010, 3, 31),
                "target_value": 50.0,
            },
        ],
        [],
    ),
    "a break after the target was approved": ("not_comparable", {}, [{}], [{}], [APRIL]),
    "a break within the period": (
        "not_comparable",
        {},
        [{}],
        [{}],
        [{"break_date": date(2008, 12, 1)}],
    ),
    "a break after the period": (
        "within_tolerance",
        {},
        [{}],
        [{}],
        [{"break_date": date(2009, 4, 1)}],
    ),
    "a break in another area": (
        "within_tolerance",
        {},
        [{}],
        [{}],
        [APRIL | {"area_code": "W1"}],
    ),
    "a break in this area": ("not_comparable", {}, [{}], [{}], [APRIL | {"area_code": "H"}]),
    "a target approved on the day of the break": (
        "within_tolerance",
        {},
        [{}],
        [{"approved_date": date(2008, 4, 1)}],
        [APRIL],
    ),
    "a target without a date of approval, after a break": (
        "not_comparable",
        {},
        [{}],
        [{"approved_date": None, "approved_by": None}],
        [APRIL],
    ),
    "a value that says it breaks the series": (
        "not_comparable",
        {},
        [{"value_note": "break_in_series"}],
        [{}],
        [],
    ),
    "a value after one that broke the series": (
        "not_comparable",
        {},
        [{}, {**year(2007), "value_note": "break_in_series"}],
        [{"approved_date": date(2007, 3, 31)}],
        [],
    ),
    "a value of a part of the people": (
        "no_data",
        {},
        [{"breakdown_type": "sex", "breakdown": "female"}],
        [{}],
        [],
    ),
    "a value of one department": ("no_data", {}, [{"department_code": "D1"}], [{}], []),
    "a later value beside an earlier": (
        "intervention",
        {},
        [{**year(2007), "value": 90.0}, {"value": 1.0}],
        [{}, year(2007)],
        [],
    ),
    "a year and its last quarter": (
        "on_target",
        {},
        # They end together: the longer one stands for the area.
        [{"value": 1.0, "period_start": date(2009, 1, 1)}, {"value": 60.0}],
        [{}],
        [],
    ),
    "a projected year after quarters": (
        "on_target",
        {"frequency": "quarterly"},
        [
            {"value": 60.0, "period_start": date(2009, 1, 1)},
            # A projection says nothing of how often results come.
            {**year(2009), "value": 1.0, "value_note": "projected"},
        ],
        [{}],
        [],
    ),
    "half a year after whole ones": ("not_comparable", {}, [{}, HALF], [{}, year(2009)], []),
}


def placed(number: int, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Rows of the indicator that stands for a case."""
    dated = [{k: v for k, v in row.items() if k != "period_label"} for row in rows]
    return [{**row, "indicator_id": f"I{number}"} for row in dated]


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    tables: dict[str, list] = {
        "indicators": [],
        "observations": [],
        "targets": [],
        "series_breaks": [],
    }
    for number, (_, *parts) in enumerate(CASES.values()):
        definition, *rest = parts
        for name, rows in zip(tables, [[definition], *rest], strict=True):
            tables[name] += placed(number, rows)
    departments = [{"department_code": "D1"}]
    folder = tmp_path_factory.mktemp("status")
    with serving(workspace(folder, departments=departments, **tables)):
        yield


@pytest.mark.parametrize("words", CASES)
def test_status_of_the_latest_result(words):
    indicator_id = f"I{list(CASES).index(words)}"

    rows = fetch("indicator_result", indicator_id=indicator_id, **ASKED)

    assert rows["status"].tolist() == [CASES[words][0]]


def test_every_status_word_is_among_the_cases():
    assert {status for status, *_ in CASES.values()} == {
        "on_target",
        "within_tolerance",
        "intervention",
        "no_target",
        "no_data",
        "suppressed",
        "not_comparable",
        "no_judgement",
    }


def test_the_rules_in_force_travel_with_the_status():
    number = list(CASES).index("the narrowest target")

    (row,) = fetch("indicator_result", indicator_id=f"I{number}", **ASKED).to_dict("records")

    assert (row["target_value"], row["intervention_level"], row["approved_by"]) == (
        50.0,
        40.0,
        "The board",
    )
    assert row["approved_date"].date() == date(2008, 1, 15)


def test_half_a_year_is_shown_beside_the_whole_ones_before_it():
    number = list(CASES).index("half a year after whole ones")

    (row,) = fetch("indicator_result", indicator_id=f"I{number}", **ASKED).to_dict("records")

    assert list(row["recent_values"]) == [50.0, 50.0]


def test_the_summary_and_the_groups_count_the_same_statuses():
    expected = {
        word: [s for s, *_ in CASES.values()].count(word) for word in ("on_target", "intervention")
    }

    (summary,) = fetch("scorecard_summary", **ASKED).to_dict("records")
    themes = fetch("status_by_theme", **ASKED, themes=["Safe"])
    areas = fetch("status_by_achievement_area", **ASKED)

    assert summary["indicators"] == len(CASES)
    for word, count in expected.items():
        assert summary[word] == count
        for rows in (themes, areas):
            assert rows.loc[rows["status"] == word, "indicators"].tolist() == [count]


def test_a_percentage_worked_out_from_counts_meets_its_round_target(tmp_path):
    # 100 x 0.29 is 28.999999999999996 and 100 x 0.07 is 7.000000000000001 in binary
    made = workspace(
        tmp_path / "binary",
        [
            {"indicator_id": "up", "value": 100 * 0.29},
            {"indicator_id": "down", "value": 100 * 0.07},
        ],
        indicators=[{"indicator_id": "up"}, {"indicator_id": "down", "polarity": "lower"}],
        targets=[
            {"indicator_id": "up", "target_value": 29.0, "intervention_level": 20.0},
            {"indicator_id": "down", "target_value": 7.0, "intervention_level": 9.0},
        ],
    )
    with serving(made):
        found = fetch("results", area_code="H", comparator_code=None, today=date(2009, 7, 31))

    assert found["status"].tolist() == ["on_target", "on_target"]
