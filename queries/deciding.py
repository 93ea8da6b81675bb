"""Decides: the door of pages to the register in the workspace of this run.

What is read is kept by the register's revision, so that a change shows at the next click. What is
written comes back as an Outcome, done or why not in words: pages catch nothing. Every write is
given the name of whoever acts, and the register checks their role inside its transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from data import register
from data.register import Register, documents, proposals, records, roles, rules, targets, verifying
from data.register.documents import CHANGE_PRINCIPLES, Document
from data.register.proposals import Draft, Proposal
from data.register.records import Record
from data.register.roles import Person, Role
from data.register.rules import Decision, Rule
from data.register.verifying import Verdict
from queries import revision, workspace

__all__ = ["CHANGE_PRINCIPLES", "Outcome"]


@dataclass(frozen=True)
class Outcome:
    """What became of a write, in words.

    `made` is the proposal's number, or the version that was written; `theirs` the newer version
    that someone else saved first.
    """

    is_done: bool
    words: str
    made: str | None = None
    theirs: Record[Any] | None = None


def every_proposal() -> tuple[Record[Proposal], ...]:
    """All proposals as they stand, the oldest first."""
    return _every_proposal(*_state())


def proposal(number: str) -> Record[Proposal] | None:
    """One proposal as it stands, or None when there is none of that number."""
    return next((one for one in every_proposal() if one.record_id == number), None)


def proposal_versions(number: str) -> tuple[Record[Proposal], ...]:
    """Every version of one proposal, the oldest first; none when there is none."""
    return _proposal_versions(number, *_state())


def every_rule() -> tuple[Record[Decision], ...]:
    """Every rule there ever was, in the order they were approved."""
    return _every_rule(*_state())


def rule_versions(indicator_id: str, area_code: str) -> tuple[Record[Decision], ...]:
    """Every rule of one indicator in one area, the oldest first."""
    place = rules.place_of(indicator_id, area_code)
    return tuple(rule for rule in every_rule() if rule.record_id == place)


def newest_version(indicator_id: str, area_code: str) -> int:
    """The version of the newest rule of one indicator in one area, 0 when there is none."""
    versions = rule_versions(indicator_id, area_code)
    return versions[-1].version if versions else 0


def everyone() -> tuple[Record[Person], ...]:
    """Everyone who was ever given a role."""
    return _everyone(*_state())


def document(document_id: str) -> Record[Document] | None:
    """A document as it stands, or None when nobody has written it."""
    versions = document_versions(document_id)
    return versions[-1] if versions else None


def document_versions(document_id: str) -> tuple[Record[Document], ...]:
    """Every version of a document, the oldest first."""
    return _document_versions(document_id, *_state())


def changes() -> tuple[Record[Any], ...]:
    """Every change of the register, the newest first."""
    return _changes(*_state())


def verified() -> Verdict:
    """Whether every change is as it was written; not kept, as damage leaves no revision."""
    return verifying.verify(_register())


def propose(
    rule: Rule, *, reason: str, evidence: str, facts: Mapping[str, Any], who: str, follows: int
) -> Outcome:
    """Put a rule forward; `follows` is the version of the rule it was drafted against."""
    return attempt(
        lambda kept: proposals.propose(
            kept, Draft(rule, reason, evidence, facts), who=who, follows=follows
        ),
        "Proposal {} waits for a decision.",
    )


def revise(
    number: str,
    rule: Rule,
    *,
    reason: str,
    evidence: str,
    facts: Mapping[str, Any],
    who: str,
    follows: int,
    after: int,
) -> Outcome:
    """Change a waiting proposal; `after` is its version that was seen."""
    draft = Draft(rule, reason, evidence, facts)
    return attempt(
        lambda kept: proposals.revise(kept, number, draft, who=who, follows=follows, after=after),
        f"Proposal {number} was changed; this is its version {{}}.",
    )


def approve(number: str, *, who: str, why: str, after: int) -> Outcome:
    """Make a proposal's rule law from its date."""
    return attempt(
        lambda kept: proposals.approve(kept, number, who=who, why=why, after=after),
        f"Proposal {number} was approved; it is version {{}} of the rule.",
    )


def reject(number: str, *, who: str, why: str, after: int) -> Outcome:
    """Turn a proposal down."""
    return attempt(
        lambda kept: proposals.reject(kept, number, who=who, why=why, after=after),
        f"Proposal {number} was rejected.",
    )


def withdraw(number: str, *, who: str, why: str, after: int) -> Outcome:
    """Take one's own proposal back."""
    return attempt(
        lambda kept: proposals.withdraw(kept, number, who=who, why=why, after=after),
        f"Proposal {number} was withdrawn.",
    )


def assign(name: str, role: Role, *, who: str, why: str, after: int) -> Outcome:
    """Give a person a role; `after` is the version of it that was seen, 0 for a new person."""
    return attempt(
        lambda kept: roles.assign(kept, Person(name, role), who=who, why=why, after=after),
        "{name} is now {role}.",
        name=name,
        role=roles.words(role),
    )


def save(document_id: str, title: str, text: str, *, who: str, why: str, after: int) -> Outcome:
    """Keep a document as the version that follows `after`, 0 for a new one."""
    return attempt(
        lambda kept: documents.save(
            kept, document_id, Document(title, text), who=who, why=why, after=after
        ),
        "Saved as version {}.",
    )


def attempt(write: Callable[[Register], str | int], done: str, **named: str) -> Outcome:
    """Write, and say what became of it; a fault of ours stays a fault.

    `done` holds {} for what was made. What people typed is `named`, as it may hold braces itself.
    """
    try:
        made = str(write(_register()))
    except records.Superseded as newer:
        return Outcome(False, str(newer), theirs=newer.theirs)
    except register.RegisterError as refusal:
        return Outcome(False, str(refusal))
    return Outcome(True, done.format(made, **named), made)


def _register() -> Register:
    return register.of(workspace())


def _state() -> tuple[Path, str]:
    """What tells this state of this register from every other."""
    return workspace().path, revision()


@lru_cache(maxsize=4)
def _every_proposal(path: Path, revision: str) -> tuple[Record[Proposal], ...]:
    return tuple(proposals.every(_register()))


@lru_cache(maxsize=50)
def _proposal_versions(number: str, path: Path, revision: str) -> tuple[Record[Proposal], ...]:
    return tuple(proposals.history(_register(), number))


@lru_cache(maxsize=4)
def _every_rule(path: Path, revision: str) -> tuple[Record[Decision], ...]:
    return tuple(targets.every(_register()))


@lru_cache(maxsize=4)
def _everyone(path: Path, revision: str) -> tuple[Record[Person], ...]:
    return tuple(roles.people(_register()))


@lru_cache(maxsize=16)
def _document_versions(document_id: str, path: Path, revision: str) -> tuple[Record[Document], ...]:
    return tuple(documents.history(_register(), document_id))


@lru_cache(maxsize=4)
def _changes(path: Path, revision: str) -> tuple[Record[Any], ...]:
    return tuple(records.changes(_register()))
