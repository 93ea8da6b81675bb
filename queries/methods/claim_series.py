"""What is drawn of one claim of added value, by period: what was, what would have been, placebos.

Source: claim_case.py for what is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import Any

import pyarrow as pa

from queries.methods.claim_case import findings_of
from queries.methods.claim_findings import Line
from queries.methods.claim_subject import Measure

SCHEMA = pa.schema(
    [
        ("series", pa.string()),
        ("area_code", pa.string()),
        ("area_name", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("period_label", pa.string()),
        ("value", pa.float64()),
        ("lower_limit", pa.float64()),
        ("upper_limit", pa.float64()),
        ("is_after", pa.bool_()),
    ]
)


def answer(rows: pa.Table) -> pa.Table:
    """One row per series, area and period; the mix and means of several areas have no area."""
    subject, found = findings_of(rows)
    agency = subject.agency or subject.outcome
    told = [
        row
        for line in found.lines
        for row in _told(line, agency if line.is_agency else subject.outcome)
    ]
    return pa.Table.from_pylist(told, SCHEMA)


def _told(line: Line, measure: Measure) -> Iterator[dict[str, Any]]:
    names = {area.area_code: area.name for area in measure.areas}
    shared = {
        "series": line.series,
        "area_code": line.area_code,
        "area_name": names.get(line.area_code or ""),
        "lower_limit": line.lower,
        "upper_limit": line.upper,
    }
    for period, value in zip(measure.periods[line.start :], line.values.tolist(), strict=False):
        yield {
            **shared,
            "period_start": period.start,
            "period_end": period.end,
            "period_label": period.label,
            "value": None if isnan(value) else value,
            "is_after": period.is_after,
        }
