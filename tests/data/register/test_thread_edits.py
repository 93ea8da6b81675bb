"""Edits of the thread: what is refused, who may approve, and what is in force after it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from data.publishing import Change, publish
from data.register import NotAllowed, Refused, thread_edits, thread_in_force, verifying
from data.register.records import Superseded
from data.register.threads import Attached, Link, Node, Thread, ThreadEdit, difference
from tests.data.register.threading_rows import agreed, link, node, put, tables
from tests.data.rows import table

PAIR = tuple(Node(one, 5, "plan_on_a_page", one) for one in ("N", "M"))
D2 = node("D2", 2, "Mend the lamps")
UNDER_A1 = Link("D2", "A1")


@pytest.fixture
def woven(register):
    put(register.workspace.path)
    return register


def in_force(register) -> tuple[set[str], set[tuple], set[tuple]]:
    """Nodes, links and indicators as questions read them."""
    found = thread_in_force.tables(register, tables())
    links, attached = (
        {tuple(row.values()) for row in found[f"thread_{name}_in_force"].to_pylist()}
        for name in ("links", "indicators")
    )
    return set(found["thread_nodes_in_force"]["node_id"].to_pylist()), links, attached


def refusal(register, edit: ThreadEdit) -> str:
    with pytest.raises(Refused) as refused:
        thread_edits.propose(register, edit, who="Bert", why="A try")
    return str(refused.value)


def test_the_thread_is_as_published_until_an_edit_is_approved(woven):
    before = in_force(woven)
    edit = ThreadEdit(nodes=(D2,), links=(UNDER_A1,), indicators=(Attached("D2", "B1"),))
    number = thread_edits.propose(woven, edit, who="Bert", why="The lamps are dark")

    assert before[0] == {"O1", "O2", "A1", "D1", "R1"}
    assert in_force(woven) == before

    assert thread_edits.approve(woven, number, who="Anne", why="Agreed", after=1) == 2
    nodes, links, indicators = in_force(woven)
    assert nodes - before[0] == {"D2"}
    assert links - before[1] == {("D2", "A1")}
    assert indicators - before[2] == {("D2", "B1")}
    assert verifying.verify(woven).faults == ()
    assert thread_edits.in_force(woven).nodes["D2"] == D2


def test_rejected_and_withdrawn_edits_change_nothing(woven):
    before = in_force(woven)
    for decide, who in ((thread_edits.reject, "Anne"), (thread_edits.withdraw, "Bert")):
        number = thread_edits.propose(woven, link("R1", "A1"), who="Bert", why="A try")
        assert decide(woven, number, who=who, why="No", after=1) == 2

    assert in_force(woven) == before
    assert [one.body.state for one in thread_edits.every(woven)] == ["rejected", "withdrawn"]


def test_edits_are_laid_over_in_the_order_of_approval_not_of_proposing(woven):
    titles = ("Second thoughts", "First thoughts")
    first, second = (
        thread_edits.propose(woven, ThreadEdit(nodes=(node("D9", 2, one),)), who="Bert", why="So")
        for one in titles
    )
    thread_edits.approve(woven, second, who="Anne", why="Yes", after=1)

    with pytest.raises(Refused, match="Another edit of D9 was approved since"):
        thread_edits.approve(woven, first, who="Anne", why="Yes", after=1)
    edit = ThreadEdit(nodes=(node("D9", 2, titles[0]),))
    thread_edits.revise(woven, first, edit, who="Cleo", why="As I see it now", after=1)
    thread_edits.approve(woven, first, who="Anne", why="Yes", after=2)

    assert thread_edits.in_force(woven).nodes["D9"].title == "Second thoughts"


def test_two_edits_under_the_same_parent_do_not_stand_in_each_others_way(woven):
    waiting = [
        thread_edits.propose(
            woven,
            ThreadEdit(nodes=(node(one, 2),), links=(Link(one, "A1"),)),
            who="Bert",
            why="So",
        )
        for one in ("D3", "D4")
    ]
    for number in waiting:
        thread_edits.approve(woven, number, who="Anne", why="Yes", after=1)

    assert {"D3", "D4"} <= in_force(woven)[0]


def test_what_was_fine_when_it_was_put_forward_is_checked_again(woven):
    number = thread_edits.propose(
        woven, ThreadEdit(nodes=(D2,), links=(UNDER_A1,)), who="Bert", why="So"
    )
    gone = ThreadEdit(nodes_out=("A1",), links_out=(Link("D1", "A1"),))
    agreed(woven, gone)

    with pytest.raises(Refused, match="There is no node A1, so it cannot be linked"):
        thread_edits.approve(woven, number, who="Anne", why="Yes", after=1)


def test_a_node_goes_with_what_it_serves_and_is_measured_by(woven):
    agreed(woven, ThreadEdit(nodes_out=("D1", "R1")))

    assert in_force(woven) == (
        {"O1", "O2", "A1"},
        {("A1", "O1"), ("A1", "O2")},
        {("O2", "B1")},
    )


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (ThreadEdit(), "Nothing is changed"),
        (link("R1", "R1"), "R1 cannot serve itself"),
        (link("O1", "R1"), "circle: O1 serves R1 serves D1 serves A1 serves O1"),
        (link("O1", "A1"), "closes a circle"),
        (link("D1", "A1"), "D1 serves A1 already"),
        (link("D1", "A9"), "There is no node A9, so it cannot be linked"),
        (link("O2", "O1"), "O2 (outcome) cannot serve O1 (outcome): what serves is on a later"),
        (ThreadEdit(links_out=(Link("R1", "A1"),)), "R1 does not serve A1"),
        (ThreadEdit(nodes_out=("A1",)), "D1 hangs beneath A1, which is to be taken out"),
        (ThreadEdit(nodes_out=("X",)), "There is no node X to take out"),
        (ThreadEdit(nodes=(node("D1", 4),)), "R1 (role) cannot serve D1 (learning)"),
        (ThreadEdit(nodes=PAIR, links=(Link("N", "M"),)), "N (plan on a page) cannot serve M ("),
        (ThreadEdit(nodes=(node("N", 2, ""),)), "Give N a title"),
        (ThreadEdit(nodes=(node("a b", 2),)), "'a b' cannot be a node's code"),
        (ThreadEdit(nodes=(D2, D2)), "D2 is named twice"),
        (ThreadEdit(nodes=(node("N", 2, "a\u202eb"),)), "N holds a sign that turns letters"),
        (ThreadEdit(nodes=(D2,), nodes_out=("D2",)), "D2 is named twice"),
        (ThreadEdit(indicators=(Attached("D1", "Z9"),)), "No published indicator is called Z9"),
        (ThreadEdit(indicators=(Attached("X", "A1"),)), "There is no node X for A1"),
        (ThreadEdit(indicators=(Attached("D1", "A1"),)), "A1 is attached to D1 already"),
        (ThreadEdit(indicators_out=(Attached("R1", "A1"),)), "A1 is not attached to R1"),
    ],
)
def test_what_breaks_the_thread_is_refused_in_words(woven, edit, said):
    before = in_force(woven)

    assert said in refusal(woven, edit)
    assert in_force(woven) == before
    assert thread_edits.every(woven) == []


def test_a_level_has_one_name(woven):
    edit = ThreadEdit(nodes=(Node("D2", 2, "goal", "Mend"),))

    assert "Level 2 is called 'objective', not 'goal'" in refusal(woven, edit)


def test_every_fault_is_named_at_once(woven):
    edit = ThreadEdit(nodes_out=("X", "A1"), links=(Link("R1", "Y"),))

    said = refusal(woven, edit)
    assert all(part in said for part in ("node X", "D1 hangs beneath A1", "node Y"))


def test_who_may_do_what(woven):
    with pytest.raises(NotAllowed, match="Dora is a viewer"):
        thread_edits.propose(woven, link("R1", "A1"), who="Dora", why="A try")
    number = thread_edits.propose(woven, link("R1", "A1"), who="Bert", why="A try")
    with pytest.raises(NotAllowed, match="Bert is a member of the working group"):
        thread_edits.approve(woven, number, who="Bert", why="Yes", after=1)
    with pytest.raises(NotAllowed, match="Only Bert can take this"):
        thread_edits.withdraw(woven, number, who="Cleo", why="No", after=1)

    own = thread_edits.propose(woven, link("R1", "O1"), who="Anne", why="A try")
    with pytest.raises(NotAllowed, match="Anne wrote this"):
        thread_edits.approve(woven, own, who="Anne", why="Yes", after=1)


def test_an_edit_changed_since_it_was_seen_is_not_approved(woven):
    number = thread_edits.propose(woven, link("R1", "A1"), who="Bert", why="A try")
    thread_edits.revise(woven, number, link("R1", "O1"), who="Cleo", why="Better", after=1)

    with pytest.raises(Superseded, match="Yours of thread edit 1 was made from version 1"):
        thread_edits.approve(woven, number, who="Anne", why="Yes", after=1)
    assert thread_edits.every(woven)[0].body.authors == ("Bert", "Cleo")


def test_the_difference_of_two_threads_makes_one_of_the_other():
    before = thread_in_force.thread_of(tables())
    after = before.after(
        ThreadEdit(
            nodes=(D2, node("O1", 0, "Renamed")),
            nodes_out=("R1",),
            links=(UNDER_A1,),
            links_out=(Link("A1", "O2"),),
            indicators=(Attached("D2", "A1"),),
            indicators_out=(Attached("D1", "A1"),),
        )
    )

    assert before.after(difference(before, after)) == after
    assert not difference(after, after)
    assert Thread().after(difference(Thread(), before)) == before


def test_what_was_published_otherwise_meanwhile_is_looked_at_before_it_is_approved(woven):
    edit = ThreadEdit(nodes=(node("D1", 2, "Clean them weekly", owner="Lamps"),))
    other = ThreadEdit(nodes=(node("R1", 3, "Drive", owner="Lamps"),))
    first, second = (
        thread_edits.propose(woven, one, who="Bert", why="So") for one in (edit, other)
    )
    rows = tables()["thread_nodes"].to_pylist()
    anew = [{**row, "title": "Daily"} if row["node_id"] == "D1" else row for row in rows]
    change = Change(reference={"thread_nodes": table("thread_nodes", *anew)})
    # releases are dated by the second
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
    given = {"source_id": "thread", "who": "Anne", "why": "A file", "at": later}
    publish(woven.workspace.path, change, **given)
    time.sleep(max(0.0, (later - datetime.now(UTC)).total_seconds()))

    with pytest.raises(Refused, match="D1 was published otherwise since"):
        thread_edits.approve(woven, first, who="Anne", why="Yes", after=1)
    thread_edits.approve(woven, second, who="Anne", why="Yes", after=1)
    assert thread_edits.in_force(woven).nodes["D1"].title == "Daily"

    thread_edits.revise(woven, first, edit, who="Bert", why="As I mean it", after=1)
    thread_edits.approve(woven, first, who="Anne", why="Yes", after=2)
    assert thread_edits.in_force(woven).nodes["D1"].title == "Clean them weekly"
