"""Season and signals against a second version in exact fractions, on random series."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.queries.methods.second_season import beside_the_year, share
from tests.queries.second_movement import (
    UNSETTLED,
    charted,
    in_a_year,
    marks,
    settled,
    without_season,
)

POINTS = """
    select is_seasonal, signal, direction
    from charts_of('drawn', false, null, false, false) order by indicator_id, period
"""
ENDINGS = """
    with charts as materialized (from charts_of('drawn', false, null, false, false))
    from chart_endings('charts') order by indicator_id
"""
NOTES = (*sorted(UNSETTLED), "revised", "low_base", "break_in_series")
tenths = st.integers(-60, 60).map(lambda number: Fraction(number, 10))


@st.composite
def histories(draw):
    """Rows of one series as `judged_series` has them: a season, a line, a step, noise and gaps."""
    months = draw(st.sampled_from([1, 3, 3, 4, 4, 6, 12]))
    seasons = 12 // months
    number = draw(st.integers(1, 8 * seasons))
    pattern = draw(st.lists(tenths, min_size=seasons, max_size=seasons) | st.just([0] * seasons))
    slope, jump = (draw(st.sampled_from([0, 0, 0, 1, -1, 7])) * Fraction(1, 10) for _ in "12")
    step = draw(st.integers(0, number))
    spread = draw(st.sampled_from([0, 1, 10, 40]))
    noise = draw(st.lists(st.integers(-spread, spread), min_size=number, max_size=number))
    absent = draw(st.sets(st.integers(0, number - 1), max_size=2))
    left_out = draw(st.sets(st.integers(1, number), max_size=1))
    noted = draw(st.dictionaries(st.integers(0, number - 1), st.sampled_from(NOTES), max_size=2))
    breaks = draw(st.sets(st.integers(1, number), max_size=1))
    # Above the season: what rounding leaves of a level of nought is not known to be nothing.
    level = draw(st.sampled_from([50, 1000]))
    rows = []
    for at in range(number):
        value = level + pattern[at % seasons] + slope * at + Fraction(noise[at], 10)
        value += 20 * jump if at >= step else 0
        rows.append(
            {
                **period(at, months),
                "stretch": sum(at >= first for first in breaks),
                "value": None if at in absent else float(value),
                "value_note": "missing" if at in absent else noted.get(at),
            }
        )
    return [row for at, row in enumerate(rows) if at not in left_out]


def period(number: int, months: int) -> dict[str, object]:
    ends = (number * months, (number + 1) * months)
    start, after = (date(2000 + at // 12, at % 12 + 1, 1) for at in ends)
    return {"period_start": start, "period_end": after - timedelta(days=1)}


def stretches(rows):
    return [list(same) for _, same in groupby(rows, lambda row: row["stretch"])]


def is_undecided(stretch) -> bool:
    """Whether exactly half is the calendar's, so that the last binary digit decides."""
    ends = [row["period_end"] for row in stretch]
    beside = beside_the_year(ends, settled(stretch), in_a_year(stretch[0]))
    return abs(share(ends, beside) - Fraction(1, 2)) < 1e-9


def marked(stretch):
    """Whether seasonal, signal and direction of each row of one stretch."""
    values, is_seasonal = without_season(stretch)
    return [(is_seasonal, *point) for point in marks(values)]


def asked(ask, sql, drawn):
    names = {"area_code": "H", "period_label": "x", "polarity": "higher", "target_value": None}
    rows = [
        {"indicator_id": f"{name:02}", **names, **row}
        for name, history in enumerate(drawn)
        for row in history
    ]
    return ask(sql, drawn=rows)


@settings(max_examples=40, deadline=None)
@given(st.lists(histories(), min_size=3, max_size=8))
def test_every_point_is_marked_alike(ask, drawn):
    parts = [stretch for history in drawn for stretch in stretches(history)]
    assume(not any(is_undecided(stretch) for stretch in parts))

    found = asked(ask, POINTS, drawn)

    expected = [point for stretch in parts for point in marked(stretch)]
    assert [tuple(row.values()) for row in found] == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(histories(), min_size=3, max_size=8))
def test_every_chart_ends_alike(ask, drawn):
    last = [stretches(history)[-1] for history in drawn]
    assume(not any(is_undecided(stretch) for stretch in last))

    found = asked(ask, ENDINGS, drawn)

    for row, stretch in zip(found, last, strict=True):
        expected = charted(stretch)
        flags = {word: bool(row[word]) for word in ("is_trial", "is_seasonal")}
        assert {word: (row | flags)[word] for word in expected} == expected
