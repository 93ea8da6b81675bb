"""Proposals: from a draft with its evidence to a rule that is law, and everything in between."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import pytest

from data.publishing import Change, publish
from data.register import NotAllowed, Refused, Register, bodies, proposals, records, roles, targets
from data.register.records import Superseded
from data.register.roles import Person
from data.register.rules import Level
from data.workspace import open_workspace
from tests.data.register.conftest import TODAY
from tests.data.register.drafting import draft, made_law, rule, years
from tests.data.rows import table


def test_a_proposal_becomes_law_from_its_date(register):
    made = draft(periods_breached=3, noise=1, peers=["X", "Y"])
    number = proposals.propose(register, made, who="Bert", follows=0)
    waiting = proposals.one(register, number)

    assert (number, waiting.version, waiting.why) == ("1", 1, "It can be done")
    assert (waiting.body.state, waiting.body.proposed_on) == ("proposed", TODAY)
    assert waiting.body.draft == made
    assert targets.history(register, "A1", "H") == []

    assert proposals.approve(register, number, who="Anne", why="Agreed in July", after=1) == 1

    (law,) = targets.history(register, "A1", "H")
    assert law.body.rule == made.rule
    assert (law.body.proposal_id, law.body.approved_by) == ("1", "Anne")
    assert (law.body.approved_on, law.who, law.why) == (TODAY, "Anne", "Agreed in July")
    decided = proposals.one(register, number).body
    assert (decided.state, decided.decided_by, decided.decided_on) == ("approved", "Anne", TODAY)
    assert decided.became == 1


def test_a_proposal_is_stored_as_it_always_was():
    """Registers hold proposals of this form: whatever is added, they are read for good."""
    made = draft(rule(), noise=1)
    stored = {
        "draft": bodies.written(made),
        "follows": 0,
        "state": "rejected",
        "authors": ["Bert", "Cleo"],
        "proposed_on": "2009-07-01",
        "decided_by": "Anne",
        "decided_on": "2009-07-31",
        "became": None,
    }

    found = bodies.read(proposals.Proposal, stored)

    assert (found.draft, found.authors, found.state) == (made, ("Bert", "Cleo"), "rejected")
    assert (found.proposed_on, found.decided_on) == (date(2009, 7, 1), TODAY)
    assert bodies.written(found) == stored


def test_the_old_rule_stays_in_history(register):
    made_law(register)
    made_law(register, rule(end=65), follows=1)
    made_law(register, rule(indicator_id="B1", area_code="W1"))

    assert [law.body.rule.aim.target.value for law in targets.history(register, "A1", "H")] == [
        60,
        65,
    ]
    assert len(targets.every(register)) == 3
    assert [record.record_id for record in proposals.every(register)] == ["1", "2", "3"]


def test_a_rejected_or_withdrawn_proposal_changes_no_rule(register):
    first = proposals.propose(register, draft(), who="Bert", follows=0)
    second = proposals.propose(register, draft(rule(end=70)), who="Cleo", follows=0)

    proposals.reject(register, first, who="Anne", why="Too slow", after=1)
    proposals.withdraw(register, second, who="Cleo", why="Too fast", after=1)

    states = [(record.body.state, record.why) for record in proposals.every(register)]
    assert states == [("rejected", "Too slow"), ("withdrawn", "Too fast")]
    assert targets.every(register) == []


@pytest.mark.parametrize("decide", [proposals.approve, proposals.reject, proposals.withdraw])
def test_what_is_decided_is_decided(register, decide):
    number = proposals.propose(register, draft(), who="Bert", follows=0)
    proposals.reject(register, number, who="Anne", why="Too slow", after=1)
    who = "Bert" if decide is proposals.withdraw else "Anne"

    with pytest.raises(Refused, match="Proposal 1 was rejected by Anne"):
        decide(register, number, who=who, why="Again", after=2)


def test_there_is_no_proposal_of_that_number(in_file):
    with pytest.raises(Refused, match="There is no proposal 7"):
        proposals.approve(in_file, "7", who="Anne", why="x", after=1)


def test_who_may_do_what(register):
    for who in ("Dora", "Nobody"):
        with pytest.raises(NotAllowed):
            proposals.propose(register, draft(), who=who, follows=0)
    number = proposals.propose(register, draft(), who="Bert", follows=0)
    for decide in (proposals.approve, proposals.reject):
        for who in ("Cleo", "Dora", "Nobody"):
            with pytest.raises(NotAllowed, match="takes an approver"):
                decide(register, number, who=who, why="x", after=1)
    for who in ("Cleo", "Anne"):
        with pytest.raises(NotAllowed, match="Only Bert can take this proposal back"):
            proposals.withdraw(register, number, who=who, why="x", after=1)
    with pytest.raises(NotAllowed):
        proposals.revise(register, number, draft(), who="Dora", follows=0, after=1)
    assert len(proposals.history(register, number)) == 1


def test_nobody_approves_what_they_wrote(register):
    number = proposals.propose(register, draft(), who="anne", follows=0)
    with pytest.raises(NotAllowed, match="Anne wrote this proposal, so someone else"):
        proposals.approve(register, number, who="ANNE", why="x", after=1)

    # A hand in any version of it counts.
    number = proposals.propose(register, draft(), who="Bert", follows=0)
    proposals.revise(register, number, draft(rule(end=62)), who="Anne", follows=0, after=1)
    proposals.revise(register, number, draft(rule(end=61)), who="Bert", follows=0, after=2)
    with pytest.raises(NotAllowed, match="someone else has to approve"):
        proposals.approve(register, number, who="Anne", why="x", after=3)
    roles.assign(register, Person("Cleo", "approver"), who="Anne", why="Deputy", after=1)
    assert proposals.approve(register, number, who="Cleo", why="x", after=3) == 1


def test_a_partnership_may_let_authors_approve(register):
    settings = register.workspace.path / "workspace.toml"
    settings.write_text(settings.read_text() + "[approval]\nby_author = true\n")
    allowing = Register(open_workspace(register.workspace.path), register.url)
    number = proposals.propose(allowing, draft(), who="Anne", follows=0)

    assert proposals.approve(allowing, number, who="Anne", why="Alone", after=1) == 1


def test_approving_another_draft_than_the_one_seen_is_refused(register):
    number = proposals.propose(register, draft(), who="Bert", follows=0)
    proposals.revise(register, number, draft(rule(end=90)), who="Cleo", follows=0, after=1)

    with pytest.raises(Superseded, match="made from version 1.*saved by Cleo") as told:
        proposals.approve(register, number, who="Anne", why="x", after=1)

    assert told.value.theirs.body.draft.rule.aim.target.value == 90
    assert targets.every(register) == []


def test_a_draft_against_an_older_rule_is_looked_at_again(register):
    first, second = (
        proposals.propose(register, draft(rule(end=end)), who="Bert", follows=0) for end in (61, 62)
    )
    proposals.approve(register, first, who="Anne", why="x", after=1)

    with pytest.raises(Superseded, match="target of A1 in H was made from version 0") as told:
        proposals.approve(register, second, who="Anne", why="x", after=1)
    assert told.value.mine.aim.target.value == 62
    assert told.value.theirs.body.rule.aim.target.value == 61
    with pytest.raises(Superseded):
        proposals.propose(register, draft(), who="Bert", follows=0)

    proposals.revise(register, second, draft(rule(end=62)), who="Bert", follows=1, after=1)
    assert proposals.approve(register, second, who="Anne", why="x", after=2) == 2


def test_a_proposal_stays_with_its_indicator_and_area(register):
    number = proposals.propose(register, draft(), who="Bert", follows=0)

    with pytest.raises(Refused, match="another indicator or area"):
        elsewhere = draft(rule(area_code="W1"))
        proposals.revise(register, number, elsewhere, who="Bert", follows=0, after=1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (rule(indicator_id="Z9"), "No published indicator is called Z9"),
        (rule(area_code="Z9"), "No published area has the code Z9"),
        (rule(level=Level(70, "absolute")), "better than the target"),
        (rule(end=float("nan")), "value is nan"),
        (rule(start=float("inf")), "value is inf"),
        (rule(end=1e16), "not a number that can be judged by"),
        (replace(rule(), effective_from="2009"), "effective_from is '2009', which is not a date"),
        (replace(rule(), periods=years(2008, 4)[::-1]), "out of order"),
    ],
)
def test_a_rule_that_nothing_can_be_judged_by_is_not_proposed(in_file, wrong, words):
    before = records.changes(in_file)

    with pytest.raises(Refused, match=words):
        proposals.propose(in_file, draft(wrong), who="Bert", follows=0)

    assert records.changes(in_file) == before


def test_a_proposal_gives_its_reason(in_file):
    with pytest.raises(Refused, match="Say why"):
        proposals.propose(in_file, draft(reason=" "), who="Bert", follows=0)


def test_polarity_is_looked_at_again_when_a_rule_becomes_law(register):
    number = proposals.propose(register, draft(), who="Bert", follows=0)
    turned = table("indicators", {"polarity": "lower"}, {"indicator_id": "B1"})
    change = Change(reference={"indicators": turned})
    publish(register.workspace.path, change, source_id="t", who="Anne", why="Turned")

    with pytest.raises(Refused, match="better than the target"):
        proposals.approve(register, number, who="Anne", why="x", after=1)


def test_a_rule_may_be_ended(register):
    made_law(register)
    ended = replace(rule(), aim=None, effective_from=date(2009, 7, 1))
    made_law(register, ended, follows=1)

    assert targets.history(register, "A1", "H")[-1].body.rule == ended


def test_twenty_approvals_of_one_target_one_success_for_each_version(register):
    drafts = [draft(rule(end=60 + number)) for number in range(20)]
    waiting = {proposals.propose(register, one, who="Bert", follows=0): 1 for one in drafts}
    for version in (1, 2):
        won, told = approved_at_once(register, waiting)

        assert [became for _, became in won] == [version]
        assert len(told) == 20 - version
        assert all(error.theirs.version == version for error in told)
        del waiting[won[0][0]]
        waiting = {number: revised(register, number, version) for number in waiting}

    assert [law.version for law in targets.history(register, "A1", "H")] == [1, 2]


def revised(register: Register, number: str, follows: int) -> int:
    """The proposal's new version, drafted against the newest rule."""
    found = proposals.one(register, number)
    made = found.body.draft
    return proposals.revise(
        register, number, made, who="Cleo", follows=follows, after=found.version
    )


def approved_at_once(register: Register, waiting: dict[str, int]):
    """Approve every proposal at the same moment: what became of each."""
    start, won, told = threading.Barrier(len(waiting)), [], []

    def approve(number: str, after: int) -> None:
        start.wait()
        try:
            won.append(
                (number, proposals.approve(register, number, who="Anne", why="x", after=after))
            )
        except Superseded as error:
            told.append(error)

    threads = [threading.Thread(target=approve, args=each) for each in waiting.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return won, told
