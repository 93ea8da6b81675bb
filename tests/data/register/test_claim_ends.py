"""Ends of claims: who may ask, who may approve, what stands meanwhile, and what is kept."""

from __future__ import annotations

import pytest

from data import releases
from data.register import NotAllowed, Refused, claim_ends, claim_reviews, claim_uses, verifying
from data.register.claims_in_force import standings
from data.register.claims_published import published
from data.register.records import Superseded
from tests.data.register.claiming import agreed, claim
from tests.data.register.conftest import TODAY


def in_force(register) -> list[str]:
    path = register.workspace.path
    found = standings(register, published(path, releases.served(path)[0]))
    return [f"{one.claim_id} v{one.version}" for one in found.in_force]


def asked(register, claim_id: str, **others: object) -> int:
    given = {"who": "Bert", "why": "It was wrong", "claim_version": 2, "after": 0} | others
    return claim_ends.propose(register, claim_id, **given)


def test_a_claim_stands_until_its_end_is_approved_and_everything_is_kept(register):
    claim_id = agreed(register)
    assert asked(register, claim_id) == 1
    assert in_force(register) == ["1 v2"]

    assert claim_ends.approve(register, claim_id, who="Anne", why="Agreed", after=1) == 2

    assert in_force(register) == []
    (end,) = claim_ends.newest(register)
    body = end.body
    assert (body.authors, body.proposed_on, body.reason) == (("Bert",), TODAY, "It was wrong")
    assert (body.decided_by, body.decided_on, end.why) == ("Anne", TODAY, "Agreed")
    assert (body.title, body.claim_version) == ("More is recycled", 2)
    assert len(claim_reviews.history(register, claim_id)) == 2
    assert verifying.verify(register).faults == ()


def test_whoever_asks_does_not_approve_and_viewers_do_neither(register):
    claim_id = agreed(register)
    with pytest.raises(NotAllowed):
        asked(register, claim_id, who="Dora")
    asked(register, claim_id, who="Anne")

    with pytest.raises(NotAllowed, match="someone else has to approve"):
        claim_ends.approve(register, claim_id, who="Anne", why="Mine", after=1)
    with pytest.raises(NotAllowed):
        claim_ends.approve(register, claim_id, who="Bert", why="Not mine", after=1)
    assert in_force(register) == ["1 v2"]


def test_only_a_claim_in_force_is_ended_and_only_the_version_that_was_seen(register):
    waiting = claim_reviews.propose(register, claim(title="Another"), who="Bert", why="New")
    with pytest.raises(Refused, match="No claim 1 is in force"):
        asked(register, waiting, claim_version=1)
    claim_id = agreed(register)
    with pytest.raises(Refused, match="Another version"):
        asked(register, claim_id, claim_version=1)
    with pytest.raises(Superseded):
        asked(register, claim_id, after=1)


def test_a_version_approved_meanwhile_is_not_ended_unseen_and_one_approved_later_stands(register):
    claim_id = agreed(register)
    asked(register, claim_id)
    agreed(register, claim(title="Rather more"), claim_id, after=2)
    with pytest.raises(Refused, match="Another version"):
        claim_ends.approve(register, claim_id, who="Anne", why="Agreed", after=1)

    asked(register, claim_id, claim_version=4, after=1)
    claim_ends.approve(register, claim_id, who="Anne", why="Agreed", after=2)
    assert in_force(register) == []
    agreed(register, claim(title="After all"), claim_id, after=4)
    assert in_force(register) == ["1 v6"]


@pytest.mark.parametrize("decide", [claim_ends.reject, claim_ends.withdraw])
def test_an_end_that_is_not_approved_changes_nothing_and_can_be_asked_for_again(register, decide):
    claim_id = agreed(register)
    asked(register, claim_id)
    who = "Anne" if decide is claim_ends.reject else "Bert"
    assert decide(register, claim_id, who=who, why="No", after=1) == 2

    assert in_force(register) == ["1 v2"]
    assert asked(register, claim_id, after=2) == 3


def test_what_was_ended_is_used_nowhere(register):
    claim_id = agreed(register)
    none = {name: claim_uses.TABLE.schema.empty_table() for name in claim_uses.PUBLISHED}
    assert claim_uses.tables(register, none)["claim_uses"].num_rows

    asked(register, claim_id)
    claim_ends.approve(register, claim_id, who="Anne", why="Agreed", after=1)
    assert not claim_uses.tables(register, none)["claim_uses"].num_rows
