"""Exchanges: a lost link is withdrawn and another given in its place, for one response as before.

Whoever kept a link's code can exchange it, as often as it is lost. Its answers are neither looked
at nor touched, and nobody is told whether there are any: they count until the first answer by the
new link, which takes them back (`responses`). So no number and no answer shows from an exchange
who had answered, and no person counts twice. The new link does not show what was answered by the
old one, or whoever exchanges a link could read it.

The new link must lead to the answers it stands in for. Their hashes are kept with it under a pad
that only its own code gives, so that the database alone ties no invitation to answers. What is
kept for everybody to see is that a link of a round was exchanged: who did it, when and why.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from data.register import Refused, Register, invitations, records, roles, rounds
from data.register.connecting import reading, writing
from data.register.invitations import Held, Link
from data.register.records import Actor

KIND, COUNTED = "link_state", "link_exchange"


@dataclass(frozen=True)
class State:
    """What became of a link: whether another took its place, and whose answers it stands in for.

    `earlier` are hashes of answers given by links before it, under the pad of its own secret.
    """

    is_withdrawn: bool
    earlier: tuple[str, ...]


@dataclass(frozen=True)
class Exchange:
    """That a link of this round was exchanged; not whose."""

    round_id: str


def exchange(
    register: Register, round_id: str, said: str, *, who: str, why: str, after: int
) -> Link:
    """Withdraw the link that `said` is the code of, or is, and give another in its place.

    `after` is the round's version seen. Raises NotAllowed, Refused, records.Superseded.
    """
    with writing(register) as connection:
        actor = roles.acting(connection, who, "working_group")
        rounds.issuable(connection, round_id, after, register.workspace.today)
        old = invitations.find_by_code(connection, _secret(said))
        if old is None or old.invitation.round_id != round_id:
            raise Refused(
                "No link of this round has that code. Copy the whole code, or the part of the link "
                "after “link=”, from the list that was downloaded when the links were issued."
            )
        if state(connection, old).is_withdrawn:
            raise Refused("This link was exchanged already. Use the code of the newest one.")
        link = Link(
            old.invitation.organisation,
            old.invitation.respondent_group,
            secrets.token_urlsafe(invitations.TOKEN_BYTES),
        )
        _exchanged(connection, old, link, actor, why)
    return link


def recall(register: Register, round_id: str, *, who: str, why: str, after: int) -> int:
    """Withdraw every link of a round that nobody has answered yet; how many.

    For links that were never saved or went to the wrong people; others can be issued then. Once
    somebody has answered, those with new links could answer twice. Raises as `exchange` does.
    """
    with writing(register) as connection:
        actor = roles.acting(connection, who, "working_group")
        asked = rounds.issuable(connection, round_id, after, register.workspace.today)
        if records.count(connection, "response", f"{round_id}/"):
            raise Refused(
                "Somebody has answered already, so the links stay, or people could answer twice. "
                "Exchange single links, or close this round and make another."
            )
        issued = [
            one.record_id
            for one in records.newest(connection, invitations.KIND)
            if one.body["round_id"] == round_id
        ]
        for key in issued:
            found = records.latest(connection, KIND, key)
            gone = replace(found.of(State).body if found else State(False, ()), is_withdrawn=True)
            version = found.version if found else 0
            records.append(connection, (KIND, key), gone, after=version, by=actor, why=why)
        rounds.keep(connection, round_id, replace(asked, issued=()), by=actor, why=why, after=after)
    return sum(cell.people for cell in asked.issued)


def state(connection: Connection, held: Held) -> State:
    """What became of a link; its `earlier` can be read with `answers_before`."""
    found = records.latest(connection, KIND, held.key)
    return found.of(State).body if found else State(False, ())


def answers_before(connection: Connection, held: Held) -> tuple[str, ...]:
    """Hashes of answers that those of this link stand in for."""
    return _padded(state(connection, held).earlier, held.secret)


def counts(register: Register) -> dict[str, int]:
    """How many links of each round were exchanged; rounds without any are left out."""
    with reading(register) as connection:
        return {one.record_id: one.version for one in records.newest(connection, COUNTED)}


def _exchanged(connection: Connection, old: Held, link: Link, by: Actor, why: str) -> None:
    """Write that the link takes the old one's place."""
    round_id = old.invitation.round_id
    stands_in_for = (*answers_before(connection, old), old.answers)
    new = invitations.keep(connection, round_id, link, by=by, why=why)
    gone = State(True, state(connection, old).earlier)
    begun = State(False, _padded(stands_in_for, new.secret))
    for key, body in (
        ((KIND, old.key), gone),
        ((KIND, new.key), begun),
        ((COUNTED, round_id), Exchange(round_id)),
    ):
        newest = records.latest(connection, *key)
        after = newest.version if newest else 0
        records.append(connection, key, body, after=after, by=by, why=why)


def _secret(said: str) -> str:
    """The code, or the part of a whole address that is the link."""
    return said.strip().rpartition("link=")[2].partition("&")[0]


def _padded(hashes: tuple[str, ...], secret: str) -> tuple[str, ...]:
    """Hashes under the pad of a secret; done twice it gives them back."""
    return tuple(_under(said, f"{number}:{secret}") for number, said in enumerate(hashes))


def _under(said: str, pad: str) -> str:
    mask = hashlib.sha256(f"pad:{pad}".encode("utf-8", "surrogatepass")).digest()
    return bytes(a ^ b for a, b in zip(bytes.fromhex(said), mask, strict=True)).hex()
