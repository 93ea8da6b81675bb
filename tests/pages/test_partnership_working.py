"""Partnership working as its readers meet it: the sample's rounds, few answers, and no round."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import register as registers
from data.workspace import BUNDLED, open_workspace
from tests.data.register.conftest import people
from tests.pages.viewing import is_drawn, opened, widgets, words
from tests.queries.workspaces import SETTINGS, serving, workspace

PAGE = "pages/scorecard/partnership_working.py"
COMMENT = "Leaders are calm about the economy and honest about what it will mean."


@pytest.fixture
def sample():
    with serving(BUNDLED):
        yield


def said(app: AppTest) -> str:
    """The page's words as a reader sees them, without the signs that keep them plain."""
    return words(app).replace("\\", "")


def headline(app: AppTest) -> str:
    (line,) = [line for line in said(app).splitlines() if line.startswith("# ")]
    return line.removeprefix("# ")


def shapes(app: AppTest) -> int:
    return len(app.get("vega_lite_chart"))


def payload(app: AppTest) -> str:
    """Everything that was sent to the browser, in one text."""
    return "".join(str(element.proto) for element in app.main) + said(app)


@pytest.mark.usefixtures("sample")
def test_the_page_says_what_changed_and_who_disagrees():
    app = opened(PAGE)

    assert is_drawn(app)
    assert headline(app) == (
        "Processes improved from 47 to 57 out of 100 between 2007 and 2008, and no other score "
        "changed clearly; opinion on People is more divided than in 2007."
    )
    assert "118 of 227 people invited answered" in said(app)
    assert "fewer than the 70% in 2007" in said(app)
    assert "Voluntary sector scores below everyone else on People" in said(app)
    assert shapes(app) == 4
    assert {metric.label for metric in app.metric} >= {"Leadership", "Processes"}


@pytest.mark.usefixtures("sample")
def test_a_small_organisation_is_named_and_never_scored():
    app = opened(PAGE)

    assert "Housing associations" in said(app)
    for chart in app.get("vega_lite_chart"):
        assert "Housing associations: " not in str(chart.proto.spec)


@pytest.mark.usefixtures("sample")
def test_a_question_has_a_permalink_and_a_way_back():
    app = opened(PAGE, dimension="Leadership")

    assert is_drawn(app)
    assert headline(app) == "Is there effective leadership?"
    assert "Leadership scored 50 out of 100 in 2008: no clear change from 50 in 2007" in said(app)
    assert shapes(app) == 3
    back = next(button for button in app.button if button.label == "All questions")
    assert headline(back.click().run()).startswith("Processes improved")


@pytest.mark.usefixtures("sample")
def test_a_score_opens_its_question():
    app = opened(PAGE)
    button = next(button for button in app.button if button.label == "**People**")

    app = button.click().run()

    assert headline(app) == "Are partners engaged?"
    assert widgets(app)["dimension"].value == "People"


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("sort", ["Most unfavourable", "Largest change", "gap", "asked"])
def test_statements_can_be_sorted_by_what_matters(sort):
    app = opened(PAGE, dimension="Processes", sort=sort)

    assert is_drawn(app)
    assert "not known here" not in said(app)
    assert "2 improved" in said(app)


@pytest.mark.usefixtures("sample")
def test_the_first_round_has_nothing_to_compare_with():
    app = opened(PAGE, round="2005")

    assert is_drawn(app)
    assert headline(app).startswith("In 2005 People scored highest")
    assert "There is no earlier round to compare these statements with" in said(app)
    for chart in app.get("vega_lite_chart"):
        assert "2008" not in str(chart.proto.spec)
    assert "2008" not in "".join(line for line in said(app).splitlines() if "rounds from" in line)
    of_one = opened(PAGE, round="2005", dimension="People")
    assert is_drawn(of_one)
    assert "People scored 54 out of 100 in 2005." in said(of_one)


@pytest.mark.usefixtures("sample")
def test_the_correction_is_off_and_said_to_be_on():
    correction = "correction for a finite population"

    assert correction not in said(opened(PAGE))
    assert correction in said(opened(PAGE, finite="true"))


@pytest.mark.usefixtures("sample")
def test_parts_for_those_who_check_open_where_they_stand():
    app = opened(PAGE, dimension="People")
    for part in ("numbers_open", "item_groups_open", "reliability_open"):
        app.session_state[part] = True
    app.run()

    assert is_drawn(app)
    assert "The statements of People hang together well enough" in said(app)
    assert shapes(app) == 4
    columns = {column for table in app.dataframe for column in table.value.columns}
    assert {"Alpha", "95% interval", "Between organisations"} <= columns


@pytest.mark.usefixtures("sample")
def test_a_link_to_something_unknown_gets_words_and_the_page():
    app = opened(PAGE, dimension="Morale", round="1999")

    assert is_drawn(app)
    assert said(app).count("not known here") == 2


@pytest.fixture
def register(tmp_path: Path):
    with serving(Path(shutil.copytree(BUNDLED, tmp_path / "workspace"))) as path:
        yield people(registers.of(open_workspace(path)))


def reading(name: str | None, **choices: str) -> AppTest:
    """The page with the part for comments open, if it is there, for someone of this name."""
    app = opened(PAGE, **choices)
    app.session_state["comments_open"] = True
    if name is not None:
        app.session_state["acting_name"] = name
    app.run()
    assert is_drawn(app)
    return app


@pytest.mark.usefixtures("register")
def test_the_working_group_reads_the_comments():
    app = reading("Bert")

    assert COMMENT in payload(app)
    assert COMMENT in payload(reading("Bert", dimension="Leadership"))
    assert COMMENT not in payload(reading("Bert", dimension="People"))


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("name", [None, "Dora", "Nobody Known"])
def test_comments_are_in_no_payload_of_anyone_else(name):
    for choices in ({}, {"dimension": "Leadership"}, {"round": "2007"}):
        app = reading(name, **choices)

        assert "Leaders are calm" not in payload(app)
        assert "Comments" not in payload(app)


def answers(people: int, round_id: str = "Q-2008") -> list[dict[str, object]]:
    return [
        {"round_id": round_id, "response_id": f"{round_id}-{place}", "answer": 1 + place % 5}
        for place in range(people)
    ]


def closing(year: int) -> dict[str, date]:
    return {"opens_date": date(year, 11, 1), "closes_date": date(year, 11, 30)}


def published(folder: Path, *rounds: tuple[str, int], settings: str = SETTINGS) -> Path:
    """A workspace of these rounds with so many respondents each, of one organisation."""
    return workspace(
        folder,
        settings=settings,
        questionnaire_items=[{}],
        questionnaire_rounds=[
            {"round_id": round_id, "title": round_id.removeprefix("Q-")} for round_id, _ in rounds
        ],
        questionnaire_invitations=[{"round_id": one, "invited": 40} for one, _ in rounds],
        questionnaire_answers=[row for one, count in rounds for row in answers(count, one)],
    )


def test_without_a_round_the_page_says_so(tmp_path):
    with serving(workspace(tmp_path / "none")):
        app = opened(PAGE)

        assert is_drawn(app)
        assert "No round of the questionnaire is published yet" in said(app)


@pytest.mark.parametrize("dimension", [{}, {"dimension": "Leadership"}])
def test_a_round_that_too_few_answered_shows_who_was_invited_and_nothing_else(tmp_path, dimension):
    with serving(published(tmp_path / "few", ("Q-2008", 9))):
        app = opened(PAGE, **dimension)

        assert is_drawn(app)
        assert headline(app) == "Too few people answered in 2008 to show any result."
        assert "Results are shown from 10 answers on" in said(app)
        assert shapes(app) == 1


def test_one_organisation_one_item_and_no_words_of_the_workspace_are_enough(tmp_path):
    with serving(published(tmp_path / "one", ("Q-2008", 25))):
        app = opened(PAGE)

        assert is_drawn(app)
        assert headline(app) == "Leadership scored 50 out of 100 in 2008."
        assert is_drawn(opened(PAGE, dimension="Leadership"))


def test_a_question_that_too_few_answered_is_hidden_beside_one_that_is_shown(tmp_path):
    people = [
        {"item_id": item_id, "dimension": "People", "position": place}
        for place, item_id in enumerate(("P1", "P2"), 2)
    ]
    items = [{}, *people]
    few = [row | {"item_id": item["item_id"]} for row in answers(9) for item in people]
    folder = workspace(
        tmp_path / "beside",
        questionnaire_items=items,
        questionnaire_rounds=[{}],
        questionnaire_invitations=[{"invited": 40}],
        questionnaire_answers=[*answers(25), *few],
    )
    with serving(folder):
        whole, one = opened(PAGE), opened(PAGE, dimension="People")

        assert is_drawn(whole)
        assert "✕ Not shown" in payload(whole)
        assert is_drawn(one)
        assert "People: not enough answers to show in 2008." in said(one)


def test_statements_that_changed_are_not_compared(tmp_path):
    later = [row | {"item_id": "L2"} for row in answers(25, "Q-2008")]
    folder = workspace(
        tmp_path / "changed",
        questionnaire_items=[{}, {"item_id": "L2", "position": 2}],
        questionnaire_rounds=[
            {"round_id": "Q-2007", "title": "2007", **closing(2007)},
            {"round_id": "Q-2008"},
        ],
        questionnaire_invitations=[
            {"round_id": one, "invited": 40} for one in ("Q-2007", "Q-2008")
        ],
        questionnaire_answers=[*answers(25, "Q-2007"), *later],
    )
    with serving(folder):
        app = opened(PAGE, dimension="Leadership")

        assert is_drawn(app)
        assert "its statements changed" in said(app)
        assert "Statements changed" in payload(opened(PAGE))


def alike(people: int, round_id: str, answer: int) -> list[dict[str, object]]:
    return [row | {"answer": answer} for row in answers(people, round_id)]


@pytest.mark.parametrize("dimension", [{}, {"dimension": "Leadership"}])
def test_a_round_in_which_everyone_answered_alike_is_shown_and_not_compared(tmp_path, dimension):
    folder = workspace(
        tmp_path / "alike",
        questionnaire_items=[{}, {"item_id": "L2", "position": 2}],
        questionnaire_rounds=[
            {"round_id": "Q-2007", "title": "2007", **closing(2007)},
            {"round_id": "Q-2008"},
        ],
        questionnaire_invitations=[
            {"round_id": one, "invited": 40} for one in ("Q-2007", "Q-2008")
        ],
        questionnaire_answers=[
            row | {"item_id": item}
            for row in [*answers(25, "Q-2007"), *alike(12, "Q-2008", 2)]
            for item in ("L1", "L2")
        ],
    )
    with serving(folder):
        app = opened(PAGE, **dimension)

        assert is_drawn(app)
        assert "Leadership slipped" not in said(app)
        assert "No statement can be compared with 2007." in said(app)
        assert "Answers all alike" in payload(opened(PAGE))
        assert "everyone answered alike" in said(opened(PAGE, dimension="Leadership"))


def test_of_several_questionnaires_one_is_chosen_the_main_one_first(tmp_path):
    other = {"questionnaire_id": "other_survey", "round_id": "O-2006", "title": "Spring 2006"}
    folder = workspace(
        tmp_path / "several",
        settings=SETTINGS + '[questionnaire]\nmain = "other_survey"\n',
        questionnaire_items=[{}, {"questionnaire_id": "other_survey"}],
        questionnaire_rounds=[{}, other | closing(2006)],
        questionnaire_invitations=[
            {"round_id": one, "invited": 40} for one in ("Q-2008", "O-2006")
        ],
        questionnaire_answers=[*answers(25), *answers(25, "O-2006")],
    )
    with serving(folder):
        app = opened(PAGE)

        assert is_drawn(app)
        assert widgets(app)["questionnaire"].value == "other_survey"
        assert "in Spring 2006" in said(app)
        assert "in 2008" in said(opened(PAGE, questionnaire="Q"))


def test_the_overview_leads_to_each_question_and_is_silent_without_a_round(tmp_path):
    with serving(BUNDLED):
        app = opened("pages/scorecard/overview.py")
        links = {link.proto.label for link in app.get("page_link")}

        assert is_drawn(app)
        assert "Processes: 57 out of 100, improved since 2007" in said(app)
        assert "↗ How well does it do things?" in links
        processes = next(
            link.proto for link in app.get("page_link") if "How well does it do" in link.proto.label
        )
        assert "to_round=" in str(processes)
    with serving(workspace(tmp_path / "none", [{}], indicators=[{}])):
        assert "How we work together" not in said(opened("pages/scorecard/overview.py"))
