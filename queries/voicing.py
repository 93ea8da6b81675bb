"""Voices: the door of pages to commentary and feedback from the ground, and to reading them first.

Nothing of a text that waits leaves here but to somebody of the working group. The register's own
modules are imported when something is written or waits to be read: a page that only shows what was
said need not wait for SQLAlchemy (0.4 s).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from data.register import Refused, Register
from queries import withdrawing
from queries.moderating import kinds, to_read

if TYPE_CHECKING:
    from queries.deciding import Outcome

__all__ = ["to_read"]

HANDED_IN = "Thank you. The working group reads it before it is shown; until then nobody else can."


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


def correct(
    reply_id: str, *, who: str, why: str, seen: str, done_date: Any, **said: str
) -> Outcome:
    """Say otherwise what was done; `seen` is what the answer said, `said` as `answer` has it."""
    from data.register import feedbacks
    from queries.deciding import attempt

    number = reply_id.removeprefix("reply-")

    def written(kept: Register) -> int:
        if not isinstance(done_date, date):
            raise Refused("Say when it was done.")
        reply = feedbacks.Reply("", done_date=done_date, **said)
        return feedbacks.correct(kept, number, reply, who=who, why=why, seen=seen)

    return attempt(written, "The answer was corrected.")


def show_text(name: str, *, who: str, why: str, after: int) -> Outcome:
    """Let everybody see a text that waits."""
    return _read("show", name, "It is shown now.", who=who, why=why, after=after)


def decline_text(name: str, *, who: str, why: str, after: int) -> Outcome:
    """Let nobody else see a text that waits."""
    return _read("decline", name, "It was declined.", who=who, why=why, after=after)


def take_down(name: str, *, who: str, why: str, after: int) -> Outcome:
    """Let nobody see any longer a text that is shown, published ones and answers too."""
    return _read("take_down", name, "It was taken down.", who=who, why=why, after=after)


def _read(deed: str, name: str, done: str, **given: Any) -> Outcome:
    from data.register import moderation
    from queries.deciding import attempt

    kind, _, record_id = name.partition("/")
    if kind in withdrawing.TABLES and deed == "take_down":
        return attempt(lambda kept: withdrawing.withdraw(kept, kind, record_id, **given), done)
    meant = kinds().get(kind)
    if meant is None:
        return attempt(lambda _: 0, done)
    return attempt(lambda kept: getattr(moderation, deed)(kept, meant, record_id, **given), done)


def _days(period: str) -> tuple[date, date]:
    try:
        first, last = (date.fromisoformat(day) for day in period.split("/"))
    except (AttributeError, ValueError) as error:
        raise Refused("Choose a period.") from error
    return first, last
