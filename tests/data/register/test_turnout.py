"""Turnout of a round in progress: no group too small is shown, or can be worked out from others."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.register.turnout import MOST_GROUPS, Turnout, so_far, turnout

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


def test_nobody_of_many_invited_is_a_number():
    found = turnout({("A", "x"): 9, ("B", "x"): N}, {("A", "x"): 7}, N)
    assert [row.responses for row in found if row.name == "B"] == [0]


@pytest.mark.parametrize("only_one", [0, 1])
def test_who_is_shown_does_not_tell_whether_the_only_one_invited_answered(only_one):
    """One person of one would be told by others being hidden with them, or by not being none."""
    invited = {("A", "x"): 33, ("B", "x"): 1, ("C", "x"): 40}
    responses = {("A", "x"): 24, ("B", "x"): only_one, ("C", "x"): 31}
    found = {row.name: row for row in turnout(invited, responses, N)}

    assert [found[name].note for name in "ABC"] == ["too_few", "too_few", None]
    assert [found[name].responses for name in "ABC"] == [None, None, 31]


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


def test_differences_that_cross_are_looked_for_too():
    # X less A is one person of B less one of A: none is alone, but together they are three.
    found = rows({("A", "x"): 12, ("A", "y"): 1, ("B", "x"): 2, ("B", "y"): 15})

    assert [found[name].note for name in "ABxy"] == [None, None, "held_back", "held_back"]


def open_rows(responses: dict[tuple[str, str], int]) -> dict[str | None, Turnout]:
    invited = {("A", "x"): 30, ("A", "y"): 12, ("B", "y"): 9, ("C", "x"): 3, ("D", "x"): 20}
    return {row.name: row for row in so_far(invited, responses, N)}


def test_an_open_round_is_told_in_whole_steps_and_not_by_group():
    found = open_rows({("A", "x"): 9, ("A", "y"): 5, ("B", "y"): 4, ("C", "x"): 2})

    assert {name: row.at_least for name, row in found.items()} == {
        None: 20,
        "A": 10,
        "B": None,  # large enough, but C could be found from it
        "C": None,
        "D": 0,
    }
    assert {row.responses for row in found.values()} == {None}
    assert [row.invited for row in found.values()] == [74, 42, 9, 3, 20]


def test_who_is_told_of_in_an_open_round_follows_from_the_invitations():
    def notes(responses):
        return {name: row.note for name, row in open_rows(responses).items()}

    counts = [{}, {("C", "x"): 1}, {("B", "y"): 9, ("C", "x"): 3}, {("A", "x"): 1, ("D", "x"): 4}]
    assert all(notes(responses) == notes({}) for responses in counts)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 12), min_size=1), st.data())
def test_one_more_answer_shows_only_where_it_completes_a_step(responses, data):
    invited = {(name, "x"): 12 for name in responses}
    who = data.draw(st.sampled_from(sorted(responses)))
    before = so_far(invited, {(name, "x"): n for name, n in responses.items()}, N)
    more = responses | {who: responses[who] + 1}
    after = so_far(invited, {(name, "x"): n for name, n in more.items()}, N)

    for one, other in zip(before, after, strict=True):
        count = sum(more.values()) if one.name is None else more[one.name]
        is_concerned = one.name in (None, who)
        assert (one != other) == (is_concerned and count % N == 0)


cells = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyz")), st.integers(0, 6), min_size=1
)


@settings(max_examples=60, deadline=None)
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
