"""One node's line of sight: its headline, its picture, the same nested in a table, its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, files, judging, tables, theme
from components.answer import Answer
from components.kept import once
from components.records import records
from components.thread import choices, picture, words

SPACE = "\u2003"
PICKS = {"node_id": "node", "opens": "opened"}


@dataclass(frozen=True)
class Subject:
    """The chosen node's own row, its headline, and how many nodes are on each side of it."""

    row: words.Row
    headline: str
    sides: Mapping[str, int]


@once
def subject(sight: Answer) -> Subject:
    """What is said of the chosen node; rows as `thread_sight`."""
    rows = sight.rows
    row = rows[rows["side"] == "chosen"].iloc[0].to_dict()
    return Subject(row, words.headline(row, rows), rows["side"].value_counts().to_dict())


def heading(sight: Answer, judged: judging.Judging) -> None:
    """What the chosen node serves and how what is beneath it stands."""
    row = subject(sight).row
    known = (
        f"{words.level(row['level'])}. Owner: {words.owner(row)}. Each indicator counts once, "
        "however many ways lead to it; nothing is averaged."
    )
    choices.back("node", "The whole thread")
    cards.headline(subject(sight).headline, judging.joined(known, judged))


def drawn(sight: Answer, *, source: str, as_at: str) -> None:
    """The line of sight as a picture; a click chooses a node, or names the further ones."""
    further = picture.further(sight)
    drawn = picture.of(sight, choices.opened(further) if further else None)
    row, sides = subject(sight).row, subject(sight).sides
    cards.chart_with_data(
        charts.line_of_sight(),
        drawn.rows,
        tables={"links": drawn.links},
        title="Line of sight",
        alt=(
            f"Line of sight of {row['title']}: {sides.get('above', 0)} nodes above it, "
            f"{sides.get('beneath', 0)} beneath; the table below lists them all with how they stand"
        ),
        name="line_of_sight",
        how=sight.how,
        columns={"title": "Node", "told": "Standing"},
        picks=PICKS,
        source=source,
        as_at=as_at,
    )
    marks = (
        theme.status_mark(one).text for one in ("intervention", "within_tolerance", "on_target")
    )
    cards.quiet(f"The shape is the worst status on a node or beneath it: {', '.join(marks)}.")


def nested(sight: Answer, links: Answer) -> None:
    """Every node of the line of sight in a table, nested as it hangs together."""
    cards.section("Everything above and beneath")
    shown, codes = _nested(sight, links)
    tables.choosing(
        shown,
        codes,
        name="thread_nested",
        picks="node",
        alt="The line of sight from the highest level down; select a row to choose that node",
        columns={"Node": st.column_config.TextColumn(width="large")},
    )
    methods = {"status": "About status", "golden_thread": "About the golden thread"}
    files.row(shown, name="thread_nested", how=sight.how, methods=methods)


def measured(indicators: Answer) -> None:
    """The indicators on the chosen node itself; choosing one opens its case."""
    rows = indicators.rows
    if rows.empty:
        return
    cards.section("Indicators on this node")
    for row in records(rows):
        mark = theme.status_mark(row["status"])
        cards.link(
            "pages/scorecard/outcomes.py",
            f"{mark.text}: {row['name']}",
            indicator=row["indicator_id"],
        )


@once
def _nested(sight: Answer, links: Answer) -> tuple[pd.DataFrame, list[str]]:
    """The table as it is shown, and the node of each row."""
    rows = _ordered(sight.rows, links.rows)
    shown = pd.DataFrame([_told(row) for row in records(rows)])
    return shown, rows["node_id"].tolist()


def _told(row: words.Row) -> dict[str, Any]:
    mark = "\u25b8 " if row["side"] == "chosen" else ""
    return {
        "Node": f"{SPACE * row['depth']}{mark}{row['title']}",
        "Worst status": words.worst(row),
        "Standing": words.standing(row),
        "Late": row["late"],
        "Level": words.level(row["level"]),
        "Owner": words.owner(row),
        "Direction": words.SIDES[row["side"]],
    }


def _ordered(sight: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """What is above by level, then the chosen node and, nested, what hangs beneath it."""
    above = sight[sight["side"] == "above"].sort_values(["level_rank", "node_id"])
    first = sight["level_rank"].min()
    above = above.assign(depth=above["level_rank"] - first)
    rest = sight[sight["side"] != "above"].set_index("node_id", drop=False)
    start = sight.loc[sight["side"] == "chosen", "node_id"].iloc[0]
    start_depth = int(rest.loc[start, "level_rank"] - first)
    order = _walked(start, links[links["side"] == "beneath"])
    beneath = rest.loc[[node for node in order if node in rest.index]]
    depth = [start_depth + order[node] for node in beneath["node_id"]]
    return pd.concat([above, beneath.assign(depth=depth)], ignore_index=True)


def _walked(start: str, links: pd.DataFrame) -> dict[str, int]:
    """Every node beneath, each once beneath the first it is met under, with how deep that is."""
    children: dict[str, list[str]] = {}
    for inner, outer in zip(links["inner_id"], links["outer_id"], strict=True):
        children.setdefault(inner, []).append(outer)
    found: dict[str, int] = {}
    waiting = [(start, 0)]
    while waiting:
        node, depth = waiting.pop()
        if node not in found:
            found[node] = depth
            waiting += [(one, depth + 1) for one in reversed(children.get(node, []))]
    return found
