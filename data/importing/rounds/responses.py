"""Responses: a file's rows as the contract's tables of rounds, without whose they were."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from data import scratch
from data.contract import REFERENCE, Fault, typed
from data.importing import labels
from data.importing.findings import Findings
from data.importing.layout import check_columns
from data.importing.questions import answer
from data.importing.reading import Texts
from data.importing.refusal import refused
from data.importing.rounds.guide import answers as answers_in_words
from data.importing.rounds.people import WHOLE, people
from data.importing.rounds.recipe import Answers, RoundRecipe

MOST_ROWS = 50_000
NONE, NOT_APPLICABLE, UNREAD = -1_000_001, -1_000_002, -1_000_003
WRITTEN = re.compile(r"-?\d{1,5}")
UNUSED = "columns that the recipe does not use"


@dataclass(frozen=True)
class Rounds:
    """The tables of the file's rounds by name, and the row of the file that each of theirs is from.

    Answers and comments stand in an order that has nothing to do with the file's.
    """

    tables: dict[str, pa.Table]
    row_numbers: dict[str, pa.ChunkedArray]


def rounds(texts: Texts, recipe: RoundRecipe, items: pa.Table, findings: Findings) -> Rounds:
    """What the file says; `items` are those of its questionnaire.

    Raises FileRefused when the file is too long or lacks a column of the recipe or of an item.
    """
    if texts.rows.num_rows > MOST_ROWS:
        raise refused("too many rows", f"Split the file: {MOST_ROWS:,} are allowed at once.")
    asked = recipe.questionnaire
    ids = items["item_id"].to_pylist()
    check_columns(texts, [*asked.columns.named.values(), *ids])
    dimensions = list(dict.fromkeys(items["dimension"].to_pylist()))
    present = texts.rows.column_names
    topics = {c: topic for c, topic in comment_columns(recipe, dimensions).items() if c in present}
    if unused := set(present) - {*asked.columns.named.values(), *ids, *topics}:
        findings.left_out[UNUSED] += len(unused)
    persons = people(texts, asked, findings)
    with scratch.connected() as connection:
        connection.register("people", persons)
        connection.register("answers", _answers(texts, persons, ids, asked.answers, findings))
        connection.register("said", answer(connection, "said"))
        connection.register("written", _written(texts, persons, topics))
        found = {
            "questionnaire_rounds": _described(persons, recipe),
            "questionnaire_invitations": answer(
                connection, "invitations", {"is_counted": asked.columns.invited is None}
            ),
            "questionnaire_answers": answer(connection, "responses"),
            "questionnaire_comments": answer(connection, "comments"),
        }
    return Rounds(
        {name: typed(REFERENCE[name], table) for name, table in found.items()},
        {name: table["row_number"] for name, table in found.items()},
    )


def comment_columns(recipe: RoundRecipe, dimensions: list[str]) -> dict[str, str]:
    """The dimension of each column of comments that a file of this recipe may have."""
    before = recipe.questionnaire.columns.comment
    return {f"{before} {name}": name for name in dimensions} if before else {}


def _described(persons: pa.Table, recipe: RoundRecipe) -> pa.Table:
    """One row per round; a round that the file describes in two ways is two rows."""
    said = ["round_id", "title", "opens_date", "closes_date"]
    found = persons.group_by(said, use_threads=False).aggregate([("row", "min")])
    asked = recipe.questionnaire
    same = {
        "questionnaire_id": asked.questionnaire_id,
        "minimum_group": asked.minimum_group,
        "smallest_count": asked.smallest_count,
        "origin": recipe.source_id,
    }
    for name, value in same.items():
        found = found.append_column(name, pa.array([value] * found.num_rows))
    return found.rename_columns({"row_min": "row_number"})


def _answers(
    texts: Texts, persons: pa.Table, ids: list[str], form: Answers, findings: Findings
) -> pa.Table:
    """One row per item that somebody answered; null where it is not applicable.

    `response_id` is the row of the file, until the response gets an id of its own.
    """
    people = persons.select(["row", "round_id", "organisation", "respondent_group"])
    people = people.rename_columns({"row": "response_id"})
    stretches = []
    for item_id in ids:
        codes = labels.by_distinct(texts.rows[item_id], lambda text: _code(text, form), WHOLE)
        fault = Fault(
            "text among answers",
            f"Give the answer as a whole number.{answers_in_words(form)} Other words are for the "
            "recipe's [questionnaire.answers].",
            column=item_id,
        )
        findings.broken(pc.equal(codes, UNREAD), persons, texts.rows[item_id], fault)
        given = pc.if_else(pc.equal(codes, NOT_APPLICABLE), None, codes)
        item = pa.chunked_array([pa.repeat(item_id, people.num_rows)])
        stretch = people.append_column("item_id", item).append_column("answer", given)
        stretches.append(stretch.filter(pc.greater(codes, NONE)).combine_chunks())
        stretches.append(stretch.filter(pc.equal(codes, NOT_APPLICABLE)).combine_chunks())
    return pa.concat_tables(stretches)


def _code(text: str, form: Answers) -> int:
    """The answer that a text is: as the recipe writes it, else whatever its capital letters."""
    text = text.strip()
    for same in (str, str.casefold):
        said = same(text)
        if said in map(same, form.missing):
            return NONE
        if said in map(same, form.not_applicable):
            return NOT_APPLICABLE
        for label, number in form.labels.items():
            if same(label) == said:
                return number
    return int(text) if WRITTEN.fullmatch(text) else UNREAD


def _written(texts: Texts, persons: pa.Table, topics: dict[str, str]) -> pa.Table:
    """One row per comment."""
    schema = pa.schema([(name, pa.string()) for name in ("round_id", "dimension", "comment")])
    stretches = [schema.append(pa.field("row_number", pa.int64())).empty_table()]
    for column, dimension in topics.items():
        stretch = pa.table(
            {
                "round_id": persons["round_id"],
                "dimension": pa.repeat(dimension, persons.num_rows),
                "comment": pc.utf8_trim_whitespace(texts.rows[column].cast(pa.string())),
                "row_number": persons["row"],
            }
        )
        stretches.append(stretch.filter(pc.not_equal(stretch["comment"], "")))
    return pa.concat_tables(stretches)


def in_file(fault: Fault, found: Rounds, table: str, recipe: RoundRecipe) -> Fault:
    """A fault of the contract, named by the file's row and column instead of the table's."""
    columns = recipe.questionnaire.columns.named
    names = {
        "round_id": columns.get("round"),
        "organisation": columns.get("organisation"),
        "respondent_group": columns.get("group"),
        "closes_date": columns.get("closes"),
    }
    if fault.row is None or table != "questionnaire_answers":
        return replace(fault, column=names.get(fault.column or "") or fault.column)
    place = fault.row - 1
    item = found.tables[table]["item_id"][place].as_py()
    column = item if fault.column in ("item_id", "answer") else names.get(fault.column or "")
    row = found.row_numbers[table][place].as_py()
    return replace(fault, row=row, column=column or fault.column)
