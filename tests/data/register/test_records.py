"""Versions, roles and documents: who may write, nothing is lost, nobody overwrites unknowingly."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from data import register as registers
from data.register import NOT_BEGUN, NotAllowed, Refused, documents, proposals, records, roles
from data.register.connecting import reading, writing
from data.register.documents import Document
from data.register.records import Superseded
from data.register.roles import Person
from tests.data.register.drafting import draft

PRINCIPLES = documents.CHANGE_PRINCIPLES


def save(register, words: str, *, who: str = "Bert", after: int = 0) -> int:
    document = Document("Principles", words)
    return documents.save(register, PRINCIPLES, document, who=who, why=words, after=after)


def test_a_register_that_is_not_begun_reads_as_empty_and_makes_no_file(workspace):
    register = registers.of(workspace)
    before = sorted(workspace.path.iterdir())

    assert registers.revision(register) == NOT_BEGUN
    assert roles.role_of(register, "Anne") == "viewer"
    assert roles.people(register) == proposals.every(register) == records.changes(register) == []
    assert documents.newest(register, PRINCIPLES) is None
    assert sorted(workspace.path.iterdir()) == before


def test_an_empty_database_reads_as_empty(empty):
    assert registers.revision(empty) == NOT_BEGUN
    assert records.changes(empty) == []


def test_every_version_is_kept_with_who_when_and_why(register):
    assert save(register, "First") == 1
    assert save(register, "Second", who="Cleo", after=1) == 2

    found = documents.history(register, PRINCIPLES)
    assert [(r.version, r.body.text, r.who, r.role, r.why) for r in found] == [
        (1, "First", "Bert", "working_group", "First"),
        (2, "Second", "Cleo", "working_group", "Second"),
    ]
    assert found[0].at <= found[1].at
    assert datetime.now(UTC) - found[1].at < timedelta(minutes=5)
    assert documents.newest(register, PRINCIPLES) == found[1]


def test_saving_over_a_newer_version_is_refused_with_both_shown(register):
    save(register, "First")
    save(register, "Theirs", who="Cleo", after=1)

    with pytest.raises(
        Superseded, match="made from version 1.*Version 2 was saved by Cleo"
    ) as told:
        save(register, "Mine", after=1)

    assert told.value.mine == Document("Principles", "Mine")
    assert (told.value.theirs.version, told.value.theirs.body["text"]) == (2, "Theirs")
    assert documents.newest(register, PRINCIPLES).body.text == "Theirs"


def test_a_version_that_is_not_there_yet_cannot_be_followed(register):
    with pytest.raises(Superseded, match="There is no version of it yet"):
        save(register, "Mine", after=3)


def test_every_change_has_its_own_revision(register):
    seen = {registers.revision(register)}
    for number in range(5):
        save(register, f"Version {number}", after=number)
        seen.add(registers.revision(register))

    assert len(seen) == 6
    assert registers.revision(register, "document") == registers.revision(register)
    assert registers.revision(register, "target") == NOT_BEGUN
    people = registers.revision(register, "person")
    roles.appoint(register, Person("Eve", "viewer"), who="root", why="x")
    assert registers.revision(register, "document") in seen
    assert registers.revision(register, "person") not in {people, *seen}
    assert [change.seq for change in records.changes(register)] == [*range(10, 0, -1)]
    assert [change.kind for change in records.changes(register, ["document"])] == ["document"] * 5


def test_what_breaks_off_leaves_nothing(register):
    before = records.changes(register)

    with pytest.raises(ZeroDivisionError), writing(register) as connection:
        actor = roles.acting(connection, "Bert", "working_group")
        body = Document("Half", "Done")
        records.append(connection, ("document", "half"), body, after=0, by=actor, why="x")
        raise ZeroDivisionError

    assert records.changes(register) == before


@pytest.mark.parametrize(
    "statement",
    [
        "update register_records set body = '{}'",
        "update register_log set seq = seq + 1",
        "delete from register_records where version = 1",
        "delete from register_log",
    ],
)
def test_the_database_itself_refuses_to_change_or_take_out_a_row(register, statement):
    before = records.changes(register)

    with pytest.raises(DBAPIError, match="only grows"), writing(register) as connection:
        connection.execute(text(statement))

    assert records.changes(register) == before


def test_readers_cannot_write(register):
    with pytest.raises((DBAPIError, registers.Unusable)), reading(register) as connection:
        connection.execute(text("insert into register_schemas values (7, 'now')"))


def test_a_view_stays_the_same_while_others_write(in_database):
    # SQLite's writer waits until the reader is done, so there is nothing to see.
    with reading(in_database) as connection:
        before = records.history(connection, "document")
        save(in_database, "Meanwhile")
        assert records.history(connection, "document") == before == []


def test_a_name_without_a_role_may_write_nothing(register):
    for who in ("Dora", "Nobody"):
        with pytest.raises(NotAllowed, match=f"{who} is a viewer; this takes a member of the work"):
            save(register, "Mine", who=who)
    with pytest.raises(NotAllowed, match="takes an approver"):
        roles.assign(register, Person("Bert", "approver"), who="Bert", why="I want", after=1)


def test_a_role_is_looked_up_in_the_transaction_that_writes(register):
    save(register, "First")
    roles.assign(register, Person("Bert", "viewer"), who="Anne", why="Left the group", after=1)

    with pytest.raises(NotAllowed):
        save(register, "Second", after=1)
    assert roles.role_of(register, "Bert") == "viewer"


def test_the_same_person_by_another_spelling(register):
    assert roles.role_of(register, "  anne ") == roles.role_of(register, "ANNE") == "approver"
    save(register, "First", who="bERT")
    assert documents.newest(register, PRINCIPLES).who == "Bert"


def test_giving_a_role_over_a_newer_one_is_refused(register):
    roles.assign(register, Person("Bert", "viewer"), who="Anne", why="Left", after=1)

    with pytest.raises(Superseded):
        roles.assign(register, Person("Bert", "approver"), who="Anne", why="Promoted", after=1)


def test_the_command_line_is_named_as_such(register):
    (anne, *_) = roles.people(register)

    assert (anne.body, anne.who, anne.role) == (Person("Anne", "approver"), "root", "administrator")


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "a\u200bb", "x" * 101, "\ud800"])
def test_a_name_can_be_read(in_file, name):
    with pytest.raises(Refused, match="A name has 1 to 100 letters"):
        roles.appoint(in_file, Person(name, "viewer"), who="root", why="x")


@pytest.mark.parametrize(
    ("words", "why", "match"),
    [
        ("a\x00b", "x", "text holds a character"),
        ("\ud83d", "x", "text holds a character"),
        ("x" * 20_001, "x", "text is longer than 20,000"),
        ("x", "  ", "Say why"),
        ("x", "\x07", "the reason holds a character"),
    ],
)
def test_words_that_cannot_be_kept_are_refused(in_file, words, why, match):
    document = Document("Principles", words)

    with pytest.raises(Refused, match=match):
        documents.save(in_file, PRINCIPLES, document, who="Bert", why=why, after=0)


def test_any_words_that_can_be_shown_come_back_as_they_were(register):
    words = "Zoë’s “rule” — 5 < 6 & 'x'; drop table\n\tcafé 👩‍👩‍👧 \u00a0£ {}$1 %s ?"
    save(register, words)

    assert documents.newest(register, PRINCIPLES).body.text == words


@pytest.mark.parametrize("wrong", ["", "Principles", "a/b", "../x", "x" * 62])
def test_a_document_has_a_plain_id_and_a_title(in_file, wrong):
    with pytest.raises(Refused, match="cannot name a document"):
        documents.save(in_file, wrong, Document("T", "x"), who="Bert", why="x", after=0)
    with pytest.raises(Refused, match="needs a title"):
        documents.save(in_file, "x", Document(" ", "x"), who="Bert", why="x", after=0)


def test_a_body_keeps_its_types(register):
    with pytest.raises(Refused, match=r"role is 'king'. Choose one of: viewer, working_group, app"):
        roles.appoint(register, Person("Eve", "king"), who="root", why="x")
    with pytest.raises(Refused, match="text is not text"):
        documents.save(register, "x", Document("T", 5), who="Bert", why="x", after=0)
    with pytest.raises(Refused, match="facts cannot be written as JSON"):
        proposals.propose(register, draft(when=date(2009, 1, 1)), who="Bert", follows=0)


def test_twenty_writers_of_one_text_one_wins_and_the_others_are_told(register):
    start, won, told = threading.Barrier(20), [], []

    def write(number: int) -> None:
        start.wait()
        try:
            won.append((number, save(register, f"Writer {number}")))
        except Superseded as error:
            told.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    ((winner, version),) = won
    assert version == 1
    assert len(told) == 19
    assert all(error.theirs.body["text"] == f"Writer {winner}" for error in told)
    assert len(documents.history(register, PRINCIPLES)) == 1
