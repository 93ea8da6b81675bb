"""Template: a blank file for a round asked elsewhere, which its recipe reads once it is filled."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Literal

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from data.importing import committing
from data.importing.rounds.items import items
from data.importing.rounds.recipe import RoundRecipe
from data.importing.rounds.responses import comment_columns
from data.workspace import Workspace

BOM = "\ufeff"  # without it Excel takes UTF-8 for something else
EXPLAINED = ("item_id", "dimension", "text", "scale_minimum", "scale_maximum", "is_negative")


def template(workspace: Workspace, recipe: RoundRecipe, form: Literal["csv", "xlsx"]) -> bytes:
    """The file: one header, to be filled with a row a person; a workbook explains the items too.

    Raises FileRefused when the workspace has no items of the recipe's questionnaire.
    """
    name = "questionnaire_items"
    _, published = committing.prepared(workspace, (name,))
    asked, _ = items(published[name], recipe)
    dimensions = list(dict.fromkeys(asked["dimension"].to_pylist()))
    header = [*recipe.questionnaire.columns.named.values(), *asked["item_id"].to_pylist()]
    header += comment_columns(recipe, dimensions)
    if form == "csv":
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=recipe.file.delimiter).writerow(header)
        return (BOM + text.getvalue()).encode()
    return _workbook(
        header, [EXPLAINED, *zip(*(asked[n].to_pylist() for n in EXPLAINED), strict=True)]
    )


def _workbook(header: list[str], explained: Iterable[Iterable[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Responses"
    _fill(sheet, [header])
    sheet.freeze_panes = "A2"
    _fill(book.create_sheet("Items"), explained)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: Worksheet, rows: Iterable[Iterable[object]]) -> None:
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a wording that begins with = is no formula
