"""Knock-out: take a partner away and see which outcomes fall."""

from __future__ import annotations

from datetime import date

from data.register.claims import Claim, Partner, Step
from data.register.claims_in_force import Standing
from data.workspace import BUNDLED
from queries.claims import claims
from queries.knock_out import knock_out, partners
from tests.queries.workspaces import serving


def standing(claim_id: str, **necessary: bool) -> Standing:
    claim = Claim(
        f"Claim {claim_id}", "Together", "A1", "H", date(2006, 4, 1), "synthetic_control",
        tuple(Partner(name, f"What {name} does", needed) for name, needed in necessary.items()),
        (Step("action", "Begun"), Step("outcome", "Reached")),
    )  # fmt: skip
    return Standing(claim_id, claim, 0, 0)


STANDINGS = (
    standing("one", Council=True, Police=True, College=False),
    standing("two", Council=False, College=False, Police=False),
    standing("pair", College=False, Trust=True),
)


def test_an_outcome_falls_without_a_necessary_partner_or_when_one_is_left_alone():
    found = {(part.partner, part.claim_id): part.why for part in knock_out(STANDINGS)}

    assert found == {
        ("Council", "one"): "is_necessary",
        ("Police", "one"): "is_necessary",
        ("College", "one"): None,
        ("Council", "two"): None,
        ("College", "two"): None,
        ("Police", "two"): None,
        # not necessary itself, but one partner alone adds nothing by working together
        ("College", "pair"): "leaves_one_alone",
        ("Trust", "pair"): "is_necessary",
    }
    assert [part.falls for part in knock_out(STANDINGS) if part.partner == "College"] == [
        False, True, False,
    ]  # fmt: skip


def test_the_partner_without_whom_most_falls_comes_first():
    assert partners(knock_out(STANDINGS)) == ("College", "Council", "Police", "Trust")
    assert partners(knock_out(())) == ()


def test_a_partner_written_in_several_ways_is_one():
    ways = ("Police & Crime Board", "the police and crime board", "Police &  Crime Board")
    written = [
        standing(str(place), **{way: True, "College": False, "Trust": False})
        for place, way in enumerate(ways)
    ]
    parts = knock_out(
        [*written, standing("four", **{"Police & Crime Board": True, "trust": False})]
    )

    assert partners(parts) == ("Police & Crime Board", "Trust", "College")
    assert sum(part.falls for part in parts if part.partner == "Police & Crime Board") == 4
    # of two ways that are as frequent, whichever comes first by letters
    tied = [standing("one", zebra=True, A=True), standing("two", Zebra=True, B=True)]
    assert {part.partner for part in knock_out(tied)} == {"A", "B", "Zebra"}


def test_every_partner_of_every_claim_of_the_sample_is_told_of():
    with serving(BUNDLED):
        standings = claims()
    parts = knock_out(standings)

    assert len(parts) == sum(len(one.claim.partners) for one in standings)
    assert {part.partner for part in parts if part.falls}
