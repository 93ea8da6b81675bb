"""A Parquet file as a table of texts, so that one recipe language serves every format."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from data.importing.formats import MOST_COLUMNS, MOST_ROWS, Order, Unreadable

MOST_UNPACKED = 2 * 2**30


def table(order: Order) -> tuple[pa.Table, pa.Array | None]:
    """The file's rows as text. Raises Unreadable for a damaged, nested or oversized file."""
    try:
        with pq.ParquetFile(order.file) as file:
            _check_size(file.metadata)
            rows = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        raise Unreadable(
            "the Parquet file is damaged or cut short", "Copy or export the file again."
        ) from error
    names, columns = [], []
    for name, column in zip(rows.column_names, rows.columns, strict=True):
        try:
            text = column.cast(pa.string())
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            # Nested columns cannot hold a result; a recipe that names one will say it is missing.
            continue
        names.append(name)
        columns.append(text.fill_null(""))
    return pa.table(columns, names=names), None


def _check_size(metadata: pq.FileMetaData) -> None:
    size = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    if metadata.num_columns > MOST_COLUMNS:
        raise Unreadable("too many columns", f"{MOST_COLUMNS} are allowed: keep those needed.")
    if metadata.num_rows > MOST_ROWS or size > MOST_UNPACKED:
        raise Unreadable("too many rows", f"Split the file: {MOST_ROWS} rows are allowed at once.")
