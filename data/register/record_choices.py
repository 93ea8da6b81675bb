"""Choices of the record: of several collected measures of one thing, the one that counts, and why.

Each measure has one record in versions. A choice is put forward by one and approved by another; the
one that was approved last is in force.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyarrow.parquet as pq

from data import releases
from data.register import Refused, Register, moderation, records, reviewed, roles
from data.register.connecting import writing
from data.register.records import Superseded
from data.register.records_chosen import KIND
from data.register.reviewed import Kind, Review

LONGEST_REASON = 2_000


@dataclass(frozen=True, kw_only=True)
class ChoiceReview(Review):
    """That an indicator is the record of a measure, why, and how far the review has come."""

    shared_measure: str
    indicator_id: str
    reason: str


CHOICES = Kind(KIND, ChoiceReview)


def propose(
    register: Register, measure: str, indicator_id: str, *, who: str, why: str, after: int
) -> int:
    """Put an indicator forward as the record of a measure, for `why`; the version it has.

    `after` is the newest version that was seen, 0 when there is none; what waits is changed.
    Raises NotAllowed, Refused, records.Superseded.
    """
    reason = moderation.said(why, LONGEST_REASON, "The reason")
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        _collected(register, measure, indicator_id)
        found = records.latest(connection, KIND, measure)
        if (found.version if found else 0) != after:
            raise Superseded(f"the record of {measure}", after, indicator_id, found)
        begun = reviewed.begun(register, author)
        body = ChoiceReview(
            shared_measure=measure, indicator_id=indicator_id, reason=reason, **begun
        )
        before = found.of(ChoiceReview).body if found else None
        if before and before.state == "proposed":
            body = replace(body, authors=reviewed.with_author(before, author))
        return records.append(connection, (KIND, measure), body, after=after, by=author, why=reason)


def approve(register: Register, measure: str, *, who: str, why: str, after: int) -> int:
    """Let an indicator be the record; its new version. `after` is the version that was seen.

    Raises NotAllowed, Refused, records.Superseded.
    """
    with writing(register) as connection:
        approver = roles.acting(connection, who, "approver")
        review = reviewed.waiting(connection, CHOICES, measure, after, "approval")
        reviewed.independent(register, CHOICES, review, approver)
        _collected(register, measure, review.indicator_id)
        body = reviewed.decided(register, review, "approved", approver)
        return records.append(connection, (KIND, measure), body, after=after, by=approver, why=why)


def reject(register: Register, measure: str, *, who: str, why: str, after: int) -> int:
    """Turn a choice down; its new version. Raises NotAllowed, Refused, records.Superseded."""
    return reviewed.reject(register, CHOICES, measure, who=who, why=why, after=after)


def withdraw(register: Register, measure: str, *, who: str, why: str, after: int) -> int:
    """Take one's own choice back; its new version. Raises as `reject` does."""
    return reviewed.withdraw(register, CHOICES, measure, who=who, why=why, after=after)


def _collected(register: Register, measure: str, indicator_id: str) -> None:
    """Raise Refused unless the indicator is one of several that collect the measure."""
    path = register.workspace.path
    try:
        release = releases.served(path)[0]
    except (releases.UnknownVersion, releases.DamagedExtract) as error:
        raise Refused(f"Nothing can be checked against what is published: {error}") from error
    columns = ["indicator_id", "shared_measure"]
    rows = [
        row
        for name in release.reference.get("indicators", {})
        for row in pq.read_table(path / name, columns=columns, partitioning=None).to_pylist()
    ]
    collected = {row["indicator_id"] for row in rows if row["shared_measure"] == measure}
    if indicator_id not in collected:
        raise Refused(f"{indicator_id} is not published as a collection of {measure}.")
    if len(collected) < 2:  # noqa: PLR2004 one alone needs no choice
        raise Refused(f"{measure} is collected once, so there is nothing to choose.")
