"""Every check behind the verdict on one claim of added value, from its panel.

Source: the partnership's rules; claim_case.py for what is found.
"""

from __future__ import annotations

import pyarrow as pa

from queries.methods.claim_case import findings_of

SCHEMA = pa.schema(
    [
        ("position", pa.int32()),
        ("name", pa.string()),
        ("found", pa.float64()),
        ("limit", pa.float64()),
        ("is_passed", pa.bool_()),
        ("about", pa.string()),
    ]
)


def answer(rows: pa.Table) -> pa.Table:
    """One row per check in the order in which they are told; `about` names areas.

    `is_passed` is null where it could not be looked at.
    """
    subject, found = findings_of(rows)
    names = {area.area_code: area.name for area in subject.outcome.areas}
    told = [
        {
            "position": position,
            "name": check.name,
            "found": check.found,
            "limit": check.limit,
            "is_passed": check.is_passed,
            "about": ", ".join(names.get(code, code) for code in check.about) or None,
        }
        for position, check in enumerate(found.reasons, start=1)
    ]
    return pa.Table.from_pylist(told, SCHEMA)
