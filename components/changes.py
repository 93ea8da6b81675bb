"""The Changes page: what waits for a decision, and words to begin with where nothing is yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, quantities, rule_words, sentences
from components.choices import choice, choose, segments, settle
from components.stories import Story, Waiting, name
from components.words import plain_text

PARTS = {
    "waiting": "Waiting",
    "feedback": "Commentary and feedback",
    "decisions": "Decisions",
    "definitions": "Definitions",
    "principles": "Principles",
    "people": "People",
    "audit": "Audit",
}
BEGIN = (
    "Nobody has a role yet, so nothing can be proposed or decided. Whoever runs the scorecard "
    "makes the first approver, once, at its command line: python -m data role NAME approver. From "
    "then on approvers give roles here."
)
UNWRITABLE = (
    "The workspace's folder cannot be written here, so nothing can be proposed or decided. Ask its "
    "owner for leave to write, or work on a copy that you may write."
)
PROPOSAL = "proposal"
BENCH = "pages/working_group/targets.py"


def proposal(names: Mapping[str, str]) -> str | None:
    """Chosen proposal, or None for all; `names` maps each number to what it is called."""
    if not names:
        settle(PROPOSAL, "Proposal", {}, None, "All proposals")
        return None
    _renamed(names)
    return choice(PROPOSAL, "Proposal", names, any_label="All proposals", width=420)


def part() -> str:
    """Chosen part of the page."""
    return segments("part", "Show", PARTS, "waiting") or "waiting"


def back(story: Story) -> None:
    """Way back from one proposal to the list it stands in."""
    is_waiting = story.record.body.state == "proposed"
    st.button(
        "All changes",
        key="back_to_changes",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=_back,
        args=("waiting" if is_waiting else "decisions",),
    )


def heading(waiting: Sequence[Waiting], decided: pd.DataFrame) -> None:
    """How many proposals wait, what they would change, and what was decided last."""
    cards.headline(summary(waiting), _last(decided))


def beginning(*, has_people: bool, is_writable: bool) -> None:
    """Words for a register that cannot be written, or that nobody may write to yet."""
    if not is_writable:
        st.warning(plain_text(UNWRITABLE), icon=":material/lock:")
    elif not has_people:
        st.info(plain_text(BEGIN), icon=":material/info:")


def summary(waiting: Sequence[Waiting]) -> str:
    """The page's headline. Of two proposals for one indicator and area only one can become law."""
    if not waiting:
        return "No proposal waits for a decision."
    count = quantities.counted(
        len(waiting), "proposal waits for a decision", "proposals wait for a decision"
    )
    keys = ["indicator_id", "area_code", "period_start", "period_end"]
    flipped = {row for one in waiting for row in one.flips[keys].itertuples(index=False)}
    rules = [one.record.body.draft.rule for one in waiting]
    places = {(rule.indicator_id, rule.area_code) for rule in rules}
    most = "up to " if len(places) < len(waiting) and flipped else ""
    changed = quantities.counted(len(flipped), "status", "statuses")
    condition = {1: "it were", 2: "both were"}.get(len(waiting), "all were")
    return f"{count}; {most}{changed} would change if {condition} approved."


def opened(waiting: Sequence[Waiting]) -> Iterator[tuple[str, Any]]:
    """Every waiting proposal in a line; the number of each that is open, and where to show it.

    A single one stands open. Closed ones cost nothing.
    """
    if not waiting:
        cards.link(BENCH, "Try a target and propose it")
    for one in waiting:
        number = one.record.record_id
        flips = quantities.counted(len(one.flips), "status changes", "statuses change")
        asked = rule_words.asks(one.record.body.draft.rule, one.indicator)
        expander = st.expander(
            plain_text(f"{name(one)}: {asked}; {flips}"),
            expanded=len(waiting) == 1,
            key=f"proposal_{number}",
            on_change="rerun",
        )
        if expander.open:
            yield number, expander


def _last(decided: pd.DataFrame) -> str:
    if decided.empty:
        return "Nothing has been decided yet."
    last = decided.iloc[0]
    count = quantities.counted(len(decided), "decision or change", "decisions and changes")
    return f"{count} so far, the last on {sentences.day(last['decided_on'])} by {last['who']}."


def _renamed(names: Mapping[str, str]) -> None:
    """Let a link follow its proposal's number where the name that it carries has changed since."""
    asked = st.query_params.get(PROPOSAL, "")
    number = asked.partition(":")[0]
    if PROPOSAL not in st.session_state and asked not in names.values() and number in names:
        st.query_params[PROPOSAL] = number


def _back(part: str) -> None:
    choose(PROPOSAL, None)
    choose("part", part)
