"""Every area of one claim of added value: its part, why it is out, its weight and its placebo.

Source: claim_case.py for what is found.
"""

from __future__ import annotations

from dataclasses import asdict

import pyarrow as pa

from queries.methods.claim_case import findings_of
from queries.methods.claim_findings import AreaFigures

FIGURES = ("weight", "pre_error", "ratio", "effect", "effect_without_it")
WORDS = ("area_code", "area_name", "part", "reason", "note")
SCHEMA = pa.schema(
    [(name, pa.string()) for name in WORDS] + [(name, pa.float64()) for name in FIGURES]
)


def answer(rows: pa.Table) -> pa.Table:
    """One row per area in the order of the panel; figures only for those in the sum."""
    _, found = findings_of(rows)
    told: dict[str, dict[str, object]] = {}
    columns = [rows[name].to_pylist() for name in ("measure", *WORDS)]
    for measure, *words in zip(*columns, strict=True):
        code = words[0]
        if measure == "outcome" and code not in told:
            figures = asdict(found.areas.get(code, AreaFigures()))
            told[code] = {**dict(zip(WORDS, words, strict=True)), **figures}
    for code, reason in found.left_out.items():
        told[code] |= {"part": "left_out", "reason": reason}
    return pa.Table.from_pylist(list(told.values()), SCHEMA)
