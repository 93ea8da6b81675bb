"""Forms: to say something of a node, to answer what was said, and to pass it on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import shorten
from typing import Any
from zlib import crc32

import pandas as pd
import streamlit as st

from components import cards, deeds, person
from components.voice import words

ANYBODY = (
    "Anybody may say something here: no name is asked and none is kept, only the day. The working "
    "group reads it before it is shown. Do not name people."
)
BACK = ""  # where it was said
NEW, HERE = "new", "reply-"  # answers that were given here have numbers of the register


def telling(node_id: str) -> None:
    """The form for anybody to say something of a node, folded away."""
    folded = st.expander(
        "Say something about this", icon=":material/campaign:", key="say", on_change="rerun"
    )
    if not folded.open:
        return
    keys = {part: deeds.anew(f"say_{part}_{node_id}", "tell") for part in ("from_group", "text")}
    with folded:
        cards.quiet(ANYBODY)
        st.selectbox(
            "You are", list(words.GROUPS), format_func=words.speaker, key=keys["from_group"]
        )
        st.text_area("What you say", key=keys["text"], height=120, max_chars=words.LONGEST)
        st.button(
            "Hand it in",
            key=f"tell_{node_id}",
            type="primary",
            on_click=deeds.note,
            args=("tell", node_id),
            kwargs={"texts": keys},
        )


def answering(
    said: Sequence[Mapping[str, Any]], sight: pd.DataFrame, me: person.Acting, today: date
) -> None:
    """For the working group: answer feedback, or pass it on to a node above, folded away."""
    if not said:
        return
    folded = st.expander(
        "Answer, or pass on", icon=":material/reply:", key="answering", on_change="rerun"
    )
    if not folded.open:
        return
    with folded:
        if not person.needs(me, "working_group", "answer or pass on"):
            return
        known = {one["feedback_id"]: one for one in said}
        names = {made: shorten(one["text"], 80, placeholder="…") for made, one in known.items()}
        made = st.selectbox("Feedback", list(names), format_func=names.__getitem__, key="answered")
        one = known[made]
        _answer(made, _corrected(one), today)
        _pass_on(one, sight)


def _corrected(one: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The answer that is to be corrected, None for a new one; published ones stay as they are."""
    given = {row["reply_id"]: row for row in one["replies"] if row["reply_id"].startswith(HERE)}
    if not given:
        return None
    names = {
        made: f"Correct: {shorten(row['reply'], 60, placeholder='…')}"
        for made, row in given.items()
    }
    options = {NEW: "A new answer", **names}
    key = f"correct_{one['feedback_id']}"
    chosen = st.selectbox("What to write", list(options), format_func=options.__getitem__, key=key)
    return given.get(chosen)


def _answer(made: str, before: Mapping[str, Any] | None, today: date) -> None:
    parts = ("text", "owner_post", "owner_partner", "done_date", "action_id")
    said = before or {}
    # what was typed over an older wording is not saved over a newer one
    which = f"{before['reply_id']}_{crc32(before['reply'].encode())}" if before else NEW
    keys = {part: deeds.anew(f"answer_{part}_{made}_{which}", "answer") for part in parts}
    longest, code = words.LONGEST_POST, said.get("action_id")
    day = said["done_date"].date() if before else today
    st.text_area(
        "What was done",
        said.get("reply", ""),
        key=keys["text"],
        height=100,
        max_chars=words.LONGEST,
    )
    left, right = st.columns(2)
    post, partner = (said.get(one, "") for one in ("owner_post", "owner_partner"))
    left.text_input("Post", post, key=keys["owner_post"], max_chars=longest, help=words.POST)
    right.text_input("Partner", partner, key=keys["owner_partner"], max_chars=longest)
    left.date_input("Done on", day, max_value=today, key=keys["done_date"], format="DD/MM/YYYY")
    right.text_input(
        "Action, by its code",
        code if words.is_given(code) else "",
        key=keys["action_id"],
        max_chars=60,
    )
    _save(made, before, keys)


def _save(made: str, before: Mapping[str, Any] | None, keys: dict[str, str]) -> None:
    if before is None:
        label, args, given = "Answer", ("answer", made), {}
    else:
        label, args, given = "Correct", ("correct", before["reply_id"]), {"seen": before["reply"]}
        keys = {**keys, "why": f"correct_why_{before['reply_id']}"}
        st.text_input("Reason, kept with the correction", key=keys["why"], max_chars=500)
    st.button(
        label,
        key=f"answer_{made}",
        type="primary",
        on_click=deeds.note,
        args=args,
        kwargs={"texts": keys, **given},
    )


def _pass_on(one: Mapping[str, Any], sight: pd.DataFrame) -> None:
    """To a node above the one it was said of, or back; only where that is the chosen node."""
    chosen = sight.loc[sight["side"] == "chosen", "node_id"].iloc[0]
    if one["node_id"] != chosen:
        cards.quiet("To pass it on, open the node that it was said of.")
        return
    above = sight[sight["side"] == "above"].sort_values("distance")
    titles = dict(zip(above["node_id"], above["title"], strict=True))
    stands = one["escalated_to"] if words.is_given(one["escalated_to"]) else None
    options = {BACK: "Where it was said", **titles}
    made = one["feedback_id"]
    keys = {part: deeds.anew(f"pass_{part}_{made}", "pass_on") for part in ("to", "why")}
    st.selectbox(
        "Who can act",
        list(options),
        index=list(options).index(stands or BACK) if (stands or BACK) in options else 0,
        format_func=options.__getitem__,
        key=keys["to"],
    )
    st.text_input("Reason, kept with it", key=keys["why"], max_chars=500)
    st.button(
        "Pass it on",
        key=f"pass_on_{made}",
        on_click=deeds.note,
        args=("pass_on", made),
        kwargs={"texts": keys, "seen": stands},
    )
