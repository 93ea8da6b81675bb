"""Claims of added value as they stand: those in force, and those that wait for a decision.

Apart from `claiming`, because a page that only shows them, in a workspace whose register is not
begun, need not wait for SQLAlchemy (0.4 s).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import register
from data.register.claims_in_force import ENDS_KIND, Standing, Standings, standings
from data.register.claims_published import Published, published
from queries import release, workspace

KINDS = ("claim", ENDS_KIND)  # the first as `claim_reviews` has it, which is imported late


def claims() -> tuple[Standing, ...]:
    """Every claim in force, published or approved, by its title."""
    return _standings().in_force


def waiting() -> tuple[Standing, ...]:
    """Every claim that waits for a decision, by its title; one in force may be among them."""
    return _standings().waiting


def claim(claim_id: str) -> Standing | None:
    """One claim in force, or None when there is none of that id."""
    return next((one for one in claims() if one.claim_id == claim_id), None)


def waiting_claim(claim_id: str) -> Standing | None:
    """One claim as it waits, or None when it does not."""
    return next((one for one in waiting() if one.claim_id == claim_id), None)


def revision() -> str:
    """State of all claims in the register and of their ends, for the keys of caches."""
    kept = register.of(workspace())
    return " ".join(register.revision(kept, kind) for kind in KINDS)


def ends() -> Mapping[str, Any]:
    """The end of every claim that anybody asked for as a record of `ClaimEnd`, by claim_id."""
    return _standings().ends


def _standings() -> Standings:
    return _stood(workspace().path, release().version, release().key, revision())


@lru_cache(maxsize=4)
def _stood(path: Path, version: int, key: str, revision: str) -> Standings:
    return standings(register.of(workspace()), _published(path, version, key))


@lru_cache(maxsize=4)
def _published(path: Path, version: int, key: str) -> tuple[Published, ...]:
    return published(path, release())
