"""Claims in force: those published, each replaced by the version that was approved last.

And beside them those that wait for a decision. A claim that was put forward to replace one in force
leaves it there until it is approved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from data.register import Register
from data.register.claims import Claim
from data.register.claims_published import Published

if TYPE_CHECKING:
    from data.register.claim_reviews import ClaimReview
    from data.register.records import Record


@dataclass(frozen=True)
class Standing:
    """A claim as it stands.

    `version` is its own in the register, 0 as published; `newest` that of the newest there is of
    the claim, which a revision follows. `authors` are those who put it forward, unknown for one
    that was published, and `why` is what the last of them, or whoever approved it, gave as reason.
    """

    claim_id: str
    claim: Claim
    version: int
    newest: int
    authors: tuple[str, ...] = ()
    proposed_on: date | None = None
    approved_by: str | None = None
    approved_on: date | None = None
    why: str | None = None


@dataclass(frozen=True)
class Standings:
    """Claims in force and those that wait, each by its title; one may be in both."""

    in_force: tuple[Standing, ...]
    waiting: tuple[Standing, ...]


def standings(register: Register, published: Sequence[Published]) -> Standings:
    """How every claim stands. Raises Unusable."""
    versions = _versions(register)
    in_force, waiting = [], []
    for one in published:
        kept = in_force if one.is_approved else waiting
        if one.claim_id not in versions:
            kept.append(_as_published(one, 0))
        elif one.is_approved and not any(_is_approved(each) for each in versions[one.claim_id]):
            kept.append(_as_published(one, versions[one.claim_id][-1].version))
    for history in versions.values():
        newest = history[-1].version
        approved = [each for each in history if _is_approved(each)]
        in_force += [_as_written(each, newest) for each in approved[-1:]]
        if history[-1].body.state == "proposed":
            waiting.append(_as_written(history[-1], newest))
    return Standings(_by_title(in_force), _by_title(waiting))


def _versions(register: Register) -> dict[str, list[Record[ClaimReview]]]:
    """Every version of each claim, the oldest first."""
    if not register.is_begun:
        return {}
    # Here, because a workspace without a register need not wait for SQLAlchemy (0.4 s).
    from data.register import claim_reviews

    found: dict[str, list[Record[ClaimReview]]] = {}
    for record in claim_reviews.history(register):
        found.setdefault(record.record_id, []).append(record)
    return found


def _is_approved(record: Record[ClaimReview]) -> bool:
    return record.body.state == "approved"


def _as_published(one: Published, newest: int) -> Standing:
    approved = (one.approved_by, one.approved_date) if one.is_approved else (None, None)
    return Standing(
        one.claim_id, one.claim, 0, newest, approved_by=approved[0], approved_on=approved[1]
    )


def _as_written(record: Record[ClaimReview], newest: int) -> Standing:
    review = record.body
    return Standing(
        record.record_id,
        review.claim,
        record.version,
        newest,
        review.authors,
        review.proposed_on,
        review.decided_by,
        review.decided_on,
        record.why,
    )


def _by_title(found: list[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(found, key=lambda one: (one.claim.title.casefold(), one.claim_id)))
