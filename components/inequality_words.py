"""What an inequality says: sentences from the rows of `area_inequality`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.area_subject import Subject
from components.quantities import apart, counted, number

# Why most of the areas left out of a period are left out.
REASONS = {
    "not_made_of_counts": "they are not shares or rates made of counts",
    "not_settled": "they are not settled yet",
    "suppressed": "they are hidden, because the numbers are small",
    "missing": "they are missing",
    "missing_deprivation": "these areas have no deprivation value",
}
OTHERWISE = "their counts cannot be right"
CHANGES = {
    "widened": "The gap has widened since {since}",
    "narrowed": "The gap has narrowed since {since}",
    "reversed": "The gap has turned round since {since}",
    "no_clear_change": "No clear change in the gap since {since}",
}
MOST_LEFT_OUT = "a tenth of the people"


def fifths_told(fifths: pd.DataFrame, subject: Subject) -> tuple[str, str]:
    """The gap between the most and the least deprived fifth in people's terms, and the indices."""
    first = fifths.iloc[0]
    known = [_slope(first, subject)]
    if pd.notna(first["relative_lower"]):
        ratio = _interval(first, "relative", "", 1)
        known.append(f"The most deprived end is {ratio} times the least deprived one.")
    if first["most_deprived_end"] < max(first["slope_index"], 0) or first["most_deprived_end"] < 0:
        known.append("The straight line runs below zero, so it fits badly: look at the fifths.")
    known.append(
        f"{counted(int(first['areas']), subject.one, subject.kind)} ranked by "
        f"{first['ranked_by']}, {first['ranked_in']}."
    )
    if first["areas_left_out"]:
        known.append(_left_out(first, subject))
    return _gap(fifths, subject), " ".join(known)


def _gap(fifths: pd.DataFrame, subject: Subject) -> str:
    """How many more or fewer the most deprived fifth has than the least."""
    about, row = subject.indicator, fifths.iloc[0]
    if pd.notna(row["slope_lower"]) and row["slope_lower"] <= 0 <= row["slope_upper"]:
        return "The most and the least deprived fifth do not differ by more than chance explains."
    most, least = fifths["value"].iloc[0], fifths["value"].iloc[-1]
    size = number(abs(most - least), "", about["decimals"])
    more = "more" if most > least else "fewer"
    return (
        f"The most deprived fifth of {subject.kind} has {size} {more} {_per(about)} than the least "
        "deprived."
    )


def _per(about: Mapping[str, Any]) -> str:
    """What a difference is counted in: for every 100 residents, or the unit as it is."""
    whom = about.get("denominator_words")
    if about["unit"] == "%":
        return f"for every 100 {whom}" if isinstance(whom, str) else "for every 100"
    return about["unit"]


def _slope(row: Mapping[str, Any], subject: Subject) -> str:
    told = _interval(row, "slope", subject.indicator["unit"], subject.indicator["decimals"])
    return f"Slope index {told}: the difference between the two ends of the line."


def _interval(row: Mapping[str, Any], index: str, unit: str, decimals: int) -> str:
    """An index with its 95 per cent interval, in decimals that tell the three apart."""
    names = (f"{index}_index", f"{index}_lower", f"{index}_upper")
    if pd.isna(row[names[1]]):
        return number(row[names[0]], unit, decimals)
    value, lower, upper = apart([row[name] for name in names], "", decimals)
    whole = f"{value} {'percentage points' if unit == '%' else unit}".strip()
    return f"{whole} ({lower} to {upper})"


def _left_out(row: Mapping[str, Any], subject: Subject) -> str:
    share = number(100 * row["share_left_out"], "%", 0)
    return (
        f"{counted(int(row['areas_left_out']), subject.one, subject.kind)} with {share} of the "
        f"people left out: {_reason(row['main_reason'])}."
    )


def _reason(reason: str) -> str:
    return REASONS.get(reason, OTHERWISE)


def gap_told(periods: pd.DataFrame, subject: Subject) -> tuple[str, str]:
    """How the gap moved up to the chosen period, or the last one, and which periods have none."""
    indexed = periods.dropna(subset=["slope_index"])
    chosen = indexed[indexed["is_chosen"].astype(bool)]
    row = (chosen if len(chosen) else indexed).iloc[-1]
    happened = "There is no earlier period to hold the gap against."
    known = []
    if row["change"] in CHANGES:
        happened = CHANGES[row["change"]].format(since=row["since"]) + "."
        first = indexed[indexed["period_label"] == row["since"]].iloc[0]
        told = [
            f"{_interval(one, 'slope', subject.indicator['unit'], subject.indicator['decimals'])} "
            f"in {one['period_label']}"
            for one in (first, row)
        ]
        verdict = "overlap" if row["change"] == "no_clear_change" else "do not overlap"
        known.append(f"{told[0]}, {told[1]}: the intervals {verdict}.")
    if periods["stretch"].nunique() > 1:
        known.append("Nothing is compared across the break in the series.")
    without = periods[periods["slope_index"].isna()]
    if len(without):
        known.append(
            f"{counted(len(without), 'period')} without an index: {_reason(_main(without))}."
        )
    return happened, " ".join(known)


def _main(periods: pd.DataFrame) -> str:
    return periods["reason"].mode().iloc[0]


def why_none(chosen: pd.DataFrame, subject: Subject) -> str:
    """Why the chosen period has no index."""
    if chosen.empty:
        return f"The {subject.kind} have no values in this period."
    row = chosen.iloc[0]
    if row["reason"] == "missing_deprivation" and pd.isna(row["ranked_by"]):
        return (
            "The workspace names no indicator of deprivation: set deprivation under [areas] in "
            "workspace.toml."
        )
    if row["reason"] == "missing_deprivation":
        return f"These {subject.kind} have no {row['ranked_by']}."
    if row["reason"] == "fewer_than_5_areas":
        return f"It needs at least 5 {subject.kind}, one for each fifth."
    if row["reason"] == "not_made_of_counts":
        return "It needs the counts behind each value: those of a share or a rate."
    share = number(100 * row["share_left_out"], "%", 0)
    areas = counted(int(row["areas_left_out"]), subject.one, subject.kind)
    return (
        f"{areas} of {int(row['areas'])}, with {share} of the people, would be left out: "
        f"{_reason(row['reason'])}. More than {MOST_LEFT_OUT} is too many."
    )
