"""Roles: who may do what. A name without a role is a viewer, who may write nothing.

A register begins without an approver, and no page can make the first: that is done once, at the
command line of the machine that holds the register, by `python -m data role NAME approver`. After
that an approver gives roles on the page. The command line stays the way back in when the last
approver has left; whoever uses it could change the file itself, so the log names them as
administrator instead of pretending that an approver did it.

Until there is a sign-in a name is what someone says it is; the roles keep honest people from doing
by mistake what is not theirs to do.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Connection

from data.register import NotAllowed, Refused, Register, records
from data.register.connecting import reading, writing
from data.register.records import Actor, Record

Role = Literal["viewer", "working_group", "approver"]
ROLES: tuple[Role, ...] = get_args(Role)
ADMINISTRATOR = "administrator"
KIND = "person"
LONGEST_NAME = 100


@dataclass(frozen=True)
class Person:
    """One person: the name as they write it, and their role."""

    name: str
    role: Role


def assign(register: Register, person: Person, *, who: str, why: str, after: int = 0) -> int:
    """Give a person a role, as an approver does on a page; the version of it.

    Raises NotAllowed, Refused for a name that cannot be one, records.Superseded.
    """
    with writing(register) as connection:
        approver = acting(connection, who, "approver")
        return _append(connection, person, approver, why, after)


def appoint(register: Register, person: Person, *, who: str, why: str) -> int:
    """Give a person a role at the command line; no page may call this. The version of it."""
    with writing(register) as connection:
        known = records.latest(connection, KIND, key(person.name))
        administrator = Actor(named(who), ADMINISTRATOR)
        return _append(connection, person, administrator, why, known.version if known else 0)


def acting(connection: Connection, who: str, needed: Role) -> Actor:
    """The person as the register knows them, if their role is `needed` or more.

    To be called inside the transaction that writes: what a page saw may be long past.
    Raises NotAllowed.
    """
    found = records.latest(connection, KIND, key(who))
    person = found.of(Person).body if found else Person(named(who), "viewer")
    if ROLES.index(person.role) < ROLES.index(needed):
        raise NotAllowed(
            f"{person.name} is {words(person.role)}; this takes {words(needed)}. An approver can "
            f"give the role, or the command line: python -m data role NAME {needed}"
        )
    return Actor(person.name, person.role)


def role_of(register: Register, name: str) -> Role:
    """The role of whoever goes by that name; for showing, as every write looks again."""
    with reading(register) as connection:
        found = records.latest(connection, KIND, key(name))
    return found.of(Person).body.role if found else "viewer"


def people(register: Register) -> list[Record[Person]]:
    """Everyone who was ever given a role, by name."""
    with reading(register) as connection:
        found = [record.of(Person) for record in records.newest(connection, KIND)]
    return sorted(found, key=lambda record: record.record_id)


def named(name: str) -> str:
    """The name as it is shown. Raises Refused."""
    shown = " ".join(unicodedata.normalize("NFKC", name).split())
    if not shown or not shown.isprintable() or len(shown) > LONGEST_NAME:
        raise Refused(f"A name has 1 to {LONGEST_NAME} letters, all of which can be seen.")
    return shown


def key(name: str) -> str:
    """What tells one person from another: the name, large and small letters being the same."""
    return named(name).casefold()


def words(role: Role) -> str:
    """What a person with that role is."""
    return {
        "viewer": "a viewer",
        "working_group": "a member of the working group",
        "approver": "an approver",
    }[role]


def _append(connection: Connection, person: Person, by: Actor, why: str, after: int) -> int:
    given = Person(named(person.name), person.role)
    return records.append(connection, (KIND, key(given.name)), given, after=after, by=by, why=why)
