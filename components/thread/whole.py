"""The whole thread: how many nodes and breaks, the list of nodes, the breaks, the coverage."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components import cards, files, judging, tables
from components.answer import Answer
from components.kept import once
from components.quantities import counted
from components.records import records
from components.thread import words

ABOUT = {"golden_thread": "About the golden thread"}
HELP = {"status": "About status", **ABOUT}
CATALOGUE = "pages/evidence/catalogue.py"
SHORT, LONG = 15, 620  # rows that need no scrolling; pixels for those that do


def heading(
    nodes: pd.DataFrame, breaks: pd.DataFrame, judged: judging.Judging, *, is_narrowed: bool
) -> None:
    """How whole the thread is, or the part of it that a partner or level is."""
    size = f"{counted(len(nodes), 'node')} on {counted(nodes['level'].nunique(), 'level')}"
    where = "In this choice the golden thread" if is_narrowed else "The golden thread"
    if breaks.empty:
        happened = f"{where} has no break."
    else:
        happened = f"{where} has {counted(len(breaks), 'break')}: {words.broken(breaks)}."
    known = f"{size} in all. Choose a node to see all that it serves and all that serves it."
    cards.headline(happened, judging.joined(known, judged))


def listed(nodes: Answer, judged: judging.Judging) -> None:
    """The nodes that fit the filters; choosing a row chooses the node."""
    shown = _shown(nodes)
    if shown.empty:
        cards.nothing("No node fits this choice.", hint="Widen a filter to see more.")
        return
    cards.quiet(f"{counted(len(shown), 'node fits', 'nodes fit')} this choice.")
    tables.choosing(
        shown,
        shown["Code"].tolist(),
        name="thread_nodes",
        picks="node",
        alt=judging.joined("Nodes of the golden thread; select a row to choose one.", judged),
        height=LONG if len(shown) > SHORT else "auto",
    )
    stamped = judging.stamped(shown, judged)
    files.row(stamped, name="thread_nodes", how=nodes.how, methods=HELP)


@once
def _shown(nodes: Answer) -> pd.DataFrame:
    return pd.DataFrame([_told(row) for row in records(nodes.rows)])


def _told(row: words.Row) -> dict[str, Any]:
    return {
        "Node": row["title"],
        "Level": words.level(row["level"]),
        "Worst status": words.worst(row),
        "Standing": words.standing(row),
        "Late": row["late"],
        "Owner": words.owner(row),
        "Code": row["node_id"],
    }


def broken(breaks: Answer) -> None:
    """Every break in words; choosing a row opens the node."""
    if breaks.rows.empty:
        cards.nothing("No break is found here.")
        return
    shown = _faults(breaks)
    tables.choosing(
        shown,
        [code if is_node else None for code, is_node in _codes(breaks)],
        name="thread_breaks",
        picks="node",
        alt="Breaks in the golden thread; select a row to choose its node",
        height=LONG if len(shown) > SHORT else "auto",
    )
    files.row(shown, name="thread_breaks", how=breaks.how, methods=ABOUT)
    if not breaks.rows["indicator_id"].isna().all():
        cards.link(CATALOGUE, "Look indicators up in the catalogue")


def _codes(breaks: Answer) -> list[tuple[str, bool]]:
    """Code of the node or indicator of each break, and whether it is a node."""
    rows = breaks.rows
    codes = rows["node_id"].fillna(rows["indicator_id"])
    return list(zip(codes, rows["node_id"].notna(), strict=True))


@once
def _faults(breaks: Answer) -> pd.DataFrame:
    rows = breaks.rows
    return pd.DataFrame(
        {
            "Break": [words.BREAKS[kind][0] for kind in rows["kind"]],
            "Where": rows["title"],
            "What is wrong": [words.fault(row) for row in records(rows)],
            "Level": [words.level(one) if pd.notna(one) else "Indicator" for one in rows["level"]],
            "Partner": rows["partner"],
            "Code": [code for code, _ in _codes(breaks)],
        }
    )


def coverage(cover: Answer) -> None:
    """How whole the thread is, level by level and partner by partner."""
    rows = cover.rows
    shares = {
        "reaching": "Reach an outcome",
        "measured": "Have an indicator on them or beneath",
        "served": "Have something beneath",
        "owned": "Have an owner",
    }
    by_level = rows.groupby(["level_number", "level"], as_index=False)[["nodes", *shares]].sum()
    for name, part, title in (
        ("level", by_level, "By level"),
        ("partner", rows, "By level and partner"),
    ):
        cards.section(title)
        shown = pd.DataFrame({"Level": [words.level(one) for one in part["level"]]})
        if name == "partner":
            shown["Partner"] = part["partner"].fillna("Nobody named")
        shown["Nodes"] = part["nodes"]
        for column, label in shares.items():
            pairs = zip(part[column], part["nodes"], strict=True)
            shown[label] = [f"{count} ({100 * count / whole:.0f}%)" for count, whole in pairs]
        told = f"How whole the golden thread is, {title.lower()}"
        cards.table(shown, alt=told, name=f"thread_coverage_{name}", how=cover.how)
