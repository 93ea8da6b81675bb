"""What can be worked out from sums that are shown: exact linear algebra, and counting by force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations_with_replacement

import numpy as np

# A Mersenne prime: determinants of the few rows of 0 and 1 that occur here are far below it, so
# that elimination modulo it is exact.
PRIME = 2**61 - 1
Vector = tuple[int, ...]


def telling_cells(
    sums: Iterable[Sequence[int]], people: Sequence[int], minimum: int
) -> tuple[int, ...] | None:
    """Cells of fewer than `minimum` people together, of which some combination of the sums tells
    something and nothing of anybody else; None where there are none.

    Each sum has a 1 for every cell that it adds up. A combination that concerns only the cells of a
    set exists where the null space of the sums, restricted to them, has not their full rank.
    """
    occupied = [place for place, number in enumerate(people) if number]
    rows = [[row[place] for place in occupied] for row in sums]
    columns = _columns(_null_space(rows, len(occupied)), len(occupied))

    def search(start: int, left: int, basis: list[Vector]) -> tuple[int, ...] | None:
        for place in range(start, len(occupied)):
            if people[occupied[place]] >= left:
                continue
            rest = _reduced(columns[place], basis)
            if not any(rest):
                return (occupied[place],)
            beyond = search(place + 1, left - people[occupied[place]], [*basis, rest])
            if beyond is not None:
                return (occupied[place], *beyond)
        return None

    return search(0, minimum, [])


def _null_space(rows: list[list[int]], width: int) -> list[list[int]]:
    """A basis of the vectors that every row takes to nought."""
    reduced: list[list[int]] = []
    pivots: list[int] = []
    for row in rows:
        rest = [value % PRIME for value in row]
        for other, pivot in zip(reduced, pivots, strict=True):
            rest = _less(rest, other, rest[pivot])
        pivot = next((place for place, value in enumerate(rest) if value), None)
        if pivot is None:
            continue
        inverse = pow(rest[pivot], -1, PRIME)
        rest = [value * inverse % PRIME for value in rest]
        reduced = [_less(other, rest, other[pivot]) for other in reduced] + [rest]
        pivots.append(pivot)
    found = []
    for free in (place for place in range(width) if place not in pivots):
        vector = [int(place == free) for place in range(width)]
        for row, pivot in zip(reduced, pivots, strict=True):
            vector[pivot] = -row[free] % PRIME
        found.append(vector)
    return found


def _columns(rows: list[list[int]], width: int) -> list[Vector]:
    return [tuple(row[place] for row in rows) for place in range(width)]


def _less(row: list[int], other: list[int], times: int) -> list[int]:
    return [(a - times * b) % PRIME for a, b in zip(row, other, strict=True)]


def _reduced(vector: Vector, basis: list[Vector]) -> Vector:
    rest = list(vector)
    for other in basis:
        pivot = next(place for place, value in enumerate(other) if value)
        rest = _less(rest, list(other), rest[pivot] * pow(other[pivot], -1, PRIME))
    return tuple(rest)


@lru_cache(maxsize=200)
def counts_of(answered: int, categories: int) -> np.ndarray:
    """Every way in which so many people can spread over the categories: one row each."""
    bars = np.array(
        list(combinations_with_replacement(range(answered + 1), categories - 1)), dtype=np.int16
    ).reshape(-1, categories - 1)
    ends = np.zeros((len(bars), 1), np.int16), np.full((len(bars), 1), answered, np.int16)
    return np.diff(np.hstack((ends[0], bars, ends[1])), axis=1)


def consistent(
    answered: int, total: int, categories: int, told: Iterable[tuple[Sequence[int], int]]
) -> np.ndarray:
    """Counts by category, from 0 up, that give the number of answers, their total and what is told:
    places of categories with how many people chose one of them.
    """
    found = counts_of(answered, categories)
    keeps = found @ np.arange(categories) == total
    for places, people in told:
        keeps &= found[:, list(places)].sum(axis=1) == people
    return found[keeps]


def pinned(
    counts: Sequence[int], worlds: np.ndarray, smallest_count: int
) -> Iterator[tuple[int, int]]:
    """Small categories, and how many numbers they can have, where those are too few."""
    for place, people in enumerate(counts):
        numbers = len(np.unique(worlds[:, place]))
        if 0 < people < smallest_count and numbers < smallest_count:
            yield place, numbers


def bounds(invited: Mapping[str, int], together: int, minimum: int) -> dict[str, tuple[int, int]]:
    """Least and most responses that each of some hidden names can have had.

    None at all would have been shown where the minimum were invited.
    """
    least = {name: int(most >= minimum) for name, most in invited.items()}
    return {
        name: (
            max(least[name], together - sum(invited.values()) + most),
            min(most, together - sum(least.values()) + least[name]),
        )
        for name, most in invited.items()
    }
