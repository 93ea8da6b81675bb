"""A department's page: what it and everything beneath it owns, in words and lists."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components import cards, files, filters, judging, quantities


def heading(
    owned: pd.DataFrame,
    tree: pd.DataFrame,
    partner: str | None,
    department: str | None,
    judged: judging.Judging,
) -> None:
    """Who is shown, how many indicators they own, and how those stand."""
    name = partner or "All partners"
    if department is not None:
        name = tree.loc[tree["department_code"] == department, "name"].iloc[0]
    if owned.empty:
        cards.headline(f"{name} owns no scorecard indicator.")
        return
    is_judged = owned["status"].isin(["on_target", "within_tolerance", "intervention"])
    met = int((owned["status"] == "on_target").sum())
    need = int((owned["status"] == "intervention").sum())
    late = int((owned["freshness"] == "late").sum())
    happened = f"{name}: no result can be judged against a target yet."
    if is_judged.any():
        happened = (
            f"{name}: {met} of {int(is_judged.sum())} indicators that can be judged are on target; "
            f"{quantities.counted(need, 'needs', 'need')} intervention."
        )
    known = f"{quantities.counted(len(owned), 'scorecard indicator')} owned here or beneath; "
    cards.headline(happened, judging.joined(f"{known}{late} late.", judged))


def trail(tree: pd.DataFrame, department: str) -> None:
    """The way back up from a department."""
    path = tree.loc[tree["department_code"] == department, "path"].iloc[0]
    steps = [
        (code, name)
        for code, name, line in zip(
            tree["department_code"], tree["name"], tree["path"], strict=True
        )
        if path == line or path.startswith(line + " > ")
    ]
    filters.breadcrumb(sorted(steps, key=lambda step: step[0] == department), key="department")


def sheet(nodes: pd.DataFrame, department: str) -> None:
    """Link to the department's line-of-sight sheet, if it owns a node of the thread."""
    if department in set(nodes["department_code"]):
        cards.link("pages/drill_down/golden_thread.py", "Its line-of-sight sheet", sheet=department)


def beneath(tree: pd.DataFrame, department: str) -> pd.DataFrame:
    """The department's own row and those beneath it."""
    path = tree.loc[tree["department_code"] == department, "path"].iloc[0]
    return tree[(tree["path"] == path) | tree["path"].str.startswith(path + " > ")]


def results(measured: pd.DataFrame, *, how: str | None = None) -> None:
    """Results that are measured department by department, with their past."""
    if measured.empty:
        return
    cards.section("Measured department by department")
    shown = pd.DataFrame(
        {
            "Indicator": measured["name"],
            "Department": measured["department_name"],
            "Period": measured["period_label"],
            "Latest": [
                quantities.number(value, unit, decimals)
                for value, unit, decimals in zip(
                    measured["value"], measured["unit"], measured["decimals"], strict=True
                )
            ],
            "Past": measured["recent_values"],
        }
    )
    st.dataframe(
        shown,
        hide_index=True,
        column_config={"Past": st.column_config.LineChartColumn(width="small")},
        alt="Latest result of each indicator in each department",
    )
    files.row(shown, name="department_results", how=how)
