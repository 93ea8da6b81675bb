"""How a round's scores are known: who answered, whether more or fewer, and who was asked."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from components.partnership import words
from components.records import Record, is_absent

RESPONSE = {"fell": "fewer", "rose": "more"}


def known(row: Record, *, is_finite: bool, before: Record | None = None) -> str:
    """How a round's scores are known; rows of `rounds`, this one and that before."""
    answered = f"{int(row['responses']):,} of {int(row['invited']):,} people invited answered"
    finite = (
        " With the correction for a finite population: as if those invited were all there are."
        if is_finite
        else ""
    )
    return (
        f"{answered} ({row['response_rate']:.0f}%){_response(row, before)}. A score runs from 0 "
        "to 100, the higher the better. A change counts only when chance does not explain it, at "
        f"95% over all the questions together.{finite}"
    )


def asked_others(now: AbstractSet[str], then: AbstractSet[str], title: str, previous: str) -> str:
    """That a round asked other organisations than the one before, if so; sets of their names."""
    clauses = [
        f"{word} {words.listed(sorted(names))}"
        for word, names in (("also", now - then), ("no longer", then - now))
        if names
    ]
    if not clauses:
        return ""
    return f"{title} asked other organisations than {previous}: {'; '.join(clauses)}."


def organisations(rates: Sequence[Record], round_id: str) -> set[str]:
    """Names of the organisations that a round asked; rows as `response_rates`."""
    return {
        row["name"]
        for row in rates
        if (row["round_id"], row["kind"]) == (round_id, "organisation")
        and not is_absent(row["name"])
    }


def _response(row: Record, before: Record | None) -> str:
    """Whether clearly more or fewer answered than in the round before."""
    if before is None or row["response_movement"] not in RESPONSE:
        return ""
    more_or_fewer = RESPONSE[row["response_movement"]]
    return f", {more_or_fewer} than the {before['response_rate']:.0f}% in {before['title']}"
