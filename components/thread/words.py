"""Words of the thread: levels, how a node stands by counts and the worst, breaks; no average."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import theme
from components.quantities import counted
from components.sentences import capital

Row = Mapping[str, Any]
SIDES = {"above": "Serves", "chosen": "Chosen", "beneath": "Served by"}
# Heading of a kind of break, and what is said of one of it.
BREAKS = {
    "nothing_beneath": ("Outcome with nothing beneath", "Nothing in the thread serves it"),
    "no_outcome": ("Reaches no outcome", "No outcome lies above it, however far up"),
    "no_indicator": ("Objective without an indicator", "No indicator on it or beneath it"),
    "no_objective": ("Indicator without an objective", "Attached to nothing in the thread"),
    "level_skipped": ("Level skipped", "Directly beneath"),
    "no_owner": ("Nobody owns it", "No partner, department or post is named"),
}
# One of a kind, and several.
COUNTED = {
    "nothing_beneath": ("outcome with nothing beneath", "outcomes with nothing beneath"),
    "no_outcome": ("node that reaches no outcome", "nodes that reach no outcome"),
    "no_indicator": ("objective without an indicator", "objectives without an indicator"),
    "no_objective": ("indicator without an objective", "indicators without an objective"),
    "level_skipped": ("node that skips a level", "nodes that skip a level"),
    "no_owner": ("node without an owner", "nodes without an owner"),
}


def level(code: str) -> str:
    """A level's name: Departmental objective."""
    return capital(code)


def is_role(code: str) -> bool:
    """Whether a level holds what single roles contribute."""
    return "role" in code.lower()


def several(code: str, count: int) -> str:
    """So many nodes of a level: 3 national outcomes."""
    name = capital(code).lower()
    return counted(count, name, name[:-1] + "ies" if name.endswith("y") else name + "s")


def standing(row: Row) -> str:
    """How a node stands, by what is on it and beneath it: 2 of 14 at intervention, 9 on target."""
    if not row["indicators"]:
        return "No indicator on it or beneath"
    found = [
        f"{theme.status_mark(status).glyph} {row[status]} {words}"
        for status, words in {
            "intervention": "at or beyond intervention",
            "within_tolerance": "within tolerance",
            "on_target": "on target",
            "not_judged": "not judged",
        }.items()
        if row[status]
    ]
    return f"{', '.join(found)}, of {counted(int(row['indicators']), 'indicator')}"


def worst(row: Row) -> str:
    """The worst status on a node or beneath it, by shape and word."""
    return theme.status_mark(row["worst"]).text if row["indicators"] else "\u2013"


def late(row: Row) -> str:
    """How many of the indicators are late, where any is."""
    return f"{int(row['late'])} late" if row["late"] else ""


def owner(row: Row) -> str:
    """Whose a node is: the post where it is known, the department and the partner."""
    named = [row["head_role"], row["owner_name"], row["partner"]]
    told = [str(one) for one in dict.fromkeys(named) if not pd.isna(one)]
    return ", ".join(told) or "Nobody named"


def partner(row: Row) -> str:
    """The partner whose a node is."""
    return "nobody named" if pd.isna(row["partner"]) else str(row["partner"])


def headline(row: Row, sight: pd.DataFrame) -> str:
    """What a node serves, and how what is beneath it stands."""
    above = sight[(sight["side"] == "above")]
    outcomes = above[above["is_outcome"]]
    title = str(row["title"]).rstrip(".")
    if not outcomes.empty:
        first = outcomes[outcomes["level_number"] == outcomes["level_number"].min()]
        serves = f"serves {several(first.iloc[0]['level'], len(first))}"
    elif row["is_outcome"] or above.empty:
        count = int((sight["side"] == "beneath").sum())
        serves = f"is served by {counted(count, 'node')} beneath it" if count else "stands alone"
        serves = serves if count or row["is_outcome"] else "serves nothing and nothing serves it"
    else:
        serves = "reaches no outcome"
    if not row["indicators"]:
        return f"“{title}” {serves}; no indicator is on it or beneath it."
    return (
        f"“{title}” {serves}; of {counted(int(row['indicators']), 'indicator')} on it or beneath "
        f"it {row['on_target']} {'is' if row['on_target'] == 1 else 'are'} on target, "
        f"{row['intervention'] or 'none'} at or beyond the intervention level."
    )


def broken(breaks: pd.DataFrame) -> str:
    """How many breaks of each kind: 9 outcomes with nothing beneath, 2 nodes without an owner."""
    counts = breaks["kind"].value_counts()
    return ", ".join(counted(int(counts[k]), *COUNTED[k]) for k in COUNTED if k in counts)


def fault(row: Row) -> str:
    """What is wrong, in words."""
    words = BREAKS[row["kind"]][1]
    return f"{words} “{row['detail']}”" if row["kind"] == "level_skipped" else words
