"""Invitations: one link a person, known only to whoever issued it and whoever holds it.

The register keeps a hash of a link with the organisation and group it invites, and no name. A link
is shown once, to the person who issues it; nobody can find it again. Shown with it is its code,
which follows from the link and does not lead back to it: it opens nothing, but whoever kept it can
exchange a link that was lost (`exchanges`). Both hashes, that of the invitation and that of the
answers, follow from the code, and without it neither leads to the other.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from data.register import Refused, Register, records, roles, rounds
from data.register.connecting import writing
from data.register.plans import place
from data.register.records import Actor
from data.register.rounds import Round

KIND = "invitation"
TOKEN_BYTES, LONGEST_TOKEN = 32, 100
CODE_LETTERS = 26  # five bits each
# What an invitation and its answers are kept under; links issued before codes have none.
PURPOSES = {
    "code": ("invitation by code", "answers by code"),
    "link": ("invitation", "answers"),
}


@dataclass(frozen=True)
class Invitation:
    """One person asked to answer: which round, for which organisation, in which group."""

    round_id: str
    organisation: str
    respondent_group: str


@dataclass(frozen=True)
class Link:
    """What one person is given; the token is not kept anywhere."""

    organisation: str
    respondent_group: str
    token: str

    @property
    def code(self) -> str:
        """What exchanges this link for another, and does nothing else."""
        return code(self.token)


@dataclass(frozen=True)
class Held:
    """An invitation as somebody holds it; the secret is not kept anywhere.

    `key` is the invitation's id, `answers` the hash under which its answers are kept.
    """

    invitation: Invitation
    secret: str
    key: str
    answers: str


def issue(register: Register, round_id: str, *, who: str, after: int) -> list[Link]:
    """A link for each person invited who has none yet; `after` is the round's version seen.

    Raises NotAllowed, Refused, records.Superseded.
    """
    with writing(register) as connection:
        actor = roles.acting(connection, who, "working_group")
        asked = rounds.issuable(connection, round_id, after, register.workspace.today)
        wanted = rounds.lacking(asked)
        if not wanted:
            raise Refused("Everyone invited has a link already. Invite more people first.")
        links = [
            Link(cell.organisation, cell.respondent_group, secrets.token_urlsafe(TOKEN_BYTES))
            for cell in wanted
            for _ in range(cell.people)
        ]
        why = f"{len(links)} links issued for {asked.plan.title}"
        for link in links:
            keep(connection, round_id, link, by=actor, why=why)
        now = _issued(asked)
        rounds.keep(connection, round_id, now, by=actor, why=why, after=after)
    return links


def keep(connection: Connection, round_id: str, link: Link, *, by: Actor, why: str) -> Held:
    """Keep whom a new link invites; the invitation as the link's holder has it."""
    invited = Invitation(round_id, link.organisation, link.respondent_group)
    held = _of(invited, "code", link.code)
    records.append(connection, (KIND, held.key), invited, after=0, by=by, why=why)
    return held


def find(connection: Connection, token: str) -> Held | None:
    """The invitation of a link, or None for a link that was never issued."""
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    return _held(connection, "code", code(token)) or _held(connection, "link", token)


def find_by_code(connection: Connection, secret: str) -> Held | None:
    """The invitation of a code or of a link, or None when there is none."""
    if not 0 < len(secret) <= LONGEST_TOKEN:
        return None
    return _held(connection, "code", secret) or find(connection, secret)


def code(token: str) -> str:
    """The code of a link; nothing leads back."""
    hashed = bytes.fromhex(digest("code", token))
    return base64.b32encode(hashed).decode()[:CODE_LETTERS].lower()


def digest(purpose: str, token: str) -> str:
    """What is kept in a token's place; each purpose has its own, and none leads to another."""
    said = f"{purpose}:{token}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()


def _held(connection: Connection, kind: str, secret: str) -> Held | None:
    """The invitation that is kept under this secret: a code, or a link from before codes."""
    found = records.latest(connection, KIND, digest(PURPOSES[kind][0], secret))
    return _of(found.of(Invitation).body, kind, secret) if found else None


def _of(invited: Invitation, kind: str, secret: str) -> Held:
    key, answers = (digest(purpose, secret) for purpose in PURPOSES[kind])
    return Held(invited, secret, key, answers)


def _issued(asked: Round) -> Round:
    """The round once everyone invited has a link; a cell that is no longer asked keeps its own."""
    kept = {place(cell): cell for cell in (*asked.issued, *asked.plan.invited)}
    most = {place(cell): cell.people for cell in asked.issued}
    cells = [replace(c, people=max(c.people, most.get(name, 0))) for name, c in kept.items()]
    return replace(asked, issued=tuple(sorted(cells, key=place)))
