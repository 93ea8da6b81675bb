"""What is chosen on the golden thread's page: a node, a level, a partner, a part, a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.answer import Answer
from components.choices import choice, choose, segments, unique_labels
from components.kept import once
from components.thread.words import is_role
from components.thread.words import level as level_name

NONE_YET = "No golden thread is published yet."
PARTS = {
    "nodes": "Nodes",
    "breaks": "Breaks",
    "coverage": "Coverage",
    "said": "You said, we did",
    "edits": "Edits",
}


@dataclass(frozen=True)
class Offered:
    """What there is to choose from: names by their codes, in reading order."""

    nodes: Mapping[str, str]
    sheets: Mapping[str, str]
    partners: tuple[str, ...]
    levels: Mapping[str, str]
    themes: tuple[str, ...]


@once
def offered(nodes: Answer) -> Offered:
    """What the nodes of the thread give to choose from; rows as `thread_standing`."""
    rows = nodes.rows
    levels = {code: level_name(code) for code in rows["level"].unique()}
    named = zip(rows["title"], rows["level"], strict=True)
    names = [f"{title} ({levels[level].lower()})" for title, level in named]
    return Offered(
        nodes=unique_labels(dict(zip(rows["node_id"], names, strict=True))),
        sheets=_sheets(rows),
        partners=tuple(sorted(rows["partner"].dropna().unique())),
        levels=levels,
        themes=tuple(sorted(rows["themes"].explode().dropna().unique())),
    )


def node(names: Mapping[str, str]) -> str | None:
    """Chosen node_id, or None."""
    return choice("node", "Node", names, any_label="Choose or search a node", width=420)


def level(names: Mapping[str, str]) -> str | None:
    """Chosen level, or None for all."""
    return choice("level", "Level", names, any_label="All levels")


def part() -> str:
    """Chosen part of the whole thread."""
    return segments("part", "Show", PARTS, "nodes") or "nodes"


def sheet(names: Mapping[str, str]) -> str | None:
    """Department or role whose sheet is to be shown, or None."""
    return choice(
        "sheet", "Line-of-sight sheet", names, any_label="Of a department or role", width=300
    )


def _sheets(rows: pd.DataFrame) -> Mapping[str, str]:
    """Departments that own a node, by name, then roles."""
    owned = rows.dropna(subset=["department_code"])
    departments = dict(zip(owned["department_code"], owned["owner_name"], strict=True))
    roles = rows[[is_role(one) for one in rows["level"]]]
    posts = {
        code: f"Role: {title}" for code, title in zip(roles["node_id"], roles["title"], strict=True)
    }
    by_name = sorted(departments.items(), key=lambda pair: pair[1])
    return unique_labels(dict(by_name) | posts)


def opened(names: Mapping[str, str]) -> str | None:
    """The further nodes that are to be named too, or None."""
    return choice("opened", "Name the further nodes of", names, any_label="No level", width=300)


def back(key: str, label: str) -> None:
    """Way back from what was chosen to the whole thread."""
    st.button(
        label,
        key=f"back_from_{key}",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=choose,
        args=(key, None),
    )
