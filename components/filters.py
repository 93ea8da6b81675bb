"""Filters: each owns one widget, keeps its choice in the URL and gives back a plain code or None.

A widget bound to the URL writes the option's label there, so labels are unique, and links may carry
the code instead: it is turned into the label on arrival. A value that is neither gets words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import theme
from components.words import cut, plain_text


def bar() -> Any:
    """Container that lays filters in a row; hidden while presenting."""
    return st.container(key="filters", horizontal=True, vertical_alignment="bottom")


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
    others = rows[rows["area_code"] != area_code]
    return choice("compared", "Beside it", _named(others, "area_code"), any_label="No second area")


def area_type(types: Mapping[str, str], *, default: str | None = None) -> str | None:
    """Chosen area type; `types` maps each type to its plural name, large to small."""
    return _segments("area_type", "Small areas", types, default)


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


def status(statuses: Iterable[str] = tuple(theme.STATUSES)) -> str | None:
    """Chosen status word of the status column, or None for all."""
    words = {word: theme.status_mark(word).word for word in statuses}
    return choice("status", "Status", words, any_label="Any status")


def period(labels: Sequence[str], *, default: str | None = None) -> str | None:
    """Chosen period label on a slider, oldest to newest; the newest unless told otherwise."""
    options = list(dict.fromkeys(labels))
    if not options:
        return None
    start = default if default in options else options[-1]
    _settle("period", "Period", _plain(options), start)
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


def breadcrumb(trail: Sequence[tuple[str, str]], *, key: str = "area") -> None:
    """Way back up: a button for each (code, name) from the largest, the last one plain.

    A button puts its code into the filter with this key.
    """
    with st.container(key=f"breadcrumb_{key}", horizontal=True, vertical_alignment="center"):
        for code, name in trail[:-1]:
            st.button(
                name,
                key=f"up_{key}_{code}",
                type="tertiary",
                icon=":material/chevron_left:",
                on_click=choose,
                args=(key, code),
            )
        if trail:
            st.markdown(f"**{plain_text(trail[-1][1])}**")


def choose(key: str, code: str | None) -> None:
    """Put a code into the filter with this key; for callbacks only.

    A new area starts with the areas nearest beneath it, so the kind chosen before is forgotten.
    """
    st.session_state[key] = code
    if key == "area":
        st.session_state.pop("area_type", None)


def choice(
    key: str,
    label: str,
    options: Mapping[str, str],
    *,
    default: str | None = None,
    any_label: str | None = None,
    width: int = 200,
) -> str | None:
    """Chosen code of a list, or None; with any_label nothing need be chosen."""
    labels = unique_labels(options)
    codes = list(labels)
    start = default if default in labels else None
    if start is None and any_label is None and codes:
        start = codes[0]
    _settle(key, label, labels, start, any_label)
    return st.selectbox(
        label,
        codes,
        index=codes.index(start) if start is not None else None,
        format_func=lambda code: labels.get(code, code),
        key=key,
        placeholder=any_label,
        width=width,
        bind="query-params",
    )


def _segments(key: str, label: str, options: Mapping[str, str], default: str | None) -> str | None:
    labels = unique_labels(options)
    if not labels:
        return None
    start = default if default in labels else next(iter(labels))
    _settle(key, label, labels, start)
    return st.segmented_control(
        label,
        list(labels),
        default=start,
        required=True,
        key=key,
        format_func=lambda code: labels.get(code, code),
        bind="query-params",
    )


def unique_labels(options: Mapping[str, str]) -> dict[str, str]:
    """Label of each code; where two names are the same the code is added in brackets."""
    counts = Counter(options.values())
    return {
        code: f"{name} ({code})" if counts[name] > 1 else name for code, name in options.items()
    }


def _settle(
    key: str,
    label: str,
    labels: Mapping[str, str],
    start: str | None,
    any_label: str | None = None,
) -> None:
    """Turn a code in the URL into a choice; say so when the URL asks for something unknown."""
    _forget_stale(key, labels)
    asked = st.query_params.get(key)
    if not asked or asked in labels.values():
        return
    if asked in labels:
        st.query_params[key] = labels[asked]
        st.session_state[key] = asked
        st.rerun()
    shown = labels.get(start, "") if start else (any_label or "everything")
    st.info(
        f"The link asks for {label.lower()} “{cut(asked)}”, which is not known here. "
        f"Shown instead: {plain_text(shown)}.",
        icon=":material/help:",
    )


def _forget_stale(key: str, labels: Mapping[str, str]) -> None:
    if key in st.session_state and st.session_state[key] not in (*labels, None):
        del st.session_state[key]


def _named(rows: pd.DataFrame, code: str) -> dict[str, str]:
    return dict(zip(rows[code], rows["name"], strict=True))


def _plain(values: Iterable[str]) -> dict[str, str]:
    return {value: value for value in values}
