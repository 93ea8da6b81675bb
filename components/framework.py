"""The framework's page: how many indicators have every piece of work, which lack what, and why."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, files, filters, sentences, tables, theme
from components.answer import Answer
from components.framework_facts import fact
from components.framework_words import HEADINGS, STEPS, claim, claimed, item, items
from components.quantities import counted

Row = Mapping[str, Any]
HEIGHT = 560  # pixels of the list, which scrolls
WRAPPED = 36  # letters of an aim on one line
COVERED = {
    "catalogued": "In the catalogue",
    "step": "Piece of work",
    "indicators": "On the scorecard",
    "done": "Done",
    "missing": "Missing",
    "not_needed": "Not needed",
    "not_recorded": "Not recorded",
}


def heading(summary: Row) -> None:
    """How many indicators have all that can be recorded, and what most of the others lack next."""
    cards.nothing_if(
        not summary["indicators"], "No indicator fits this choice.", hint="Widen a filter."
    )
    whole = counted(int(summary["indicators"]), "indicator")
    have = "has" if summary["complete"] == 1 else "have"
    happened = f"{summary['complete']} of {whole} {have} all that can be recorded so far"
    if pd.notna(summary["next_item"]):
        count = int(summary["next_indicators"])
        lacking = item(summary["next_item"], is_plural=count > 1)
        happened += f"; {lacking} {'are' if count > 1 else 'is'} missing next, for {count}"
    known = (
        "Each of the framework's eight pieces of work counts as done only where a fact shows it."
    )
    differing = int(summary["claims_more"] + summary["claims_less"])
    if differing:
        known += (
            " The step that the catalogue claims differs from the facts for "
            f"{counted(differing, 'indicator')}."
        )
    cards.headline(f"{happened}.", known)
    cards.about("framework", "What counts as done")


def by_collection(coverage: Answer, *, source: str, as_at: str) -> None:
    """How far the framework's resources are covered, piece by piece."""
    rows = coverage.rows
    rows["name"] = rows["collection"].map(sentences.collection)
    rows["collection"] = [
        f"{name}\n{listed} of {held} are on the scorecard"
        for name, listed, held in zip(
            rows["name"], rows["indicators"], rows["catalogued"], strict=True
        )
    ]
    title = "Coverage of the resources"
    _covered(coverage, rows, "collection", title, {"source": source, "as_at": as_at})


def by_aim(coverage: Answer, *, source: str, as_at: str) -> None:
    """How far the partnership's aims are covered, piece by piece."""
    rows = coverage.rows
    rows["name"] = rows["title"].fillna("Beneath no aim of the partnership")
    rows["aim"] = ["\n".join(textwrap.wrap(name, WRAPPED)) for name in rows["name"]]
    title = "Coverage of the partnership's aims"
    _covered(coverage, rows, "aim", title, {"source": source, "as_at": as_at})
    cards.quiet(
        "An indicator serves every aim that its objectives lie beneath, so it may count twice."
    )


def _covered(
    coverage: Answer, rows: pd.DataFrame, group: str, title: str, made: Mapping[str, str]
) -> None:
    rows["step"] = rows["step"].map(STEPS)
    first = rows[rows["position"] == 1]
    groups = "; ".join(
        f"{name}: {counted(int(held), 'scorecard indicator')}"
        for name, held in zip(first["name"], first["indicators"], strict=True)
    )
    cards.chart_with_data(
        charts.coverage(tuple(HEADINGS.values()), group=group),
        rows,
        title=title,
        alt=f"Bars of how many indicators have each of the eight pieces of work. {groups}.",
        name=f"framework_by_{group}",
        how=coverage.how,
        columns={"name": group.capitalize(), **COVERED},
        source=made["source"],
        as_at=made["as_at"],
    )


def missing_next(lacking: Answer) -> None:
    """What each partner could add next, that which completes most indicators first."""
    cards.section("What is missing next")
    rows = lacking.rows
    if rows.empty:
        cards.nothing("Nothing that can be recorded is missing.")
        return
    shown = pd.DataFrame(
        {
            "Partner": rows["partner"],
            "Missing next": [
                sentences.capital(item(code, is_plural=count > 1))
                for code, count in zip(rows["item"], rows["indicators"], strict=True)
            ],
            "Indicators": rows["indicators"],
            "It would complete": rows["would_complete"],
            "Which": rows["names"],
        }
    )
    told = "What is missing next, partner by partner, with how many indicators it would complete"
    cards.table(shown, alt=told, name="framework_next", how=lacking.how)


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


def _marks(rows: pd.DataFrame) -> pd.DataFrame:
    texts = {state: [mark.text] for state, mark in theme.WORK.items()}
    pieces = {words: rows[f"{step}_state"].map(texts) for step, words in HEADINGS.items()}
    lacks = [items(codes) if codes else "" for codes in rows["lacks"]]
    claims = [
        claim(row) for row in rows[["framework_step", "reached_step", "claim"]].to_dict("records")
    ]
    return pd.DataFrame(
        {"Indicator": rows["name"], **pieces, "Lacks": lacks, "Catalogue claims": claims}
    )


def _facts(rows: pd.DataFrame) -> pd.DataFrame:
    records = rows.to_dict("records")
    pieces = {
        words: [f"{theme.WORK[row[f'{step}_state']].glyph} {fact(step, row)}" for row in records]
        for step, words in HEADINGS.items()
    }
    claims = [claim(row) for row in records]
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
