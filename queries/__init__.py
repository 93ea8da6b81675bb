"""Asks: one question, one .sql file beside this module; the only runner and the only cache.

`fetch("indicator_trend", indicator_id=..., area_codes=...)` returns the rows of
`indicator_trend.sql` from the release this run serves. Results are cached by data version, question
and parameters, so they renew themselves when something is published.
"""

from __future__ import annotations

import gc
import json
import threading
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from data import register, releases, store
from data.register import in_force
from data.register.rules import Rule
from data.workspace import Workspace, WorkspaceError, open_workspace, workspace_path
from queries.statements import (
    IN_FORCE,
    SUPPOSED,
    Parameter,
    QueryError,
    all_macros,
    builds_on,
    foundations,
    macros_needed,
    parameters_of,
    parameters_taken,
    passed_through,
    rules_spelled,
    spelled,
    statement,
    then,
    words_of,
)

# DuckDB advises what would plan every question twice: see _asked.
warnings.filterwarnings("ignore", "Arrow output on a DB-API result")
TIME_LIMIT = 5.0
FAILURE_LASTS = 10.0

Frozen = tuple[tuple[str, Parameter], ...]


@dataclass(frozen=True)
class Edition:
    """What every cached answer belongs to: a release, a state of the register, a way of judging.

    `judged_on` is the day whose rules judge, or None when each period is judged by its own day's.
    """

    path: Path
    version: int
    key: str
    revision: str
    judged_on: date | None

    @property
    def published(self) -> tuple[Path, int, str]:
        """The release alone."""
        return self.path, self.version, self.key


# Why nothing can be shown, each in words that a reader can act on.
SERVING_ERRORS = (
    WorkspaceError,
    register.RegisterError,
    releases.UnknownVersion,
    releases.DamagedExtract,
    QueryError,
)


@dataclass(frozen=True)
class Serving:
    """What one run of a page shows: a workspace, its release, what is wrong with a newer.

    `revision` names the state of the register whose rules judge, `written` that of all it holds.
    """

    workspace: Workspace
    release: releases.Release
    problem: str | None
    revision: str
    written: str


@dataclass(frozen=True)
class Judging:
    """Whose rules judge a run: today's, or with `is_then` each period's by those of its own time.

    `today` is the day whose rules are today's, `version` that of the data which is judged.
    """

    is_then: bool
    today: date
    version: int


@dataclass(frozen=True)
class Answer:
    """Rows of one question, and the SQL that makes them outside the app."""

    rows: pd.DataFrame
    how: str


@dataclass(frozen=True, eq=False)
class Boundaries:
    """Outlines of one area type, as GeoJSON or TopoJSON; one object a file, so it can be a key."""

    document: Mapping[str, Any]


class _Answer:
    """Rows of one question, computed once however many ask at the same time."""

    def __init__(self, edition: Edition, question: str, parameters: Frozen) -> None:
        self.asked = (edition, question, parameters)
        self.lock = threading.Lock()
        self.table: pa.Table | None = None
        self.failure: tuple[float, QueryError] | None = None
        self.frame: pd.DataFrame | None = None

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
        """The rows; a shallow copy, because pandas copies on write and callers may add columns."""
        if self.frame is None:
            self.frame = self.arrow().to_pandas(date_as_object=False)
        return self.frame.copy(deep=False)


_run = threading.local()


def serve() -> Serving:
    """Settle what this run shows, so that no page mixes releases; ask it first in every run.

    Raises one of SERVING_ERRORS when nothing can be served.
    """
    path = workspace_path()
    settings = path / "workspace.toml"
    chosen = _workspace(path, settings.stat().st_mtime_ns if settings.is_file() else 0)
    kept = register.of(chosen)
    revisions = register.revision(kept, "target"), register.revision(kept)
    _run.serving = Serving(chosen, *releases.served(chosen.path), *revisions)
    _run.is_judged_then = False
    _prepared()
    return _run.serving


def judge(*, then: bool) -> Judging:
    """Judge this run's results by today's rules, or by those in force at the time of each."""
    serving = _serving()
    _run.is_judged_then = then
    return Judging(then, serving.workspace.today, serving.release.version)


def workspace() -> Workspace:
    """The workspace of this run."""
    return _serving().workspace


def release() -> releases.Release:
    """The release of this run."""
    return _serving().release


def revision() -> str:
    """State of all that the register of this run holds, for the keys of caches."""
    return _serving().written


def edition() -> Edition:
    """What every answer of this run belongs to, for the keys of caches."""
    serving = _serving()
    judged_on = None if _run.is_judged_then else serving.workspace.today
    return Edition(
        serving.workspace.path,
        serving.release.version,
        serving.release.key,
        serving.revision,
        judged_on,
    )


def _serving() -> Serving:
    return getattr(_run, "serving", None) or serve()


def as_at() -> str:
    """Date line for the foot of a chart: when it stood so, and in which data version."""
    made_up = "Illustrative data. " if workspace().is_illustrative else ""
    today = workspace().today
    return f"{made_up}As at {today.day} {today:%B %Y}, data version {release().version}"


def judged_in(area_code: str) -> dict[str, Parameter]:
    """Parameters of `results` and what builds on it: one area, its first comparator, today."""
    others = (code for code in workspace().comparators if code != area_code)
    return {
        "area_code": area_code,
        "comparator_code": next(others, None),
        "today": workspace().today,
    }


def compared_in(area_code: str) -> dict[str, Any]:
    """Parameters of `indicator_comparators`: the named comparators and the home area, and the
    group of comparators, which is the home area's own and nobody else's.
    """
    chosen, home = workspace(), workspace().home_area
    return {
        "comparator_codes": [code for code in (*chosen.comparators, home) if code != area_code],
        "group_id": chosen.comparator_group if area_code == home else None,
    }


def boundaries(area_type: str) -> Boundaries | None:
    """GeoJSON or TopoJSON of one area type from the workspace, or None when it has none."""
    folder = workspace().path / "boundaries"
    for ending in (".geojson", ".topojson", ".json"):
        path = folder / f"{area_type}{ending}"
        if path.is_file():
            return _boundaries(path, path.stat().st_mtime_ns)
    return None


# Not `methods`: importing the folder of that name would take the name's place.
@lru_cache(maxsize=1)
def method_pages() -> Mapping[str, str]:
    """The page of help on each statistical method, in Markdown, by the method's name."""
    pages = sorted((Path(__file__).parent / "methods").glob("*.md"))
    return {page.stem: page.read_text(encoding="utf-8") for page in pages}


def fetch(question: str, **parameters: Parameter) -> pd.DataFrame:
    """Rows of `<question>.sql`; its header says what a row is. Lists are passed as sequences.

    Raises QueryError when the question is unknown, its parameters are not those it takes, or it
    runs too long.
    """
    known = parameters_taken(question)
    if parameters.keys() != known:
        wrong = sorted(parameters.keys() ^ known)
        raise QueryError(f"{question} takes {sorted(known)}; check {', '.join(wrong)}.")
    frozen = tuple(sorted((name, _frozen(value)) for name, value in parameters.items()))
    return _answer(edition(), question, frozen).rows()


def ask(question: str, **parameters: Parameter) -> Answer:
    """Rows of a question, as `fetch` gives them, with what `how` says of them."""
    return Answer(fetch(question, **parameters), how(question, **parameters))


def how(question: str, **parameters: Parameter) -> str:
    """SQL that gives the same rows outside the app, run from the workspace's folder."""
    frozen = tuple((name, _frozen(value)) for name, value in parameters.items())
    return _script(edition(), question, frozen)


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
            cursor.register(base, _answer(edition, base, under).arrow())
        for name, rule in _rules_read(dict(parameters), question).items():
            cursor.register(name, _rules(edition, rule))
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


def _rules_read(given: Mapping[str, Any], *questions: str) -> dict[str, Rule | None]:
    """Tables of rules that these questions read, each with the rule it supposes."""
    words = {word for question in questions for word in words_of(question)}
    tables = {IN_FORCE: None, SUPPOSED: given.get("supposing")}
    return {name: rule for name, rule in tables.items() if name in words}


@lru_cache(maxsize=16)
def _rules(edition: Edition, supposing: Rule | None) -> pa.Table:
    """The rules that judge, in place of the targets as published."""
    with _root(edition.published).cursor() as cursor:
        published = cursor.execute("select * from targets").to_arrow_table()
    kept = register.of(workspace())
    return in_force.rules(kept, published, edition.judged_on, supposing=supposing)


def _rules_spelled(
    edition: Edition, given: Mapping[str, Any], questions: Sequence[str]
) -> list[str]:
    day = f"date '{edition.judged_on}'" if edition.judged_on else "period_end"
    read = _rules_read(given, *questions)
    head = [f"-- Judged by the rules in force on: {day}."] if read else []
    return head + [_table_spelled(edition, name, rule, day) for name, rule in read.items()]


@lru_cache(maxsize=16)
def _table_spelled(edition: Edition, name: str, rule: Rule | None, day: str) -> str:
    places = in_force.places(register.of(workspace()), supposing=rule)
    ruled = frozenset(places)
    rows = [
        row
        for row in (_rules(edition, rule).to_pylist() if places else ())
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


@lru_cache(maxsize=8)
def _boundaries(path: Path, modified: int) -> Boundaries:  # the time only renews the cache
    try:
        return Boundaries(json.loads(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise WorkspaceError(
            f"{path.name} in the workspace's boundaries is not GeoJSON or TopoJSON: {error}. "
            "Correct or remove it."
        ) from error


@lru_cache(maxsize=8)
def _workspace(path: Path, modified: int) -> Workspace:  # the time only renews the cache
    return open_workspace(path)


def _frozen(value: Parameter) -> Parameter:
    return tuple(value) if isinstance(value, list | tuple) else value
