"""Words of the plan: statuses and clocks of breaches, changes expected and changes that followed.

What followed an action is told as an association: after it, beside other dates and other areas.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import theme
from components.quantities import counted, number
from components.sentences import month

Row = Mapping[str, Any]
# What our own figures say of an action, in a word and in a sentence.
VERDICTS = {
    "apart": (
        "Supports it",
        "The curve turned with the start; few other dates and few similar areas show as much.",
    ),
    "alone": (
        "Supports it in part",
        "The curve turned with the start and few other dates show as much; there are too few "
        "similar areas to compare with.",
    ),
    "other_areas": (
        "Says little",
        "The curve turned, but similar areas, which no action of the plan is for, changed as much.",
    ),
    "other_dates": (
        "Says little",
        "The values improved, but they did so as much at many other dates.",
    ),
    "few_dates": ("Says little", "The values improved, but there are too few dates to compare."),
    "no_change": ("Does not show it", "No change is seen beyond what chance would make."),
    "worse": (
        "Speaks against it",
        "The values became worse after the start; few other dates and few similar areas, if any "
        "can be compared, show as much.",
    ),
    "worse_too": (
        "Says little",
        "The values became worse, but other dates or similar areas show as much, or there are too "
        "few dates to compare.",
    ),
    "not_begun": (
        "Not begun",
        "The action is planned and has not begun; nothing can follow it yet.",
    ),
    "too_few": ("Too few values", "Fewer than three values before or after the start."),
    "not_judged": ("Not judged", "Neither high nor low is good in itself, or nothing varies."),
}


def state(row: Row) -> str:
    """An action's status, or that it is overdue: of theme.ACTIONS."""
    return "overdue" if row["is_overdue"] else str(row["status"])


def status(row: Row) -> str:
    """An action's status in shape and word."""
    return theme.ACTIONS[state(row)].text


def owner(row: Row) -> str:
    """The post and partner that answer for an action."""
    return f"{row['owner_post']}, {row['owner_partner']}"


def days(count: Any, *, is_done: bool, is_open: bool) -> str:
    """Days of a clock: 14 days; 182 days so far; never, in 92 days."""
    told = counted(int(count), "day")
    if is_done:
        return told
    return f"{told} so far" if is_open else f"never, in {told}"


def expected(row: Row) -> str:
    """What an action was expected to change: 10% fewer by March 2009; nothing where nobody said."""
    if pd.isna(row.get("expected_change")):
        return "nobody said how much"
    by = "" if pd.isna(row["expected_by_date"]) else f" by {month(row['expected_by_date'])}"
    return f"{size(row['expected_change'], row['expected_unit'], row)}{by}"


def size(change: float, unit: str, row: Row) -> str:
    """A change in words: 10% lower, 2.0 points higher."""
    way = "higher" if change > 0 else "lower"
    if unit == "percent":
        return f"{abs(change):.0f}% {way}"
    plain = "points" if row["unit"] == "%" else row["unit"]
    return f"{number(abs(change), '', int(row['decimals']))} {plain} {way}".replace("  ", " ")


def followed(row: Row) -> str:
    """What followed the start, beside what was expected, other dates and similar areas."""
    told = f"Expected: {expected(row)}."
    if row["verdict"] == "not_begun":
        return f"{told} It has not begun."
    if row["verdict"] == "too_few":
        before, after = int(row["before_values"]), int(row["after_values"])
        return (
            f"{told} {counted(before, 'value')} before the start and {after or 'none'} after it: "
            "too few to compare."
        )
    unit = row["expected_unit"] if isinstance(row["expected_unit"], str) else "percent"
    shares = [row["percent"], *([row["similar_percent"]] if row["areas"] else [])]
    kind = "percent" if unit == "percent" and pd.notna(shares).all() else "change"
    unit = "percent" if kind == "percent" else "points"
    between = _between(row[f"{kind}_lower"], row[f"{kind}_upper"], unit, row)
    told += f" Since the start: {size(row[kind], unit, row)}{between}."
    told += f" {_dates(row)}"
    if row["areas"]:
        similar = row["similar_percent"] if kind == "percent" else row["similar_change"]
        told += f" Similar areas: {size(similar, unit, row)} at the middle of {int(row['areas'])}, "
        told += f"{int(row['areas_as_large']) or 'none'} of them as much."
    else:
        told += " No similar area is measured."
    return told


def _dates(row: Row) -> str:
    if not row["dates"]:
        return "There is no other date to compare with."
    large, dates = int(row["dates_as_large"]), int(row["dates"])
    return (
        f"{large} of {dates} other dates show as much."
        if large
        else (f"None of {dates} other dates shows as much.")
    )


def _between(lower: Any, upper: Any, unit: str, row: Row) -> str:
    if pd.isna(lower):
        return ""
    if lower * upper <= 0:
        return f" (from {size(lower, unit, row)} to {size(upper, unit, row)})"
    near, far = sorted((lower, upper), key=abs)
    ends = [size(one, unit, row).rpartition(" ")[0] for one in (near, far)]
    return f" ({ends[0]} to {ends[1]})"
