"""Labels of periods ahead, as the source writes those it has: 2008/09 leads to 2009/10.

A label is that of the same season in an earlier year with its years counted on. Which of its
numbers are years is learnt from the labels there are; a way of writing that cannot be counted on
gives the months in words. Source: the contract, where a label is the source's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pyarrow as pa

Period = tuple[date, date, str]
# Lengths of the numbers that may be years: 2005, then 2005/06 and 05/06.
YEAR_DIGITS = ((4,), (4, 2))


def answer(rows: pa.Table) -> pa.Table:
    """The rows of a question, periods in order, with a label for each that has none."""
    periods = [
        (row["period_start"], row["period_end"], row["period_label"]) for row in rows.to_pylist()
    ]
    known = [period for period in periods if period[2] is not None]
    unnamed = [period[:2] for period in periods if period[2] is None]
    made = iter(labels_ahead(known, unnamed))
    labels = [label if label is not None else next(made) for *_, label in periods]
    column = rows.column_names.index("period_label")
    return rows.set_column(column, "period_label", pa.array(labels, pa.string()))


def labels_ahead(observed: Sequence[Period], ahead: Sequence[tuple[date, date]]) -> list[str]:
    """Label of each period ahead; a period is its first and last day, and its label if it has one.

    Periods lie ahead in whole years or parts of years, so that each has an earlier one of its
    season, unless fewer than a year's periods are known.
    """
    seasons: dict[tuple[int, int], list[Period]] = {}
    for period in sorted(observed):
        seasons.setdefault((period[0].month, period[0].day), []).append(period)
    digits = _year_digits(list(seasons.values()))
    return [_label(start, end, seasons.get((start.month, start.day)), digits)
            for start, end in ahead]  # fmt: skip


def _label(
    start: date, end: date, season: list[Period] | None, digits: tuple[int, ...] | None
) -> str:
    if season is None or digits is None:
        return _in_words(start, end)
    before, _, label = season[-1]
    return _counted_on(label, start.year - before.year, digits)


def _year_digits(seasons: list[list[Period]]) -> tuple[int, ...] | None:
    """The lengths of number that, counted on, turn each label into its season's next."""
    pairs = [pair for season in seasons for pair in zip(season, season[1:], strict=False)]
    for digits in YEAR_DIGITS:
        if pairs and all(
            _counted_on(before[2], after[0].year - before[0].year, digits) == after[2]
            for before, after in pairs
        ):
            return digits
    return None


def _counted_on(label: str, years: int, digits: tuple[int, ...]) -> str:
    def later(found: re.Match[str]) -> str:
        size = len(found[0])
        return f"{(int(found[0]) + years) % 10**size:0{size}d}" if size in digits else found[0]

    return re.sub(r"[0-9]+", later, label)


def _in_words(start: date, end: date) -> str:
    first, last = f"{start:%b %Y}", f"{end:%b %Y}"
    return first if first == last else f"{first} to {last}"
