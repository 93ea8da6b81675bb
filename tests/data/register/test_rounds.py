"""Rounds and links: who may ask whom, when, and what cannot be taken back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data import register as registers
from data.register import NotAllowed, Refused, invitations, questionnaires, records, roles, rounds
from data.register.connecting import reading
from data.register.plans import Cell
from data.register.records import Superseded
from tests.data.register import asking
from tests.data.register.asking import CELLS, asked, plan
from tests.data.register.conftest import TODAY

DAY = timedelta(days=1)


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    return asking.published(tmp_path_factory.mktemp("asked") / "workspace")


def only(register) -> rounds.Round:
    (found,) = rounds.every(register)
    return found.body


def test_a_round_keeps_the_statements_as_they_are_asked(register):
    number = rounds.make(register, plan(title=" Autumn \n 2009 "), who="Bert", why="Due")

    (found,) = rounds.every(register)
    assert (number, found.record_id, found.version) == ("round-1", "round-1", 1)
    assert found.body.plan == plan()
    assert [item.item_id for item in found.body.items] == ["L1", "L2", "L3", "P1", "P2", "P3"]
    assert found.body.items == questionnaires.items(register.workspace.path, "working")
    assert (found.who, found.role, found.why) == ("Bert", "working_group", "Due")


def test_ids_of_rounds_published_before_the_register_began_are_passed_over(register, monkeypatch):
    before = [{"round_id": "round-1", "closes_date": TODAY, "title": "Spring"}]
    monkeypatch.setattr(questionnaires, "published_rounds", lambda folder: before)

    made = [
        rounds.make(register, plan(title=title), who="Bert", why="Due") for title in ("A", "B", "C")
    ]

    assert made == ["round-2", "round-3", "round-4"]


@pytest.mark.parametrize(
    ("opens", "closes", "state"),
    [
        (TODAY, TODAY, "open"),
        (TODAY - DAY, TODAY, "open"),
        (TODAY + DAY, TODAY + DAY, "draft"),
    ],
)
def test_a_round_is_open_from_its_first_day_to_its_last(register, opens, closes, state):
    rounds.make(register, plan(opens=opens, closes=closes), who="Bert", why="Due")

    assert only(register).state(TODAY) == state
    assert only(register).state(closes + DAY) == "closed"


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"title": "  "}, "Give the round a title"),
        ({"title": "x" * 101}, "Give the round a title"),
        ({"title": "a\x00b"}, "a character that cannot be shown"),
        ({"closes": TODAY - DAY, "opens": TODAY - DAY}, "over already: today is 31 July 2009"),
        ({"opens": date(2009, 12, 1)}, "closes before it opens"),
        ({"minimum_group": 4}, "at least 5 people, or they could be told apart"),
        ({"smallest_count": 2}, "at least 3 and at most"),
        ({"smallest_count": 6}, "at least 3 and at most"),
        ({"minimum_group": 31}, "nothing could ever be shown"),
        ({"invited": ()}, "nothing could ever be shown"),
        ({"invited": (*CELLS, Cell("council ", "BOARD", 1))}, "more than once"),
        ({"invited": (*CELLS, Cell("Council", "", 1))}, "names of 1 to 100 letters"),
        ({"invited": (*CELLS, Cell("x" * 101, "Board", 1))}, "names of 1 to 100 letters"),
        ({"invited": (*CELLS, Cell("PCT", "Board", 0))}, "PCT, Board: the number invited is at"),
        ({"invited": (*CELLS, Cell("PCT", "Board", -3))}, "at least 1. Leave the row out"),
        ({"invited": (*CELLS, Cell("PCT", "Board", 20_000))}, "At most 20,000"),
        ({"invited": (*CELLS, Cell("PCT", "Board", 2.0))}, "not a int"),
        ({"minimum_group": True}, "not a int"),
        ({"questionnaire_id": "other"}, "No published questionnaire is called other"),
    ],
)
def test_a_plan_that_breaks_a_rule_is_refused_in_words(in_file, changed, match):
    with pytest.raises(Refused, match=match):
        rounds.make(in_file, plan(**changed), who="Bert", why="Due")
    assert rounds.every(in_file) == []


def test_no_two_rounds_have_one_title(register, monkeypatch):
    before = [{"round_id": "2008", "closes_date": TODAY, "title": "Spring"}]
    monkeypatch.setattr(questionnaires, "published_rounds", lambda folder: before)
    rounds.make(register, plan(), who="Bert", why="Due")
    rounds.make(register, plan(title="Winter"), who="Bert", why="Due")

    for title in ("autumn 2009", " Spring "):
        with pytest.raises(Refused, match="There is a round called .* already"):
            rounds.make(register, plan(title=title), who="Bert", why="Due")
        with pytest.raises(Refused, match="There is a round called .* already"):
            rounds.change(register, "round-2", plan(title=title), who="Bert", why="x", after=1)
    longer = plan(title="WINTER", closes=TODAY + DAY)
    assert rounds.change(register, "round-2", longer, who="Bert", why="x", after=1) == 2


@pytest.mark.parametrize("who", ["Dora", "Nobody"])
def test_only_the_working_group_runs_a_round(register, who):
    with pytest.raises(NotAllowed):
        rounds.make(register, plan(), who=who, why="Due")
    asked(register)
    more = plan(invited=(*CELLS, Cell("PCT", "Board", 2)))
    rounds.change(register, "round-1", more, who="Bert", why="PCT too", after=2)
    for write in (
        lambda: rounds.change(register, "round-1", plan(), who=who, why="x", after=3),
        lambda: rounds.close(register, "round-1", who=who, why="x", after=3),
        lambda: invitations.issue(register, "round-1", who=who, after=3),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert rounds.every(register)[0].version == 3


def test_a_link_for_each_person_invited_is_handed_out_once(register):
    links = asked(register)

    given = Counter((link.organisation, link.respondent_group) for link in links)
    assert given == {(cell.organisation, cell.respondent_group): cell.people for cell in CELLS}
    assert len({link.token for link in links}) == len(links)
    assert min(len(link.token) for link in links) >= 43, "256 bits of chance"
    with pytest.raises(Refused, match="Everyone invited has a link already"):
        invitations.issue(register, "round-1", who="Bert", after=2)
    with reading(register) as connection:
        found = {invitations.find(connection, link.token).invitation.organisation for link in links}
        assert found == {"Council", "Police"}
        for unknown in ("", "x", links[0].token + "x", "x" * 10_000, "\ud800", "\x00"):
            assert invitations.find(connection, unknown) is None


def test_more_people_get_the_links_that_are_lacking(register):
    asked(register)
    more = (Cell("Council", "Board", 7), *CELLS[1:], Cell("PCT", "Board", 2))
    rounds.change(register, "round-1", plan(invited=more), who="Bert", why="More", after=2)

    links = invitations.issue(register, "round-1", who="Cleo", after=3)

    assert Counter(link.organisation for link in links) == {"Council": 3, "PCT": 2}
    assert rounds.lacking(only(register)) == []
    assert sum(cell.people for cell in only(register).issued) == 35


def test_two_who_issue_at_once_do_not_make_twice_as_many(register):
    rounds.make(register, plan(), who="Bert", why="Due")
    invitations.issue(register, "round-1", who="Bert", after=1)

    with pytest.raises(Superseded, match="Version 2 was saved by Bert"):
        invitations.issue(register, "round-1", who="Cleo", after=1)
    with reading(register) as connection:
        assert records.count(connection, invitations.KIND) == 30


@pytest.mark.parametrize(
    ("changed", "match"),
    [
        ({"minimum_group": 6}, "no group of fewer than 7 is ever shown"),
        ({"smallest_count": 3}, "nor fewer than 4 answers"),
        ({"invited": (Cell("Council", "Board", 3), *CELLS[1:])}, "4 links were issued"),
        ({"invited": CELLS[1:]}, "Council, Board: 4 links were issued"),
    ],
)
def test_what_people_were_told_with_their_link_cannot_be_taken_back(register, changed, match):
    promised = {"minimum_group": 7, "smallest_count": 4}
    asked(register, plan(**promised))

    with pytest.raises(Refused, match=match):
        other = plan(**promised | changed)
        rounds.change(register, "round-1", other, who="Bert", why="x", after=2)


def test_statements_stay_as_they_were_once_links_are_out(register, monkeypatch):
    rounds.make(register, plan(), who="Bert", why="Due")
    before = only(register).items
    other = (replace(before[0], text="Another wording"), *before[1:])
    monkeypatch.setattr(questionnaires, "items", lambda *_: other)

    rounds.change(register, "round-1", plan(), who="Bert", why="Reworded", after=1)
    assert only(register).items == other
    invitations.issue(register, "round-1", who="Bert", after=2)
    monkeypatch.setattr(questionnaires, "items", lambda *_: before)
    longer = plan(closes=date(2009, 12, 24), title="Winter 2009")
    rounds.change(register, "round-1", longer, who="Bert", why="Longer", after=3)

    assert only(register).items == other
    assert only(register).plan == longer


def test_a_round_can_be_closed_early_and_then_stays_as_it_is(register):
    asked(register)
    assert rounds.close(register, "round-1", who="Bert", why="All answered", after=2) == 3

    assert only(register).state(TODAY) == "closed"
    assert only(register).last_day == TODAY
    for write in (
        lambda: rounds.close(register, "round-1", who="Bert", why="x", after=3),
        lambda: rounds.change(register, "round-1", plan(), who="Bert", why="x", after=3),
        lambda: invitations.issue(register, "round-1", who="Bert", after=3),
    ):
        with pytest.raises(Refused, match="closed; nothing about it can be changed"):
            write()


def test_a_round_that_is_not_open_yet_cannot_be_closed(in_file):
    rounds.make(in_file, plan(opens=TODAY + DAY), who="Bert", why="Due")

    with pytest.raises(Refused, match="not open yet"):
        rounds.close(in_file, "round-1", who="Bert", why="x", after=1)
    with pytest.raises(Refused, match="There is no round round-9"):
        rounds.close(in_file, "round-9", who="Bert", why="x", after=1)


def test_links_do_not_stand_among_the_changes_nor_renew_anybodys_caches(register):
    rounds.make(register, plan(), who="Bert", why="Due")
    revision = registers.revision(register)
    invitations.issue(register, "round-1", who="Bert", after=1)
    after_links = registers.revision(register)

    assert after_links != revision, "the round itself has a new version"
    kinds = Counter(change.kind for change in records.changes(register))
    assert kinds == {"person": 4, "round": 2}
    assert records.changes(register)[0].why == "30 links issued for Autumn 2009"
    roles.assign(register, roles.Person("Eve", "viewer"), who="Anne", why="x")
    assert registers.revision(register) not in {revision, after_links}
