"""The framework as a whole: how many indicators have every piece of work, and what lacks next."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import cards, charts, sentences
from components.answer import Answer
from components.framework_words import HEADINGS, STEPS, item
from components.kept import once
from components.quantities import counted

Row = Mapping[str, Any]
WRAPPED = 36  # letters of an aim on one line
THREAD = "pages/drill_down/golden_thread.py"
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
    title = "Coverage of the resources"
    made = {"source": source, "as_at": as_at}
    _covered(coverage, _collections(coverage.rows), "collection", title, made)


def by_aim(coverage: Answer, *, source: str, as_at: str) -> None:
    """How far the partnership's aims are covered, piece by piece."""
    title = "Coverage of the partnership's aims"
    _covered(coverage, _aims(coverage.rows), "aim", title, {"source": source, "as_at": as_at})
    cards.quiet(
        "An indicator serves every aim that its objectives lie beneath, so it may count twice."
    )
    cards.link(THREAD, "The golden thread, from outcomes to roles")
    cards.link(THREAD, "Breaks in the golden thread", part="breaks")


@once
def _collections(rows: pd.DataFrame) -> pd.DataFrame:
    names = [sentences.collection(code) for code in rows["collection"]]
    numbers = zip(names, rows["indicators"], rows["catalogued"], strict=True)
    return rows.assign(
        name=names,
        collection=[
            f"{name}\n{listed} of {held} are on the scorecard" for name, listed, held in numbers
        ],
        step=rows["step"].map(STEPS),
    )


@once
def _aims(rows: pd.DataFrame) -> pd.DataFrame:
    names = rows["title"].fillna("Beneath no aim of the partnership")
    wrapped = ["\n".join(textwrap.wrap(name, WRAPPED)) for name in names]
    return rows.assign(name=names, aim=wrapped, step=rows["step"].map(STEPS))


def _covered(
    coverage: Answer, rows: pd.DataFrame, group: str, title: str, made: Mapping[str, str]
) -> None:
    groups = _counts(rows)
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


@once
def _counts(rows: pd.DataFrame) -> str:
    held = dict(zip(rows["name"], rows["indicators"], strict=True))
    return "; ".join(f"{name}: {counted(n, 'indicator')}" for name, n in held.items())


def missing_next(lacking: Answer) -> None:
    """What each partner could add next, that which completes most indicators first."""
    cards.section("What is missing next")
    rows = lacking.rows
    if rows.empty:
        cards.nothing("Nothing that can be recorded is missing.")
        return
    told = "What is missing next, partner by partner, with how many indicators it would complete"
    cards.table(_lacking(rows), alt=told, name="framework_next", how=lacking.how)


@once
def _lacking(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
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
