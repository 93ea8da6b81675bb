"""Tables of what people wrote: what questions read of them, and which answers a write renews."""

from __future__ import annotations

import duckdb
import pytest

import queries
from data import register as registers
from data.register import roles, thread_edits
from data.register.roles import Person
from data.register.threads import Link, Node, ThreadEdit
from queries import fetch, how, judged_in, serve, statements, supposing
from queries.overlaid import kinds_read
from tests.data.register import threading_rows
from tests.queries.workspaces import serving, workspace

NODES = """-- The thread as it is in force.
-- Grain: one row per node.
-- Parameters: none.
select
    node_id,
    title,
    owner
from thread_nodes_in_force
order by node_id
"""
TITLE = "It's Bobby'); drop table thread_nodes;--"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = workspace(tmp_path / "made", [{"value": 50.0}], indicators=[{}, {"indicator_id": "B1"}])
    threading_rows.put(made)
    real = statements.QUESTIONS
    asked = tmp_path / "questions"
    asked.mkdir()
    for path in real.iterdir():
        (asked / path.name).symlink_to(path)
    (asked / "every_node.sql").write_text(NODES)
    monkeypatch.setattr(statements, "QUESTIONS", asked)
    with serving(made):
        register = registers.of(queries.workspace())
        for name, role in {"Anne": "approver", "Bert": "working_group"}.items():
            roles.appoint(register, Person(name, role), who="root", why="To begin")
        serve()
        yield register


def titles() -> dict[str, str]:
    rows = fetch("every_node")
    return dict(zip(rows["node_id"], rows["title"], strict=True))


def edit(title: str) -> ThreadEdit:
    """R1 goes, O1 is renamed, N1 comes."""
    renamed = Node("O1", 0, "outcome", title, "The state")
    return ThreadEdit(
        nodes=(renamed, Node("N1", 2, "objective", "New")),
        nodes_out=("R1",),
        links=(Link("N1", "A1"),),
    )


def test_a_question_follows_from_the_kinds_that_it_reads_and_no_other():
    assert kinds_read("results") == ("target",)
    assert kinds_read("areas") == ()
    assert kinds_read("thread_sight_links") == ("thread_edit",)
    assert kinds_read("thread_breaks") == ("target", "thread_edit")
    assert kinds_read("framework_by_aim") == ("target", "thread_edit")


def test_what_is_approved_shows_at_the_next_run_and_renews_nothing_else(folder):
    assert titles()["O1"] == "Safer"
    other = queries._answer(queries.edition(kinds_read("results")), "results", ())
    threading_rows.agreed(folder, edit("Much safer"))

    assert titles()["O1"] == "Safer", "a page that is being drawn keeps its state"
    serve()
    assert titles() == {
        "A1": "Good streets",
        "D1": "Clean them weekly",
        "N1": "New",
        "O1": "Much safer",
        "O2": "Cleaner",
    }
    assert queries._answer(queries.edition(kinds_read("results")), "results", ()) is other
    assert fetch("results", **judged_in("H"))["value"].tolist()[0] == 50.0


def test_what_waits_shows_nowhere_but_may_be_tried(folder):
    before = titles()
    thread_edits.propose(folder, edit("Much safer"), who="Bert", why="A try")
    serve()
    assert titles() == before

    with supposing("thread_edit", edit("Tried")):
        assert titles()["O1"] == "Tried"
        assert "'Tried'" in how("every_node")
    assert titles() == before


def test_the_script_gives_the_same_rows_whatever_people_wrote(folder, monkeypatch):
    threading_rows.agreed(folder, edit(TITLE))
    serve()
    monkeypatch.chdir(folder.workspace.path)

    with duckdb.connect() as connection:
        for statement in duckdb.extract_statements(how("every_node")):
            rows = connection.execute(statement)
        found = rows.fetchall()

    shown = fetch("every_node").astype(object)
    assert found == [tuple(row) for row in shown.where(shown.notna(), None).to_numpy()]
    assert dict(row[:2] for row in found)["O1"] == TITLE
