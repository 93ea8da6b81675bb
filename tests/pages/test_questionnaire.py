"""The Questionnaire page: a respondent's form, what everybody sees, and running a round."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.deeds import NOTED, Deed
from data import published_rounds, releases
from data import register as registers
from data.publishing import Change, publish
from data.register import invitations, refusals, responses, rounds
from data.register.connecting import reading
from data.workspace import BUNDLED, open_workspace
from tests.data.register.asking import CELLS, ITEMS, asked, plan
from tests.data.register.conftest import TODAY, people
from tests.data.rows import table
from tests.pages.viewing import is_drawn, opened, words
from tests.queries.workspaces import serving, workspace

PAGE = "pages/evidence/questionnaire.py"
MARKUP = "<script>alert(1)</script> *Well* [done](https://example.org)"


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("questionnaire") / "published"
    items = [{**ITEMS[0], "text": f"Statement 1 {MARKUP}"}, *ITEMS[1:]]
    return workspace(folder, questionnaire_items=items)


@pytest.fixture
def folder(published: Path, tmp_path: Path):
    with serving(Path(shutil.copytree(published, tmp_path / "workspace"))) as path:
        yield path


@pytest.fixture
def register(folder: Path):
    return people(registers.of(open_workspace(folder)))


def visited(acting: str | None = None, /, **choices: str) -> AppTest:
    """The page as someone who has given this name sees it."""
    app = opened(PAGE, **choices)
    if acting is not None:
        app.session_state["acting_name"] = acting
        app.run()
    assert is_drawn(app)
    return app


def said(register, token: str) -> dict:
    return dict(responses.given(register, token).said.answers)


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def answer_all(register, links, value: int = 4) -> None:
    for link in links:
        responses.save(register, link.token, {item["item_id"]: value for item in ITEMS})


# A respondent


def test_a_link_opens_the_form_alone_and_says_who_asks_what_for_and_what_is_promised(register):
    app = visited(link=asked(register)[0].token)

    text = words(app)
    assert "# Partnership questionnaire\\: Autumn 2009" in text
    assert "Elsewhere Partnership asks you, from Council \\(Board\\)" in text
    assert "6 statements, about 2 minutes" in text
    assert "Nobody can tell which are yours without your link, or the code that" in text
    assert "no group of fewer than 5 people is ever shown" in text
    assert "until 30 November 2009" in text
    assert "Part 1 of 2\\: Leadership" in text
    assert not app.get("page_link"), "no menu"
    assert "acting_typed" not in app.session_state
    assert labels(app) == {"Next: People"}
    assert [radio.options for radio in app.radio] == [
        [
            "Strongly disagree",
            "Disagree",
            "Neither agree nor disagree",
            "Agree",
            "Strongly agree",
            *(["Not applicable"] if item["has_not_applicable"] else []),
        ]
        for item in ITEMS[:3]
    ]
    assert {radio.value for radio in app.radio} == {None}


def test_a_statement_is_shown_as_text(register):
    text = words(visited(link=asked(register)[0].token))

    assert "\\<script\\>alert\\(1\\)\\</script\\>" in text
    assert "<script" not in text.replace("\\<script", "")


def test_each_answer_is_saved_as_it_is_given_and_a_reload_goes_on_from_there(register):
    token = asked(register)[0].token
    app = visited(link=token)
    app.radio(key="answer_L1").set_value(4).run()
    assert is_drawn(app)
    assert said(register, token) == {"L1": 4}
    assert ":material/check: Saved" in words(app)
    app.radio(key="answer_L3").set_value("not applicable").run()
    app.radio(key="answer_L1").set_value(2).run()
    app.text_area(key="answer_comment_1").set_value(MARKUP).run()
    assert said(register, token) == {"L1": 2, "L3": "not applicable"}
    assert responses.given(register, token).said.comments == {"Leadership": MARKUP}

    again = visited(link=token)
    assert [radio.value for radio in again.radio] == [2, None, "not applicable"]
    assert again.text_area(key="answer_comment_1").value == MARKUP
    assert "2 of 6 answered" in _progress(again)


def _progress(app: AppTest) -> str:
    return app.get("progress")[0].proto.text


def test_the_parts_follow_one_another_and_end_with_thanks(register):
    token = asked(register)[0].token
    app = visited(link=token)
    for item in ("L1", "L2", "L3"):
        app.radio(key=f"answer_{item}").set_value(5).run()
    app = press(app, "Next: People")
    assert is_drawn(app)
    assert app.query_params["step"] in ("2", ["2"])
    assert "Part 2 of 2\\: People" in words(app)
    assert "Your name is not known here" not in words(app), "said once"
    app.radio(key="answer_P1").set_value(1).run()
    app = press(app, "Finish")

    assert "## Thank you" in words(app)
    assert "4 of 6 statements are answered and saved" in words(app)
    assert "change your answers until 30 November 2009" in words(app)
    app = press(app, "People: 2 left")
    assert [radio.value for radio in app.radio] == [1, None, None]
    app = press(app, "Back")
    assert [radio.value for radio in app.radio] == [5, 5, 5]


def test_a_link_goes_on_at_the_first_part_with_something_left(register):
    links = asked(register)
    token = links[0].token
    responses.save(register, token, {"L1": 3, "L2": 3, "L3": 3, "P1": 3})
    assert "Part 2 of 2" in words(visited(link=token))
    answer_all(register, links[:1])
    assert "All 6 statements are answered and saved" in words(visited(link=token))
    assert "Part 1 of 2" in words(visited(link=token, step="1"))
    assert "## Thank you" in words(visited(link=token, step="99"))


def test_answers_can_be_taken_back(register):
    token = asked(register)[0].token
    app = visited(link=token)
    app.radio(key="answer_L1").set_value(4).run()
    ways = [button.label for button in app.button]
    assert ways == ["Next: People", "Clear them"], "asked for once more, behind the ways on"
    app = press(app, "Clear them")

    assert is_drawn(app)
    assert said(register, token) == {}
    assert {radio.value for radio in app.radio} == {None}


def test_another_link_in_the_same_tab_shows_nothing_of_the_first(register):
    one, other = (link.token for link in asked(register)[:2])
    app = visited(link=one)
    app.radio(key="answer_L1").set_value(4).run()
    app.query_params["link"] = other
    app.run()

    assert {radio.value for radio in app.radio} == {None}
    app.radio(key="answer_L2_1").set_value(1).run()
    assert (said(register, one), said(register, other)) == ({"L1": 4}, {"L2": 1})


@pytest.mark.parametrize("link", ["", "guessed", "x" * 3000, "<script>alert(1)</script>"])
def test_an_unknown_link_gets_words(register, link):
    asked(register)
    app = visited(link=link)

    assert "# This link does not lead to a questionnaire." in words(app)
    assert not app.radio
    assert refusals.every(register) == [], "looking is not forging"


def test_a_link_before_and_after_its_round_gets_words(register):
    early = asked(register, plan(opens=TODAY + timedelta(days=1)))[0].token
    assert "opens on 1 August 2009" in words(visited(link=early))

    round_id = rounds.make(register, plan(title="Other"), who="Bert", why="Due")
    token = invitations.issue(register, round_id, who="Bert", after=1)[0].token
    responses.save(register, token, {"L1": 4})
    rounds.close(register, round_id, who="Bert", why="Over", after=2)
    app = visited(link=token)
    assert "This questionnaire is closed. Thank you" in words(app)
    assert not app.radio


def test_an_answer_after_the_round_was_closed_is_said_not_to_be_saved(register):
    token = asked(register)[0].token
    app = visited(link=token)
    rounds.close(register, "round-1", who="Bert", why="Over", after=2)

    app.radio(key="answer_L1").set_value(4).run()

    assert not app.exception
    assert "answers stay as they are" in app.error[0].value
    assert app.error[0].proto.title == "Not saved"
    assert [one.body.reason for one in refusals.every(register)] == ["closed"]


def test_an_answer_that_cannot_be_written_is_said_not_to_be_saved(register):
    token = asked(register)[0].token
    app = visited(link=token)
    with closing(sqlite3.connect(register.path, isolation_level=None)) as other:
        other.execute("begin immediate")  # held, as by a writer that hangs
        app.radio(key="answer_L1").set_value(4).run()
        assert "Someone else is saving" in app.error[0].value
        drawn = [element.type for element in app.main]
        assert drawn[drawn.index("radio") + 1] == "error", "in sight of the answer"
        assert drawn.count("error") == 1
    app.radio(key="answer_L1").set_value(5).run()
    assert said(register, token) == {"L1": 5}


# Everybody


def test_without_a_round_the_page_says_so():
    with serving(BUNDLED):
        app = visited()
        assert "# No round of the questionnaire is open." in words(app)
        rows = app.dataframe[0].value
        assert rows["Invited"].gt(0).all()
        assert rows["Round"].is_unique
    assert not (BUNDLED / "register.sqlite").exists()


def test_with_nothing_published_and_nothing_asked_there_are_words(folder):
    app = visited()
    assert "# No round of the questionnaire is open." in words(app)
    assert "No round is published yet" in words(app)


def test_the_round_in_progress_shows_how_many_answered_in_whole_steps(register):
    links = asked(register)
    answer_all(register, links[:3])
    text = words(visited())
    assert "# Autumn 2009 is open until 30 November 2009." in text
    assert "Fewer than 5 of 30 people invited have answered so far." in text

    police = [link for link in links if link.organisation == "Police"]
    answer_all(register, [*links[4:20], *police[:2]])
    app = visited()
    assert "At least 20 of 30 people invited have answered so far." in words(app)
    assert "told in whole steps of 5 and by organisation only" in words(app)
    (organisations,) = (table.value for table in app.table)
    assert organisations["Answered"].tolist() == ["At least 15", "Fewer than 5"]
    assert not app.get("vega_lite_chart"), "no results while a round is open"


def test_a_round_that_is_over_shows_exactly_how_many_answered_and_no_few(register):
    links = asked(register)
    police = [link for link in links if link.organisation == "Police"]
    answer_all(register, [*links[:20], police[0]])
    rounds.close(register, "round-1", who="Bert", why="Over", after=2)

    app = visited()
    assert "21 of 30 people invited answered \\(70%\\)" in words(app)
    assert "A number below 5 is not shown" in words(app)
    organisations, groups = (table.value for table in app.table)
    assert organisations["Answered"].tolist() == ["Not shown", "Not shown"]
    assert groups["Answered"].tolist() == ["5", "16"]


def test_a_viewer_is_told_why_there_is_nothing_to_run(register):
    assert "say who you are" in words(visited(part="run"))
    app = visited("Dora", part="run")
    assert "may not run a round" in words(app)
    assert not labels(app) - {"Act under this name"}


# The working group


def test_a_round_is_made_with_its_links_once_and_closed_and_published(register, folder):
    _asked_last_year(folder)
    app = visited("Bert", part="run")
    assert "No round is being asked" in words(app)
    app.text_input(key="round_title").set_value("Summer 2009")
    app.date_input(key="round_closes").set_value(date(2009, 8, 20))
    app.number_input(key="round_minimum").set_value(5)
    app.number_input(key="round_count").set_value(3)
    app = press(app, "Make the round")
    assert is_drawn(app)
    (made,) = rounds.every(register)
    assert made.who == "Bert"
    expected = plan(title="Summer 2009", closes=date(2009, 8, 20), invited=CELLS)
    assert made.body.plan == expected

    app = press(app, "Issue 30 links")
    assert is_drawn(app)
    assert "30 links were issued" in app.success[0].value
    links = app.session_state["links_issued"]
    assert len(links) == 30
    app.run()
    assert "30 links to send, one a person" in words(app), "until they are saved"
    app = press(app, "I have saved them")
    assert "links_issued" not in app.session_state
    assert "30 links to send" not in words(visited("Bert", part="run"))

    answer_all(register, links[:24])
    app = visited("Bert", part="run")
    app.text_input(key="close_why_round-1_2").set_value("All answered")
    app = press(app, "Close the round")
    assert "takes no more answers" in app.success[0].value
    assert "24 responses would be published; every organisation is large enough" in words(app)
    app = press(app, "Publish the round")
    assert is_drawn(app)
    version = releases.latest_version(folder)
    assert f"published as data version {version}" in app.success[0].value
    assert "No round is being asked" in words(app)
    assert "## Summer 2009\\: published" in words(app)
    assert "open “Comments” at the foot of the same page" in words(app)
    (link,) = [one.proto for one in app.get("page_link") if "comments" in one.proto.label]
    assert link.label == "Results and comments of Summer 2009"
    assert link.page.endswith("partnership_working")
    assert "round-1" in link.query_string
    assert visited().dataframe[0].value["Round"].tolist() == ["Summer 2009", "2008"]


def test_a_round_in_progress_gets_another_last_day_with_a_reason(register):
    asked(register, plan(minimum_group=6))
    app = visited("Bert", part="run")
    app.session_state["round-1_2_change"] = True
    app.run()
    app.date_input(key="round-1_2_closes").set_value(date(2009, 12, 24))
    app.number_input(key="round-1_2_minimum").set_value(5)
    app.text_input(key="round-1_2_why").set_value("The holidays")
    app = press(app, "Change the round")
    assert "no group of fewer than 6 is ever shown" in app.error[0].value

    app.number_input(key="round-1_2_minimum").set_value(7)
    app = press(app, "Change the round")
    assert is_drawn(app)
    (record,) = rounds.every(register)
    assert record.body.plan == plan(closes=date(2009, 12, 24), minimum_group=7)
    assert (record.version, record.who, record.why) == (3, "Bert", "The holidays")


def test_a_blank_file_is_offered_where_its_statements_are_published(folder):
    app = visited()
    app.session_state["blank_file"] = True
    app.run()
    assert "are not published here" in words(app)
    with serving(BUNDLED):
        app = visited()
        app.session_state["blank_file"] = True
        app.run()
        assert is_drawn(app)
        assert [one.proto.label for one in app.get("download_button")] == ["Excel workbook", "CSV"]
        assert "**L1 to C6**: The answer to that statement, a whole number from 1 to 5" in words(
            app
        )


def _asked_last_year(folder: Path) -> None:
    """A published round, from whose invitations the form begins."""
    about = {
        "round_id": "2008",
        "questionnaire_id": "working",
        "title": "2008",
        "opens_date": date(2008, 11, 1),
        "closes_date": date(2008, 11, 30),
        "minimum_group": 5,
        "smallest_count": 3,
    }
    names = ("organisation", "respondent_group", "invited")
    cells = [dict(zip(names, vars(cell).values(), strict=True)) for cell in CELLS]
    tables = {
        "questionnaire_rounds": table("questionnaire_rounds", about),
        "questionnaire_invitations": table(
            "questionnaire_invitations", *({"round_id": "2008", **cell} for cell in cells)
        ),
    }
    publish(folder, Change(reference=tables), source_id="t", who="Anne", why="x")


def test_publishing_says_beforehand_which_organisations_are_too_small(register):
    small = (*CELLS[:2], replace(CELLS[2], people=3), replace(CELLS[2], organisation="PCT"))
    links = asked(register, plan(invited=small))
    answer_all(register, links)
    rounds.close(register, "round-1", who="Bert", why="Over", after=2)

    assert "33 responses would be published; 2 organisations are too small to be shown" in words(
        visited("Bert", part="run")
    )


def test_a_lost_link_is_exchanged_by_its_code_and_says_so_to_whoever_has_either(register):
    old, other = asked(register)[:2]
    responses.save(register, old.token, {"L1": 4})
    app = visited("Bert", part="run")
    app.text_input(key="exchange_code_round-1_2").set_value("mistyped")
    app.text_input(key="exchange_why_round-1_2").set_value("The e-mail was deleted")
    app = press(app, "Withdraw it and give another")
    assert "No link of this round has that code" in app.error[0].value
    app.text_input(key="exchange_code_round-1_2").set_value(f" {old.code} ")
    app = press(app, "Withdraw it and give another")

    assert is_drawn(app)
    assert "The old link was withdrawn" in app.success[0].value
    assert "1 link to send, one a person" in words(app)
    assert any("30 with a link, 1 of them exchanged" in str(one.value) for one in app.table)
    app.text_input(key="exchange_code_round-1_2").set_value(other.code)
    app = press(app, "Withdraw it and give another")
    assert "2 links to send" in words(app), "those not saved yet are kept"
    new = app.session_state["links_issued"][0]
    gone = visited(link=old.token)
    assert "Another link was given out in place of this one" in words(gone)
    assert not gone.radio
    begun = visited(link=new.token)
    assert "given in place of an earlier one" in words(begun)
    assert {radio.value for radio in begun.radio} == {None}
    assert "given in place" not in words(visited(link=asked_other(register)))

    decisions = opened("pages/working_group/changes.py", part="decisions")
    rows = decisions.dataframe[0].value.set_index("Decision").loc[["Link exchanged"]]
    assert rows["What"].tolist() == ["Autumn 2009, number 2", "Autumn 2009, number 1"]
    assert rows["Why"].tolist() == ["The e-mail was deleted"] * 2


def test_links_that_were_lost_before_they_were_saved_are_issued_anew(register):
    asked(register)
    app = visited("Bert", part="run")
    app.text_input(key="recall_why_round-1_2").set_value("The tab was closed")
    app = press(app, "Withdraw all links")

    assert is_drawn(app)
    assert "All 30 links were withdrawn. Issue new ones now." in app.success[0].value
    assert "Withdraw all links" not in labels(app)
    app = press(app, "Issue 30 links")
    assert len(app.session_state["links_issued"]) == 30
    decisions = opened("pages/working_group/changes.py", part="decisions")
    rows = decisions.dataframe[0].value.set_index("Decision")
    assert rows.loc["Links withdrawn", "Why"] == "The tab was closed"


def asked_other(register) -> str:
    """A link of another round, which was never exchanged."""
    number = rounds.make(register, plan(title="Other"), who="Bert", why="Due")
    return invitations.issue(register, number, who="Bert", after=1)[0].token


@pytest.mark.parametrize(
    ("verb", "about"),
    [
        ("issue", {}),
        ("exchange", {"code": "x", "why": "x"}),
        ("recall", {"why": "x"}),
        ("close", {"why": "x"}),
        ("publish", {"why": "x"}),
        ("make", {}),
    ],
)
def test_a_deed_noted_by_whoever_may_not_is_refused(register, verb, about):
    rounds.make(register, plan(), who="Bert", why="Due")
    app = visited("Dora")
    app.session_state[NOTED] = Deed(verb, ("round-1",), {"after": 1, **about})
    app.run()

    assert not app.exception
    (kept,) = rounds.every(register)
    assert kept.version == 1
    with reading(register) as connection:
        assert responses.of_round(connection, "round-1") == []


def test_what_was_refused_is_listed_without_what_it_said(register):
    token = asked(register)[0].token
    for _ in range(2):
        with pytest.raises(registers.Refused):
            responses.save(register, token, {"L1": 99})

    app = visited("Bert", part="run")
    rows = next(grid.value for grid in app.dataframe if "Why" in grid.value)
    assert rows["Why"].tolist() == ["Not one of the answers to choose from"]
    assert rows["Times"].tolist() == [2]


def test_the_list_of_changes_stays_as_it_is_while_answers_come_in(register):
    links = asked(register)
    before, after = (_audit(register, some) for some in (links[:2], links[2:5]))

    assert "are kept apart" in words(after)
    assert set(after.dataframe[0].value["Kind"]) == {"person", "round"}
    assert "Autumn 2009 (round-1)" in after.dataframe[0].value["Record"].tolist()
    assert "Every change is as it was written" in after.success[0].value
    assert words(before) == words(after)
    assert before.dataframe[0].value.equals(after.dataframe[0].value)
    shown = [one.value for app in (before, after) for one in app.code]
    assert len(set(shown)) == 1


def test_what_was_done_with_a_round_is_among_the_decisions(register):
    links = asked(register)
    rounds.change(register, "round-1", plan(title="Winter"), who="Bert", why="Later", after=2)
    answer_all(register, links)
    rounds.close(register, "round-1", who="Bert", why="All answered", after=3)
    published_rounds.publish(register, "round-1", who="Bert", why="Over", after=4)

    app = opened("pages/working_group/changes.py", part="decisions")
    assert is_drawn(app)
    rows = app.dataframe[0].value.set_index("Decision")
    assert list(rows.index)[:5] == [
        "Round published",
        "Round closed early",
        "Round changed",
        "Links issued",
        "Round made",
    ], "the newest first, above the roles that were given before"
    assert rows.loc["Round published", ["What", "Who", "Why"]].tolist() == [
        "Winter, version 5",
        "Bert",
        "Over",
    ]
    assert rows.loc["Round closed early", "Why"] == "All answered"
    assert rows.loc["Round changed", "What"] == "Winter, version 3"
    assert rows.loc["Links issued", "What"] == "Autumn 2009, version 2"
    assert rows.loc["Round made", "Why"] == "Every autumn"


def _audit(register, links) -> AppTest:
    """The changes after these have answered."""
    answer_all(register, links)
    app = opened("pages/working_group/changes.py", part="audit")
    assert is_drawn(app)
    return app
