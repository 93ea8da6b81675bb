"""One proposal: what it asks and why, what it would change, its versions and how it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import (
    cards,
    deeds,
    person,
    proposal_form,
    proposal_rules,
    quantities,
    rule_words,
    sentences,
    theme,
)
from components.stories import STATES, Story, told
from components.words import plain_lines, plain_text

BENCH = "pages/working_group/targets.py"
OUTCOMES = "pages/scorecard/outcomes.py"
FEW = 12  # facts that are shown unasked


def heading(story: Story) -> None:
    """A proposal's page begins with what it asks for, and what became of it."""
    happened, known = told(story)
    cards.headline(f"{happened}.", known)
    st.badge(STATES[story.record.body.state], color="gray")


def opened(story: Story | None, acting: person.Acting, *, authors_may_approve: bool) -> None:
    """A proposal among others, which begins with what it asks for and who asks it."""
    if story is not None:
        cards.said(*told(story))
        shown(story, acting, authors_may_approve=authors_may_approve)


def shown(story: Story, acting: person.Acting, *, authors_may_approve: bool) -> None:
    """Everything about one proposal, and the way to decide it for whoever may."""
    is_waiting = story.record.body.state == "proposed"
    rule = story.record.body.draft.rule
    left, right = st.columns(2, gap="large")
    with left:
        _argument(story)
        proposal_rules.beside(story)
        about = {"indicator": rule.indicator_id, "area": rule.area_code}
        cards.link(OUTCOMES, "Open its case", **about)
        cards.link(BENCH, "Try another target for it", **about)
    with right:
        if is_waiting:
            flips(story)
            proposal_form.ways(story, acting, authors_may_approve=authors_may_approve)
        else:
            _decision(story)
        _versions(story)
    if is_waiting:
        proposal_rules.periods(story)


def flips(story: Story) -> None:
    """Every status that would change, by period."""
    rows, number = story.flips.rows, story.record.record_id
    cards.section("What would change")
    effective = story.record.body.draft.rule.effective_from
    since = f" It takes effect on {sentences.day(effective)}."
    if rows.empty:
        st.markdown(plain_text("No status of a published result would change." + since))
        return
    count = quantities.counted(len(rows), "status would change", "statuses would change")
    st.markdown(plain_text(f"{count}: {_tally(rows)}.{since}"))
    shown = pd.DataFrame(
        {
            "Period": rows["period_label"],
            "Result": [
                quantities.number(value, unit, decimals)
                for value, unit, decimals in zip(
                    rows["value"], rows["unit"], rows["decimals"], strict=True
                )
            ],
            "Status": [
                f"{theme.status_mark(now).text} \u2192 {theme.status_mark(so).text}"
                for now, so in zip(rows["status_now"], rows["status_so"], strict=True)
            ],
        }
    )
    told = f"Statuses that proposal {number} would change, by period"
    cards.table(shown, alt=told, name=f"flips_{number}", how=story.flips.how)


def _tally(rows: pd.DataFrame) -> str:
    counts = rows["status_so"].value_counts()
    return ", ".join(
        f"{counts[word]} to {sentences.status(word)}" for word in theme.STATUSES if word in counts
    )


def _argument(story: Story) -> None:
    """Reason and evidence as they were written, and the facts that the bench worked out."""
    draft = story.record.body.draft
    for title, text in (("Reason", draft.reason), ("Evidence", draft.evidence)):
        cards.section(title)
        st.markdown(plain_lines(text) if text else "None was given.")
    facts = _flat(draft.facts)
    if not facts:
        return
    cards.section("Facts it rests on")
    number, count = story.record.record_id, quantities.counted(len(facts), "fact")
    if len(facts) <= FEW or st.toggle(f"Show all {count}", key=f"facts_{number}"):
        cards.definition(facts)


def _versions(story: Story) -> None:
    """What was changed in the last revision, or since the version that was on the screen."""
    versions = story.versions
    deed = deeds.refused()
    seen = versions[-1].version - 1
    if deed and deed.about[:1] == (story.record.record_id,):
        seen = deed.given.get("after", seen)
    drafts = [version for version in versions if version.body.state == "proposed"]
    before = next((one for one in drafts if one.version == seen), None)
    if before is None or len(drafts) < 2 or before is drafts[-1]:  # noqa: PLR2004 two to compare
        return
    after = drafts[-1]
    cards.section(
        f"Revised by {after.who}: version {before.version} beside version {after.version}"
    )
    pairs = rule_words.differing(*(_said(one, story.indicator) for one in (before, after)))
    headings = ("What", f"Version {before.version}", f"Version {after.version}")
    cards.table(pd.DataFrame(pairs, columns=headings), alt="What the last revision changed")


def _said(version: Any, indicator: Mapping[str, Any]) -> dict[str, str]:
    draft = version.body.draft
    lines = rule_words.lines(draft.rule, indicator)
    return {**lines, "Reason": draft.reason, "Evidence": draft.evidence}


def _decision(story: Story) -> None:
    """How it was decided, by whom and why."""
    record = story.record
    cards.section(STATES[record.body.state])
    became = record.body.became
    cards.definition(
        {
            "By": record.body.decided_by,
            "On": sentences.day(record.body.decided_on),
            "Because": record.why,
            "Became": f"Version {became} of the rule" if became else None,
        }
    )


def _cell(value: Any) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _flat(facts: Mapping[str, Any], lead: str = "") -> dict[str, str]:
    """Facts in words, one a line; those of a part are led by its name."""
    told: dict[str, str] = {}
    for key, value in facts.items():
        heading = sentences.capital(f"{lead}{key}")
        if isinstance(value, Mapping):
            told |= _flat(value, f"{heading}: ")
        elif isinstance(value, list | tuple):
            told[heading] = ", ".join(str(one) for one in value)
        elif value is not None and value != "":
            told[heading] = _cell(value)
    return told
