"""The door of pages to rounds asked here: what is read, when it is read anew, and the outcomes."""

from __future__ import annotations

import random
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest

from data import register as registers
from data.register.records import Record
from data.workspace import open_workspace
from queries import (
    answering,
    asked,
    collecting,
    deciding,
    fetch,
    revision,
    rounds_decided,
    serve,
)
from tests.data.register.asking import CELLS, ITEMS
from tests.data.register.conftest import TODAY, people
from tests.queries.workspaces import serving, workspace

INVITED = [(cell.organisation, cell.respondent_group, cell.people) for cell in CELLS]
PLANNED = {
    "title": "Autumn 2009",
    "questionnaire_id": "working",
    "opens": TODAY,
    "closes": date(2009, 11, 30),
    "minimum_group": 5,
    "smallest_count": 3,
    "invited": INVITED,
}


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("collecting") / "published"
    return workspace(folder, questionnaire_items=ITEMS)


@pytest.fixture
def folder(published: Path, tmp_path: Path):
    with serving(Path(shutil.copytree(published, tmp_path / "workspace"))) as path:
        yield path


@pytest.fixture
def begun(folder: Path) -> Path:
    people(registers.of(open_workspace(folder)))
    serve()
    return folder


def issued(**changed: object) -> list[str]:
    """Bert makes a round and issues its links; their tokens."""
    outcome = collecting.make(**(PLANNED | changed), who="Bert")
    assert outcome.is_done, outcome.words
    return [link.token for link in collecting.issue(outcome.made, who="Bert", after=1).links]


def counts() -> dict[str | None, int | None]:
    return {row.name: row.responses for row in asked.progress("round-1")}


def steps() -> dict[str | None, int | None]:
    rows = asked.progress("round-1")
    assert {row.responses for row in rows} == {None}
    return {row.name: row.at_least for row in rows}


def test_a_register_that_is_not_begun_reads_as_empty_and_is_not_made(folder):
    assert asked.standing() == asked.refused() == asked.last_invited() == ()
    assert asked.in_progress() == {}
    assert answering.given("anything") is None
    assert collecting.askable() == ("working",)
    assert not (folder / "register.sqlite").exists()


def test_a_round_is_made_asked_closed_and_published_through_the_door(begun):
    tokens = issued()
    for token in tokens[:12]:
        assert answering.answer(token, {"L1": 4, "P1": 2}).is_done
    assert collecting.close("round-1", who="Bert", why="All answered", after=2).is_done
    (one,) = asked.standing()
    assert (one.state, one.record.version) == ("closed", 3)

    outcome = collecting.publish("round-1", who="Bert", why="Over", after=3)

    assert outcome.is_done, outcome.words
    assert "data version" in outcome.words
    serve()
    assert asked.standing()[0].state == "published"
    assert asked.in_progress() == {}
    (found,) = fetch("rounds", questionnaire_id="working").to_dict("records")
    assert (found["round_id"], found["invited"], found["responses"]) == ("round-1", 30, 12)


def test_while_a_round_is_open_who_has_answered_shows_at_once_in_whole_steps(begun):
    tokens = issued()
    assert steps() == {None: 0, "Council": 0, "Police": 0}
    for token in tokens[:4]:
        answering.answer(token, {"L1": 4})
    for token in tokens[4:9]:
        answering.answer(token, {}, {"People": "Only words"})
    assert steps()[None] == 0, "a comment alone is no answer"
    answering.answer(tokens[4], {"L1": 4})
    assert steps() == {None: 5, "Council": 5, "Police": 0}
    answering.answer(tokens[0], {"L1": None})

    assert steps() == {None: 0, "Council": 0, "Police": 0}, "one who takes everything back"


def test_once_a_round_is_over_the_numbers_are_exact_and_no_few(begun):
    tokens = issued()
    for token in tokens[4:20]:
        answering.answer(token, {"L1": 4})
    answering.answer(tokens[4], {"L1": None})
    collecting.close("round-1", who="Bert", why="All answered", after=2)

    assert counts() == {
        None: 15,
        "Council": 15,
        "Police": 0,
        "Board": 0,
        "Front line": 15,
    }


def test_answers_that_come_in_renew_nothing_else(begun):
    tokens = issued()
    serve()
    before = (revision(), deciding.changes())
    asked.progress("round-1")
    for token in tokens[:5]:
        answering.answer(token, {"L1": 4})
    with_refused = answering.answer("forged", {"L1": 4})
    serve()

    assert not with_refused.is_done
    assert (revision(), deciding.changes()) == before
    assert deciding.changes() is before[1], "not even read again"
    assert [one.body.reason for one in asked.refused()] == ["unknown_link"]


@pytest.mark.parametrize("who", ["Dora", "Nobody", ""])
def test_whoever_has_no_role_is_refused_in_words_whatever_the_page_showed(begun, who):
    assert not collecting.make(**PLANNED, who=who).is_done
    issued()
    outcomes = [
        collecting.issue("round-1", who=who, after=2),
        collecting.close("round-1", who=who, why="x", after=2),
        collecting.change("round-1", title="Mine", who=who, why="x", after=2),
    ]
    collecting.close("round-1", who="Bert", why="x", after=2)
    outcomes.append(collecting.publish("round-1", who=who, why="x", after=3))

    assert [outcome.is_done for outcome in outcomes] == [False] * 4
    assert all(outcome.words for outcome in outcomes)
    assert outcomes[0].links == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Give the round a title"),
        ({"invited": [("Council", "Board", 0)]}, "the number invited is at least 1"),
        ({"opens": None}, "not a date"),
        ({"minimum_group": "10"}, "not a int"),
        ({"questionnaire_id": None}, "not text"),
    ],
)
def test_a_plan_that_the_form_should_not_have_sent_comes_back_in_words(begun, changed, said):
    outcome = collecting.make(**(PLANNED | changed), who="Bert")

    assert not outcome.is_done
    assert said in outcome.words


def test_a_round_is_changed_in_part_and_a_newer_version_is_not_overwritten(begun):
    issued()
    later = date(2009, 12, 24)
    done = collecting.change("round-1", closes=later, who="Bert", why="Longer", after=2)
    late = collecting.change("round-1", title="Mine", who="Cleo", why="x", after=2)

    assert done.is_done
    assert not late.is_done
    assert late.theirs.version == 3
    plan = asked.standing()[0].record.body.plan
    assert (plan.closes, plan.title) == (later, "Autumn 2009")
    assert not collecting.change("round-7", title="x", who="Bert", why="x", after=1).is_done


def test_the_next_round_begins_from_those_invited_last(begun):
    issued()
    assert sorted(asked.last_invited()) == sorted(INVITED)


def test_an_answer_brings_back_all_that_was_said(begun):
    token = issued()[0]
    answering.answer(token, {"L1": 4})
    saved = answering.answer(token, {"L2": 1}, {"People": "Well"})
    refused = answering.answer(token, {"L2": 9})

    assert saved.said.answers == {"L1": 4, "L2": 1}
    assert answering.given(token).said == saved.said
    assert (refused.is_done, refused.said) == (False, None)
    assert "not one of the answers" in refused.words


# Differences that cross: none is of one cell, but together they are of three people.
CROSSING = {("A", "x"): 12, ("A", "y"): 1, ("B", "x"): 2, ("B", "y"): 15}


@pytest.mark.parametrize("seed", [*range(6), "crossing"])
def test_a_round_shows_the_same_numbers_before_and_after_it_is_published(begun, seed):
    chance = random.Random(seed)
    places = [(o, g) for o in ("A", "B", "C", "D", "E") for g in ("x", "y", "z")]
    # E is of fewer than are ever shown
    people = {place: chance.randint(1, 9) if place[0] != "E" else 1 for place in places}
    if seed == "crossing":
        people = CROSSING
    tokens = issued(
        invited=[(*place, number) for place, number in people.items()],
        minimum_group=5 if seed == "crossing" else chance.randint(5, 6),
    )
    least = len(tokens) if seed == "crossing" else len(tokens) // 3
    for token in chance.sample(tokens, chance.randint(least, len(tokens))):
        assert answering.answer(token, {"L1": chance.randint(1, 5)}).is_done
    collecting.close("round-1", who="Bert", why="Over", after=2)
    before = {
        (row.kind, row.name): (row.invited, row.responses, row.note)
        for row in asked.progress("round-1")
    }

    assert collecting.publish("round-1", who="Bert", why="Over", after=3).is_done
    serve()
    rows = fetch("response_rates", questionnaire_id="working").astype(object)
    rows = rows.where(rows.notna(), None)
    after = {
        (row.kind, row.name): (row.invited, row.responses, row.note)
        for row in rows.itertuples(index=False)
        if row.kind == "all" or row.name is not None
    }

    assert after == before


def test_a_round_whose_record_was_tampered_with_has_no_name_and_stops_no_list():
    def change(body: object, version: int) -> Record:
        about = {"kind": "round", "record_id": "round-1", "version": version, "body": body}
        at = datetime(2009, 7, 31)
        return Record(**about, who="Bert", role="x", at=at, why="x", seq=version)

    whole = {"plan": {"title": "Autumn"}}
    assert rounds_decided.titles([change(whole, 1), change({"plan": 3}, 2)]) == {
        "round-1": "Autumn"
    }
    assert rounds_decided.titles([change(["x"], 1)]) == {}
