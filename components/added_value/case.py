"""One claim's case: its headline and verdict, the checks behind it, what it took, how it works."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, files, filters, theme
from components.added_value import check_words, claim_words, worth_words
from components.added_value.subject import Subject
from components.kept import once
from components.records import Record, is_absent
from components.words import plain_text

OUTCOMES = "pages/scorecard/outcomes.py"
STEPS = {
    "action": "Action",
    "output": "Output",
    "intermediate": "Intermediate result",
    "outcome": "Outcome",
}
CHECKS_HELP = {"added_value": "About the verdict", "placebos": "About placebos"}


def heading(subject: Subject) -> None:
    """What the claim comes to, as association; its verdict, design and title."""
    filters.back_to_list("claim", "All claims")
    verdict = subject.verdict
    happened = claim_words.happened(verdict, subject.reasons, subject.place, subject.start)
    cards.headline(happened, claim_words.known(verdict))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        cards.mark_badge(theme.VERDICTS[verdict["verdict"]])
        reason = check_words.main_reason(verdict["verdict"], subject.reasons)
        st.markdown(plain_text(reason[:1].upper() + reason[1:] + "."))
    claim = subject.claim
    cards.quiet(f"The claim: {claim.title}. {claim.initiative}.".replace("..", "."))


def figures(subject: Subject) -> None:
    """The effect, what it is in standard deviations of chance, its p, and what it cost."""
    row, claim = subject.verdict, subject.claim
    if row["verdict"] == "cannot_be_tested":
        return
    much, way, limits = claim_words.size(row)
    shown = much.replace("percentage points", "points")
    told = [cards.Figure("Effect", shown, f"{way}{limits}")]
    if not is_absent(row["standardised"]):
        size = f"{abs(row['standardised']):.1f}"
        told.append(cards.Figure("Against chance", size, "standard deviations"))
    if not is_absent(row["p"]):
        told.append(cards.Figure("As much by chance", claim_words.odds(row), f"p {row['p']:.2g}"))
    if counted := claim_words.in_people(row).removeprefix("About "):
        number, way, words = counted.partition(" (")[0].split(" ", 2)
        when = "At any time" if claim_words.is_stock(row) else "Since the start"
        told.append(cards.Figure(when, f"{number} {way}", words.replace(" at any time", "")))
    whose = "of those who said" if worth_words.silent(claim) else "all partners together"
    told.append(cards.Figure("Cost", worth_words.pounds(claim.cost), whose))
    cards.figures(told)


def reasons(subject: Subject) -> None:
    """Every check behind the verdict: failed, not looked at or passed, in words with numbers."""
    cards.section("Why this verdict")
    for state, mark in theme.CHECKS.items():
        told = [
            f"- {plain_text(check_words.sentence(check))}"
            for check in subject.reasons
            if check_words.outcome(check) is state
        ]
        if told:
            with st.container(gap="xxsmall"):
                st.badge(f"{mark.text}: {len(told)}", color=mark.badge)
                st.markdown("\n".join(told))
    files.row(
        _checked(subject.reasons),
        name="added_value_checks",
        how=subject.case.how["claim_reasons"],
        methods=CHECKS_HELP,
    )


@once
def _checked(reasons: Sequence[Record]) -> pd.DataFrame:
    return pd.DataFrame(reasons)


def worth(subject: Subject) -> None:
    """What it means in people, what it took of each partner, and what a unit of it cost."""
    claim = subject.claim
    cards.section("What it means, and what it took")
    st.markdown(plain_text(worth_words.in_people(subject.verdict)))
    # What partners spent was spent on the claim's own outcome.
    is_own = subject.case.tried.indicator_id is None
    each = worth_words.per_unit(claim, subject.verdict) if is_own else ""
    st.markdown(plain_text(f"{worth_words.costs(claim)} {each}"))
    cards.table(_shares(claim), alt="Partners with their contributions and costs")
    files.row(_amounts(claim), name="added_value_partners")


@once
def _shares(claim: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Partner": [partner.name for partner in claim.partners],
            "What it contributes": [
                f"{partner.contribution} ({'necessary' if partner.is_necessary else 'helpful'})"
                for partner in claim.partners
            ],
            "Cost": [_cost(partner) for partner in claim.partners],
        }
    )


def chain(subject: Subject) -> None:
    """From action to outcome, a column a kind of step, each with the evidence for it."""
    cards.section("How it is said to work")
    kinds = [kind for kind in STEPS if any(step.kind == kind for step in subject.claim.steps)]
    for place, (kind, column) in enumerate(
        zip(kinds, st.columns(len(kinds), gap="small"), strict=True)
    ):
        with column:
            arrow = "" if place == 0 else "→ "
            st.markdown(f"**{arrow}{STEPS[kind]}**")
            for step in subject.claim.steps:
                if step.kind == kind:
                    _step(subject, step)


def _step(subject: Subject, step: Any) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.markdown(plain_text(step.text))
        cards.mark_badge(theme.STRENGTHS.get(step.strength or ""))
        if step.evidence:
            cards.quiet(step.evidence)
        if step.indicator_id in subject.names.indicators:
            cards.quiet(f"Measured by: {subject.names.indicator(step.indicator_id)}.")
            place = {"indicator": step.indicator_id, "area": subject.claim.area_code}
            cards.link(OUTCOMES, "Open its case", **place)


def _cost(partner: Any) -> str:
    if partner.cost is None:
        return "Not said"
    pooled = f", {worth_words.pounds(partner.pooled)} pooled" if partner.pooled else ""
    return f"{worth_words.pounds(partner.cost)}{pooled}"


@once
def _amounts(claim: Any) -> pd.DataFrame:
    """Partners for the files: numbers as numbers."""
    return pd.DataFrame(
        [
            {
                "partner": partner.name,
                "contribution": partner.contribution,
                "is_necessary": partner.is_necessary,
                "cost": partner.cost,
                "pooled": partner.pooled,
            }
            for partner in claim.partners
        ]
    )
