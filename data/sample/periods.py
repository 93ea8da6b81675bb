"""Periods: the stretches of time that the sample's indicators are counted over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

FIRST_YEAR, LAST_YEAR = 2001, 2008  # as financial years: 2001/02 to 2008/09
MONTHS_AFTER = 3  # monthly returns run on to June 2009, as a board in July 2009 would see them
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Period:
    """One period, both dates inclusive, and its label as a source writes it."""

    start: date
    end: date
    label: str


def sequence(calendar: str, last_year: int = LAST_YEAR) -> tuple[Period, ...]:
    """Periods of one calendar in order; calendars are those named in facts/shapes.csv.

    `last_year` is the financial year (by its first year) to end with.
    """
    return tuple(_CALENDARS[calendar](last_year))


def progress(periods: tuple[Period, ...]) -> np.ndarray:
    """How far each period's middle lies between April 2001 (0) and March 2009 (1)."""
    first, last = date(2001, 4, 1).toordinal(), date(2009, 3, 31).toordinal()
    middle = [(p.start.toordinal() + p.end.toordinal()) / 2 for p in periods]
    return np.clip((np.array(middle) - first) / (last - first), 0.0, 1.1)


def years(periods: tuple[Period, ...]) -> np.ndarray:
    """Each period's middle as a year with decimals, for populations."""
    middle = [(p.start.toordinal() + p.end.toordinal()) / 2 for p in periods]
    return (np.array(middle) - date(2000, 1, 1).toordinal()) / 365.25 + 2000


def length(period: Period) -> float:
    """Share of a year the period covers, to the nearest month."""
    return max(round((period.end - period.start).days / 30.4), 1) / 12


def _span(year: int, month: int, months: int) -> tuple[date, date]:
    start = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    after = month + months
    return start, date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1) - timedelta(days=1)


def _split_year(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def _monthly(last_year: int) -> Iterator[Period]:
    months_after = MONTHS_AFTER if last_year == LAST_YEAR else 0
    for number in range((last_year - FIRST_YEAR + 1) * 12 + months_after):
        start, end = _span(FIRST_YEAR, 4 + number, 1)
        yield Period(start, end, f"{MONTHS[start.month - 1]} {start.year}")


def _quarterly(last_year: int) -> Iterator[Period]:
    for year in range(FIRST_YEAR, last_year + 1):
        for quarter in range(4):
            label = f"Q{quarter + 1} {_split_year(year)}"
            yield Period(*_span(year, 4 + 3 * quarter, 3), label)


def _four_monthly(last_year: int) -> Iterator[Period]:
    for year in range(FIRST_YEAR + 2, last_year + 1):
        for third in range(3):
            start, end = _span(year, 4 + 4 * third, 4)
            label = f"{MONTHS[start.month - 1]} to {MONTHS[end.month - 1]} {end.year}"
            yield Period(start, end, label)


def _financial(last_year: int) -> Iterator[Period]:
    for year in range(FIRST_YEAR, last_year + 1):
        yield Period(*_span(year, 4, 12), _split_year(year))


def _academic(last_year: int) -> Iterator[Period]:
    for year in range(FIRST_YEAR, last_year + 1):
        yield Period(*_span(year, 9, 12), _split_year(year))


def _calendar(last_year: int, length_in_years: int = 1) -> Iterator[Period]:
    for year in range(FIRST_YEAR, last_year + 2 - length_in_years):
        last = year + length_in_years - 1
        label = str(year) if last == year else f"{year}-{last % 100:02d}"
        yield Period(date(year, 1, 1), date(last, 12, 31), label)


def _chosen(*first_years: int) -> Iterator[Period]:
    for year in first_years:
        yield Period(*_span(year, 4, 12), _split_year(year))


def _census(last_year: int) -> Iterator[Period]:
    yield Period(date(2001, 4, 29), date(2001, 4, 29), "2001 Census")


def _deprivation_indices(last_year: int) -> Iterator[Period]:
    for year in (2004, 2007):
        yield Period(date(year, 1, 1), date(year, 12, 31), str(year))


def _elections(last_year: int) -> Iterator[Period]:
    for day in (date(2002, 5, 2), date(2006, 5, 4)):
        yield Period(day, day, f"May {day.year}")


_CALENDARS = {
    "monthly": _monthly,
    "quarterly": _quarterly,
    "four_monthly": _four_monthly,
    "financial": _financial,
    "academic": _academic,
    "calendar": _calendar,
    "rolling3": lambda last_year: _calendar(last_year, 3),
    "rolling5": lambda last_year: _calendar(last_year, 5),
    "survey": lambda last_year: _chosen(2003, 2006, 2008),
    "irregular": lambda last_year: _chosen(2001, 2007),
    "census": _census,
    "imd": _deprivation_indices,
    "election": _elections,
}
