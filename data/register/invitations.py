"""Invitations: one link a person, known only to whoever issued it and whoever holds it.

The register keeps a link's SHA-256 with the organisation and group it invites, and no name. A link
is shown once, to the person who issues it; nobody can find it again.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from data.register import Refused, Register, records, roles, rounds
from data.register.connecting import writing
from data.register.plans import place
from data.register.rounds import Round

KIND = "invitation"
TOKEN_BYTES, LONGEST_TOKEN = 32, 100


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
        why = f"{len(links)} links issued for {round_id}"
        for link in links:
            invited = Invitation(round_id, link.organisation, link.respondent_group)
            key = (KIND, digest("invitation", link.token))
            records.append(connection, key, invited, after=0, by=actor, why=why)
        now = _issued(asked)
        rounds.keep(connection, round_id, now, by=actor, why=why, after=after)
    return links


def find(connection: Connection, token: str) -> Invitation | None:
    """The invitation of a link, or None for a link that was never issued."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    found = records.latest(connection, KIND, digest("invitation", token))
    return found.of(Invitation).body if found else None


def digest(purpose: str, token: str) -> str:
    """What is kept in a token's place; each purpose has its own, and none leads to another."""
    said = f"{purpose}:{token}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()


def _issued(asked: Round) -> Round:
    """The round once everyone invited has a link; a cell that is no longer asked keeps its own."""
    kept = {place(cell): cell for cell in (*asked.issued, *asked.plan.invited)}
    most = {place(cell): cell.people for cell in asked.issued}
    cells = [replace(c, people=max(c.people, most.get(name, 0))) for name, c in kept.items()]
    return replace(asked, issued=tuple(sorted(cells, key=place)))
