"""Scores of the items of one round, and what changed since the round before.

Source: the partnership's rules; mean_difference.py for the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from queries.methods.mean_difference import Difference, Summary, holm, mean_difference
from queries.methods.round_scores import change_told, score_told, summary_of

KEPT = (
    "item_id",
    "dimension",
    "position",
    "text",
    "is_negative",
    "form",
    "answered",
    "not_applicable",
    "favourable",
    "gap",
    "note",
)
SCHEMA = pa.schema(
    [
        ("item_id", pa.string()),
        ("dimension", pa.string()),
        ("position", pa.int64()),
        ("text", pa.string()),
        ("is_negative", pa.bool_()),
        ("form", pa.string()),
        ("answered", pa.int64()),
        ("not_applicable", pa.int64()),
        ("score", pa.float64()),
        ("lower_limit", pa.float64()),
        ("upper_limit", pa.float64()),
        ("favourable", pa.float64()),
        ("previous_score", pa.float64()),
        ("change", pa.float64()),
        ("change_lower", pa.float64()),
        ("change_upper", pa.float64()),
        ("change_p", pa.float64()),
        ("movement", pa.string()),
        ("gap", pa.float64()),
        ("note", pa.string()),
    ]
)
# With every answer shown they tell nothing more; otherwise the answers could be solved for.
TELLING = ("lower_limit", "upper_limit")
TELLING_OF_CHANGE = ("change_lower", "change_upper", "change_p")
Row = Mapping[str, Any]


def answer(rows: pa.Table) -> pa.Table:
    """Rows of `item_scores` as they are shown."""
    given = rows.to_pylist()
    changes = {row["item_id"]: _change(row) for row in given}
    chances = holm({name: found.p if found else None for name, found in changes.items()})
    told = [_told(row, changes[row["item_id"]], chances[row["item_id"]]) for row in given]
    return pa.Table.from_pylist(told, SCHEMA)


def _told(row: Row, found: Difference | None, p: float | None) -> dict[str, Any]:
    now, before = summary_of(row), _before(row)
    shown: dict[str, Any] = {
        **{name: row[name] for name in KEPT},
        **score_told(now),
        **change_told(now, before, found, p),
    }
    if now and before and found is None:
        shown["note"] = "no_variation"
    kept_back = () if row["form"] == "all" else TELLING
    if (row["form"], row["form_before"]) != ("all", "all"):
        kept_back += TELLING_OF_CHANGE
    return {name: shown.get(name) for name in SCHEMA.names if name not in kept_back}


def _before(row: Row) -> Summary | None:
    names = ("answered", "mean", "variance", "share_left")
    return summary_of({name: row[f"{name}_before"] for name in names})


def _change(row: Row) -> Difference | None:
    now, before = summary_of(row), _before(row)
    return mean_difference(now, before) if now and before else None
