"""How far organisations and respondent groups lie apart on a dimension.

Source: Welch (1951), analysis of variance of unequal variances; Hays, Statistics (1963), omega
squared; Holm (1979); Bonferroni's limits for the gap, which is the widest of many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pyarrow as pa
from scipy.special import fdtrc

from queries.methods.mean_difference import LEVEL, Summary, holm, mean_difference, whole
from queries.methods.round_scores import score_told, summary_of

# A medium share of the variance (Cohen, 1988); below it groups may differ but nobody is divided.
LEAST_SHARE = 6.0
SCHEMA = pa.schema(
    [
        ("dimension", pa.string()),
        ("kind", pa.string()),
        ("position", pa.int64()),
        ("spread", pa.float64()),
        ("polarisation", pa.float64()),
        ("highest_name", pa.string()),
        ("highest_score", pa.float64()),
        ("lowest_name", pa.string()),
        ("lowest_score", pa.float64()),
        ("gap", pa.float64()),
        ("gap_lower", pa.float64()),
        ("gap_upper", pa.float64()),
        ("share_between", pa.float64()),
        ("between_p", pa.float64()),
        ("is_divided", pa.bool_()),
        ("note", pa.string()),
    ]
)
Row = Mapping[str, Any]


def answer(rows: pa.Table) -> pa.Table:
    """Rows of `perception_gaps` as they are shown; the tests of one kind are made together."""
    given = [{**row, "share_left": 1.0} for row in rows.to_pylist()]
    found: list[dict[str, Any]] = []
    for _, part in groupby(given, lambda row: (row["position"], row["dimension"])):
        of_dimension = list(part)
        everybody = next(row for row in of_dimension if row["kind"] == "all")
        others = [row for row in of_dimension if row["kind"] != "all"]
        for kind, standings in groupby(others, lambda row: row["kind"]):
            found.append({"kind": kind, **_told(everybody, list(standings))})
    for kind in {row["kind"] for row in found}:
        of_kind = {row["dimension"]: row for row in found if row["kind"] == kind}
        chances = holm({name: row["between_p"] for name, row in of_kind.items()})
        for name, row in of_kind.items():
            row |= _divided(row["share_between"], chances[name])
    return pa.Table.from_pylist(found, SCHEMA)


def variance_test(parts: Sequence[Summary]) -> float | None:
    """Probability by Welch's analysis of variance that means differ as much by chance alone.

    None for fewer than two parts, or where one does not vary.
    """
    if len(parts) <= 1 or any(part.n <= 1 or not part.variance > 0 for part in parts):
        return None
    weights = [part.n / part.variance for part in parts]
    total = sum(weights)
    mean = sum(w * part.mean for w, part in zip(weights, parts, strict=True)) / total
    between = len(parts) - 1
    squares = sum(w * (part.mean - mean) ** 2 for w, part in zip(weights, parts, strict=True))
    unevenness = sum(
        (1 - w / total) ** 2 / (part.n - 1) for w, part in zip(weights, parts, strict=True)
    )
    ratio = squares / between / (1 + 2 * (between - 1) / (between * (between + 2)) * unevenness)
    return float(fdtrc(between, between * (between + 2) / (3 * unevenness), ratio))


def share_between(parts: Sequence[Summary]) -> float | None:
    """Omega squared in per cent: the share of the variance that lies between the parts."""
    people = sum(part.n for part in parts)
    if len(parts) <= 1 or people <= len(parts):
        return None
    mean = sum(part.n * part.mean for part in parts) / people
    between = sum(part.n * (part.mean - mean) ** 2 for part in parts)
    within = sum((part.n - 1) * part.variance for part in parts)
    error = within / (people - len(parts))
    if not between + within > 0:
        return None
    return max(100 * (between - (len(parts) - 1) * error) / (between + within + error), 0.0)


def _told(everybody: Row, standings: Sequence[Row]) -> dict[str, Any]:
    shown = [(row, people) for row in standings if (people := summary_of(row))]
    parts = [people for _, people in shown]
    told = {
        "dimension": everybody["dimension"],
        "position": everybody["position"],
        **score_told(summary_of(everybody)),
        **_gap([(row["name"], people) for row, people in shown if not row["is_residual"]]),
        "share_between": whole(share_between(parts)),
        "between_p": variance_test(parts),
        "note": _note(standings, parts),
    }
    return {name: told.get(name) for name in SCHEMA.names if name != "kind"}


def _note(standings: Sequence[Row], parts: Sequence[Summary]) -> str | None:
    if any(row["note"] == "held_back" for row in standings):
        return "held_back"
    return None if len(parts) > 1 else "too_few"


def _gap(named: Sequence[tuple[str, Summary]]) -> dict[str, Any]:
    """The highest and the lowest of those shown, and limits that hold for any two of them."""
    if len(named) <= 1:
        return {}
    in_order = sorted(named, key=lambda one: one[1].mean)
    (lowest_name, lowest), (highest_name, highest) = in_order[0], in_order[-1]
    pairs = len(named) * (len(named) - 1) / 2
    found = mean_difference(highest, lowest, 1 - (1 - LEVEL) / pairs)
    high, low = whole(highest.mean) or 0.0, whole(lowest.mean) or 0.0
    return {
        "highest_name": highest_name,
        "highest_score": high,
        "lowest_name": lowest_name,
        "lowest_score": low,
        "gap": high - low,
        "gap_lower": whole(found.lower_limit) if found else None,
        "gap_upper": whole(found.upper_limit) if found else None,
    }


def _divided(share: float | None, p: float | None) -> dict[str, Any]:
    is_divided = None
    if share is not None and p is not None:
        is_divided = p < 1 - LEVEL and share >= LEAST_SHARE
    return {"between_p": None if p is None else round(p, 3), "is_divided": is_divided}
