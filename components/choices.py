"""One choice from a list of codes, kept in the URL: what every filter is made of.

A widget bound to the URL writes the option's label there, so labels are unique, and links may carry
the code instead: it is turned into the label on arrival. A value that is neither gets words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

import streamlit as st

from components.kept import once
from components.words import cut, plain_text

# What the link of this run asked for in vain, by filter, and the same carried over a restart.
HANDED, ARRIVED = "to_", "handed_over"
UNKNOWN, KEPT = "unknown_in_link", "unknown_in_link_kept"


def choice(
    key: str,
    label: str,
    options: Mapping[str, str],
    *,
    default: str | None = None,
    any_label: str | None = None,
    width: int | Literal["stretch"] = 200,
) -> str | None:
    """Chosen code of a list, or None; with any_label nothing need be chosen."""
    labels = unique_labels(options)
    codes = list(labels)
    start = default if default in labels else None
    if start is None and any_label is None and codes:
        start = codes[0]
    settle(key, label, labels, start, any_label)
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


def several(key: str, label: str, options: Mapping[str, str], none_label: str) -> tuple[str, ...]:
    """Chosen codes of a list, none to begin with; `none_label` stands where none is chosen."""
    labels = unique_labels(options)
    if key in st.session_state:
        kept = [code for code in st.session_state[key] if code in labels]
        st.session_state[key] = kept
    else:
        _settle_several(key, label, labels)
    return tuple(
        st.multiselect(
            label,
            list(labels),
            format_func=lambda code: labels.get(code, code),
            key=key,
            placeholder=none_label,
            width=300,
            bind="query-params",
        )
    )


def _settle_several(key: str, label: str, labels: Mapping[str, str]) -> None:
    """Turn codes in the URL into choices; say so when the URL asks for something unknown."""
    asked = st.query_params.get_all(key)
    codes = {name: code for code, name in labels.items()} | {code: code for code in labels}
    unknown = [one for one in asked if one not in codes]
    if unknown:
        st.info(
            f"The link asks for {label.lower()} “{cut(', '.join(unknown))}”, which is not known "
            "here and is left out.",
            icon=":material/help:",
        )
    if any(one in labels for one in asked):
        st.query_params[key] = [labels[codes[one]] for one in asked if one in codes]
        st.rerun()


def segments(key: str, label: str, options: Mapping[str, str], default: str | None) -> str | None:
    """Chosen code of a few, all in sight; None only when there is nothing to choose from."""
    # Segments read Markdown, lists do not.
    labels = {code: plain_text(name) for code, name in unique_labels(options).items()}
    if not labels:
        return None
    start = default if default in labels else next(iter(labels))
    settle(key, label, labels, start)
    return st.segmented_control(
        label,
        list(labels),
        default=start,
        required=True,
        key=key,
        format_func=lambda code: labels.get(code, code),
        bind="query-params",
    )


def handed(**choices: str | None) -> dict[str, str]:
    """Query parameters that hand codes over to filters of another page.

    Not the filters' own names: Streamlit drops a parameter on the way to a page when a widget of
    the page left behind is bound to it.
    """
    return {f"{HANDED}{key}": code for key, code in choices.items() if code is not None}


def arrive() -> None:
    """Note what a link handed over, for the filters it is for; ask it first in every run."""
    for name in [name for name in st.query_params if name.startswith(HANDED)]:
        given = st.session_state.setdefault(ARRIVED, {})
        given[name.removeprefix(HANDED)] = st.query_params[name]
        del st.query_params[name]


def choose(key: str, code: str | None) -> None:
    """Put a code into the filter with this key; for callbacks only.

    A new area starts with the areas nearest beneath it, so the kind chosen before is forgotten.
    """
    st.session_state[key] = code
    if key == "area":
        st.session_state.pop("area_type", None)


def address(key: str, code: str, label: str) -> None:
    """Put a code into the URL for a filter that starts without one, unless a link gave another."""
    is_given = key in st.query_params or key in st.session_state.get(ARRIVED, {})
    if code and not is_given and key not in st.session_state:
        _adopt(key, code, label)


@once
def unique_labels(options: Mapping[str, str]) -> dict[str, str]:
    """Label of each code; where two names are the same the code is added in brackets."""
    counts = Counter(options.values())
    return {
        code: f"{name} ({code})" if counts[name] > 1 else name for code, name in options.items()
    }


def settle(
    key: str,
    label: str,
    labels: Mapping[str, str],
    start: str | None,
    any_label: str | None = None,
) -> None:
    """Turn a code in the URL into a choice; say so when the URL asks for something unknown."""
    _forget_stale(key, labels)
    unknown = st.session_state.setdefault(UNKNOWN, {})
    _take_over(key, labels, unknown)
    # A widget that is there already owns the parameter, which follows it after this run.
    is_owned = st.session_state.get(key) in labels
    asked = unknown.get(key) or (None if is_owned else st.query_params.get(key))
    if not asked or asked in labels.values():
        return
    if asked in labels:
        _adopt(key, asked, labels[asked])
        return
    unknown[key] = asked
    shown = labels.get(start, "") if start else (any_label or "everything")
    st.info(
        f"The link asks for {label.lower()} “{cut(asked)}”, which is not known here. "
        f"Shown instead: {plain_text(shown)}.",
        icon=":material/help:",
    )


def begin() -> None:
    """Forget what the last run found unknown, unless that run was cut short to adopt a code."""
    st.session_state[UNKNOWN] = st.session_state.pop(KEPT, {})


def _take_over(key: str, labels: Mapping[str, str], unknown: dict[str, str]) -> None:
    """Adopt what another page handed over, or note that it is not known here."""
    given = st.session_state.get(ARRIVED, {}).pop(key, None)
    if given is None:
        return
    code = next((code for code, name in labels.items() if given in (code, name)), None)
    if code is not None:
        st.session_state.pop(key, None)
        _adopt(key, code, labels[code])
    unknown[key] = given


def _adopt(key: str, code: str, label: str) -> None:
    """Choose a code that the link gave; the URL gets its label.

    A widget that is not there yet takes its value from the URL the run began with, so the run
    starts anew; one that is there already owns the parameter and follows the session.
    """
    is_new = key not in st.session_state
    st.session_state[key] = code
    if is_new:
        st.query_params[key] = label
        st.session_state[KEPT] = st.session_state[UNKNOWN]
        st.rerun()


def _forget_stale(key: str, labels: Mapping[str, str]) -> None:
    if key in st.session_state and st.session_state[key] not in (*labels, None):
        del st.session_state[key]
