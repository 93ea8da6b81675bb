"""What people said: at its node, counted once on every level above it, and beside the curve."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import duckdb
import pytest

import queries
from data import register as registers
from data.register import feedbacks
from data.workspace import BUNDLED
from queries import fetch, how, serve, voicing
from queries.acting import acting
from queries.overlaid import kinds_read
from tests.data.bundled import bundled
from tests.data.register import threading_rows
from tests.data.register.conftest import people
from tests.data.register.speaking import DONE, PAYLOADS, STORY, heard, told
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

SAID = (
    {"feedback_id": "F1", "node_id": "R1", "text": "Said of the role"},
    # the node's text was counted already: two ways lead from A1 to what is above it
    {"feedback_id": "F2", "node_id": "A1", "text": "Said of the aim", "escalated_to": "O1"},
    {"feedback_id": "F3", "node_id": "O1", "text": "Said of the outcome"},
)


@pytest.fixture
def folder(tmp_path):
    made = workspace(
        tmp_path / "made",
        [{"value": 50.0}, {**year(2007), "value": 40.0}],
        indicators=[{}, {"indicator_id": "B1"}],
        commentary=[{"text": "As published", **_days(2007)}],
        **{name: rows.to_pylist() for name, rows in threading_rows.tables().items()},
        feedback=SAID,
        feedback_replies=[
            {"feedback_id": "F2", "text": "First"},
            {"reply_id": "Y2", "feedback_id": "F2", "text": "Then", "done_date": date(2009, 7, 1)},
        ],
    )
    with serving(made):
        yield made


@pytest.fixture
def register(folder):
    return people(registers.of(queries.workspace()))


def _days(first: int) -> dict[str, object]:
    return {name: day for name, day in year(first).items() if name != "period_label"}


def counts() -> dict[str, tuple[int, ...]]:
    columns = ["here", "beneath", "unanswered", "passed_on", "passed_on_open"]
    rows = fetch("feedback_counts").set_index("node_id")[columns]
    return {node: tuple(row) for node, row in zip(rows.index, rows.to_numpy(), strict=True)}


def test_feedback_is_counted_once_at_every_level_above_it(folder):
    assert counts() == {
        "R1": (1, 0, 1, 0, 0),
        "D1": (0, 1, 1, 0, 0),
        "A1": (1, 1, 1, 0, 0),
        "O1": (1, 2, 2, 1, 0),
        "O2": (0, 2, 1, 0, 0),
    }


def test_a_node_hears_what_was_said_of_it_and_of_what_serves_it(folder):
    rows = fetch("feedback_heard", node_id="A1")
    found = zip(rows["feedback_id"], rows["distance"], rows["reply"].fillna("-"), strict=True)
    assert list(found) == [("F1", 2, "-"), ("F2", 0, "First"), ("F2", 0, "Then")]
    assert set(fetch("feedback_heard", node_id="O2")["feedback_id"]) == {"F1", "F2"}
    assert set(fetch("feedback_heard", node_id=None)["feedback_id"]) == {"F1", "F2", "F3"}
    assert fetch("feedback_heard", node_id="D9").empty


def test_the_sample_is_counted_as_a_walk_in_plain_python_counts_it():
    with serving(BUNDLED):
        rows = fetch("feedback_heard", node_id=None)
        found = counts()
    above = defaultdict(set)
    for link in bundled("thread_links").itertuples():
        above[link.child_id].add(link.parent_id)
    here, beneath = defaultdict(set), defaultdict(set)
    for said in rows.to_dict("records"):
        here[said["node_id"]].add(said["feedback_id"])
        waiting, seen = [said["node_id"]], set()
        while waiting:
            new = above[waiting.pop()] - seen
            seen |= new
            waiting += new
        for node in seen:
            beneath[node].add(said["feedback_id"])
    expected = {node: (len(here[node]), len(beneath[node])) for node in {*here, *beneath}}
    assert {node: row[:2] for node, row in found.items()} == expected


def test_what_waits_reaches_no_answer_and_no_script_until_it_is_shown(register):
    unread = "Nobody may read this yet"
    story, said = told(register, unread, shown_by=None), heard(register, unread, shown_by=None)
    serve()
    asked = (
        ("indicator_commentary", {"indicator_id": "A1", "area_code": "H"}),
        ("feedback_heard", {"node_id": None}),
        ("feedback_counts", {}),
    )
    for question, given in asked:
        assert unread not in fetch(question, **given).to_csv()
        assert unread not in how(question, **given)
    assert voicing.to_read(acting("Dora")) == voicing.to_read(acting(None)) == ()
    waiting = [one for one in voicing.to_read(acting("Bert")) if one.state == "proposed"]
    assert [one.text for one in waiting] == [unread, unread]

    for name in (f"commentary/{story}", f"feedback/{said}"):
        assert voicing.show_text(name, who="Bert", why="Clear", after=1).is_done
        serve()
    assert unread in fetch("indicator_commentary", **asked[0][1])["text"].tolist()
    assert unread in how("feedback_heard", node_id=None)
    assert counts()["R1"] == (2, 0, 2, 0, 0)


def test_the_newest_period_comes_first_and_is_named(register):
    told(register)
    serve()

    rows = fetch("indicator_commentary", indicator_id="A1", area_code="H")
    assert list(zip(rows["period_label"], rows["text"], strict=True)) == [
        ("2008/09", STORY.text),
        ("2007/08", "As published"),
    ]


def test_saying_something_renews_no_result(register):
    results = queries.edition(kinds_read("results"))
    standing = queries.edition(kinds_read("thread_standing"))
    heard(register)
    told(register)
    serve()

    assert queries.edition(kinds_read("results")) == results
    assert queries.edition(kinds_read("thread_standing")) == standing


def test_the_script_gives_the_same_rows_whatever_people_wrote(register, monkeypatch):
    for payload in PAYLOADS:
        heard(register, payload)
    feedbacks.answer(register, DONE, who="Bert")
    serve()
    monkeypatch.chdir(register.workspace.path)

    with duckdb.connect() as connection:
        for statement in duckdb.extract_statements(how("feedback_heard", node_id="O1")):
            rows = connection.execute(statement)
        found = rows.to_arrow_table().to_pandas(date_as_object=False)

    shown = fetch("feedback_heard", node_id="O1")
    assert found["text"].tolist() == shown["text"].tolist()
    assert {payload.strip() for payload in PAYLOADS} <= set(shown["text"])


def test_what_was_published_and_answers_are_taken_down_at_the_same_door(register):
    feedbacks.answer(register, DONE, who="Bert")
    serve()
    shown = {one.name: one for one in voicing.to_read(acting("Bert"))}
    assert {name.partition("/")[0] for name in shown} == {
        "published_commentary",
        "published_feedback",
        "answer",
    }
    (mine,) = (one for one in shown.values() if one.text == DONE.text)
    assert mine.about == "Said of the role"

    given = {"who": "Bert", "why": "It names a person", "after": 0}
    assert not voicing.take_down("published_feedback/F2", **{**given, "who": "Dora"}).is_done
    for name in (mine.name, "published_feedback/F2", "published_commentary/S1"):
        assert voicing.take_down(name, **given).is_done, name
    serve()

    rows = fetch("feedback_heard", node_id=None)
    assert set(rows["feedback_id"]) == {"F1", "F3"}
    assert rows["reply_id"].isna().all()
    assert counts()["A1"] == (0, 1, 1, 0, 0)
    assert fetch("indicator_commentary", indicator_id="A1", area_code="H").empty
    left = {one.name for one in voicing.to_read(acting("Bert"))}
    assert left == {"published_feedback/F1", "published_feedback/F3"}
