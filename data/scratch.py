"""Scratch: DuckDB connections that hold nothing yet, all of one database in memory.

Making a database takes 10 ms and another connection of it 0.1 ms; an import asks for some thirty.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from functools import cache

import duckdb


def connected() -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A connection for one `with` and one thread. What is registered on it is its own.

    Tables and views must be temporary: any other would be everybody's.
    """
    return _database(os.getpid()).cursor()


@cache
def _database(_process: int) -> duckdb.DuckDBPyConnection:
    # A forked process has the database of its parent, but not the threads that work for it.
    return duckdb.connect()
