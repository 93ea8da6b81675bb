"""What is chosen on the improvement plan's page: an action, and how the plan is looked at."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.choices import choice, choose, segments
from components.records import records

VIEWS = {
    "list": "List",
    "timeline": "Timeline",
    "partners": "By partner",
    "overdue": "Overdue",
    "clock": "Intervention clock",
}
PAGE = "pages/working_group/improvement_plan.py"


def action(rows: pd.DataFrame) -> str | None:
    """Chosen action_id, or None; rows need action_id and title."""
    names = {row["action_id"]: row["title"] for row in records(rows)}
    return choice("action", "Action", names, any_label="Choose or search an action", width=420)


def view() -> str:
    """How the plan is looked at."""
    return segments("view", "Show", VIEWS, "list") or "list"


def back() -> None:
    """Way back from an action to the whole plan."""
    st.button(
        "The whole plan",
        key="back_from_action",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=choose,
        args=("action", None),
    )
