"""Rows of the picture of a line of sight: neighbours by name, further nodes counted by level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import theme
from components.answer import Answer
from components.kept import once
from components.records import Record, records
from components.thread import words

INDENT, NAMED = 14, 10  # pixels a level; direct neighbours that are named on a level
OPENED = 60  # nodes of a level that are named when it is opened
COUNTS = ["intervention", "within_tolerance", "on_target", "not_judged"]
NEED = {"intervention": 0, "within_tolerance": 1, "on_target": 2}


@dataclass(frozen=True)
class Picture:
    """Rows and lines of the picture."""

    rows: pd.DataFrame
    links: pd.DataFrame


@once
def further(sight: Answer) -> dict[str, str]:
    """The levels whose further nodes could be named, by what opens them."""
    return offered(sight.rows)


@once
def of(sight: Answer, opened: str | None) -> Picture:
    """The picture of a line of sight, rows as `thread_sight`, with the nodes of a level named."""
    drawn = rows(sight.rows, opened)
    return Picture(drawn, links(drawn))


def offered(sight: pd.DataFrame) -> dict[str, str]:
    """Levels with nodes that are not named, with how many; by side and level."""
    return {
        key: f"{words.level(part.iloc[0]['level'])}, {words.SIDES[side].lower()} ({len(part)})"
        for (side, _), key, part in _parts(sight)
        if side != "chosen" and len(part) > len(_named(part))
    }


def rows(sight: pd.DataFrame, opened: str | None) -> pd.DataFrame:
    """Rows as the chart of a line of sight wants them, from the highest level down."""
    found: list[dict[str, Any]] = []
    first = sight["level_rank"].min()
    for (side, rank), key, part in _parts(sight):
        indent = int(rank - first) * INDENT
        named = part.head(OPENED) if key == opened else _named(part)
        found += [_node(row, indent, side == "chosen") for row in records(named)]
        rest = part[~part["node_id"].isin(named["node_id"])]
        if not rest.empty:
            found.append(_rest(rest, indent, key, is_more=not named.empty))
    return pd.DataFrame(found).assign(position=range(1, len(found) + 1))


def links(drawn: pd.DataFrame) -> pd.DataFrame:
    """Corners of a line from the chosen node to each it serves or is served by directly."""
    (centre,) = records(drawn[drawn["is_chosen"]])
    corners = []
    for row in records(drawn[drawn["is_direct"]]):
        upper, lower = sorted((row, centre), key=lambda one: one["position"])
        turn = (upper["indent"], lower["position"])
        ends = ((upper["indent"], upper["position"]), turn, (lower["indent"], lower["position"]))
        corners += [
            {"line": row["position"], "corner": n, "indent": indent, "position": position}
            for n, (indent, position) in enumerate(ends, start=1)
        ]
    return pd.DataFrame(corners, columns=["line", "corner", "indent", "position"])


def _parts(sight: pd.DataFrame) -> list[tuple[tuple[str, int], str, pd.DataFrame]]:
    """Side and level with its nodes: what is above by level, the chosen one, what is beneath."""
    order = {side: n for n, side in enumerate(words.SIDES)}
    needed = sight.assign(
        need=sight["worst"].map(NEED).fillna(3), side_order=sight["side"].map(order)
    )
    ordered = needed.sort_values(["side_order", "level_rank", "distance", "need", "node_id"])
    parts = [part for _, part in ordered.groupby(["side_order", "level_rank"], sort=True)]
    firsts = [part.iloc[0] for part in parts]
    return [
        ((one["side"], one["level_rank"]), f"{one['side']} {one['level']}", part)
        for one, part in zip(firsts, parts, strict=True)
    ]


def _named(part: pd.DataFrame) -> pd.DataFrame:
    return part[part["distance"] <= 1].head(NAMED)


def _node(row: Record, indent: int, is_chosen: bool) -> dict[str, Any]:
    mark = theme.status_mark(row["worst"] if row["indicators"] else None)
    late = f", {words.late(row)}" if row["late"] else ""
    return {
        "node_id": row["node_id"],
        "opens": None,
        "is_chosen": is_chosen,
        "is_direct": row["distance"] == 1,
        "indent": indent,
        "glyph": mark.glyph if row["indicators"] else "\u25cb",
        "colour": mark.colour,
        "title": row["title"],
        "told": f"{words.level(row['level'])}: {words.standing(row)}{late}; {words.partner(row)}",
    }


def _rest(part: pd.DataFrame, indent: int, key: str, *, is_more: bool) -> dict[str, Any]:
    worst = part["worst"].value_counts()
    found = [
        f"{theme.status_mark(status).glyph} {worst[status]} with {words_of}"
        for status, words_of in {
            "intervention": "an indicator at intervention",
            "within_tolerance": "the worst within tolerance",
            "on_target": "all on target",
        }.items()
        if status in worst
    ]
    mark = theme.status_mark(next((one for one in NEED if one in worst), None))
    level = words.several(part.iloc[0]["level"], len(part))
    return {
        "node_id": None,
        "opens": key,
        "is_chosen": False,
        "is_direct": False,
        "indent": indent,
        "glyph": "\u22ef",
        "colour": mark.colour,
        "title": f"{level.replace(' ', ' more ', 1) if is_more else level}, further off: open",
        "told": ", ".join(found) or "No indicator on them or beneath",
    }
