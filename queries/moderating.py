"""Moderates: the texts that the working group reads: what waits, and what is shown.

Nothing of a text that waits leaves here but to somebody of the working group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from textwrap import shorten
from types import SimpleNamespace
from typing import Any, Protocol

from data import register
from data.register.thread_in_force import KIND as THREAD
from data.register.voices import COMMENTARY, ESCALATION, FEEDBACK, REPLY, WITHDRAWAL
from queries import Edition, edition, fetch, withdrawing, workspace


class Reader(Protocol):
    """Who asks to read, such as `queries.acting` finds them."""

    def may(self, role: str) -> bool:
        """Whether the role is at least this one."""
        ...


@dataclass(frozen=True)
class Said:
    """A text that the working group reads: of which kind, what it says of what, from whom.

    `state` is proposed while it waits and approved while it is shown; `before` is what is shown
    while a newer version waits.
    """

    kind: str
    record_id: str
    version: int
    state: str
    about: str
    text: str
    speaker: str
    authors: tuple[str, ...]
    on: date
    before: str | None = None

    @property
    def name(self) -> str:
        """What tells it from every other."""
        return f"{self.kind}/{self.record_id}"


def to_read(me: Reader) -> tuple[Said, ...]:
    """What waits to be read or is shown, the oldest first; nothing but for the working group."""
    kept = register.of(workspace())
    if not me.may("working_group") or not kept.is_begun:
        return ()
    return _to_read(edition((COMMENTARY, FEEDBACK, ESCALATION, REPLY, WITHDRAWAL, THREAD)))


def kinds() -> dict[str, Any]:
    """The reviewed kinds of texts by their names."""
    from data.register import commentaries, feedbacks

    return {COMMENTARY: commentaries.COMMENTARIES, FEEDBACK: feedbacks.FEEDBACKS}


@lru_cache(maxsize=4)
def _to_read(edition: Edition) -> tuple[Said, ...]:  # what tells one state from another
    found = [one for kind in kinds().values() for one in _standing(kind)]
    found += [_published(*text) for text in withdrawing.texts(register.of(workspace()))]
    return tuple(sorted(found, key=lambda one: (one.state != "proposed", one.record_id)))


def _standing(kind: Any) -> Iterator[Said]:
    """Of each record of a kind the version that waits or is shown."""
    from data.register import moderation, reviewed

    versions = reviewed.history(register.of(workspace()), kind)
    shown = moderation.shown(versions)
    for made, newest in {version.record_id: version for version in versions}.items():
        before = shown.get(made)
        one = newest if newest.body.state == "proposed" else before
        if one is not None:
            waits = one is newest and before is not None and before is not newest
            yield _said(one, newest.version, before if waits else None)


def _said(one: Any, version: int, before: Any) -> Said:
    """`version` is that of the newest there is, which a decision follows."""
    body = one.body
    said = body.commentary if one.kind == COMMENTARY else body.feedback
    about, speaker = _subject(said) if one.kind == COMMENTARY else _node(said)
    shown = getattr(before.body, one.kind).text if before else None
    return Said(
        one.kind,
        one.record_id,
        version,
        body.state,
        about,
        said.text,
        speaker,
        body.authors,
        body.proposed_on,
        shown,
    )


def _published(kind: str, made: str, version: int, row: Mapping[str, Any]) -> Said:
    """A text that was published, or an answer, as one that is shown."""
    said = SimpleNamespace(**row)
    if kind == "answer":
        about = (
            shorten(said.said, 80, placeholder="…"),
            f"{said.owner_post}, {said.owner_partner}",
        )
        on = said.done_date
    elif kind == "published_commentary":
        about, on = _subject(said), said.written_date
    else:
        about, on = _node(said), said.received_date
    return Said(kind, made, version, "approved", about[0], said.text, about[1], (), on)


def _subject(said: Any) -> tuple[str, str]:
    from queries import minutes

    indicators, areas = minutes.names()
    name = indicators.get(said.indicator_id, {}).get("name", said.indicator_id)
    days = f"{said.period_start} to {said.period_end}"
    about = f"{name}, {areas.get(said.area_code, said.area_code)}, {days}"
    return about, f"{said.owner_post}, {said.owner_partner}"


def _node(said: Any) -> tuple[str, str]:
    titles = fetch("thread_titles")
    known = dict(zip(titles["node_id"], titles["title"], strict=True))
    return known.get(said.node_id, said.node_id), said.from_group
