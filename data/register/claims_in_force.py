"""Claims in force: those published, each replaced by the version that was approved last.

And beside them those that wait for a decision, and those that were ended. A claim that was put
forward to replace one in force leaves it there until it is approved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from data.register import Register
from data.register.claims import Claim
from data.register.claims_published import Published

ENDS_KIND = "claim_end"  # here, because `claim_ends` is imported late

if TYPE_CHECKING:
    from data.register.claim_ends import ClaimEnd
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
    """Claims in force and those that wait, each by its title; one may be in both.

    `ends` has the end of every claim that anybody asked for, as it stands, by the claim's id.
    """

    in_force: tuple[Standing, ...]
    waiting: tuple[Standing, ...]
    ends: Mapping[str, Record[ClaimEnd]] = field(default_factory=dict)


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
    ends = _ends(register)
    standing = [one for one in in_force if not _is_over(one, ends.get(one.claim_id))]
    return Standings(_by_title(standing), _by_title(waiting), ends)


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


def _ends(register: Register) -> dict[str, Record[ClaimEnd]]:
    if not register.is_begun:
        return {}
    from data.register import claim_ends

    return {record.record_id: record for record in claim_ends.newest(register)}


def _is_over(one: Standing, end: Record[ClaimEnd] | None) -> bool:
    """Whether the end of this version was approved; one that was approved later stands again."""
    return (
        end is not None and end.body.state == "approved" and one.version <= end.body.claim_version
    )


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
