"""The form of an action: a new one, or a change of one in sight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, person, theme
from components.added_value.case import STEPS as KINDS
from components.added_value.form_parts import FIXED
from components.choices import unique_labels
from components.improvement.clock import POST, REASON

# Without these a day more than ten years away could not be given.
FIRST, LAST = date(1950, 1, 1), date(2150, 12, 31)
STATUSES = ("planned", "under_way", "done", "stopped")
STRENGTHS = FIXED["strength"]
UNITS = {"percent": "Percent", "points": "The indicator's own unit"}
FIELDS = (
    *("title", "owner_post", "owner_partner", "start_date", "end_date", "status"),
    *("agreed_date", "cost", "nodes", "serves", "steps"),
)


def acted(action_id: str | None, me: person.Acting) -> Iterator[str | None]:
    """The action to write about, where the folded form is open to somebody who may."""
    label = "Change this action" if action_id else "Add an action"
    key = f"plan_{action_id or 'new'}"
    folded = st.expander(label, icon=":material/edit:", key=key, on_change="rerun")
    if folded.open:
        with folded:
            if person.needs(me, "working_group", "change the improvement plan"):
                yield action_id


def fields(
    action_id: str | None,
    base: Any,
    *,
    partners: list[str],
    nodes: pd.DataFrame,
    indicators: pd.DataFrame,
    areas: pd.DataFrame,
) -> None:
    """What the action says, as it is to be; `base` is what it says now.

    `nodes` need node_id and title, `indicators` indicator_id and name, `areas` area_code and name.
    """
    one, verb = action_id or "new", "change" if action_id else "add"
    keys = {name: deeds.anew(f"plan_{name}_{one}_{base.version}", verb) for name in FIELDS}
    why = deeds.anew(f"plan_why_{one}", verb)
    _words(keys, base.fields, partners)
    _days(keys, base.fields)
    names = dict(nodes[["node_id", "title"]].to_numpy().tolist())
    st.multiselect(
        "Objectives that it serves",
        [*names, *(one for one in base.nodes if one not in names)],
        list(base.nodes),
        format_func=lambda one: f"{names.get(one, one)} ({one})",
        key=keys["nodes"],
    )
    _serves(keys["serves"], base.serves, indicators, areas)
    _steps(keys["steps"], base.steps)
    _save(action_id, base.version, {**keys, "why": why})


def _save(action_id: str | None, version: int, keys: dict[str, str]) -> None:
    st.text_area("Reason, kept with the version", key=keys["why"], height=90, max_chars=REASON)
    st.button(
        "Save",
        key=f"plan_save_{action_id or 'new'}",
        type="primary",
        on_click=deeds.note,
        args=("change", action_id) if action_id else ("add",),
        kwargs={"texts": keys} | ({"after": version} if action_id else {}),
    )


def _words(keys: dict[str, str], said: Any, partners: list[str]) -> None:
    st.text_input("Title", said.get("title", ""), key=keys["title"], max_chars=300)
    left, right = st.columns(2)
    left.text_input(
        "Post that answers for it",
        said.get("owner_post", ""),
        key=keys["owner_post"],
        max_chars=200,
    )
    own = said.get("owner_partner")
    offered = sorted({*partners, *([own] if own else [])})
    chosen = right.selectbox(
        "Partner",
        offered,
        offered.index(own) if own else None,
        key=keys["owner_partner"],
        accept_new_options=True,
    )
    st.caption(POST)
    if chosen and chosen not in offered:
        cards.quiet(f"“{chosen}” is a new partner here. If it is one of the list, choose it there.")


def _days(keys: dict[str, str], said: Any) -> None:
    with st.grid(3, min_column_width=160):
        for name, label in {
            "agreed_date": "Agreed on",
            "start_date": "Starts",
            "end_date": "Ends, or ended",
        }.items():
            day = said.get(name)
            given = None if day is None else day.date()
            st.date_input(label, given, FIRST, LAST, key=keys[name], format="DD/MM/YYYY")
        status = said.get("status", "planned")
        st.selectbox(
            "Status of the action",
            STATUSES,
            STATUSES.index(status),
            format_func=lambda one: theme.ACTIONS[one].word,
            key=keys["status"],
        )
        cost = said.get("cost")
        st.number_input(
            "Cost, £",
            0.0,
            value=None if cost is None or pd.isna(cost) else float(cost),
            key=keys["cost"],
            step=1000.0,
        )


def _serves(key: str, rows: Any, indicators: pd.DataFrame, areas: pd.DataFrame) -> None:
    st.markdown("**Indicators that it is to change**")
    columns = ["indicator_id", "area_code", "expected_change", "expected_unit", "expected_by_date"]
    given = pd.DataFrame([dict(row) for row in rows], columns=columns).astype(
        {"expected_change": "float64", "expected_by_date": "datetime64[ns]"}
    )
    config = st.column_config
    names = unique_labels(dict(indicators[["indicator_id", "name"]].to_numpy().tolist()))
    places = unique_labels(dict(areas[["area_code", "name"]].to_numpy().tolist()))
    st.data_editor(
        given,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "indicator_id": _offered("Indicator", names, is_required=True),
            "area_code": _offered("Area", places),
            "expected_change": config.NumberColumn("Expected change, a fall with a minus"),
            "expected_unit": _offered("In", UNITS),
            "expected_by_date": config.DateColumn("By"),
        },
    )


def _steps(key: str, rows: Any) -> None:
    st.markdown("**How it is to work, from action to outcome**")
    columns = ["kind", "text", "evidence", "strength"]
    config = st.column_config
    st.data_editor(
        pd.DataFrame([dict(row) for row in rows], columns=columns, dtype="object"),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "kind": _offered("Step", KINDS, is_required=True),
            "text": config.TextColumn("What", required=True),
            "evidence": config.TextColumn("Evidence"),
            "strength": _offered("Strength", STRENGTHS),
        },
    )


def _offered(heading: str, names: Mapping[str, str], *, is_required: bool = False) -> Any:
    """A column of codes that are chosen by their names."""
    return st.column_config.SelectboxColumn(
        heading,
        options=list(names),
        format_func=lambda code: names.get(str(code), str(code)),
        required=is_required,
    )
