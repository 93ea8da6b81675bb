"""The audit: whether every change is as it was written, and every change there was."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import cards, files, quantities
from components.words import plain_text

COLUMNS = {
    "seq": "Change",
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
    "the same chain and checked with it, but not listed here."
)


def shown(verdict: Any, logged: pd.DataFrame) -> None:
    """What was found of the chain of changes, then the changes, newest first.

    `verdict` has changes, head (seq and hash) and faults; `logged` one row a change.
    """
    for fault in verdict.faults:
        st.error(plain_text(fault), title="The register is not whole", icon=":material/error:")
    if verdict.faults:
        cards.quiet(f"Verified up to change {verdict.changes}, no further.")
    elif verdict.changes:
        count = quantities.counted(verdict.changes, "change is", "changes are")
        st.success(plain_text(f"All {count} as they were written."), icon=":material/verified:")
        st.markdown(plain_text(f"Newest change: {verdict.head.seq}. Its seal, to keep with the "
                               "minutes:"))  # fmt: skip
        st.code(f"{verdict.head.seq} {verdict.head.hash}", language=None, wrap_lines=True)
    cards.quiet(APART)
    if logged.empty:
        cards.nothing("Nothing has been written to the register yet.")
        return
    rows = logged.assign(
        role=logged["role"].str.replace("_", " "), kind=logged["kind"].str.replace("_", " ")
    )[list(COLUMNS)].rename(columns=COLUMNS)
    config = {"When (UTC)": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm:ss")}
    st.dataframe(rows, hide_index=True, column_config=config, alt="Changes, the newest first")
    files.row(rows, name="register_log")
