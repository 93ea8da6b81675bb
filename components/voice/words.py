"""Words about what people said: who speaks, and the limits of a text."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import sentences
from components.words import plain_lines

LONGEST, LONGEST_POST = 2_000, 200
GROUPS = {
    "resident": "A resident",
    "front_line": "The front line",
    "partner": "A partner",
}
POST = "A post, such as Head of waste; never a person's name"


def speaker(code: str) -> str:
    """The group that speaks; whoever else it is by their own words."""
    return GROUPS.get(code, code)


def spoken(text: object) -> None:
    """What somebody wrote, as plain text, with its lines kept."""
    st.markdown(plain_lines(text))


def signed(row: Any, on: str) -> str:
    """Which post of which partner said it, and when: `on` is the column of the day."""
    return f"{row['owner_post']}, {row['owner_partner']}, {sentences.day(row[on])}"


def is_given(value: object) -> bool:
    """Whether an optional cell holds anything."""
    return bool(value) and not pd.isna(value)
