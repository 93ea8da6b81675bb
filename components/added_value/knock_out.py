"""The knock-out: a partner is taken away, and the outcomes that need it fall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from components import cards, quantities, theme
from components.added_value.subject import Judged, Names
from components.choices import choice

CREDITED = ("shown", "likely")
FATES = {
    "is_necessary": "✗ Falls: it is necessary",
    "leaves_one_alone": "✗ Falls: one partner would be left alone",
    None: "✓ Stands",
}
SAID = "By what the claims themselves say of their partners."


class Part(Protocol):
    """What a partner is to a claim, as `queries.knock_out` gives it."""

    @property
    def claim_id(self) -> str:
        """The claim."""
        ...

    @property
    def partner(self) -> str:
        """The partner."""
        ...

    @property
    def contribution(self) -> str:
        """What the partner contributes."""
        ...

    @property
    def why(self) -> str | None:
        """Why the claim falls without it; None where it stands."""
        ...


def partner(names: Sequence[str]) -> str | None:
    """The partner that is taken away, or None."""
    options = {name: name for name in names}
    return choice("partner", "Take away a partner", options, any_label="None", width=260)


def knocked(
    judged: Sequence[Judged], parts: Sequence[Part], partner: str | None, names: Names
) -> None:
    """Which outcomes fall without the partner, or how many would without each of them."""
    cards.section("If a partner were taken away")
    verdicts = {one.standing.claim_id: one.verdict["verdict"] for one in judged}
    if partner is None:
        cards.said("Choose a partner above to see which of the outcomes need it.", SAID)
        _each(parts, verdicts)
        return
    mine = sorted((part for part in parts if part.partner == partner), key=_stands)
    cards.said(sentence(partner, mine, verdicts), SAID)
    outcomes = {one.standing.claim_id: _outcome(one, names) for one in judged}
    rows = pd.DataFrame(
        {
            "Outcome": [outcomes[part.claim_id] for part in mine],
            "Without it": [FATES[part.why] for part in mine],
            "What it contributes": [part.contribution for part in mine],
        }
    )
    cards.table(rows, alt=f"Outcomes without {partner}", name="knock_out")


def sentence(name: str, mine: Sequence[Part], verdicts: dict[str, str]) -> str:
    """What falls without a partner, as a sentence; `mine` are its parts in the claims."""
    fallen = [part for part in mine if part.why]
    if not fallen:
        return f"Without {name} no claimed outcome would fall."
    falls = f"{len(fallen)} of {quantities.counted(len(verdicts), 'claimed outcome')} would fall"
    credited = _credited(fallen, verdicts)
    among = f"{credited} of them shown or likely" if credited else "none of them shown or likely"
    return f"Without {name} {falls}, {among}."


def _each(parts: Sequence[Part], verdicts: dict[str, str]) -> None:
    """Every partner with how many outcomes need it."""
    fallen: dict[str, list[Part]] = {}
    for part in parts:
        fallen.setdefault(part.partner, []).extend([part] if part.why else [])
    order = sorted(fallen, key=lambda name: (-len(fallen[name]), name.casefold()))
    rows = pd.DataFrame(
        {
            "Partner": order,
            "Outcomes that would fall": [len(fallen[name]) for name in order],
            "Of them shown or likely": [_credited(fallen[name], verdicts) for name in order],
        }
    )
    cards.table(rows, alt="Partners and how many outcomes need them", name="knock_outs")


def _credited(parts: Sequence[Part], verdicts: dict[str, str]) -> int:
    return sum(verdicts.get(part.claim_id) in CREDITED for part in parts)


def _stands(part: Part) -> bool:
    return part.why is None


def _outcome(one: Judged, names: Names) -> str:
    claim = one.standing.claim
    mark = theme.CLAIMS[one.verdict["verdict"]]
    return f"{names.indicator(claim.indicator_id)}, {names.area(claim.area_code)} ({mark.text})"
