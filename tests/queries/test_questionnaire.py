"""Scores of rounds: against a second version in plain Python, and at the edges."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from scipy import stats

from queries import fetch
from tests.queries import second_questionnaire as second
from tests.queries.asked_rounds import ITEMS, Item, Response, Round, random_round, tables
from tests.queries.workspaces import serving, workspace

RANDOM = {f"r{seed}": random_round(f"r{seed}", seed) for seed in range(1000, 1060)}
KINDS = {"organisation": 0, "respondent_group": 1}


def alike(number: int, organisation: str, group: str, **answers: int | None) -> list[Response]:
    return [Response(organisation, group, answers)] * number


def crowd(*answers: int, organisation: str = "P", group: str = "X") -> list[Response]:
    """People who answer A1 and A3 alike, one for each answer."""
    return [Response(organisation, group, {"A1": n, "A3": n}) for n in answers]


MIXED = (1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 1)
# Questionnaires of their own, so that each is the other's round before only where that is meant.
EDGES = [
    Round("first", crowd(*MIXED), questionnaire="changed"),
    Round(
        "then A2 was asked too",
        [replace(person, answers={**person.answers, "A2": 3, "B1": 2}) for person in crowd(*MIXED)],
        questionnaire="changed",
    ),
    Round("enough", crowd(*MIXED), questionnaire="skipped"),
    Round("too few", crowd(1, 1, 1), questionnaire="skipped"),
    Round("enough again", crowd(*(5 for _ in MIXED[:6]), *MIXED[6:]), questionnaire="skipped"),
    Round("all alike", crowd(*[4] * 12), questionnaire="alike"),
    Round("all alike and higher", crowd(*[5] * 12), questionnaire="alike"),
    Round("nobody", invited={("P", "X"): 12}, questionnaire="empty"),
    Round(
        "half of the items",
        [
            # scored: two of three
            *[Response("P", "X", {"A1": 5, "A2": 1})] * 11,
            # not scored: one of three; what does not apply is no answer
            *[Response("P", "X", {"A1": 1, "A2": None, "A3": None})] * 11,
            Response("P", "X", {"A1": 5, "A2": 1, "A3": 5}),
        ],
        questionnaire="half",
    ),
    Round(
        "nothing applies to Q",
        crowd(*MIXED) + alike(12, "Q", "X", A1=None, A3=None),
        questionnaire="inapplicable",
    ),
]


@pytest.fixture(scope="module", autouse=True)
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("rounds") / "workspace"
    rows = tables(ITEMS, [*EDGES, *RANDOM.values()])
    with serving(workspace(folder, **rows)) as path:
        yield path


def plain(rows: pd.DataFrame) -> list[dict[str, object]]:
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


def scores_of(questionnaire: str, round_id: str, *, is_finite: bool = False) -> dict[str, dict]:
    rows = fetch("dimension_scores", questionnaire_id=questionnaire, is_finite=is_finite)
    return {str(row["dimension"]): row for row in plain(rows[rows["round_id"] == round_id])}


@pytest.mark.parametrize("name", RANDOM)
def test_who_is_shown_is_who_the_second_version_shows(name):
    asked = RANDOM[name]
    found = {
        (row["is_item"], row["subject"], row["kind"], row["name"]): row
        for row in plain(fetch("group_figures", round_id=name))
    }
    if len(asked.responses) < asked.minimum_group:
        assert {row["note"] for row in found.values()} <= {"too_few"}
        return
    for (is_item, subject), people in second.scores(asked).items():
        if (is_item, subject, "all", None) not in found:
            continue  # an item that even its score would tell of
        cells = Counter(cell for cell, _ in people)
        shown = second.shown(cells, asked.all_invited, asked.minimum_group)
        for kind, place in KINDS.items():
            hidden = shown.groups if place else shown.organisations
            names = {cell[place] for cell in cells} | hidden
            is_enough = len(people) >= asked.minimum_group
            is_held_back = bool(place) and shown.is_held_back and is_enough
            for label in names:
                row = found[is_item, subject, kind, label]
                expected = "held_back" if is_held_back else "too_few" if label in hidden else None
                assert row["note"] == expected, (subject, kind, label)
                if expected is None:
                    _same(row, [score for cell, score in people if cell[place] == label], asked)
            residual = found.get((is_item, subject, kind, None))
            assert (residual is not None) == (bool(hidden) and hidden != names and not is_held_back)
            if residual is not None:
                _same(residual, [s for cell, s in people if cell[place] in hidden], asked)


def _same(row: dict, scores: list[float], asked: Round) -> None:
    expected = second.figures(scores)
    assert row["answered"] == expected.answered
    if row["is_item"]:
        (item,) = (item for item in ITEMS if item.item_id == row["subject"])
        # a few answers one step from the end are not told from fewer
        few = (asked.smallest_count - 1) / len(scores) / (item.highest - item.lowest)
        least = min(100 * few, 50)
        told = min(max(expected.mean, least), 100 - least)
        assert abs(row["mean"] - told) <= 0.5 + 1e-9
        assert row["variance"] is None
    else:
        assert row["mean"] == pytest.approx(expected.mean, abs=1e-9)
        if expected.variance is not None:
            assert row["variance"] == pytest.approx(expected.variance, abs=1e-6)


@pytest.mark.parametrize("name", RANDOM)
def test_scores_of_everybody_are_those_of_the_second_version(name):
    asked = RANDOM[name]
    scored = second.scores(asked)
    is_shown = len(asked.responses) >= asked.minimum_group
    for dimension, row in scores_of("Q", name).items():
        people = [score for _, score in scored.get((False, dimension), [])]
        if not is_shown or len(people) < asked.minimum_group:
            assert (row["answered"], row["score"], row["note"]) == (None, None, "too_few")
            continue
        expected = second.figures(people)
        assert row["answered"] == len(people)
        assert abs(row["score"] - expected.mean) <= 0.5 + 1e-6
        assert abs(row["spread"] - math.sqrt(expected.variance)) <= 0.5 + 1e-6
        if expected.variance:
            lower, upper = stats.t.interval(0.95, len(people) - 1, expected.mean, stats.sem(people))
            assert abs(row["lower_limit"] - max(lower, 0)) <= 0.5 + 1e-6
            assert abs(row["upper_limit"] - min(upper, 100)) <= 0.5 + 1e-6


def test_a_dimension_that_asked_other_items_has_no_change():
    row = scores_of("changed", "then A2 was asked too")["Aims"]

    assert (row["note"], row["movement"], row["change"]) == ("changed_items", None, None)
    assert row["score"] is not None
    items = fetch("item_scores", round_id="then A2 was asked too", is_finite=False)
    told = {row["item_id"]: row for row in plain(items)}
    # A1 was asked in both
    assert (told["A1"]["change"], told["A1"]["movement"]) == (0.0, "no_clear_change")
    assert (told["A2"]["change"], told["A2"]["movement"]) == (None, None)
    assert "B2" not in told


def test_a_first_round_has_no_change_and_no_note():
    row = scores_of("changed", "first")["Aims"]

    assert (row["movement"], row["change"], row["spread_movement"]) == (None, None, None)
    assert row["note"] is None


def test_a_round_of_too_few_is_passed_over():
    rounds = fetch("rounds", questionnaire_id="skipped").set_index("round_id")
    told = plain(rounds.reset_index())

    assert [row["note"] for row in told] == [None, "too_few", None]
    assert (told[1]["responses"], told[1]["response_rate"], told[1]["invited"]) == (None, None, 3)
    assert rounds["previous_round_id"]["enough again"] == "enough"
    row = scores_of("skipped", "enough again")["Aims"]
    assert row["previous_score"] == scores_of("skipped", "enough")["Aims"]["score"]
    assert scores_of("skipped", "too few")["Aims"]["note"] == "too_few"


def test_without_variation_there_is_no_interval_and_no_change_to_test():
    row = scores_of("alike", "all alike and higher")["Aims"]

    assert (row["score"], row["spread"], row["polarisation"]) == (100.0, 0.0, 0.0)
    assert (row["lower_limit"], row["upper_limit"]) == (None, None)
    assert (row["change"], row["change_p"], row["movement"]) == (None, None, None)
    assert (row["spread_p"], row["spread_movement"]) == (None, "no_clear_change")
    assert row["note"] == "no_variation"
    told = plain(fetch("reliability", round_id="all alike"))
    assert [line["note"] for line in told] == ["no_variation"]


def test_a_round_that_nobody_answered_says_so():
    (told,) = plain(fetch("rounds", questionnaire_id="empty"))

    assert (told["invited"], told["responses"], told["note"]) == (12, None, "too_few")
    rows = scores_of("empty", "nobody")
    assert {row["note"] for row in rows.values()} == {"too_few"}
    for question in ("group_figures", "item_categories", "reliability", "perception_gaps"):
        assert fetch(question, round_id="nobody").empty


def test_a_score_takes_half_of_the_items_and_turns_the_negative_ones():
    row = scores_of("half", "half of the items")["Aims"]

    # the eleven who answered one of three have none
    assert (row["answered"], row["score"]) == (12, 100.0)


def test_an_organisation_to_which_nothing_applies_is_too_few_and_alone():
    rows = plain(fetch("group_scores", round_id="nothing applies to Q", is_finite=False))
    told = {(row["kind"], row["name"]): row for row in rows}

    assert told["organisation", "Q"]["note"] == "too_few"
    assert told["organisation", "P"]["score"] == told["respondent_group", "X"]["score"]
    # it is everybody there is, so there is nobody else
    assert told["organisation", "P"]["difference"] is None
    assert not any(row["is_residual"] for row in rows)


def test_one_organisation_and_one_group_have_no_gap():
    gaps = plain(fetch("perception_gaps", round_id="first"))

    for row in gaps:
        assert (row["gap"], row["share_between"], row["note"]) == (None, None, "too_few")
        assert row["spread"] is not None


def test_nothing_is_said_of_comments_that_are_few(tmp_path):
    few = Round("few", crowd(*MIXED), comments=[("Aims", "First"), ("Aims", "<b>'x' = 1</b>")])
    many = Round(
        "many", crowd(*MIXED), comments=[("Aims", f"{n} of ten") for n in range(9, -1, -1)]
    )
    with serving(workspace(tmp_path, **tables(ITEMS, [few, many]))):
        assert fetch("round_comments", round_id="few").empty
        told = fetch("round_comments", round_id="many")

    # by the alphabet, so that the order tells nothing either
    assert list(told["comment"]) == [f"{n} of ten" for n in range(10)]
    assert list(told["place"]) == list(range(1, 11))


def test_a_finite_population_narrows_limits_only_where_more_than_a_fifth_answered(tmp_path):
    items, people = [Item("A1", "Aims"), Item("A3", "Aims")], crowd(*MIXED)
    rounds = [
        Round("few", people, invited={("P", "X"): 48}),
        Round("most", people, invited={("P", "X"): 4}),
    ]
    with serving(workspace(tmp_path, **tables(items, rounds))):
        plainly = fetch("dimension_scores", questionnaire_id="Q", is_finite=False)
        finite = fetch("dimension_scores", questionnaire_id="Q", is_finite=True)

    widths = [rows["upper_limit"] - rows["lower_limit"] for rows in (plainly, finite)]
    # 12 of 60 are a fifth; 12 of 16 leave a quarter of the squared error
    assert widths[1][0] == widths[0][0]
    assert widths[1][1] == pytest.approx(widths[0][1] / 2, abs=1)


def test_answers_of_a_camp_on_either_side_are_as_polarised_as_can_be(tmp_path):
    camps = crowd(*[1] * 10) + crowd(*[5] * 10, organisation="Q", group="Y")
    with serving(workspace(tmp_path, **tables(ITEMS, [Round("r", camps)]))):
        row = scores_of("Q", "r")["Aims"]
        gap = plain(fetch("perception_gaps", round_id="r"))

    assert (row["score"], row["polarisation"]) == (50.0, 100.0)
    assert [line["gap"] for line in gap] == [100.0, 100.0]
    assert [line["share_between"] for line in gap] == [100.0, 100.0]


def test_a_finite_population_of_everyone_else_is_what_is_left_of_the_invited(tmp_path):
    # all of Q answered, a quarter of P: against a census, only P's own error is left
    people = crowd(*MIXED) + crowd(*MIXED[::-1], 5, 5, organisation="Q")
    asked = Round("r", people, invited={("P", "X"): 36})
    with serving(workspace(tmp_path, **tables(ITEMS, [asked]))):
        rows = plain(fetch("group_scores", round_id="r", is_finite=True))

    own = next(row for row in rows if row["name"] == "P")
    # those of P and of the difference are as wide, since Q is known for certain
    assert own["difference_upper"] - own["difference_lower"] == pytest.approx(
        own["upper_limit"] - own["lower_limit"], abs=1
    )


def test_a_dimension_of_one_statement_does_not_tell_the_answers_that_it_hides(tmp_path):
    items = [Item("S1", "Solo"), Item("T1", "Other"), Item("A1", "Aims"), Item("A2", "Aims")]
    said = {"T1": 2, "A1": 3, "A2": 3}
    people = [
        Response("P", "X", {**said, "S1": 5 if number else 1, "T1": 2 + number % 2})
        for number in range(12)
    ]
    with serving(workspace(tmp_path, **tables(items, [Round("r", people)]))):
        item = plain(fetch("item_scores", round_id="r", is_finite=False))[0]
        told = {
            question: plain(fetch(question, **asked))
            for question, asked in (
                ("dimension_scores", {"questionnaire_id": "Q", "is_finite": False}),
                ("group_scores", {"round_id": "r", "is_finite": False}),
                ("perception_gaps", {"round_id": "r"}),
            )
        }

    assert (item["item_id"], item["note"]) == ("S1", "too_few")
    for rows in told.values():
        solo = [row for row in rows if row["dimension"] == "Solo"]
        hidden = "one_statement" if rows is told["dimension_scores"] else "too_few"
        assert {row["note"] for row in solo} <= {hidden}
        for name in {"answered", "score", "spread", "polarisation"} & set(rows[0]):
            assert {row[name] for row in solo} == {None}, name
    # six and six are not few
    assert {row["dimension"]: row["score"] for row in told["dimension_scores"]} == {
        "Solo": None,
        "Other": 38.0,
        "Aims": 50.0,
    }


def test_dimensions_that_stand_at_one_place_are_still_told_apart(tmp_path):
    rows = tables(ITEMS, [Round("r", crowd(*MIXED) + alike(12, "Q", "Y", A1=4, A3=3, B1=2, B2=2))])
    for item in rows["questionnaire_items"]:
        item["position"] = 1
    with serving(workspace(tmp_path, **rows)):
        gaps = fetch("perception_gaps", round_id="r")
        scales = fetch("reliability", round_id="r")
        dropped = fetch("reliability_items", round_id="r")

    kinds = ["organisation", "respondent_group"]
    assert list(gaps["dimension"] + " " + gaps["kind"]) == [
        f"{name} {kind}" for name in ("Aims", "Board") for kind in kinds
    ]
    assert list(scales["dimension"]) == ["Aims", "Board"]
    assert list(scales["items"]) == [2, 2]
    assert sorted(dropped["item_id"]) == ["A1", "A3", "B1", "B2"]


def test_a_change_of_less_than_a_point_is_told_as_none(tmp_path):
    """Of many people even that is beyond chance, but nobody can read it off the scores."""
    many = 400
    before, after = (
        Round(name, crowd(*[4] * (many - fives), *[5] * fives))
        for name, fives in (("before", 1), ("after", 14))
    )
    answers = [3, *[4] * (many - 2), 5]
    steady = [Response("Q", "X", {"A1": one, "A3": one}) for one in answers]
    one, other = (replace(r, responses=[*r.responses, *steady]) for r in (before, after))
    with serving(workspace(tmp_path, **tables(ITEMS, [one, other]))):
        row = scores_of("Q", "after")["Aims"]
        groups = plain(fetch("group_scores", round_id="after", is_finite=False))

    assert (row["score"], row["previous_score"], row["change"]) == (75.0, 75.0, 0.0)
    assert row["change_p"] < 0.05
    assert (row["movement"], row["spread_movement"]) == ("no_clear_change", "wider")
    told = {row["name"]: (row["difference"], row["stands_out"]) for row in groups}
    assert told["P"] == (1.0, "above")


@pytest.mark.parametrize("few", range(7))
def test_how_few_of_a_group_answered_otherwise_than_the_rest_cannot_be_counted(tmp_path, few):
    """Nine of ten who agree most and one who agrees less would be told by their mean."""
    people = crowd(*[4] * few, *[5] * (10 - few)) + crowd(*MIXED, *MIXED, organisation="Q")
    with serving(workspace(tmp_path, **tables(ITEMS, [Round("r", people)]))):
        rows = plain(fetch("item_group_scores", round_id="r", dimension="Aims"))

    told = {row["name"]: row["score"] for row in rows if row["item_id"] == "A1"}
    # 0 to 4 of them are not told apart: 5 is the smallest number that is told
    assert told["P"] == (90.0 if few <= 4 else {5: 88.0, 6: 85.0}[few])
    assert told["Q"] == 50.0
