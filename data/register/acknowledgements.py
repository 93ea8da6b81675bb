"""Acknowledgements: that a result at its intervention level was seen, by which post, when first.

What is written later about the same result changes the post or the note, never the day on which it
was first seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as pa

from data.contract import REFERENCE
from data.register import Refused, Register

KIND = "acknowledgement"
PUBLISHED = ("acknowledgements",)
TABLE = REFERENCE["acknowledgements"]


@dataclass(frozen=True)
class Acknowledgement:
    """One result, and by which post it was seen; `acknowledged_date` is filled in when written."""

    indicator_id: str
    area_code: str
    period_start: date
    period_end: date
    post: str
    note: str | None = None
    acknowledged_date: date | None = None

    @property
    def record_id(self) -> str:
        """What names the result."""
        days = f"{self.period_start}/{self.period_end}"
        return f"{self.indicator_id}/{self.area_code}/{days}"


def acknowledge(
    register: Register, seen: Acknowledgement, *, who: str, why: str, after: int
) -> int:
    """Keep that a breach was seen today; the version. `after` is the version seen, 0 for none.

    Raises NotAllowed, Refused, records.Superseded.
    """
    from data.register import action_rules, bodies, definitions, records, roles
    from data.register.connecting import writing

    seen = bodies.checked(seen)
    if not seen.post:
        raise Refused("Say which post has seen it.")
    if seen.period_end < seen.period_start:
        raise Refused("The period ends before it starts.")
    definitions.polarity(register.workspace.path, seen.indicator_id, seen.area_code)
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        action_rules.not_a_person(connection, seen.post)
        before = records.latest(connection, KIND, seen.record_id)
        day = before.of(Acknowledgement).body.acknowledged_date if before else None
        body = replace(seen, acknowledged_date=day or register.workspace.today)
        key = (KIND, seen.record_id)
        return records.append(connection, key, body, after=after, by=author, why=why)


def tables(
    register: Register, published: Mapping[str, pa.Table], _: tuple[Any, ...] = ()
) -> dict[str, pa.Table]:
    """The table in force: as published, and what the register says over it. Raises Unusable."""
    rows = {_key(row): row for row in published["acknowledgements"].to_pylist()}
    for one in _newest(register):
        row = {name: getattr(one, name) for name in TABLE.column_names}
        first = rows.get(_key(row), row)["acknowledged_date"]
        rows[_key(row)] = row | {"acknowledged_date": min(first, row["acknowledged_date"])}
    made = pa.Table.from_pylist([rows[key] for key in sorted(rows)], schema=TABLE.schema)
    return {"acknowledgements_in_force": made}


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in TABLE.key)


def _newest(register: Register) -> list[Acknowledgement]:
    if not register.is_begun:
        return []
    # Here, because a workspace without a register need not wait for SQLAlchemy (0.4 s).
    from data.register import records
    from data.register.connecting import reading

    with reading(register) as connection:
        found = records.newest(connection, KIND)
    return [record.of(Acknowledgement).body for record in found]
