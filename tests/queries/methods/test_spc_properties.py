"""The SQL against a second version in exact fractions, on random series with awkward points."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.queries.methods.second_spc import limits, signals

# Tenths, because their sums are rounded: whole numbers would hide what the tolerance is for.
values = st.one_of(st.none(), st.integers(-30, 30), st.integers(0, 9), st.just(5)).map(
    lambda value: None if value is None else Fraction(value, 10)
)
LADDERS = [[0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0], [3, 2, 1, 0, 1, 2], [0, 1, 2, 3, 4, 5, 6, 7]]


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


@settings(max_examples=40, deadline=None)
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
