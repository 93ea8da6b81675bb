"""Measures collected more than once: definitions and values side by side, and the record chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, files, person, quantities, sentences, tables
from components.answer import Answer
from components.choices import choice
from components.records import records
from components.uses import KINDS

LONGEST = 2_000
RULE = (
    "Two values differ where they do once both are rounded to the fewer of their decimals; values "
    "in other units or for other periods are not held against each other."
)


def measure(rows: pd.DataFrame) -> str | None:
    """Chosen measure, or None for all; rows as `shared_measures`."""
    return choice("measure", "Measure", _names(rows), any_label="All measures", width=300)


def _names(rows: pd.DataFrame) -> dict[str, str]:
    """Each measure as one of its collections writes it, else its code as words."""
    names = {code: sentences.capital(code) for code in rows["shared_measure"]}
    written = {name.casefold(): name for name in rows["name"]}
    return {code: written.get(name.casefold(), name) for code, name in names.items()}


def listed(shared: Answer) -> None:
    """Every measure with how often its collections differ; choosing a row chooses the measure."""
    rows = shared.rows
    differing = rows.loc[rows["differing"] > 0, "shared_measure"].nunique()
    count = quantities.counted(rows["shared_measure"].nunique(), "measure is", "measures are")
    cards.headline(
        f"{count} collected more than once; in {differing or 'none'} of them the values differ.",
        f"Select a row to see the collections side by side. {RULE}",
    )
    shown = pd.DataFrame(
        {
            "Measure": rows["shared_measure"].map(_names(rows)),
            "Indicator": rows["name"],
            "Partner": rows["partner"],
            "Collection": [sentences.collection(code) for code in rows["collection"]],
            "Period": rows["period_label"],
            "Latest": [_number(row) for row in records(rows)],
            "Periods compared": rows["compared"],
            "Periods that differ": rows["differing"],
            "The record": ["Yes" if chosen else "" for chosen in rows["is_record"]],
        }
    )
    tables.choosing(
        shown,
        rows["shared_measure"].tolist(),
        name="shared",
        picks="measure",
        alt="Measures collected more than once; select a row to see them side by side",
        height=620,
    )
    files.row(shown, name="shared", how=shared.how)


def beside(code: str, shared: Answer, values: Answer) -> None:
    """One measure: what each collection says it is, and their values period by period."""
    rows = shared.rows[shared.rows["shared_measure"] == code]
    record = rows[rows["is_record"]]
    chosen = (
        f"{record['name'].iloc[0]} ({record['indicator_id'].iloc[0]}) is the record."
        if len(record)
        else "None was chosen as the record."
    )
    differing = values.rows.loc[values.rows["differs"], "period_end"].nunique()
    periods = quantities.counted(differing, "period differs", "periods differ")
    cards.headline(
        f"{_names(rows)[code]} is collected {len(rows)} times; {periods}. {chosen}", RULE
    )
    if len(record):
        one = record.iloc[0]
        cards.quiet(
            f"Why: {one['reason']} Approved by {one['chosen_by']}, "
            f"{sentences.day(one['chosen_date'])}."
        )
    _definitions(rows, shared.how)
    _values(values)


def _definitions(rows: pd.DataFrame, how: str) -> None:
    cards.section("What each collection says it is")
    told = pd.DataFrame(
        {
            "Partner": rows["partner"],
            "Collection": [sentences.collection(one) for one in rows["collection"]],
            "Definition": rows["definition"],
            "Unit": rows["unit"],
            "Frequency": [sentences.capital(one) for one in rows["frequency"]],
            "Source": rows["source"],
        }
    )
    told = told.set_index(rows["name"] + " (" + rows["indicator_id"] + ")").T
    told = told.rename_axis("Said of it").reset_index()
    cards.table(told, alt="Definitions side by side", name="shared_definitions", how=how)


def _values(values: Answer) -> None:
    cards.section("What each collection gives")
    rows = values.rows
    if rows.empty:
        cards.nothing("No value is published for this area.")
        return
    names = rows["indicator_id"] + " (" + rows["unit"] + ")"
    keys = ["period_end", "period_start", "period_label"]
    wide = rows.assign(named=names).pivot_table(index=keys, columns="named", values="value")
    marks = rows.groupby(keys)[["is_compared", "differs"]].any()
    told = [
        "Differs" if differs else "Same" if is_compared else "Not comparable"
        for is_compared, differs in marks.to_numpy()
    ]
    shown = wide.assign(Compared=told).sort_index(ascending=False).reset_index()
    shown = shown.drop(columns=["period_end", "period_start"])
    shown = shown.rename(columns={"period_label": "Period"})
    cards.table(shown, alt="Values side by side", name="shared_values", how=values.how)


def decided(code: str, shared: pd.DataFrame, newest: Any, me: person.Acting) -> str | None:
    """What waits and the form to choose the record, folded away; the indicator typed so far."""
    folded = st.expander(
        "Choose the record", icon=":material/edit:", key="choose_record", on_change="rerun"
    )
    waits = newest is not None and newest.body.state == "proposed"
    if waits:
        by = ", ".join(newest.body.authors)
        cards.nothing(f"{newest.body.indicator_id} was put forward by {by}: {newest.body.reason}")
    if not folded.open:
        return None
    with folded:
        if not person.needs(me, "working_group", "choose the record"):
            return None
        rows = shared[shared["shared_measure"] == code]
        names = dict(zip(rows["indicator_id"], rows["name"], strict=True))
        after = newest.version if newest else 0
        keys = {"record": f"record_{code}", "why": f"why_record_{code}_{after}"}
        st.selectbox(
            "The record",
            list(names),
            format_func=lambda one: f"{names[one]} ({one})",
            key=keys["record"],
        )
        st.text_area("Reason, kept with the choice", key=keys["why"], height=90, max_chars=LONGEST)
        with st.container(horizontal=True):
            _button("propose", "Put forward", code, after, keys)
            if waits:
                _decisions(code, newest, me, {"why": keys["why"]})
        return st.session_state[keys["record"]]


def foreseen(uses: pd.DataFrame, indicator_id: str | None) -> None:
    """Places that would go on using another collection than the record."""
    if indicator_id is None:
        return
    cards.section("What the choice would mean")
    if uses.empty:
        cards.quiet("No place uses any of the other collections.")
        return
    places = quantities.counted(len(uses), "place uses", "places use")
    cards.quiet(f"{places} another collection than {indicator_id}, and would do so still.")
    shown = pd.DataFrame(
        {
            "Uses": uses["uses"],
            "As": [KINDS.get(kind) or sentences.capital(kind) for kind in uses["kind"]],
            "What": uses["title"],
        }
    )
    cards.table(shown, alt="Places that use another collection", name="record_uses")


def _decisions(code: str, newest: Any, me: person.Acting, keys: Mapping[str, str]) -> None:
    verbs = {"approve": "Approve", "reject": "Reject"} if me.may("approver") else {}
    authors: Sequence[str] = newest.body.authors
    if me.name and me.name.casefold() in {one.casefold() for one in authors}:
        verbs |= {"withdraw": "Withdraw"}
    for verb, label in verbs.items():
        _button(verb, label, code, newest.version, keys)


def _button(verb: str, label: str, code: str, after: int, keys: Mapping[str, str]) -> None:
    st.button(
        label,
        key=f"{verb}_record_{code}",
        on_click=deeds.note,
        args=(verb, code),
        kwargs={"texts": dict(keys), "after": after},
    )


def _number(row: Mapping[str, Any]) -> str:
    return quantities.number(row["value"], row["unit"], row["decimals"])
