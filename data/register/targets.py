"""Targets: every rule that was ever law, as versions of one record for each indicator and area.

A rule is only ever written by approving a proposal (`proposals.approve`).
"""

from __future__ import annotations

from data.register import Register, records
from data.register.connecting import reading
from data.register.records import Record
from data.register.rules import Decision, place_of

KIND = "target"


def history(register: Register, indicator_id: str, area_code: str) -> list[Record[Decision]]:
    """Every rule of one indicator in one area, the oldest first."""
    with reading(register) as connection:
        found = records.history(connection, KIND, place_of(indicator_id, area_code))
    return [record.of(Decision) for record in found]


def every(register: Register) -> list[Record[Decision]]:
    """Every rule there ever was, in the order they were approved."""
    with reading(register) as connection:
        return [record.of(Decision) for record in records.history(connection, KIND)]
