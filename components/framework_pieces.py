"""The eight pieces of work indicator by indicator, and the facts behind those of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, files, filters, tables, theme
from components.answer import Answer
from components.framework_facts import fact
from components.framework_words import HEADINGS, STEPS, claim, claimed, items
from components.kept import once
from components.quantities import counted
from components.records import records

Row = Mapping[str, Any]
HEIGHT = 560  # pixels of the list, which scrolls


def grid(found: Answer, step: str | None) -> None:
    """An indicator a row, the eight pieces as columns; choosing a row opens its facts."""
    cards.section("Indicator by indicator")
    rows = found.rows
    if rows.empty:
        cards.nothing(f"No indicator in this choice lacks this: {STEPS[str(step)].lower()}.")
        return
    cards.quiet("Select a row to read the facts behind its pieces of work.")
    has_facts = st.toggle("Facts in the list", key="facts", bind="query-params")
    shown = _facts(rows) if has_facts else _marks(rows)
    tables.choosing(
        shown,
        rows["indicator_id"].tolist(),
        name="framework",
        picks="indicator",
        height=HEIGHT,
        columns={"Indicator": st.column_config.TextColumn(width="medium")}
        | (
            {}
            if has_facts
            else {words: tables.badges(words, theme.WORK) for words in HEADINGS.values()}
        ),
        alt="Indicators with the eight pieces of work; select a row to read its facts",
    )
    files.row(shown, name="framework", how=found.how)


@once
def _marks(rows: pd.DataFrame) -> pd.DataFrame:
    texts = {state: [mark.text] for state, mark in theme.WORK.items()}
    pieces = {
        words: [texts[state] for state in rows[f"{step}_state"]] for step, words in HEADINGS.items()
    }
    lacks = [items(codes) if codes else "" for codes in rows["lacks"]]
    claims = ["framework_step", "reached_step", "claim"]
    told = [claim(dict(zip(claims, row, strict=True))) for row in rows[claims].to_numpy()]
    return pd.DataFrame(
        {"Indicator": rows["name"], **pieces, "Lacks": lacks, "Catalogue claims": told}
    )


@once
def _facts(rows: pd.DataFrame) -> pd.DataFrame:
    every = records(rows)
    pieces = {
        words: [f"{theme.WORK[row[f'{step}_state']].glyph} {fact(step, row)}" for row in every]
        for step, words in HEADINGS.items()
    }
    claims = [claim(row) for row in every]
    return pd.DataFrame({"Indicator": rows["name"], **pieces, "Catalogue claims": claims})


def one(row: Row, *, how: str) -> None:
    """The eight pieces of work of one indicator, each with its fact."""
    filters.back_to_list()
    states = [row[f"{step}_state"] for step in STEPS]
    done, missing = states.count("done"), states.count("missing")
    are = "is" if done == 1 else "are"
    happened = f"{row['name']}: {done} of the eight pieces of work {are} done"
    if missing:
        happened += f"; {counted(missing, 'is', 'are')} missing"
    lacking = (
        f"It lacks {items(row['lacks'])}."
        if row["lacks"]
        else "Nothing that can be recorded is missing."
    )
    cards.headline(f"{happened}.", f"{lacking} {claimed(row)}")
    shown = pd.DataFrame(
        {
            "Piece of work": STEPS.values(),
            "State": [theme.WORK[state].text for state in states],
            "Fact": [fact(step, row) for step in STEPS],
        }
    )
    cards.table(shown, alt=happened, name=f"{row['indicator_id']}_framework", how=how)
    with st.container(horizontal=True):
        chosen = {"indicator": row["indicator_id"]}
        cards.link("pages/scorecard/outcomes.py", "Open its case", **chosen)
        cards.link("pages/evidence/catalogue.py", "Open its definition sheet", **chosen)
        cards.about("framework", "What counts as done")
