"""Labels of periods ahead: as the source writes those before, whatever way that is."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest

from data.importing.periods import MONTHS
from queries.methods.period_labels import labels_ahead


def years(first: int, count: int, label, month: int = 4, length: int = 12):
    """Years one after the other, from a month on, with what `label` makes of each first year."""
    return [
        (date(year, month, 1), following(date(year, month, 1), length), label(year))
        for year in range(first, first + count)
    ]


def following(start: date, months: int) -> date:
    """Last day of so many months from a start."""
    at = start.month - 1 + months
    return date(start.year + at // 12, at % 12 + 1, start.day) - timedelta(days=1)


def split(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        (split, "2009/10"),
        (lambda year: f"{year}-{year + 1}", "2009-2010"),
        (lambda year: f"{year % 100:02}/{(year + 1) % 100:02}", "09/10"),
        (str, "2009"),
        (lambda year: f"FY {split(year)}", "FY 2009/10"),
        (lambda year: f"1 Apr {year} to 31 Mar {year + 1}", "1 Apr 2009 to 31 Mar 2010"),
        # 04 is a month: it stays as it is
        (lambda year: f"{year}-04 to {year + 1}-03", "2009-04 to 2010-03"),
    ],
)
def test_years_are_counted_on(label, expected):
    assert labels_ahead(years(2005, 4, label), [(date(2009, 4, 1), date(2010, 3, 31))]) == [
        expected
    ]


def test_the_turn_of_a_century_and_periods_further_ahead():
    known = years(1996, 3, split)
    ahead = [(start, end) for start, end, _ in years(1999, 3, split)]

    assert labels_ahead(known, ahead) == ["1999/00", "2000/01", "2001/02"]


def test_rolling_years_end_later_too():
    known = years(2001, 3, lambda year: f"{year}-{(year + 2) % 100:02}", 1, 36)

    assert labels_ahead(known, [(date(2004, 1, 1), date(2006, 12, 31))]) == ["2004-06"]


def test_quarters_and_months_keep_their_own_words():
    quarters = [
        (date(year, month, 1), following(date(year, month, 1), 3), f"Q{1 + month // 3} {year}")
        for year in (2007, 2008)
        for month in (1, 4, 7, 10)
    ]
    months = [
        (date(2008 + at // 12, at % 12 + 1, 1), date(2008 + at // 12, at % 12 + 1, 28),
         f"{MONTHS[at % 12][:3]} {2008 + at // 12}")
        for at in range(14)
    ]  # fmt: skip

    assert labels_ahead(quarters, [(date(2009, 4, 1), date(2009, 6, 30))]) == ["Q2 2009"]
    assert labels_ahead(months, [(date(2009, 3, 1), date(2009, 3, 31))]) == ["Mar 2009"]


@pytest.mark.parametrize(
    "known",
    [
        [],
        years(2008, 1, split),  # one year: nothing shows which numbers are its years
        years(2005, 4, lambda year: f"Round {year - 2004}"),
        years(2005, 4, lambda year: "as agreed" if year == 2006 else split(year)),
    ],
)
def test_a_way_of_writing_that_cannot_be_counted_on_gives_the_months(known):
    ahead = [(date(2009, 4, 1), date(2010, 3, 31)), (date(2009, 2, 1), date(2009, 2, 28))]

    assert labels_ahead(known, ahead) == ["Apr 2009 to Mar 2010", "Feb 2009"]


def test_a_season_not_seen_before_gives_the_months():
    known = [(date(2008, month, 1), date(2008, month, monthrange(2008, month)[1]), f"{month}/08")
             for month in (1, 2, 3)]  # fmt: skip

    assert labels_ahead(known, [(date(2008, 4, 1), date(2008, 4, 30))]) == ["Apr 2008"]
