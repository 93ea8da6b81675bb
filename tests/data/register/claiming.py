"""Claims made whole: a test names what matters, and the rest is filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from data.register import claim_reviews
from data.register.claims import Agency, Claim, ClaimArea, Partner, Step

COUNCIL = Partner("Council", "Collects", is_necessary=True, cost=1000.0, pooled=400.0)
POLICE = Partner("Police", "Patrols", is_necessary=False)
STEPS = (
    Step("action", "Bins go out", evidence="Tried elsewhere", strength="moderate"),
    Step("outcome", "More is recycled", "A1"),
)


def claim(**changed: object) -> Claim:
    """A1 in H from July 2008, set against B1, with ward W1 left out unless the test says more."""
    made = Claim(
        title="More is recycled",
        initiative="One collection for the whole borough",
        indicator_id="A1",
        area_code="H",
        start_date=date(2008, 7, 1),
        design="synthetic_control",
        partners=(COUNCIL, POLICE),
        steps=STEPS,
        areas=(ClaimArea("W1", "left_out", "It has a scheme of its own"),),
        agency=Agency("Council", "B1"),
        people_per=2.4,
    )
    return replace(made, **changed)


def agreed(register, made: Claim | None = None, claim_id: str | None = None, after: int = 0) -> str:
    """Bert puts it forward and Anne approves; the claim's id."""
    made = made or claim()
    if claim_id is None:
        claim_id = claim_reviews.propose(register, made, who="Bert", why="We think so")
        version = 1
    else:
        version = claim_reviews.revise(
            register, claim_id, made, who="Bert", why="We think so", after=after
        )
    claim_reviews.approve(register, claim_id, who="Anne", why="Agreed", after=version)
    return claim_id
