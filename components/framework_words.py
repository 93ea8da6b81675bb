"""The framework's eight pieces of work in words: their names, what is lacking, what is claimed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STEPS = {
    "aims": "Aims and objectives",
    "indicator": "Performance indicator",
    "definition": "Definition",
    "baseline": "Baseline",
    "target": "Target and intervention level",
    "reporting": "Reporting process",
    "improvement": "Improvement planning",
    "change": "Change management",
}
# The same where there is little room, numbered in the framework's order.
HEADINGS = {
    "aims": "1 Aims",
    "indicator": "2 Indicator",
    "definition": "3 Definition",
    "baseline": "4 Baseline",
    "target": "5 Target",
    "reporting": "6 Reporting",
    "improvement": "7 Planning",
    "change": "8 Change",
}
# What can be lacking, of one indicator and of several.
ITEMS = {
    "aim": ("a link to the golden thread", "links to the golden thread"),
    "collection": ("a collection", "collections"),
    "partner": ("a partner", "partners"),
    "definition": ("a definition", "definitions"),
    "numerator": ("a numerator", "numerators"),
    "denominator": ("a denominator", "denominators"),
    "unit": ("a unit", "units"),
    "source": ("a source", "sources"),
    "review": ("a review of its definition", "reviews of the definition"),
    "baseline": ("a baseline in force", "baselines in force"),
    "target": ("a target in force", "targets in force"),
    "intervention_level": ("an intervention level", "intervention levels"),
    "department": ("an owner department", "owner departments"),
    "result": ("a first result", "first results"),
    "overdue": ("a result that is overdue", "results that are overdue"),
    "in_time": ("a result that comes in time", "results that come in time"),
    "action": ("an action that serves it", "actions that serve them"),
    "approval": ("an approval with name and date", "approvals with name and date"),
    "principles": ("the principles of change", "the principles of change"),
}


def item(code: str, *, is_plural: bool = False) -> str:
    """Something that is lacking, in words."""
    return ITEMS[code][is_plural]


def items(codes: str) -> str:
    """All that is lacking, from codes with commas between them: a target, a unit and a source."""
    *first, last = [item(code) for code in codes.split(",")]
    return f"{', '.join(first)} and {last}" if first else last


def claim(row: Mapping[str, Any]) -> str:
    """The step that the catalogue claims for an indicator, and whether the facts bear it out."""
    claimed = f"Step {row['framework_step']}"
    return {
        "more": f"≠ {claimed}, a piece up to it is missing",
        "less": f"≠ {claimed}, the facts reach step {row['reached_step']}",
        "agrees": f"= {claimed}",
    }[row["claim"]]


def claimed(row: Mapping[str, Any]) -> str:
    """The same as a sentence."""
    borne_out = {
        "more": "but a piece up to it is missing",
        "less": f"and the facts already reach step {row['reached_step']}",
        "agrees": "and no fact speaks against it",
    }[row["claim"]]
    return f"The catalogue claims step {row['framework_step']}, {borne_out}."
