"""A second version of scores and of who is shown, in plain Python, from the rules alone."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from statistics import fmean, variance

from tests.queries.asked_rounds import ITEMS, Item, Round

Cell = tuple[str, str]
# Whether an item, and the name of the dimension or item.
Subject = tuple[bool, str]
Score = tuple[Cell, float]


def score_of(item: Item, answer: int) -> float:
    """An answer from 0 to 100, turned where the item is worded negatively."""
    steps = item.highest - answer if item.is_negative else answer - item.lowest
    return 100 * steps / (item.highest - item.lowest)


def scores(asked: Round, items: Iterable[Item] = ITEMS) -> dict[Subject, list[Score]]:
    """Everybody's scores by item and by dimension, with the cell they are in."""
    found: dict[Subject, list[Score]] = defaultdict(list)
    asked_items = {name for person in asked.responses for name in person.answers}
    of_dimension: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.item_id in asked_items:
            of_dimension[item.dimension].append(item)
    for person in asked.responses:
        cell = person.organisation, person.group
        for dimension, members in of_dimension.items():
            given = {
                item.item_id: score_of(item, answer)
                for item in members
                if (answer := person.answers.get(item.item_id)) is not None
            }
            for name, score in given.items():
                found[True, name].append((cell, score))
            if len(given) >= math.ceil(len(members) / 2):
                found[False, dimension].append((cell, fmean(given.values())))
    return found


def hidden(people: Mapping[str, int], invited: Mapping[str, int], minimum: int) -> set[str]:
    """Names to hide: the small ones, and the next smallest until there are enough together."""
    few = {name for name, number in invited.items() if 0 < number < minimum}
    few |= {name for name, number in people.items() if 0 < number < minimum}
    chosen = sorted(few)
    waiting = [
        name
        for number, name in sorted((n, name) for name, n in people.items())
        if number >= minimum
    ]
    while chosen and waiting and (sum(people[n] for n in chosen) < minimum or len(chosen) < 2):
        chosen.append(waiting.pop(0))
    return set(chosen)


@dataclass(frozen=True)
class Shown:
    """Who is shown of a subject: names hidden of each kind, and whether groups are held back."""

    organisations: frozenset[str]
    groups: frozenset[str]
    is_held_back: bool


def shown(cells: Mapping[Cell, int], invited: Mapping[Cell, int], minimum: int) -> Shown:
    """What may be shown of people in these cells, of those invited."""
    kept = [hidden(_by(side, cells), _by(side, invited), minimum) for side in range(2)]
    return Shown(frozenset(kept[0]), frozenset(kept[1]), is_telling(cells, invited, *kept, minimum))


def _by(side: int, cells: Mapping[Cell, int]) -> Counter[str]:
    summed = Counter[str]()
    for cell, people in cells.items():
        summed[cell[side]] += people
    return summed


def is_telling(
    cells: Mapping[Cell, int],
    invited: Mapping[Cell, int],
    organisations: set[str],
    groups: set[str],
    minimum: int,
) -> bool:
    """Whether any way of parting the network of organisations and groups cuts off a few people, or
    nobody of a few invited.
    """
    linked, asked = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    known = organisations | {o for (o, _), n in cells.items() if n}
    known_groups = groups | {g for (_, g), n in cells.items() if n}
    for cell in {**cells, **invited}:
        organisation, group = cell
        if organisation in known and group in known_groups:
            one = "hidden" if organisation in organisations else organisation
            link = "o" + one, "g" + ("hidden" if group in groups else group)
            linked[link] += cells.get(cell, 0)
            asked[link] += invited.get(cell, 0)
    nodes = sorted({node for link in linked for node in link})
    for sides in product((False, True), repeat=len(nodes)):
        side = dict(zip(nodes, sides, strict=True))
        cut = [link for link in linked if side[link[0]] != side[link[1]]]
        people, few = sum(linked[link] for link in cut), sum(asked[link] for link in cut)
        if 0 < people < minimum or (not people and 0 < few < minimum):
            return True
    return False


@dataclass(frozen=True)
class Figures:
    """What is told of some people: number, mean and variance of their scores."""

    answered: int
    mean: float
    variance: float | None


def figures(found: Iterable[float]) -> Figures:
    """The people with these scores, summed up."""
    values = list(found)
    spread = variance(values) if len(values) > 1 else None
    return Figures(len(values), fmean(values), spread)
