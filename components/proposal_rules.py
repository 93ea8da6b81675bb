"""The rule that a proposal asks for, beside the one it would replace: in words, and by period."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import cards, files, quantities, rule_words, sentences
from components.stories import Story

PERIODS = {
    "period": "Period",
    "value": "Result",
    "target_now": "Target in force",
    "target_so": "Target proposed",
    "level_now": "Level in force",
    "level_so": "Level proposed",
}


def beside(story: Story) -> None:
    """The rule proposed beside the one it would replace."""
    rule, indicator = story.record.body.draft.rule, story.indicator
    is_waiting = story.record.body.state == "proposed"
    other = story.law if is_waiting else story.replaced
    proposed = rule_words.lines(rule, indicator)
    if other is None:
        before, heading = _published(story), "Published with the data"
    else:
        before = rule_words.lines(other.body.rule, indicator) | {
            "Approved": f"{other.body.approved_by}, {sentences.day(other.body.approved_on)}"
        }
        heading = f"Law so far, version {other.version}"
    headings = dict.fromkeys([*proposed, *before])
    cards.section("The rule beside the one it would replace")
    shown = pd.DataFrame(
        {
            "What": list(headings),
            heading: [before.get(line) for line in headings],
            "Proposed": [proposed.get(line) for line in headings],
        }
    )
    number = story.record.record_id
    cards.table(shown, alt=f"Proposal {number} beside the rule it would replace")
    if is_waiting and story.is_overtaken:
        st.warning(
            "Another rule became law after this was drafted. It cannot be approved until someone "
            "of the working group has looked at both and put it forward again.",
            icon=":material/warning:",
        )


def periods(story: Story) -> None:
    """Old and new lines period by period, beside the results there are."""
    rows, number = story.rules.rows, story.record.record_id
    if rows.empty:
        return
    named = [
        label if isinstance(label, str) else f"{sentences.month(start)} to {sentences.month(end)}"
        for label, start, end in zip(
            rows["period_label"], rows["period_start"], rows["period_end"], strict=True
        )
    ]
    cards.section("Period by period")
    shown = rows.assign(period=named)[list(PERIODS)].rename(columns=PERIODS)
    st.dataframe(shown, hide_index=True, alt=f"Targets and levels, now and by proposal {number}")
    files.row(shown, name=f"rules_{number}", how=story.rules.how)


def _published(story: Story) -> dict[str, str]:
    """The targets published with the data, by their last period, where no rule is law yet."""
    rows = story.rules.rows
    rows = rows[rows["target_now"].notna() & rows["version_now"].isna()]
    if rows.empty:
        return {"Target": "None"}
    last, indicator = rows.iloc[-1], story.indicator
    told = {
        heading: quantities.number(last[column], indicator["unit"], indicator["decimals"])
        for heading, column in (
            ("Baseline", "baseline_now"),
            ("Target", "target_now"),
            ("Intervention level", "level_now"),
        )
        if pd.notna(last[column])
    }
    if "Baseline" in told and pd.notna(last["baseline_label_now"]):
        told["Baseline"] += f" ({last['baseline_label_now']})"
    span = (
        f"{sentences.month(rows.iloc[0]['period_start'])} to {sentences.month(last['period_end'])}"
    )
    told["Periods"] = f"{quantities.counted(len(rows), 'period')}, {span}"
    if pd.notna(last["approved_by_now"]):
        approved = (str(last["approved_by_now"]), sentences.day(last["approved_date_now"]))
        told["Approved"] = ", ".join(filter(None, approved))
    return told
