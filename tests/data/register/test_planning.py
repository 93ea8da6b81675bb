"""Actions and acknowledgements: what is refused, who may write, and what is in force after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.register import NotAllowed, Refused, acknowledgements, actions_in_force, planning
from data.register.acknowledgements import Acknowledgement
from data.register.actions import Action, ActionStep, Served
from data.register.records import Superseded
from data.workspace import Workspace
from tests.data.register.threading_rows import put
from tests.data.rows import table

BINS = Action(
    title="Empty the bins weekly",
    owner_post="Head of waste services",
    owner_partner="Council",
    start_date=date(2009, 4, 1),
    end_date=date(2010, 3, 31),
    status="planned",
    agreed_date=date(2009, 3, 1),
    cost=1000.0,
    serves=(Served("A1", "H", -10.0, "percent", date(2010, 3, 31)),),
    nodes=("D1",),
    steps=(ActionStep("action", "Lorries go out"), ActionStep("outcome", "Clean streets")),
)
SEEN = Acknowledgement("A1", "H", date(2008, 4, 1), date(2009, 3, 31), "Head of waste services")


@pytest.fixture
def woven(register):
    put(register.workspace.path)
    return register


def published() -> dict[str, object]:
    """Two actions as published: P1, which serves A1, and P2."""
    return {
        "actions": table("actions", {}, {"action_id": "P2"}),
        "action_nodes": table("action_nodes", {}),
        "action_indicators": table("action_indicators", {}),
        "action_steps": table("action_steps", {}),
    }


def in_force(register) -> dict[str, list[dict]]:
    found = actions_in_force.tables(register, published())
    return {name.removesuffix("_in_force"): rows.to_pylist() for name, rows in found.items()}


def add(register, action: Action = BINS, who: str = "Bert") -> str:
    return planning.add(register, action, who=who, why="It is needed")


def test_actions_are_as_published_until_one_is_written(woven):
    assert [row["action_id"] for row in in_force(woven)["actions"]] == ["P1", "P2"]


def test_a_new_action_is_in_force_at_once_with_all_that_hangs_on_it(woven):
    assert add(woven) == "action-1"

    found = in_force(woven)
    assert [row["action_id"] for row in found["actions"]] == ["P1", "P2", "action-1"]
    assert found["actions"][2]["title"] == BINS.title
    assert found["actions"][2]["cost"] == 1000.0
    assert {"action_id": "action-1", "node_id": "D1"} in found["action_nodes"]
    (served,) = (row for row in found["action_indicators"] if row["action_id"] == "action-1")
    assert (served["expected_change"], served["expected_unit"]) == (-10.0, "percent")
    steps = [row for row in found["action_steps"] if row["action_id"] == "action-1"]
    assert [(row["position"], row["kind"]) for row in steps] == [(1, "action"), (2, "outcome")]


def test_a_change_of_a_published_action_replaces_it_and_what_hung_on_it(woven):
    moved = replace(BINS, serves=(), nodes=(), steps=())
    assert planning.change(woven, "P1", moved, who="Bert", why="Delayed", after=0) == 1

    found = in_force(woven)
    assert [row["title"] for row in found["actions"]] == [BINS.title, "Empty the bins weekly"]
    assert not found["action_nodes"]
    assert not found["action_indicators"]
    assert not found["action_steps"]


def test_a_number_that_is_published_is_not_given_again(woven):
    taken = frozenset({"action-1"})
    number = planning.add(woven, BINS, who="Bert", why="It is needed", taken=taken)

    assert number == "action-2"


def test_saving_over_a_newer_version_is_refused_with_the_newer_one(woven):
    planning.change(woven, "P1", BINS, who="Bert", why="First", after=0)

    with pytest.raises(Superseded) as newer:
        planning.change(woven, "P1", BINS, who="Cleo", why="Second", after=0)

    assert newer.value.theirs.why == "First"
    assert [one.who for one in planning.history(woven, "P1")] == ["Bert"]


def test_history_keeps_who_when_and_why(woven):
    number = add(woven)
    done = replace(BINS, status="done")
    planning.change(woven, number, done, who="Cleo", why="Finished", after=1)

    versions = planning.history(woven, number)
    assert [(one.version, one.who, one.why, one.body.status) for one in versions] == [
        (1, "Bert", "It is needed", "planned"),
        (2, "Cleo", "Finished", "done"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": " "}, "Give the action a title."),
        ({"title": "a\u2066b"}, "It holds a sign that turns letters round"),
        ({"steps": (ActionStep("action", "a", "b\u202e"),)}, "a sign that turns letters round"),
        ({"owner_post": ""}, "Say which post of which partner answers for it."),
        ({"end_date": date(2009, 3, 31)}, "The action ends before it starts."),
        ({"cost": -1.0}, "The cost is below zero."),
        ({"owner_post": "anne"}, "anne is a person."),
        ({"nodes": ("Z9",)}, "The golden thread has no node Z9."),
        ({"nodes": ("D1", "D1")}, "A node is named twice."),
        ({"serves": (Served("Z9", "H"),)}, "No published indicator is called Z9."),
        ({"serves": (Served("A1", "Z9"),)}, "No published area has the code Z9."),
        ({"serves": (Served("A1", "H"), Served("A1", "H"))}, "named twice in one area"),
        ({"serves": (Served("A1", "H", 5.0),)}, "Say both by how much A1 is to change"),
        (
            {"steps": (ActionStep("outcome", "Clean"), ActionStep("action", "Sweep"))},
            "The steps go from actions",
        ),
        ({"steps": (ActionStep("action", ""),)}, "A step says nothing."),
    ],
)
def test_what_is_not_whole_is_refused(woven, change, said):
    with pytest.raises(Refused) as refused:
        add(woven, replace(BINS, **change))

    assert said in str(refused.value)
    assert planning.history(woven) == []


def test_only_the_working_group_writes_and_every_change_has_a_reason(woven):
    with pytest.raises(NotAllowed):
        add(woven, who="Dora")
    with pytest.raises(NotAllowed):
        acknowledgements.acknowledge(woven, SEEN, who="Dora", why="Seen", after=0)
    with pytest.raises(Refused):
        planning.add(woven, BINS, who="Bert", why=" ")


def test_an_id_that_could_name_nothing_is_refused(woven):
    with pytest.raises(Refused):
        planning.change(woven, "../P1", BINS, who="Bert", why="A try", after=0)


def seen(register, *rows: dict) -> list[tuple[date, str]]:
    given = {"acknowledgements": table("acknowledgements", *rows)}
    found = acknowledgements.tables(register, given)["acknowledgements_in_force"].to_pylist()
    return [(row["acknowledged_date"], row["post"]) for row in found]


def test_what_is_acknowledged_keeps_the_day_it_was_first_seen(register):
    later = replace(register.workspace, as_at=date(2009, 9, 1))
    assert acknowledge(register, SEEN) == 1
    assert seen(register) == [(date(2009, 7, 31), "Head of waste services")]

    again = replace(SEEN, post="Director")
    assert acknowledge(on(register, later), again, after=1) == 2
    assert seen(register) == [(date(2009, 7, 31), "Director")]


def test_what_was_published_as_seen_earlier_stays_the_first_day(register):
    acknowledge(register, SEEN)

    rows = ({"acknowledged_date": date(2009, 6, 1)}, {"area_code": "W1"})
    assert seen(register, *rows) == [
        (date(2009, 6, 1), "Head of waste services"),
        (date(2009, 7, 1), "Head of waste services"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"post": " "}, "Say which post has seen it."),
        ({"post": "Bert"}, "Bert is a person."),
        ({"period_end": date(2008, 3, 31)}, "The period ends before it starts."),
        ({"indicator_id": "Z9"}, "No published indicator is called Z9."),
        ({"area_code": "Z9"}, "No published area has the code Z9."),
    ],
)
def test_an_acknowledgement_of_nothing_is_refused(register, change, said):
    with pytest.raises(Refused) as refused:
        acknowledge(register, replace(SEEN, **change))

    assert said in str(refused.value)


def acknowledge(register, what: Acknowledgement, after: int = 0) -> int:
    return acknowledgements.acknowledge(register, what, who="Bert", why="Seen", after=after)


def on(register, workspace: Workspace):
    return replace(register, workspace=workspace)
