"""Voices: the door of pages to commentary and feedback from the ground, and to reading them first.

Nothing of a text that waits leaves here but to somebody of the working group. The register's own
modules are imported when something is written or waits to be read: a page that only shows what was
said need not wait for SQLAlchemy (0.4 s).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

from data import register
from data.register import Refused, Register
from data.register.thread_in_force import KIND as THREAD
from data.register.voices import COMMENTARY, FEEDBACK
from queries import Edition, edition, fetch, workspace

if TYPE_CHECKING:
    from queries.deciding import Outcome

HANDED_IN = "Thank you. The working group reads it before it is shown; until then nobody else can."


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


def comment(
    indicator_id: str,
    area_code: str,
    *,
    who: str,
    period: str,
    text: str,
    owner_post: str,
    owner_partner: str,
    replaces: tuple[str, int] | None = None,
) -> Outcome:
    """Hand in what a post says of an indicator; `period` is its first and last day, by a slash.

    `replaces` is the commentary that is changed, and its version that was seen.
    """
    from data.register import commentaries
    from queries.deciding import attempt

    def written(kept: Register) -> str | int:
        about = (indicator_id, area_code, *_days(period))
        said = commentaries.Commentary(*about, text, owner_post, owner_partner)
        if replaces is None:
            return commentaries.submit(kept, said, who=who)
        return commentaries.revise(kept, replaces[0], said, who=who, after=replaces[1])

    return attempt(written, HANDED_IN)


def tell(node_id: str, *, who: str, from_group: Any, text: str) -> Outcome:
    """Hand in what somebody of a group says of a node; who it is, is not kept."""
    from data.register import feedbacks
    from queries.deciding import attempt

    said = feedbacks.Feedback(node_id, from_group, text)
    return attempt(lambda kept: feedbacks.submit(kept, said), HANDED_IN)


def pass_on(feedback_id: str, *, who: str, why: str, to: str, seen: str | None) -> Outcome:
    """Pass feedback on to a node above, or back where it came from if `to` is empty."""
    from data.register import feedbacks
    from queries.deciding import attempt

    return attempt(
        lambda kept: feedbacks.escalate(kept, feedback_id, to or None, who=who, why=why, seen=seen),
        "It was passed on." if to else "It is back where it was said.",
    )


def answer(feedback_id: str, *, who: str, done_date: Any, **said: str) -> Outcome:
    """Say what was done about feedback: `said` is text, owner_post, owner_partner, action_id."""
    from data.register import feedbacks
    from queries.deciding import attempt

    def written(kept: Register) -> str:
        if not isinstance(done_date, date):
            raise Refused("Say when it was done.")
        reply = feedbacks.Reply(feedback_id, done_date=done_date, **said)
        return feedbacks.answer(kept, reply, who=who)

    return attempt(written, "The answer is shown.")


def show_text(name: str, *, who: str, why: str, after: int) -> Outcome:
    """Let everybody see a text that waits."""
    return _read("show", name, "It is shown now.", who=who, why=why, after=after)


def decline_text(name: str, *, who: str, why: str, after: int) -> Outcome:
    """Let nobody else see a text that waits."""
    return _read("decline", name, "It was declined.", who=who, why=why, after=after)


def take_down(name: str, *, who: str, why: str, after: int) -> Outcome:
    """Let nobody see any longer a text that is shown."""
    return _read("take_down", name, "It was taken down.", who=who, why=why, after=after)


def to_read(me: Reader) -> tuple[Said, ...]:
    """What waits to be read or is shown, the oldest first; nothing but for the working group."""
    kept = register.of(workspace())
    if not me.may("working_group") or not kept.is_begun:
        return ()
    return _to_read(edition((COMMENTARY, FEEDBACK, THREAD)))


def _read(deed: str, name: str, done: str, **given: Any) -> Outcome:
    from data.register import moderation
    from queries.deciding import attempt

    kind, _, record_id = name.partition("/")
    meant = _kinds().get(kind)
    if meant is None:
        return attempt(lambda _: 0, done)
    return attempt(lambda kept: getattr(moderation, deed)(kept, meant, record_id, **given), done)


def _kinds() -> dict[str, Any]:
    from data.register import commentaries, feedbacks

    return {COMMENTARY: commentaries.COMMENTARIES, FEEDBACK: feedbacks.FEEDBACKS}


def _days(period: str) -> tuple[date, date]:
    try:
        first, last = (date.fromisoformat(day) for day in period.split("/"))
    except (AttributeError, ValueError) as error:
        raise Refused("Choose a period.") from error
    return first, last


@lru_cache(maxsize=4)
def _to_read(edition: Edition) -> tuple[Said, ...]:  # what tells one state from another
    found = [one for kind in _kinds().values() for one in _standing(kind)]
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
