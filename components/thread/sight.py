"""One node's line of sight: its headline, its picture, the same nested in a table, its facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, charts, files, judging, tables, theme
from components.answer import Answer
from components.thread import choices, picture, words

SPACE = "\u2003"
PICKS = {"node_id": "node", "opens": "opened"}


def heading(sight: pd.DataFrame, judged: judging.Judging) -> None:
    """What the chosen node serves and how what is beneath it stands."""
    row = chosen(sight)
    known = (
        f"{words.level(row['level'])}. Owner: {words.owner(row)}. Each indicator counts once, "
        "however many ways lead to it; nothing is averaged."
    )
    choices.back("node", "The whole thread")
    cards.headline(words.headline(row, sight), judging.joined(known, judged))


def chosen(sight: pd.DataFrame) -> Mapping[str, Any]:
    """The chosen node's own row."""
    return sight[sight["side"] == "chosen"].iloc[0].to_dict()


def drawn(sight: Answer, *, source: str, as_at: str) -> None:
    """The line of sight as a picture; a click chooses a node, or names the further ones."""
    offered = picture.offered(sight.rows)
    opened = choices.opened(offered) if offered else None
    rows = picture.rows(sight.rows, opened)
    row = chosen(sight.rows)
    sides = sight.rows["side"].value_counts()
    cards.chart_with_data(
        charts.line_of_sight(),
        rows,
        tables={"links": picture.links(rows)},
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


def nested(sight: Answer, links: pd.DataFrame) -> None:
    """Every node of the line of sight in a table, nested as it hangs together."""
    cards.section("Everything above and beneath")
    rows = _ordered(sight.rows, links)
    shown = pd.DataFrame(
        {
            "Node": [
                f"{SPACE * depth}{'▸ ' if side == 'chosen' else ''}{title}"
                for depth, side, title in zip(
                    rows["depth"], rows["side"], rows["title"], strict=True
                )
            ],
            "Worst status": [words.worst(row) for row in rows.to_dict("records")],
            "Standing": [words.standing(row) for row in rows.to_dict("records")],
            "Late": rows["late"],
            "Level": [words.level(one) for one in rows["level"]],
            "Owner": [words.owner(row) for row in rows.to_dict("records")],
            "Direction": [words.SIDES[side] for side in rows["side"]],
        }
    )
    tables.choosing(
        shown,
        rows["node_id"].tolist(),
        name="thread_nested",
        picks="node",
        alt="The line of sight from the highest level down; select a row to choose that node",
        columns={"Node": st.column_config.TextColumn(width="large")},
    )
    files.row(shown, name="thread_nested", how=sight.how, methods={"status": "About status"})


def measured(indicators: Answer) -> None:
    """The indicators on the chosen node itself; choosing one opens its case."""
    rows = indicators.rows
    if rows.empty:
        return
    cards.section("Indicators on this node")
    for row in rows.to_dict("records"):
        mark = theme.status_mark(row["status"])
        cards.link(
            "pages/scorecard/outcomes.py",
            f"{mark.text}: {row['name']}",
            indicator=row["indicator_id"],
        )


def _ordered(sight: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """What is above by level, then the chosen node and, nested, what hangs beneath it."""
    above = sight[sight["side"] == "above"].sort_values(["level_rank", "node_id"])
    first = sight["level_rank"].min()
    above = above.assign(depth=above["level_rank"] - first)
    rest = sight[sight["side"] != "above"].set_index("node_id", drop=False)
    start = chosen(sight)["node_id"]
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
