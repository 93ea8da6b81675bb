"""Periods: what a source writes for a month, quarter or year, as two dates and one way to write it.

British financial years run from April to March, academic years from September to August.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH_NUMBERS = {
    name.lower(): number
    for number, month in enumerate(MONTHS, start=1)
    for name in (month, month[:3], month[:4])
}
FLAGS = re.IGNORECASE | re.ASCII
FIRST_YEAR, LAST_YEAR = 1801, 2199


@dataclass(frozen=True)
class Period:
    """First and last day, both inclusive, and how the period is written."""

    start: date
    end: date
    label: str


def parsed(text: str, kinds: Iterable[str]) -> Period | None:
    """The period that `text` means, read as the first of `kinds` that fits; None if none does."""
    words = " ".join(text.split())
    for kind in kinds:
        pattern, meaning = KINDS[kind]
        if (found := re.fullmatch(pattern, words, FLAGS)) and (
            period := meaning(**found.groupdict())
        ):
            return period
    return None


def _months(year: int, month: int, length: int, label: str) -> Period | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):  # noqa: PLR2004 - a year's months
        return None
    after = date(year + (month - 1 + length) // 12, (month - 1 + length) % 12 + 1, 1)
    return Period(date(year, month, 1), after - timedelta(days=1), label)


def _split_year(year: str, then: str, first_month: int) -> Period | None:
    """A year from month to month, such as 2005/06; the second part must be the year after."""
    follows = int(year) + 1
    if then not in (str(follows), f"{follows % 100:02d}"):
        return None
    return _months(int(year), first_month, 12, f"{year}/{follows % 100:02d}")


def _financial_year(year: str, then: str) -> Period | None:
    return _split_year(year, then, 4)


def _academic_year(year: str, then: str) -> Period | None:
    return _split_year(year, then, 9)


def _calendar_year(year: str) -> Period | None:
    return _months(int(year), 1, 12, year)


def _several_years(year: str, then: str, first_month: int = 1) -> Period | None:
    last = int(then) if len(then) == 4 else int(year[:2] + then)  # noqa: PLR2004 - a full year
    length = last - int(year) + 1
    if not 1 < length <= 20:  # noqa: PLR2004 - longer ones are misread
        return None
    return _months(int(year), first_month, 12 * length, f"{year}-{last}")


def _several_financial_years(year: str, then: str, last: str) -> Period | None:
    """Such as 2011/12 to 2013/14, or 2011/12 and 2012/13."""
    first, final = _financial_year(year, then), _financial_year(last[:4], last[5:])
    if first is None or final is None or final.start <= first.start:
        return None
    return Period(first.start, final.end, f"{first.label} to {final.label}")


def _financial_quarter(quarter: str, year: str, then: str) -> Period | None:
    whole = _financial_year(year, then)
    if whole is None:
        return None
    month = 3 * int(quarter) + 1
    start = int(year) + (month - 1) // 12
    return _months(start, (month - 1) % 12 + 1, 3, f"Q{quarter} {whole.label}")


def _calendar_quarter(quarter: str, year: str) -> Period | None:
    return _months(int(year), 3 * int(quarter) - 2, 3, f"Q{quarter} {year}")


def _month(year: str, month: str) -> Period | None:
    number = int(month) if month.isdigit() else MONTH_NUMBERS.get(month.lower(), 0)
    if not 1 <= number <= 12:  # noqa: PLR2004 - a year's months
        return None
    return _months(int(year), number, 1, f"{MONTHS[number - 1][:3]} {year}")


def _day(year: str, month: str, day: str) -> Period | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return Period(found, found, found.isoformat())


YEAR, TO = r"(?P<year>\d{4})", r"\s?[/\-\u2013]\s?"
YEARS = YEAR + TO + r"(?P<then>\d{4}|\d{2})"
NAME = r"(?P<month>[a-z]{3,9})\.?"
# Kind: how it is written, and what that means.
KINDS: dict[str, tuple[str, Callable[..., Period | None]]] = {
    "financial_year": (rf"(?:FY\s?)?{YEARS}", _financial_year),
    "academic_year": (YEARS, _academic_year),
    "calendar_year": (YEAR + r"(?:\.0)?", _calendar_year),
    "several_years": (YEARS, _several_years),
    "several_financial_years": (
        rf"{YEARS}\s(?:to|and)\s(?P<last>\d{{4}}[/-](?:\d{{4}}|\d{{2}}))",
        _several_financial_years,
    ),
    "financial_quarter": (rf"Q(?P<quarter>[1-4])\s?{YEARS}", _financial_quarter),
    "financial_quarter_last": (rf"{YEARS}\s?Q(?P<quarter>[1-4])", _financial_quarter),
    "calendar_quarter": (rf"Q(?P<quarter>[1-4])\s?{YEAR}", _calendar_quarter),
    "calendar_quarter_last": (rf"{YEAR}\s?Q(?P<quarter>[1-4])", _calendar_quarter),
    "month": (YEAR + r"-?(?P<month>\d{2})", _month),
    "month_name": (rf"{NAME}\s?-?{YEAR}", _month),
    "day": (YEAR + r"-(?P<month>\d{2})-(?P<day>\d{2})", _day),
    "british_day": (rf"(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})/{YEAR}", _day),
}
