"""Collects: the door of the working group to rounds of a questionnaire that are asked here.

What is read is kept by the revision of its own kind, so that answers that come in renew nothing
else. What is written comes back as an Outcome, done or why not in words. Results are not read
here: while a round is open nobody sees any, and afterwards they are published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from data import published_rounds, register
from data.register import (
    Refused,
    Register,
    invitations,
    questionnaires,
    refusals,
    responses,
    rounds,
    turnout,
)
from data.register.connecting import reading
from data.register.invitations import Link
from data.register.plans import Cell, Plan, place
from data.register.records import Record
from data.register.refusals import Refusal
from data.register.rounds import Round, State
from data.register.turnout import Turnout
from queries import release, workspace
from queries.deciding import Outcome, attempt

__all__ = ["Outcome"]

TEMPLATE = "partnership_round"  # the recipe that a blank file is for


@dataclass(frozen=True)
class Standing:
    """A round as it stands today: its newest version, and whether it takes answers."""

    record: Record[Round]
    state: State


@dataclass(frozen=True)
class Issued(Outcome):
    """What became of issuing links; they are in no other place and cannot be had again."""

    links: tuple[Link, ...] = ()


def standing() -> tuple[Standing, ...]:
    """Every round asked here, the first to close first."""
    today = workspace().today
    found = _every_round(*_state(rounds.KIND))
    return tuple(Standing(record, record.body.state(today)) for record in found)


def progress(round_id: str) -> tuple[Turnout, ...]:
    """How many of those invited have answered; what is too small to show is None."""
    return _progress(round_id, *_state(rounds.KIND), _state(responses.KIND)[1])


def in_progress() -> dict[str, tuple[Turnout, ...]]:
    """The same of every round that is open, or over and not published, by its id."""
    waiting = (one for one in standing() if one.state in ("open", "closed"))
    return {one.record.record_id: progress(one.record.record_id) for one in waiting}


def refused() -> tuple[Record[Refusal], ...]:
    """Answers that were refused, the newest first; when and why, never what they said."""
    return _refused(*_state(refusals.KIND))


def askable() -> tuple[str, ...]:
    """The questionnaires that can be asked: those with published statements."""
    return _askable(workspace().path, release().key)


def last_invited() -> tuple[tuple[str, str, int], ...]:
    """Organisation, group and number invited of the newest round, here or published."""
    asked = _every_round(*_state(rounds.KIND))
    if asked:
        cells = asked[-1].body.plan.invited
        return tuple((cell.organisation, cell.respondent_group, cell.people) for cell in cells)
    return _last_published(workspace().path, release().key)


def template(form: Literal["csv", "xlsx"]) -> bytes | None:
    """A blank file for a round that is asked elsewhere; None while its items are not published."""
    return _template(form, workspace().path, release().key)


def make(
    *,
    title: str,
    questionnaire_id: str,
    opens: date,
    closes: date,
    minimum_group: int,
    smallest_count: int,
    invited: Sequence[tuple[Any, Any, Any]],
    who: str,
) -> Outcome:
    """Plan a round; `invited` holds organisation, group and number."""
    cells = tuple(Cell(*cell) for cell in invited)
    plan = Plan(title, questionnaire_id, opens, closes, minimum_group, smallest_count, cells)
    return attempt(
        lambda kept: rounds.make(kept, plan, who=who, why=f"A new round: {title}"),
        "The round was made. Issue its links next.",
    )


def change(round_id: str, *, who: str, why: str, after: int, **changed: Any) -> Outcome:
    """Change parts of the plan of a round that is not over; `after` is its version seen."""
    if "invited" in changed:
        changed["invited"] = tuple(Cell(*cell) for cell in changed["invited"])

    def write(kept: Register) -> int:
        found = next((one for one in rounds.every(kept) if one.record_id == round_id), None)
        if found is None:
            raise Refused(f"There is no round {round_id}.")
        plan = replace(found.body.plan, **changed)
        return rounds.change(kept, round_id, plan, who=who, why=why, after=after)

    return attempt(write, "The round was changed; this is its version {}.")


def issue(round_id: str, *, who: str, after: int) -> Issued:
    """A link for each person invited who has none; only this once."""
    links: list[Link] = []

    def write(kept: Register) -> str:
        links.extend(invitations.issue(kept, round_id, who=who, after=after))
        return str(len(links))

    outcome = attempt(write, "{} links were issued. Save them now: they are shown only this once.")
    return Issued(**vars(outcome), links=tuple(links))


def close(round_id: str, *, who: str, why: str, after: int) -> Outcome:
    """Close a round before its last day."""
    return attempt(
        lambda kept: rounds.close(kept, round_id, who=who, why=why, after=after),
        "The round is closed and takes no more answers.",
    )


def publish(round_id: str, *, who: str, why: str, after: int) -> Outcome:
    """Put a closed round among the published results."""
    return attempt(
        lambda kept: published_rounds.publish(kept, round_id, who=who, why=why, after=after),
        "The round is published as data version {}.",
    )


def _register() -> Register:
    return register.of(workspace())


def _state(kind: str) -> tuple[Path, str]:
    """What tells this state of one kind from every other; of answers, read anew."""
    return workspace().path, register.revision(_register(), kind)


@lru_cache(maxsize=4)
def _every_round(path: Path, revision: str) -> tuple[Record[Round], ...]:
    return tuple(rounds.every(_register()))


@lru_cache(maxsize=8)
def _progress(round_id: str, path: Path, plans: str, answers: str) -> tuple[Turnout, ...]:
    """One pass over a round's answers: 60 ms for ten thousand."""
    with reading(_register()) as connection:
        plan = rounds.known(connection, round_id).body.plan
        found = responses.of_round(connection, round_id)
    counts = dict.fromkeys(map(place, plan.invited), 0)
    for one in found:
        key = (one.organisation, one.respondent_group)
        counts[key] = counts.get(key, 0) + bool(one.said.answers)
    invited = {place(cell): cell.people for cell in plan.invited}
    return tuple(turnout.turnout(invited, counts, plan.minimum_group))


@lru_cache(maxsize=4)
def _refused(path: Path, revision: str) -> tuple[Record[Refusal], ...]:
    return tuple(refusals.every(_register()))


@lru_cache(maxsize=4)
def _askable(path: Path, key: str) -> tuple[str, ...]:
    return tuple(questionnaires.names(path))


@lru_cache(maxsize=4)
def _last_published(path: Path, key: str) -> tuple[tuple[str, str, int], ...]:
    return tuple(questionnaires.last_invited(path))


@lru_cache(maxsize=4)
def _template(form: Literal["csv", "xlsx"], path: Path, key: str) -> bytes | None:
    # Here, because reading files is not needed until a blank one is asked for.
    from data import importing
    from data.importing.refusal import FileRefused

    try:
        return importing.template(workspace(), TEMPLATE, form)
    except FileRefused:
        return None
