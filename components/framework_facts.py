"""The stored fact behind each of the framework's eight pieces of work, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from components import sentences
from components.framework_words import items
from components.quantities import UNSPOKEN, apart, counted

Row = Mapping[str, Any]


def fact(step: str, row: Row) -> str:
    """The stored fact behind a piece of work, in words; a row of `framework_steps`."""
    told = FACTS[step](row)
    return told[:1].upper() + told[1:]


def _aims(row: Row) -> str:
    titles = _list(row["node_titles"])
    if not titles:
        return "not linked to any objective of the golden thread"
    more = f" and {counted(len(titles) - 1, 'other objective')}" if titles[1:] else ""
    aims = [f"“{title}”" for title in _list(row["aim_titles"])]
    beneath = f"beneath {' and '.join(aims)}" if aims else "beneath none of the partnership's aims"
    return f"in the thread at “{titles[0]}”{more}, {beneath}"


def _indicator(row: Row) -> str:
    if row["indicator_lack"]:
        return f"lacks {items(row['indicator_lack'])}"
    return f"in {sentences.collection(row['collection'])}, from {row['partner']}"


def _definition(row: Row) -> str:
    reviewed = "no review is set"
    if pd.notna(row["review_date"]):
        is_past = "review" in row["definition_lack"].split(",")
        reviewed = f"review {'was ' if is_past else ''}due {sentences.day(row['review_date'])}"
    if row["definition_lack"]:
        return f"lacks {items(row['definition_lack'])}; {reviewed}"
    polarity = sentences.POLARITIES[row["polarity"]].partition(":")[0].lower()
    unit = "" if row["unit"] in UNSPOKEN else f" in {row['unit']}".replace(" in per ", " per ")
    parts = " ÷ ".join(
        str(row[part]) for part in ("numerator", "denominator") if pd.notna(row[part])
    )
    of_what = f" ({parts})" if parts else ""
    return f"{row['method']}{unit}{of_what}, {polarity}; source {row['source']}; {reviewed}"


def _baseline(row: Row) -> str:
    if row["baseline_state"] != "done":
        return _without_rule(row) or "the rule in force has no baseline"
    (value,) = apart([row["baseline_value"]], row["unit"], row["decimals"])
    return f"baseline {value}" + (
        f" ({row['baseline_label']})" if pd.notna(row["baseline_label"]) else ""
    )


def _target(row: Row) -> str:
    if row["target_state"] == "not_needed" or pd.isna(row["target_value"]):
        return _without_rule(row)
    numbers = [row["target_value"], row["intervention_level"]]
    target, level = apart(numbers, row["unit"], row["decimals"])
    held = f"intervention level {level}"
    if pd.isna(row["intervention_level"]):
        held = "no intervention level"
    by = row["approved_by"]
    approved = f"approved by {by}" if pd.notna(by) else "with nobody's approval"
    day = sentences.day(row["approved_date"])
    return (
        f"target {target} and {held} to {sentences.day(row['target_end'])}, {approved}"
        f"{', ' + day if day else ''}; targets run to {sentences.month(row['last_target_end'])}"
    )


def _without_rule(row: Row) -> str:
    """Why no rule is in force; nothing where one is."""
    if row["polarity"] == "none":
        return "neither high nor low is good in itself, so it needs no target"
    if pd.isna(row["last_target_end"]):
        return "no rule was ever set here"
    if pd.isna(row["target_end"]):
        return f"no rule in force: the last ended {sentences.day(row['last_target_end'])}"
    return ""


def _reporting(row: Row) -> str:
    owner = "no owner department"
    if pd.notna(row["department_name"]):
        owner = f"owner {row['department_name']} ({row['partner']})"
    rhythm = f"{sentences.capital(row['frequency']).lower()}, due within "
    rhythm += counted(row["publication_lag_days"], "day")
    if pd.isna(row["period_label"]):
        return f"{owner}; {rhythm}; never received"
    came = "received" + (
        f" {sentences.day(row['first_received_date'])}"
        if pd.notna(row["first_received_date"])
        else ", on what day is not known"
    )
    told = f"{owner}; {rhythm}; last {row['period_label']}, {came}"
    if "in_time" in row["reporting_lack"].split(","):
        told += f", after a release that it was due for ({sentences.day(row['due_date'])})"
    if pd.isna(row["next_due_date"]):
        return f"{told}; the next has no set day"
    was = "was" if "overdue" in row["reporting_lack"].split(",") else "is"
    return f"{told}; the next {was} due {sentences.day(row['next_due_date'])}"


def _improvement(row: Row) -> str:
    if pd.isna(row["actions"]):
        return "actions are not recorded here yet"
    if not row["actions"]:
        return "no action serves it"
    return f"{counted(int(row['actions']), 'action serves', 'actions serve')} it"


def _change(row: Row) -> str:
    rules, unapproved = int(row["rules_in_force"]), int(row["unapproved_rules"])
    each = "each " if rules > 1 else ""
    told = f"{counted(rules, 'rule')} in force, {each}with who approved it and when"
    if not rules:
        told = "no rule is in force, so there is nothing to approve"
    elif unapproved:
        told = f"{unapproved} of {counted(rules, 'rule')} in force lack who approved them or when"
    principles = "are not recorded here yet"
    if pd.notna(row["has_principles"]):
        principles = "are written down" if row["has_principles"] else "are not written down"
    return f"{told}; the principles of change {principles}"


def _list(values: Any) -> list[str]:
    return [] if values is None or isinstance(values, float) else list(values)


FACTS: dict[str, Callable[[Row], str]] = {
    "aims": _aims,
    "indicator": _indicator,
    "definition": _definition,
    "baseline": _baseline,
    "target": _target,
    "reporting": _reporting,
    "improvement": _improvement,
    "change": _change,
}
