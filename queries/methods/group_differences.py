"""Scores of organisations and respondent groups, each against everyone else.

Source: the partnership's rules; mean_difference.py for the tests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from queries.methods.mean_difference import (
    LEVEL,
    Difference,
    Summary,
    everyone_else,
    holm,
    mean_difference,
    whole,
)
from queries.methods.round_scores import SCORE, score_told, summary_of

KEPT = ("dimension", "kind", "name", "position", "invited", "answered", "is_residual", "note")
FIGURES = (
    *SCORE,
    "difference",
    "difference_lower",
    "difference_upper",
    "difference_p",
)
SCHEMA = pa.schema(
    [
        ("dimension", pa.string()),
        ("kind", pa.string()),
        ("name", pa.string()),
        ("position", pa.int64()),
        ("invited", pa.int64()),
        ("answered", pa.int64()),
        *((name, pa.float64()) for name in FIGURES),
        ("stands_out", pa.string()),
        ("is_residual", pa.bool_()),
        ("note", pa.string()),
    ]
)
Row = Mapping[str, Any]


def answer(rows: pa.Table) -> pa.Table:
    """Rows of `group_scores` as they are shown; the tests of one dimension and kind together."""
    given = rows.to_pylist()
    parts: dict[tuple[str, str], list[Row]] = {}
    for row in given:
        parts.setdefault((row["dimension"], row["kind"]), []).append(row)
    told = [found for part in parts.values() for found in _told(part)]
    return pa.Table.from_pylist(told, SCHEMA)


def _told(part: Sequence[Row]) -> list[dict[str, Any]]:
    found = [_difference(row) for row in part]
    # the residual is no group of its own, so it is not tested
    chances = holm(
        {
            row["name"]: difference.p
            for row, difference in zip(part, found, strict=True)
            if difference and not row["is_residual"]
        }
    )
    return [
        {
            **{name: row[name] for name in KEPT},
            **score_told(summary_of(row)),
            **_difference_told(difference, chances.get(row["name"])),
        }
        for row, difference in zip(part, found, strict=True)
    ]


def _difference(row: Row) -> Difference | None:
    own = summary_of(row)
    if own is None:
        return None
    everybody = Summary(
        row["answered_in_all"],
        row["mean_in_all"],
        row["variance_in_all"] or 0.0,
        row["share_left_of_others"],
    )
    others = everyone_else(everybody, own)
    return mean_difference(own, others) if others else None


def _difference_told(found: Difference | None, p: float | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "difference": whole(found.value),
        "difference_lower": whole(found.lower_limit),
        "difference_upper": whole(found.upper_limit),
        "difference_p": None if p is None else round(p, 3),
        "stands_out": _word(whole(found.value) or 0.0, p),
    }


def _word(difference: float, p: float | None) -> str | None:
    if p is None:
        return None
    if p >= 1 - LEVEL or not difference:
        return "no_clear_difference"
    return "above" if difference > 0 else "below"
