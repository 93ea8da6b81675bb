"""What is chosen on the golden thread's page: a node, a level, a partner, a part, a sheet."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.choices import choice, choose, segments
from components.thread.words import level as level_name

PARTS = {"nodes": "Nodes", "breaks": "Breaks", "coverage": "Coverage", "edits": "Edits"}


def node(rows: pd.DataFrame) -> str | None:
    """Chosen node_id, or None; rows need node_id, title and level."""
    pairs = zip(rows["title"], rows["level"], strict=True)
    names = [f"{title} ({level_name(level).lower()})" for title, level in pairs]
    options = dict(zip(rows["node_id"], names, strict=True))
    return choice("node", "Node", options, any_label="Choose or search a node", width=420)


def level(rows: pd.DataFrame) -> str | None:
    """Chosen level, or None for all."""
    names = {code: level_name(code) for code in rows["level"].unique()}
    return choice("level", "Level", names, any_label="All levels")


def part() -> str:
    """Chosen part of the whole thread."""
    return segments("part", "Show", PARTS, "nodes") or "nodes"


def sheet(rows: pd.DataFrame) -> str | None:
    """Department or role whose sheet is to be shown, or None; rows as `thread_standing`."""
    departments = rows.dropna(subset=["department_code"])
    names = dict(zip(departments["department_code"], departments["owner_name"], strict=True))
    roles = rows[rows["level"].str.contains("role", case=False)]
    named = zip(roles["node_id"], roles["title"], strict=True)
    posts = {code: f"Role: {title}" for code, title in named}
    offered = dict(sorted(names.items(), key=lambda pair: pair[1])) | posts
    return choice(
        "sheet", "Line-of-sight sheet", offered, any_label="Of a department or role", width=300
    )


def opened(offered: dict[str, str]) -> str | None:
    """The further nodes that are to be named too, or None."""
    return choice("opened", "Name the further nodes of", offered, any_label="No level", width=300)


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
