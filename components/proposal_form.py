"""The form that decides a waiting proposal: what this person may do, and words for the rest."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import cards, deeds, person
from components.stories import Story

REASON = 5000  # letters


def ways(story: Story, acting: person.Acting, *, authors_may_approve: bool) -> None:
    """The ways to decide that are open to this person, and why others are not."""
    cards.section("Decide")
    is_author = _wrote(story, acting)
    offered: list[tuple[str, str]] = []
    if person.needs(acting, "approver", "approve or reject this proposal"):
        offered.append(("reject", "Reject"))
        if is_author and not authors_may_approve:
            cards.quiet("You wrote this proposal, so someone else has to approve it.")
        elif not story.is_overtaken:
            offered.insert(0, ("approve", "Approve"))
    if is_author and acting.may("working_group"):
        offered.append(("withdraw", "Withdraw"))
    if story.is_overtaken and acting.may("working_group"):
        offered.append(("revise", "Put forward again"))
    if offered:
        _form(story, offered)


def _wrote(story: Story, acting: person.Acting) -> bool:
    authors = {author.casefold() for author in story.record.body.authors}
    return acting.name is not None and acting.name.casefold() in authors


def _form(story: Story, offered: list[tuple[str, str]]) -> None:
    number, version = story.record.record_id, story.record.version
    reason = f"why_{number}_{version}"
    with st.form(f"decide_{number}", enter_to_submit=False):
        st.text_area("Reason, kept with the decision", key=reason, height=90, max_chars=REASON)
        with st.container(horizontal=True):
            for verb, label in offered:
                st.form_submit_button(
                    label,
                    key=f"{verb}_{number}",
                    on_click=deeds.note,
                    args=(verb, number),
                    kwargs=_given(story, verb, reason),
                )


def _given(story: Story, verb: str, reason: str) -> dict[str, Any]:
    """What goes with a decision: the version in sight, and the reason as it will be typed."""
    after = story.record.version
    if verb != "revise":
        return {"texts": {"why": reason}, "after": after}
    draft = story.record.body.draft
    return {
        "texts": {"reason": reason},
        "rule": draft.rule,
        "evidence": draft.evidence,
        "facts": draft.facts,
        "follows": story.law.version if story.law else 0,
        "after": after,
    }
