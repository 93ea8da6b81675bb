"""Rounds: what the answers and comments of a round must keep to, beyond their own row."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

# Rules of one row beside its round, its item and the numbers invited: table, then as elsewhere
# (rule, column to show, condition that breaks it, remedy). A comment's own words are never shown.
ROUND_RULES = (
    (
        "questionnaire_answers",
        "the item is not in the round's questionnaire",
        "item_id",
        "rows.is_in_round and not rows.is_item",
        "Keep every item that is answered in questionnaire_items, or correct the item.",
    ),
    (
        "questionnaire_answers",
        "the answer is not on its item's scale",
        "answer",
        "not rows.answer between rows.scale_minimum and rows.scale_maximum",
        "Give a whole number on the item's scale, or leave the answer out.",
    ),
    (
        "questionnaire_answers",
        "not applicable is no answer to this item",
        "item_id",
        "rows.answer is null and not rows.has_not_applicable",
        "Leave the answer out, or let the item have not applicable.",
    ),
    (
        "questionnaire_answers",
        "the organisation and group were not invited",
        "organisation",
        "rows.is_in_round and not rows.is_invited",
        "Say in questionnaire_invitations how many of them were invited, or correct the names.",
    ),
    (
        "questionnaire_answers",
        "a response belongs to more than one organisation or group",
        "response_id",
        "rows.cells > 1",
        "Give each person's response an id of its own.",
    ),
    (
        "questionnaire_answers",
        "more responses than people invited",
        "organisation",
        "rows.responses > rows.invited and rows.answer_number = 1",
        "Correct the number invited, or take out responses that are there twice.",
    ),
    (
        "questionnaire_comments",
        "the dimension is not in the round's questionnaire",
        "dimension",
        "rows.is_in_round and not rows.is_dimension",
        "Name the dimension as its items do.",
    ),
    (
        "questionnaire_comments",
        "a comment says nothing",
        "comment_id",
        "trim(rows.comment, chr(9) || chr(10) || chr(13) || ' ') = ''",
        "Leave it out.",
    ),
    (
        "questionnaire_comments",
        "a comment is too long",
        "comment_id",
        "length(rows.comment) > 2000",
        "Keep it to 2,000 letters.",
    ),
)
_BESIDE = ("questionnaire_items", "questionnaire_rounds", "questionnaire_invitations")
_QUESTIONS: Mapping[str, str] = {
    "questionnaire_answers": "answered",
    "questionnaire_comments": "commented",
}
LOOKED_AT = dict.fromkeys(_QUESTIONS, _BESIDE)


def looking_at(given: set[str]) -> set[str]:
    """Tables whose rules look at one of the `given`, and must be checked when it changes."""
    return set(_QUESTIONS) if given.intersection(_BESIDE) else set()


def beside(table: str, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyRelation | None:
    """Rows of a round's table with what their rules look at; None for other tables.

    The connection holds the table as `rows`, and those that LOOKED_AT names.
    """
    if table not in _QUESTIONS:
        return None
    connection.register("incoming", connection.table("rows"))
    question = Path(__file__).with_name(f"{_QUESTIONS[table]}.sql")
    return connection.sql(question.read_text(encoding="utf-8")).set_alias("rows")
