"""Judged by today's rules or by those of the time, and why, on every page that shows statuses."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import register as registers
from data.register.rules import Level
from data.register.trajectories import Trajectory, periods_from
from data.workspace import BUNDLED, open_workspace
from tests.data.register.conftest import people
from tests.data.register.drafting import made_law, rule
from tests.pages.viewing import is_drawn, opened, widgets, words
from tests.queries.workspaces import serving

OVERVIEW = "pages/scorecard/overview.py"
OUTCOMES = "pages/scorecard/outcomes.py"
DEPARTMENTS = "pages/drill_down/departments.py"
GEOGRAPHY = "pages/drill_down/geography.py"
JUDGING = [
    (OVERVIEW, {}),
    (OUTCOMES, {}),
    (OUTCOMES, {"indicator": "BV126"}),
    (DEPARTMENTS, {}),
    (DEPARTMENTS, {"department": "HC-CE"}),
]
SAID = "Judged by the rules of the time: each period by those in force on its last day."
# Each place where a status can be asked why it is, with the popover that explains it.
ASKED = [
    (OVERVIEW, {}, "why_changed"),
    (OUTCOMES, {}, "why_scorecard"),
    (OUTCOMES, {"indicator": "BV126"}, "why_case"),
    (DEPARTMENTS, {}, "why_owned"),
    (GEOGRAPHY, {"indicator": "BV126"}, "why_area_statuses"),
]
FACTS = {"Period", "Value", "Target for the period", "Polarity", "Rule", "Judged", "Data version"}


@pytest.fixture(scope="module", autouse=True)
def harder(tmp_path_factory) -> object:
    """The sample, with a harder target for burglary in Harrow that became law today."""
    folder = Path(shutil.copytree(BUNDLED, tmp_path_factory.mktemp("judged") / "sample"))
    burglary = rule(
        indicator_id="BV126",
        area_code="E09000015",
        periods=periods_from(date(2008, 4, 1), 1, 24),
        start=1.8,
        end=0.9,
        trajectory=Trajectory("straight", decimals=2),
        level=Level(0.9, "share_of_the_way"),
    )
    made_law(people(registers.of(open_workspace(folder))), burglary)
    with serving(folder):
        yield


def counted(app: AppTest) -> dict[str, int]:
    return {metric.label: int(metric.value) for metric in app.metric}


def links(app: AppTest) -> dict[str, str]:
    return {link.proto.label: link.proto.query_string for link in app.get("page_link")}


@pytest.mark.parametrize(("page", "choices"), JUDGING)
def test_only_what_is_judged_by_the_rules_of_the_time_says_so(page, choices):
    now = opened(page, **choices)
    then = opened(page, **choices, judged="then")

    assert is_drawn(now) and is_drawn(then)
    assert "udged by the rules of the time" not in words(now)
    assert SAID.replace(":", "\\:") in words(then)
    assert widgets(then)["judged"].value == "then"


def test_the_switch_changes_the_counts_and_back():
    app = opened(OVERVIEW)
    now = counted(app)
    app.button_group(key="judged").set_value("then").run()
    then = counted(app)

    assert then["■ Intervention"] == now["■ Intervention"] - 1
    assert then["● On target"] == now["● On target"] + 1
    assert "## Status by theme, judged by the rules of the time" in words(app)
    assert "## New status, judged by the rules of the time" in words(app)
    app.button_group(key="judged").set_value("now").run()
    assert counted(app) == now


def test_a_case_is_judged_by_the_rule_that_its_link_asks_for():
    now = opened(OUTCOMES, indicator="BV126")
    then = opened(OUTCOMES, indicator="BV126", judged="The rules of the time")

    assert "at or above its intervention level" in words(now)
    assert "meeting its target" in words(then)
    assert "## Domestic burglary over time, judged by the rules of the time" in words(then)


def test_whose_rules_judge_goes_along_between_pages_that_judge_and_to_no_other():
    app = opened(OVERVIEW, judged="then")
    asked = links(app)

    assert "judged" in asked["Outcomes"] and "judged" in asked["Departments"]
    assert "to_judged=then" in asked["Strengthening communities"]
    assert "judged" not in asked["Geography"] and "judged" not in asked["Catalogue"]
    assert not [query for query in links(opened(OVERVIEW)).values() if "judged" in query]


@pytest.mark.parametrize(("page", "choices", "popover"), ASKED)
@pytest.mark.parametrize("judged", [None, "then"])
def test_every_place_that_shows_a_status_explains_it_on_demand(page, choices, popover, judged):
    asked = choices | ({"judged": judged} if judged and page != GEOGRAPHY else {})
    closed = opened(page, **asked)
    open_one = opened(page, **asked)
    open_one.session_state[popover] = True
    open_one.run()

    assert is_drawn(closed) and is_drawn(open_one)
    explained = [table.value for table in open_one.table if "Judged" in table.value.index]
    assert not [table for table in closed.table if "Judged" in table.value.index]
    (facts,) = [table["value"] for table in explained]
    assert set(facts.index) >= FACTS
    by = "the rules of the time" if "judged" in asked else "today's rules"
    assert f"By {by}" in facts["Judged"]
    assert facts["Data version"] == "6"


def test_another_row_of_a_list_is_explained_when_it_is_chosen():
    app = opened(OUTCOMES, text="burglary")
    app.session_state["why_scorecard"] = True
    app.run()
    choice = app.selectbox(key="why_scorecard_of")
    assert "Domestic burglary" in choice.options
    choice.set_value("BV126").run()

    facts = next(table.value["value"] for table in app.table if "Judged" in table.value.index)
    assert facts["Rule"] == "Version 1 in the register, by proposal 1"
    assert "See proposal 1" in links(app)


def test_any_period_of_a_case_is_explained_by_the_rule_that_judged_it():
    app = opened(OUTCOMES, indicator="BV126")
    app.session_state["why_case"] = True
    app.run()
    choice = next(box for box in app.selectbox if box.key.startswith("why_BV126"))
    assert choice.options[0] == "Jun 2009"

    choice.set_value(choice.value - 24).run()

    facts = next(table.value["value"] for table in app.table if "Judged" in table.value.index)
    assert facts["Period"] == "Jun 2007"
    assert facts["Rule"] == "Published with the data, and not changed in the register"
