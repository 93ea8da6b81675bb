"""What the .sql files say: each question's text, its header's facts, and the macros it needs.

A question whose header says `-- Then: forecast.` passes its rows through the function `answer` of
`queries/methods/forecast.py`, for what SQL cannot do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pyarrow as pa

from data import store

QUESTIONS = Path(__file__).parent

Parameter = str | int | float | bool | date | None | Sequence[str]


class QueryError(RuntimeError):
    """A question could not be answered; the message says which and why."""


@lru_cache(maxsize=256)
def statement(question: str) -> str:
    """The SQL of a question, with its header. Raises QueryError."""
    path = QUESTIONS / f"{question}.sql"
    if not question.isidentifier() or not path.is_file():
        raise QueryError(f"There is no question {question!r} in queries/.")
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def builds_on(question: str) -> str | None:
    """The question whose rows this one reads as a table, if its header names one."""
    return _named("Builds on", question)


@lru_cache(maxsize=256)
def then(question: str) -> str | None:
    """The method in Python that the rows pass through, if the header names one."""
    return _named("Then", question)


@lru_cache(maxsize=256)
def parameters_of(question: str) -> frozenset[str]:
    """Names of the parameters in a question's own SQL."""
    return frozenset(re.findall(r"\$(\w+)", statement(question)))


def passed_through(question: str, rows: pa.Table) -> pa.Table:
    """The rows after the method in Python that the header names; the rows as they are without."""
    method = then(question)
    if method is None:
        return rows
    answer: Callable[[pa.Table], pa.Table] = import_module(f"queries.methods.{method}").answer
    return answer(rows)


def spelled(question: str, parameters: Mapping[str, Parameter]) -> str:
    """A question's SQL with its parameters written in."""
    return re.sub(
        r"\$(\w+)", lambda found: _literal(parameters[found[1]]), statement(question)
    ).rstrip()


def macros_needed(*statements: str) -> list[str]:
    """Definitions of the macros that these statements use, and of those that they use in turn."""
    needed: set[str] = set()
    waiting = list(statements)
    while waiting:
        words = set(re.findall(r"\w+", waiting.pop()))
        found = (words & _macros().keys()) - needed
        needed |= found
        waiting += [_macros()[name] for name in found]
    return [text for name, text in _macros().items() if name in needed]


@lru_cache(maxsize=1)
def all_macros() -> list[str]:
    """Definitions of the macros that any question uses."""
    files = sorted(QUESTIONS.glob("*.sql"))
    return macros_needed(*(path.read_text(encoding="utf-8") for path in files))


@lru_cache(maxsize=1)
def _macros() -> dict[str, str]:
    """Definition of every macro by its name, each after those it uses."""
    texts = [path.read_text("utf-8") for path in sorted((QUESTIONS / "methods").glob("*.sql"))]
    found = {
        re.findall(r"^create or replace macro (\w+)", part, re.M)[0]: part
        for text in texts
        for part in store.statements(text)
    }
    uses = {
        name: set(re.findall(r"\w+", part)) & found.keys() - {name} for name, part in found.items()
    }
    return {name: found[name] for name in TopologicalSorter(uses).static_order()}


def _named(what: str, question: str) -> str | None:
    """The name after a word of the header, such as `-- Builds on: results.`"""
    found = re.search(rf"^-- {what}: (\w+)\.$", statement(question), re.MULTILINE)
    return found[1] if found else None


def _literal(value: Parameter) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool | int | float):
        return str(value).lower()
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return "[" + ", ".join(_literal(item) for item in value) + "]"
