"""What a round of the questionnaire says, in sentences: every case by literal rows."""

from __future__ import annotations

from typing import Any

import pytest

from components.partnership import known, words
from components.partnership.changes import ends, stated
from components.partnership.checks import together
from components.partnership.gaps import apart, polarised
from components.partnership.groups import apart as standing_on_one
from components.partnership.groups import standing_out
from components.partnership.response import answered
from components.partnership.statements import moved_told, ordered
from components.records import records
from tests.components import partnership_rows as rows

NOW = {"round_id": "r2"}
NO_GAPS = rows.with_cells(rows.gaps(), {}, is_divided=False)


def headline(scores, gaps=NO_GAPS, previous: str | None = "2007") -> str:
    now = [row for row in records(scores) if row["round_id"] == "r2"]
    return words.headline(now, records(gaps), "2008", previous)


def calm(**cells: Any):
    """The scores with opinion no more divided than before, and these cells in Processes."""
    scores = rows.with_cells(rows.scores(), NOW, spread_movement="no_clear_change")
    return rows.with_cells(scores, {**NOW, "dimension": "Processes"}, **cells)


def test_one_score_that_improved_is_told_from_what_to_what():
    assert headline(calm()) == (
        "Processes improved from 48 to 55 out of 100 between 2007 and 2008, and no other score "
        "changed clearly."
    )


def test_several_changes_are_told_in_one_breath():
    slipped = {"movement": "slipped", "previous_score": 70.0}
    scores = rows.with_cells(calm(), {**NOW, "dimension": "Leadership"}, **slipped)

    assert headline(scores) == (
        "Processes improved from 48 to 55 out of 100 and Leadership slipped from 70 to 59 between "
        "2007 and 2008."
    )


def test_no_change_is_said_to_be_none_that_chance_does_not_explain():
    assert headline(calm(movement="no_clear_change")) == (
        "No score changed by more than chance explains between 2007 and 2008."
    )


def test_a_first_round_tells_its_ends():
    scores = rows.with_cells(calm(), NOW, movement=None, spread_movement=None)

    assert headline(scores, previous=None) == (
        "In 2008 Policy and strategy scored highest, 60 out of 100, and Partnerships and resources "
        "lowest, 51."
    )


def test_a_round_of_one_question_has_no_ends():
    one = calm(movement=None)
    one = one[one["dimension"] == "Processes"]

    assert headline(one, previous=None) == "Processes scored 55 out of 100 in 2008."


def test_changed_statements_everywhere_leave_nothing_to_compare():
    scores = rows.with_cells(calm(), NOW, movement=None, note="changed_items")

    assert headline(scores).startswith("In 2008 Policy and strategy scored highest")


def test_a_round_without_any_score_says_so():
    scores = rows.with_cells(calm(), NOW, score=None, note="too_few")

    assert headline(scores) == "Too few people answered in 2008 to show any score."


def test_opinion_that_drifted_apart_is_told_after_the_changes():
    assert headline(rows.scores()).endswith("; opinion on People is more divided than in 2007.")


def test_opinion_that_drew_together_is_told_too():
    scores = calm(spread_movement="narrower")

    assert headline(scores).endswith("; opinion on Processes is less divided than in 2007.")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("organisation", "; organisations differ on People."),
        ("respondent_group", "; groups of people differ on People."),
    ],
)
def test_who_differs_is_named_by_kind(kind, said):
    gaps = rows.with_cells(NO_GAPS, {"kind": kind, "dimension": "People"}, is_divided=True)

    assert headline(calm(), gaps).endswith(said)


def test_a_question_that_drifted_apart_is_not_told_twice():
    assert headline(rows.scores(), rows.gaps()).count("People") == 1


def test_scores_that_differ_by_less_than_a_point_read_differently():
    change = {"movement": "improved", "previous_score": 54.6, "score": 55.1}

    assert "improved from 54.6 to 55.1 out of 100" in headline(calm(**change))


def of_one(**cells: Any) -> str:
    scores = rows.with_cells(rows.scores(), {**NOW, "dimension": "Processes"}, **cells)
    (row,) = [
        row for row in records(scores) if (row["round_id"], row["dimension"]) == ("r2", "Processes")
    ]
    return words.of_one(row, of_processes(rows.gaps()), "2008", "2007", STANDS_OUT)


def of_processes(table):
    return [row for row in records(table) if row["dimension"] == "Processes"]


STANDS_OUT = of_processes(rows.groups())
RANGE = (
    " Of the organisations that can be shown, Voluntary sector scores lowest, 43, and Harrow "
    "Council highest, 61."
)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, "Processes improved from 48 to 55 out of 100 since 2007." + RANGE),
        (
            {"movement": "slipped", "previous_score": 63.0},
            "Processes slipped from 63 to 55 out of 100 since 2007." + RANGE,
        ),
        (
            {"movement": "no_clear_change", "previous_score": 54.0},
            "Processes scored 55 out of 100 in 2008: no clear change from 54 in 2007." + RANGE,
        ),
        (
            {"movement": None, "note": None},
            "Processes scored 55 out of 100 in 2008." + RANGE,
        ),
        (
            {"movement": None, "note": "changed_items"},
            "Processes scored 55 out of 100 in 2008; its statements changed, so it is not compared "
            "with the round before." + RANGE,
        ),
        (
            {"movement": None, "note": "no_variation"},
            "Processes scored 55 out of 100 in 2008; in this round or the one before everyone "
            "answered alike, so the change is not tested." + RANGE,
        ),
        ({"score": None, "note": "too_few"}, "Processes: not enough answers to show in 2008."),
        (
            {"score": None, "note": "one_statement"},
            "Processes: held back, because with its only statement it would give answers away "
            "in 2008.",
        ),
        (
            {"spread_movement": "wider"},
            "Processes improved from 48 to 55 out of 100 since 2007; opinion on Processes is more "
            "divided than in 2007." + RANGE,
        ),
    ],
)
def test_what_happened_to_one_question(cells, said):
    assert of_one(**cells) == said


def test_a_hidden_gap_is_not_told():
    (row,) = [row for row in records(rows.scores().tail(1))]
    hidden = records(rows.with_cells(rows.gaps(), {}, gap=None, note="held_back"))

    assert "range" not in words.of_one(row, hidden, "2008", "2007")


def test_organisations_that_do_not_differ_clearly_are_said_not_to():
    (row,) = [row for row in records(rows.scores().tail(1))]
    calm_groups = of_processes(rows.with_cells(rows.groups(), {}, stands_out=None))
    same = rows.with_cells(rows.gaps(), {}, is_divided=True, lowest_score=54.0, highest_score=54.0)
    few = rows.with_cells(rows.gaps(), {}, is_divided=None)
    divided = rows.with_cells(rows.gaps(), {}, is_divided=True)

    def told(gaps, groups=calm_groups):
        return words.of_one(row, of_processes(gaps), "2008", "2007", groups)

    assert told(rows.gaps()).endswith(". No clear differences between organisations.")
    assert "range" not in told(same) and "54" not in told(same)
    assert "organisations." not in told(few)
    assert told(divided).endswith(RANGE)


def test_how_it_is_known_says_a_clear_change_of_the_response_and_who_else_was_asked():
    before, now = records(rows.rounds())

    assert known.known(now, is_finite=False, before=before).startswith(
        "102 of 204 people invited answered (50%), fewer than the 71% in 2007."
    )
    calm_one = now | {"response_movement": "no_clear_change"}
    same = known.known(calm_one, is_finite=False, before=before)
    assert "in 2007" not in same


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ({"A", "B"}, ""),
        ({"A"}, "2008 asked other organisations than 2007: also B."),
        ({"A", "B", "C"}, "2008 asked other organisations than 2007: no longer C."),
        ({"A", "D"}, "2008 asked other organisations than 2007: also B; no longer D."),
    ],
)
def test_rounds_that_asked_other_organisations_are_said_to_have(then, said):
    assert known.asked_others({"A", "B"}, then, "2008", "2007") == said


def test_how_it_is_known_says_who_answered_and_the_correction():
    row = records(rows.rounds())[1]

    assert known.known(row, is_finite=False).startswith("102 of 204 people invited answered (50%).")
    assert "finite population" not in known.known(row, is_finite=False)
    assert "finite population" in known.known(row, is_finite=True)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"movement": "improved"}, "↗ Improved since 2007"),
        ({"movement": "slipped"}, "↘ Slipped since 2007"),
        ({"movement": "no_clear_change"}, "→ No clear change since 2007"),
        ({"movement": None}, "First round"),
        ({"movement": None, "note": "changed_items"}, "Statements changed"),
        ({"movement": None, "note": "no_variation"}, "Answers all alike"),
        ({"score": None}, "✕ Not shown"),
    ],
)
def test_a_movement_has_its_shape_and_word(cells, said):
    row = records(rows.scores())[-1] | cells

    assert words.moved(row, "2007") == said
    assert words.movement(row, "2007") in said


@pytest.mark.parametrize(
    ("change", "said"), [(3.2, "+3"), (-3.6, "−4"), (0.0, "0"), (0.4, "0"), (-0.4, "0")]
)
def test_a_change_has_its_sign(change, said):
    assert words.signed(change) == said


def test_numbers_behind_a_change_leave_out_limits_that_are_hidden():
    row = {"score": 55.0, "change": 7.0, "change_lower": 2.0, "change_upper": 12.0}

    assert words.since(row, "2007") == "+7 since 2007 (95%: +2 to +12)"
    assert words.since(row | {"change_lower": None}, "2007") == "+7 since 2007"
    assert words.since(row | {"change": None}, "2007") == ""
    assert words.since(row, None) == ""


def test_halves_are_rounded_up_as_the_charts_do():
    assert [words.points(score) for score in (54.5, 55.5, 54.49)] == ["55", "56", "54"]


def test_names_are_listed_as_one_speaks():
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B", "C"]) == "A, B and C"


def test_who_stands_out_is_told_with_what_on():
    one = records(rows.groups())
    assert standing_out(one) == (
        "Voluntary sector scores below everyone else on Leadership, People, Policy and strategy, "
        "Partnerships and resources and Processes."
    )
    assert standing_out([]).startswith("No organisation or group differs")


def test_who_stands_out_on_one_question_is_told_by_side():
    people = rows.groups()[rows.groups()["dimension"] == "People"]
    two = rows.with_cells(people, {"name": "Board"}, stands_out="above")

    assert standing_on_one(records(two)) == (
        "Against everyone else, below: Voluntary sector; above: Board."
    )
    assert standing_on_one([]).startswith("No organisation or group differs")


def test_gaps_are_told_with_both_ends():
    assert apart(records(rows.gaps())) == (
        "Organisations differ on People, from Voluntary sector (43) to Harrow Council (61)."
    )
    assert apart(records(NO_GAPS)).startswith("Neither organisations nor groups of people differ")


def test_a_division_of_those_who_are_not_shown_has_no_ends():
    one = rows.with_cells(rows.gaps(), {}, gap=None, highest_score=None, lowest_score=None)

    assert apart(records(one)) == "Organisations differ on People."


def test_only_those_who_could_be_compared_are_said_not_to_differ():
    held_back = rows.with_cells(NO_GAPS, {"kind": "respondent_group"}, is_divided=None)

    assert apart(records(held_back)) == "Organisations do not differ clearly."
    nobody = rows.with_cells(NO_GAPS, {}, is_divided=None)
    assert apart(records(nobody)).startswith("Too few organisations and groups")


def test_polarisation_is_told_most_divided_first():
    now = [row for row in records(rows.scores()) if row["round_id"] == "r2"]

    told = polarised(now, "2007")

    assert "People 27% (wider than in 2007); Leadership 12%" in told
    assert "Polarisation" not in polarised([row | {"polarisation": None} for row in now], "2007")


@pytest.mark.parametrize(
    ("movement", "said"),
    [
        ("fell", "102 of 204 people answered in 2008, 50%: fewer than the 71% in 2007."),
        ("rose", "102 of 204 people answered in 2008, 50%: more than the 71% in 2007."),
        (
            "no_clear_change",
            "102 of 204 people answered in 2008, 50%: no clear change from 71% in 2007.",
        ),
    ],
)
def test_how_many_answered_is_held_against_the_round_before(movement, said):
    before, now = records(rows.rounds())

    assert answered(now | {"response_movement": movement}, before) == said


def test_how_many_answered_in_a_first_or_a_small_round():
    first = records(rows.rounds())[0]

    assert answered(first, None) == "144 of 204 people answered in 2007, 71%."
    small = first | {"response_rate": None}
    assert answered(small, None) == "Too few answered in 2007 to say how many."


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("unfavourable", ["C3", "L4", "C2", "L1"]),
        ("change", ["C2", "L4", "L1", "C3"]),
        ("gap", ["L4", "C3", "L1", "C2"]),
        ("asked", ["L1", "L4", "C2", "C3"]),
    ],
)
def test_statements_come_in_the_order_asked_for(sort, order):
    assert [row["item_id"] for row in ordered(records(rows.items()), sort)] == order


def test_a_statement_that_cannot_be_ranked_comes_last():
    hidden = rows.with_cells(rows.items(), {"item_id": "C2"}, score=None, change=None, gap=None)

    for sort in ("unfavourable", "change", "gap"):
        assert ordered(records(hidden), sort)[-1]["item_id"] == "C2"


def test_how_many_statements_moved():
    all_of = records(rows.items())

    assert moved_told(all_of, "2007") == "Since 2007, of 4 statements 1 improved and 1 slipped."
    still = [row | {"movement": "no_clear_change"} for row in all_of]
    assert moved_told(still, "2007").startswith("No statement changed by more than chance")
    assert moved_told(all_of, None).startswith("There is no earlier round")
    untested = [row | {"movement": None} for row in all_of]
    assert moved_told(untested, "2007") == "No statement can be compared with 2007."


def test_the_ends_of_a_list_need_enough_statements():
    all_of = records(rows.items())

    assert ends(all_of) == []
    twice = [row | {"score": float(place)} for place, row in enumerate(all_of * 2)]
    assert [row["score"] for row in ends(twice)] == [7, 6, 5, 2, 1, 0]


def test_a_reversed_statement_is_said_to_be_turned_round():
    told = {row["item_id"]: stated(row) for row in records(rows.items())}

    assert told["L4"].endswith("(turned round)")
    assert not told["L1"].endswith("(turned round)")


@pytest.mark.parametrize(
    ("where", "cells", "said"),
    [
        ({}, {}, "hang together well enough to be one score (alpha 0.81 or more)."),
        ({"dimension": "People"}, {"alpha": 0.62}, "The statements of People hang together loos"),
        ({}, {"alpha": None}, "Too few people answered every statement"),
    ],
)
def test_how_far_statements_hang_together(where, cells, said):
    assert said in together(records(rows.with_cells(rows.reliability(), where, **cells)))
