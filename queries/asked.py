"""Asks what stands of rounds of a questionnaire that are asked here: their state and their turnout.

What is read is kept by the revision of its own kind, so that answers that come in renew nothing
else. Results are not read here: while a round is open nobody sees any, and afterwards they are
published.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data import register
from data.register import Register, exchanges, questionnaires, refusals, responses, rounds, turnout
from data.register.connecting import reading
from data.register.plans import place
from data.register.records import Record
from data.register.refusals import Refusal
from data.register.rounds import Round, State
from data.register.turnout import Turnout
from queries import release, workspace


@dataclass(frozen=True)
class Standing:
    """A round as it stands today: its newest version, and whether it takes answers."""

    record: Record[Round]
    state: State


def standing() -> tuple[Standing, ...]:
    """Every round asked here, the first to close first."""
    today = workspace().today
    found = _every_round(*_state(rounds.KIND))
    return tuple(Standing(record, record.body.state(today)) for record in found)


def progress(round_id: str) -> tuple[Turnout, ...]:
    """How many of those invited have answered; what is too small to show is None.

    In whole steps of the smallest group until the round is over.
    """
    over = {one.record.record_id for one in standing() if one.state in ("closed", "published")}
    return _progress(round_id, round_id in over, *_state(rounds.KIND), _state(responses.KIND)[1])


def in_progress() -> dict[str, tuple[Turnout, ...]]:
    """The same of every round that is open, or over and not published, by its id."""
    waiting = (one for one in standing() if one.state in ("open", "closed"))
    return {one.record.record_id: progress(one.record.record_id) for one in waiting}


def refused() -> tuple[Record[Refusal], ...]:
    """Answers that were refused, the newest first; when and why, never what they said."""
    return _refused(*_state(refusals.KIND))


def exchanged() -> dict[str, int]:
    """How many links of each round were exchanged for others; rounds without any are left out."""
    return _exchanged(*_state(exchanges.COUNTED))


def last_invited() -> tuple[tuple[str, str, int], ...]:
    """Organisation, group and number invited of the newest round, here or published."""
    asked = _every_round(*_state(rounds.KIND))
    if asked:
        cells = asked[-1].body.plan.invited
        return tuple((cell.organisation, cell.respondent_group, cell.people) for cell in cells)
    return _last_published(workspace().path, release().key)


def _register() -> Register:
    return register.of(workspace())


def _state(kind: str) -> tuple[Path, str]:
    """What tells this state of one kind from every other; of answers, read anew."""
    return workspace().path, register.revision(_register(), kind)


@lru_cache(maxsize=4)
def _every_round(path: Path, revision: str) -> tuple[Record[Round], ...]:
    return tuple(rounds.every(_register()))


@lru_cache(maxsize=8)
def _progress(
    round_id: str, is_over: bool, path: Path, plans: str, answers: str
) -> tuple[Turnout, ...]:
    """One pass over a round's answers: 60 ms for ten thousand."""
    with reading(_register()) as connection:
        plan = rounds.known(connection, round_id).body.plan
        found = responses.of_round(connection, round_id)
    counts = dict.fromkeys(map(place, plan.invited), 0)
    for one in found:
        key = (one.organisation, one.respondent_group)
        counts[key] = counts.get(key, 0) + bool(one.said.answers)
    invited = {place(cell): cell.people for cell in plan.invited}
    told = turnout.turnout if is_over else turnout.so_far
    return tuple(told(invited, counts, plan.minimum_group))


@lru_cache(maxsize=4)
def _exchanged(path: Path, revision: str) -> dict[str, int]:
    return exchanges.counts(_register())


@lru_cache(maxsize=4)
def _refused(path: Path, revision: str) -> tuple[Record[Refusal], ...]:
    return tuple(refusals.every(_register()))


@lru_cache(maxsize=4)
def _last_published(path: Path, key: str) -> tuple[tuple[str, str, int], ...]:
    return tuple(questionnaires.last_invited(path))
