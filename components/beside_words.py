"""Words of one area beside others: how it compares with each, its quarter, and how we know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.kept import once
from components.quantities import UNSETTLED, bare, counted, number, places_apart
from components.sentences import NOTES

THAN = {
    "best": "better than",
    "better": "better than",
    "highest": "higher than",
    "higher": "higher than",
    "similar": "similar to",
    "lowest": "lower than",
    "lower": "lower than",
    "worst": "worse than",
    "worse": "worse than",
}
# In which order they are told.
ORDER = tuple(dict.fromkeys(THAN.values()))
BEYOND = ("best", "worst", "highest", "lowest")
GROUP = "comparator group"
UNTESTED = (*UNSETTLED, "partial_period")
PLACES = {1: "best", 2: "second best", 3: "second worst", 4: "worst"}
QUARTERS = {1: "lowest", 2: "second lowest", 3: "second highest", 4: "highest"}
WITHOUT_QUARTERS = {
    "too_few_values": ", too few for quarters",
    "not_enough_variation": ", all of them the same",
}
TARGETS = {
    "better": " All that lies within them meets the target of {}.",
    "worse": " Nothing that lies within them meets the target of {}.",
    "similar": " The target of {} lies within them, so chance may decide whether it is met.",
}
Row = Mapping[str, Any]
Rows = Sequence[Row]


@once
def told(row: Row, rows: Rows) -> tuple[str, str]:
    """How an area compares with its comparators and its group; then its limits and what to mind.

    `row` as `indicator_result`; rows as `indicator_comparators`, another with a value among them.
    """
    this = next(one for one in rows if one["role"] == "this")
    others = [one for one in rows if one["role"] == "comparator"]
    known = (
        _limits(row, this),
        _beyond(others),
        *_uncompared(row, this, others),
        _holding(this, others),
        _group(row, this, [one for one in rows if one["is_in_group"]]),
    )
    return _happened(row, this, others), " ".join(part for part in known if part)


def _happened(row: Row, this: Row, others: Rows) -> str:
    valued = [other for other in others if pd.notna(other["value"])]
    places = places_apart([this["value"], *(other["value"] for other in valued)], row["decimals"])
    whose = f"{this['area_name']}'s {number(this['value'], row['unit'], places)}"
    values = [f"{other['area_name']}'s {bare(other['value'], row['unit'], places)}"
              for other in valued]  # fmt: skip
    compared: dict[str, list[str]] = {}
    for other, value in zip(valued, values, strict=True):
        compared.setdefault(THAN.get(other["comparison"], ""), []).append(value)
    clauses = [f"{than} {listed(compared[than])}" for than in ORDER if than in compared]
    quarter = _quarter(this)
    placed = [f"in the {quarter} quarter of its {GROUP}"] if quarter else []
    if clauses or (placed and not values):
        return f"{whose} is {listed([*clauses, *placed])}."
    beside = listed(values) or f"{counted(int(this['group_values']), 'other')} of its {GROUP}"
    return f"{whose} stands {', '.join([f'beside {beside}', *placed])}."


def _quarter(this: Row) -> str | None:
    """The quarter of its group that the area lies in: by what is good, else by the value."""
    if pd.isna(this["quartile"]):
        return None
    return QUARTERS[this["quartile"]] if pd.isna(this["place"]) else PLACES[this["place"]]


def _limits(row: Row, this: Row) -> str:
    if pd.isna(this["lower_limit"]) or pd.isna(this["upper_limit"]):
        return "No interval is known, so nothing tells a difference from chance."
    ends = (bare(this[end], row["unit"], row["decimals"]) for end in ("lower_limit", "upper_limit"))
    target = ""
    if pd.notna(this["target_comparison"]):
        aim = bare(this["target_value"], row["unit"], row["decimals"])
        target = TARGETS[this["target_comparison"]].format(aim)
    return f"95% limits {' to '.join(ends)}.{target}"


def _beyond(others: Rows) -> str:
    """Which differences hold at the stricter level."""
    names = [other["area_name"] for other in others if other["comparison"] in BEYOND]
    if not names:
        return ""
    one = "The difference" if len(names) == 1 else "The differences"
    return f"{one} from {listed(names)} {'holds' if len(names) == 1 else 'hold'} at 99.8% too."


def _uncompared(row: Row, this: Row, others: Rows) -> list[str]:
    """Comparators that are not compared though the area itself could be."""
    absent = [o["area_name"] for o in others if o["comparison_reason"] == "no_benchmark"]
    verb = "has" if len(absent) == 1 else "have"
    said = [f"{listed(absent)} {verb} no value for {this['period_label']}."] if absent else []
    for other in others:
        if other["comparison_reason"] == "not_settled":
            value = bare(other["value"], row["unit"], row["decimals"])
            note = NOTES.get(other["value_note"], other["value_note"])
            said.append(f"{other['area_name']}'s {value} is {note}, so it is not compared.")
    return said


def _holding(this: Row, others: Rows) -> str:
    """Which comparators are not independent of the area, because it is a part of them."""
    names = [
        other["area_name"]
        for other in others
        if other["contains_area"] and pd.notna(other["comparison"])
    ]
    if not names:
        return ""
    if len(names) == 1:
        return f"{names[0]} includes {this['area_name']}, so the two are not independent."
    return f"{listed(names)} include {this['area_name']}, so they are not independent of it."


def _group(row: Row, this: Row, group: Rows) -> str:
    """Who the group is, how many of it have a value, and from where to where they range."""
    settled = sorted(
        (one for one in group if pd.notna(one["value"]) and one["value_note"] not in UNTESTED),
        key=lambda one: one["value"],
    )
    if not settled:
        return ""
    low, high = (
        f"{bare(end['value'], row['unit'], row['decimals'])} in {end['area_name']}"
        for end in (settled[0], settled[-1])
    )
    why_not = WITHOUT_QUARTERS.get(this["quartile_reason"], "")
    return (
        f"Comparator group: {this['group_name']}, {len(settled)} of {len(group)} with a settled "
        f"value{why_not}; from {low} to {high}."
    )


def listed(parts: Sequence[str]) -> str:
    """Parts as one phrase: a, b and c."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
