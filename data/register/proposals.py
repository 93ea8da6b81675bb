"""Proposals: rules argued for with evidence, and what became of them.

A proposal is drafted against the newest rule of its indicator and area. When another rule becomes
law first, approving is refused until someone looked at both and revised the draft. Whoever wrote
any version of it may not approve it, unless workspace.toml says [approval] by_author = true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from data.register import (
    Refused,
    Register,
    bodies,
    definitions,
    records,
    reviewed,
    roles,
    rules,
    targets,
)
from data.register.connecting import writing
from data.register.records import Record, Superseded
from data.register.reviewed import Review, begun, decided, independent, waiting, with_author
from data.register.rules import Decision, Rule


@dataclass(frozen=True)
class Draft:
    """A rule, the reason for it, and its evidence: words, and facts as the bench computed them."""

    rule: Rule
    reason: str
    evidence: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Proposal(Review):
    """A draft and its state.

    `follows` is the version of the rule it was drafted against, 0 when there was none; `became` the
    version it became law as.
    """

    draft: Draft
    follows: int
    became: int | None = None


PROPOSALS = reviewed.Kind("proposal", Proposal)
KIND = PROPOSALS.name


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
        proposal = Proposal(draft=draft, follows=follows, **begun(register, author))
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
        before = waiting(connection, PROPOSALS, number, after, draft)
        if rules.place(draft.rule) != rules.place(before.draft.rule):
            raise Refused("This proposal is about another indicator or area. Make a new proposal.")
        _still_newest(connection, draft.rule, follows)
        authors = with_author(before, author)
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
        proposal = waiting(connection, PROPOSALS, number, after, "approval")
        rule = proposal.draft.rule
        rules.check(rule, polarity)
        independent(register, PROPOSALS, proposal, approver)
        _still_newest(connection, rule, proposal.follows)
        law = Decision(rule, number, approver.name, register.workspace.today)
        key = (targets.KIND, rules.place(rule))
        became = records.append(connection, key, law, after=proposal.follows, by=approver, why=why)
        body = decided(register, proposal, "approved", approver, became=became)
        records.append(connection, (KIND, number), body, after=after, by=approver, why=why)
    return became


def reject(register: Register, number: str, *, who: str, why: str, after: int) -> int:
    """Turn a proposal down; its new version. Raises NotAllowed, Refused, records.Superseded."""
    return reviewed.reject(register, PROPOSALS, number, who=who, why=why, after=after)


def withdraw(register: Register, number: str, *, who: str, why: str, after: int) -> int:
    """Take one's own proposal back; its new version.

    Raises NotAllowed for anyone but its authors, Refused, records.Superseded.
    """
    return reviewed.withdraw(register, PROPOSALS, number, who=who, why=why, after=after)


def every(register: Register) -> list[Record[Proposal]]:
    """All proposals as they stand, by number."""
    return sorted(reviewed.every(register, PROPOSALS), key=lambda record: int(record.record_id))


def one(register: Register, number: str) -> Record[Proposal]:
    """One proposal as it stands. Raises Refused when there is none of that number."""
    return reviewed.one(register, PROPOSALS, number)


def history(register: Register, number: str) -> list[Record[Proposal]]:
    """Every version of one proposal, the oldest first."""
    return reviewed.history(register, PROPOSALS, number)


def _checked(register: Register, draft: Draft) -> Draft:
    typed = bodies.checked(draft)
    rules.check(typed.rule, _polarity(register, typed.rule))
    return typed


def _polarity(register: Register, rule: Rule) -> str:
    return definitions.polarity(register.workspace.path, rule.indicator_id, rule.area_code)


def _still_newest(connection: Connection, rule: Rule, follows: int) -> None:
    law = records.latest(connection, targets.KIND, rules.place(rule))
    if (law.version if law else 0) != follows:
        name = f"the target of {rule.indicator_id} in {rule.area_code}"
        raise Superseded(name, follows, rule, law.of(Decision) if law else None)
