"""The contract of a questionnaire's rounds: answers and comments beside what they answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from data import contract, releases
from data.contract import REFERENCE, ROUND_RULES, ContractError, check
from data.publishing import Change, publish
from tests.data.rows import table

KNOWN = {
    "questionnaire_items": table(
        "questionnaire_items",
        {},
        {"item_id": "L2", "position": 2, "has_not_applicable": False},
        {"item_id": "Z1", "questionnaire_id": "another", "dimension": "Another's"},
    ),
    "questionnaire_rounds": table("questionnaire_rounds", {}),
    "questionnaire_invitations": table(
        "questionnaire_invitations",
        {"respondent_group": "Board", "invited": 2},
        {"respondent_group": "Front line", "invited": 1},
    ),
}
# Rows that break each rule and no other, and the row and value that are named for it.
ANSWERS_BREAKING = {
    "the item is not in the round's questionnaire": (
        [{}, {"item_id": "Z1"}, {"item_id": "L9"}],
        [(2, "Z1"), (3, "L9")],
    ),
    "the answer is not on its item's scale": (
        [{"answer": 0}, {"response_id": "b", "answer": 6}, {"item_id": "L2", "answer": -1}],
        [(1, "0"), (2, "6"), (3, "-1")],
    ),
    "not applicable is no answer to this item": ([{"item_id": "L2", "answer": None}], [(1, "L2")]),
    "the organisation and group were not invited": (
        [{"organisation": "Police"}, {"response_id": "b", "respondent_group": "Executive"}],
        [(1, "Police"), (2, "Council")],
    ),
    "a response belongs to more than one organisation or group": (
        [{}, {"item_id": "L2", "respondent_group": "Front line"}],
        [(1, "a"), (2, "a")],
    ),
    "more responses than people invited": (
        [
            {"response_id": "a", "respondent_group": "Front line"},
            {"response_id": "a", "respondent_group": "Front line", "item_id": "L2"},
            {"response_id": "b", "respondent_group": "Front line"},
        ],
        [(1, "Council")],
    ),
}
COMMENTS_BREAKING = {
    "the dimension is not in the round's questionnaire": (
        [{"dimension": "Another's"}, {"comment_id": "d", "dimension": "leadership"}],
        [(1, "Another's"), (2, "leadership")],
    ),
    "a comment says nothing": ([{"comment": " \t\n"}], [(1, "c")]),
    "a comment is too long": ([{"comment": "ä" * 2001}], [(1, "c")]),
}
BREAKING = ANSWERS_BREAKING | COMMENTS_BREAKING


@pytest.mark.parametrize(("name", "rule", "column", "_", "remedy"), ROUND_RULES)
def test_a_rule_names_the_rows_that_break_it(name, rule, column, _, remedy):
    rows, named = BREAKING[rule]

    found = check(REFERENCE[name], table(name, *rows), KNOWN).errors

    assert [(f.rule, f.row, f.column, f.value, f.remedy) for f in found] == [
        (rule, row, column, value, remedy) for row, value in named
    ]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("questionnaire_answers", [{"answer": 1}, {"response_id": "b", "answer": 5}]),
        ("questionnaire_answers", [{"answer": None}, {"item_id": "L2", "answer": 3}]),
        ("questionnaire_comments", [{"comment": "ä" * 2000}, {"comment_id": "d", "comment": "="}]),
    ],
)
def test_rows_at_the_edge_of_a_rule_pass(name, rows):
    assert check(REFERENCE[name], table(name, *rows), KNOWN).errors == []


def test_what_a_comment_says_is_in_no_fault():
    rows = [
        {"comment": "secret " * 400},
        {"comment_id": "d", "comment": "secret", "dimension": "x"},
    ]

    found = check(
        REFERENCE["questionnaire_comments"], table("questionnaire_comments", *rows), KNOWN
    )

    assert len(found.errors) == 2
    assert "secret" not in str(found.errors)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A workspace that serves one round with one answer and one comment."""
    tables = KNOWN | {
        name: table(name, {}) for name in ("questionnaire_answers", "questionnaire_comments")
    }
    put(tmp_path, tables)
    return tmp_path


def put(folder: Path, tables: dict) -> int:
    return publish(folder, Change(reference=tables), source_id="t", who="t", why="t")


@pytest.mark.parametrize(
    ("name", "rows", "rule"),
    [
        (
            "questionnaire_items",
            [{"item_id": "L2"}],
            "the item is not in the round's questionnaire",
        ),
        ("questionnaire_items", [{"scale_maximum": 3}], "the answer is not on its item's scale"),
        ("questionnaire_items", [{"dimension": "People"}], "the dimension is not in the round's"),
        ("questionnaire_invitations", [{"invited": 0}], "more responses than people invited"),
        ("questionnaire_invitations", [], "the organisation and group were not invited"),
        ("questionnaire_rounds", [], "points to nothing in questionnaire_rounds"),
    ],
)
def test_what_published_answers_stand_on_is_not_taken_away(published, name, rows, rule):
    with pytest.raises(ContractError, match=rule):
        put(published, {name: table(name, *rows)})
    assert releases.served(published)[0].version == 1


def test_an_item_that_nobody_answered_may_go(published):
    assert put(published, {"questionnaire_items": table("questionnaire_items", {})}) > 1


def test_a_change_elsewhere_does_not_look_at_the_answers():
    assert contract.looking_at({"indicators", "areas"}) == set()
