"""One action's case: how it stands, its causal chain, what followed it, what it serves, history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, control_chart, files, theme
from components.answer import Answer
from components.improvement import choices, words
from components.kept import once
from components.quantities import counted, number
from components.records import records
from components.sentences import capital, day
from components.words import plain_text

OUTCOMES, THREAD = "pages/scorecard/outcomes.py", "pages/drill_down/golden_thread.py"
ENOUGH = 5  # values for limits
STRENGTHS = {"strong": "Strong", "moderate": "Moderate", "weak": "Weak", "none": "None"}


def heading(row: words.Row, effects: pd.DataFrame, clock: pd.DataFrame) -> None:
    """How the action stands and what followed it."""
    choices.back()
    mark = theme.ACTIONS[words.state(row)]
    late = (
        f", {counted(int(row['days_past_end']), 'day')} past its end" if row["is_overdue"] else ""
    )
    turned = sum(one["verdict"] in ("apart", "alone") for one in records(effects))
    some = f" for {turned} of {len(effects)} indicators" if len(effects) > 1 else ""
    found = f" The curve turned after its start{some}." if turned else ""
    cost = f" Cost {number(row['cost'], 'GBP', 0)}." if pd.notna(row["cost"]) else ""
    cards.headline(
        f"{row['title']}: {mark.word.lower()}{late}.{found}{lasting(row, effects, clock)}",
        f"{words.owner(row)}. {day(row['start_date'])} to {day(row['end_date'])}, agreed on "
        f"{day(row['agreed_date'])}.{cost}",
    )
    cards.mark_badge(mark)


def lasting(row: words.Row, effects: pd.DataFrame, clock: pd.DataFrame) -> str:
    """Breaches that last of what the action is to change, whichever action answered them first.

    One that is done or stopped no longer answers them.
    """
    places = ["indicator_id", "area_code"]
    count = len(clock[clock["is_open"]].merge(effects[places].drop_duplicates(), on=places))
    if not count:
        return ""
    which = "it answers" if row["is_open"] else "it was to answer"
    if count == 1:
        return f" The breach {which} still lasts."
    return f" {counted(count, 'breach', 'breaches')} {which} still last."


def chain(steps: Answer, effects: pd.DataFrame) -> None:
    """From action to outcome, each step with its evidence; the outcome with our own figures'."""
    cards.section("How it is to work")
    rows = steps.rows
    if rows.empty:
        cards.nothing("Nobody has said how this action is to work.")
        return
    cards.table(
        _steps(rows, effects),
        alt="Steps from action to outcome with their evidence",
        name="action_chain",
        how=steps.how,
        height="content",
    )


@once
def _steps(rows: pd.DataFrame, effects: pd.DataFrame) -> pd.DataFrame:
    own = "; ".join(_own(row, is_alone=len(effects) == 1) for row in records(effects))
    return pd.DataFrame(
        {
            "Step": [capital(kind) for kind in rows["kind"]],
            "What": rows["text"],
            "Evidence": rows["evidence"].fillna(""),
            "Stated": [STRENGTHS.get(str(one), "Not stated") for one in rows["strength"]],
            "Our own figures": [own if kind == "outcome" else "" for kind in rows["kind"]],
        }
    )


def effects(found: Answer) -> Iterator[words.Row]:
    """Each indicator that the action is to change: what followed, with room for its chart."""
    cards.section("Did it turn the curve?")
    rows = found.rows
    if rows.empty:
        cards.nothing("No indicator is named that this action is to change.")
        return
    cards.quiet(
        "What followed the start is associated with the action; other things happened too. "
        "Seasons are taken out, and only settled values of one series are compared."
    )
    for row in records(rows):
        _effect(row)
        yield row
    files.row(
        _followed(rows),
        name="action_effects",
        how=found.how,
        methods={"before_and_after": "About this comparison"},
    )


@once
def _followed(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame([_told(row) for row in records(rows)])


def phases(row: words.Row) -> control_chart.Settings:
    """Settings of an indicator's chart: limits anew at the start where both sides have enough."""
    if min(row["before_values"], row["after_values"]) < ENOUGH:
        return control_chart.Settings()
    start = row["start_date"].date()
    return control_chart.Settings(rebase_date=start, rebase_title=f"the start, {day(start)}")


def places(nodes: Answer, serves: pd.DataFrame) -> None:
    """The nodes of the golden thread that it serves, and the indicators' own cases."""
    cards.section("What it serves")
    if nodes.rows.empty and serves.empty:
        cards.nothing("It serves no node of the golden thread yet.")
    for row in records(nodes.rows):
        label = f"{capital(row['level'])}: {row['title']}"
        cards.link(THREAD, label, node=row["node_id"])
    for row in records(serves):
        label = f"Indicator: {row['name']}, {row['area_name']}"
        cards.link(OUTCOMES, label, indicator=row["indicator_id"], area=row["area_code"])


def history(versions: Sequence[Any]) -> None:
    """Every version that was written, the newest first; before them it was published."""
    cards.section("Versions")
    if not versions:
        cards.quiet("As published; nobody has changed it here.")
        return
    shown = pd.DataFrame(
        {
            "Version": [one.version for one in reversed(versions)],
            "When": [day(one.at) for one in reversed(versions)],
            "Who": [one.who for one in reversed(versions)],
            "Why": [one.why for one in reversed(versions)],
            "Status": [theme.ACTIONS[one.body.status].word for one in reversed(versions)],
            "End": [day(one.body.end_date) for one in reversed(versions)],
        }
    )
    cards.table(shown, alt="Versions of this action, newest first", name="action_versions")


def _own(row: words.Row, *, is_alone: bool) -> str:
    """What our own figures say of an indicator, by name where there are several."""
    short = words.VERDICTS[row["verdict"]][0]
    return short if is_alone else f"{row['name']}: {short.lower()}"


def _effect(row: words.Row) -> None:
    short, sentence = words.VERDICTS[row["verdict"]]
    value = number(row["latest_value"], row["unit"], row["decimals"])
    st.markdown(f"### {plain_text(row['name'])}, {plain_text(row['area_name'])}")
    with st.container(horizontal=True, gap="small"):
        cards.status_badge(row["latest_status"] if isinstance(row["latest_status"], str) else None)
        st.badge(short, color="blue" if row["verdict"] in ("apart", "alone") else "gray")
    latest = f" Latest: {value} in {row['latest_label']}." if row["latest_label"] else ""
    st.markdown(plain_text(f"{sentence}{latest}"))
    cards.quiet(words.followed(row))


def _told(row: words.Row) -> dict[str, Any]:
    return {
        "Indicator": row["name"],
        "Area": row["area_name"],
        "Expected": words.expected(row),
        "What followed": words.followed(row),
        "Our own figures": words.VERDICTS[row["verdict"]][0],
    }
