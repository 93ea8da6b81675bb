"""Plans: what the working group decides about a round, and the rules that a plan keeps.

What respondents were promised cannot be taken back: once links were issued, the questionnaire
stays and the smallest group that is shown may not become smaller.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from data.contract.small_groups import LEAST_COUNT, LEAST_MINIMUM
from data.register import Refused, bodies

LONGEST_NAME, MOST_INVITED = 100, 20_000
Place = tuple[str, str]  # organisation and respondent group


@dataclass(frozen=True)
class Cell:
    """How many people of one group in one organisation: invited, or with a link."""

    organisation: str
    respondent_group: str
    people: int


@dataclass(frozen=True)
class Plan:
    """What the working group decides: what is asked, from when to when, of whom.

    Groups of fewer than `minimum_group` people are never shown, nor an answer that fewer than
    `smallest_count` gave.
    """

    title: str
    questionnaire_id: str
    opens: date
    closes: date
    minimum_group: int
    smallest_count: int
    invited: tuple[Cell, ...]


def place(cell: Cell) -> Place:
    """What tells one cell from another."""
    return cell.organisation, cell.respondent_group


def checked(plan: Plan, today: date) -> Plan:
    """The plan with its names on one line each. Raises Refused for what breaks a rule."""
    typed = bodies.checked(plan)
    shown = tuple(
        Cell(_line(cell.organisation), _line(cell.respondent_group), cell.people)
        for cell in typed.invited
    )
    named = replace(typed, title=_line(typed.title), invited=shown)
    for fault in _faults(named, today):
        raise Refused(fault)
    return named


def kept_promises(said: Plan, issued: Iterable[Cell], plan: Plan) -> None:
    """Refuse a new plan that takes back what the old one said to those who have links."""
    for fault in _broken_promises(said, issued, plan):
        raise Refused(fault)


def _line(text: str) -> str:
    return " ".join(text.split())


def _faults(plan: Plan, today: date) -> Iterator[str]:
    if not 0 < len(plan.title) <= LONGEST_NAME:
        yield f"Give the round a title of at most {LONGEST_NAME} letters."
    if plan.closes < plan.opens:
        yield "The round closes before it opens. Correct one of the dates."
    if plan.closes < today:
        yield f"The round would be over already: today is {today.day} {today:%B %Y}."
    if plan.minimum_group < LEAST_MINIMUM:
        yield (
            f"A group that is shown has at least {LEAST_MINIMUM} people, or they could be told "
            "apart; 10 are usual."
        )
    if not LEAST_COUNT <= plan.smallest_count <= plan.minimum_group:
        yield (
            f"The smallest number shown is at least {LEAST_COUNT} and at most the smallest group, "
            "or single answers could be worked out; 5 is usual."
        )
    yield from _faults_of_cells(plan.invited)
    if sum(cell.people for cell in plan.invited) < plan.minimum_group:
        yield "Fewer people are invited than make up one group, so nothing could ever be shown."


def _faults_of_cells(cells: Iterable[Cell]) -> Iterator[str]:
    seen = Counter(tuple(name.casefold() for name in place(cell)) for cell in cells)
    for cell in cells:
        name = f"{cell.organisation}, {cell.respondent_group}"
        if not all(0 < len(part) <= LONGEST_NAME for part in place(cell)):
            yield f"Organisations and groups have names of 1 to {LONGEST_NAME} letters."
        elif cell.people < 1:
            yield f"{name}: the number invited is at least 1. Leave the row out otherwise."
        elif seen[tuple(part.casefold() for part in place(cell))] > 1:
            yield f"{name} is there more than once. Keep one row with all its people."
    if sum(cell.people for cell in cells) > MOST_INVITED:
        yield f"At most {MOST_INVITED:,} people can be invited."


def _broken_promises(said: Plan, issued: Iterable[Cell], plan: Plan) -> Iterator[str]:
    if plan.questionnaire_id != said.questionnaire_id:
        yield "Links were issued, so what is asked stays as it is. Make another round instead."
    if plan.minimum_group < said.minimum_group or plan.smallest_count < said.smallest_count:
        yield (
            f"People were told that no group of fewer than {said.minimum_group} is ever shown, "
            f"nor fewer than {said.smallest_count} answers. Neither number can become smaller."
        )
    invited = {place(cell): cell.people for cell in plan.invited}
    for cell in issued:
        if invited.get(place(cell), 0) < cell.people:
            yield (
                f"{cell.organisation}, {cell.respondent_group}: {cell.people} links were issued, "
                "so no fewer can be invited."
            )
