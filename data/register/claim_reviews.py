"""Claims put forward, revised and approved: each claim is one record, in versions.

A claim as it was published is its oldest version, 0. Whatever is put forward later waits beside the
claim in force and replaces it when it is approved; rejected or withdrawn, it changes nothing and
can be put forward again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from data import releases
from data.register import (
    Refused,
    Register,
    bodies,
    claim_rules,
    claims,
    definitions,
    records,
    reviewed,
    roles,
)
from data.register.claims import Claim
from data.register.claims_published import published
from data.register.connecting import writing
from data.register.records import Actor, Record
from data.register.reviewed import Review


@dataclass(frozen=True, kw_only=True)
class ClaimReview(Review):
    """A claim and how far its review has come."""

    claim: Claim


CLAIMS = reviewed.Kind("claim", ClaimReview)
KIND = CLAIMS.name


def propose(register: Register, claim: Claim, *, who: str, why: str) -> str:
    """Put a new claim forward and return its id. Raises NotAllowed, Refused."""
    claim, taken = _checked(register, claim), _published(register)
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        claim_id = _free(connection, taken)
        _put_forward(register, connection, (claim_id, claim), author, why=why, after=0)
    return claim_id


def revise(
    register: Register, claim_id: str, claim: Claim, *, who: str, why: str, after: int
) -> int:
    """Put a claim forward in other words; its new version. `after` is the version that was seen,
    0 for a claim as it was published.

    Raises NotAllowed, Refused, records.Superseded.
    """
    claim = _checked(register, claim)
    is_published = claim_id in _published(register)
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        if not (is_published and after == 0):
            reviewed.known(connection, CLAIMS, claim_id)
        put = (claim_id, claim)
        return _put_forward(register, connection, put, author, why=why, after=after)


def approve(register: Register, claim_id: str, *, who: str, why: str, after: int) -> int:
    """Let a claim that waits stand, in place of the one before; its new version. `after` is the
    version that the approver saw.

    Raises NotAllowed, Refused, records.Superseded when it was revised meanwhile.
    """
    _checked(register, reviewed.one(register, CLAIMS, claim_id).body.claim)
    with writing(register) as connection:
        approver = roles.acting(connection, who, "approver")
        review = reviewed.waiting(connection, CLAIMS, claim_id, after, "approval")
        reviewed.independent(register, CLAIMS, review, approver)
        body = reviewed.decided(register, review, "approved", approver)
        return records.append(connection, (KIND, claim_id), body, after=after, by=approver, why=why)


def reject(register: Register, claim_id: str, *, who: str, why: str, after: int) -> int:
    """Turn a claim that waits down; its new version.

    Raises NotAllowed, Refused, records.Superseded.
    """
    return reviewed.reject(register, CLAIMS, claim_id, who=who, why=why, after=after)


def withdraw(register: Register, claim_id: str, *, who: str, why: str, after: int) -> int:
    """Take one's own claim back while it waits; its new version.

    Raises NotAllowed for anyone but its authors, Refused, records.Superseded.
    """
    return reviewed.withdraw(register, CLAIMS, claim_id, who=who, why=why, after=after)


def history(register: Register, claim_id: str | None = None) -> list[Record[ClaimReview]]:
    """Every version of one claim, or of all, the oldest first; without what was published."""
    return reviewed.history(register, CLAIMS, claim_id)


def _put_forward(
    register: Register,
    connection: Connection,
    put: tuple[str, Claim],
    author: Actor,
    *,
    why: str,
    after: int,
) -> int:
    """While a claim waits, whoever changes it is one of its authors; later it begins anew."""
    claim_id, claim = put
    before = records.latest(connection, KIND, claim_id)
    review = before.of(ClaimReview).body if before else None
    if review and review.state == "proposed":
        body = replace(review, claim=claim, authors=reviewed.with_author(review, author))
    else:
        body = ClaimReview(claim=claim, **reviewed.begun(register, author))
    return records.append(connection, (KIND, claim_id), body, after=after, by=author, why=why)


def _checked(register: Register, claim: Claim) -> Claim:
    typed = bodies.checked(claim)
    about = typed.indicator_id, typed.area_code
    named = claims.indicators_of(typed), claims.areas_of(typed)
    claim_rules.check(typed, definitions.ground(register.workspace.path, about, *named))
    return typed


def _published(register: Register) -> set[str]:
    path = register.workspace.path
    try:
        release = releases.served(path)[0]
    except (releases.UnknownVersion, releases.DamagedExtract) as error:
        raise Refused(f"Nothing can be checked against what is published: {error}") from error
    return {one.claim_id for one in published(path, release)}


def _free(connection: Connection, taken: Iterable[str]) -> str:
    """The next number that names no claim."""
    number = records.count(connection, KIND) + 1
    while str(number) in taken or records.latest(connection, KIND, str(number)):
        number += 1
    return str(number)
