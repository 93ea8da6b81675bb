"""Claims put forward and decided: the door of pages to the register's claims of added value.

What is written comes back as an Outcome, done or why not in words. Every write is given the name of
whoever acts, and the register checks their role inside its transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import register
from data.register import bodies, claim_ends, claim_reviews, claim_rules
from data.register.claim_reviews import ClaimReview
from data.register.claims import Claim
from data.register.records import Record
from queries import workspace
from queries.claims import claim, claims, ends, revision, waiting, waiting_claim
from queries.deciding import Outcome, attempt

__all__ = ["Claim", "Outcome", "claim", "claims", "ends", "waiting", "waiting_claim"]

# A claim, or all its parts as a form holds them: lists and dates as text.
Said = Claim | Mapping[str, Any]


def claim_versions(claim_id: str) -> tuple[Record[ClaimReview], ...]:
    """Every version of one claim in the register, the oldest first; none of a published one."""
    return _claim_versions(claim_id, workspace().path, revision())


def propose(said: Said, *, who: str, why: str) -> Outcome:
    """Put a new claim forward; what is made is its id."""
    return attempt(
        lambda kept: claim_reviews.propose(kept, _typed(said), who=who, why=why),
        "Claim {} waits for a decision.",
    )


def revise(claim_id: str, said: Said, *, who: str, why: str, after: int) -> Outcome:
    """Put a claim forward in other words; `after` is the newest version of it that was seen."""
    return attempt(
        lambda kept: claim_reviews.revise(
            kept, claim_id, _typed(said), who=who, why=why, after=after
        ),
        f"Claim {claim_id} waits for a decision; this is its version {{}}.",
    )


def approve(claim_id: str, *, who: str, why: str, after: int) -> Outcome:
    """Let a claim that waits stand, in place of the one before."""
    return attempt(
        lambda kept: claim_reviews.approve(kept, claim_id, who=who, why=why, after=after),
        f"Claim {claim_id} was approved; this is its version {{}}.",
    )


def reject(claim_id: str, *, who: str, why: str, after: int) -> Outcome:
    """Turn a claim that waits down."""
    return attempt(
        lambda kept: claim_reviews.reject(kept, claim_id, who=who, why=why, after=after),
        f"Claim {claim_id} was rejected.",
    )


def withdraw(claim_id: str, *, who: str, why: str, after: int) -> Outcome:
    """Take one's own claim back while it waits."""
    return attempt(
        lambda kept: claim_reviews.withdraw(kept, claim_id, who=who, why=why, after=after),
        f"Claim {claim_id} was withdrawn.",
    )


def end(claim_id: str, *, who: str, why: str, version: int, after: int) -> Outcome:
    """Ask for the end of a claim in force, of which `version` was seen; `after` is the newest
    version of its end, 0 when nobody asked yet.
    """
    seen = {"claim_version": version, "after": after}
    return attempt(
        lambda kept: claim_ends.propose(kept, claim_id, who=who, why=why, **seen),
        f"The end of claim {claim_id} waits for a decision. Until then it stands.",
    )


def approve_end(claim_id: str, *, who: str, why: str, after: int) -> Outcome:
    """Let a claim end."""
    return attempt(
        lambda kept: claim_ends.approve(kept, claim_id, who=who, why=why, after=after),
        f"Claim {claim_id} was ended.",
    )


def reject_end(claim_id: str, *, who: str, why: str, after: int) -> Outcome:
    """Let a claim stand whose end was asked for."""
    return attempt(
        lambda kept: claim_ends.reject(kept, claim_id, who=who, why=why, after=after),
        f"Claim {claim_id} stands: its end was rejected.",
    )


def withdraw_end(claim_id: str, *, who: str, why: str, after: int) -> Outcome:
    """No longer ask for the end of a claim."""
    return attempt(
        lambda kept: claim_ends.withdraw(kept, claim_id, who=who, why=why, after=after),
        f"The end of claim {claim_id} is no longer asked for.",
    )


def _typed(said: Said) -> Claim:
    if isinstance(said, Claim):
        return said
    claim_rules.filled(said)
    return bodies.read(Claim, said)


@lru_cache(maxsize=50)
def _claim_versions(claim_id: str, path: Path, revision: str) -> tuple[Record[ClaimReview], ...]:
    return tuple(claim_reviews.history(register.of(workspace()), claim_id))
