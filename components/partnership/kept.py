"""What is made of answers, made once and kept: a page is drawn anew at every click.

An answer is known by the SQL that makes it, which names its parameters and the files it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, Protocol, TypeVar

from components.answer import Answer
from components.records import Record, records

Made = TypeVar("Made")


class Keyed(Protocol):
    """A subject that says what makes it differ from others."""

    @property
    def key(self) -> Hashable:
        """What makes it differ."""
        ...


@dataclass(frozen=True)
class _Asked:
    """What something is made of; equal where the subject and the questions are."""

    key: Hashable
    made_of: tuple[Any, ...] = field(compare=False)


def recorded(answer: Answer) -> list[Record]:
    """Each row of an answer by its columns' names; they are shared, so nobody may change them."""
    return _records(_Asked(answer.how, (answer,)))


@lru_cache(maxsize=256)
def _records(asked: _Asked) -> list[Record]:
    (answer,) = asked.made_of
    return list(records(answer.rows))


def once(make: Callable[..., Made]) -> Callable[..., Made]:
    """Keep what `make(subject, *answers)` gives, for the subjects and answers asked lately."""
    kept = lru_cache(maxsize=64)(lambda asked: make(*asked.made_of))

    @wraps(make)
    def made(subject: Keyed, *answers: Answer) -> Made:
        asked = (subject.key, *(answer.how for answer in answers))
        return kept(_Asked(asked, (subject, *answers)))

    return made


def of_answer(make: Callable[..., Made]) -> Callable[..., Made]:
    """Keep what `make(answer, *options)` gives, for the answers and options asked lately.

    It is shared, so nobody may change it.
    """
    kept = lru_cache(maxsize=64)(lambda asked: make(*asked.made_of))

    @wraps(make)
    def made(answer: Answer, *options: Hashable) -> Made:
        return kept(_Asked((answer.how, *options), (answer, *options)))

    return made


def of_answers(make: Callable[..., Made]) -> Callable[..., Made]:
    """Keep what `make(*answers)` gives, for the answers asked lately; shared, as above."""
    kept = lru_cache(maxsize=64)(lambda asked: make(*asked.made_of))

    @wraps(make)
    def made(*answers: Answer) -> Made:
        return kept(_Asked(tuple(answer.how for answer in answers), answers))

    return made
