"""Template: a blank file for a round asked elsewhere, which its recipe reads once it is filled."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Literal

import openpyxl
import pyarrow as pa
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from data.importing import committing
from data.importing.rounds.guide import HEADING, Line, guide
from data.importing.rounds.items import items
from data.importing.rounds.recipe import RoundRecipe
from data.importing.rounds.responses import comment_columns
from data.workspace import Workspace

BOM = "\ufeff"  # without it Excel takes UTF-8 for something else
GUIDE, ITEMS = "How to fill it in", "Items"
EXPLAINED = {
    "item_id": "Column",
    "dimension": "Part",
    "text": "Statement",
    "scale_minimum": "Lowest answer",
    "scale_maximum": "Highest answer",
    "is_negative": "Put negatively",
    "has_not_applicable": "Not applicable is offered",
}
WIDTHS = {GUIDE: (18, 100, 28), ITEMS: (10, 28, 80, 14, 14, 14, 22)}


def template(workspace: Workspace, recipe: RoundRecipe, form: Literal["csv", "xlsx"]) -> bytes:
    """The file: one header, to be filled with a row a person; a workbook explains itself too.

    Raises FileRefused when the workspace has no items of the recipe's questionnaire.
    """
    asked = _asked(workspace, recipe)
    dimensions = list(dict.fromkeys(asked["dimension"].to_pylist()))
    header = [*recipe.questionnaire.columns.named.values(), *asked["item_id"].to_pylist()]
    header += comment_columns(recipe, dimensions)
    if form == "csv":
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=recipe.file.delimiter).writerow(header)
        return (BOM + text.getvalue()).encode()
    return _workbook(header, recipe, asked)


def explained(workspace: Workspace, recipe: RoundRecipe) -> list[Line]:
    """What to write into each column of the file. Raises as `template` does."""
    return guide(recipe, _asked(workspace, recipe))


def _asked(workspace: Workspace, recipe: RoundRecipe) -> pa.Table:
    name = "questionnaire_items"
    _, published = committing.prepared(workspace, (name,))
    return items(published[name], recipe)[0]


def _workbook(header: list[str], recipe: RoundRecipe, asked: pa.Table) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Responses"
    _fill(sheet, [header])
    _note(sheet, asked)
    sheet.freeze_panes = "A2"
    about = [[_said(row[name]) for name in EXPLAINED] for row in asked.to_pylist()]
    for title, rows in (
        (GUIDE, [HEADING, *guide(recipe, asked)]),
        (ITEMS, [EXPLAINED.values(), *about]),
    ):
        more = book.create_sheet(title)
        _fill(more, rows)
        _lay_out(more, WIDTHS[title])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _said(value: object) -> object:
    return ("no", "yes")[value] if isinstance(value, bool) else value


def _note(sheet: Worksheet, asked: pa.Table) -> None:
    """Say each statement where its column is pointed at."""
    said = dict(zip(asked["item_id"].to_pylist(), asked["text"].to_pylist(), strict=True))
    for cell in sheet[1]:
        if (text := said.get(str(cell.value))) is not None:
            cell.comment = Comment(text, "HSP Scorecard")


def _lay_out(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Columns that their words fit into, under a header that stays."""
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)


def _fill(sheet: Worksheet, rows: Iterable[Iterable[object]]) -> None:
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a wording that begins with = is no formula
