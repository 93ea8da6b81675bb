"""The areas of one claim: the mix by its weights, and why each area is in or out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components import cards, charts, quantities
from components.added_value.subject import Subject, card
from components.files import row as file_row
from components.kept import once
from components.records import Record, is_absent, records

# A weight below this is the solver's rounding.
LEAST = 0.0005
WHY_OUT = {
    "chosen": "Left out by whoever looks at this now",
    "named": "Left out by the claim",
    "same_area": "It is the area itself",
    "contains_it": "It contains the area itself",
    "within_it": "It lies within the area itself",
    "no_data": "Nothing is published for it in these periods",
    "break_in_series": "A break in its series",
    "missing_value": "A value is missing in between; nothing is ever filled in",
    "never_changes": "It never changes",
}
PARTS = {"treated": "With the initiative", "donor": "Compared with", "left_out": "Left out"}


def mix(subject: Subject) -> None:
    """The weight of each area in the mix, as bars."""
    weighed = _weighed(subject.areas)
    if not weighed:
        return
    rows = _bars(weighed)
    spoken = ", ".join(f"{row['area_name']} {row['value']:.0f}%" for row in records(rows))
    donors = sum(row["part"] == "donor" for row in subject.areas)
    card(
        subject.names,
        charts.ranked("% of the mix", decimals=0, has_limits=False),
        rows,
        "mix",
        title="What the mix is made of",
        alt=f"Bars of the weights of areas in the mix: {spoken}",
        told=(told(weighed, donors), _without(subject, weighed)),
        how=subject.case.how["claim_areas_used"],
        columns={"area_name": "Area", "value": "Weight, %"},
        method="synthetic_control",
    )


@once
def _weighed(areas: Sequence[Record]) -> list[Record]:
    """The areas that weigh anything in the mix, the heaviest first."""
    return sorted(
        (row for row in areas if not is_absent(row["weight"]) and row["weight"] > LEAST),
        key=lambda row: -row["weight"],
    )


@once
def _bars(weighed: Sequence[Record]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"area_code": row["area_code"], "area_name": row["area_name"], "role": "other",
             "value": 100 * row["weight"]}
            for row in weighed
        ]
    )  # fmt: skip


def told(weighed: Sequence[Record], donors: int) -> str:
    """Which areas make the mix, as a sentence."""
    first = weighed[0]
    if len(weighed) == 1:
        return f"{first['area_name']} alone makes the mix, of {quantities.counted(donors, 'area')}."
    of_all = f"{len(weighed)} of {quantities.counted(donors, 'area')} make the mix"
    return f"{of_all}; {first['area_name']} counts most, {100 * first['weight']:.0f}%."


def _without(subject: Subject, weighed: Sequence[Record]) -> str:
    """Between what the effect lies without any one of them."""
    left = [row["effect_without_it"] for row in weighed if not is_absent(row["effect_without_it"])]
    if not left or is_absent(subject.verdict["effect"]):
        return ""
    ends = [_signed(end, subject.decimals) for end in (min(left), max(left))]
    effect = _signed(subject.verdict["effect"], subject.decimals)
    span = ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"
    return f"The difference is {effect}, and {span} without any one of them."


def _signed(value: float, decimals: int) -> str:
    return quantities.number(value, "", decimals).replace("-", "−")


def left_out(subject: Subject) -> None:
    """The areas that are left out, each with the reason."""
    rows = _out(subject.areas)
    if rows.empty:
        return
    cards.section("Left out, and why")
    cards.table(rows, alt="Areas left out and why")


def listed(subject: Subject) -> None:
    """Every area in the sum: its part, its weight, and what the same sum finds there."""
    cards.section("Which areas are compared")
    used = _in(subject.areas)
    is_summed = any(not is_absent(row["effect"]) for row in used)
    cards.quiet(_counted(subject) if is_summed else _spelled(used))
    rows = _summed(used, subject.decimals)
    name, how = "added_value_areas", subject.case.how["claim_areas_used"]
    if is_summed:
        alt = "Areas with their weights and what the sum finds for each"
        cards.table(rows, alt=alt, name=name, how=how)
    else:
        file_row(_filled(rows), name=name, how=how)


@once
def _out(areas: Sequence[Record]) -> pd.DataFrame:
    out = [row for row in areas if row["part"] == "left_out"]
    return pd.DataFrame(
        {"Area": [row["area_name"] for row in out], "Why": [why_out(row) for row in out]}
    )


@once
def _in(areas: Sequence[Record]) -> list[Record]:
    return [row for row in areas if row["part"] != "left_out"]


@once
def _summed(used: Sequence[Record], decimals: int) -> pd.DataFrame:
    return pd.DataFrame([_used(row, decimals) for row in used])


@once
def _filled(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.dropna(axis="columns", how="all")


def _counted(subject: Subject) -> str:
    counts = {part: sum(row["part"] == part for row in subject.areas) for part in PARTS}
    said = [f"{count} {PARTS[part].lower()}" for part, count in counts.items() if count]
    return f"{', '.join(said)}. Same sum here: what it finds where nothing was begun."


def _spelled(used: Sequence[Record]) -> str:
    """The areas by name, where there is nothing else to say of each."""
    parts = {
        words: [row["area_name"] for row in used if row["part"] == part]
        for part, words in PARTS.items()
    }
    return " ".join(f"{words}: {', '.join(names)}." for words, names in parts.items() if names)


def why_out(row: Record) -> str:
    """Why an area is left out: in the claim's own words where it has any."""
    if not is_absent(row["note"]) and row["note"]:
        return str(row["note"])
    return WHY_OUT.get(row["reason"], str(row["reason"]).replace("_", " ").capitalize())


def _used(row: Record, decimals: int) -> dict[str, Any]:
    found: dict[str, Any] = {"Area": row["area_name"], "Part": PARTS[row["part"]]}
    figures = {
        "Weight, %": ("weight", 100, 1),
        "Same sum here": ("effect", 1, decimals + 1),
        "Ratio": ("ratio", 1, 2),
        "Effect without it": ("effect_without_it", 1, decimals + 1),
    }
    for heading, (name, times, places) in figures.items():
        found[heading] = None if is_absent(row[name]) else round(times * row[name], places)
    return found
