"""Bodies: what a version of a record says, typed in Python and as plain JSON in the table.

A kind's body is a frozen dataclass of dataclasses, tuples, dates, numbers, texts and choices.
"""

from __future__ import annotations

import dataclasses
import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from data.register import Refused, audit

T = TypeVar("T")
# Signs that turn the letters after them round, so that a page would not read as it was written.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
LONGEST_TEXT, LONGEST_BODY, LARGEST_NUMBER = 20_000, 1_000_000, 1e15


def checked(body: T) -> T:
    """The same body, each part of the type it says it is. Raises Refused, naming the part."""
    return read(type(body), written(body))


def written(value: Any) -> Any:
    """A body as JSON holds it: an object with a date as 2009-07-31."""
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return {field.name: written(getattr(value, field.name)) for field in fields}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [written(item) for item in value]
    return value


def read(kind: type[T], body: Any) -> T:
    """A body from JSON. Raises Refused when a part is missing or not of its type."""
    return _read(kind, body, "it")


def prose(text: object, name: str) -> str:
    """Text that every database and page can hold, without space at its ends. Raises Refused."""
    if not isinstance(text, str):
        raise Refused(f"{name} is not text.")
    shown = text.replace("\r\n", "\n").strip()
    if any(
        unicodedata.category(letter) in ("Cc", "Cs") for letter in shown if letter not in "\n\t"
    ):
        raise Refused(f"{name} holds a character that cannot be shown. Type it again.")
    if len(shown) > LONGEST_TEXT:
        raise Refused(f"{name} is longer than {LONGEST_TEXT:,} letters. Shorten it.")
    return shown


def _read(kind: Any, value: Any, name: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _optional(kind, value, name)
    if origin is Literal:
        return _choice(get_args(kind), value, name)
    if origin is tuple:
        return _several(get_args(kind)[0], value, name)
    if dataclasses.is_dataclass(kind):
        return _parts(kind, value, name)
    return _plain(kind, value, name)


def _optional(kind: Any, value: Any, name: str) -> Any:
    (given,) = (option for option in get_args(kind) if option is not NoneType)
    return None if value is None else _read(given, value, name)


def _choice(choices: tuple[str, ...], value: Any, name: str) -> Any:
    if not isinstance(value, str) or value not in choices:
        raise Refused(f"{name} is {value!r}. Choose one of: {', '.join(choices)}.")
    return value


def _several(kind: Any, value: Any, name: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise Refused(f"{name} is not a list.")
    return tuple(_read(kind, item, f"{name} {n}") for n, item in enumerate(value, start=1))


def _parts(kind: Any, value: Any, name: str) -> Any:
    hints = _hints(kind)
    if not isinstance(value, Mapping) or value.keys() != hints.keys():
        raise Refused(f"{name} does not hold {', '.join(hints)} and nothing else.")
    return kind(**{part: _read(hints[part], value[part], part) for part in hints})


def _plain(kind: Any, value: Any, name: str) -> Any:
    if kind is str:
        return prose(value, name)
    if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
        return _number(float(value), name)
    if kind is date and isinstance(value, str):
        return _day(value, name)
    if kind in (int, bool) and type(value) is kind:
        return value
    if get_origin(kind) is Mapping or kind is Mapping:
        return _facts(value, name)
    raise Refused(f"{name} is {value!r}, which is not a {getattr(kind, '__name__', kind)}.")


def _number(value: float, name: str) -> float:
    if not math.isfinite(value) or abs(value) > LARGEST_NUMBER:
        raise Refused(f"{name} is {value}, which is not a number that can be judged by.")
    return value


def _day(value: str, name: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise Refused(f"{name} is {value!r}, which is not a date.") from error


def _facts(value: Any, name: str) -> Mapping[str, Any]:
    """Any JSON object, such as the numbers that a proposal rests on."""
    try:
        text = audit.canonical(value) if isinstance(value, Mapping) else ""
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise Refused(f"{name} cannot be written as JSON: {error}.") from error
    if not 0 < len(text) <= LONGEST_BODY:
        raise Refused(f"{name} is not an object of at most {LONGEST_BODY:,} letters.")
    return value


@lru_cache(maxsize=64)
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
