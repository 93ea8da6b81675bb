"""The end of a claim in force: asking for it, deciding it, and the claims that were ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, person, sentences
from components.added_value.standing import REASON, WAITS
from components.words import plain_lines

LABELS = {
    "approve_end": "Approve the end",
    "reject_end": "Let it stand",
    "withdraw_end": "Take it back",
}


def told(
    one: Any,
    code: str,
    ends: Mapping[str, Any],
    acting: person.Acting,
    *,
    authors_may_approve: bool,
) -> None:
    """Of a claim in force: that its end waits, with the ways to decide it, or the way to ask for
    it. `ends` are the records of ends by claim_id.
    """
    if code.endswith(WAITS):
        return
    end = ends.get(one.claim_id)
    if end is None or end.body.state != "proposed":
        _asked(one, 0 if end is None else end.version, acting)
        return
    cards.section("It is asked to end this claim")
    cards.quiet(f"Put forward by {_by(end.body)}.")
    st.markdown(plain_lines(end.body.reason))
    if ways := _ways(end.body, acting, authors_may_approve=authors_may_approve):
        _form(one.claim_id, end.version, {verb: LABELS[verb] for verb in ways})


def listed(ends: Mapping[str, Any], in_force: Mapping[str, Any]) -> None:
    """The claims that were ended and are not in force again: by whom, when and why."""
    over = [
        end
        for end in ends.values()
        if end.body.state == "approved" and end.record_id not in in_force
    ]
    if not over:
        return
    cards.section("Claims that were ended")
    rows = pd.DataFrame(
        {
            "Claim": [end.body.title for end in over],
            "Why": [end.body.reason for end in over],
            "Decision": [_decided(end) for end in over],
        }
    )
    cards.table(rows, alt="Claims that were ended, by whom, when and why", name="ended_claims")


def _asked(one: Any, after: int, acting: person.Acting) -> None:
    """The way to ask for an end, for the working group."""
    if not acting.may("working_group"):
        return
    with st.expander("End this claim", icon=":material/event_busy:", key="ending"):
        cards.quiet(
            "It stands until an approver agrees. Its versions and who decided them stay on record."
        )
        _form(one.claim_id, after, {"end": "Ask for its end"}, version=one.version)


def _form(claim_id: str, after: int, ways: Mapping[str, str], **seen: int) -> None:
    reason = f"why_end_{claim_id}_{after}"
    with st.form(f"end_{claim_id}_{after}", border=False, enter_to_submit=False):
        st.text_area("Why, kept with the decision", key=reason, height=90, max_chars=REASON)
        with st.container(horizontal=True):
            for verb, label in ways.items():
                st.form_submit_button(
                    label,
                    key=f"{verb}_{claim_id}",
                    on_click=deeds.note,
                    args=(verb, claim_id),
                    kwargs={"texts": {"why": reason}, "after": after, **seen},
                )


def _ways(review: Any, acting: person.Acting, *, authors_may_approve: bool) -> list[str]:
    authors = {author.casefold() for author in review.authors}
    is_author = acting.name is not None and acting.name.casefold() in authors
    ways = []
    if person.needs(acting, "approver", "decide whether it ends"):
        ways.append("reject_end")
        if is_author and not authors_may_approve:
            cards.quiet("You asked for its end, so someone else has to approve it.")
        else:
            ways.insert(0, "approve_end")
    if is_author and acting.may("working_group"):
        ways.append("withdraw_end")
    return ways


def _decided(end: Any) -> str:
    """Who asked for an end and who approved it, when and in what words."""
    approved = f"{end.body.decided_by} on {sentences.day(end.body.decided_on)}"
    return f"Put forward by {_by(end.body)}, approved by {approved}: {end.why}"


def _by(review: Any) -> str:
    return f"{' and '.join(review.authors)} on {sentences.day(review.proposed_on)}"
