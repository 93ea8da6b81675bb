"""Literal series as observations: one value a period, oldest first, the last up to June 2009."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from tests.data.rows import year

Value = float | None | Mapping[str, object]
Row = dict[str, object]


def months(values: Iterable[Value]) -> list[Row]:
    """A value a month to June 2009; None is missing, a mapping is a whole row."""
    return list(_dated(values, months_each=1))


def quarters(values: Iterable[Value]) -> list[Row]:
    return list(_dated(values, months_each=3))


def years(values: Iterable[Value]) -> list[Row]:
    """A value a financial year to 2008/09."""
    given = list(values)
    return [{**year(2009 - len(given) + at), **_noted(v)} for at, v in enumerate(given)]


def share(numerator: float, denominator: float = 1000) -> Row:
    """A percentage with the counts that it comes from."""
    return {
        "value": 100 * numerator / denominator,
        "numerator": float(numerator),
        "denominator": float(denominator),
    }


def _dated(values: Iterable[Value], months_each: int) -> Iterator[Row]:
    given = list(values)
    for at, value in enumerate(given):
        start = _month(at - len(given), months_each)
        end = _month(at - len(given) + 1, months_each) - timedelta(days=1)
        label = f"{start:%b %Y}"
        yield {"period_start": start, "period_end": end, "period_label": label, **_noted(value)}


def _month(periods: int, months_each: int) -> date:
    """First day of the month so many periods after June 2009."""
    months = 2009 * 12 + 6 + periods * months_each
    return date(months // 12, months % 12 + 1, 1)


def _noted(value: Value) -> Row:
    if isinstance(value, Mapping):
        return dict(value)
    return {"value": value} if value is not None else {"value": None, "value_note": "missing"}
