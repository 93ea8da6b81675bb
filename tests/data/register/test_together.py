"""Writes of many at once: one transaction, in order, and nobody loses by another's failure."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.register import Unusable, documents, records, roles, together
from data.register.connecting import writing
from data.register.documents import Document
from data.register.together import together as written


def saving(name: str, *, breaks: bool = False):
    """A write of one document, which may break off after it."""

    def write(connection) -> str:
        actor = roles.acting(connection, "Bert", "working_group")
        body = Document(name, "x")
        records.append(connection, (documents.KIND, name), body, after=0, by=actor, why="x")
        if breaks:
            raise ZeroDivisionError(name)
        return name

    return write


def titles(register) -> list[str]:
    return [record.body["title"] for record in records.changes(register, [documents.KIND])][::-1]


def test_a_write_by_itself_is_kept_before_it_returns(register):
    assert written(register, saving("a")) == "a"
    assert titles(register) == ["a"]


def test_those_who_wait_are_written_in_one_transaction_and_one_failure_is_its_own(
    register, monkeypatch
):
    transactions = []

    def counted(of):
        transactions.append(of)
        return writing(of)

    monkeypatch.setattr(together, "writing", counted)
    queue = together._queues[register.path, register.url]
    with ThreadPoolExecutor(9) as pool:
        queue.is_writing = True  # as if one were writing meanwhile
        waiting = [pool.submit(written, register, saving(f"d{n}", breaks=n == 4)) for n in range(9)]
        while len(queue.waiting) < len(waiting):
            time.sleep(0.01)
        with queue.turn:
            queue.is_writing = False
            queue.turn.notify_all()
        failures = [one.exception() for one in waiting]

    assert len(transactions) == 1
    assert [str(one) for one in failures if one] == ["d4"]
    assert sorted(titles(register)) == [f"d{n}" for n in range(9) if n != 4]
    assert [one.result() for one in waiting if not one.exception()] == [
        f"d{n}" for n in range(9) if n != 4
    ]


def test_when_the_register_cannot_be_written_everyone_who_waited_is_told(register, monkeypatch):
    def full(_):
        raise Unusable("The disk is full.")

    monkeypatch.setattr(together, "writing", full)
    with pytest.raises(Unusable, match="disk is full"):
        written(register, saving("a"))
    monkeypatch.undo()
    assert written(register, saving("b")) == "b"
    assert titles(register) == ["b"]


def test_a_database_that_fails_in_the_middle_keeps_nothing_of_that_transaction(in_file):
    def no_such_table(connection) -> None:
        saving("half")(connection)
        connection.exec_driver_sql("insert into nowhere values (1)")

    with pytest.raises(Unusable, match="damaged"):
        written(in_file, no_such_table)
    assert written(in_file, saving("b")) == "b"
    assert titles(in_file) == ["b"]
