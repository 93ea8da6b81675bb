"""Which of several collected measures is the record: put forward by one, approved by another."""

from __future__ import annotations

import pytest

from data.publishing import Change, publish
from data.register import NotAllowed, Refused, record_choices, records_chosen, verifying
from data.register.records import Superseded
from tests.data.rows import table


@pytest.fixture
def collected(register):
    """A1 and B1 collect litter, and nothing else collects trees."""
    rows = table(
        "indicators",
        {"shared_measure": "litter"},
        {"indicator_id": "B1", "shared_measure": "litter"},
        {"indicator_id": "C1", "shared_measure": "trees"},
    )
    change = Change(reference={"indicators": rows})
    publish(register.workspace.path, change, source_id="twice", who="Anne", why="A test")
    return register


def chosen(register) -> list[tuple]:
    found = records_chosen.tables(register, {})["records_chosen"]
    assert found.schema == records_chosen.TABLE.schema
    return [tuple(row.values())[:4] for row in found.to_pylist()]


def propose(register, indicator_id: str = "B1", **changed: object) -> int:
    given = {"who": "Bert", "why": "It is checked at source", "after": 0, **changed}
    return record_choices.propose(register, "litter", indicator_id, **given)


def test_what_is_put_forward_is_the_record_once_another_approves_it(collected):
    assert propose(collected) == 1
    assert chosen(collected) == []

    given = {"why": "Agreed", "after": 1}
    assert record_choices.approve(collected, "litter", who="Anne", **given) == 2
    assert chosen(collected) == [("litter", "B1", "It is checked at source", "Anne")]
    assert verifying.verify(collected).faults == ()


def test_a_newer_choice_waits_while_the_record_stays(collected):
    propose(collected)
    record_choices.approve(collected, "litter", who="Anne", why="Agreed", after=1)
    assert propose(collected, "A1", why="Everybody knows it", after=2) == 3
    assert chosen(collected)[0][1] == "B1"

    record_choices.reject(collected, "litter", who="Anne", why="No", after=3)
    assert chosen(collected)[0][1] == "B1"
    propose(collected, "A1", why="Everybody knows it", after=4)
    record_choices.approve(collected, "litter", who="Anne", why="Yes", after=5)
    assert chosen(collected) == [("litter", "A1", "Everybody knows it", "Anne")]


def test_who_may_do_what(collected):
    with pytest.raises(NotAllowed, match="Dora is a viewer"):
        propose(collected, who="Dora")
    propose(collected, who="Anne")
    with pytest.raises(NotAllowed, match="Anne wrote this record choice"):
        record_choices.approve(collected, "litter", who="Anne", why="Mine", after=1)
    with pytest.raises(NotAllowed, match="Bert is a member of the working group"):
        record_choices.approve(collected, "litter", who="Bert", why="Yes", after=1)
    with pytest.raises(NotAllowed, match="Only Anne can take this"):
        record_choices.withdraw(collected, "litter", who="Bert", why="No", after=1)
    assert chosen(collected) == []


@pytest.mark.parametrize(
    ("measure", "indicator_id", "said"),
    [
        ("litter", "C1", "C1 is not published as a collection of litter"),
        ("litter", "Z9", "Z9 is not published as a collection of litter"),
        ("trees", "C1", "trees is collected once, so there is nothing to choose"),
        ("moons", "A1", "A1 is not published as a collection of moons"),
    ],
)
def test_only_one_of_several_collections_can_be_the_record(collected, measure, indicator_id, said):
    with pytest.raises(Refused, match=said):
        record_choices.propose(collected, measure, indicator_id, who="Bert", why="So", after=0)


def test_what_was_changed_since_it_was_seen_is_neither_approved_nor_overwritten(collected):
    propose(collected)
    assert propose(collected, "A1", who="Cleo", why="Better", after=1) == 2
    with pytest.raises(Superseded):
        propose(collected, "B1", after=1)
    with pytest.raises(Superseded):
        record_choices.approve(collected, "litter", who="Anne", why="Yes", after=1)
    with pytest.raises(Refused, match="The reason is empty"):
        propose(collected, why=" ", after=2)
    record_choices.approve(collected, "litter", who="Anne", why="Yes", after=2)
    assert chosen(collected)[0][1] == "A1"
