"""Asks: one question, one .sql file beside this module; the only runner and the only cache.

`fetch("indicator_trend", indicator_id=..., area_codes=...)` returns the rows of
`indicator_trend.sql` from the release this run serves. Results are cached by data version, question
and parameters, and by the kinds of records that the question follows from, so they renew themselves
when something is published or written.
"""

from __future__ import annotations

import gc
import threading
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from data import register, releases, store
from data.register import in_force
from data.register.overlays import Overlay, Tables
from data.register.rules import Rule
from queries.outlines import Boundaries, boundaries
from queries.overlaid import kinds_read, overlays_read
from queries.serving import (
    SERVING_ERRORS,
    Edition,
    Judging,
    Serving,
    as_at,
    compared_in,
    edition,
    judge,
    judged_in,
    release,
    revision,
    settled,
    supposing,
    workspace,
)
from queries.shared_rows import SharedRows
from queries.spelling import Parameter, overlay_spelled, rules_spelled
from queries.statements import (
    IN_FORCE,
    SUPPOSED,
    THEN,
    QueryError,
    all_macros,
    builds_on,
    foundations,
    macros_needed,
    parameters_of,
    parameters_taken,
    passed_through,
    spelled,
    statement,
    then,
    words_of,
)

__all__ = [
    "SERVING_ERRORS",
    "Answer",
    "Boundaries",
    "Edition",
    "Judging",
    "QueryError",
    "Serving",
    "as_at",
    "ask",
    "boundaries",
    "compared_in",
    "edition",
    "fetch",
    "first",
    "how",
    "judge",
    "judged_in",
    "method_pages",
    "release",
    "revision",
    "serve",
    "supposing",
    "workspace",
]

# DuckDB advises what would plan every question twice: see _asked.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result")
TIME_LIMIT = 5.0
FAILURE_LASTS = 10.0

Frozen = tuple[tuple[str, Parameter], ...]


@dataclass(frozen=True)
class Answer:
    """Rows of one question, and the SQL that makes them outside the app."""

    rows: pd.DataFrame
    how: str


class _Answer:
    """Rows of one question, computed once however many ask at the same time."""

    def __init__(self, edition: Edition, question: str, parameters: Frozen) -> None:
        self.asked = (edition, question, parameters)
        self.lock = threading.Lock()
        self.table: pa.Table | None = None
        self.failure: tuple[float, QueryError] | None = None
        self.frame: pd.DataFrame | None = None
        self.told: Answer | None = None
        self.first: Mapping[str, Any] | None = None

    def arrow(self) -> pa.Table:
        """The rows for other questions to build on."""
        with self.lock:
            if self.table is None:
                self._ask()
            return self.table

    def _ask(self) -> None:
        """Ask; those who waited for a failure hear of it at once instead of failing in turn."""
        if self.failure and time.monotonic() - self.failure[0] < FAILURE_LASTS:
            raise self.failure[1]
        try:
            self.table = _asked(*self.asked)
        except QueryError as error:
            self.failure = (time.monotonic(), error)
            raise

    def rows(self) -> pd.DataFrame:
        """The rows, the same object each time, by which what is made of them is known and kept."""
        if self.frame is None:
            table = self.arrow()
            with self.lock:
                self.frame = self.frame if self.frame is not None else _frame(table)
        return self.frame

    def row(self) -> Mapping[str, Any]:
        """The first row by its columns' names."""
        if self.first is None:
            rows = self.rows()
            values = {str(column): rows[column].iloc[:1].tolist()[0] for column in rows.columns}
            with self.lock:
                self.first = self.first or MappingProxyType(values)
        return self.first

    def whole(self) -> Answer:
        """The rows with what `how` says of them, likewise the same object each time."""
        if self.told is None:
            rows = self.rows()
            with self.lock:
                self.told = self.told or Answer(rows, _script(*self.asked))
        return self.told


def serve() -> Serving:
    """Settle what this run shows, so that no page mixes releases; ask it first in every run.

    Raises one of SERVING_ERRORS when nothing can be served.
    """
    serving = settled()
    _prepared()
    return serving


# Not `methods`: importing the folder of that name would take the name's place.
@lru_cache(maxsize=1)
def method_pages() -> Mapping[str, str]:
    """The page of help on each statistical method, in Markdown, by the method's name."""
    pages = sorted((Path(__file__).parent / "methods").glob("*.md"))
    return {page.stem: page.read_text(encoding="utf-8") for page in pages}


def fetch(question: str, **parameters: Parameter) -> pd.DataFrame:
    """Rows of `<question>.sql`; its header says what a row is. Lists are passed as sequences.

    They are shared, and refuse to be changed. Raises QueryError
    when the question is unknown, its parameters are not those it takes, or it runs too long.
    """
    return _known(question, parameters).rows()


def first(question: str, **parameters: Parameter) -> Mapping[str, Any]:
    """The row of a question that has one row whatever it is asked; else as `fetch`."""
    return _known(question, parameters).row()


def ask(question: str, **parameters: Parameter) -> Answer:
    """Rows of a question, as `fetch` gives them, with what `how` says of them."""
    return _known(question, parameters).whole()


def how(question: str, **parameters: Parameter) -> str:
    """SQL that gives the same rows outside the app, run from the workspace's folder."""
    return _script(edition(kinds_read(question)), question, _spelled(parameters))


def _known(question: str, parameters: Mapping[str, Parameter]) -> _Answer:
    known = parameters_taken(question)
    if parameters.keys() != known:
        wrong = sorted(parameters.keys() ^ known)
        raise QueryError(f"{question} takes {sorted(known)}; check {', '.join(wrong)}.")
    return _answer(edition(kinds_read(question)), question, _spelled(parameters))


def _spelled(parameters: Mapping[str, Parameter]) -> Frozen:
    return tuple(sorted((name, _frozen(value)) for name, value in parameters.items()))


@lru_cache(maxsize=500)
def _script(edition: Edition, question: str, parameters: Frozen) -> str:
    version = edition.version
    served = releases.release(edition.path, version)
    bases, method = foundations(question), then(question)
    given = dict(parameters)
    macros = macros_needed(*(statement(one) for one in (*bases, question)))
    return "\n".join(
        (
            f"-- {question}, data version {version}, published {served.published_at:%d %B %Y}.",
            "-- Run with DuckDB 2.0 or later in the workspace's folder.",
            store.definitions(served),
            *_rules_spelled(edition, given, (*bases, question)),
            *_overlays_spelled(edition, (*bases, question)),
            *(macro + ";" for macro in macros),
            *(f"create or replace temp table {one} as\n{spelled(one, given)};" for one in bases),
            spelled(question, given) + ";",
            *(
                (f"-- What is shown was made from these rows by queries/methods/{method}.py.",)
                if method
                else ()
            ),
            "",
        )
    )


# st.cache_data hashes its arguments and unpickles its result: 0.4 ms a hit against 0.01, and a page
# asks ten questions in a budget of 15 ms.
@lru_cache(maxsize=1000)
def _answer(edition: Edition, question: str, parameters: Frozen) -> _Answer:
    return _Answer(edition, question, parameters)


def _asked(edition: Edition, question: str, parameters: Frozen) -> pa.Table:
    base = builds_on(question)
    own = {name: value for name, value in parameters if name in parameters_of(question)}
    cursor = _root(edition.published).cursor()
    watchdog = threading.Timer(TIME_LIMIT, cursor.interrupt)
    try:
        if base:
            taken = parameters_taken(base)
            under = tuple(pair for pair in parameters if pair[0] in taken)
            cursor.register(base, _answer(edition.of(kinds_read(base)), base, under).arrow())
        for name, rows in _in_force(edition, dict(parameters), question).items():
            cursor.register(name, rows)
        watchdog.start()
        given = {n: list(value) if isinstance(value, tuple) else value for n, value in own.items()}
        # not cursor.sql, which plans the question a second time
        rows = cursor.execute(statement(question), given).to_arrow_table()
        return passed_through(question, rows)
    except duckdb.InterruptException as error:
        raise QueryError(f"{question} took longer than {TIME_LIMIT:.0f} s.") from error
    except duckdb.Error as error:
        raise QueryError(f"{question}: {error}") from error
    finally:
        watchdog.cancel()
        cursor.close()


def _in_force(edition: Edition, given: Mapping[str, Any], question: str) -> dict[str, pa.Table]:
    """Tables that hold what people wrote, for a question that reads them."""
    judging = edition.of((in_force.KIND,))
    read = _rules_read(given, question).items()
    rules = {name: _rules(_judged_by(judging, name), rule) for name, rule in read}
    overlays = overlays_read(question)
    written = (_written(edition.of(overlay.kinds), overlay) for overlay in overlays)
    return {name: rows for tables in (rules, *written) for name, rows in tables.items()}


def _rules_read(given: Mapping[str, Any], *questions: str) -> dict[str, Rule | None]:
    """Tables of rules that these questions read, each with the rule it supposes."""
    words = {word for question in questions for word in words_of(question)}
    tables = {IN_FORCE: None, SUPPOSED: given.get("supposing"), THEN: None}
    return {name: rule for name, rule in tables.items() if name in words}


def _judged_by(edition: Edition, table: str) -> Edition:
    """The edition with the day whose rules a table of rules holds."""
    return replace(edition, judged_on=None) if table == THEN else edition


@lru_cache(maxsize=16)
def _rules(edition: Edition, supposing: Rule | None) -> pa.Table:
    """The rules that judge, in place of the targets as published."""
    targets = _published(edition, "targets")
    kept = register.of(workspace())
    return in_force.rules(kept, targets, edition.judged_on, supposing=supposing)


def _published(edition: Edition, table: str) -> pa.Table:
    with _root(edition.published).cursor() as cursor:
        return cursor.table(table).to_arrow_table()


@lru_cache(maxsize=32)
def _written(edition: Edition, overlay: Overlay) -> Tables:
    """The tables of an overlay, by the names that questions know them by."""
    published = {name: _published(edition, name) for name in overlay.published}
    supposed = tuple(tried for _, tried in edition.supposed)
    return overlay.build(register.of(workspace()), published, supposed)


def _overlays_spelled(edition: Edition, questions: Sequence[str]) -> list[str]:
    return [
        _overlay_spelled(edition.of(overlay.kinds), overlay)
        for overlay in overlays_read(*questions)
    ]


@lru_cache(maxsize=32)
def _overlay_spelled(edition: Edition, overlay: Overlay) -> str:
    published = {name: _published(edition, name) for name in overlay.published}
    return "\n".join(overlay_spelled(overlay, published, _written(edition, overlay)))


def _rules_spelled(
    edition: Edition, given: Mapping[str, Any], questions: Sequence[str]
) -> list[str]:
    lines = []
    for name, rule in _rules_read(given, *questions).items():
        judging = _judged_by(edition, name)
        day = f"date '{judging.judged_on}'" if judging.judged_on else "period_end"
        lines.append(f"-- Judged by the rules in force on: {day}.")
        lines.append(_table_spelled(judging, name, rule, day))
    return lines


@lru_cache(maxsize=16)
def _table_spelled(edition: Edition, name: str, rule: Rule | None, day: str) -> str:
    places = in_force.places(register.of(workspace()), supposing=rule)
    ruled, judging = frozenset(places), edition.of((in_force.KIND,))
    rows = [
        row
        for row in (_rules(judging, rule).to_pylist() if places else ())
        if (row["indicator_id"], row["area_code"]) in ruled
    ]
    return rules_spelled(name, rows, places, day)


@lru_cache(maxsize=2)
def _root(edition: tuple[Path, int, str]) -> duckdb.DuckDBPyConnection:
    path, version, _ = edition
    return store.opened(path, releases.release(path, version), prepare=all_macros())


@lru_cache(maxsize=1)
def _prepared() -> None:
    """Open the release and set start-up's objects aside from collection, once per process.

    Together with runner.postScriptGC=false this takes a rerun from 85 to 13 ms.
    """
    _root(edition().published)
    gc.collect()
    gc.freeze()


def _frame(table: pa.Table) -> pd.DataFrame:
    return SharedRows(table.to_pandas(date_as_object=False))


def _frozen(value: Parameter) -> Parameter:
    return tuple(value) if isinstance(value, list | tuple) else value
