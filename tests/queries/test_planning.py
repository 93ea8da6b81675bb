"""The improvement plan as questions read it once people have written in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

import queries
from data import register as registers
from queries import fetch, how, planning, serve
from queries.overlaid import kinds_read
from tests.data.register.conftest import people
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

TITLE = "It's Bobby'); drop table actions;-- <script>alert(1)</script> =1+1"
PLAIN = {
    "title": TITLE,
    "owner_post": "Head of 'waste'",
    "owner_partner": "Council",
    "start_date": date(2009, 4, 1),
    "end_date": date(2009, 6, 30),
    "agreed_date": date(2009, 3, 1),
    "status": "under_way",
    "cost": 10.5,
    "serves": {"added_rows": [{"indicator_id": "A1", "expected_change": -5}]},
}
LISTED = {"today": date(2009, 7, 31), "partner": None}


@pytest.fixture
def folder(tmp_path):
    made = workspace(
        tmp_path / "made",
        [{"value": 50.0}],
        indicators=[{}],
        actions=[{}],
        action_steps=[{}],
    )
    with serving(made) as path:
        people(registers.of(queries.workspace()))
        serve()
        yield path


def added(**changed) -> planning.Outcome:
    outcome = planning.add(who="Bert", why="It is needed", **{**PLAIN, **changed})
    serve()
    return outcome


def test_a_question_follows_from_the_plan_and_the_clock_from_all_that_it_counts():
    assert kinds_read("action_chain") == ("action",)
    assert kinds_read("action_list") == ("action", "thread_edit")
    assert kinds_read("intervention_clock") == ("acknowledgement", "action", "target")


@pytest.mark.usefixtures("folder")
def test_what_a_form_says_is_in_the_plan_at_the_next_run():
    assert not added(serves={"added_rows": [{"indicator_id": "Z9"}]}).is_done
    outcome = added(serves={"added_rows": []})

    assert (outcome.is_done, outcome.made) == (True, "action-1")
    row = fetch("action_list", **LISTED).set_index("action_id").loc["action-1"]
    assert (row["title"], row["owner_post"], row["cost"]) == (TITLE, PLAIN["owner_post"], 10.5)
    assert row["is_overdue"]
    assert row["days_past_end"] == 31  # all of July


@pytest.mark.usefixtures("folder")
def test_an_area_that_nobody_chose_is_the_home_area_and_half_a_change_is_refused():
    assert "by how much A1 is to change" in added().words
    edits = {
        "added_rows": [{"indicator_id": "A1", "expected_change": -5, "expected_unit": "points"}]
    }
    assert added(serves=edits).is_done

    (row,) = fetch("action_serves", action_id="action-1").to_dict("records")
    assert (row["area_code"], row["expected_change"], row["expected_unit"]) == ("H", -5.0, "points")


def test_the_script_gives_the_same_rows_whatever_people_wrote(folder, monkeypatch):
    added(serves="")
    planning.change(
        "P1", who="Cleo", why="Renamed", after=0, title="Gone? -- no", cost=1.0, steps=""
    )
    serve()
    monkeypatch.chdir(Path(folder))

    with duckdb.connect() as connection:
        for statement in duckdb.extract_statements(how("action_list", **LISTED)):
            rows = connection.execute(statement)
        found = [row[:2] for row in rows.fetchall()]

    shown = fetch("action_list", **LISTED)
    assert found == [*zip(shown["action_id"], shown["title"], strict=True)]
    assert dict(found) == {"action-1": TITLE, "P1": "Gone? -- no"}
    assert len(fetch("action_chain", action_id="P1")) == 1  # kept by the change


@pytest.mark.usefixtures("folder")
def test_what_is_emptied_is_refused_and_a_cost_of_nothing_is_known():
    added(serves="")
    for name, said in (
        ("title", "Give the action a title"),
        ("owner_post", "Say which post"),
        ("end_date", "Give the day of its end"),
    ):
        outcome = planning.change("action-1", who="Bert", why="A try", after=1, **{name: ""})
        assert said in outcome.words
    assert planning.change("action-1", who="Bert", why="Free", after=1, cost=0.0).is_done
    serve()

    row = fetch("action_list", **LISTED).set_index("action_id").loc["action-1"]
    assert (row["title"], row["cost"]) == (TITLE, 0.0)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("post", ["Chief {of} staff", "Chief {0.__class__}", "{}"])
def test_a_post_is_named_as_it_was_typed_whatever_braces_it_holds(post):
    period = {"period_start": date(2008, 4, 1), "period_end": date(2009, 3, 31)}
    outcome = planning.acknowledge("A1", "H", who="Bert", post=post, note="", **period)

    assert (outcome.is_done, outcome.words) == (True, f"Acknowledged by {post}.")


def test_an_area_that_an_action_is_for_is_not_compared_with_as_similar(tmp_path):
    served = [{"action_id": "P1", "indicator_id": "A1", "area_code": code} for code in "HN"]
    made = workspace(
        tmp_path / "two",
        [{**year(first), "area_code": code} for first in range(1998, 2008) for code in "HNM"],
        areas=[{"area_code": code, "name": code} for code in "HNM"],
        indicators=[{}],
        actions=[{"start_date": date(2003, 4, 1)}, {"action_id": "P2", "status": "planned"}],
        action_indicators=[*served, {"action_id": "P2", "indicator_id": "A1"}],
        comparators=[{"group_id": "g", "group_name": "G", "area_code": code} for code in "HNM"],
    )
    with serving(made):
        found = fetch("action_effects", action_id="P1", group_id="g")
        assert dict(zip(found["area_code"], found["areas"], strict=True)) == {"H": 1, "N": 1}
        (planned,) = fetch("action_effects", action_id="P2", group_id="g")["verdict"]
        assert planned == "not_begun"
