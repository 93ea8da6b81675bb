"""What a claim cost, and what a unit of its effect cost, in words."""

from __future__ import annotations

from typing import Any

from components.added_value import claim_words
from components.kept import once
from components.records import Record, is_absent

CREDITED = ("shown", "likely")


def pounds(amount: float | None) -> str:
    """An amount of money: £577,000, or pence where it is little."""
    if amount is None:
        return "not said"
    return f"£{amount:,.2f}" if 0 < abs(amount) < 10 else f"£{amount:,.0f}"  # noqa: PLR2004


@once
def costs(claim: Any) -> str:
    """What all partners spent together, and how much of it was pooled."""
    if claim.cost is None:
        return "Nobody said what it cost."
    pooled = f", of it {pounds(claim.pooled)} pooled" if claim.pooled else ", none of it pooled"
    if claim.pooled is None:
        pooled = ", how much of it was pooled is not said"
    unsaid = silent(claim)
    if not unsaid:
        return f"{pounds(claim.cost)} in all{pooled}."
    return f"At least {pounds(claim.cost)}{pooled}; not said for {claim_words.listed(unsaid)}."


def silent(claim: Any) -> list[str]:
    """The partners whose cost nobody said."""
    return [partner.name for partner in claim.partners if partner.cost is None]


@once
def per_unit(claim: Any, verdict: Record) -> str:
    """Cost of one person or event fewer or more with its interval, or why it is not worked out; of
    a stock that of one fewer or more at any time.
    """
    if verdict["verdict"] == "cannot_be_tested":
        return "What a unit of the effect cost cannot be said, because it cannot be tested."
    if verdict["verdict"] not in CREDITED:
        return (
            "What each cost is not worked out, because the effect is not shown to be more than "
            "chance or to be the partnership's."
        )
    if claim.cost is None:
        return "What each cost cannot be worked out, because nobody said what it cost."
    if is_absent(verdict["people"]) or not verdict["people"]:
        return "What each cost cannot be worked out, because the outcome counts nobody."
    each = claim.cost / abs(verdict["people"])
    one = "person" if verdict["people_basis"] == "people_per" else "one"
    way = "fewer" if verdict["people"] < 0 else "more"
    least = "at least " if silent(claim) else ""
    when = " at any time" if claim_words.is_stock(verdict) else ""
    return (
        f"That is {least}{pounds(each)} for each {one} {way}{when}{_between(claim.cost, verdict)}."
    )


def _between(cost: float, verdict: Record) -> str:
    ends = [verdict["people_lower"], verdict["people_upper"]]
    if any(is_absent(end) for end in ends):
        return ""
    if ends[0] * ends[1] <= 0:
        return ", and there is no most it could be, because the interval holds no effect at all"
    least, most = sorted(cost / abs(end) for end in ends)
    return f" ({pounds(least)} to {pounds(most)})"


def credited(verdict: Record) -> str:
    """What an effect comes to in people, nothing where it is not credited or cannot be said."""
    return claim_words.in_people(verdict) if verdict["verdict"] in CREDITED else ""


@once
def in_people(verdict: Record) -> str:
    """What the effect comes to since the start, or why that cannot be said."""
    told = claim_words.in_people(verdict)
    if told:
        how = "on average over" if claim_words.is_stock(verdict) else "over"
        return f"{told}, {how} the {int(verdict['post_periods'])} periods since the start."
    if is_absent(verdict["effect"]):
        return "What it means in people cannot be said, because it cannot be tested."
    return "What it means in people cannot be said: the outcome does not say how many it counts."
