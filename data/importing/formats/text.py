"""A CSV file as a table of texts, with the row of the file that each came from."""

from __future__ import annotations

import csv
import io
import mmap
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv

from data.importing.formats import MOST_ROWS, Order, Unreadable, column_names

HEADER_BYTES = 8 * 2**20
BOM = b"\xef\xbb\xbf"
# Arrow reads a cell of any length; what only counts rows must not stumble over it.
csv.field_size_limit(2**31 - 1)


def table(order: Order) -> tuple[pa.Table, pa.Array | None]:
    """The file's rows as text, and their numbers in the file unless they simply follow the header.

    Raises Unreadable for an empty, binary, wrongly encoded or ragged file.
    """
    content = _content(order)
    names, lines = _header(content, order)
    try:
        rows = pacsv.read_csv(
            pa.BufferReader(pa.py_buffer(content)),
            read_options=pacsv.ReadOptions(column_names=names, skip_rows=lines),
            parse_options=pacsv.ParseOptions(
                delimiter=order.delimiter, newlines_in_values=content.find(b'"') >= 0
            ),
            convert_options=pacsv.ConvertOptions(
                column_types={name: _kind(name, order) for name in names}, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise _explained(error, content, names, order) from error
    if rows.num_rows > MOST_ROWS:
        raise Unreadable("too many rows", f"Split the file: {MOST_ROWS} rows are allowed at once.")
    return rows, _row_numbers(content, order)


def _kind(name: str, order: Order) -> pa.DataType:
    return pa.dictionary(pa.int32(), pa.string()) if name in order.labels else pa.string()


def _content(order: Order) -> mmap.mmap | bytes:
    with Path(order.file).open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if content.find(b"\0") >= 0:
        raise Unreadable(
            "not a text file: it holds NUL bytes",
            "Save it as CSV UTF-8; a workbook or UTF-16 text cannot be read as CSV.",
        )
    if order.encoding == "utf-8":
        return content
    return _transcoded(content[:], order.encoding)


def _transcoded(content: bytes, encoding: str) -> bytes:
    try:
        is_really_utf8 = not content.isascii() and bool(content.decode("utf-8"))
    except UnicodeDecodeError:
        is_really_utf8 = False
    if is_really_utf8 or content.startswith(BOM):
        raise Unreadable(
            "wrong encoding",
            f"The file is UTF-8, the recipe says {encoding}: set encoding = 'utf-8' in [file].",
        )
    try:
        return content.decode(encoding).encode("utf-8")
    except UnicodeDecodeError as error:
        raise _wrong_encoding(content, error.start, encoding) from error


def _header(content: mmap.mmap | bytes, order: Order) -> tuple[list[str], int]:
    """Column names, and how many lines of the file they and what is above them take."""
    beginning = content[:HEADER_BYTES]
    try:
        # A character may be cut at the end of the beginning; a bad one before that is an error.
        text = beginning.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(beginning) - 4:
            raise _wrong_encoding(content, error.start, order.encoding) from error
        text = beginning[: error.start].decode("utf-8-sig")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=order.delimiter)
    try:
        above = list(islice(reader, order.skip_rows + order.header_rows))
    except csv.Error as error:
        raise Unreadable(
            "the header cannot be read", f"{error}. Save the file as CSV again."
        ) from error
    header = above[order.skip_rows :]
    if len(header) < order.header_rows or not any(cell.strip() for row in header for cell in row):
        raise Unreadable("the file is empty", "It has no header row: export it again.")
    return column_names(header), reader.line_num


def _row_numbers(content: mmap.mmap | bytes, order: Order) -> pa.Array | None:
    """Row numbers where blank lines, which are no rows, make them differ from a plain count."""
    blanks = (b"\n\n", b"\n\r\n", b"\r\r") if content.find(b"\r") >= 0 else (b"\n\n",)
    if all(content.find(blank) < 0 for blank in blanks):
        return None
    text = io.TextIOWrapper(io.BytesIO(content[:]), encoding="utf-8-sig", newline="")
    records = enumerate(csv.reader(text, delimiter=order.delimiter), start=1)
    below = islice(records, order.skip_rows + order.header_rows, None)
    return pa.array([number for number, record in below if record], pa.int64())


def _explained(
    error: pa.ArrowInvalid, content: mmap.mmap | bytes, names: list[str], order: Order
) -> Unreadable:
    """The row that stopped the reader, found by reading again slowly."""
    try:
        text = content[:].decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return _wrong_encoding(content, fault.start, order.encoding)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=order.delimiter)
    above = order.skip_rows + order.header_rows
    for number, record in enumerate(reader, start=1):
        if number > above and record and len(record) != len(names):
            return Unreadable(
                "a row has more or fewer cells than the header",
                f"The header has {len(names)} cells, this row {len(record)}. Quote cells that hold "
                "a delimiter, and delete notes below the table.",
                number,
                order.delimiter.join(record)[:80],
            )
    return Unreadable("the file is not valid CSV", f"{error}. Save it as CSV again.")


def _wrong_encoding(content: mmap.mmap | bytes, position: int, encoding: str) -> Unreadable:
    before = content[:position]
    return Unreadable(
        "wrong encoding",
        f"The file is not {encoding}: save it as CSV UTF-8, or set encoding = 'cp1252' in the "
        "recipe's [file] if that is what it is.",
        before.count(b"\n") + 1,
        before.rpartition(b"\n")[2][-40:].decode("utf-8", "replace") + "\N{REPLACEMENT CHARACTER}",
    )
