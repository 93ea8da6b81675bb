"""What the .sql files say: each question's text, its header's facts, and the macros it needs.

A question whose header says `-- Then: forecast.` passes its rows through the function `answer` of
`queries/methods/forecast.py`, for what SQL cannot do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path

import pyarrow as pa

from data import store
from queries.spelling import Parameter, beginnings, literal, rules_spelled

QUESTIONS = Path(__file__).parent

# The rules that judge: the targets as published, and what the register made of them; the same as if
# one more rule were law; and those by which each period is judged on its own last day, always.
IN_FORCE, SUPPOSED, THEN = "rules_in_force", "supposed_rules", "rules_then"


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


@lru_cache(maxsize=256)
def parameters_taken(question: str) -> frozenset[str]:
    """Names of what a question is asked with: parameters in its SQL and in all it builds on."""
    asked = (*foundations(question), question)
    supposed = {"supposing"} if any(supposes(one) for one in asked) else set()
    return frozenset(supposed.union(*(parameters_of(one) for one in asked)))


@lru_cache(maxsize=256)
def foundations(question: str) -> tuple[str, ...]:
    """The questions that this one builds on, the lowest first."""
    base = builds_on(question)
    return (*foundations(base), base) if base else ()


@lru_cache(maxsize=256)
def words_of(question: str) -> frozenset[str]:
    """Every word of a question's SQL and of the macros it needs."""
    texts = (statement(question), *macros_needed(statement(question)))
    return frozenset(word for text in texts for word in _words(text))


def supposes(question: str) -> bool:
    """Whether a question is asked of a rule that is not law, by the parameter `supposing`."""
    return SUPPOSED in words_of(question)


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
        r"\$(\w+)", lambda found: literal(parameters[found[1]]), statement(question)
    ).rstrip()


def macros_needed(*statements: str) -> list[str]:
    """Definitions of the macros that these statements use, and of those that they use in turn."""
    needed: set[str] = set()
    waiting = list(statements)
    while waiting:
        found = (_words(waiting.pop()) & _macros().keys()) - needed
        needed |= found
        waiting += [_macros()[name] for name in found]
    return [text for name, text in _macros().items() if name in needed]


@lru_cache(maxsize=1)
def all_macros() -> list[str]:
    """Definitions of the macros that any question uses, after the tables in force they read."""
    files = sorted(QUESTIONS.glob("*.sql"))
    rules = [
        rules_spelled(name, (), (), "period_end").rstrip(";") for name in (IN_FORCE, SUPPOSED, THEN)
    ]
    texts = (path.read_text(encoding="utf-8") for path in files)
    return [*rules, *beginnings(), *macros_needed(*texts)]


@lru_cache(maxsize=1)
def _macros() -> dict[str, str]:
    """Definition of every macro by its name, each after those it uses."""
    texts = [path.read_text("utf-8") for path in sorted((QUESTIONS / "methods").glob("*.sql"))]
    found = {
        re.findall(r"^create or replace macro (\w+)", part, re.M)[0]: part
        for text in texts
        for part in store.statements(text)
    }
    uses = {name: _words(part) & found.keys() - {name} for name, part in found.items()}
    return {name: found[name] for name in TopologicalSorter(uses).static_order()}


def _words(text: str) -> set[str]:
    """Words of SQL, those in its comments aside: they may name what it does not use."""
    return set(re.findall(r"\w+", re.sub(r"--.*", "", text)))


def _named(what: str, question: str) -> str | None:
    """The name after a word of the header, such as `-- Builds on: results.`"""
    found = re.search(rf"^-- {what}: (\w+)\.$", statement(question), re.MULTILINE)
    return found[1] if found else None
