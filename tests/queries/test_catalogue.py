"""Catalogue: searching definitions, and everywhere an indicator is used."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

ASKED = {"area_code": "H", "comparator_code": None, "today": date(2009, 7, 31)}
INDICATORS = (
    {"indicator_id": "A1", "name": "Recycling", "definition": "100% of bins", "source": "Council"},
    {
        "indicator_id": "B_1",
        "name": "O'Neill's survey",
        "definition": "Answers",
        "source": "MORI",
        "collection": "lpsa",
        "theme": "Safe",
        "partner": "Police",
        "shared_measure": "litter",
    },
    {
        "indicator_id": "C1",
        "name": "Litter",
        "definition": "Streets \\ pavements",
        "source": "Wardens",
        "shared_measure": "litter",
        "is_scorecard": False,
    },
    # the only one that says it measures this, so it is shared with nobody
    {"indicator_id": "D1", "name": "Trees", "definition": "Counted", "shared_measure": "trees"},
)
BROKEN = {"value": 5.0, "value_note": "break_in_series"}


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    made = workspace(
        tmp_path_factory.mktemp("catalogue"),
        [
            {"indicator_id": "B_1", "value": 9.0},
            {"indicator_id": "B_1", **year(2007), "value": 8.0},
            {"indicator_id": "C1", "area_code": "W1", "value": 7.0},
            {"indicator_id": "C1", "value": None, "value_note": "suppressed"},
            {"indicator_id": "C1", **year(2007), "value": 6.0},
            *(
                {"indicator_id": "D1", "area_code": area, **year(2007), **BROKEN}
                for area in ("N", "W1")
            ),
        ],
        indicators=INDICATORS,
        thread_nodes=[
            {"node_id": "N1", "level_number": 3, "title": "Clean streets", "owner": "Council"},
            {"node_id": "N2", "level_number": 1, "title": "Pride"},
        ],
        thread_indicators=[
            {"node_id": "N1", "indicator_id": "C1"},
            {"node_id": "N2", "indicator_id": "C1"},
            {"node_id": "N1", "indicator_id": "A1"},
        ],
        events=[{"event_id": "E1", "event_date": date(2006, 5, 1)}, {"event_id": "E2"}],
        event_indicators=[{"event_id": "E1", "indicator_id": "C1"}],
        series_breaks=[
            {"indicator_id": "C1", "break_date": date(2005, 4, 1), "reason": "Anew"},
            {"indicator_id": "D1", "break_date": date(2007, 5, 1), "reason": "Ward moved"}
            | {"area_code": "W1"},
        ],
    )
    with serving(made):
        yield


def found(search_text: str | None, **narrowed: str) -> list[str]:
    asked = {"collection": None, "theme": None, "partner": None} | narrowed
    return fetch("catalogue", search_text=search_text, **asked)["indicator_id"].tolist()


@pytest.mark.parametrize(
    ("search_text", "ids"),
    [
        (None, ["C1", "B_1", "A1", "D1"]),  # in order of name
        ("LITTER", ["C1", "B_1"]),  # in a name, and in a shared measure
        ("mori", ["B_1"]),
        ("b_1", ["B_1"]),
        ("100%", ["A1"]),
        ("%", ["A1"]),  # a per cent sign is no wildcard
        ("_", ["B_1"]),  # nor is an underscore
        ("O'Neill", ["B_1"]),
        ("'", ["B_1"]),
        ('"', []),
        ("\\", ["C1"]),
        ("nothing like it", []),
    ],
)
def test_search_finds_what_is_written_and_nothing_else(search_text, ids):
    assert found(search_text) == ids


def test_search_is_narrowed_by_each_filter():
    assert found(None, collection="lpsa") == ["B_1"]
    assert found(None, theme="Safe") == ["B_1"]
    assert found(None, partner="Police") == ["B_1"]
    assert found("litter", partner="Council") == ["C1"]


def test_a_sheet_says_where_and_how_often_it_is_measured_and_used():
    rows = fetch("catalogue", search_text=None, collection=None, theme=None, partner=None)
    sheets = rows.set_index("indicator_id")

    assert list(sheets.loc["C1", "area_types"]) in (["borough", "ward"], ["ward", "borough"])
    assert sheets["uses"].to_dict() == {"C1": 2, "B_1": 0, "A1": 1, "D1": 0}
    assert sheets.loc["B_1", "periods"] == 2
    assert sheets.loc["B_1", "first_period_start"].date() == date(2007, 4, 1)


def test_uses_are_objectives_from_the_top_and_then_the_same_measure_elsewhere():
    uses = fetch("indicator_uses", indicator_id="C1")

    assert uses[["kind", "use_id", "title"]].to_dict("split")["data"] == [
        ["Outcome", "N2", "Pride"],
        ["Outcome", "N1", "Clean streets"],
        ["shared_measure", "B_1", "O'Neill's survey"],
    ]


def test_shared_measures_with_their_latest_result_even_when_it_is_hidden():
    rows = fetch("shared_measures", **ASKED)

    columns = ["shared_measure", "indicator_id", "period_label", "value_note"]
    assert rows[columns].astype(object).where(rows[columns].notna(), None).to_numpy().tolist() == [
        ["litter", "B_1", "2008/09", None],
        ["litter", "C1", "2008/09", "suppressed"],
    ]
    assert rows["value"].iloc[0] == 9.0
    assert rows["value"].isna().iloc[1]


def test_events_of_an_indicator_and_the_breaks_in_its_series_in_order_of_time():
    rows = fetch("indicator_events", indicator_id="C1", area_code="H")

    assert rows[["title", "kind"]].to_numpy().tolist() == [
        ["Break in series", "series_break"],
        ["Blue bins", "service"],
    ]
    assert fetch("indicator_events", indicator_id="A1", area_code="H").empty


def test_breaks_are_those_of_the_area_and_those_that_only_a_value_notes():
    next_door, in_ward = (
        fetch("indicator_events", indicator_id="D1", area_code=area) for area in ("N", "W1")
    )

    assert next_door[["event_date", "description"]].to_numpy().tolist() == [
        [pd.Timestamp(2007, 4, 1), "Noted with the value of 2007/08"],
    ]
    # the value of 2007/08 notes the same break that is recorded for the ward
    assert in_ward["description"].tolist() == ["Ward moved"]


def scorecard(**narrowed: object) -> list[str]:
    nothing = dict.fromkeys(("collection", "theme", "partner", "status", "search_text"))
    rows = fetch("scorecard", **(nothing | ASKED | {"measured_only": False} | narrowed))
    return sorted(rows["indicator_id"])


def test_the_scorecard_is_narrowed_by_each_filter():
    assert scorecard() == ["A1", "B_1", "D1"]  # C1 is not in the scorecard
    assert scorecard(measured_only=True) == ["B_1"]
    assert scorecard(collection="lpsa") == ["B_1"]
    assert scorecard(theme="Safe") == ["B_1"]
    assert scorecard(partner="Police") == ["B_1"]
    assert scorecard(status="no_target") == ["B_1"]
    assert scorecard(status="no_data") == ["A1", "D1"]
    assert scorecard(search_text="'") == ["B_1"]
    assert scorecard(search_text="%") == ["A1"]  # its definition says 100%
    assert scorecard(search_text="__") == []
    assert scorecard(search_text="b_1") == ["B_1"]


def test_the_filters_offer_every_indicator_by_name():
    assert fetch("choices")["indicator_id"].tolist() == ["C1", "B_1", "A1", "D1"]
