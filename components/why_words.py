"""Why a status is what it is, in words: the rule that fired, and the stored facts that it used.

Rows need status, polarity, unit and decimals; whatever else is known of the result and of the rule
in force for it is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import judging
from components.judging import Judging
from components.quantities import apart, unsettled
from components.sentences import POLARITIES, day

# How a line of a rule was chosen, after the words that the working group gave it.
BASELINES = {
    "last_value": "the last value",
    "window_mean": "the average of several periods",
    "spc_mean": "the average of the control chart",
    "comparator_quartile": "a quartile of the comparator group",
    "stated": "a stated value",
}
TARGETS = {
    "absolute": "a stated value",
    "change": "a change from the baseline",
    "comparator_quartile": "a quartile of the comparator group",
    "national": "the national value",
}
LEVELS = {
    "absolute": "a stated value",
    "share_of_the_way": "a share of the way from baseline to target",
    "spc_limit": "a limit of the control chart",
}
NUMBERS = {
    "Value": "value",
    "Baseline": "baseline_value",
    "Target for the period": "target_value",
    "Lower end of the target": "target_lower",
    "Upper end of the target": "target_upper",
    "Intervention level": "intervention_level",
}
Row = Mapping[str, Any]


def rule(row: Row) -> str:
    """The rule that gave a status, in words."""
    is_low_good = row.get("polarity") == "lower"
    good, bad = ("below", "above") if is_low_good else ("above", "below")
    level = " No intervention level is set." if pd.isna(row.get("intervention_level")) else ""
    return {
        "on_target": f"The value is exactly on or {good} the target for its period, and "
        f"{'lower' if is_low_good else 'higher'} is better.",
        "within_tolerance": "The value misses the target for its period but has not reached the "
        "intervention level." + level,
        "intervention": f"The value is exactly on or {bad} the intervention level.",
        "no_target": "No target is set for this indicator, area and period.",
        "no_judgement": "Neither a high nor a low value of this indicator is good in itself.",
        "no_data": "There is no value for this area, so there is nothing to judge.",
        "suppressed": "The value is hidden because it counts few people.",
        "not_comparable": _not_comparable(row),
    }[row["status"]]


def facts(row: Row, judged: Judging) -> dict[str, str]:
    """The stored facts behind a status, in reading order."""
    shown = _numbers(row)
    if pd.notna(row.get("period_label")):
        shown = {"Period": str(row["period_label"]), **shown}
    shown["Polarity"] = POLARITIES[row["polarity"]]
    if pd.notna(row.get("target_value")):
        shown |= _authority(row)
    shown["Judged"] = judging.on(judged, row.get("period_end"))
    shown["Data version"] = str(judged.version)
    return shown


def _numbers(row: Row) -> dict[str, str]:
    """Value, baseline, target and level, in decimals enough to tell them apart."""
    given = {
        heading: row[column] for heading, column in NUMBERS.items() if pd.notna(row.get(column))
    }
    told = apart(list(given.values()), row["unit"], row["decimals"])
    shown = dict(zip(given, told, strict=True))
    if "Value" in shown:
        shown["Value"] = unsettled(shown["Value"], row.get("value_note"))
    for heading, how in (
        ("Baseline", _chosen_by(row, "baseline", BASELINES)),
        ("Target for the period", _chosen_by(row, "target", TARGETS, "on the way to: ")),
        ("Intervention level", _chosen_by(row, "level", LEVELS)),
    ):
        if heading in shown and how:
            shown[heading] += f" ({how})"
    return shown


def _chosen_by(row: Row, line: str, words: Mapping[str, str], lead: str = "") -> str:
    label, chosen = row.get(f"{line}_label"), row.get(f"{line}_chosen")
    parts = [] if pd.isna(label) else [f"{lead}{label}"]
    if pd.notna(chosen):
        parts.append(words[str(chosen)])
    return "; ".join(parts)


def _authority(row: Row) -> dict[str, str]:
    """Who made the target law and when, since when it has been, and as which version."""
    by, approved, version = row.get("approved_by"), row.get("approved_date"), row["rule_version"]
    days: list[Any] = [d for d in (approved, row.get("effective_from")) if pd.notna(d)]
    said = {"In force since": day(max(days)) if days else "Always: no date of approval is known"}
    if pd.notna(by):
        said = {"Approved": ", ".join(filter(None, (str(by), day(approved)))), **said}
    said["Rule"] = (
        "Published with the data, and not changed in the register"
        if pd.isna(version)
        else f"Version {int(version)} in the register, by proposal {row['proposal_id']}"
    )
    return said


def _not_comparable(row: Row) -> str:
    note, approved = row.get("value_note"), row.get("approved_date")
    if note == "projected":
        return "A projected value is no result, so it is not held against the target."
    if note == "partial_period":
        return "The value covers part of its period, so it is not held against the whole's target."
    when = (
        "the target has no date of approval"
        if pd.isna(approved)
        else f"the target was approved before, on {day(approved)}"
    )
    return (
        f"The series was broken on {day(row.get('last_break_date'))} and {when}, so values since "
        "are not held against it."
    )
