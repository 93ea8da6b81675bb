"""Settings of a recipe as frozen dataclasses, each key and type checked by its annotation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class RecipeError(ValueError):
    """A recipe cannot be used; the message names the setting and how to mend it."""


@dataclass(frozen=True)
class FileForm:
    """How the file is written: format, encoding, delimiter, rows above the data, sheet."""

    format: Literal["csv", "xlsx", "parquet", "csv or xlsx"] = "csv"
    encoding: Literal["utf-8", "latin-1", "cp1252"] = "utf-8"
    delimiter: str = ","
    skip_rows: int = 0
    header_rows: int = 1
    sheet: str | None = None


def check_form(form: FileForm) -> None:
    """Raise RecipeError for a delimiter that is none to any reader: a quote, the end of a line."""
    if len(form.delimiter) != 1 or form.delimiter in '"\r\n\0':
        raise RecipeError("[file] delimiter must be one character, such as ';'")


def section(kind: type[Any], given: object, where: str) -> Any:
    """`given` as the dataclass `kind`. Raises RecipeError for unknown, missing or mistyped keys."""
    if not isinstance(given, Mapping):
        raise RecipeError(f"{where} must be a table of settings, not {given!r}")
    hints, known = get_type_hints(kind), {item.name: item for item in fields(kind)}
    for key in given:
        if key not in known:
            raise RecipeError(f"{where} has no setting {key!r}; it has {', '.join(known)}")
    for name, item in known.items():
        if name not in given and _is_required(item):
            raise RecipeError(f"{where} lacks the setting {name!r}")
    return kind(
        **{key: _typed(hints[key], value, f"{where}, {key}") for key, value in given.items()}
    )


def _is_required(item: Field) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _typed(hint: Any, value: Any, where: str) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if value is None:
            return None
        (hint,) = (part for part in parts if part is not NoneType)
        return _typed(hint, value, where)
    if origin is Literal:
        return _chosen(parts, value, where)
    if origin is tuple:
        return _items(parts[0], value, where)
    return _table(parts[1], value, where) if origin else _plain(hint, value, where)


def _chosen(choices: tuple[str, ...], value: Any, where: str) -> Any:
    if value not in choices:
        raise RecipeError(f"{where} is {value!r}; choose one of {', '.join(map(repr, choices))}")
    return value


def _items(hint: Any, value: Any, where: str) -> tuple:
    if not isinstance(value, list | tuple):
        raise RecipeError(f"{where} must be a list, not {value!r}")
    return tuple(_typed(hint, item, where) for item in value)


def _table(hint: Any, value: Any, where: str) -> dict:
    if not isinstance(value, Mapping):
        raise RecipeError(f"{where} must be a table, not {value!r}")
    return {str(key): _typed(hint, item, f"{where}, {key}") for key, item in value.items()}


def _plain(hint: Any, value: Any, where: str) -> Any:
    if hint is Any:
        return value
    if is_dataclass(hint):
        return value if isinstance(value, hint) else section(hint, value, where)
    if hint is float and type(value) is int:
        return float(value)
    # bool is a kind of int in Python, but not in a recipe.
    if type(value) is not hint:
        raise RecipeError(f"{where} must be {hint.__name__}, not {value!r}")
    return value
