"""What a claim says, part by part in words, so that two versions of it can be set side by side."""

from __future__ import annotations

from typing import Any

from components import sentences
from components.added_value.claim_words import DESIGNS
from components.added_value.subject import Names
from components.added_value.worth_words import pounds

PARTS = {"treated": "with the initiative", "donor": "compared with", "left_out": "left out"}


def differing(before: Any, after: Any, names: Names) -> list[tuple[str, str, str]]:
    """Each part of a claim that differs between two of its versions, with both in words."""
    one, other = lines(before, names), lines(after, names)
    return [(part, one[part], other[part]) for part in one if one[part] != other[part]]


def lines(claim: Any, names: Names) -> dict[str, str]:
    """Every part of a claim in words, by its heading."""
    agency = claim.agency
    return {
        "Title": claim.title,
        "Initiative": claim.initiative,
        "Outcome": names.indicator(claim.indicator_id),
        "Place": names.area(claim.area_code),
        "Start": sentences.day(claim.start_date),
        "First day used": sentences.day(claim.window_start) or "All",
        "Tested by": DESIGNS.get(claim.design, claim.design),
        "Partners": "; ".join(_partner(partner) for partner in claim.partners),
        "Steps": "; ".join(_step(step, names) for step in claim.steps),
        "Areas": "; ".join(_area(area, names) for area in claim.areas) or "All that are like it",
        "Single agency": f"{agency.partner}: {names.indicator(agency.indicator_id)}"
        + (f", {names.area(agency.area_code)}" if agency.area_code else "")
        if agency
        else "None",
        "People in one unit": "As counted" if claim.people_per is None else f"{claim.people_per:g}",
    }


def _partner(partner: Any) -> str:
    need = "necessary" if partner.is_necessary else "helpful"
    pooled = f", {pounds(partner.pooled)} pooled" if partner.pooled else ""
    cost = "cost not said" if partner.cost is None else pounds(partner.cost)
    return f"{partner.name} ({need}, {cost}{pooled}): {partner.contribution}"


def _step(step: Any, names: Names) -> str:
    by = f", by {names.indicator(step.indicator_id)}" if step.indicator_id else ""
    evidence = ", ".join(part for part in (step.strength, step.evidence) if part)
    return f"{sentences.capital(step.kind)}: {step.text}{by}" + (
        f" ({evidence})" if evidence else ""
    )


def _area(area: Any, names: Names) -> str:
    why = f", {area.reason}" if area.reason else ""
    return f"{names.area(area.area_code)} {PARTS[area.part]}{why}"
