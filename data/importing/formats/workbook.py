"""An Excel sheet as a table of texts, unpacked only after its packing list was found harmless."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import openpyxl
import pyarrow as pa

from data.importing.formats import MOST_COLUMNS, MOST_ROWS, Order, Unreadable, column_names

MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 200, 100 * 2**20, 100


def table(order: Order) -> tuple[pa.Table, pa.Array | None]:
    """The sheet's rows as text and their row numbers; a formula stays the formula it is.

    Raises Unreadable for a file that is no workbook, unpacks to too much or lacks the sheet.
    """
    _check_packing(Path(order.file))
    try:
        # As a stream: the file's name says nothing about what it is.
        with Path(order.file).open("rb") as file:
            above, body = _sheet(file, order)
    except (LookupError, ValueError, TypeError, SyntaxError, zipfile.BadZipFile, OSError) as error:
        raise Unreadable(
            "the workbook is damaged", "Open it in Excel and save it again."
        ) from error
    names = column_names([row for _, row in above[order.skip_rows :]])
    if not any(cell for _, row in above for cell in row):
        raise Unreadable("the file is empty", "The sheet has no header row: export it again.")
    columns = [[row[i] if i < len(row) else "" for _, row in body] for i in range(len(names))]
    texts = pa.table([pa.array(column, pa.string()) for column in columns], names=names)
    return texts, pa.array([number for number, _ in body], pa.int64())


def _sheet(file: BinaryIO, order: Order) -> tuple[list, list]:
    """Numbered rows down to the header, and those below it that hold anything."""
    # Cached results of formulas are not taken: nothing says when they were last worked out.
    book = openpyxl.load_workbook(file, read_only=True, data_only=False, keep_links=False)
    if order.sheet and order.sheet not in book.sheetnames:
        known = ", ".join(book.sheetnames)
        raise Unreadable("no such sheet", f"{order.sheet!r} is not among {known}.")
    sheet = book[order.sheet] if order.sheet else book.worksheets[0]
    rows = _texts(sheet.iter_rows(values_only=True))
    above = list(islice(rows, order.skip_rows + order.header_rows))
    return above, [(number, row) for number, row in rows if any(row)]


def _check_packing(path: Path) -> None:
    """Judge the packing list alone; nothing is unpacked yet."""
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(
            "not an Excel workbook", "Save it as .xlsx, unencrypted, or choose another recipe."
        ) from error
    unpacked = sum(entry.file_size for entry in entries)
    ratio = max((e.file_size / max(e.compress_size, 1) for e in entries), default=0)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or ratio > MOST_RATIO:
        raise Unreadable(
            "the workbook unpacks to too much",
            f"{len(entries)} parts, {unpacked / 2**20:.0f} MB unpacked, {ratio:.0f} times its "
            f"size; allowed: {MOST_ENTRIES}, {MOST_UNPACKED // 2**20} MB, {MOST_RATIO} times. "
            "Save the one sheet as CSV.",
        )


def _texts(rows: Iterable[tuple]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS or len(row) > max(MOST_COLUMNS, 16_384):
            raise Unreadable("too many rows", "Split the file: it has too much for one import.")
        yield number, [_text(cell) for cell in row]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    # An array formula is an object that carries its text.
    return str(getattr(cell, "text", cell))
