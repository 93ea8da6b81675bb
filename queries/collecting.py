"""Collects: the door of the working group to rounds of a questionnaire that are asked here.

What is written comes back as an Outcome, done or why not in words. What stands is asked in
asked.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from data import published_rounds
from data.contract.small_groups import LEAST_COUNT, LEAST_MINIMUM
from data.register import Refused, Register, exchanges, invitations, questionnaires, rounds
from data.register.invitations import Link
from data.register.plans import Cell, Plan
from queries import release, workspace
from queries.deciding import Outcome, attempt

__all__ = ["Outcome"]

TEMPLATE = "partnership_round"  # the recipe that a blank file is for
LEAST = LEAST_MINIMUM, LEAST_COUNT  # the smallest group and number that a round may show


@dataclass(frozen=True)
class Issued(Outcome):
    """What became of issuing or exchanging links; they are nowhere else and not had again."""

    links: tuple[Link, ...] = ()


def askable() -> tuple[str, ...]:
    """The questionnaires that can be asked: those with published statements."""
    return _askable(workspace().path, release().key)


def template(form: Literal["csv", "xlsx"]) -> bytes | None:
    """A blank file for a round that is asked elsewhere; None while its items are not published."""
    return _template(form, workspace().path, release().key)


def guide() -> tuple[tuple[str, str, str], ...]:
    """What to write into each column of that file, with an example; only where there is one."""
    return _guide(workspace().path, release().key)


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


def exchange(round_id: str, *, code: str, who: str, why: str, after: int) -> Issued:
    """Another link for whom a lost one invites; `code` is the lost one's, or the link itself."""
    links: list[Link] = []

    def write(kept: Register) -> str:
        links.append(exchanges.exchange(kept, round_id, code, who=who, why=why, after=after))
        return ""

    outcome = attempt(write, "The old link was withdrawn. Send the new one: it is shown only once.")
    return Issued(**vars(outcome), links=tuple(links))


def recall(round_id: str, *, who: str, why: str, after: int) -> Outcome:
    """Withdraw every link of a round that nobody has answered, so that others can be issued."""
    return attempt(
        lambda kept: exchanges.recall(kept, round_id, who=who, why=why, after=after),
        "All {} links were withdrawn. Issue new ones now.",
    )


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


@lru_cache(maxsize=4)
def _askable(path: Path, key: str) -> tuple[str, ...]:
    return tuple(questionnaires.names(path))


@lru_cache(maxsize=4)
def _template(form: Literal["csv", "xlsx"], path: Path, key: str) -> bytes | None:
    # Here, because reading files is not needed until a blank one is asked for.
    from data import importing
    from data.importing.refusal import FileRefused

    try:
        return importing.template(workspace(), TEMPLATE, form)
    except FileRefused:
        return None


@lru_cache(maxsize=4)
def _guide(path: Path, key: str) -> tuple[tuple[str, str, str], ...]:
    from data import importing

    return tuple(importing.template_guide(workspace(), TEMPLATE))
