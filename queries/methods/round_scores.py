"""Each round's scores of the dimensions, and what changed since the round before.

Source: the partnership's rules; mean_difference.py for the tests; Ware and others (1993).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from queries.methods.mean_difference import (
    LEVEL,
    Difference,
    Summary,
    holm,
    mean_difference,
    mean_limits,
    spread_difference,
    told_limits,
    whole,
)

# Half of the people at one end of the scale and half at the other.
LARGEST_VARIANCE = 2500.0
KEPT = ("round_id", "title", "closes_date", "dimension", "position", "answered")
FIGURES = (
    "score",
    "lower_limit",
    "upper_limit",
    "spread",
    "polarisation",
    "previous_score",
    "change",
    "change_lower",
    "change_upper",
    "change_p",
)
SCHEMA = pa.schema(
    [
        ("round_id", pa.string()),
        ("title", pa.string()),
        ("closes_date", pa.date32()),
        ("dimension", pa.string()),
        ("position", pa.int64()),
        ("answered", pa.int64()),
        *((name, pa.float64()) for name in FIGURES),
        ("movement", pa.string()),
        ("spread_change", pa.float64()),
        ("spread_p", pa.float64()),
        ("spread_movement", pa.string()),
        ("note", pa.string()),
    ]
)
Row = Mapping[str, Any]


def answer(rows: pa.Table) -> pa.Table:
    """Rows of `dimension_scores` as they are shown."""
    given = rows.to_pylist()
    known = {(row["round_id"], row["dimension"]): row for row in given}
    shown: list[dict[str, Any]] = []
    for name in dict.fromkeys(row["round_id"] for row in given):
        of_round = [row for row in given if row["round_id"] == name]
        before = [known.get((row["previous_round_id"], row["dimension"])) for row in of_round]
        shown += _told(of_round, before)
    return pa.Table.from_pylist(shown, SCHEMA)


def summary_of(row: Row | None, mean: str = "mean", variance: str = "variance") -> Summary | None:
    """What a row sums up; None where it is hidden."""
    if row is None or row["answered"] is None or row[mean] is None:
        return None
    return Summary(row["answered"], row[mean], row[variance] or 0.0, row.get("share_left") or 0.0)


def score_told(people: Summary | None) -> dict[str, float | None]:
    """Score, limits, spread and polarisation in whole points."""
    if people is None:
        return {}
    lower, upper = told_limits(mean_limits(people))
    return {
        "score": whole(people.mean),
        "lower_limit": lower,
        "upper_limit": upper,
        "spread": whole(math.sqrt(people.variance)),
        "polarisation": whole(min(100 * people.variance / LARGEST_VARIANCE, 100.0)),
    }


def movement_of(change: float | None, p: float | None, words: Sequence[str]) -> str | None:
    """The first of two words for a rise, the second for a fall, where chance does not explain it.

    None without a test. `change` is as it is told: what is told as nothing has no direction.
    """
    if change is None or p is None:
        return None
    if p >= 1 - LEVEL or not change:
        return "no_clear_change"
    return words[0] if change > 0 else words[1]


def change_told(
    now: Summary | None, before: Summary | None, found: Difference | None, p: float | None
) -> dict[str, Any]:
    """A change with its limits in whole points, and its word; `p` is after Holm."""
    if now is None or before is None or found is None:
        return {}
    was = whole(before.mean) or 0.0
    change = (whole(now.mean) or 0.0) - was
    return {
        "previous_score": was,
        "change": change,
        "change_lower": whole(found.lower_limit),
        "change_upper": whole(found.upper_limit),
        "change_p": None if p is None else round(p, 3),
        "movement": movement_of(change, p, ("improved", "slipped")),
    }


def _told(of_round: Sequence[Row], before: Sequence[Row | None]) -> list[dict[str, Any]]:
    """Rows of one round, whose tests are made together."""
    pairs = [
        (row, was if was and was["asked_items"] == row["asked_items"] else None)
        for row, was in zip(of_round, before, strict=True)
    ]
    changes = {row["dimension"]: _change(row, was) for row, was in pairs}
    chances = holm({name: found.p if found else None for name, found in changes.items()})
    spreads = holm(
        {
            row["dimension"]: _spread_chance(row, was) if changes[row["dimension"]] else None
            for row, was in pairs
        }
    )
    return [
        {
            **{name: row[name] for name in KEPT},
            **score_told(summary_of(row)),
            **change_told(
                summary_of(row),
                summary_of(was),
                changes[row["dimension"]],
                chances[row["dimension"]],
            ),
            **_spread_told(row, was, spreads[row["dimension"]]),
            "note": row["note"] or _why_no_change(row, first, was, changes[row["dimension"]]),
        }
        for (row, was), first in zip(pairs, before, strict=True)
    ]


def _change(row: Row, was: Row | None) -> Difference | None:
    now, then = summary_of(row), summary_of(was)
    return mean_difference(now, then) if now and then else None


def _spread_chance(row: Row, was: Row | None) -> float | None:
    one = summary_of(row, "deviation_mean", "deviation_variance")
    other = summary_of(was, "deviation_mean", "deviation_variance")
    return spread_difference(one, other) if one and other else None


def _spread_told(row: Row, was: Row | None, p: float | None) -> dict[str, Any]:
    now, then = score_told(summary_of(row)), score_told(summary_of(was))
    if not now or not then or row["variance"] is None:
        return {}
    change = (now["spread"] or 0.0) - (then["spread"] or 0.0)
    return {
        "spread_change": change,
        "spread_p": None if p is None else round(p, 3),
        "spread_movement": movement_of(change, p, ("wider", "narrower")) or "no_clear_change",
    }


def _why_no_change(
    row: Row, before: Row | None, comparable: Row | None, found: Difference | None
) -> str | None:
    if row["previous_round_id"] is None:
        return None
    if comparable is None:
        return "changed_items"
    return "no_variation" if found is None and summary_of(comparable) else None
