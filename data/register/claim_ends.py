"""Ends of claims: a claim in force is taken out of force again, put forward by one and approved by
another.

The claim and its versions stay. A version of it that is approved later stands again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from data import releases
from data.register import Refused, Register, claims_in_force, records, reviewed, roles
from data.register.claims_in_force import ENDS_KIND, Standing
from data.register.claims_published import published
from data.register.connecting import writing
from data.register.records import Record
from data.register.reviewed import Kind, Review


@dataclass(frozen=True, kw_only=True)
class ClaimEnd(Review):
    """That a claim is to end: its title and the version in force, 0 as published, and why."""

    claim_id: str
    claim_version: int
    title: str
    reason: str


ENDS = Kind(ENDS_KIND, ClaimEnd)


def propose(
    register: Register, claim_id: str, *, who: str, why: str, claim_version: int, after: int
) -> int:
    """Ask for the end of a claim in force; the version of what waits. `claim_version` is the
    claim's that was seen, `after` the newest version of its end, 0 when nobody asked yet.

    Raises NotAllowed, Refused, records.Superseded.
    """
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        standing = _in_force(register, claim_id, claim_version)
        body = ClaimEnd(
            claim_id=claim_id,
            claim_version=claim_version,
            title=standing.claim.title,
            reason=why,
            **reviewed.begun(register, author),
        )
        found = records.latest(connection, ENDS_KIND, claim_id)
        before = found.of(ClaimEnd).body if found else None
        if before and before.state == "proposed":
            body = replace(body, authors=reviewed.with_author(before, author))
        key = (ENDS_KIND, claim_id)
        return records.append(connection, key, body, after=after, by=author, why=why)


def approve(register: Register, claim_id: str, *, who: str, why: str, after: int) -> int:
    """Let a claim end; the new version of its end. `after` is the version that the approver saw.

    Raises NotAllowed, Refused when another version of the claim came into force meanwhile,
    records.Superseded.
    """
    with writing(register) as connection:
        approver = roles.acting(connection, who, "approver")
        review = reviewed.waiting(connection, ENDS, claim_id, after, "approval")
        reviewed.independent(register, ENDS, review, approver)
        _in_force(register, claim_id, review.claim_version)
        body = reviewed.decided(register, review, "approved", approver)
        key = (ENDS_KIND, claim_id)
        return records.append(connection, key, body, after=after, by=approver, why=why)


def reject(register: Register, claim_id: str, *, who: str, why: str, after: int) -> int:
    """Let the claim stand; the new version. Raises NotAllowed, Refused, records.Superseded."""
    return reviewed.reject(register, ENDS, claim_id, who=who, why=why, after=after)


def withdraw(register: Register, claim_id: str, *, who: str, why: str, after: int) -> int:
    """Take one's own asking back; the new version. Raises as `reject` does."""
    return reviewed.withdraw(register, ENDS, claim_id, who=who, why=why, after=after)


def newest(register: Register) -> list[Record[ClaimEnd]]:
    """The end of every claim that anybody asked for, as it stands."""
    return reviewed.every(register, ENDS)


def _in_force(register: Register, claim_id: str, version: int) -> Standing:
    path = register.workspace.path
    try:
        release = releases.served(path)[0]
    except (releases.UnknownVersion, releases.DamagedExtract) as error:
        raise Refused(f"Nothing can be checked against what is published: {error}") from error
    found = claims_in_force.standings(register, published(path, release)).in_force
    standing = next((one for one in found if one.claim_id == claim_id), None)
    if standing is None:
        raise Refused(f"No claim {claim_id} is in force, so there is nothing to end.")
    if standing.version != version:
        raise Refused(
            f"Another version of claim {claim_id} is in force since this was put forward. Look at "
            "it, and ask for its end if it should end as well."
        )
    return standing
