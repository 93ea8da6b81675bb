"""The overview's lists: figures, what moved, what changed status, what is late."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, quantities, sentences, theme, words

OUTCOMES = "pages/scorecard/outcomes.py"
SHOWN = 8


def figures(summary: Mapping[str, Any]) -> list[cards.Figure]:
    """The scorecard's five numbers."""
    judged = max(int(summary["judged"]), 1)
    share = {
        word: f"{100 * summary[word] / judged:.0f}% of those judged"
        for word in ("on_target", "within_tolerance", "intervention")
    }
    return [
        cards.Figure(theme.status_mark(word).text, f"{summary[word]}", note)
        for word, note in share.items()
    ] + [
        cards.Figure("↗ Improved", f"{summary['improved']}", "beyond their own past"),
        cards.Figure("↘ Worsened", f"{summary['worsened']}", "beyond their own past"),
        cards.Figure("Late", f"{summary['late']}", "due and not received"),
    ]


def status_by_theme(rows: pd.DataFrame, *, source: str, as_at: str, how: str) -> None:
    """How many indicators have each status, theme by theme."""
    _status_bars(rows, "theme", "Status by theme", {"source": source, "as_at": as_at, "how": how})


def status_by_achievement_area(rows: pd.DataFrame, *, source: str, as_at: str, how: str) -> None:
    """How many indicators have each status, by area of achievement."""
    named = rows.assign(achievement_area=rows["achievement_area"].map(sentences.ACHIEVEMENT_AREAS))
    made = {"source": source, "as_at": as_at, "how": how}
    _status_bars(named, "achievement_area", "Status by area of achievement", made)


def _status_bars(rows: pd.DataFrame, group: str, title: str, made: Mapping[str, str]) -> None:
    present = tuple(word for word in theme.STATUSES if word in set(rows["status"]))
    told: dict[str, list[str]] = {}
    for row in rows.to_dict("records"):
        count = f"{row['indicators']} {sentences.status(row['status'])}"
        told.setdefault(row[group], []).append(count)
    groups = "; ".join(f"{name}: {', '.join(counts)}" for name, counts in told.items())
    cards.chart_with_data(
        charts.status_bars(group=group, statuses=present),
        rows,
        title=title,
        alt=f"Stacked bars of indicators by status. {groups}.",
        name=f"status_by_{group}",
        source=made["source"],
        as_at=made["as_at"],
        how=made["how"],
    )


def moved(rows: pd.DataFrame) -> None:
    """What changed most, each a link to its case."""
    cards.section("What changed most")
    if rows.empty:
        cards.nothing("Nothing lies outside what its own past would explain.")
    for item in rows.head(SHOWN).to_dict("records"):
        values = [item["value"], item["past_mean"]]
        now, usual = quantities.apart(values, item["unit"], item["decimals"])
        now = quantities.unsettled(now, item.get("value_note"))
        told = f"{now} in {item['period_label']}; its past averages {usual}"
        _item(item, theme.movement_mark(item["movement"]).glyph, told)


def changed(rows: pd.DataFrame) -> None:
    """Indicators whose status changed since the period before, each a link to its case."""
    cards.section("New status")
    if rows.empty:
        cards.nothing("No status changed since the period before.")
    for item in rows.head(SHOWN).to_dict("records"):
        before = theme.status_mark(item["previous_status"]).word.lower()
        now = theme.status_mark(item["status"])
        _item(item, now.glyph, f"{now.word}, was {before} in {item['previous_period_label']}")
    _more(rows)


def late(rows: pd.DataFrame) -> None:
    """Results that are due and have not come, each a link to its case."""
    cards.section("Late results")
    if rows.empty:
        cards.nothing("Every result that is due has come.")
    for item in rows.head(SHOWN).to_dict("records"):
        _item(item, "◷", f"due {sentences.day(item['due_date'])} from {item['partner']}")
    _more(rows)


def fresh(collections: pd.DataFrame) -> None:
    """How fresh each collection is, as a table."""
    cards.section("Freshness by collection")
    shown = pd.DataFrame(
        {
            "Collection": [sentences.collection(code) for code in collections["collection"]],
            "Latest to": [sentences.month(moment) for moment in collections["last_period_end"]],
            "Up to date": collections["up_to_date"],
            "Late": collections["late"],
            "Latest known": collections["latest_known"],
        }
    )
    cards.table(shown, alt="Freshness by collection")


def movements_by_theme(rows: pd.DataFrame) -> None:
    """How many indicators improved and worsened in each theme, as a table."""
    cards.section("Movement by theme")
    marks = {word: theme.movement_mark(word).text for word in ("worsened", "improved")}
    shown = rows.rename(
        columns=marks
        | {
            "theme": "Theme",
            "no_clear_change": "No change",
            "too_few_points": "Too few",
            "not_judged": "Not judged",
        }
    )
    cards.table(shown, alt="How many indicators moved, by theme")


def _item(item: Mapping[str, Any], glyph: str, told: str) -> None:
    with st.container(gap=None):
        cards.link(OUTCOMES, f"{glyph} {item['name']}", indicator=item["indicator_id"])
        st.caption(words.plain_text(told))


def _more(rows: pd.DataFrame) -> None:
    if len(rows) > SHOWN:
        st.caption(f"and {quantities.counted(len(rows) - SHOWN, 'more', 'more')}")
