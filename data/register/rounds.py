"""Rounds: a questionnaire put to people between two dates, and what became of it.

A round takes its statements from the published ones when it is made and keeps them as they were
asked; once links were issued they stay. It is open from `opens` to `closes`, both inclusive, unless
it was closed early.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection

from data.register import Refused, Register, plans, questionnaires, records, roles
from data.register.connecting import reading, writing
from data.register.plans import Cell, Plan, place
from data.register.questionnaires import Item
from data.register.records import Actor, Record, Superseded

KIND = "round"
State = Literal["draft", "open", "closed", "published"]


@dataclass(frozen=True)
class Round:
    """A plan, the statements as they are asked, links issued so far, and how it ended."""

    plan: Plan
    items: tuple[Item, ...]
    issued: tuple[Cell, ...] = ()
    closed_on: date | None = None
    data_version: int | None = None

    def state(self, today: date) -> State:
        """Where the round stands on that day; a draft is not open yet."""
        if self.data_version is not None:
            return "published"
        if self.closed_on is not None or today > self.plan.closes:
            return "closed"
        return "open" if today >= self.plan.opens else "draft"

    @property
    def last_day(self) -> date:
        """The last day on which answers were or will be taken."""
        return min(self.plan.closes, self.closed_on or self.plan.closes)


def make(register: Register, plan: Plan, *, who: str, why: str) -> str:
    """Plan a round of the published statements; its id. Raises NotAllowed, Refused."""
    plan = plans.checked(plan, register.workspace.today)
    items = questionnaires.items(register.workspace.path, plan.questionnaire_id)
    published = questionnaires.published_rounds(register.workspace.path)
    taken = {row["round_id"] for row in published}
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        _check_title(connection, plan.title, published, None)
        number = records.count(connection, KIND) + 1
        while f"round-{number}" in taken or records.latest(connection, KIND, f"round-{number}"):
            number += 1
        key = (KIND, f"round-{number}")
        records.append(connection, key, Round(plan, items), after=0, by=author, why=why)
    return key[1]


def change(register: Register, round_id: str, plan: Plan, *, who: str, why: str, after: int) -> int:
    """Change the plan of a round that is not over; its new version.

    The published statements are taken anew while no link was issued. Raises NotAllowed, Refused,
    records.Superseded.
    """
    today = register.workspace.today
    plan = plans.checked(plan, today)
    items = questionnaires.items(register.workspace.path, plan.questionnaire_id)
    published = questionnaires.published_rounds(register.workspace.path)
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        before = _going(connection, round_id, after, today)
        _check_title(connection, plan.title, published, round_id)
        if before.issued:
            plans.kept_promises(before.plan, before.issued, plan)
        changed = replace(before, plan=plan, items=before.items if before.issued else items)
        return records.append(
            connection, (KIND, round_id), changed, after=after, by=author, why=why
        )


def close(register: Register, round_id: str, *, who: str, why: str, after: int) -> int:
    """Close a round before its last day; its new version. Raises as `change` does."""
    today = register.workspace.today
    with writing(register) as connection:
        actor = roles.acting(connection, who, "working_group")
        before = _going(connection, round_id, after, today)
        if before.state(today) != "open":
            raise Refused("This round is not open yet, so it cannot be closed.")
        closed = replace(before, closed_on=today)
        return records.append(connection, (KIND, round_id), closed, after=after, by=actor, why=why)


def issuable(connection: Connection, round_id: str, after: int, today: date) -> Round:
    """The round, if links to it may still be issued. Raises Refused, records.Superseded."""
    return _going(connection, round_id, after, today)


def over(connection: Connection, round_id: str, after: int, today: date) -> Round:
    """The round, if it is closed and not published. Raises Refused, records.Superseded."""
    found = _seen(connection, round_id, after)
    if (state := found.state(today)) == "published":
        raise Refused(f"This round was published already, as data version {found.data_version}.")
    if state != "closed":
        last = found.last_day
        raise Refused(
            f"This round takes answers until {last.day} {last:%B %Y}. It can be published once it "
            "is closed."
        )
    return found


def keep(
    connection: Connection, round_id: str, now: Round, *, by: Actor, why: str, after: int
) -> int:
    """Keep what became of a round as its next version, for the modules that issue and publish."""
    return records.append(connection, (KIND, round_id), now, after=after, by=by, why=why)


def known(connection: Connection, round_id: str) -> Record[Round]:
    """The round as it stands. Raises Refused when there is none of that id."""
    found = records.latest(connection, KIND, round_id)
    if found is None:
        raise Refused(f"There is no round {round_id}.")
    return found.of(Round)


def every(register: Register) -> list[Record[Round]]:
    """All rounds asked here as they stand, the first to close first."""
    with reading(register) as connection:
        found = [record.of(Round) for record in records.newest(connection, KIND)]
    return sorted(found, key=lambda record: (record.body.plan.closes, record.record_id))


def lacking(round_: Round) -> list[Cell]:
    """How many links each cell still lacks; cells that lack none are left out."""
    issued = {place(cell): cell.people for cell in round_.issued}
    left = [replace(c, people=c.people - issued.get(place(c), 0)) for c in round_.plan.invited]
    return [cell for cell in left if cell.people > 0]


def _check_title(
    connection: Connection, title: str, published: Iterable[Mapping[str, Any]], own: str | None
) -> None:
    """Refuse a title that another round has, asked here or published."""
    asked = (record.of(Round) for record in records.newest(connection, KIND))
    others = {record.body.plan.title for record in asked if record.record_id != own}
    others |= {row["title"] for row in published if row["round_id"] != own}
    if title.casefold() in {other.casefold() for other in others}:
        raise Refused(f"There is a round called {title} already. Give this one another title.")


def _going(connection: Connection, round_id: str, after: int, today: date) -> Round:
    found = _seen(connection, round_id, after)
    if (state := found.state(today)) in ("closed", "published"):
        raise Refused(f"This round is {state}; nothing about it can be changed.")
    return found


def _seen(connection: Connection, round_id: str, after: int) -> Round:
    """The round, if it is still the version that was seen."""
    found = known(connection, round_id)
    if found.version != after:
        raise Superseded(f"{KIND} {round_id}", after, round_id, found)
    return found.body
