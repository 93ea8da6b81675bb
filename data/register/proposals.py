"""Proposals: rules argued for with evidence, and what became of them.

A proposal is drafted against the newest rule of its indicator and area. When another rule becomes
law first, approving is refused until someone looked at both and revised the draft. Whoever wrote
any version of it may not approve it, unless workspace.toml says [approval] by_author = true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection

from data.register import (
    NotAllowed,
    Refused,
    Register,
    bodies,
    definitions,
    records,
    roles,
    rules,
    targets,
)
from data.register.connecting import reading, writing
from data.register.records import Actor, Record, Superseded
from data.register.rules import Decision, Rule

KIND = "proposal"
State = Literal["proposed", "approved", "rejected", "withdrawn"]


@dataclass(frozen=True)
class Draft:
    """A rule, the reason for it, and its evidence: words, and facts as the bench computed them."""

    rule: Rule
    reason: str
    evidence: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Proposal:
    """A draft and its state.

    `follows` is the version of the rule it was drafted against, 0 when there was none; `became` the
    version it became law as. Dates are the workspace's own; the record says when by the clock.
    """

    draft: Draft
    follows: int
    state: State
    authors: tuple[str, ...]
    proposed_on: date
    decided_by: str | None = None
    decided_on: date | None = None
    became: int | None = None


def propose(register: Register, draft: Draft, *, who: str, follows: int) -> str:
    """Put a draft forward and return the proposal's id; `follows` is the rule's version it was
    drafted against.

    Raises NotAllowed, Refused, records.Superseded when a newer rule is law already.
    """
    draft = _checked(register, draft)
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        _still_newest(connection, draft.rule, follows)
        number = str(records.count(connection, KIND) + 1)
        today = register.workspace.today
        proposal = Proposal(draft, follows, "proposed", (author.name,), today)
        records.append(connection, (KIND, number), proposal, after=0, by=author, why=draft.reason)
    return number


def revise(
    register: Register, number: str, draft: Draft, *, who: str, follows: int, after: int
) -> int:
    """Change the draft of a waiting proposal, and what it follows; the proposal's new version.

    Raises NotAllowed, Refused, records.Superseded.
    """
    draft = _checked(register, draft)
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        before = _waiting(connection, number, after, draft)
        if rules.place(draft.rule) != rules.place(before.draft.rule):
            raise Refused("This proposal is about another indicator or area. Make a new proposal.")
        _still_newest(connection, draft.rule, follows)
        authors = tuple(dict.fromkeys((*before.authors, author.name)))
        proposal = replace(before, draft=draft, follows=follows, authors=authors)
        return records.append(
            connection, (KIND, number), proposal, after=after, by=author, why=draft.reason
        )


def approve(register: Register, number: str, *, who: str, why: str, after: int) -> int:
    """Make a proposal's rule law from its date; the rule's new version. `after` is the
    proposal's version that the approver saw.

    Raises NotAllowed, Refused, records.Superseded when it was revised or another rule became law.
    """
    polarity = _polarity(register, one(register, number).body.draft.rule)
    with writing(register) as connection:
        approver = roles.acting(connection, who, "approver")
        proposal = _waiting(connection, number, after, "approval")
        rule = proposal.draft.rule
        rules.check(rule, polarity)
        _independent(register, proposal, approver)
        _still_newest(connection, rule, proposal.follows)
        law = Decision(rule, number, approver.name, register.workspace.today)
        key = (targets.KIND, rules.place(rule))
        became = records.append(connection, key, law, after=proposal.follows, by=approver, why=why)
        decided = _decided(register, proposal, "approved", approver, became)
        records.append(connection, (KIND, number), decided, after=after, by=approver, why=why)
    return became


def reject(register: Register, number: str, *, who: str, why: str, after: int) -> int:
    """Turn a proposal down; its new version. Raises NotAllowed, Refused, records.Superseded."""
    with writing(register) as connection:
        approver = roles.acting(connection, who, "approver")
        proposal = _waiting(connection, number, after, "rejection")
        decided = _decided(register, proposal, "rejected", approver)
        return records.append(
            connection, (KIND, number), decided, after=after, by=approver, why=why
        )


def withdraw(register: Register, number: str, *, who: str, why: str, after: int) -> int:
    """Take one's own proposal back; its new version.

    Raises NotAllowed for anyone but its authors, Refused, records.Superseded.
    """
    with writing(register) as connection:
        author = roles.acting(connection, who, "working_group")
        proposal = _waiting(connection, number, after, "withdrawal")
        if not _wrote(author, proposal):
            raise NotAllowed(f"Only {' or '.join(proposal.authors)} can take this proposal back.")
        decided = _decided(register, proposal, "withdrawn", author)
        return records.append(connection, (KIND, number), decided, after=after, by=author, why=why)


def every(register: Register) -> list[Record[Proposal]]:
    """All proposals as they stand, by number."""
    with reading(register) as connection:
        found = [record.of(Proposal) for record in records.newest(connection, KIND)]
    return sorted(found, key=lambda record: int(record.record_id))


def one(register: Register, number: str) -> Record[Proposal]:
    """One proposal as it stands. Raises Refused when there is none of that number."""
    with reading(register) as connection:
        return _known(connection, number)


def history(register: Register, number: str) -> list[Record[Proposal]]:
    """Every version of one proposal, the oldest first."""
    with reading(register) as connection:
        return [record.of(Proposal) for record in records.history(connection, KIND, number)]


def _checked(register: Register, draft: Draft) -> Draft:
    typed = bodies.checked(draft)
    rules.check(typed.rule, _polarity(register, typed.rule))
    return typed


def _polarity(register: Register, rule: Rule) -> str:
    return definitions.polarity(register.workspace.path, rule.indicator_id, rule.area_code)


def _known(connection: Connection, number: str) -> Record[Proposal]:
    found = records.latest(connection, KIND, number)
    if found is None:
        raise Refused(f"There is no proposal {number}.")
    return found.of(Proposal)


def _waiting(connection: Connection, number: str, after: int, mine: object) -> Proposal:
    """The proposal, if it is the version that was seen and nobody has decided it."""
    found = _known(connection, number)
    if found.version != after:
        raise Superseded(f"{KIND} {number}", after, mine, found)
    if found.body.state != "proposed":
        raise Refused(f"Proposal {number} was {found.body.state} by {found.body.decided_by}.")
    return found.body


def _still_newest(connection: Connection, rule: Rule, follows: int) -> None:
    law = records.latest(connection, targets.KIND, rules.place(rule))
    if (law.version if law else 0) != follows:
        name = f"the target of {rule.indicator_id} in {rule.area_code}"
        raise Superseded(name, follows, rule, law.of(Decision) if law else None)


def _independent(register: Register, proposal: Proposal, approver: Actor) -> None:
    if _wrote(approver, proposal) and not register.workspace.authors_may_approve:
        raise NotAllowed(
            f"{approver.name} wrote this proposal, so someone else has to approve it. A "
            "partnership with one approver can allow it in workspace.toml: "
            "[approval] by_author = true"
        )


def _wrote(actor: Actor, proposal: Proposal) -> bool:
    return roles.key(actor.name) in {roles.key(author) for author in proposal.authors}


def _decided(
    register: Register, proposal: Proposal, state: State, by: Actor, became: int | None = None
) -> Proposal:
    today = register.workspace.today
    return replace(proposal, state=state, decided_by=by.name, decided_on=today, became=became)
