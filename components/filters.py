"""Filters: each owns one widget, keeps its choice in the URL, gives back a plain code or None."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import judging, sentences, theme
from components.choices import begin, choice, choose, segments, settle
from components.kept import once
from components.words import plain_text


def bar() -> Any:
    """Container that lays a page's filters in a row, opened once a run; hidden while presenting."""
    begin()
    return st.container(key="filters", horizontal=True, vertical_alignment="bottom")


def narrowing(*, is_folded: bool) -> Any:
    """Container for the filters of a list; folded away while one row's case is open."""
    if is_folded:
        return more()
    return st.container(horizontal=True, vertical_alignment="bottom", width="content")


def more(*, is_open: bool = False) -> Any:
    """Container for the filters that are wanted less often; folded away, kept in the URL."""
    if is_open:
        return st.container()
    return st.popover("More filters", icon=":material/tune:")


def row() -> Any:
    """Container that lays controls of one case in a row."""
    return st.container(horizontal=True, vertical_alignment="bottom")


def indicator(
    rows: pd.DataFrame, *, default: str | None = None, any_label: str | None = None
) -> str | None:
    """Chosen indicator_id; rows need indicator_id and name."""
    names = _named(rows, "indicator_id")
    return choice("indicator", "Indicator", names, default=default, any_label=any_label, width=420)


def area(rows: pd.DataFrame, *, default: str | None = None, label: str = "Area") -> str | None:
    """Chosen area_code; rows need area_code and name."""
    return choice("area", label, _named(rows, "area_code"), default=default, width=260)


def compared(rows: pd.DataFrame, area_code: str | None) -> str | None:
    """Area to set beside the chosen one, or None; rows need area_code and name."""
    others = _but(rows, area_code)
    return choice("compared", "Beside it", others, any_label="No second area")


def area_type(types: Mapping[str, str], *, default: str | None = None) -> str | None:
    """Chosen area type; `types` maps each type to its plural name, large to small."""
    return segments("area_type", "Small areas", types, default)


def department(
    rows: pd.DataFrame, *, default: str | None = None, any_label: str | None = None
) -> str | None:
    """Chosen department_code, or None for all; rows need department_code and name."""
    names = _named(rows, "department_code")
    return choice(
        "department", "Department", names, default=default, any_label=any_label, width=300
    )


def theme_choice(themes: Iterable[str]) -> str | None:
    """Chosen theme, or None for all."""
    return choice("theme", "Theme", _plain(themes), any_label="All themes")


def collection(collections: Mapping[str, str]) -> str | None:
    """Chosen collection, or None for all; `collections` maps each to its name."""
    return choice("collection", "Collection", collections, any_label="All collections")


def partner(partners: Iterable[str]) -> str | None:
    """Chosen partner, or None for all."""
    return choice("partner", "Partner", _plain(partners), any_label="All partners")


def scope(rows: pd.DataFrame) -> dict[str, str | None]:
    """Chosen collection, theme and partner by these names, each None for all; rows as `choices`."""
    collections, themes, partners = _offered(rows)
    return {
        "collection": collection(collections),
        "theme": theme_choice(themes),
        "partner": partner(partners),
    }


@once
def _offered(rows: pd.DataFrame) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """The collections, themes and partners that there are."""
    collections = sentences.collections(tuple(rows["collection"]))
    return (
        collections,
        tuple(sorted(rows["theme"].unique())),
        tuple(sorted(rows["partner"].unique())),
    )


def status(statuses: Iterable[str] = tuple(theme.STATUSES)) -> str | None:
    """Chosen status word of the status column, or None for all."""
    words = {word: theme.status_mark(word).word for word in statuses}
    return choice("status", "Status", words, any_label="Any status")


def judged() -> bool:
    """Whether results are judged by the rules of their own time, instead of today's."""
    rules = {"now": sentences.capital(judging.NOW), "then": sentences.capital(judging.THEN)}
    return segments("judged", "Judged by", rules, "now") == "then"


def step(names: Mapping[str, str]) -> str | None:
    """Chosen piece of work that indicators lack, or None for all; `names` maps each to its name."""
    return choice("step", "Lacking", names, any_label="Any piece of work", width=240)


def method(names: Mapping[str, str]) -> str | None:
    """Chosen statistical method, or None for all; `names` maps each to its title."""
    return choice("method", "Method", names, any_label="All methods", width=300)


def period(labels: Sequence[str], *, default: str | None = None) -> str | None:
    """Chosen period label on a slider, oldest to newest; the newest unless told otherwise."""
    options = list(dict.fromkeys(labels))
    if not options:
        return None
    start = default if default in options else options[-1]
    settle("period", "Period", _plain(options), start)
    if len(options) == 1:
        return options[0]
    return st.select_slider(
        "Period", options, value=start, key="period", width=300, bind="query-params"
    )


def text(label: str = "Search", *, placeholder: str = "Name or definition") -> str | None:
    """Text to search for, stripped, or None."""
    typed = st.text_input(
        label,
        key="text",
        placeholder=placeholder,
        max_chars=100,
        type="search",
        width=260,
        bind="query-params",
    )
    return (typed or "").strip() or None


def presenting_switch() -> bool:
    """True while presenting; the switch stays in reach and its state is in the URL."""
    is_on = st.toggle("Presenting", key="presenting", bind="query-params")
    theme.presenting()
    return is_on


def back_to_list(key: str = "indicator", label: str = "All indicators") -> None:
    """Way back from what was chosen to the list it was chosen from."""
    st.button(
        label,
        key="back_to_list",
        type="tertiary",
        icon=":material/arrow_back:",
        on_click=choose,
        args=(key, None),
    )


def breadcrumb(trail: Sequence[tuple[str, str]], *, key: str = "area") -> None:
    """Way back up: a button for each (code, name) from the largest, the last one plain.

    A button puts its code into the filter with this key.
    """
    with st.container(key=f"breadcrumb_{key}", horizontal=True, vertical_alignment="center"):
        for code, name in trail[:-1]:
            st.button(
                plain_text(name),
                key=f"up_{key}_{code}",
                type="tertiary",
                icon=":material/chevron_left:",
                on_click=choose,
                args=(key, code),
            )
        if trail:
            st.markdown(f"**{plain_text(trail[-1][1])}**")


@once
def _named(rows: pd.DataFrame, code: str) -> dict[str, str]:
    return dict(zip(rows[code], rows["name"], strict=True))


@once
def _but(rows: pd.DataFrame, area_code: str | None) -> dict[str, str]:
    names = _named(rows, "area_code")
    return {code: name for code, name in names.items() if code != area_code}


@once
def _plain(values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in values}
