"""Commentary: the story behind the curve, what a post says of an indicator up to a period.

Anybody who gives a name may hand one in, for a post and a partner; somebody else of the working
group reads it before it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from data.register import (
    NotAllowed,
    Refused,
    Register,
    definitions,
    moderation,
    records,
    reviewed,
    roles,
)
from data.register.connecting import writing
from data.register.moderation import HANDED_IN, LONGEST_POST
from data.register.reviewed import Kind, Review
from data.register.voices import COMMENTARY


@dataclass(frozen=True)
class Commentary:
    """What a post of a partner says of an indicator in an area, looking back from a period."""

    indicator_id: str
    area_code: str
    period_start: date
    period_end: date
    text: str
    owner_post: str
    owner_partner: str


@dataclass(frozen=True, kw_only=True)
class CommentaryReview(Review):
    """A commentary and whether it is shown."""

    commentary: Commentary


COMMENTARIES = Kind(COMMENTARY, CommentaryReview)


def submit(register: Register, commentary: Commentary, *, who: str) -> str:
    """Hand a commentary in to be read; its id. Raises NotAllowed, Refused."""
    kept = _checked(register, commentary)
    with writing(register) as connection:
        author = roles.acting(connection, who, "viewer")
        made = moderation.new_id(connection, COMMENTARIES)
        body = CommentaryReview(commentary=kept, **reviewed.begun(register, author))
        key = (COMMENTARY, made)
        records.append(connection, key, body, after=0, by=author, why=HANDED_IN)
    return made


def revise(register: Register, made: str, commentary: Commentary, *, who: str, after: int) -> int:
    """Change a commentary, which is read anew; its new version. `after` is the one that was seen.

    What is shown stays until the new version is. Raises NotAllowed for anyone but its authors and
    the working group, Refused, records.Superseded.
    """
    kept = _checked(register, commentary)
    with writing(register) as connection:
        author = roles.acting(connection, who, "viewer")
        before = reviewed.known(connection, COMMENTARIES, made).body
        authors = {roles.key(name) for name in before.authors}
        if author.role == "viewer" and roles.key(author.name) not in authors:
            raise NotAllowed("Only whoever wrote it, or the working group, can change it.")
        body = replace(moderation.again(register, before, author.name), commentary=kept)
        key = (COMMENTARY, made)
        return records.append(connection, key, body, after=after, by=author, why=HANDED_IN)


def _checked(register: Register, commentary: Commentary) -> Commentary:
    """The commentary as it is kept. Raises Refused."""
    one = commentary
    place = (one.indicator_id, one.area_code)
    ground = definitions.ground(register.workspace.path, place, {place[0]}, {place[1]})
    if one.indicator_id not in ground.indicators or one.area_code not in ground.areas:
        raise Refused("That indicator or area is not published.")
    if ground.measured is None:
        raise Refused("Nothing is measured there, so there is no curve to speak of.")
    first, last = ground.measured
    if not first <= one.period_start <= one.period_end <= last:
        raise Refused("Choose a period that has a result.")
    return replace(
        one,
        text=moderation.said(one.text),
        owner_post=moderation.said(one.owner_post, LONGEST_POST, "The post"),
        owner_partner=moderation.said(one.owner_partner, LONGEST_POST, "The partner"),
    )
