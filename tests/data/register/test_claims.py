"""Claims of added value: what one must say, who may let it stand, and what stands meanwhile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from data import releases
from data.publishing import Change, publish
from data.register import (
    NotAllowed,
    Refused,
    Register,
    bodies,
    claim_reviews,
    records,
    roles,
    verifying,
)
from data.register.claims import Agency, ClaimArea, Partner, Step
from data.register.claims_in_force import Standings, standings
from data.register.claims_published import published
from data.register.records import Superseded
from data.register.roles import Person
from data.workspace import open_workspace
from tests.data.register.claiming import COUNCIL, POLICE, STEPS, agreed, claim
from tests.data.register.conftest import TODAY
from tests.data.rows import table

PUBLISHED = {
    "claims": table(
        "claims",
        {"start_date": date(2008, 7, 1), "agency_partner": "Council", "agency_indicator_id": "B1"},
        {"claim_id": "K2", "title": "A draft", "status": "proposed"},
    ),
    "claim_partners": table(
        "claim_partners",
        {"pooled": 400.0},
        {"partner": "Police", "contribution": "Patrols", "is_necessary": False, "cost": None},
        {"claim_id": "K2"},
        {"claim_id": "K2", "partner": "Police"},
    ),
    "claim_steps": table(
        "claim_steps",
        # out of order: the position says which comes first
        {"position": 2, "kind": "outcome", "text": "More is recycled", "indicator_id": "A1"},
        {"position": 1, "evidence": "Tried elsewhere", "strength": "moderate"},
    ),
    "claim_areas": table(
        "claim_areas", {"part": "left_out", "reason": "It has a scheme of its own"}
    ),
}


def put(folder: Path, tables: dict[str, pa.Table]) -> None:
    publish(folder, Change(reference=tables), source_id="claims", who="Anne", why="A test")


def stand(register: Register) -> Standings:
    path = register.workspace.path
    return standings(register, published(path, releases.served(path)[0]))


def in_short(register: Register) -> tuple[list[tuple], ...]:
    """Id, title, version and newest version of the claims in force, and of those that wait."""
    found = stand(register)
    return tuple(
        [(one.claim_id, one.claim.title, one.version, one.newest) for one in part]
        for part in (found.in_force, found.waiting)
    )


def test_a_claim_waits_and_then_stands(register):
    made = claim()
    claim_id = claim_reviews.propose(register, made, who="Bert", why="We think so")

    assert in_short(register) == ([], [("1", "More is recycled", 1, 1)])
    (waiting,) = stand(register).waiting
    assert (waiting.authors, waiting.proposed_on, waiting.why) == (("Bert",), TODAY, "We think so")

    assert claim_reviews.approve(register, claim_id, who="Anne", why="Agreed", after=1) == 2

    (standing,) = stand(register).in_force
    assert standing.claim == made
    assert (standing.approved_by, standing.approved_on, standing.why) == ("Anne", TODAY, "Agreed")
    assert stand(register).waiting == ()
    assert verifying.verify(register).faults == ()


def test_a_revision_waits_beside_the_claim_in_force_until_it_is_approved(register):
    claim_id = agreed(register)
    claim_reviews.revise(
        register, claim_id, claim(title="Much more"), who="Cleo", why="It is", after=2
    )

    assert in_short(register) == (
        [("1", "More is recycled", 2, 3)],
        [("1", "Much more", 3, 3)],
    )
    claim_reviews.reject(register, claim_id, who="Anne", why="It is not", after=3)
    assert in_short(register) == ([("1", "More is recycled", 2, 4)], [])

    agreed(register, claim(title="Rather more"), claim_id, after=4)
    assert in_short(register) == ([("1", "Rather more", 6, 6)], [])


def test_a_published_claim_is_the_oldest_version_of_it(register):
    put(register.workspace.path, PUBLISHED)

    assert in_short(register) == (
        [("K1", "More is recycled", 0, 0)],
        [("K2", "A draft", 0, 0)],
    )
    (standing,) = stand(register).in_force
    assert standing.claim == claim(people_per=None)
    assert (standing.approved_by, standing.approved_on) == ("The board", date(2008, 1, 15))

    claim_reviews.revise(register, "K1", claim(title="Less"), who="Bert", why="So", after=0)
    assert in_short(register)[0] == [("K1", "More is recycled", 0, 1)]
    claim_reviews.approve(register, "K1", who="Anne", why="So", after=1)
    assert in_short(register)[0] == [("K1", "Less", 2, 2)]


def test_a_number_that_a_published_claim_has_is_given_to_no_other(register):
    ones = {
        name: pa.Table.from_pylist(
            [{**row, "claim_id": "1"} for row in found.to_pylist() if row["claim_id"] == "K1"],
            found.schema,
        )
        for name, found in PUBLISHED.items()
    }
    put(register.workspace.path, ones)
    made = [
        claim_reviews.propose(register, claim(title=title), who="Bert", why="So")
        for title in ("Second", "Third", "Fourth")
    ]

    assert made == ["2", "3", "4"]


def test_a_published_claim_that_waits_is_put_forward_and_approved_or_dropped(register):
    put(register.workspace.path, PUBLISHED)
    with pytest.raises(Refused, match="There is no claim K2"):
        claim_reviews.approve(register, "K2", who="Anne", why="x", after=0)

    agreed(register, claim(title="No draft"), "K2")

    assert in_short(register)[1] == []
    assert in_short(register)[0][1:] == [("K2", "No draft", 2, 2)]


def test_a_new_claim_takes_no_published_claims_id(in_file):
    one_more = {name: rows.slice(0, 2) for name, rows in PUBLISHED.items() if name != "claim_areas"}
    ids = {"claims": ["1", "2"], "claim_partners": ["1", "1"], "claim_steps": ["1", "1"]}
    partners = pa.concat_tables([one_more["claim_partners"], one_more["claim_partners"]])
    one_more["claim_partners"], ids["claim_partners"] = partners, ["1", "1", "2", "2"]
    put(
        in_file.workspace.path,
        {n: rows.set_column(0, "claim_id", pa.array(ids[n])) for n, rows in one_more.items()},
    )

    assert claim_reviews.propose(in_file, claim(), who="Bert", why="x") == "3"


WRONG = {
    "Name two partners or more": {"partners": (COUNCIL,)},
    "A partner is named twice": {
        "partners": (COUNCIL, POLICE, Partner(" council", "Again", is_necessary=False))
    },
    "Say what Health contributes": {"partners": (COUNCIL, Partner("Health", "", False))},
    "A partner has no name": {"partners": (COUNCIL, POLICE, Partner(" ", "Helps", False))},
    "Police cannot have pooled 5 of 0 pounds": {
        "partners": (COUNCIL, Partner("Police", "Patrols", False, None, 5.0))
    },
    "at least one action": {"steps": STEPS[1:]},
    "the outcome it leads to": {"steps": STEPS[:1]},
    "The steps go from actions": {"steps": STEPS[::-1]},
    "A step says nothing": {"steps": (Step("action", " "), *STEPS)},
    "No published indicator is called Z9": {"indicator_id": "Z9"},
    "No published indicator is called Z8": {"steps": (*STEPS, Step("outcome", "x", "Z8"))},
    "No published area has the code Z9": {"area_code": "Z9"},
    "No published area has the code Z7": {"areas": (ClaimArea("Z7", "donor"),)},
    "does not lie within what is published: 01 April 2008 to 31 March 2009": {
        "start_date": date(2009, 4, 1)
    },
    "The start, 01 April 2008": {"start_date": date(2008, 4, 1)},
    "Nothing is published for B1": {"indicator_id": "B1", "agency": None},
    "begins no earlier than the initiative": {"window_start": date(2008, 7, 1)},
    "is the shared outcome itself": {"agency": Agency("Council", "A1")},
    "the shared outcome itself": {"agency": Agency("Council", "A1", "H")},
    "Say whose single-agency measure": {"agency": Agency("", "B1")},
    "W1 is both treated and a donor": {
        "areas": (ClaimArea("W1", "treated"), ClaimArea("W1", "donor"))
    },
    "W1 is named twice": {"areas": (ClaimArea("W1", "donor"), ClaimArea("W1", "donor"))},
    "H is what the claim is about": {"areas": (ClaimArea("H", "donor"),)},
    "Say why W1 is left out": {"areas": (ClaimArea("W1", "left_out"),)},
    "Give the claim a title": {"title": " "},
    "Say what the joint initiative is": {"initiative": ""},
    "more than no people": {"people_per": 0.0},
    "design is 'guess'": {"design": "guess"},
    "cost is nan": {"partners": (COUNCIL, Partner("Police", "x", False, float("nan")))},
}


@pytest.mark.parametrize("words", WRONG)
def test_a_claim_that_is_not_whole_is_refused_in_words(in_file, words):
    before = records.changes(in_file)

    with pytest.raises(Refused, match=words):
        claim_reviews.propose(in_file, claim(**WRONG[words]), who="Bert", why="x")

    assert records.changes(in_file) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"start_date": date(2009, 3, 31)},
        {"agency": Agency("Council", "A1", "W1")},
        {"agency": None, "areas": (), "people_per": None},
        {"window_start": date(2008, 6, 30)},
        {"areas": (ClaimArea("W1", "treated"), ClaimArea("W2", "donor"))},
    ],
)
def test_what_may_be_said_or_left_unsaid(in_file, changed):
    claim_id = claim_reviews.propose(in_file, claim(**changed), who="Bert", why="x")

    (kept,) = claim_reviews.history(in_file, claim_id)
    assert kept.body.claim == claim(**changed)


def test_who_may_do_what(register):
    for who in ("Dora", "Nobody"):
        with pytest.raises(NotAllowed):
            claim_reviews.propose(register, claim(), who=who, why="x")
    claim_id = claim_reviews.propose(register, claim(), who="Bert", why="x")
    for decide in (claim_reviews.approve, claim_reviews.reject):
        for who in ("Cleo", "Dora"):
            with pytest.raises(NotAllowed, match="takes an approver"):
                decide(register, claim_id, who=who, why="x", after=1)
    with pytest.raises(NotAllowed, match="Only Bert can take this claim back"):
        claim_reviews.withdraw(register, claim_id, who="Cleo", why="x", after=1)
    with pytest.raises(NotAllowed):
        claim_reviews.revise(register, claim_id, claim(), who="Dora", why="x", after=1)
    assert len(claim_reviews.history(register, claim_id)) == 1

    claim_reviews.withdraw(register, claim_id, who="bert", why="Not yet", after=1)
    with pytest.raises(Refused, match="Claim 1 was withdrawn by Bert"):
        claim_reviews.approve(register, claim_id, who="Anne", why="x", after=2)


def test_nobody_approves_a_claim_they_had_a_hand_in_since_it_was_last_decided(register):
    claim_id = claim_reviews.propose(register, claim(), who="Anne", why="x")
    claim_reviews.revise(register, claim_id, claim(title="B"), who="Bert", why="x", after=1)
    with pytest.raises(NotAllowed, match="Anne wrote this claim, so someone else"):
        claim_reviews.approve(register, claim_id, who="anne", why="x", after=2)

    roles.assign(register, Person("Cleo", "approver"), who="Anne", why="Deputy", after=1)
    claim_reviews.approve(register, claim_id, who="Cleo", why="x", after=2)
    # What Bert alone changes afterwards is not Anne's.
    agreed(register, claim(title="C"), claim_id, after=3)
    assert stand(register).in_force[0].claim.title == "C"


def test_a_partnership_may_let_authors_approve(in_file):
    settings = in_file.workspace.path / "workspace.toml"
    settings.write_text(settings.read_text() + "[approval]\nby_author = true\n")
    allowing = Register(open_workspace(in_file.workspace.path))
    claim_id = claim_reviews.propose(allowing, claim(), who="Anne", why="x")

    assert claim_reviews.approve(allowing, claim_id, who="Anne", why="Alone", after=1) == 2


@pytest.mark.parametrize("decide", [claim_reviews.approve, claim_reviews.reject])
def test_deciding_another_version_than_the_one_seen_is_refused(register, decide):
    claim_id = claim_reviews.propose(register, claim(), who="Bert", why="x")
    claim_reviews.revise(register, claim_id, claim(title="B"), who="Cleo", why="x", after=1)

    with pytest.raises(Superseded, match="claim 1 was made from version 1") as told:
        decide(register, claim_id, who="Anne", why="x", after=1)

    assert told.value.theirs.body.claim.title == "B"
    with pytest.raises(Superseded) as told:
        claim_reviews.revise(register, claim_id, claim(), who="Bert", why="x", after=1)
    assert told.value.mine.claim == claim()


def test_there_is_no_claim_of_that_id(in_file):
    with pytest.raises(Refused, match="There is no claim 7"):
        claim_reviews.revise(in_file, "7", claim(), who="Bert", why="x", after=0)


def test_what_is_published_is_looked_at_again_when_a_claim_is_approved(in_file):
    claim_id = claim_reviews.propose(in_file, claim(), who="Bert", why="x")
    put(in_file.workspace.path, {"indicators": table("indicators", {})})  # B1 is gone

    with pytest.raises(Refused, match="No published indicator is called B1"):
        claim_reviews.approve(in_file, claim_id, who="Anne", why="x", after=1)


def test_reading_begins_no_register_and_no_claims_are_an_answer(empty):
    if not empty.url:
        assert in_short(empty) == ([], [])
        assert not empty.path.exists()
    assert claim_reviews.history(empty) == []


def test_costs_are_said_together_where_any_is():
    assert (claim().cost, claim().pooled) == (1000.0, 400.0)
    assert claim(partners=(POLICE, Partner("Health", "x", True))).cost is None


def test_a_claim_is_kept_as_plain_text():
    stored = bodies.written(claim())

    assert stored["start_date"] == "2008-07-01"
    assert bodies.read(type(claim()), stored) == claim()
