"""The overview's lists: figures, what moved, what changed status, what is late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import (
    cards,
    charts,
    files,
    judging,
    movement,
    quantities,
    sentences,
    theme,
    why,
    words,
)
from components.kept import once
from components.records import records

OUTCOMES, FRAMEWORK = "pages/scorecard/outcomes.py", "pages/working_group/framework.py"
SHOWN = 8
# Beside the questionnaire's scores of partnership working, what is counted has to be said.
INDICATORS_OF = {"partnership_working": "Indicators of partnership working"}
# Columns of counts that add up to a group's indicators, and their words.
FRESH = {word: told.lower() for word, told in sentences.FRESHNESS.items()}
MOVED = {
    "worsened": "worsened",
    "improved": "improved",
    "no_clear_change": "without clear change",
    "too_few_points": "with too little past",
    "not_judged": "moved, not judged",
}


def figures(summary: Mapping[str, Any]) -> list[cards.Figure]:
    """The scorecard's six numbers: three statuses, two movements and what is late."""
    judged = max(int(summary["judged"]), 1)
    share = {
        word: f"{100 * summary[word] / judged:.0f}% of judged"
        for word in ("on_target", "within_tolerance", "intervention")
    }
    return [
        cards.Figure(theme.status_mark(word).text, f"{summary[word]}", note)
        for word, note in share.items()
    ] + [
        cards.Figure("↗ Improved", f"{summary['improved']}", "more than chance"),
        cards.Figure("↘ Worsened", f"{summary['worsened']}", "more than chance"),
        cards.Figure("Late", f"{summary['late']}", "not received"),
    ]


def status_by_theme(
    rows: pd.DataFrame, judged: judging.Judging, *, source: str, as_at: str, how: str
) -> None:
    """How many indicators have each status, theme by theme."""
    made = {"source": source, "as_at": as_at, "how": how}
    _status_bars(rows, judged, "theme", "Status by theme", made)
    popover = st.popover(
        "Open a theme",
        type="tertiary",
        icon=":material/arrow_forward:",
        key="themes",
        on_change="rerun",
    )
    if popover.open:
        with popover:
            for name in dict.fromkeys(row["theme"] for row in records(rows)):
                cards.link(OUTCOMES, name, theme=name)


def status_by_achievement_area(
    rows: pd.DataFrame, judged: judging.Judging, *, source: str, as_at: str, how: str
) -> None:
    """How many indicators have each status, by area of achievement."""
    made = {"source": source, "as_at": as_at, "how": how}
    _status_bars(
        _areas_named(rows), judged, "achievement_area", "Status by area of achievement", made
    )


@once
def _areas_named(rows: pd.DataFrame) -> pd.DataFrame:
    areas = rows["achievement_area"].map(sentences.ACHIEVEMENT_AREAS)
    return rows.assign(achievement_area=areas)


def _status_bars(
    rows: pd.DataFrame,
    judged: judging.Judging,
    group: str,
    title: str,
    made: Mapping[str, str],
) -> None:
    present, groups = _statuses(rows), _grouped(rows, group)
    cards.chart_with_data(
        charts.status_bars(group=group, statuses=present),
        judging.stamped(rows, judged),
        title=judging.titled(title, judged),
        alt=judging.joined(f"Stacked bars of indicators by status. {groups}.", judged),
        name=f"status_by_{group}",
        source=made["source"],
        as_at=made["as_at"],
        how=made["how"],
        method="status",
    )


@once
def _statuses(rows: pd.DataFrame) -> tuple[str, ...]:
    """The statuses that there are, in the order of need."""
    found = set(rows["status"])
    return tuple(word for word in theme.STATUSES if word in found)


@once
def _grouped(rows: pd.DataFrame, group: str) -> str:
    """How many indicators of each group have each status, in words."""
    told: dict[str, list[str]] = {}
    for row in records(rows):
        count = f"{row['indicators']} {sentences.status(row['status'])}"
        told.setdefault(row[group], []).append(count)
    return "; ".join(f"{name}: {', '.join(counts)}" for name, counts in told.items())


def moved(rows: pd.DataFrame, *, how: str | None = None) -> None:
    """What changed most by a signal, as many as there are rows, each a link to its case."""
    cards.section("What changed most")
    if rows.empty:
        cards.nothing("Nothing has moved by more than chance explains.")
    for item in records(rows):
        _item(item, theme.movement_mark(item["movement"]).glyph, movement.brief(item))
    _files(rows, "moved", how, "movement")


def changed(rows: pd.DataFrame, judged: judging.Judging, *, how: str | None = None) -> None:
    """Indicators whose status changed since the period before, each a link to its case."""
    cards.section(judging.titled("New status", judged))
    if rows.empty:
        cards.nothing("No status changed since the period before.")
    for item in records(rows)[:SHOWN]:
        before = theme.status_mark(item["previous_status"]).word.lower()
        now = theme.status_mark(item["status"])
        _item(item, now.glyph, f"{now.word}, was {before} in {item['previous_period_label']}")
    _more(rows)
    _files(judging.stamped(rows, judged), "changed", how, "status")
    named = why.told_apart(rows, "indicator_id")
    why.asked(named, judged, name="changed", by="name", label="Indicator")


def late(rows: pd.DataFrame, *, how: str | None = None) -> None:
    """Results that are due and have not come, each a link to its case."""
    cards.section("Late results")
    if rows.empty:
        cards.nothing("Every result that is due has come.")
    for item in records(rows)[:SHOWN]:
        _item(item, "◷", f"due {sentences.day(item['due_date'])} from {item['partner']}")
    _more(rows)
    cards.link(FRAMEWORK, "See who owes what, and when")
    _files(rows, "late", how, "freshness")


def fresh(collections: pd.DataFrame, *, how: str | None = None) -> None:
    """How fresh each collection is, each a link to its indicators."""
    cards.section("Freshness by collection")
    for row in records(collections):
        latest = sentences.month(row["last_period_end"])
        told = _counts(row, FRESH) + (f"; latest to {latest}" if latest else "")
        _linked(sentences.collection(row["collection"]), told, collection=row["collection"])
    _files(collections, "freshness", how, "freshness")


def movements_by_theme(rows: pd.DataFrame, *, how: str | None = None) -> None:
    """How many indicators improved and worsened in each theme, each a link to its indicators."""
    cards.section("Movement by theme")
    for row in records(rows):
        _linked(row["theme"], _counts(row, MOVED), theme=row["theme"])
    _files(rows, "movement_by_theme", how, "movement")


def movements_by_achievement_area(rows: pd.DataFrame, *, how: str | None = None) -> None:
    """How many indicators improved and worsened in each area of achievement."""
    cards.section("Movement by area of achievement")
    for row in records(rows):
        name = INDICATORS_OF.get(
            row["achievement_area"], sentences.ACHIEVEMENT_AREAS[row["achievement_area"]]
        )
        with st.container(gap=None):
            st.markdown(words.plain_text(name))
            cards.quiet(_counts(row, MOVED))
    _files(rows, "movement_by_achievement_area", how, "movement")


def _counts(row: Mapping[str, Any], counted: Mapping[str, str]) -> str:
    """The counts of a row that are not nought, in words: they add up to its indicators."""
    return ", ".join(f"{row[column]:,} {word}" for column, word in counted.items() if row[column])


def _item(item: Mapping[str, Any], glyph: str, told: str) -> None:
    _linked(f"{glyph} {item['name']}", told, icon="", indicator=item["indicator_id"])


def _linked(label: str, told: str, icon: str | None = None, **choices: str) -> None:
    with st.container(gap=None):
        cards.link(OUTCOMES, label, icon=icon, **choices)
        cards.quiet(told)


def _files(rows: pd.DataFrame, name: str, how: str | None, method: str) -> None:
    """Files of a list, and the help on its method."""
    files.row(rows, name=name, how=how, methods={method: f"About {method}"})


def _more(rows: pd.DataFrame) -> None:
    if len(rows) > SHOWN:
        st.caption(f"and {quantities.counted(len(rows) - SHOWN, 'more', 'more')}")
