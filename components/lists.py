"""Lists of indicators and departments: a row to choose from, with status in shape and word."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import (
    cards,
    downloads,
    files,
    indicator_table,
    judging,
    movement,
    quantities,
    sentences,
    tables,
    theme,
    why,
)
from components.kept import once

SCORECARD_COLUMNS = {
    "indicator_id": "Code",
    "name": "Indicator",
    "status": "Status",
    "movement": "Movement",
    "movement_basis": "Movement known by",
    "signal_since_label": "Signal since",
    "variation": "Variation",
    "assurance": "Assurance",
    "is_trial": "Limits on trial",
    "value": "Latest",
    "unit": "Unit",
    "period_label": "Period",
    "value_note": "Note",
    "baseline_value": "Baseline",
    "target_value": "Target",
    "intervention_level": "Intervention level",
    "comparator_value": "Comparator",
    "comparison": "Against the comparator",
    "theme": "Theme",
    "collection": "Collection",
    "partner": "Partner",
    "freshness": "Freshness",
}

# What judges the rows of a list, each with a link to its page of help.
JUDGED = {
    "status": "About status",
    "movement": "About movement",
    "control_chart": "About the icons",
    "comparison": "About the comparator",
    "freshness": "About freshness",
}

LISTED = "Indicators with their status; select a row to open its case."
SHORT, LONG = 15, 620  # rows that need no scrolling; pixels for those that do


def scorecard(rows: pd.DataFrame, judged: judging.Judging, *, how: str) -> None:
    """Indicators with how they stand; choosing a row puts it into the filter `indicator`."""
    if rows.empty:
        cards.headline("No indicator fits this choice", "Widen a filter to see more.")
        return
    needing = int((rows["status"] == "intervention").sum())
    cards.headline(
        f"{quantities.counted(len(rows), 'indicator')}; {needing} at or beyond the intervention "
        "level.",
        judging.joined("What needs attention comes first. Select a row to open its case.", judged),
    )
    indicator_table.indicators(
        _worded(rows),
        name="scorecard",
        alt=judging.joined(LISTED, judged),
        height=LONG if len(rows) > SHORT else "auto",
    )
    _explained(rows, judged, "scorecard", how)


def departments(rows: pd.DataFrame, judged: judging.Judging, *, how: str) -> None:
    """Departments in their tree with what each owns; choosing a row opens it."""
    shown = _tree(rows)
    tables.choosing(
        shown,
        rows["department_code"].tolist(),
        name="departments",
        picks="department",
        alt=judging.joined(
            "Departments with the indicators each owns, by status; select a row to open one.",
            judged,
        ),
    )
    counted = {method: JUDGED[method] for method in ("status", "freshness")}
    files.row(judging.stamped(shown, judged), name="departments", how=how, methods=counted)


def owned(rows: pd.DataFrame, judged: judging.Judging, *, how: str) -> None:
    """Indicators a department owns; choosing a row opens its case on Outcomes."""
    if rows.empty:
        return
    cards.section("What is owned here")
    alt = judging.joined(LISTED, judged)
    chosen = indicator_table.indicators(_worded(rows), name="owned", picks="owned", alt=alt)
    if chosen is not None:
        row = rows.loc[rows["indicator_id"] == chosen].iloc[0]
        cards.link(
            "pages/scorecard/outcomes.py", f"Open the case of {row['name']}", indicator=chosen
        )
    _explained(rows, judged, "owned", how)


def catalogue(rows: pd.DataFrame, *, how: str) -> None:
    """Definition sheets found; choosing a row opens one."""
    shown = _sheets(rows)
    tables.choosing(
        shown,
        rows["indicator_id"].tolist(),
        name="catalogue",
        picks="indicator",
        columns={"Indicator": st.column_config.TextColumn(width="large")},
        alt="Indicators found; select a row to open its definition sheet",
    )
    files.row(shown, name="catalogue", how=how)


def _explained(rows: pd.DataFrame, judged: judging.Judging, name: str, how: str) -> None:
    """The files of a list, and why any of its rows has the status it has."""
    files.row(_filed(rows, judged), name=name, how=how, methods=JUDGED)
    named = why.told_apart(rows, "indicator_id")
    why.asked(named, judged, name=name, by="name", label="Indicator")


@once
def _filed(rows: pd.DataFrame, judged: judging.Judging) -> pd.DataFrame:
    return judging.stamped(downloads.shown(rows, SCORECARD_COLUMNS), judged)


@once
def _tree(rows: pd.DataFrame) -> pd.DataFrame:
    indent = "\u2003"
    return pd.DataFrame(
        {
            "Department": [
                f"{indent * depth}{name}"
                for depth, name in zip(rows["depth"], rows["name"], strict=True)
            ],
            "Partner": rows["partner"],
            "Indicators": rows["indicators"],
            theme.status_mark("on_target").text: rows["on_target"],
            theme.status_mark("within_tolerance").text: rows["within_tolerance"],
            theme.status_mark("intervention").text: rows["intervention"],
            "Late": rows["late"],
            "Led by": rows["head_role"],
        }
    )


@once
def _sheets(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Indicator": rows["name"],
            "Code": rows["indicator_id"],
            "Collection": [sentences.collection(code) for code in rows["collection"]],
            "Theme": rows["theme"],
            "Partner": rows["partner"],
            "Unit": rows["unit"],
            "Frequency": [sentences.capital(code) for code in rows["frequency"]],
            "Latest to": [sentences.day(moment) for moment in rows["last_period_end"]],
            "Used in": rows["uses"],
        }
    )


@once
def _worded(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        past=rows["recent_values"],
        freshness=rows["freshness"].map(sentences.FRESHNESS),
        basis=rows["movement_basis"].map(movement.BASES),
    )
