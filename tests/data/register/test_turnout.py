"""Turnout of a round in progress: no group too small is shown, or can be worked out from others."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from data.register.turnout import MOST_GROUPS, Turnout, turnout

N = 5


def rows(responses: dict[tuple[str, str], int], minimum: int = N) -> dict[str | None, Turnout]:
    invited = {place: count + 3 for place, count in responses.items()}
    return {row.name: row for row in turnout(invited, responses, minimum)}


def test_numbers_are_shown_by_organisation_and_by_group():
    shown = turnout({("A", "x"): 9, ("B", "y"): 8}, {("A", "x"): 6, ("B", "y"): 7}, N)

    assert shown == [
        Turnout("all", None, 17, 13),
        Turnout("organisation", "A", 9, 6),
        Turnout("organisation", "B", 8, 7),
        Turnout("respondent_group", "x", 9, 6),
        Turnout("respondent_group", "y", 8, 7),
    ]


def test_nobody_yet_is_a_number():
    assert {row.responses for row in turnout({("A", "x"): 9}, {}, N)} == {0}
    found = turnout({("A", "x"): 9, ("B", "x"): N}, {("A", "x"): 7}, N)
    assert [row.responses for row in found if row.name == "B"] == [0]


def test_that_nobody_of_a_few_invited_answered_is_not_told():
    """Else one person of one would be told by not being none; published rounds do the same."""
    invited, responses = {("A", "x"): 9, ("B", "x"): N - 1}, {("A", "x"): 7}
    found = {row.name: row for row in turnout(invited, responses, N)}

    assert (found["B"].responses, found["B"].note) == (None, "too_few")
    assert found["A"].responses == 7


def test_a_round_that_few_answered_shows_only_who_was_invited():
    found = rows({("A", "x"): 4, ("B", "y"): 0})

    assert {(row.responses, row.note) for row in found.values()} == {(None, "too_few")}
    assert [row.invited for row in found.values()] == [10, 7, 3, 7, 3]


def test_a_small_organisation_is_hidden_with_the_smallest_that_would_give_it_away():
    found = rows({("A", "x"): 3, ("B", "x"): 6, ("C", "x"): 8})

    assert [found[name].note for name in "ABC"] == ["too_few", "too_few", None]
    assert found[None].responses == 17


def test_several_small_ones_that_are_enough_together_hide_no_other():
    found = rows({("A", "x"): 3, ("B", "x"): 2, ("C", "x"): 8})

    assert [found[name].responses for name in "ABC"] == [None, None, 8]


def test_groups_are_held_back_when_sums_would_leave_a_few_people():
    # B's people and everyone of group x, less A: one person of B in x.
    found = rows({("A", "x"): 8, ("B", "x"): 1, ("B", "y"): 9})

    assert [found[name].responses for name in "AB"] == [8, 10]
    assert [found[name].note for name in "xy"] == ["held_back", "held_back"]


def test_more_groups_than_can_be_looked_through_are_held_back():
    found = rows({("A", str(number)): 9 for number in range(MOST_GROUPS + 1)})

    assert found["A"].responses == 9 * (MOST_GROUPS + 1)
    assert found["0"].note == "held_back"


cells = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyz")), st.integers(0, 6), min_size=1
)


@settings(max_examples=150, deadline=None)
@given(cells, st.integers(2, 4))
def test_no_few_people_can_be_worked_out_from_all_that_is_shown(responses, minimum):
    """Linear algebra on the sums shown: no union of cells below the minimum is determined."""
    shown = turnout(responses, responses, minimum)
    places = [place for place, count in responses.items() if count]
    sums = [
        [int(row.name is None or row.name == place[side]) for place in places]
        for row in shown
        for side in [row.kind == "respondent_group"]
        if row.responses
    ]
    basis = _reduced(sums)

    for size in range(1, minimum):
        for union in combinations(range(len(places)), size):
            if 0 < sum(responses[places[at]] for at in union) < minimum:
                wanted = [int(at in union) for at in range(len(places))]
                assert any(_remainder(wanted, basis)), (responses, shown)


def _reduced(rows: list[list[int]]) -> list[list[Fraction]]:
    """A basis of the rows, each with a leading 1 where the others have 0."""
    basis: list[list[Fraction]] = []
    for row in rows:
        left = _remainder(row, basis)
        if not any(left):
            continue
        at = next(at for at, value in enumerate(left) if value)
        left = [value / left[at] for value in left]
        basis = [_less(other, other[at], left) for other in basis] + [left]
    return basis


def _remainder(row: list[int], basis: list[list[Fraction]]) -> list[Fraction]:
    left = [Fraction(value) for value in row]
    for known in basis:
        at = next(at for at, value in enumerate(known) if value)
        left = _less(left, left[at], known)
    return left


def _less(row: list[Fraction], factor: Fraction, other: list[Fraction]) -> list[Fraction]:
    return [value - factor * each for value, each in zip(row, other, strict=True)]


def test_the_audit_itself_finds_what_an_unsafe_table_gives_away():
    basis = _reduced([[1, 1, 1], [1, 0, 0], [0, 1, 0]])

    assert not any(_remainder([0, 0, 1], basis))
    assert any(_remainder([0, 0, 1], _reduced([[1, 1, 1], [1, 0, 0]])))
