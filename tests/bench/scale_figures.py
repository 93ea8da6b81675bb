"""What each page's questions take over all of England's small areas, and DuckDB alone for the same.

Results are not cached here: every question is asked anew, of files the system has seen before.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import duckdb
import pyarrow as pa
from streamlit.testing.v1 import AppTest

import queries
from data import releases, store
from queries import statements
from tests.bench import england
from tests.bench.england_reference import Scale
from tests.bench.figures import Figure
from tests.serving import APP

REPEATS = 5
PAGES = {
    "Overview": ("pages/scorecard/overview.py", {}),
    "Outcomes": ("pages/scorecard/outcomes.py", {}),
    "Outcomes, one case": ("pages/scorecard/outcomes.py", {"indicator": "M001"}),
    "Geography": ("pages/drill_down/geography.py", {"indicator": "M001"}),
    "Departments": ("pages/drill_down/departments.py", {}),
    "Framework": ("pages/working_group/framework.py", {}),
    "Catalogue": ("pages/evidence/catalogue.py", {}),
}
Question = tuple[str, dict[str, Any]]


def figures(folder: Path, scale: Scale) -> list[Figure]:
    """Each page's questions together, in milliseconds, over a workspace made for it."""
    workspace = folder / f"england-{scale.indicators}x{scale.quarters}"
    if not workspace.exists():
        print(f"{england.write(workspace, scale):,} observations written")
    os.environ["HSP_WORKSPACE"] = str(workspace)
    try:
        return _measured(workspace)
    finally:
        del os.environ["HSP_WORKSPACE"]


def _measured(workspace: Path) -> list[Figure]:
    release = releases.served(workspace)[0]
    names = [str(workspace / name) for name in release.observations]
    alone = _alone(workspace, release)
    (rows,) = alone.sql("select count(*) from observations").fetchall()[0]
    print(f"{rows:,} observations in {len(names)} files")
    found = []
    for name, (page, choices) in PAGES.items():
        asked = _asked(page, choices)
        ours = _seconds(lambda asked=asked: _through_the_app(asked))
        bare = _seconds(lambda asked=asked: _bare(alone, asked))
        what = f"{name}: {len(asked)} questions of {rows / 1e6:.3g} million rows"
        found.append(Figure(what, ours * 1000, "ms", "DuckDB alone", bare * 1000, budget=150))
    return found


def _asked(page: str, choices: dict[str, str]) -> list[Question]:
    """What a page asks, found by drawing it with its questions written down."""
    asked: list[Question] = []
    answer = queries.fetch

    def noted(question: str, **parameters: Any) -> Any:
        if (question, parameters) not in asked:
            asked.append((question, parameters))
        return answer(question, **parameters)

    with patch.object(queries, "fetch", noted):
        app = AppTest.from_file(APP, default_timeout=120)
        app.query_params.update(choices)
        app.switch_page(page).run()
    if app.exception:
        raise RuntimeError(f"{page}: {app.exception[0].message}")
    return asked


def _alone(workspace: Path, release: releases.Release) -> duckdb.DuckDBPyConnection:
    """A plain DuckDB with the tables and methods that the app gives as 'how this was made'."""
    connection = duckdb.connect(config={"threads": os.cpu_count() or 1})
    connection.execute("set file_search_path = $folder", {"folder": str(workspace)})
    connection.execute("set parquet_metadata_cache = true")
    for definition in (store.definitions(release), *statements.all_macros()):
        connection.execute(definition)
    return connection


def _through_the_app(asked: list[Question]) -> None:
    queries._answer.cache_clear()
    for question, parameters in asked:
        queries.fetch(question, **parameters)


def _bare(connection: duckdb.DuckDBPyConnection, asked: list[Question]) -> None:
    """The same questions one by one; what several build on is asked once, as in the app."""
    built = set()
    for question, parameters in asked:
        base = queries.builds_on(question)
        if base and base not in built:
            connection.register(base, _rows(connection, base, parameters))
            built.add(base)
        _rows(connection, question, parameters).to_pandas()


def _rows(
    connection: duckdb.DuckDBPyConnection, question: str, parameters: dict[str, Any]
) -> pa.Table:
    known = queries.parameters_of(question)
    own = {name: value for name, value in parameters.items() if name in known}
    return connection.sql(statements.statement(question), params=own).to_arrow_table()


def _seconds(ask: Callable[[], object]) -> float:
    ask()
    taken = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun)
    return median(taken)
