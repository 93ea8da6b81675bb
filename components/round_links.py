"""Links of a round, for the working group: issued, handed out once, exchanged when lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, downloads, quantities
from components.answering import LINK
from components.words import plain_text

ISSUED = "links_issued"
TO_SEND = (
    "to send, one a person. They are not kept here: download them now. Whoever has a link can "
    "answer with it, so send each to one person only. Keep each code beside the name you sent the "
    "link to, and the links themselves nowhere: a code opens nothing, but exchanges a link that is "
    "lost."
)
EXCHANGE = (
    "The old link stops working and you get one new link, for the same organisation and group. "
    "What was answered with the old one stays out of sight and counts until the new one is "
    "answered with; from then on only the new answers count. You are not told whether there are "
    "any."
)
RECALL = (
    "For links that were never saved, or went to the wrong people. As long as nobody has answered, "
    "all of them can be withdrawn, and new ones issued."
)
WITHOUT_CODE = (
    "Without its code or the link itself a link cannot be exchanged, because nothing here says "
    "whose it is."
)


def handed_out(told: Any) -> None:
    """The links that were just issued, until they are saved: they are nowhere else."""
    if getattr(told, "links", None):
        st.session_state[ISSUED] = (*st.session_state.get(ISSUED, ()), *told.links)
    issued = st.session_state.get(ISSUED)
    if not issued:
        return
    with st.container(border=True):
        count = quantities.counted(len(issued), "link", "links")
        st.markdown(plain_text(f"{count} {TO_SEND}"))
        with st.container(horizontal=True):
            st.download_button(
                "Download the links (CSV)",
                downloads.csv(_sheet(issued)),
                "links.csv",
                "text/csv",
                type="primary",
                on_click="ignore",
                icon=":material/download:",
            )
            st.button("I have saved them", on_click=_forget)


def to_issue(record: Any) -> None:
    """The button that issues the links still lacking, if there are any."""
    issued = {
        (cell.organisation, cell.respondent_group): cell.people for cell in record.body.issued
    }
    left = sum(
        max(cell.people - issued.get((cell.organisation, cell.respondent_group), 0), 0)
        for cell in record.body.plan.invited
    )
    if left:
        st.button(
            f"Issue {quantities.counted(left, 'link', 'links')}",
            key=f"issue_{record.record_id}",
            icon=":material/link:",
            type="primary",
            on_click=_noted_issue,
            args=(record.record_id, record.version),
        )


def to_exchange(record: Any) -> None:
    """The form that exchanges a link, once there are any."""
    if not record.body.issued:
        return
    key = f"{record.record_id}_{record.version}"
    fields = {"code": f"exchange_code_{key}", "why": f"exchange_why_{key}"}
    with st.expander("Exchange a lost link"):
        cards.quiet(f"{EXCHANGE} {WITHOUT_CODE}")
        with st.form(f"exchange_{key}", border=False):
            st.text_input("Code of the lost link, or the link", key=fields["code"], max_chars=500)
            st.text_input(
                "Why, without anybody's name",
                key=fields["why"],
                max_chars=500,
                placeholder="The e-mail was deleted",
            )
            st.form_submit_button(
                "Withdraw it and give another",
                on_click=_noted_exchange,
                args=(record.record_id, record.version, fields),
            )


def to_recall(record: Any) -> None:
    """The form that withdraws every link, once there are any."""
    if not record.body.issued:
        return
    key = f"recall_why_{record.record_id}_{record.version}"
    with st.expander("All links are lost"):
        cards.quiet(RECALL)
        with st.form(f"recall_{key}", border=False):
            st.text_input("Why they are withdrawn", key=key, max_chars=500)
            st.form_submit_button(
                "Withdraw all links",
                on_click=_noted_recall,
                args=(record.record_id, record.version, key),
            )


def _noted_issue(round_id: str, version: int) -> None:
    deeds.note("issue", round_id, texts={}, after=version)


def _noted_exchange(round_id: str, version: int, fields: dict[str, str]) -> None:
    deeds.note("exchange", round_id, texts=fields, after=version)


def _noted_recall(round_id: str, version: int, key: str) -> None:
    _forget()
    deeds.note("recall", round_id, texts={"why": key}, after=version)


def _forget() -> None:
    st.session_state.pop(ISSUED, None)


def _sheet(issued: Sequence[Any]) -> pd.DataFrame:
    """One row a link, with the address under which this page is open."""
    address = (st.context.url or "").partition("?")[0]
    return pd.DataFrame(
        {
            "Organisation": [link.organisation for link in issued],
            "Group": [link.respondent_group for link in issued],
            "Link": [f"{address}?{LINK}={link.token}" for link in issued],
            "Code": [link.code for link in issued],
        }
    )
