"""The knock-out: a partner is taken away, and the outcomes that need it fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import cards, quantities, theme
from components.added_value.subject import Judged, Names
from components.choices import choice
from components.words import plain_text

CREDITED = ("shown", "likely")


@dataclass(frozen=True)
class Fate:
    """What becomes of one claim without a partner: `falls`, or stands though it helped."""

    claim: Judged
    falls: bool
    contribution: str


def partners(judged: Sequence[Judged]) -> dict[str, str]:
    """Every partner of a claim by its name, whatever its capitals, in the order of the names."""
    named = {_folded(each.name): each.name for one in judged for each in _partners(one)}
    return dict(sorted(named.items()))


def partner(judged: Sequence[Judged]) -> str | None:
    """The partner that is taken away, or None."""
    return choice(
        "partner", "Take away a partner", partners(judged), any_label="None taken away", width=260
    )


def without(judged: Sequence[Judged], partner: str) -> list[Fate]:
    """What becomes of each claim that the partner has a part in; those that fall first."""
    fates = [
        Fate(one, each.is_necessary, each.contribution)
        for one in judged
        for each in _partners(one)
        if _folded(each.name) == partner
    ]
    return sorted(fates, key=lambda fate: not fate.falls)


def shown(judged: Sequence[Judged], partner: str | None, names: Names) -> None:
    """Which outcomes fall without the partner, or how many would without each of them."""
    cards.section("If a partner were taken away")
    known = partners(judged)
    if partner is None:
        cards.quiet("Choose a partner above to see which of the outcomes need it.")
        _each(judged, known)
        return
    fates = without(judged, partner)
    cards.said(sentence(known[partner], fates, len(judged)), "As its claims say it.")
    rows = pd.DataFrame(
        {
            "Outcome": [_outcome(fate, names) for fate in fates],
            "Without it": ["✗ Falls" if fate.falls else "✓ Stands" for fate in fates],
            "What it contributes": [fate.contribution for fate in fates],
        }
    )
    cards.table(rows, alt=f"Outcomes without {plain_text(known[partner])}", name="knock_out")


def sentence(name: str, fates: Sequence[Fate], total: int) -> str:
    """What falls without a partner, as a sentence."""
    fallen = [fate for fate in fates if fate.falls]
    if not fallen:
        return f"Without {name} all of {quantities.counted(total, 'claim')} would stand."
    credited = sum(fate.claim.verdict["verdict"] in CREDITED for fate in fallen)
    among = f", {credited} of them at least likely" if credited else ", none of them likely"
    falls = f"{len(fallen)} of {quantities.counted(total, 'claimed outcome')} would fall"
    return f"Without {name} {falls}{among}."


def _each(judged: Sequence[Judged], known: dict[str, str]) -> None:
    """Every partner with how many outcomes need it."""
    fallen = {code: [fate for fate in without(judged, code) if fate.falls] for code in known}
    order = sorted(known, key=lambda code: (-len(fallen[code]), code))
    rows = pd.DataFrame(
        {
            "Partner": [known[code] for code in order],
            "Outcomes that would fall": [len(fallen[code]) for code in order],
            "Of them at least likely": [
                sum(fate.claim.verdict["verdict"] in CREDITED for fate in fallen[code])
                for code in order
            ],
        }
    )
    cards.table(rows, alt="Partners and how many outcomes need them", name="knock_outs")


def _outcome(fate: Fate, names: Names) -> str:
    claim = fate.claim.standing.claim
    mark = theme.VERDICTS[fate.claim.verdict["verdict"]]
    place = names.area(claim.area_code)
    return f"{names.indicator(claim.indicator_id)}, {place} ({mark.text.lower()})"


def _partners(one: Judged) -> Sequence[Any]:
    return one.standing.claim.partners


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
