"""Refusals: answers that were not taken because they cannot have come from the form.

Only the day, why, and the round if it is known; never the link, the answer or any text. At most
200 a day are kept, so that nobody can fill the disk; the rest are counted in the server's own log.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from sqlalchemy import Connection

from data.register import Register, records
from data.register.connecting import reading
from data.register.records import Actor, Record

KIND = "refusal"
MOST_A_DAY = 200
RESPONDENT = Actor("a respondent", "respondent")
Reason = Literal[
    "unknown_link",
    "withdrawn_link",
    "not_open",
    "closed",
    "unknown_statement",
    "off_the_scale",
    "not_applicable_not_offered",
    "unknown_dimension",
    "comment_too_long",
    "comment_unreadable",
    "too_many_changes",
]


@dataclass(frozen=True)
class Refusal:
    """That something was refused on a day by the calendar, and why."""

    on: date
    reason: Reason
    round_id: str | None


def log(connection: Connection, reason: Reason, round_id: str | None) -> None:
    """Keep that something was refused, while the day has room."""
    today = datetime.now(UTC).date()
    kept = records.count(connection, KIND, f"{today}/")
    if kept >= MOST_A_DAY:
        logging.getLogger(__name__).warning("Answer refused (%s), beyond those kept today", reason)
        return
    key = (KIND, f"{today}/{kept + 1}")
    refused = Refusal(today, reason, round_id)
    records.append(connection, key, refused, after=0, by=RESPONDENT, why=reason, is_timed=False)


def every(register: Register) -> list[Record[Refusal]]:
    """All that was refused and kept, the newest first."""
    with reading(register) as connection:
        found = records.history(connection, KIND)
    return [record.of(Refusal) for record in reversed(found)]
