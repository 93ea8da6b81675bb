"""Proposing a rule: every status that it would change, and the form that argues for it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components import cards, person, theme
from components.quantities import counted
from components.words import plain_text

ARGUED, REASON, EVIDENCE = "argued", "reason", "evidence"
LONGEST = 2000


def section(name: str) -> Any:
    """The part of the page that proposes a trial; its `open` says whether it is wanted."""
    label = f"Propose {plain_text(name)}" if name else "Propose this trial"
    return st.expander(label, icon=":material/gavel:", key="proposing", on_change="rerun")


def flips(rows: pd.DataFrame, *, how: str) -> None:
    """Every status that would change if the trial were law; rows as `status_flips`."""
    if rows.empty:
        cards.quiet("No status that is published would change if this were law today.")
        return
    cards.quiet(f"{counted(len(rows), 'status', 'statuses')} would change if this were law today:")
    cards.table(flipped(rows), alt="Statuses that would change", name="flips", how=how)


def flipped(rows: pd.DataFrame) -> pd.DataFrame:
    """Statuses that would change, in words: indicator, place and period, from what to what."""
    from_to = (
        f"{theme.status_mark(now).text} to {theme.status_mark(so).text}"
        for now, so in zip(rows["status_now"], rows["status_so"], strict=True)
    )
    return pd.DataFrame(
        {
            "Indicator and place": rows["name"]
            + ", "
            + rows["area_name"].fillna(rows["area_code"]),
            "Period": rows["period_label"],
            "Status": list(from_to),
        }
    )


def form(*, follows: int) -> None:
    """The form in which a trial is argued for; `argued` gives what was sent.

    `follows` is the version of the rule in sight: one that became law meanwhile is not overruled
    unseen.
    """
    with st.form("proposal", border=False):
        st.text_area("Reason, for those who decide", key=REASON, max_chars=LONGEST)
        st.text_area(
            "Evidence beside the numbers above, which are kept with it",
            key=EVIDENCE,
            max_chars=LONGEST,
        )
        st.form_submit_button(
            "Propose", type="primary", on_click=_argue, args=(follows,), icon=":material/gavel:"
        )


def argued() -> dict[str, Any] | None:
    """Reason, evidence and the rule followed of a proposal that was just sent, once."""
    return st.session_state.pop(ARGUED, None)


def told() -> None:
    """What became of a proposal, with the way to it."""
    outcome = person.told()
    if outcome is not None and outcome.is_done:
        cards.link("pages/working_group/changes.py", "See it in Changes", proposal=outcome.made)


def _argue(follows: int) -> None:
    st.session_state[ARGUED] = {
        "reason": st.session_state.get(REASON, ""),
        "evidence": st.session_state.get(EVIDENCE, ""),
        "follows": follows,
    }
