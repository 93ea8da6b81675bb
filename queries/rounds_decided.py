"""What was decided of rounds of a questionnaire: made, sent out, changed, closed and published.

Also that a link was exchanged, which is not a version of the round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from data.register import exchanges, rounds
from data.register.records import Record

Body = Mapping[str, Any]


KINDS = (rounds.KIND, exchanges.COUNTED)


def rows(changes: Iterable[Record[Any]]) -> Iterator[dict[str, Any]]:
    """One row a version of a round or an exchanged link, as in `minutes`.

    `subject` is the round's title, `detail` the version, or which exchange of the round it was.
    `changes` are those of the register in any order, also of other kinds.
    """
    mine = [one for one in changes if one.kind in KINDS]
    versions = {(one.record_id, one.version): one for one in mine if one.kind == rounds.KIND}
    named = titles(mine)
    for change in mine:
        said = {
            "code": f"change-{change.seq}",
            "decided_on": change.at.date(),
            "who": change.who,
            "why": change.why,
            "detail": change.version,
        }
        if change.kind == rounds.KIND:
            before = versions.get((change.record_id, change.version - 1))
            said["kind"] = _kind(change.body, before.body if before else None)
            yield said | {"subject": change.body["plan"]["title"]}
        else:
            yield said | {"kind": "round_exchanged", "subject": named.get(change.record_id)}


def titles(changes: Iterable[Record[Any]]) -> dict[str, str]:
    """What each round is called, by its id; one whose record was tampered with has no name."""
    versions = sorted(
        (one for one in changes if one.kind == rounds.KIND), key=lambda one: one.version
    )
    return {one.record_id: title for one in versions if (title := _title(one.body))}


def _title(body: Any) -> str | None:
    plan = body.get("plan") if isinstance(body, Mapping) else None
    title = plan.get("title") if isinstance(plan, Mapping) else None
    return title if isinstance(title, str) else None


def _kind(body: Body, before: Body | None) -> str:
    if before is None:
        return "round_made"
    for part, kind in (
        ("data_version", "round_published"),
        ("closed_on", "round_closed"),
        ("issued", "round_issued"),
    ):
        if body[part] != before[part]:
            return "round_recalled" if body[part] == [] else kind
    return "round_changed"
