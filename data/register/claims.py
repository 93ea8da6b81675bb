"""Claims of added value: what several partners say that they achieved together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Design = Literal["synthetic_control", "difference_in_differences", "interrupted_series"]
StepKind = Literal["action", "output", "intermediate", "outcome"]
Strength = Literal["strong", "moderate", "weak", "none"]
Part = Literal["treated", "donor", "left_out"]


@dataclass(frozen=True)
class Partner:
    """One partner: what it does that the others cannot, whether nothing works without it, and its
    cost in pounds, of which `pooled` is money that the partners share.
    """

    name: str
    contribution: str
    is_necessary: bool
    cost: float | None = None
    pooled: float | None = None


@dataclass(frozen=True)
class Step:
    """One step from action to outcome, and how strong the evidence is that the last led to it."""

    kind: StepKind
    text: str
    indicator_id: str | None = None
    evidence: str | None = None
    strength: Strength | None = None


@dataclass(frozen=True)
class ClaimArea:
    """An area and its part: treated within the claim's own, a donor by name, or left out."""

    area_code: str
    part: Part
    reason: str | None = None


@dataclass(frozen=True)
class Agency:
    """What one agency achieves by itself; `area_code` is the claim's own where it is None."""

    partner: str
    indicator_id: str
    area_code: str | None = None


@dataclass(frozen=True)
class Claim:
    """A joint initiative and the shared outcome it is said to have moved from `start_date` on.

    Only periods from `window_start` on are used, all where it is None. `people_per` is how many
    people one unit of the indicator is, None where its denominators say it. With no donor named,
    every comparable area is one that is not left out.
    """

    title: str
    initiative: str
    indicator_id: str
    area_code: str
    start_date: date
    design: Design
    partners: tuple[Partner, ...]
    steps: tuple[Step, ...]
    areas: tuple[ClaimArea, ...] = ()
    agency: Agency | None = None
    window_start: date | None = None
    people_per: float | None = None

    def codes(self, part: Part) -> tuple[str, ...]:
        """Codes of the areas that have this part, in their order."""
        return tuple(area.area_code for area in self.areas if area.part == part)

    @property
    def cost(self) -> float | None:
        """What all partners spent together, None where nobody said."""
        return _sum(partner.cost for partner in self.partners)

    @property
    def pooled(self) -> float | None:
        """How much of it was pooled, None where nobody said."""
        return _sum(partner.pooled for partner in self.partners)


def partner_key(name: str) -> str:
    """What two written names of one partner share: the Police & Crime Board, police and crime
    board. Letters without case, without signs, "the" and doubled spaces.
    """
    spaced = re.sub(r"[-–/]", " ", name.casefold().replace("&", " and "))
    words = re.sub(r"[^\w\s]", "", spaced).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def indicators_of(claim: Claim) -> set[str]:
    """Every indicator that the claim names."""
    steps = {step.indicator_id for step in claim.steps if step.indicator_id}
    return {claim.indicator_id, *steps, *([claim.agency.indicator_id] if claim.agency else [])}


def areas_of(claim: Claim) -> set[str]:
    """Every area that the claim names."""
    own = claim.agency.area_code if claim.agency else None
    return {claim.area_code, *(area.area_code for area in claim.areas), *([own] if own else [])}


def _sum(amounts: Iterable[float | None]) -> float | None:
    said = [amount for amount in amounts if amount is not None]
    return sum(said) if said else None
