"""The intervention clock: every breach with its days, and the form that acknowledges one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, files, person, quantities, tables, theme
from components.answer import Answer
from components.improvement import words
from components.kept import once
from components.quantities import apart, counted
from components.records import records
from components.sentences import day

OUTCOMES = "pages/scorecard/outcomes.py"
REASON = 2000  # letters
POST = "A post, such as Borough Commander, never a person's name"
LINKS = 6
WIDE, NARROW = 230, 130  # pixels, so that the days are in sight


def clock(episodes: Answer, partner: str | None) -> None:
    """Breaches that last, those without an action first; then those that are over.

    Of indicators of one partner, or of all.
    """
    lasting, over, hidden = _parts(episodes, partner)
    cards.section("Results at their intervention level")
    if lasting.shown.empty:
        cards.nothing("No result stands at its intervention level.")
    else:
        cards.quiet(
            "Each result is judged by the rules in force on the last day of its period. Days "
            "count from the day it was received; those that go on are “so far”."
        )
        _listed(lasting, "clock", "that last", episodes.how)
        for row in lasting.bare:
            label = f"No action: {_place(row)}"
            cards.link(OUTCOMES, label, indicator=row["indicator_id"], area=row["area_code"])
        if lasting.more:
            cards.quiet(f"And {lasting.more} more without an action, in the table above.")
    cards.section("Over")
    _listed(over, "clock_over", "that are over", episodes.how)
    if hidden:
        cards.quiet(
            f"{counted(hidden, 'more breach', 'more breaches')} had ended by the day on which "
            "the first result was received, so nobody could act on it."
        )


def acknowledging(rows: pd.DataFrame, me: person.Acting) -> None:
    """The form that acknowledges a breach that nobody has, for the working group."""
    waiting = rows[rows["is_open"] & rows["acknowledged_date"].isna()]
    folded = st.expander(
        "Acknowledge a breach", icon=":material/visibility:", key="seeing", on_change="rerun"
    )
    if not folded.open or waiting.empty:
        return
    with folded:
        if person.needs(me, "working_group", "acknowledge a breach"):
            _fields(waiting)


def _fields(waiting: pd.DataFrame) -> None:
    found = records(waiting)
    keys = {part: deeds.anew(part, "acknowledge") for part in ("breach", "seen_by", "seen_note")}
    place = st.selectbox(
        "Breach",
        range(len(found)),
        format_func=lambda n: f"{_place(found[n])}, {found[n]['last_period_label']}",
        key=keys["breach"],
    )
    row = found[place or 0]
    st.text_input("Post that has seen it", key=keys["seen_by"], max_chars=200)
    st.caption(POST)
    st.text_area("Note", key=keys["seen_note"], height=90, max_chars=REASON)
    st.button(
        "Acknowledge",
        key="acknowledge",
        type="primary",
        on_click=deeds.note,
        args=("acknowledge", row["indicator_id"], row["area_code"]),
        kwargs={
            "texts": {"post": keys["seen_by"], "note": keys["seen_note"]},
            "period_start": row["last_period_start"].date(),
            "period_end": row["last_period_end"].date(),
        },
    )


def told(row: words.Row) -> dict[str, Any]:
    """One breach as a reader has it."""
    value, level = apart([row["value"], row["intervention_level"]], row["unit"], row["decimals"])
    is_open = bool(row["is_open"])
    return {
        "Result": _place(row),
        "Action": _action(row),
        "Received": row["received_date"],
        "To acknowledge": words.days(
            row["days_to_acknowledge"],
            is_done=pd.notna(row["acknowledged_date"]),
            is_open=is_open,
        ),
        "To an action": "agreed before"
        if row["was_agreed"]
        else words.days(
            row["days_to_action"], is_done=isinstance(row["action_id"], str), is_open=is_open
        ),
        "To turn the curve": _turned(row),
        "Since": f"{row['period_label']}: {value}, level {level}",
        "Signal of improvement": _signal(row),
        "Acknowledged by": row["acknowledged_by"]
        if isinstance(row["acknowledged_by"], str)
        else "",
        "Periods at the level": row["periods_at_level"],
    }


@dataclass(frozen=True)
class Part:
    """Breaches in words, the action that each row opens, and the first without any."""

    shown: pd.DataFrame
    codes: list[str | None]
    bare: list[words.Row]
    more: int


@once
def _parts(episodes: Answer, partner: str | None) -> tuple[Part, Part, int]:
    """Breaches that last, those that are over, and how many were when they were received."""
    rows = episodes.rows
    if partner is not None:
        rows = rows[rows["partner"] == partner]
    over = rows[~rows["is_open"] & ~rows["was_over"]]
    return _part(rows[rows["is_open"]]), _part(over), int(rows["was_over"].sum())


def _part(rows: pd.DataFrame) -> Part:
    shown = pd.DataFrame([told(row) for row in records(rows)])
    codes = [one if isinstance(one, str) else None for one in rows["action_id"]]
    bare = records(rows[~rows["is_acted_on"].astype(bool)])
    return Part(shown, codes, bare[:LINKS], len(bare[LINKS:]))


def _listed(part: Part, name: str, which: str, how: str) -> None:
    if part.shown.empty:
        cards.quiet("None.")
        return
    tables.choosing(
        part.shown,
        part.codes,
        name=name,
        picks="action",
        alt=f"Breaches of intervention levels {which}; select a row to open its action",
        columns={
            "Received": tables.days("Received"),
            "Result": st.column_config.TextColumn(width=WIDE),
            "Action": st.column_config.TextColumn(width=NARROW),
        },
    )
    methods = {"intervention_clock": "About the clock"}
    files.row(part.shown, name=name, how=how, methods=methods)


def _place(row: words.Row) -> str:
    again = f", for the {quantities.ordinal(int(row['episode']))}time" if row["episode"] > 1 else ""
    return f"{row['name']}, {row['area_name']}{again}"


def _action(row: words.Row) -> str:
    if not isinstance(row["action_id"], str):
        return "None" if row["is_open"] else ""
    if row["is_acted_on"] or not row["is_open"]:
        return row["action_title"]
    return f"{theme.ACTIONS[row['action_status']].word}: {row['action_title']}"


def _turned(row: words.Row) -> str:
    if row["ended_by"] == "lapsed":
        return f"no longer judged since {row['ended_label']}"
    is_done = row["ended_by"] == "turned"
    told = words.days(row["days_to_turn"], is_done=is_done, is_open=True)
    return f"{told}, with {row['ended_label']}" if is_done else told


def _signal(row: words.Row) -> str:
    if not isinstance(row["signal_label"], str):
        return ""
    return f"{row['signal_label']}, received {day(row['signal_date'])}"
