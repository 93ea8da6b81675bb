"""Records chosen: which of several collected measures is the record, as approved last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from data.contract.tables import DATE, Column, Table
from data.register import Register

KIND = "record_choice"
NAME = "records_chosen"
TABLE = Table(
    NAME,
    (
        Column("shared_measure"),
        Column("indicator_id"),
        Column("reason"),
        Column("chosen_by"),
        Column("chosen_date", DATE),
    ),
    key=("shared_measure",),
)


def tables(
    register: Register, _: Mapping[str, pa.Table], supposed: Sequence[Any] = ()
) -> dict[str, pa.Table]:
    """The record of each measure that has one, by the measure; published tables have none.

    `supposed` are choices as if they had been approved last. Raises Unusable.
    """
    versions: list[Any] = []
    if register.is_begun:
        # Here, because a workspace without a register need not wait for SQLAlchemy (0.4 s).
        from data.register import record_choices, reviewed

        versions = [one.body for one in reviewed.history(register, record_choices.CHOICES)]
    approved = [one for one in versions if one.state == "approved"]
    rows = {
        one.shared_measure: {
            "shared_measure": one.shared_measure,
            "indicator_id": one.indicator_id,
            "reason": one.reason,
            "chosen_by": one.decided_by,
            "chosen_date": one.decided_on,
        }
        for one in (*approved, *supposed)
    }
    ordered = [rows[measure] for measure in sorted(rows)]
    return {NAME: pa.Table.from_pylist(ordered, schema=TABLE.schema)}
