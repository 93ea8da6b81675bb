"""Ordering: rows in the order that they are stored in, found from the places of their texts.

Sorting a million rows by whole numbers takes a fifth of the time that sorting them by texts does,
and a store that is handed sorted rows has little left to do.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

TEXTS = ("area_code", "indicator_id", "breakdown_type", "breakdown")
DAYS = 2**19  # more than there are between the first and the last year that a period may have


def in_order(
    rows: pa.Table, numbers: pa.ChunkedArray | pa.Array
) -> tuple[pa.Table, pa.ChunkedArray | pa.Array]:
    """Rows by area, indicator, breakdown and period, and their numbers in the same order."""
    places = np.zeros(rows.num_rows, np.int64)
    for name in TEXTS:
        place, count = _places(rows[name])
        places = places * count + place
    start = rows["period_start"].cast(pa.int32()).to_numpy()
    places = places * DAYS + (start - start.min(initial=0))
    order = pa.array(np.argsort(places, kind="stable"))
    return rows.take(order), numbers.take(order)


def _places(texts: pa.ChunkedArray) -> tuple[np.ndarray, int]:
    """Each text's place among the distinct ones in order, and how many of those there are."""
    coded = texts if pa.types.is_dictionary(texts.type) else pc.dictionary_encode(texts)
    chunks = coded.unify_dictionaries().chunks
    if not chunks:
        return np.zeros(0, np.int64), 1
    rank = pc.rank(chunks[0].dictionary, tiebreaker="first").to_numpy().astype(np.int64) - 1
    codes = np.concatenate([chunk.indices.to_numpy() for chunk in chunks])
    return rank[codes], max(len(rank), 1)
