"""The SQL against a second version in exact fractions, on random series with awkward points."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

RUN = 7
# Tenths, because their sums are rounded: whole numbers would hide what the tolerance is for.
values = st.one_of(st.none(), st.integers(-30, 30), st.integers(0, 9), st.just(5)).map(
    lambda value: None if value is None else Fraction(value, 10)
)
LADDERS = [[0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0], [3, 2, 1, 0, 1, 2], [0, 1, 2, 3, 4, 5, 6, 7]]


def sign(number):
    return (number > 0) - (number < 0)


def average(numbers):
    return sum(numbers, Fraction()) / len(numbers) if numbers else None


def limits(group, is_screened, baseline):
    """Mean and reach of the limits; reach None where the moving range is null or zero."""
    fixed = group[:baseline]
    mean = average([value for value in fixed if value is not None])
    ranges = [
        abs(after - before)
        for before, after in zip(fixed, fixed[1:], strict=False)
        if None not in (before, after)
    ]
    moving_range = average(ranges)
    if is_screened and moving_range is not None:
        moving_range = average([r for r in ranges if r < Fraction("3.267") * moving_range])
    return mean, Fraction("2.66") * moving_range if moving_range else None


def runs(sides):
    """For each position, how many neighbours in a row, itself included, lie on the same side."""
    lengths = [len(list(same)) for _, same in groupby(sides)]
    return [length for length in lengths for _ in range(length)]


def trends(group):
    """Direction of the trend through each point; at the meeting of two, the one to its right."""
    steps = [
        None if None in (before, after) else sign(after - before)
        for before, after in zip(group, group[1:], strict=False)
    ]
    long = [
        step if step and length >= RUN - 1 else None
        for step, length in zip(steps, runs(steps), strict=True)
    ]
    return [after or before for before, after in zip([None, *long], [*long, None], strict=True)]


def two_in_three(sides, close):
    flagged = set()
    for start in range(len(sides) - 2):
        window = range(start, start + 3)
        if abs(sum(sides[i] or 0 for i in window)) == 3 and sum(close[i] for i in window) >= 2:
            flagged |= {i for i in window if close[i]}
    return flagged


def signals(group, is_screened, baseline):
    """(signal, direction) of each point of one group of comparable points."""
    mean, reach = limits(group, is_screened, baseline)
    if reach is None:
        return [("none", None)] * len(group)
    sides = [None if value is None else sign(value - mean) for value in group]
    distances = [Fraction() if value is None else abs(value - mean) for value in group]
    outside = [distance > reach for distance in distances]
    close = [2 * reach / 3 < distance <= reach for distance in distances]
    shifts, ways, pairs = runs(sides), trends(group), two_in_three(sides, close)
    return [
        ("none", None) if group[i] is None
        else ("outside", sides[i]) if outside[i]
        else ("trend", ways[i]) if ways[i]
        else ("two_in_three", sides[i]) if i in pairs
        else ("shift", sides[i]) if sides[i] and shifts[i] >= RUN
        else ("none", None)
        for i in range(len(group))
    ]  # fmt: skip


@st.composite
def histories(draw):
    """Values of one series and the position at which limits begin anew, if they do."""
    history = draw(st.lists(values, min_size=1, max_size=12))
    history += draw(st.lists(values.filter(lambda value: value is not None), max_size=20))
    mean, reach = limits(history, False, 12)
    if draw(st.booleans()) and len(history) >= 12 and reach is not None:
        exact = [mean, mean + reach, mean - reach, mean + 2 * reach / 3, mean - 2 * reach / 3]
        near = [*exact, mean, mean, mean + Fraction(1, 10), mean - Fraction(1, 10)]
        history += draw(st.lists(st.sampled_from(near), min_size=1, max_size=16))
    if draw(st.booleans()):  # trends that just last, meet, or stop short
        step = Fraction(draw(st.sampled_from([-1, 1])), draw(st.sampled_from([10, 100])))
        history += [step * rung for rung in draw(st.sampled_from(LADDERS))]
    return history, draw(st.none() | st.integers(0, len(history) - 1))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(histories(), min_size=4, max_size=12),
    st.booleans(),
    st.sampled_from([None, 12]),
)
def test_sql_and_exact_fractions_agree(ask, drawn, is_screened, baseline):
    rows, expected = [], []
    for name, (history, rebase) in enumerate(drawn):
        cut = rebase or len(history)
        for group in (history[:cut], history[cut:]):
            expected += signals(group, is_screened, baseline)
        rows += [
            {
                "series": name,
                "period": date.fromordinal(730000 + position),
                "value": None if value is None else float(value),
                "is_rebase": position == rebase,
                "polarity": "higher",
                "target": None,
            }
            for position, value in enumerate(history)
        ]

    found = ask(
        "select signal, direction from xmr('drawn', $screened, baseline_points := $baseline)"
        " order by series, period",
        {"screened": is_screened, "baseline": baseline},
        drawn=rows,
    )

    assert [(point["signal"], point["direction"]) for point in found] == expected


def test_the_second_version_can_tell_every_signal():
    steady = [Fraction(value) for value in (10, 12) * 6]
    # On the limits and on the near limits nothing is signalled; a hair beyond them is.
    mean, reach = limits(steady, False, 12)

    assert signals([*steady, mean + reach], False, 12)[-1] == ("none", None)
    assert signals([*steady, mean + reach + 1], False, 12)[-1] == ("outside", 1)
    assert (
        signals([*steady, *[mean - reach] * 2, mean - 1], False, 12)[-3:-1]
        == [("two_in_three", -1)] * 2
    )
    assert signals([*steady, *[mean - 1] * 7], False, 12)[-1] == ("shift", -1)
    assert signals([Fraction(i % 7) for i in range(14)], False, 14)[3] == ("trend", 1)
