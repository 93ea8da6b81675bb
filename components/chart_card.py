"""The card every chart passes through: heading, chart, table, downloads, how it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import downloads
from components.charts.look import ROWS, Drawing, current, with_rows

STATIC_ROWS = 40


def chart_with_data(
    drawn: Drawing,
    rows: pd.DataFrame,
    *,
    title: str,
    alt: str,
    name: str,
    source: str,
    as_at: str,
    how: str | None = None,
    tables: Mapping[str, pd.DataFrame] | None = None,
    columns: Mapping[str, str] | None = None,
    picks: str | None = None,
    pick_field: str = "area_code",
) -> str | None:
    """Draw a chart with its table and downloads; gives the picked code when `picks` is set.

    `name` is unique on the page and begins the file names. `tables` are the rows the drawing wants
    beside its own (events, breaks). `columns` are the columns of table and files with their
    headings, all by default. `how` is the text of "how this was made": the SQL, its parameters and
    the data version. `picks` is the key of the filter that a click on a mark puts `pick_field`
    into; by keyboard the same choice is made in that filter.
    """
    st.markdown(f"#### {title}")
    named = {ROWS: rows, **(tables or {})}
    spec = with_rows(drawn.spec(current()), named)
    selecting: dict[str, Any] = {}
    if picks:
        key = f"chart_{name}"
        selecting = {"key": key, "on_select": partial(_picked, key, picks, pick_field)}
    event = st.vega_lite_chart(spec, alt=alt, theme=None, **selecting)
    words = {"title": title, "source": source, "as_at": as_at}
    _controls(drawn, named, downloads.shown(rows, columns), name, words, how, alt)
    return _pick(event, pick_field) if picks else None


def _pick(event: Any, field: str) -> str | None:
    picked = (event or {}).get("selection", {}).get("pick") or []
    return picked[0].get(field) if picked else None


def _picked(key: str, filter_key: str, field: str) -> None:
    code = _pick(st.session_state.get(key), field)
    if code is not None:
        st.session_state[filter_key] = code


def _controls(
    drawn: Drawing,
    named: Mapping[str, pd.DataFrame],
    shown: pd.DataFrame,
    name: str,
    words: Mapping[str, str],
    how: str | None,
    alt: str,
) -> None:
    with st.container(key=f"controls_{name}", horizontal=True, gap="small"):
        is_table = st.toggle("Table", key=f"table_{name}")
        files = st.popover(
            "Download",
            type="tertiary",
            icon=":material/download:",
            key=f"files_{name}",
            on_change="rerun",
        )
        made = how and st.popover(
            "How this was made",
            type="tertiary",
            icon=":material/function:",
            key=f"how_{name}",
            on_change="rerun",
        )
    if files.open:
        with files:
            _files(drawn, named, shown, name, words)
    if how and made and made.open:
        with made:
            _how(how, name)
    if is_table:
        table(shown, alt=f"Table of: {alt}")


def table(rows: pd.DataFrame, *, alt: str) -> None:
    """The rows as a table: plain HTML while short, a scrolling grid when long."""
    if len(rows) <= STATIC_ROWS:
        st.table(rows, border="horizontal", hide_index=True, alt=alt)
    else:
        st.dataframe(rows, hide_index=True, alt=alt)


def _files(
    drawn: Drawing,
    named: Mapping[str, pd.DataFrame],
    shown: pd.DataFrame,
    name: str,
    words: Mapping[str, str],
) -> None:
    makers: dict[str, tuple[Callable[[], bytes | str], str]] = {
        "csv": (partial(downloads.csv, shown), "text/csv"),
        "parquet": (partial(downloads.parquet, shown), "application/vnd.apache.parquet"),
        "png": (partial(downloads.png, drawn, named, words), "image/png"),
        "svg": (partial(downloads.svg, drawn, named, words), "image/svg+xml"),
    }
    for kind, (make, mime) in makers.items():
        st.download_button(
            "Parquet" if kind == "parquet" else kind.upper(),
            make,
            f"{name}.{kind}",
            mime,
            key=f"{kind}_{name}",
            on_click="ignore",
            type="tertiary",
        )


def _how(how: str, name: str) -> None:
    st.code(how, language="sql")
    st.download_button(
        "Download as SQL",
        how,
        f"{name}.sql",
        "application/sql",
        key=f"sql_{name}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
