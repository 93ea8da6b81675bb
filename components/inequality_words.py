"""What an inequality says: sentences from the rows of `area_inequality`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from components.area_subject import Subject
from components.quantities import apart, counted, number
from components.records import Record, is_absent

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
# Columns that the sentences read; the dates beside them would take longer than the words.
WORDED = [
    "period_label",
    "stretch",
    "is_chosen",
    "fifth",
    "value",
    "most_deprived_end",
    "slope_index",
    "slope_lower",
    "slope_upper",
    "relative_index",
    "relative_lower",
    "relative_upper",
    "change",
    "since",
    "areas",
    "areas_left_out",
    "share_left_out",
    "main_reason",
    "ranked_by",
    "ranked_in",
    "reason",
]
MOST_LEFT_OUT = "a tenth of the people"


def fifths_told(fifths: Sequence[Record], subject: Subject) -> tuple[str, str]:
    """The gap between the most and the least deprived fifth in people's terms, and the indices."""
    first = fifths[0]
    known = [_slope(first, subject)]
    if not is_absent(first["relative_lower"]):
        ratio = _interval(first, "relative", "", 1)
        known.append(f"The most deprived end is {ratio} times the least deprived one.")
    if first["most_deprived_end"] < max(first["slope_index"], 0):
        known.append("The straight line runs below zero, so it fits badly: look at the fifths.")
    known.append(
        f"{counted(int(first['areas']), subject.one, subject.kind)} ranked by "
        f"{first['ranked_by']}, {first['ranked_in']}."
    )
    if first["areas_left_out"]:
        known.append(_left_out(first, subject))
    return _gap(fifths, subject), " ".join(known)


def _gap(fifths: Sequence[Record], subject: Subject) -> str:
    """How many more or fewer the most deprived fifth has than the least."""
    about, row = subject.indicator, fifths[0]
    if not is_absent(row["slope_lower"]) and row["slope_lower"] <= 0 <= row["slope_upper"]:
        return "Across the fifths there is no slope by deprivation beyond what chance explains."
    most, least = fifths[0]["value"], fifths[-1]["value"]
    if (most > least) != (row["slope_index"] > 0):
        way = "higher" if row["slope_index"] > 0 else "lower"
        return (
            f"Across the fifths, more deprived {subject.kind} have {way} values, though the two "
            "ends alone do not show it."
        )
    size = number(abs(most - least), "", about["decimals"])
    more = "more" if most > least else "fewer"
    return (
        f"The most deprived fifth of {subject.kind} has {size} {more} {_per(about)} than the least "
        "deprived."
    )


def _per(about: Record) -> str:
    """What a difference is counted in: for every 100 residents, or the unit as it is."""
    whom = about.get("denominator_words")
    if about["unit"] == "%":
        return f"for every 100 {whom}" if isinstance(whom, str) else "for every 100"
    return about["unit"]


def _slope(row: Record, subject: Subject) -> str:
    told = _interval(row, "slope", subject.indicator["unit"], subject.indicator["decimals"])
    return f"Slope index {told}: the difference between the two ends of the line."


def _interval(row: Record, index: str, unit: str, decimals: int) -> str:
    """An index with its 95 per cent interval, in decimals that tell the three apart."""
    names = (f"{index}_index", f"{index}_lower", f"{index}_upper")
    if is_absent(row[names[1]]):
        return number(row[names[0]], unit, decimals)
    value, lower, upper = apart([row[name] for name in names], "", decimals)
    whole = f"{value} {'percentage points' if unit == '%' else unit}".strip()
    return f"{whole} ({lower} to {upper})"


def _left_out(row: Record, subject: Subject) -> str:
    share = number(100 * row["share_left_out"], "%", 0)
    return (
        f"{counted(int(row['areas_left_out']), subject.one, subject.kind)} with {share} of the "
        f"people left out: {_reason(row['main_reason'])}."
    )


def _reason(reason: str) -> str:
    return REASONS.get(reason, OTHERWISE)


def gap_told(periods: Sequence[Record], subject: Subject) -> tuple[str, str]:
    """How the gap moved up to the chosen period, or the last one, and which periods have none."""
    indexed = [row for row in periods if not is_absent(row["slope_index"])]
    row = next((row for row in indexed if row["is_chosen"]), indexed[-1])
    happened = "There is no earlier period to hold the gap against."
    known = []
    if row["change"] in CHANGES:
        happened = CHANGES[row["change"]].format(since=row["since"]) + "."
        first = next(one for one in indexed if one["period_label"] == row["since"])
        told = [
            f"{_interval(one, 'slope', subject.indicator['unit'], subject.indicator['decimals'])} "
            f"in {one['period_label']}"
            for one in (first, row)
        ]
        verdict = "overlap" if row["change"] == "no_clear_change" else "do not overlap"
        known.append(f"{told[0]}, {told[1]}: the intervals {verdict}.")
    if len({row["stretch"] for row in periods}) > 1:
        known.append("Nothing is compared across the break in the series.")
    known += _without(periods)
    return happened, " ".join(known)


def _without(periods: Sequence[Record]) -> list[str]:
    """How many periods have no index, and why most of them have none."""
    reasons = Counter(row["reason"] for row in periods if is_absent(row["slope_index"]))
    if not reasons:
        return []
    why = _reason(reasons.most_common(1)[0][0])
    return [f"{counted(reasons.total(), 'period')} without an index: {why}."]


def why_none(chosen: Sequence[Record], subject: Subject) -> str:
    """Why the chosen period has no index."""
    if not chosen:
        return f"The {subject.kind} have no values in this period."
    row = chosen[0]
    if row["reason"] == "missing_deprivation" and is_absent(row["ranked_by"]):
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
