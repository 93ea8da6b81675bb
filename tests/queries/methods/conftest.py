"""Asks the SQL methods over literal rows, on an ordinary connection and on the app's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from data import releases, store
from data.workspace import BUNDLED
from queries.statements import QUESTIONS

Rows = Sequence[Mapping[str, Any]]
Ask = Callable[..., list[dict[str, Any]]]
# The methods that need no table of the contract, each after those it uses.
METHODS = (
    "calendar",
    "categories",
    "comparison",
    "funnel",
    "inequality",
    "intervals",
    "like_for_like",
    "limits",
    "part_of_whole",
    "proportion_difference",
    "quantiles",
    "recent_trend",
    "season",
    "spc",
    "signals",
    "small_groups",
    "standardised",
)


def definitions() -> list[str]:
    """The macros of METHODS, one statement each, in the order in which the app makes them."""
    paths = [QUESTIONS / "methods" / f"{name}.sql" for name in METHODS]
    texts = [path.read_text("utf-8") for path in paths if path.is_file()]
    parts = [part for text in texts for part in text.split(";\n") if part.strip()]
    return sorted(parts, key=lambda part: ") as table" in part)


@pytest.fixture(scope="session")
def macros() -> Iterator[duckdb.DuckDBPyConnection]:
    """An ordinary connection that knows the methods."""
    with duckdb.connect() as connection:
        for definition in definitions():
            connection.execute(definition)
        yield connection


@pytest.fixture(scope="session")
def ask(macros) -> Ask:
    """`ask(sql, parameters, name=rows)`: the rows of an answer over tables of literal rows."""

    def asked(
        sql: str, parameters: Mapping[str, Any] | None = None, **relations: Rows
    ) -> list[dict[str, Any]]:
        with macros.cursor() as cursor:
            for name, rows in relations.items():
                cursor.register(name, pa.Table.from_pylist(list(rows)))
            return cursor.sql(sql, params=parameters).to_arrow_table().to_pylist()

    return asked


@pytest.fixture(scope="session")
def root() -> duckdb.DuckDBPyConnection:
    """The locked-down connection of the bundled sample, as the app has it."""
    path = Path(BUNDLED)
    release, _ = releases.served(path)
    return store.opened(path, release, prepare=definitions())
