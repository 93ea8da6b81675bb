"""The rule that a proposal asks for, beside the one it would replace: in words, and by period."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import cards, files, quantities, rule_words, sentences
from components.stories import Story

PUBLISHED = {
    "Baseline": "baseline_value",
    "Target": "target_value",
    "Intervention level": "intervention_level",
}
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
    """Old and new lines of every period in which they differ, beside the results there are."""
    number, decimals = story.record.record_id, int(story.indicator["decimals"])
    rows = _differing(story.rules.rows)
    if rows.empty:
        return
    cards.section("Period by period")
    named = [
        label if isinstance(label, str) else f"{sentences.month(start)} to {sentences.month(end)}"
        for label, start, end in zip(
            rows["period_label"], rows["period_start"], rows["period_end"], strict=True
        )
    ]
    shown = rows.assign(period=named, value=rows["value"].round(decimals))
    shown = shown[list(PERIODS)].rename(columns=PERIODS)
    st.dataframe(shown, hide_index=True, alt=f"Targets and levels, now and by proposal {number}")
    files.row(shown, name=f"rules_{number}", how=story.rules.how)


def _differing(rows: pd.DataFrame) -> pd.DataFrame:
    """The periods that would be judged by another target or level."""
    pairs = (("target_now", "target_so"), ("level_now", "level_so"))
    same = [(rows[a] == rows[b]) | (rows[a].isna() & rows[b].isna()) for a, b in pairs]
    return rows[~(same[0] & same[1])]


def _published(story: Story) -> dict[str, str]:
    """The targets published with the data, by their last period, where no rule was law yet."""
    rows, indicator = story.published.rows, story.indicator
    if rows.empty:
        return {"Target": "None"}
    first, last = rows.iloc[0], rows.iloc[-1]
    told = {
        heading: quantities.number(last[column], indicator["unit"], indicator["decimals"])
        for heading, column in PUBLISHED.items()
        if pd.notna(last[column])
    }
    if "Baseline" in told and pd.notna(last["baseline_label"]):
        told["Baseline"] += f" ({last['baseline_label']})"
    span = f"{sentences.month(first['period_start'])} to {sentences.month(last['period_end'])}"
    told["Periods"] = f"{quantities.counted(len(rows), 'period')}, {span}"
    if pd.notna(last["approved_by"]):
        approved = (str(last["approved_by"]), sentences.day(last["approved_date"]))
        told["Approved"] = ", ".join(filter(None, approved))
    return told
