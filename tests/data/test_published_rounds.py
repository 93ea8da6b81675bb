"""A round that is over, published: five tables, one commit, once, and nobody to be recognised."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date

import pytest

from data import published_rounds, publishing, releases
from data import register as registers
from data.publishing import Change, PublishError
from data.register import NotAllowed, Refused, answers, invitations, responses, rounds
from data.register.connecting import reading
from data.register.records import Superseded
from data.workspace import open_workspace
from tests.data.published import served_rows
from tests.data.register import asking
from tests.data.register.asking import CELLS, asked
from tests.data.register.conftest import TODAY, people
from tests.data.rows import table


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A workspace with the questionnaire, and its register with people and a round in progress."""
    folder = asking.published(tmp_path_factory.mktemp("asked") / "workspace")
    register = people(registers.of(open_workspace(folder)))
    links = asked(register)
    for number, link in enumerate(links[:20]):
        said = {"L1": 1 + number % 5, "L3": answers.NOT_APPLICABLE, "P2": 4}
        responses.save(register, link.token, said, {"People": f"Comment {number}"})
    responses.save(register, links[20].token, {"L1": 5})
    responses.save(register, links[20].token, {"L1": None}, {"Leadership": "Only this"})
    return folder, links


@pytest.fixture
def register(begun, tmp_path):
    folder, _ = begun
    return registers.of(open_workspace(shutil.copytree(folder, tmp_path / "workspace")))


def closed(register):
    rounds.close(register, "round-1", who="Bert", why="All answered", after=2)
    return register


def publish(register, *, who: str = "Bert", after: int = 3) -> int:
    return published_rounds.publish(register, "round-1", who=who, why="It is over", after=after)


def published(register, name: str) -> list[tuple]:
    columns = {
        "questionnaire_rounds": "round_id, questionnaire_id, title, opens_date, closes_date, "
        "minimum_group, smallest_count",
        "questionnaire_invitations": "organisation, respondent_group, invited",
        "questionnaire_answers": "response_id, organisation, respondent_group, item_id, answer",
        "questionnaire_comments": "comment_id, dimension, comment",
    }
    return served_rows(register.workspace.path, columns[name], name)


def test_a_round_becomes_five_tables_in_one_commit(register):
    before = releases.latest_version(register.workspace.path)

    version = publish(closed(register))

    folder = register.workspace.path
    assert version == releases.latest_version(folder) == before + 1
    assert published(register, "questionnaire_rounds") == [
        ("round-1", "working", "Autumn 2009", TODAY, TODAY, 5, 3)
    ]
    assert published(register, "questionnaire_invitations") == sorted(
        (cell.organisation, cell.respondent_group, cell.people) for cell in CELLS
    )
    said = published(register, "questionnaire_answers")
    assert len({row[0] for row in said}) == 20, "one who took everything back is no response"
    assert Counter(row[3] for row in said) == {"L1": 20, "L3": 20, "P2": 20}
    assert {row[4] for row in said if row[3] == "L3"} == {None}
    assert Counter(row[4] for row in said if row[3] == "L1") == dict.fromkeys(range(1, 6), 4)
    assert Counter(row[1:3] for row in said if row[3] == "P2") == {
        ("Council", "Board"): 4,
        ("Council", "Front line"): 16,
    }
    told = {(row[1], row[2]) for row in published(register, "questionnaire_comments")}
    assert told == {("Leadership", "Only this")} | {("People", f"Comment {n}") for n in range(20)}
    (now,) = rounds.every(register)
    assert (now.body.state(TODAY), now.body.data_version, now.version) == ("published", version, 4)
    assert (now.who, now.why) == ("Bert", "It is over")


def test_neither_ids_nor_order_lead_back_to_a_person(begun, register):
    _, links = begun
    publish(closed(register))

    firsts = [row[4] for row in published(register, "questionnaire_answers") if row[3] == "L1"]
    given_in_order = [1 + number % 5 for number in range(20)]
    assert firsts != given_in_order
    comments = [row[2] for row in published(register, "questionnaire_comments")]
    assert [c for c in comments if c != "Only this"] != [f"Comment {n}" for n in range(20)]
    parquet = b"".join(f.read_bytes() for f in register.workspace.path.rglob("*.parquet"))
    for link in links:
        for purpose in ("invitation by code", "answers by code"):
            assert invitations.digest(purpose, link.code).encode() not in parquet


def test_responses_are_numbered_anew_by_chance(register):
    with reading(register) as connection:
        found = responses.of_round(connection, "round-1")
    (asked_round,) = rounds.every(register)

    def order() -> list[object]:
        rows = published_rounds.tables("round-1", asked_round.body, found)
        return [row["answer"] for row in rows["questionnaire_answers"] if row["item_id"] == "L1"]

    assert len({tuple(order()) for _ in range(5)}) > 1
    assert {Counter(order()) == Counter(order()) for _ in range(5)} == {True}


def test_an_open_round_is_not_published_and_a_published_one_not_again(register):
    with pytest.raises(Refused, match="takes answers until 30 November 2009"):
        publish(register, after=2)
    version = publish(closed(register))

    with pytest.raises(Refused, match=f"published already, as data version {version}"):
        publish(register, after=4)
    with pytest.raises(Superseded):
        publish(register, after=3)
    assert releases.latest_version(register.workspace.path) == version


def test_only_the_working_group_publishes(register):
    closed(register)
    for who in ("Dora", "Nobody", ""):
        with pytest.raises((NotAllowed, Refused)):
            publish(register, who=who)
    assert not published(register, "questionnaire_rounds")


def test_a_round_that_nobody_answered_is_not_published(register):
    number = rounds.make(register, asking.plan(title="Empty"), who="Bert", why="Due")
    rounds.close(register, number, who="Bert", why="A mistake", after=1)

    with pytest.raises(Refused, match="Nobody answered this round"):
        published_rounds.publish(register, number, who="Bert", why="Over", after=2)


def test_what_was_published_before_stays(register):
    older = {
        "questionnaire_rounds": {
            "round_id": "2008",
            "questionnaire_id": "working",
            "title": "2008",
            "opens_date": date(2008, 11, 1),
            "closes_date": date(2008, 11, 30),
            "minimum_group": 5,
            "smallest_count": 3,
        },
        "questionnaire_invitations": {
            "round_id": "2008",
            "organisation": "PCT",
            "respondent_group": "Board",
            "invited": 9,
        },
        "questionnaire_answers": {
            "round_id": "2008",
            "response_id": "1",
            "organisation": "PCT",
            "respondent_group": "Board",
            "item_id": "L1",
            "answer": 2,
        },
    }
    change = Change(reference={name: table(name, row) for name, row in older.items()})
    publishing.publish(register.workspace.path, change, source_id="t", who="Anne", why="x")

    publish(closed(register))

    assert [row[0] for row in published(register, "questionnaire_rounds")] == ["2008", "round-1"]
    said = published(register, "questionnaire_answers")
    assert [row for row in said if row[1] == "PCT"] == [("1", "PCT", "Board", "L1", 2)]
    assert len(served_rows(register.workspace.path, "item_id", "questionnaire_items")) == 6


def test_a_publish_that_fails_leaves_nothing_and_can_be_tried_again(register, monkeypatch):
    closed(register)
    before = releases.latest_version(register.workspace.path)

    def full(*_: object, **__: object) -> None:
        raise PublishError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "publish", full)
        with pytest.raises(Refused, match="was not published. The disk is full"):
            publish(register)
    assert rounds.every(register)[0].body.state(TODAY) == "closed"
    assert releases.latest_version(register.workspace.path) == before
    assert not published(register, "questionnaire_rounds")

    assert publish(register) == before + 1


def test_a_commit_that_the_register_did_not_hear_of_is_noted_and_not_made_twice(
    register, monkeypatch
):
    closed(register)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rounds, "keep", dies)
        with pytest.raises(KeyboardInterrupt):
            publish(register)
    version = releases.latest_version(register.workspace.path)
    assert rounds.every(register)[0].body.state(TODAY) == "closed"
    assert len(published(register, "questionnaire_rounds")) == 1

    assert publish(register) == version
    assert releases.latest_version(register.workspace.path) == version
    assert rounds.every(register)[0].body.data_version == version


def test_a_statement_published_otherwise_than_it_was_asked_is_not_overwritten(register):
    closed(register)
    other = [{**item, "text": item["text"] + "!"} for item in asking.ITEMS]
    change = Change(reference={"questionnaire_items": table("questionnaire_items", *other)})
    publishing.publish(register.workspace.path, change, source_id="t", who="Anne", why="x")

    with pytest.raises(Refused, match="Statement L1 is published otherwise than it was asked"):
        publish(register)
    assert not published(register, "questionnaire_rounds")
