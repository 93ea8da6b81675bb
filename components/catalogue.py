"""The catalogue's words and lists beside the search."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components import cards, quantities, sentences
from components.choices import segments
from components.kept import once
from components.records import records

PARTS = {"sheets": "Definition sheets", "duplicates": "Collected more than once"}


def part() -> str:
    """Chosen part of the catalogue."""
    return segments("part", "Show", PARTS, "sheets") or "sheets"


def heading(found: pd.DataFrame, offered: int) -> None:
    """How many definition sheets were found."""
    if found.empty:
        cards.headline("No indicator fits this search", "Try fewer or other words.")
        return
    count = quantities.counted(len(found), "indicator")
    cards.headline(
        count if len(found) == offered else f"{count} of {offered}",
        "Select a row to open its definition sheet and everywhere it is used.",
    )


def measured(coverage: pd.DataFrame, named: Callable[..., str], *, how: str | None = None) -> None:
    """Where and when an indicator is measured."""
    cards.section("Where it is measured")
    if coverage.empty:
        cards.nothing("No result is published.")
        return
    kinds = tuple(dict.fromkeys(row["area_type"] for row in records(coverage)))
    words = tuple((kind, named(kind), named(kind, is_plural=True)) for kind in kinds)
    cards.table(
        _measured(coverage, words), alt="Where and when it is measured", name="measured", how=how
    )


@once
def _measured(coverage: pd.DataFrame, words: tuple[tuple[str, str, str], ...]) -> pd.DataFrame:
    """Where it is measured; `words` are each kind of area with its name, of one and of several."""
    named = {kind: names for kind, *names in words}
    return pd.DataFrame(
        {
            "Areas": [
                quantities.counted(count, *named[kind])
                for count, kind in zip(coverage["areas"], coverage["area_type"], strict=True)
            ],
            "Periods": coverage["periods"],
            "From": [sentences.day(moment) for moment in coverage["first_period_start"]],
            "To": [sentences.day(moment) for moment in coverage["last_period_end"]],
        }
    )
