"""Claims as they stand: which one is in sight, which wait for a decision, and deciding them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, person, quantities, sentences
from components.added_value import claim_parts
from components.added_value.subject import Names
from components.choices import choice, choose
from components.words import plain_lines, plain_text

WAITS = "~waits"  # after the id of a claim, as it waits
WAITING = " (waits for a decision)"  # and after its title
REASON = 5000  # letters


def offered(in_force: Sequence[Any], waiting: Sequence[Any]) -> dict[str, Any]:
    """Every claim by what a link calls it: those in force by their id, those that wait apart."""
    return {one.claim_id: one for one in in_force} | {
        f"{one.claim_id}{WAITS}": one for one in waiting
    }


def claim(offered: Mapping[str, Any]) -> str | None:
    """The claim in sight, or None for all."""
    names = {
        code: one.claim.title + (WAITING if code.endswith(WAITS) else "")
        for code, one in offered.items()
    }
    _follow_decided(names)
    return choice("claim", "Claim", names, any_label="All claims", width=480)


def _follow_decided(names: Mapping[str, str]) -> None:
    """Go from a claim that waited, once it is decided, to what is in force of it, if anything.

    So does a link that was made while it waited.
    """
    if "claim" not in st.session_state:
        asked = st.query_params.get("claim", "")
        by_title = {title: code for code, title in names.items()}
        then = by_title.get(asked.removesuffix(WAITING), asked.removesuffix(WAITS))
        if asked not in (*names, *by_title) and then in names:
            st.query_params["claim"] = then
        return
    code = st.session_state.get("claim") or ""
    in_force = code.removesuffix(WAITS)
    if code not in names and in_force in names:
        st.session_state["claim"] = in_force


def newest(offered: Mapping[str, Any], code: str) -> Any | None:
    """What a revision of the claim in sight begins with: what waits, so that it is not overruled
    unseen by words made from the claim in force.
    """
    return offered.get(f"{code.removesuffix(WAITS)}{WAITS}") or offered.get(code)


def told(offered: Mapping[str, Any], code: str) -> None:
    """What waits for a decision, each with the way to its case; of one claim only its revision."""
    if code.endswith(WAITS):
        st.info(
            "This claim waits for a decision. Below is its case as it would stand; at the end it "
            "can be decided.",
            icon=":material/gavel:",
        )
        return
    waiting = [
        one for key, one in offered.items() if key.endswith(WAITS) and code in ("", one.claim_id)
    ]
    if not waiting:
        return
    count = quantities.counted(
        len(waiting), "claim waits for a decision", "claims wait for a decision"
    )
    with st.container(border=True, gap="xxsmall"):
        st.markdown(f"**{count}**")
        for one in waiting:
            st.button(
                plain_text(one.claim.title),
                key=f"waiting_{one.claim_id}",
                type="tertiary",
                icon=":material/gavel:",
                on_click=choose,
                args=("claim", f"{one.claim_id}{WAITS}"),
            )
            cards.quiet(by(one))


def by(one: Any) -> str:
    """Who put a claim forward and when, and who approved it."""
    said = []
    if one.authors:
        when = f" on {sentences.day(one.proposed_on)}" if one.proposed_on else ""
        said.append(f"Put forward by {' and '.join(one.authors)}{when}.")
    elif not one.approved_by:
        said.append("Put forward with what is published.")
    if one.approved_by:
        when = f" on {sentences.day(one.approved_on)}" if one.approved_on else ""
        said.append(f"Approved by {one.approved_by}{when}.")
    return " ".join(said)


def decide(
    offered: Mapping[str, Any],
    code: str,
    names: Names,
    acting: person.Acting,
    *,
    authors_may_approve: bool,
) -> None:
    """Of a claim that waits: why it was put forward, what it changes of the claim in force, and
    the ways to decide it.
    """
    if not code.endswith(WAITS):
        return
    one = offered[code]
    in_force = offered.get(one.claim_id)
    cards.section("This claim waits for a decision")
    cards.quiet(by(one))
    if one.why:
        st.markdown(plain_lines(one.why))
    if in_force is not None:
        _changed(in_force.claim, one.claim, names)
    if one.version == 0:
        cards.quiet("It was published as a proposal: revise it below to put it before approvers.")
    elif ways := _ways(one, acting, authors_may_approve=authors_may_approve):
        _form(one, ways)


def _form(one: Any, ways: Sequence[tuple[str, str]]) -> None:
    reason = f"why_{one.claim_id}_{one.version}"
    with st.form(f"decide_{one.claim_id}", enter_to_submit=False):
        st.text_area("Reason, kept with the decision", key=reason, height=90, max_chars=REASON)
        with st.container(horizontal=True):
            for verb, label in ways:
                st.form_submit_button(
                    label,
                    key=f"{verb}_{one.claim_id}",
                    on_click=deeds.note,
                    args=(verb, one.claim_id),
                    kwargs={"texts": {"why": reason}, "after": one.version},
                )


def _changed(before: Any, after: Any, names: Names) -> None:
    """What differs from the claim in force, side by side."""
    pairs = claim_parts.differing(before, after, names)
    if not pairs:
        cards.quiet("It says the same as the claim in force.")
        return
    rows = pd.DataFrame(pairs, columns=["What", "In force", "Put forward"])
    cards.table(rows, alt="What the claim put forward changes of the one in force")


def _ways(one: Any, acting: person.Acting, *, authors_may_approve: bool) -> list[tuple[str, str]]:
    authors = {author.casefold() for author in one.authors}
    is_author = acting.name is not None and acting.name.casefold() in authors
    ways = []
    if person.needs(acting, "approver", "approve or reject this claim"):
        ways.append(("reject", "Reject"))
        if is_author and not authors_may_approve:
            cards.quiet("You put this claim forward, so someone else has to approve it.")
        else:
            ways.insert(0, ("approve", "Approve"))
    if is_author and acting.may("working_group"):
        ways.append(("withdraw", "Withdraw"))
    return ways


def versions(found: Sequence[Any]) -> None:
    """Every version of the claim in the register, the newest first."""
    if not found:
        cards.quiet("The claim stands as it was published; nobody has revised it here.")
        return
    cards.definition(
        {
            f"Version {one.version}, {one.body.state}": (
                f"{one.who}, {sentences.day(one.at)}: {one.why}"
            )
            for one in reversed(found)
        }
    )
