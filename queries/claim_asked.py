"""What the questions about a claim of added value are asked with: the claim as agreed, or tried.

`asked_of(claim)` gives the parameters of `claim_panel` and of all that builds on it; a viewer's own
choices of start, outcome, window and areas take the place of the claim's, which stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.register.claims import Claim
from queries import fetch
from queries.statements import Parameter


@dataclass(frozen=True)
class Tried:
    """What a viewer tries in place of what the claim says; None and nothing leave it as agreed.

    `left_out` are further areas to leave out, `put_back` those to compare with that the claim
    leaves out.
    """

    start_date: date | None = None
    indicator_id: str | None = None
    window_start: date | None = None
    left_out: tuple[str, ...] = ()
    put_back: tuple[str, ...] = ()


AS_AGREED = Tried()


def asked_of(claim: Claim, tried: Tried = AS_AGREED) -> dict[str, Parameter]:
    """Parameters of `claim_panel`; another outcome than the claim's has no agency's measure."""
    indicator_id = tried.indicator_id or claim.indicator_id
    agency = claim.agency if indicator_id == claim.indicator_id else None
    out = {
        area.area_code: area.reason or ""
        for area in claim.areas
        if area.part == "left_out" and area.area_code not in tried.put_back
    }
    about: dict[str, Parameter] = {
        "area_code": claim.area_code,
        "treated_codes": claim.codes("treated"),
        "donor_codes": claim.codes("donor"),
        "left_out_codes": tuple(out),
        "agency_area_code": agency.area_code if agency else None,
    }
    return {
        **about,
        "area_codes": tuple(fetch("claim_candidates", **about)["area_code"]),
        "design": claim.design,
        "indicator_id": indicator_id,
        "start_date": tried.start_date or claim.start_date,
        "window_start": tried.window_start or claim.window_start,
        "left_out_reasons": tuple(out.values()),
        "chosen_out_codes": tuple(sorted(tried.left_out)),
        "agency_indicator_id": agency.indicator_id if agency else None,
    }


def people_asked_of(claim: Claim, tried: Tried = AS_AGREED) -> dict[str, Parameter]:
    """The same for `claim_verdict`, which also takes how many people one unit is."""
    own = tried.indicator_id in (None, claim.indicator_id)
    return {**asked_of(claim, tried), "people_per": claim.people_per if own else None}
