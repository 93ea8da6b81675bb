"""Rules of a claim: what it must say, and what must be published, before it can be tested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from data.contract import STEP_KINDS
from data.register import Refused
from data.register.claims import Claim, Partner, Step, areas_of, indicators_of, partner_key
from data.register.definitions import Ground

FEWEST_PARTNERS = 2
# What a form has to give before anything else of the claim can be read.
ASKED = {
    "title": "Give the claim a title.",
    "initiative": "Say what the joint initiative is.",
    "indicator_id": "Choose the shared outcome.",
    "area_code": "Choose the place.",
    "start_date": "Give the day on which it began.",
    "design": "Choose by which method it is tested.",
}
ASKED_OF_LINES = {
    ("steps", "kind"): "Say of each step whether it is an action, an output, an intermediate "
    "result or the outcome.",
    ("areas", "area_code"): "Choose the area in each line of areas.",
    ("areas", "part"): "Choose the part of each area: with the initiative, compared with or left "
    "out.",
}


def filled(said: Mapping[str, Any]) -> None:
    """Raise Refused, naming everything at once, when a form leaves open what it has to give."""
    faults = [words for name, words in ASKED.items() if not str(said.get(name) or "").strip()]
    faults += [
        words
        for (lines, name), words in ASKED_OF_LINES.items()
        if not all(line.get(name) for line in said.get(lines) or ())
    ]
    if faults:
        raise Refused(" ".join(faults))


def check(claim: Claim, ground: Ground) -> None:
    """Raise Refused, naming every fault, when the claim is not whole or nothing can test it.

    `ground` is what is published about the indicators and areas that it names.
    """
    faults = [
        *_faults_of_words(claim),
        *_faults_of_partners(claim.partners),
        *_faults_of_steps(claim.steps),
        *_faults_of_areas(claim),
        *_faults_of_agency(claim),
        *_faults_of_ground(claim, ground),
    ]
    if faults:
        raise Refused(" ".join(faults))


def _faults_of_words(claim: Claim) -> Iterator[str]:
    if not claim.title:
        yield "Give the claim a title."
    if not claim.initiative:
        yield "Say what the joint initiative is."
    if claim.people_per is not None and claim.people_per <= 0:
        yield "One unit of the indicator is more than no people, or is not said."


def _faults_of_partners(partners: tuple[Partner, ...]) -> Iterator[str]:
    names = [partner_key(partner.name) for partner in partners]
    if len(set(names)) < FEWEST_PARTNERS:
        yield "Name two partners or more: what one achieves alone is not added by working together."
    if len(set(names)) < len(names):
        yield "A partner is named twice."
    for partner in partners:
        if not partner.name:
            yield "A partner has no name."
        elif not partner.contribution:
            yield f"Say what {partner.name} contributes."
        cost, pooled = partner.cost or 0, partner.pooled or 0
        if not 0 <= pooled <= cost:
            yield f"{partner.name} cannot have pooled {pooled:g} of {cost:g} pounds."


def _faults_of_steps(steps: tuple[Step, ...]) -> Iterator[str]:
    order = [STEP_KINDS.index(step.kind) for step in steps]
    kinds = {step.kind for step in steps}
    if not {"action", "outcome"} <= kinds:
        yield "Say how it works: at least one action, and the outcome it leads to."
    if any(before > after for before, after in pairwise(order)):
        yield "The steps go from actions by outputs and intermediate results to the outcome."
    if not all(step.text for step in steps):
        yield "A step says nothing."


def _faults_of_areas(claim: Claim) -> Iterator[str]:
    codes = [area.area_code for area in claim.areas]
    donors = {*claim.codes("donor"), *claim.codes("left_out")}
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        part = "both treated and a donor" if code in claim.codes("treated") else "named twice"
        yield f"{code} is {part}: give each area one part."
    if claim.area_code in donors:
        yield f"{claim.area_code} is what the claim is about, so it is neither donor nor left out."
    for area in claim.areas:
        if area.part == "left_out" and not area.reason:
            yield f"Say why {area.area_code} is left out."


def _faults_of_agency(claim: Claim) -> Iterator[str]:
    if (agency := claim.agency) is None:
        return
    if not agency.partner:
        yield "Say whose single-agency measure it is."
    is_there = (agency.area_code or claim.area_code) == claim.area_code
    if agency.indicator_id == claim.indicator_id and is_there:
        yield "The single-agency measure is the shared outcome itself: name another, or none."


def _faults_of_ground(claim: Claim, ground: Ground) -> Iterator[str]:
    for indicator_id in sorted(indicators_of(claim) - ground.indicators):
        yield f"No published indicator is called {indicator_id}."
    for code in sorted(areas_of(claim) - ground.areas):
        yield f"No published area has the code {code}."
    if claim.window_start and claim.window_start >= claim.start_date:
        yield "The first period used begins no earlier than the initiative does."
    if not {claim.indicator_id} <= ground.indicators or claim.area_code not in ground.areas:
        return
    if ground.measured is None:
        yield f"Nothing is published for {claim.indicator_id} in areas like {claim.area_code}."
        return
    first, last = ground.measured
    if not first < claim.start_date <= last:
        yield (
            f"The start, {claim.start_date:%d %B %Y}, does not lie within what is published: "
            f"{first:%d %B %Y} to {last:%d %B %Y}."
        )
