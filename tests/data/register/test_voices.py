"""What people say: who may, what is refused, and that nothing shows before it was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data.contract import REFERENCE
from data.publishing import Change, publish
from data.register import (
    NotAllowed,
    Refused,
    commentaries,
    feedbacks,
    moderation,
    planning,
    records,
    reviewed,
    verifying,
    voices,
    withdrawals,
)
from data.register.commentaries import COMMENTARIES
from data.register.connecting import reading
from data.register.feedbacks import FEEDBACKS, Reply
from data.register.records import Superseded
from tests.data.register import threading_rows
from tests.data.register.speaking import DONE, PAYLOADS, SAID, STORY, heard, told
from tests.data.register.test_planning import BINS
from tests.data.rows import table

PUBLISHED = {
    "commentary": table("commentary", {"text": "As published"}),
    "feedback": table("feedback", {"node_id": "D1", "text": "As published"}),
    "feedback_replies": table("feedback_replies", {}),
}


@pytest.fixture
def woven(register):
    threading_rows.put(register.workspace.path)
    change = Change(reference={"feedback": PUBLISHED["feedback"]})
    publish(register.workspace.path, change, source_id="said", who="Anne", why="A test")
    return register


def stories(register) -> list[str]:
    found = voices.commentary_shown(register, PUBLISHED, ())["commentary_shown"]
    assert found.schema == REFERENCE["commentary"].schema
    return found["text"].to_pylist()


def sayings(register) -> tuple[dict[str, str | None], list[str]]:
    """Where each feedback was passed on to by its text, and the replies."""
    found = voices.feedback_shown(register, PUBLISHED, ())
    said = found["feedback_shown"].to_pylist()
    passed_on = {row["text"]: row["escalated_to"] for row in said}
    return passed_on, found["replies_shown"]["text"].to_pylist()


def test_a_commentary_shows_once_somebody_else_of_the_working_group_has_read_it(register):
    made = told(register, who="Bert", shown_by=None)
    assert stories(register) == ["As published"]

    with pytest.raises(NotAllowed, match="Bert wrote this commentary, so someone else"):
        moderation.show(register, COMMENTARIES, made, who="Bert", why="Mine", after=1)
    with pytest.raises(NotAllowed, match="Dora is a viewer"):
        moderation.show(register, COMMENTARIES, made, who="Dora", why="Fine", after=1)
    assert stories(register) == ["As published"]

    assert moderation.show(register, COMMENTARIES, made, who="Cleo", why="Clear", after=1) == 2
    assert stories(register) == [STORY.text, "As published"]
    assert verifying.verify(register).faults == ()


def test_an_author_may_pass_her_own_where_the_workspace_allows_it(register):
    allowing = replace(register, workspace=replace(register.workspace, authors_may_approve=True))

    told(allowing, who="Bert", shown_by="Bert")
    assert stories(allowing) == [STORY.text, "As published"]


def test_a_changed_commentary_waits_while_the_one_before_stays_in_sight(register):
    made = told(register)
    newer = replace(STORY, text="Bins came late, then on time.")
    with pytest.raises(NotAllowed, match="Only whoever wrote it"):
        commentaries.revise(register, made, newer, who="Zoe", after=2)
    with pytest.raises(Superseded):
        commentaries.revise(register, made, newer, who="Dora", after=1)
    assert commentaries.revise(register, made, newer, who="Dora", after=2) == 3
    assert stories(register) == [STORY.text, "As published"]

    assert commentaries.revise(register, made, newer, who="Cleo", after=3) == 4
    with pytest.raises(NotAllowed, match="Cleo wrote this"):
        moderation.show(register, COMMENTARIES, made, who="Cleo", why="Mine", after=4)
    moderation.decline(register, COMMENTARIES, made, who="Bert", why="Not so", after=4)
    assert stories(register) == [STORY.text, "As published"]

    # what is in sight can be taken down, though the newest version of it was declined
    assert moderation.take_down(register, COMMENTARIES, made, who="Bert", why="Old", after=5) == 6
    assert stories(register) == ["As published"]
    with pytest.raises(Refused, match="is not shown"):
        moderation.take_down(register, COMMENTARIES, made, who="Bert", why="Old", after=6)


def test_what_is_declined_or_taken_down_shows_no_more_and_keeps_its_reason(register):
    made = told(register, shown_by=None)
    moderation.decline(register, COMMENTARIES, made, who="Bert", why="Names a person", after=1)
    with pytest.raises(Refused, match="was rejected by Bert"):
        moderation.show(register, COMMENTARIES, made, who="Cleo", why="Clear", after=2)
    other = told(register)
    moderation.take_down(register, COMMENTARIES, other, who="Cleo", why="No longer so", after=2)

    assert stories(register) == ["As published"]
    with reading(register) as connection:
        whys = [one.why for one in records.history(connection, "commentary", made)]
    assert whys == [moderation.HANDED_IN, "Names a person"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": " \n "}, "The text is empty"),
        ({"text": "x" * 2001}, "longer than 2,000 letters"),
        ({"text": "a\u202eb"}, "turns letters round"),
        ({"text": "a\x00b"}, "cannot be shown"),
        ({"owner_post": ""}, "The post is empty"),
        ({"owner_partner": "x" * 201}, "The partner is longer than 200 letters"),
        ({"indicator_id": "Z9"}, "not published"),
        ({"area_code": "Z9"}, "not published"),
        ({"indicator_id": "B1"}, "no curve to speak of"),
        ({"period_end": date(2010, 3, 31)}, "Choose a period that has a result"),
        ({"period_end": date(2008, 3, 31)}, "Choose a period that has a result"),
    ],
)
def test_a_commentary_that_cannot_be_is_refused_in_words(register, changed, said):
    with pytest.raises(Refused, match=said):
        commentaries.submit(register, replace(STORY, **changed), who="Dora")
    assert reviewed.every(register, COMMENTARIES) == []


def test_a_commentary_takes_a_name_and_feedback_keeps_none(woven):
    with pytest.raises(Refused, match="A name has 1 to 100 letters"):
        commentaries.submit(woven, STORY, who=" ")
    made = heard(woven, shown_by=None)

    (record,) = reviewed.every(woven, FEEDBACKS)
    assert (record.record_id, record.who, record.body.authors) == (
        made,
        "somebody on the ground",
        (),
    )
    assert record.at.time().isoformat() == "00:00:00", "the day alone"
    assert record.why == moderation.HANDED_IN, "the list of changes shows it to anybody"


def test_feedback_shows_at_its_node_once_it_was_read(woven):
    made = heard(woven, shown_by=None)
    assert sayings(woven)[0] == {"As published": None}

    moderation.show(woven, FEEDBACKS, made, who="Bert", why="Clear", after=1)
    assert sayings(woven)[0] == {"As published": None, SAID.text: None}
    with pytest.raises(Refused, match="There is no node X9"):
        heard(woven, node_id="X9")
    with pytest.raises(Refused, match="from_group is 'mayor'"):
        feedbacks.submit(woven, replace(SAID, from_group="mayor"))


def test_feedback_is_passed_on_to_a_node_above_and_to_no_other(woven):
    made = heard(woven)
    given = {"who": "Bert", "why": "They can act"}
    for node in ("R1", "O9", "B1"):
        with pytest.raises(Refused, match=f"{node} is not above R1"):
            feedbacks.escalate(woven, made, node, seen=None, **given)
    with pytest.raises(NotAllowed, match="Dora is a viewer"):
        feedbacks.escalate(woven, made, "A1", seen=None, who="Dora", why="So")

    assert feedbacks.escalate(woven, made, "A1", seen=None, **given) == 1
    with pytest.raises(Refused, match="by somebody else meanwhile"):
        feedbacks.escalate(woven, made, "D1", seen=None, **given)
    assert feedbacks.escalate(woven, "F1", "O2", seen=None, **given) == 1
    assert sayings(woven)[0] == {"As published": "O2", SAID.text: "A1"}

    assert feedbacks.escalate(woven, made, None, seen="A1", **given) == 2
    assert sayings(woven)[0][SAID.text] is None


def test_what_was_done_is_said_of_feedback_that_is_shown(woven):
    waits = heard(woven, shown_by=None)
    with pytest.raises(Refused, match="That feedback is not shown"):
        feedbacks.answer(woven, replace(DONE, feedback_id=waits), who="Bert")
    with pytest.raises(NotAllowed, match="Dora is a viewer"):
        feedbacks.answer(woven, DONE, who="Dora")
    with pytest.raises(Refused, match="today is 31 July 2009"):
        feedbacks.answer(woven, replace(DONE, done_date=date(2009, 8, 1)), who="Bert")

    moderation.show(woven, FEEDBACKS, waits, who="Bert", why="Clear", after=1)
    assert feedbacks.answer(woven, DONE, who="Bert") == "1"
    mine = Reply(waits, "At eight.", "Head of waste", "Council", date(2009, 7, 2), " action-1 ")
    with pytest.raises(Refused, match="has no action action-1"):
        feedbacks.answer(woven, mine, who="Cleo")
    planning.add(woven, BINS, who="Bert", why="So")
    assert feedbacks.answer(woven, mine, who="Cleo") == "2"
    assert sorted(sayings(woven)[1]) == ["At eight.", DONE.text, "They are emptied twice a week."]

    moderation.take_down(woven, FEEDBACKS, waits, who="Cleo", why="Names a person", after=2)
    assert "At eight." not in sayings(woven)[1], "a reply goes with what it answers"


def test_a_day_takes_only_so_many(woven, monkeypatch):
    monkeypatch.setattr(moderation, "MOST_A_DAY", 2)
    made = [heard(woven, shown_by=None) for _ in range(2)]

    with pytest.raises(Refused, match="Please hand it in tomorrow"):
        heard(woven, shown_by=None)
    assert [one.record_id for one in reviewed.every(woven, FEEDBACKS)] == made
    told(woven, shown_by=None)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_kept_as_it_was_written(in_file, payload):
    told(in_file, payload)

    assert payload.strip() in stories(in_file)


def test_an_answer_is_corrected_by_whoever_saw_it_as_it_is(woven):
    feedbacks.answer(woven, DONE, who="Bert")
    better = replace(DONE, feedback_id="F9", text="It comes at nine.")
    given = {"why": "It was wrong", "seen": DONE.text}
    with pytest.raises(NotAllowed, match="Dora is a viewer"):
        feedbacks.correct(woven, "1", better, who="Dora", **given)
    with pytest.raises(Refused, match="has no action A9"):
        feedbacks.correct(woven, "1", replace(better, action_id="A9"), who="Cleo", **given)
    with pytest.raises(Refused, match="no such answer"):
        feedbacks.correct(woven, "7", better, who="Cleo", **given)

    assert feedbacks.correct(woven, "1", better, who="Cleo", **given) == 2
    assert "It comes at nine." in sayings(woven)[1]
    assert DONE.text not in sayings(woven)[1]
    with pytest.raises(Refused, match="Somebody else corrected it meanwhile"):
        feedbacks.correct(woven, "1", replace(better, text="At ten."), who="Bert", **given)
    with reading(woven) as connection:
        first, second = records.history(connection, "reply", "1")
    assert (second.who, second.why, second.body["feedback_id"]) == ("Cleo", "It was wrong", "F1")
    assert first.body["text"] == DONE.text


def test_what_was_published_is_withdrawn_by_whom_and_why_until_its_words_are_others(woven):
    extra = {name: PUBLISHED[name] for name in ("commentary", "feedback_replies")}
    put = Change(reference=extra)
    publish(woven.workspace.path, put, source_id="said", who="Anne", why="A test")
    feedbacks.answer(woven, DONE, who="Bert")
    given = {"who": "Bert", "why": "It names a person"}
    with pytest.raises(NotAllowed, match="Dora is a viewer"):
        withdrawals.withdraw(woven, "feedback", "F1", who="Dora", why="So", after=0)
    with pytest.raises(Refused, match="no such text"):
        withdrawals.withdraw(woven, "feedback", "F9", **given, after=0)
    with pytest.raises(Refused, match="Say why"):
        withdrawals.withdraw(woven, "feedback", "F1", who="Bert", why=" ", after=0)

    assert withdrawals.withdraw(woven, "feedback_replies", "reply-1", **given, after=0) == 1
    assert DONE.text not in sayings(woven)[1]
    assert withdrawals.withdraw(woven, "commentary", "S1", **given, after=0) == 1
    assert stories(woven) == []
    assert withdrawals.withdraw(woven, "feedback", "F1", **given, after=0) == 1
    assert sayings(woven) == ({}, []), "the answers go with what they answer"
    with pytest.raises(Refused, match="That feedback is not shown"):
        feedbacks.answer(woven, DONE, who="Bert")
    with pytest.raises(Refused, match="not shown any longer"):
        withdrawals.withdraw(woven, "feedback", "F1", **given, after=1)
    with pytest.raises(Superseded):
        withdrawals.withdraw(woven, "feedback", "F1", **given, after=0)

    anew = {**PUBLISHED, "feedback": table("feedback", {"node_id": "D1", "text": "Milder"})}
    found = voices.feedback_shown(woven, anew, ())["feedback_shown"]["text"].to_pylist()
    assert found == ["Milder"]
    with reading(woven) as connection:
        kept = [one.of(withdrawals.Withdrawal) for one in records.newest(connection, "withdrawal")]
    assert {(one.who, one.why) for one in kept} == {("Bert", "It names a person")}
    assert not any("As published" in str(one.body) for one in kept), "its words are not kept"
    assert verifying.verify(woven).faults == ()
