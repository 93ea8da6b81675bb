"""The row of files under every chart, table and list: downloads and how the rows were made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components import downloads
from components.links import about

Maker = Callable[[], bytes | str]
# Label of each picture and its type.
PICTURES = {"png": ("PNG picture", "image/png"), "svg": ("SVG picture", "image/svg+xml")}


def row(
    shown: pd.DataFrame,
    *,
    name: str,
    how: str | None = None,
    methods: Mapping[str, str] | None = None,
) -> None:
    """One quiet row of files for rows in sight; `name` is unique on the page and names the files.

    `how` is the SQL that makes the rows, with its parameters and the data version. `methods` are
    the labels of links to the help on the methods that judge these rows.
    """
    if shown.empty:
        return
    with st.container(
        key=f"controls_{name}", horizontal=True, gap="small", vertical_alignment="center"
    ):
        offer(lambda: shown, name=name, how=how)
        for method, label in (methods or {}).items():
            about(method, label)


def offer(
    shown: Callable[[], pd.DataFrame],
    *,
    name: str,
    how: str | None = None,
    pictures: Mapping[str, Maker] | None = None,
) -> None:
    """Downloads of rows and pictures, and how they were made, where a row is open already.

    A closed popover is empty, so that files cost nothing until asked for.
    """
    files = _popover("Download", ":material/download:", f"files_{name}")
    if files.open:
        with files:
            _downloads(shown(), name, pictures or {})
    if how:
        made = _popover("How this was made", ":material/code:", f"how_{name}")
        if made.open:
            with made:
                st.code(how, language="sql")
                _button("Download as SQL", how, f"{name}.sql", "application/sql")


def _downloads(shown: pd.DataFrame, name: str, pictures: Mapping[str, Maker]) -> None:
    _button("CSV", partial(downloads.csv, shown), f"{name}.csv", "text/csv")
    parquet = partial(downloads.parquet, shown)
    _button("Parquet", parquet, f"{name}.parquet", "application/vnd.apache.parquet")
    for kind, make in pictures.items():
        label, mime = PICTURES[kind]
        _button(label, make, f"{name}.{kind}", mime)


def _popover(label: str, icon: str, key: str) -> Any:
    return st.popover(label, type="tertiary", icon=icon, key=key, on_change="rerun")


def _button(label: str, content: str | Maker, file: str, mime: str) -> None:
    name, _, kind = file.rpartition(".")
    st.download_button(
        label, content, file, mime, key=f"{kind}_{name}", on_click="ignore", type="tertiary"
    )
