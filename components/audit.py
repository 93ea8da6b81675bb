"""The audit: whether every change is as it was written, and every change there was."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import cards, files
from components.words import plain_text

COLUMNS = {
    "at": "When (UTC)",
    "who": "Who",
    "role": "Role",
    "kind": "Kind",
    "record_id": "Record",
    "version": "Version",
    "why": "Why",
}
APART = (
    "Links to a questionnaire, its answers and what was refused of them are kept apart: sealed in "
    "the same chain and checked with it, but neither listed nor counted here, or everybody could "
    "watch answers come in. The seal of the newest change, to keep with the minutes, is printed by:"
)
VERIFY = "python -m data verify --workspace FOLDER"


def shown(verdict: Any, logged: pd.DataFrame) -> None:
    """What was found of the chain of changes, then the changes, newest first.

    `verdict` has changes and faults; `logged` one row a change.
    """
    for fault in verdict.faults:
        st.error(plain_text(fault), title="The register is not whole", icon=":material/error:")
    if verdict.faults:
        cards.quiet(f"Verified up to change {verdict.changes}, no further.")
    elif verdict.changes:
        st.success("Every change is as it was written.", icon=":material/verified:")
    cards.quiet(APART)
    st.code(VERIFY, language=None)
    if logged.empty:
        cards.nothing("Nothing has been written to the register yet.")
        return
    rows = logged.assign(
        role=logged["role"].str.replace("_", " "),
        kind=logged["kind"].str.replace("_", " "),
        record_id=_named(logged),
    )[list(COLUMNS)].rename(columns=COLUMNS)
    config = {"When (UTC)": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm:ss")}
    st.dataframe(rows, hide_index=True, column_config=config, alt="Changes, the newest first")
    files.row(rows, name="register_log")


def _named(logged: pd.DataFrame) -> list[str]:
    """What each change is of: its name with its id where it has one, else the id."""
    both = zip(logged["name"], logged["record_id"], strict=True)
    return [record_id if pd.isna(name) else f"{name} ({record_id})" for name, record_id in both]
