"""Weaving: what the form of a node comes to, what it would change, and what becomes of it."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

import queries
from data import register as registers
from data.register import feedbacks, moderation, planning, roles
from data.register.roles import Person
from data.register.threads import Attached, Link, Node, ThreadEdit
from queries import fetch, judged_in, serve, weaving
from tests.data.register import threading_rows
from tests.data.register.test_planning import BINS
from tests.queries.workspaces import serving, workspace

LAMPS = {
    "new_id": "D2",
    "new_title": "Mend the lamps",
    "new_owner": "Streets",
    "new_level": (2, "objective"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = workspace(
        tmp_path_factory.mktemp("woven") / "made",
        [{"value": 50.0}],
        indicators=[{}, {"indicator_id": "B1"}],
    )
    threading_rows.put(folder)
    return folder


@pytest.fixture
def woven(made, tmp_path):
    with serving(shutil.copytree(made, tmp_path / "made")):
        register = registers.of(queries.workspace())
        for name, role in {"Anne": "approver", "Bert": "working_group"}.items():
            roles.appoint(register, Person(name, role), who="root", why="To begin")
        serve()
        yield


def breaks() -> set[tuple[str, str]]:
    rows = fetch("thread_breaks", **judged_in("H"), partner=None, level=None)
    return set(zip(rows["kind"], rows["node_id"].fillna(rows["indicator_id"]), strict=True))


def test_a_form_that_nobody_touched_changes_nothing(woven):
    standing = weaving.as_it_stands("D1")
    parents, shown = standing.parents, standing.indicators

    assert (parents, shown) == (("A1",), ("A1",))
    assert not weaving.drafted("D1", {})
    typed = {"title": "Clean them weekly", "owner": "Streets", "parents": parents}
    assert not weaving.drafted("D1", {**typed, "indicators": shown, "new_id": " "})
    assert not weaving.drafted("no such node", {"title": "Anything"})


def test_the_form_of_a_node_becomes_an_edit(woven):
    typed = {
        "title": " Clean them daily ",
        "owner": "",
        "parents": ["O1"],
        "indicators": ["B1"],
        "new_id": "R2",
        "new_title": "Sweep",
        "new_level": (3, "role"),
    }

    assert weaving.drafted("D1", typed) == ThreadEdit(
        nodes=(
            Node("D1", 2, "objective", "Clean them daily"),
            Node("R2", 3, "role", "Sweep"),
        ),
        links=(Link("D1", "O1"), Link("R2", "D1")),
        links_out=(Link("D1", "A1"),),
        indicators=(Attached("D1", "B1"),),
        indicators_out=(Attached("D1", "A1"),),
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"new_title": "Sweep"}, "Give the new node a code"),
        ({"new_owner": "Streets"}, "Give the new node a code"),
        ({"new_id": "R1", "new_title": "Sweep"}, "R1 is the code of"),  # R1 would be renamed
    ],
)
def test_a_new_node_is_neither_lost_for_want_of_a_code_nor_takes_anothers(woven, typed, said):
    typed |= {"new_level": (3, "role"), "title": "Clean them daily"}

    assert said in str(weaving.foreseen("D1", typed).problem)
    outcome = weaving.propose("D1", who="Bert", why="A try", **typed)
    assert not outcome.is_done
    assert said in outcome.words


def test_a_preview_lists_the_breaks_that_are_made_and_mended(woven):
    found = weaving.foreseen("A1", {"owner": "", **LAMPS})

    assert found.problem is None
    made = set(zip(found.made["kind"], found.made["node_id"], strict=True))
    assert made == {("no_owner", "A1"), ("no_indicator", "D2")}
    assert found.mended.empty
    assert breaks() == set(), "a preview changes nothing"
    assert found.moved.empty


def test_a_preview_lists_the_nodes_that_would_stand_otherwise(woven):
    found = weaving.foreseen("D1", {"indicators": []})

    counts = found.moved[["node_id", "indicators", "indicators_so"]].to_numpy().tolist()
    assert counts == [["O1", 1, 0], ["O2", 2, 1], ["A1", 1, 0], ["D1", 1, 0]]


def test_what_a_preview_foresees_comes_true(woven):
    before = breaks()
    typed = {"parents": [], "title": "On its own"}
    found = weaving.foreseen("A1", typed)
    foreseen = set(zip(found.made["kind"], found.made["node_id"], strict=True))
    outcome = weaving.propose("A1", who="Bert", why="A try", **typed)
    assert outcome.is_done, outcome.words
    serve()
    (record,) = weaving.waiting()
    assert breaks() == before
    assert weaving.previewed(record.body.edit).made.equals(found.made)

    assert weaving.approve(record.record_id, who="Anne", why="Yes", after=1).is_done
    serve()

    assert breaks() - before == foreseen
    assert {("no_outcome", one) for one in ("A1", "D1", "R1")} <= foreseen
    assert ("nothing_beneath", "O1") in foreseen
    assert weaving.waiting() == []


def test_a_node_is_taken_out_when_what_hangs_beneath_it_hangs_elsewhere_too(woven):
    assert "R1 hangs beneath D1" in str(weaving.foreseen("D1", {"is_out": True}).problem)

    weaving.propose("R1", who="Bert", why="Twofold", parents=["A1", "D1"])
    weaving.approve("1", who="Anne", why="Yes", after=1)
    serve()
    found = weaving.foreseen("D1", {"is_out": True})

    assert found.problem is None
    assert found.edit == ThreadEdit(nodes_out=("D1",), links_out=(Link("R1", "D1"),))


def test_what_is_refused_is_said_and_nothing_is_written(woven):
    for typed, said in (
        ({"parents": ["X"]}, "There is no node X"),
        ({}, "Nothing is changed"),
    ):
        outcome = weaving.propose("A1", who="Bert", why="A try", **typed)
        assert not outcome.is_done
        assert said in outcome.words
    outcome = weaving.propose("A1", who="Eve", why="A try", title="Mine")
    assert "Eve is a viewer" in outcome.words
    serve()
    assert weaving.every_edit() == ()


def test_an_overtaken_edit_is_put_forward_again(woven):
    for title in ("One", "Two"):
        weaving.propose("A1", who="Bert", why="A try", title=title)
    weaving.approve("1", who="Anne", why="Yes", after=1)
    assert "was approved since" in weaving.approve("2", who="Anne", why="Yes", after=1).words
    serve()

    assert weaving.revise("2", who="Bert", why="Still", after=1).is_done
    assert weaving.approve("2", who="Anne", why="Yes", after=2).is_done
    serve()
    rows = fetch("thread_standing", **judged_in("H")).set_index("node_id")
    assert rows.loc["A1", "title"] == "Two"
    assert weaving.reject("2", who="Anne", why="No", after=3).words.startswith("Thread edit 2 was")
    assert not weaving.withdraw("2", who="Bert", why="No", after=3).is_done


def approved(node: str, **typed) -> None:
    """An edit of a node that was put forward and approved."""
    made = weaving.propose(node, who="Bert", why="So", **typed).made
    assert weaving.approve(str(made), who="Anne", why="Yes", after=1).is_done
    serve()


def test_a_form_made_before_another_edit_was_approved_puts_nothing_back(woven):
    mine = weaving.as_it_stands("D1")
    approved("D1", parents=["A1", "O2"], owner="Lamps")

    typed = {"title": "Daily", "owner": "Streets", "parents": [*mine.parents]}
    outcome = weaving.propose("D1", who="Bert", why="Mine", seen=mine.mark, **typed)
    assert not outcome.is_done
    assert "D1 was changed since you began" in outcome.words
    assert [one.body.state for one in weaving.every_edit()] == ["approved"]

    now = weaving.as_it_stands("D1")
    assert (now.parents, now.mark == mine.mark) == (("A1", "O2"), False)
    assert weaving.propose("D1", who="Bert", why="M", seen=now.mark, title="Daily").is_done


def test_a_new_node_does_not_take_the_code_of_another(woven):
    typed = {**LAMPS, "new_id": "O1"}
    for found in (weaving.foreseen("A1", typed), weaving.foreseen("D1", typed)):
        assert "O1 is the code of “Safer” already" in str(found.problem)
    outcome = weaving.propose("A1", who="Bert", why="A try", **typed)
    assert not outcome.is_done
    assert "O1 is the code of “Safer” already" in outcome.words


def test_a_preview_says_what_was_there_and_what_hangs_on_a_node_that_goes(woven):
    found = weaving.foreseen("D1", {"title": "Daily"})
    assert {key: node.title for key, node in found.before.items()} == {"D1": "Clean them weekly"}

    register = registers.of(queries.workspace())
    said = feedbacks.submit(register, feedbacks.Feedback("R1", "resident", "Come earlier"))
    moderation.show(register, feedbacks.FEEDBACKS, said, who="Bert", why="Clear", after=1)
    planning.add(register, replace(BINS, nodes=("R1",)), who="Bert", why="So")
    serve()
    found = weaving.foreseen("R1", {"is_out": True})
    assert (found.problem, found.actions, found.feedback) == (None, 1, 1)
