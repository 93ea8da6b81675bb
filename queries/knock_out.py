"""Knock-out: which shared outcomes fall when a partner is taken away.

It is no statistics: it follows from what each claim says of its partners.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from data.register.claims import partner_key
from queries.claims import Standing

# Below this many partners nothing is added by working together.
FEWEST_PARTNERS = 2
Why = Literal["is_necessary", "leaves_one_alone"]


@dataclass(frozen=True)
class Part:
    """What one partner is to one claim; `why` the claim falls without it, None where it stands."""

    claim_id: str
    title: str
    indicator_id: str
    partner: str
    contribution: str
    why: Why | None

    @property
    def falls(self) -> bool:
        """Whether the outcome falls when the partner is taken away."""
        return self.why is not None


def knock_out(standings: Iterable[Standing]) -> tuple[Part, ...]:
    """A row for each claim and each of its partners, by partner and then by the claim's title.

    A partner that claims write in several ways has the name that most of them give it.
    """
    parts = [part for one in standings for part in _parts(one)]
    written = Counter(part.partner for part in parts)
    # the last one stays: the most frequent, of those as frequent the first by letters
    rising = sorted(sorted(written, reverse=True), key=lambda name: written[name])
    names = {partner_key(name): name for name in rising}
    parts = [replace(part, partner=names[partner_key(part.partner)]) for part in parts]
    return tuple(sorted(parts, key=lambda part: (part.partner.casefold(), part.title.casefold())))


def partners(parts: Iterable[Part]) -> tuple[str, ...]:
    """Every partner, the one without which most outcomes fall first."""
    falls: dict[str, int] = {}
    for part in parts:
        falls[part.partner] = falls.get(part.partner, 0) + part.falls
    return tuple(sorted(falls, key=lambda name: (-falls[name], name.casefold())))


def _parts(standing: Standing) -> list[Part]:
    claim = standing.claim
    is_pair = len(claim.partners) <= FEWEST_PARTNERS
    others = "leaves_one_alone" if is_pair else None
    return [
        Part(
            standing.claim_id,
            claim.title,
            claim.indicator_id,
            partner.name,
            partner.contribution,
            "is_necessary" if partner.is_necessary else others,
        )
        for partner in claim.partners
    ]
