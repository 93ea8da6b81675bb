"""The questions that an import asks of the incoming and the published rows, one SQL file each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa


def answer(
    connection: duckdb.DuckDBPyConnection,
    question: str,
    parameters: Mapping[str, object] | None = None,
) -> pa.Table:
    """Rows of the named question; its file says what one row is."""
    statement = (Path(__file__).parent / f"{question}.sql").read_text(encoding="utf-8")
    return connection.sql(statement, params=dict(parameters or {})).to_arrow_table()
