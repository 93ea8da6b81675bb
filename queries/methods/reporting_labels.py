"""Labels of the periods in the reporting calendar: as the source writes those that came."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any

import pyarrow as pa

from queries.methods.period_labels import labels_ahead

Row = dict[str, Any]
MONTH = timedelta(days=27)  # from the first to the last day of the shortest


def answer(rows: pa.Table) -> pa.Table:
    """The rows in their order, each with a label; `known_periods` is used up."""
    given = rows.select(
        ["indicator_id", "period_start", "period_end", "period_label", "known_periods"]
    ).to_pylist()
    by_indicator = sorted(range(len(given)), key=lambda place: given[place]["indicator_id"])
    labels = [row["period_label"] for row in given]
    for _, places in groupby(by_indicator, key=lambda place: given[place]["indicator_id"]):
        for place, label in _labels(given, list(places)):
            labels[place] = label
    at = rows.column_names.index("period_label")
    return rows.set_column(at, "period_label", pa.array(labels, pa.string())).drop_columns(
        ["known_periods"]
    )


def _labels(given: list[Row], places: list[int]) -> list[tuple[int, str]]:
    """A label for each of one indicator's rows that has none."""
    unnamed = [place for place in places if given[place]["period_label"] is None]
    known = [
        (period["first"], period["last"], period["label"])
        for place in places
        for period in given[place]["known_periods"] or ()
    ]
    ahead = [(given[place]["period_start"], given[place]["period_end"]) for place in unnamed]
    if ahead and ahead[0][1] - ahead[0][0] < MONTH:
        # Labels of weeks are counted on in no way that could be learnt.
        return [
            (place, f"Week to {end.day} {end:%B %Y}")
            for place, (_, end) in zip(unnamed, ahead, strict=True)
        ]
    return list(zip(unnamed, labels_ahead(known, ahead), strict=True))
