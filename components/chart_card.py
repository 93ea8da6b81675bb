"""The card every chart passes through: heading, chart, table, downloads, how it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import downloads
from components.charts.look import ROWS, Drawing, current, with_rows
from components.choices import choose
from components.words import plain_text

# A larger HTML table would scroll on a narrow screen, and the keyboard cannot reach its scroll bar.
STATIC_ROWS, STATIC_COLUMNS = 40, 3


@dataclass(frozen=True)
class Card:
    """What table and downloads of one chart need."""

    drawn: Drawing
    named: Mapping[str, pd.DataFrame]
    shown: pd.DataFrame
    name: str
    words: Mapping[str, str]
    how: str | None


def chart_with_data(  # noqa: PLR0913 a chart must say all this, and says it by keyword
    drawn: Drawing,
    rows: pd.DataFrame,
    *,
    title: str,
    alt: str,
    name: str,
    source: str,
    as_at: str,
    how: str | None = None,
    level: int = 2,
    tables: Mapping[str, pd.DataFrame] | None = None,
    columns: Mapping[str, str] | None = None,
    picks: str | None = None,
    pick_field: str = "area_code",
) -> str | None:
    """Draw a chart with its table and downloads; gives the picked code when `picks` is set.

    `name` is unique on the page and begins the file names; `level` is the heading's. `tables` are
    the rows the drawing wants beside its own (events, breaks). `columns` are the columns of table
    and files with their headings, all by default. `how` is the text of "how this was made": the
    SQL, its parameters and the data version. `picks` is the key of the filter that a click on a
    mark puts `pick_field` into; by keyboard the same choice is made in that filter.
    """
    named = {ROWS: rows, **(tables or {})}
    words = {"title": title, "source": source, "as_at": as_at}
    card = Card(drawn, named, downloads.shown(rows, columns), name, words, how)
    selecting = _selecting(f"chart_{name}", picks, pick_field) if picks else {}
    with st.container(key=f"card_{name}", gap="xsmall"):
        st.markdown(f"{'#' * level} {plain_text(title)}")
        spec = with_rows(drawn.spec(current()), named)
        # Panels keep their width; where they do not fit, their row scrolls instead of being cut.
        with st.container(horizontal=True, wrap="facet" not in spec):
            event = st.vega_lite_chart(spec, alt=alt, theme=None, **selecting)
        _controls(card, alt)
    return _pick(event, pick_field) if picks else None


def _selecting(key: str, picks: str, field: str) -> dict[str, Any]:
    return {"key": key, "on_select": partial(_picked, key, picks, field)}


def _pick(event: Any, field: str) -> str | None:
    picked = (event or {}).get("selection", {}).get("pick") or []
    return picked[0].get(field) if picked else None


def _picked(key: str, filter_key: str, field: str) -> None:
    code = _pick(st.session_state.get(key), field)
    if code is not None:
        choose(filter_key, code)


def _controls(card: Card, alt: str) -> None:
    """One quiet row; a closed popover is empty, so that files cost nothing until asked for."""
    with st.container(
        key=f"controls_{card.name}", horizontal=True, gap="small", vertical_alignment="center"
    ):
        is_table = st.toggle("Table", key=f"table_{card.name}")
        files = _popover("Download", ":material/download:", f"files_{card.name}")
        if files.open:
            with files:
                _files(card)
        if card.how:
            made = _popover("How this was made", ":material/code:", f"how_{card.name}")
            if made.open:
                with made:
                    _how(card)
    if is_table:
        table(card.shown, alt=f"Table of: {alt}")


def _popover(label: str, icon: str, key: str) -> Any:
    return st.popover(label, type="tertiary", icon=icon, key=key, on_change="rerun")


def table(rows: pd.DataFrame, *, alt: str) -> None:
    """The rows as a table: plain HTML while small, otherwise a grid that scrolls by keyboard."""
    if len(rows) <= STATIC_ROWS and len(rows.columns) <= STATIC_COLUMNS:
        st.table(spelled(rows), border="horizontal", hide_index=True, alt=alt)
    else:
        st.dataframe(rows, hide_index=True, alt=alt)


def spelled(rows: pd.DataFrame) -> pd.DataFrame:
    """Cells as words: an HTML table would show None, 18.299999 and a date's midnight."""
    spelled = rows.copy()
    for column in spelled.columns:
        spelled[column] = [_cell(value) for value in spelled[column]]
    spelled.columns = [plain_text(column) for column in spelled.columns]
    return spelled


def _cell(value: Any) -> str:
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return plain_text(value)


def _files(card: Card) -> None:
    picture = (card.drawn, card.named, card.words)
    makers: dict[str, tuple[str, Callable[[], bytes | str], str]] = {
        "csv": ("CSV", partial(downloads.csv, card.shown), "text/csv"),
        "parquet": (
            "Parquet",
            partial(downloads.parquet, card.shown),
            "application/vnd.apache.parquet",
        ),
        "png": ("PNG picture", partial(downloads.png, *picture), "image/png"),
        "svg": ("SVG picture", partial(downloads.svg, *picture), "image/svg+xml"),
    }
    for kind, (label, make, mime) in makers.items():
        st.download_button(
            label,
            make,
            f"{card.name}.{kind}",
            mime,
            key=f"{kind}_{card.name}",
            on_click="ignore",
            type="tertiary",
        )


def _how(card: Card) -> None:
    st.code(card.how, language="sql")
    st.download_button(
        "Download as SQL",
        card.how or "",
        f"{card.name}.sql",
        "application/sql",
        key=f"sql_{card.name}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
