"""The card every chart passes through: heading, chart, table, downloads, how it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.dataframe_util import convert_arrow_table_to_arrow_bytes

from components import downloads, files
from components.charts.look import ROWS, Drawing, current, with_rows
from components.choices import choose
from components.kept import once, sent
from components.links import about
from components.tables import table
from components.words import plain_text


@dataclass(frozen=True)
class Card:
    """What table and downloads of one chart need."""

    drawn: Drawing
    named: Mapping[str, pd.DataFrame]
    shown: Callable[[], pd.DataFrame]
    name: str
    words: Mapping[str, str]
    how: str | None
    method: str | None


def chart_with_data(  # noqa: PLR0913 a chart must say all this, and says it by keyword
    drawn: Drawing,
    rows: pd.DataFrame,
    *,
    title: str,
    alt: str,
    name: str,
    source: str,
    as_at: str,
    told: tuple[str, str] | None = None,
    how: str | None = None,
    method: str | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
    columns: Mapping[str, str] | None = None,
    picks: str | Mapping[str, str] | None = None,
) -> None:
    """Draw a chart with its table and downloads.

    `name` is unique on the page and begins the file names. `told` stands above the chart: what
    happened, and quietly how we know. `tables` are the rows the drawing wants
    beside its own (events, breaks). `columns` are the columns of table and files with their
    headings, all by default. `how` is the text of "how this was made": the SQL, its parameters and
    the data version. `method` is the statistical method that judges here: a link leads to its page
    of help. `picks` is the key of the filter that a click on a mark puts its area_code
    into, or such a key for each column; by keyboard the same choice is made in that filter.
    """
    named = {ROWS: rows, **(tables or {})}
    words = {"title": title, "source": source, "as_at": as_at}
    shown = partial(downloads.shown, rows, columns)
    card = Card(drawn, named, shown, name, words, how, method)
    with st.container(key=f"card_{name}", gap="xsmall"):
        st.markdown(f"## {plain_text(title)}")
        if told:
            said(*told)
        spec = with_rows(drawn.spec(current()), _drawn(drawn, named))
        # Panels keep their width; where they do not fit, their row scrolls instead of being cut.
        with st.container(horizontal=True, wrap="facet" not in spec):
            st.vega_lite_chart(spec, alt=alt, theme=None, **_selecting(f"chart_{name}", picks))
        _controls(card, alt)


def said(happened: str, known: str) -> None:
    """Words of a part of a page: what happened, and quietly how we know."""
    st.markdown(plain_text(happened))
    if known:
        st.caption(plain_text(known))


def _drawn(drawn: Drawing, named: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """The columns that the chart reads: the others would be sent to every viewer for nothing."""
    words = drawn.words(current())
    return {name: _read(rows, words) for name, rows in named.items()}


@once
def _read(rows: pd.DataFrame, words: frozenset[str]) -> bytes:
    read = sent(rows[[column for column in rows.columns if column in words]])
    return convert_arrow_table_to_arrow_bytes(read)


def _selecting(key: str, picks: str | Mapping[str, str] | None) -> dict[str, Any]:
    """What makes a click on a mark choose, where it does."""
    if picks is None:
        return {}
    filters = {"area_code": picks} if isinstance(picks, str) else picks
    return {"key": key, "on_select": partial(_picked, key, filters)}


def _picked(key: str, filters: Mapping[str, str]) -> None:
    event: Any = st.session_state.get(key) or {}
    picked = event.get("selection", {}).get("pick") or [{}]
    for column, filter_key in filters.items():
        if picked[0].get(column) is not None:
            choose(filter_key, picked[0][column])


def _controls(card: Card, alt: str) -> None:
    """One quiet row: the table, the files, how it was made."""
    picture = (card.drawn, card.named, card.words)
    with st.container(
        key=f"controls_{card.name}", horizontal=True, gap="small", vertical_alignment="center"
    ):
        is_table = st.toggle("Table", key=f"table_{card.name}")
        pictures = {
            "png": partial(downloads.png, *picture),
            "svg": partial(downloads.svg, *picture),
        }
        files.offer(card.shown, name=card.name, how=card.how, pictures=pictures)
        if card.method:
            about(card.method)
    if is_table:
        table(card.shown(), alt=f"Table of: {alt}")
