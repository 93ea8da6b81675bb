"""Sentences: names, rules and headlines in plain English, from rows.

A headline says what happened before it says how we know, and never more than the method shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from components import movement, theme
from components.kept import once
from components.quantities import UNSETTLED, apart, counted, is_same, unsettled

COLLECTIONS = {
    "vitality_profiles": "Vitality Profiles",
    "quality_of_life": "Quality of life",
    "lpsa": "Local Public Service Agreement",
    "best_value": "Best Value",
    "community_cohesion": "Community cohesion",
    "partner_indicators": "Partners' own",
}
ACHIEVEMENT_AREAS = {
    "outcomes": "Outcomes",
    "partnership_working": "Partnership working",
    "added_value": "Added value",
}
FRESHNESS = {
    "up_to_date": "Up to date",
    "late": "Late",
    "latest_known": "Latest known",
    "no_data": "No data",
}
POLARITIES = {
    "higher": "Higher is better",
    "lower": "Lower is better",
    "none": "Not judged: neither high nor low is good in itself",
}
STOCK = "How many there are at one time; periods do not add up"
FLOW = "What happens in each period"
NOTES = {
    "suppressed": "hidden, because the number is small",
    "missing": "missing",
    "not_collected": "not collected",
    "not_applicable": "not applicable",
    "provisional": "provisional",
    "estimated": "estimated",
    "projected": "projected",
    "revised": "revised since first published",
    "partial_period": "for part of the period only",
    "break_in_series": "the first after a break in the series",
    "low_base": "from a small number of answers",
}
Row = Mapping[str, Any]


def collection(code: str) -> str:
    """A collection's name; one that a workspace adds is made readable."""
    return COLLECTIONS.get(code, capital(code))


@once
def collections(codes: Iterable[str]) -> dict[str, str]:
    """Name of each collection among the codes, in the order of the names."""
    named = {code: collection(code) for code in set(codes)}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def capital(code: object) -> str:
    """A code such as age_band as words: Age band."""
    words = str(code).replace("_", " ")
    return words[:1].upper() + words[1:]


def day(moment: Any) -> str:
    """A date in full: 31 March 2009."""
    return "" if moment is None or pd.isna(moment) else f"{moment.day} {moment:%B %Y}"


def month(moment: Any) -> str:
    """A date's month, where a table has little room: Mar 2009."""
    return "" if moment is None or pd.isna(moment) else f"{moment:%b %Y}"


def scorecard(summary: Row, area: str) -> tuple[str, str]:
    """Headline of the whole scorecard, and how we know."""
    judged = int(summary["judged"])
    happened = f"No result in {area} has a target to be judged against yet."
    if judged:
        needing = counted(int(summary["intervention"]), "needs", "need")
        happened = (
            f"{summary['on_target']} of {judged} indicators that can be judged are on target in "
            f"{area}; {needing} intervention."
        )
    known = (
        f"The latest result of {counted(int(summary['indicators']), 'scorecard indicator')}, each "
        f"against the target in force for its period. {summary['improved']} improved and "
        f"{summary['worsened']} worsened by more than chance explains; "
        f"{summary['tested']} had enough past to tell."
    )
    return happened, known


@once
def result(row: Row) -> tuple[str, str]:
    """Headline of one indicator's latest result in its area, and how we know."""
    name, place, note = row["name"], row["area_name"], row.get("value_note")
    if pd.isna(row.get("period_label")):
        return f"{name} is not measured in {place}.", "Choose another area to see its results."
    if pd.isna(row.get("value")):
        why_absent = NOTES.get(str(note), "missing")
        return f"{name} in {place}: the result for {row['period_label']} is {why_absent}.", ""
    value, standing = _against_target(row)
    value = unsettled(value, note)
    happened = f"{name} was {value} in {row['period_label']} in {place}{standing}."
    moved = movement.happened(row)
    if moved:
        happened = f"{name} in {place} {moved}. It was {value} in {row['period_label']}{standing}."
    known = [movement.known(row)]
    if isinstance(note, str) and note not in UNSETTLED:
        known.append(f"This value is {NOTES.get(note, note)}.")
    return happened, " ".join(known)


def _against_target(row: Row) -> tuple[str, str]:
    """The value, and how it stands to its target, in decimals enough to tell the two apart."""
    is_low_good, status = row.get("polarity") == "lower", row["status"]
    column = "intervention_level" if status == "intervention" else "target_value"
    if status not in ("on_target", "within_tolerance", "intervention"):
        return apart([row["value"]], row["unit"], row["decimals"])[0], ""
    value, held = apart([row["value"], row[column]], row["unit"], row["decimals"])
    worse = "above" if is_low_good else "below"
    if status == "on_target":
        is_exact = is_same(row["value"], row["target_value"])
        return value, f", exactly its target of {held}" if is_exact else (
            f", meeting its target of {held}"
        )
    if status == "within_tolerance":
        has_level = pd.notna(row.get("intervention_level"))
        beyond = " but not at its intervention level" if has_level else ""
        return value, f", {worse} its target of {held}{beyond}"
    return value, f", at or {worse} its intervention level of {held}"


def status(word: str) -> str:
    """A status in words, in the middle of a sentence."""
    return theme.status_mark(word).word.lower()


@once
def sheet(indicator: Row) -> dict[str, str]:
    """Definition sheet of an indicator, in reading order."""
    threshold = int(indicator["small_number_threshold"])
    owner = [indicator["partner"], indicator.get("department_name")]
    return {
        "Definition": indicator["definition"],
        "Numerator": indicator["numerator_words"],
        "Denominator": indicator["denominator_words"],
        "Unit": indicator["unit"],
        "Counted as": STOCK if indicator["is_stock"] else FLOW,
        "Polarity": POLARITIES[indicator["polarity"]],
        "Frequency": capital(indicator["frequency"]),
        "Collection": collection(indicator["collection"]),
        "Area of achievement": ACHIEVEMENT_AREAS[indicator["achievement_area"]],
        "Block": indicator["block"],
        "Theme": indicator["theme"],
        "Owner": ", ".join(str(part) for part in owner if pd.notna(part)),
        "Small numbers": f"Counts below {threshold} are hidden" if threshold else "Shown",
        "Source": indicator["source"],
        "Caveats": indicator["caveats"],
        "Review date": day(indicator["review_date"]),
        "Code": indicator["indicator_id"],
    }
