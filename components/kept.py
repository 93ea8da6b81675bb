"""What is made of answers, made once and kept: a page is drawn anew at every click.

An answer and its rows are the same objects for as long as nothing is published or written that they
follow from, so that what is made of them is known by them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, is_dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

import pandas as pd
import pyarrow as pa
from streamlit.dataframe_util import convert_pandas_df_to_arrow_table

Made = TypeVar("Made")
Of = ParamSpec("Of")


@dataclass(frozen=True, slots=True)
class _Given:
    """Something given to be made of, known by `key`; it is held, so that its place stays taken."""

    it: Any = field(compare=False)
    key: Hashable


def once(make: Callable[Of, Made]) -> Callable[Of, Made]:
    """Keep what `make` gives for what it was asked lately: the same rows, and equal choices.

    What it gives is shared, so nobody may change it; and it may follow from nothing else: neither
    the session nor the viewer's theme.
    """

    @lru_cache(maxsize=128)
    def kept(given: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> Made:
        return make(*map(_itself, given), **{name: _itself(value) for name, value in named})

    @wraps(make)
    def made(*given: Of.args, **named: Of.kwargs) -> Made:
        return kept(
            tuple(map(_known, given)),
            tuple((name, _known(value)) for name, value in named.items()),
        )

    return made


def _known(value: Any) -> Hashable:
    """What a value is known by: itself, the parts of what is made of parts, else its identity."""
    try:
        hash(value)
    except TypeError:
        return _Given(value, _parts(value) or id(value))
    return value


def _parts(value: Any) -> Hashable:
    """What a frozen dataclass that holds rows is known by; nothing for any other value."""
    if not is_dataclass(value) or not type(value).__dataclass_params__.frozen:
        return None
    return type(value), *(_known(getattr(value, part)) for part in value.__dataclass_fields__)


def _itself(value: Any) -> Any:
    return value.it if isinstance(value, _Given) else value


@once
def sent(rows: pd.DataFrame) -> pa.Table:
    """Rows as the browser gets them; given from pandas they would be made so at every click."""
    return convert_pandas_df_to_arrow_table(rows)
