"""Editing the thread: the form of one node with what it would change, and edits that wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, person
from components.answer import Answer
from components.thread import words
from components.thread.foreseeing import told
from components.thread.sight import subject as subject_of
from components.words import plain_text

WHO = "A partner, a department's code or a post, never a person's name"
REASON = 5000  # letters
FEW = 3  # edits that are shown at once
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Subject:
    """The node that is edited, and all nodes of the thread."""

    row: Row
    nodes: pd.DataFrame


def edited(sight: Answer, nodes: pd.DataFrame, me: person.Acting) -> Iterator[Subject]:
    """The chosen node, where the folded section is open to somebody who may change it."""
    row = subject_of(sight).row
    label, key = "Change this node, or put one beneath it", f"edit_{row['node_id']}"
    folded = st.expander(label, icon=":material/edit:", key=key, on_change="rerun")
    if folded.open:
        with folded:
            if person.needs(me, "working_group", "change the thread"):
                yield Subject(row, nodes)


def fields(subject: Subject, now: Any, choices: pd.DataFrame) -> Row:
    """What is to become of a node, as typed so far, and the mark of the node that was `seen`.

    `now` has its parents, its indicators and its mark: once an edit of it was approved the form
    begins anew. `choices` are every indicator.
    """
    row, nodes = subject.row, subject.nodes
    keys = _keys(row["node_id"], now.mark)
    upper = nodes[nodes["level_number"] < row["level_number"]]
    st.text_input("Title", row["title"], key=keys["title"], max_chars=500)
    owner = "" if pd.isna(row["owner"]) else row["owner"]
    st.text_input("Owner", owner, key=keys["owner"], max_chars=200, help=WHO)
    st.caption(WHO)
    _several("Serves", keys["parents"], upper[["node_id", "title"]], now.parents)
    _several("Indicators", keys["indicators"], choices[["indicator_id", "name"]], now.indicators)
    st.checkbox("Take this node out of the thread", key=keys["is_out"])
    _new(nodes[nodes["level_number"] > row["level_number"]], keys)
    typed = {name: st.session_state.get(key) for name, key in keys.items()}
    return {**typed, "seen": now.mark}


def _new(later: pd.DataFrame, keys: Mapping[str, str]) -> None:
    """A new node beneath the chosen one, on one of the later levels."""
    levels = sorted(dict(zip(later["level_number"], later["level"], strict=True)).items())
    if not levels:
        return
    st.markdown("**A new node beneath it**")
    left, right = st.columns(2)
    left.text_input("Code", key=keys["new_id"], max_chars=40)
    left.selectbox(
        "Level of the new node",
        levels,
        format_func=lambda one: words.level(one[1]),
        key=keys["new_level"],
    )
    right.text_input("Title of the new node", key=keys["new_title"], max_chars=500)
    right.text_input("Owner of the new node", key=keys["new_owner"], max_chars=200, help=WHO)


def foreseen(preview: Any, node_id: str) -> None:
    """What the edit would change, and the way to put it forward; or why it cannot be."""
    cards.section("What would change")
    if preview.problem:
        st.warning(plain_text(preview.problem), icon=":material/warning:")
        return
    if not preview.edit:
        cards.quiet("Nothing yet.")
        return
    told(preview)
    keys = _keys(node_id, preview.seen)
    why = deeds.anew(f"why_edit_{node_id}", "propose")
    st.text_area("Reason, kept with the edit", key=why, height=90, max_chars=REASON)
    st.button(
        "Put forward",
        key=f"propose_edit_{node_id}",
        type="primary",
        on_click=deeds.note,
        args=("propose", node_id),
        kwargs={"texts": {**keys, "why": why}, "seen": preview.seen},
    )


def waiting(edits: Sequence[Any], previewed: Callable[[Any], Any], me: person.Acting) -> None:
    """Edits that wait for a decision, each with what it would change and the ways to decide; of
    many the one that is chosen. `previewed` gives what an edit would change.
    """
    if not edits:
        cards.nothing("No edit of the thread waits.", hint="Choose a node to change it.")
        return
    for record in edits if len(edits) <= FEW else [_chosen(edits)]:
        preview = previewed(record.body.edit)
        cards.section(f"Edit {record.record_id}, by {', '.join(record.body.authors)}")
        cards.quiet(record.why)
        if preview.problem:
            st.warning(plain_text(preview.problem), icon=":material/warning:")
        told(preview)
        _decided(record, me)


def _chosen(edits: Sequence[Any]) -> Any:
    known = {one.record_id: one for one in edits}
    chosen = st.selectbox(
        f"Edit, of {len(edits)} that wait",
        list(known),
        format_func=lambda number: (
            f"Edit {number}, by {', '.join(known[number].body.authors)}: "
            f"{shorten(known[number].why, 60, placeholder='…')}"
        ),
        key="waiting_edit",
    )
    return known[chosen]


def _decided(record: Any, me: person.Acting) -> None:
    number, after = record.record_id, record.version
    verbs = {"approve": "Approve", "reject": "Reject"}
    if not person.needs(me, "approver", "approve or reject this edit"):
        verbs = {}
    if me.name and me.name.casefold() in {one.casefold() for one in record.body.authors}:
        verbs |= {"withdraw": "Withdraw", "revise": "Put forward again"}
    if not verbs:
        return
    why = f"why_edit_{number}_{after}"
    with st.form(f"decide_edit_{number}", enter_to_submit=False):
        st.text_area("Reason, kept with the decision", key=why, height=90, max_chars=REASON)
        with st.container(horizontal=True):
            for verb, label in verbs.items():
                st.form_submit_button(
                    label,
                    key=f"{verb}_edit_{number}",
                    on_click=deeds.note,
                    args=(verb, number),
                    kwargs={"texts": {"why": why}, "after": after},
                )


def _several(label: str, key: str, offered: pd.DataFrame, now: Sequence[str]) -> None:
    names = {one: one for one in now} | dict(offered.to_numpy().tolist())
    st.multiselect(
        label, list(names), list(now), format_func=lambda one: f"{names[one]} ({one})", key=key
    )


def _keys(node_id: str, mark: str) -> dict[str, str]:
    """The fields' keys: those of a node as it stands, so that a form never outlives that."""
    parts = ("title", "owner", "parents", "indicators", "is_out")
    new = ("new_id", "new_level", "new_title", "new_owner")
    found = (f"edit_{part}_{node_id}_{mark}" for part in (*parts, *new))
    return {
        part: deeds.anew(key, "propose") for part, key in zip((*parts, *new), found, strict=True)
    }
