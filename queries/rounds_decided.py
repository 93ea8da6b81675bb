"""What was decided of rounds of a questionnaire: made, sent out, changed, closed and published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from data.register import rounds
from data.register.records import Record

Body = Mapping[str, Any]


def rows(changes: Iterable[Record[Any]]) -> Iterator[dict[str, Any]]:
    """One row a version of a round, as in `minutes`; `subject` is its title, `detail` the version.

    `changes` are those of the register in any order, also of other kinds.
    """
    versions = {(one.record_id, one.version): one for one in changes if one.kind == rounds.KIND}
    for (round_id, version), change in versions.items():
        before = versions.get((round_id, version - 1))
        yield {
            "code": f"change-{change.seq}",
            "decided_on": change.at.date(),
            "kind": _kind(change.body, before.body if before else None),
            "who": change.who,
            "why": change.why,
            "subject": change.body["plan"]["title"],
            "detail": version,
        }


def _kind(body: Body, before: Body | None) -> str:
    if before is None:
        return "round_made"
    for part, kind in (
        ("data_version", "round_published"),
        ("closed_on", "round_closed"),
        ("issued", "round_issued"),
    ):
        if body[part] != before[part]:
            return kind
    return "round_changed"
