"""The improvement plan: its views, an action's case, and what the working group writes there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data import register as registers
from data.register import planning
from data.workspace import BUNDLED, open_workspace
from queries import fetch, serve, workspace
from queries import planning as door
from tests.data.register.conftest import people
from tests.pages.viewing import is_drawn, opened, words
from tests.queries.workspaces import serving

PAGE = "pages/working_group/improvement_plan.py"
BINS = "kitchen-waste-bins"
EVIL = "<script>alert(1)</script> ![x](https://example.org/x.png) =cmd()"


@pytest.fixture(scope="module")
def sample():
    with serving(BUNDLED):
        yield


@pytest.fixture
def kept(tmp_path):
    """A copy of the sample to write to, with people in its register."""
    with serving(Path(shutil.copytree(BUNDLED, tmp_path / "workspace"))) as folder:
        people(registers.of(open_workspace(folder)))
        serve()
        yield folder


def acting(name: str, **choices: str):
    app = opened(PAGE, **choices)
    app.session_state["acting_name"] = name
    return app.run()


def pressed(app, key: str):
    (button,) = (one for one in app.button if one.key == key)
    return button.click().run()


@pytest.mark.usefixtures("sample")
def test_the_headline_says_breaches_without_an_action_first():
    app = opened(PAGE)

    assert (
        "# 28 of 34 results at the intervention level have no action; 2 actions are overdue."
        in (words(app))
    )
    assert "By area\\: Harrow 29, " in words(app), "Overview counts those of Harrow alone"


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("view", ["list", "timeline", "partners", "overdue", "clock"])
def test_every_view_opens_by_its_link(view):
    assert is_drawn(opened(PAGE, view=view))


@pytest.mark.usefixtures("sample")
def test_the_clock_lists_breaches_that_last_without_an_action_first():
    app = opened(PAGE, view="clock")
    first = app.dataframe[0].value

    bare = [action == "None" or action.startswith("Stopped: ") for action in first["Action"]]
    assert bare == sorted(bare, reverse=True)
    assert sum(bare) == 28
    assert "And 22 more without an action" in words(app)
    late = first[first["Result"].str.startswith("Robbery")].iloc[0]
    assert late["To acknowledge"] == "140 days"
    assert late["To an action"] == "175 days"
    assert late["To turn the curve"] == "365 days so far"


@pytest.mark.usefixtures("sample")
def test_a_case_tells_what_followed_beside_dates_and_areas_as_an_association():
    told = words(opened(PAGE, action="wardens-and-lighting"))

    assert "Expected\\: 10% lower by Mar 2007." in told
    assert "of 93 other dates show as much" in told
    assert "Similar areas\\: 18% lower" in told
    assert "associated with the action; other things happened too" in told


@pytest.mark.usefixtures("sample")
def test_a_case_with_too_few_values_says_so():
    told = words(opened(PAGE, action="clean-hands"))

    assert "93 values before the start and none after it\\: too few to compare" in told


@pytest.mark.usefixtures("sample")
def test_nobody_writes_without_saying_who_they_are():
    app = opened(PAGE, view="clock")
    app.session_state["seeing"] = True
    app.session_state["plan_new"] = True
    app = app.run()

    assert not any(one.key in ("acknowledge", "plan_save_new") for one in app.button)
    assert "say who you are" in words(app)


def test_a_breach_is_acknowledged_by_a_post(kept):
    app = acting("Bert", view="clock")
    app.session_state["seeing"] = True
    app = app.run()
    app.text_input(key="seen_by").set_value("Chief Executive")
    app = pressed(app, "acknowledge")

    assert "Acknowledged by Chief Executive." in "\n".join(one.value for one in app.success)
    (post,) = (one.value for one in app.text_input if (one.key or "").startswith("seen_by"))
    assert post == "", "the next breach is not acknowledged by a slip"
    serve()
    codes = fetch("ruled_areas")["area_code"].tolist()
    clock = fetch("intervention_clock", area_codes=codes, today=workspace().today)
    assert "Chief Executive" in set(clock["acknowledged_by"].dropna())


def test_an_action_is_changed_and_its_versions_are_shown(kept):
    app = acting("Bert", action=BINS)
    app.session_state[f"plan_{BINS}"] = True
    app = app.run()
    app.selectbox(key=f"plan_status_{BINS}_0").set_value("done")
    app.text_input(key=f"plan_title_{BINS}_0").set_value(EVIL)
    app.text_area(key=f"plan_why_{BINS}").set_value("Finished early")
    app = pressed(app, f"plan_save_{BINS}")

    assert is_drawn(app)
    assert "The action was changed; this is its version 1." in app.success[0].value
    assert "<script>" not in words(app).replace("\\<script", "")
    serve()
    (version,) = door.versions(BINS)
    assert (version.body.status, version.body.title, version.who) == ("done", EVIL, "Bert")
    assert len(version.body.steps) == 3  # what was not touched stays
    assert version.body.serves[0].expected_change == 25.0
    assert version.body.cost == 640000.0


def test_a_change_over_someone_elses_newer_version_is_refused(kept):
    app = acting("Bert", action=BINS)
    app.session_state[f"plan_{BINS}"] = True
    app = app.run()
    app.text_area(key=f"plan_why_{BINS}").set_value("Mine")
    register = registers.of(open_workspace(kept))
    theirs = door.drafted(door.base(BINS), {})
    planning.change(register, BINS, theirs, who="Cleo", why="Theirs", after=0)
    app = pressed(app, f"plan_save_{BINS}")

    assert "was not saved" in app.error[0].value
    assert [one.who for one in planning.history(register, BINS)] == ["Cleo"]


def test_a_new_action_is_put_into_the_plan(kept):
    app = acting("Bert")
    app.session_state["plan_new"] = True
    app = app.run()
    for name, value in {"title": "Light the park", "owner_post": "Head of parks"}.items():
        app.text_input(key=f"plan_{name}_new_0").set_value(value)
    partner = app.selectbox(key="plan_owner_partner_new_0")
    assert set(fetch("choices")["partner"]) <= set(partner.options), "those without an action too"
    app = partner.set_value("Harrow Council").run()
    assert "is a new partner here" not in words(app)
    for name in ("agreed_date", "start_date", "end_date"):
        app.date_input(key=f"plan_{name}_new_0").set_value(workspace().today)
    app.text_area(key="plan_why_new").set_value("It is dark")
    app = pressed(app, "plan_save_new")

    assert "The action is in the plan, as action-1." in app.success[0].value
    serve()
    rows = fetch("action_list", today=workspace().today, partner=None).set_index("action_id")
    assert rows.loc["action-1", "title"] == "Light the park"
    assert "The action is in the plan" in app.toast[0].value, "the form is far beneath the top"
    pressed(app, "plan_save_new")
    assert list(fetch("action_list", today=workspace().today, partner=None)["title"]).count(
        "Light the park"
    ) == 1, "a second press writes nothing more"  # fmt: skip


def test_a_partner_typed_anew_is_said_to_be_new(kept):
    app = acting("Bert")
    app.session_state["plan_new"] = True
    app.session_state["plan_owner_partner_new_0"] = "Harrow Counc"  # as typed and entered

    assert "“Harrow Counc” is a new partner here" in words(app.run())


def test_what_is_missing_is_said_and_nothing_is_written(kept):
    app = acting("Bert")
    app.session_state["plan_new"] = True
    app = app.run()
    app.text_area(key="plan_why_new").set_value("It is dark")
    app = pressed(app, "plan_save_new")

    assert "Give the day" in app.error[0].value
    assert "Give the day" in app.toast[0].value, "the form is far beneath the top"
    assert app.text_area(key="plan_why_new").value == "It is dark", "what was typed stays"
    assert planning.history(registers.of(open_workspace(kept))) == []


def test_edits_of_a_table_are_those_that_the_form_noted():
    rows = ({"text": "One", "kind": "action"}, {"text": "Two", "kind": "outcome"})
    edits = {
        "edited_rows": {0: {"text": "First"}},
        "deleted_rows": [1],
        "added_rows": [{"text": "Last", "kind": "outcome"}, {}],
    }

    assert door.edited(rows, edits) == [
        {"text": "First", "kind": "action"},
        {"text": "Last", "kind": "outcome"},
    ]
    assert door.edited(rows, "") == list(rows)
