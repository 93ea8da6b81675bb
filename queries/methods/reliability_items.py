"""How each item goes with the others of its dimension; reliability.py has alpha itself.

Source: Cronbach (1951); Cureton (1966), for the correlation with the sum of the other items.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pyarrow as pa

from queries.methods.reliability import Scale, alpha, scales

SCHEMA = pa.schema(
    [
        ("item_id", pa.string()),
        ("dimension", pa.string()),
        ("position", pa.int64()),
        ("text", pa.string()),
        ("item_total", pa.float64()),
        ("alpha_if_dropped", pa.float64()),
        ("note", pa.string()),
    ]
)


def answer(rows: pa.Table) -> pa.Table:
    """One row per item, from the covariances that `reliability_items` gives; in two decimals."""
    texts = {row["item_id"]: row["text"] for row in rows.to_pylist()}
    told = [
        {**row, "text": texts[row["item_id"]]} for scale in scales(rows) for row in _told(scale)
    ]
    return pa.Table.from_pylist(told, SCHEMA)


def item_total(covariance: np.ndarray, place: int) -> float | None:
    """Correlation of an item with the sum of the others; None where either does not vary."""
    own = covariance[place, place]
    shared = covariance[place].sum() - own
    others = covariance.sum() - 2 * shared - own
    return float(shared / math.sqrt(own * others)) if own > 0 and others > 0 else None


def alpha_if_dropped(covariance: np.ndarray, place: int) -> float | None:
    """Alpha of the other items; None where fewer than two are left, or they do not vary."""
    return alpha(np.delete(np.delete(covariance, place, 0), place, 1))


def _told(scale: Scale) -> list[dict[str, Any]]:
    return [
        {
            "item_id": name,
            "dimension": scale.dimension,
            "position": position,
            "item_total": _rounded(scale, item_total(scale.covariance, place)),
            "alpha_if_dropped": _rounded(scale, alpha_if_dropped(scale.covariance, place)),
            "note": scale.note,
        }
        for place, (name, position) in enumerate(scale.items)
    ]


def _rounded(scale: Scale, value: float | None) -> float | None:
    return None if scale.note or value is None else round(value, 2)
