"""Season once more in plain Python: classical additive decomposition, in exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from tests.queries.methods.second_spc import Values, average

YEARS = 4


def beside_the_year(ends: Sequence[date], values: Values, seasons: int) -> list[Fraction | None]:
    """Each value less the average of the year round it; None where that year is not complete."""
    half = seasons // 2
    places = [(12 * end.year + end.month - 1) * seasons // 12 for end in ends]
    at_place = dict(zip(places, values, strict=True))
    weights = [Fraction(1, seasons)] * (2 * half + 1)
    if seasons % 2 == 0:  # the year has no middle: half of each end
        weights[0] = weights[-1] = Fraction(1, 2 * seasons)
    found = []
    for place in places:
        year = [at_place.get(near) for near in range(place - half, place + half + 1)]
        if None in year:
            found.append(None)
        else:
            average_year = sum(w * v for w, v in zip(weights, year, strict=True))
            found.append(at_place[place] - average_year)
    return found


def by_month(ends: Sequence[date], beside: Values) -> dict[int, Fraction]:
    """Average distance from the yearly average of each calendar month, less that of them all."""
    known = [(end.month, v) for end, v in zip(ends, beside, strict=True) if v is not None]
    middle = average([v for _, v in known]) or Fraction()
    return {month: average([v for m, v in known if m == month]) - middle for month, _ in known}


def share(ends: Sequence[date], beside: Values) -> Fraction:
    """How much of the squares of those distances is the calendar's; none where there are none."""
    known = [(end.month, v) for end, v in zip(ends, beside, strict=True) if v is not None]
    middle, months = average([v for _, v in known]) or Fraction(), by_month(ends, beside)
    total = sum(((v - middle) ** 2 for _, v in known), Fraction())
    return sum(months[month] ** 2 for month, _ in known) / total if total else Fraction()


def effects(ends: Sequence[date], values: Values, seasons: int) -> list[Fraction] | None:
    """What the calendar adds to each value of one stretch; None where it is not seasonal.

    `ends` are the last days of the periods, of which `seasons` make a year.
    """
    beside = beside_the_year(ends, values, seasons)
    is_long = sum(value is not None for value in beside) >= YEARS * seasons
    least = Fraction(1, 2) if seasons >= 12 else Fraction(3, 4)
    if seasons < 2 or not is_long or share(ends, beside) < least:
        return None
    found = by_month(ends, beside)
    return [found.get(end.month, Fraction()) for end in ends]
