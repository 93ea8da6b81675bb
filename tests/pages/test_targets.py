"""The bench as a working group uses it: trying, keeping, sharing and proposing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import register as registers
from data.register import proposals, roles
from data.workspace import BUNDLED, open_workspace
from tests.data.register.conftest import people
from tests.data.register.drafting import made_law, rule, years
from tests.data.rows import year
from tests.pages.viewing import is_drawn, opened, widgets, words
from tests.queries.workspaces import SETTINGS, serving, workspace

PAGE = "pages/working_group/targets.py"
VALUES = dict(zip(range(2001, 2009), (50, 52, 51, 53, 52, 54, 53, 55), strict=True))
BOLD = "Bold~base_mean_3~after_2009-03-31~target_value_70~path_stepped_3~level_limit"
OWN = "Own~base_last~target_units_2~path_milestones_55.5_~level_none~range_56_58"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    return workspace(
        tmp_path_factory.mktemp("targets") / "published",
        [{**year(first), "value": float(value)} for first, value in VALUES.items()],
        SETTINGS.replace("[areas.names]", 'comparator_group = "NEAR"\n[areas.names]'),
        indicators=[{}, {"indicator_id": "NEVER", "name": "Never measured"}],
        comparators=[{"group_id": "NEAR", "group_name": "Neighbours", "area_code": "N"}],
        targets=[{**year(2008), "approved_date": None}],
    )


@pytest.fixture
def folder(published: Path, tmp_path: Path):
    with serving(Path(shutil.copytree(published, tmp_path / "workspace"))) as path:
        yield path


@pytest.fixture
def register(folder: Path):
    return people(registers.of(open_workspace(folder)))


def visited(acting: str | None = None, /, **choices: str) -> AppTest:
    """The page as a link shows it to someone who has given this name."""
    app = opened(PAGE, indicator="A1", **choices)
    if acting is not None:
        app.session_state["acting_name"] = acting
        app.run()
    assert is_drawn(app)
    return app


def headline(app: AppTest) -> str:
    (line,) = [line for line in words(app).splitlines() if line.startswith("# ")]
    return line.removeprefix("# ").replace("\\", "")


def numbers(app: AppTest, trial: str = "A") -> dict[str, str]:
    """The table of numbers: what was found of one trial."""
    frames = [table.value for table in (*app.table, *app.dataframe)]
    (table,) = [frame for frame in frames if "What" in frame.columns]
    table.columns = table.columns.str.replace("\\", "")
    column = next(name for name in table.columns if name.startswith(trial))
    return dict(zip(table["What"], table[column].astype(str).str.replace("\\", ""), strict=True))


def arguing(
    app: AppTest, reason: str = "It can be done", evidence: str = "Peers did it"
) -> AppTest:
    app.text_area(key="reason").set_value(reason)
    app.text_area(key="evidence").set_value(evidence)
    return next(button for button in app.button if button.label == "Propose").click().run()


def opening(app: AppTest) -> AppTest:
    """The page with the part that proposes open; the browser sends that as the expander's state."""
    app.session_state["proposing"] = True
    return app.run()


def test_a_trial_is_tried_at_once(folder):
    app = visited()
    assert "asks Recycling in Home to rise from 55.0% to 60.5% by 2011/12" in headline(app)
    assert "fired in 3 of 7 past periods, always a false alarm" in headline(app)

    app.number_input(key="target_percent").set_value(2.0).run()

    assert is_drawn(app)
    assert "from 55.0% to 56.1% by 2011/12, which chance alone can bring." in headline(app)
    assert numbers(app)["Target"] == "56.1%"


def test_every_choice_is_in_the_link(folder):
    app = visited()
    widgets(app)["trial"].set_value("Ours").run()
    widgets(app)["baseline"].set_value("window_mean").run()
    app.number_input(key="width").set_value(4).run()
    widgets(app)["baseline_end"].set_value("2008-03-31").run()
    widgets(app)["target"].set_value("value").run()
    app.number_input(key="target_value").set_value(58.5).run()
    widgets(app)["trajectory"].set_value("milestones").run()
    widgets(app)["milestones"].set_value("54,,56").run()
    widgets(app)["last_end"].set_value("2013-03-31").run()
    widgets(app)["level"].set_value("value").run()
    app.number_input(key="level_value").set_value(51.5).run()
    app.number_input(key="lower").set_value(57.0).run()
    app.number_input(key="upper").set_value(60.0).run()
    app.date_input(key="effective_from").set_value("2009-09-01").run()

    again = visited(
        trial="Ours",
        baseline="Average of last values",
        width="4",
        baseline_end="2007/08",
        target="A stated target",
        target_value="58.5",
        trajectory="Own milestones",
        milestones="54,,56",
        last_end="2012/13",
        level="A stated level",
        level_value="51.5",
        lower="57",
        upper="60",
        effective_from="2009-09-01",
    )

    assert is_drawn(app)
    assert words(again) == words(app)
    assert "“Ours” asks Recycling in Home to rise from 53.0% to 58.5% by 2012/13" in headline(app)
    assert numbers(app) == numbers(again)
    assert numbers(app)["Target range"] == "57.0% to 60.0%"


def test_three_trials_stand_side_by_side_from_a_link(folder):
    app = visited(trial_b=BOLD, trial_c=OWN)

    assert numbers(app, "B: Bold")["Target"] == "70.0%"
    assert numbers(app, "C: Own")["Target range"] == "56.0% to 58.0%"
    assert numbers(app)["Target"] == "60.5%"
    assert len(app.get("vega_lite_chart")) == 1


def test_a_trial_that_is_no_rule_says_why_beside_those_that_are(folder):
    app = visited(target="value", trial_b=BOLD.replace("stepped_3", "stepped_9"), trial_c=OWN)

    assert headline(app) == "This trial is no rule yet. Give the target."
    assert "“Bold” is no rule yet. 3 periods have room for 1 to 3 steps" in words(app)
    assert numbers(app, "C")["Baseline"] == "55.0%"
    assert len(app.get("vega_lite_chart")) == 1


def test_a_trial_is_kept_taken_up_and_dropped(folder):
    app = visited(trial="First", target_percent="2")
    app.button(key="keep").click().run()
    assert app.query_params["trial_b"] == (
        "First~base_last~after_2009-03-31~target_percent_2~path_straight~level_share_0~"
        "last_2012-03-31~from_2009-07-31"
    )
    assert numbers(app, "B: First")["Target"] == numbers(app, "A: First")["Target"]

    app.number_input(key="target_percent").set_value(20.0).run()
    widgets(app)["trial"].set_value("Second").run()
    app.button(key="take_B").click().run()
    assert is_drawn(app)
    assert "“First” asks" in headline(app)
    assert numbers(app, "A: First")["Target"] == "56.1%"
    assert numbers(app, "B: Second")["Target"] == "66.0%"

    app.button(key="keep").click().run()
    assert {button.label for button in app.button} >= {"Drop B", "Drop C"}
    assert "keep" not in {button.key for button in app.button}, "three are enough"
    app.button(key="drop_B").click().run()
    assert "trial_b" not in app.query_params
    assert numbers(app, "C: First")


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        ("target_percent", "ten", "per cent better “ten”, which does not fit"),
        ("target_percent", "nan", "per cent better “nan”, which does not fit"),
        ("target_percent", "1e300", "per cent better “1e300”, which does not fit"),
        ("lower", "<b>", "lower end “\\<b\\>”, which does not fit"),
        ("effective_from", "2009-02-30", "in force from “2009\\-02-30”, which does not fit"),
        ("baseline", "best guess", "baseline “best guess”, which is not known here"),
        ("baseline_end", "1066", "baseline up to “1066”, which is not known here"),
        ("last_end", "2008/09", "last period “2008/09”, which is not known here"),
        ("trial_b", "Bold~base_mean", "keeps a trial B that is left out. It cannot be read at"),
        ("trial_c", "?", "keeps a trial C that is left out. It lacks a baseline"),
        ("trial_b", "~" * 3000, "keeps a trial B that is left out"),
    ],
)
def test_a_broken_link_gets_words(folder, key, given, said):
    app = visited(**{key: given})

    assert said in words(app)
    assert "asks Recycling in Home to rise from 55.0% to 60.5%" in headline(app)


def test_a_number_of_a_choice_that_is_out_of_reach_gets_words(folder):
    app = visited(baseline="window_mean", width="1")

    assert "how many “1”, which does not fit" in words(app)
    assert numbers(app)["Where it comes from"].startswith("Average of the last 3 values")


def test_milestones_that_are_no_numbers_get_words(folder):
    app = visited(trajectory="milestones", milestones="54, a few")

    assert "“54, a few” is not a list of numbers" in words(app)


def test_a_trial_kept_for_another_indicator_gets_words(folder):
    app = visited(trial_b=BOLD.replace("2009-03-31", "2009-12-31"))

    assert "The baseline's period has no settled value here" in words(app)


def test_an_indicator_without_a_result_gets_words(folder):
    app = opened(PAGE, indicator="NEVER")

    assert is_drawn(app)
    assert "has no settled result here to set a target by" in words(app)


def test_a_reader_sees_what_would_change_and_why_proposing_is_not_theirs(register):
    choices = {"baseline_end": "2006/07", "target_percent": "5", "level": "none"}
    nobody = opening(visited(**choices))
    assert "1 status would change if this were law today" in words(nobody)
    assert "To propose a target, say who you are" in words(nobody)
    assert not nobody.text_area

    viewer = opening(visited("Dora", **choices))
    assert "Dora has the role viewer, which may not propose a target" in words(viewer)
    assert not viewer.text_area
    assert proposals.every(register) == []


def test_nothing_flips_where_nothing_is_judged(register):
    app = opening(visited("Bert"))

    assert "No status that is published would change" in words(app)


def test_a_proposal_keeps_the_rule_and_the_facts_in_sight(register):
    app = arguing(opening(visited("Bert", trial="Steady")))

    assert is_drawn(app)
    assert [said.value for said in app.success] == ["Proposal 1 waits for a decision."]
    links = [link.proto for link in app.get("page_link") if "Changes" in link.proto.label]
    assert any("to_proposal=1" in link.query_string for link in links)
    (record,) = proposals.every(register)
    draft = record.body.draft
    assert (record.who, record.body.state, record.body.follows) == ("Bert", "proposed", 0)
    assert (draft.reason, draft.evidence) == ("It can be done", "Peers did it")
    assert draft.rule.periods == years(2009, 3)
    assert draft.rule.aim.target.value == draft.facts["target_value"] == 60.5
    assert draft.facts["fired_periods"] == 3
    assert draft.facts["data_version"] == 1

    app.run()
    assert not app.success, "it is said once"
    assert len(proposals.every(register)) == 1


def test_a_proposal_without_a_reason_is_refused_in_words(register):
    app = arguing(opening(visited("Bert")), reason=" ")

    assert not app.exception
    assert [error.value for error in app.error] == [
        "Say why\\: every change is kept with its reason."
    ]
    assert proposals.every(register) == []


def test_a_role_that_was_taken_away_since_the_form_was_drawn_is_refused(register):
    app = opening(visited("Bert"))
    roles.appoint(register, roles.Person("Bert", "viewer"), who="root", why="He left")

    arguing(app)

    assert not app.exception
    assert "Bert is a viewer" in app.error[0].value
    assert proposals.every(register) == []


def test_a_rule_that_became_law_since_the_form_was_drawn_is_not_overruled_unseen(register):
    app = opening(visited("Cleo"))
    made_law(register, rule())

    arguing(app)

    assert not app.exception
    assert "which is not the newest" in app.error[0].value
    assert len(proposals.every(register)) == 1


def test_the_sample_can_be_tried_without_a_register(folder):
    with serving(BUNDLED):
        app = opened(PAGE, indicator="QOL11", area="E09000015", trial_b=BOLD)

        assert is_drawn(app)
        assert numbers(app)["Comparators that moved as far"] == "0 of 15, 2005/06 to 2008/09"
    assert not (BUNDLED / "register.sqlite").exists()
