"""Trials kept beside the one at hand, as a line of text each (trial_text) in the link alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from components import trial_text
from components.trial_choices import AMOUNTS, LEVEL_AMOUNTS
from components.trial_text import Choices
from components.words import plain_text

BESIDE = {"B": "trial_b", "C": "trial_c"}
DATES = ("baseline_end", "last_end", "effective_from")


def beside() -> dict[str, Choices]:
    """The trials that the link keeps beside the one at hand, by letter; words for a broken one."""
    found: dict[str, Choices] = {}
    for letter, key in BESIDE.items():
        text = st.query_params.get(key)
        if text:
            choices, problem = trial_text.read(text)
            if problem is None:
                found[letter] = choices
            else:
                st.info(
                    f"The link keeps a trial {letter} that is left out. {problem}",
                    icon=":material/help:",
                )
    return found


def keeping(mine: Choices, facts: Mapping[str, Any], others: Mapping[str, Choices]) -> None:
    """Buttons that keep the trial at hand beside itself, take another up instead, or drop one.

    `facts` of the trial at hand say which periods it means by the latest and the usual: what is
    kept names them, so that it stays what it is when more is published.
    """
    dated = {name: date.fromisoformat(facts[name]) for name in DATES if name in facts}
    text = trial_text.written({**mine, **dated})
    with st.container(key="controls_beside", horizontal=True, vertical_alignment="center"):
        free = next((letter for letter in BESIDE if letter not in others), None)
        if free is not None:
            label = f"Keep it beside as {free}"
            st.button(label, key="keep", icon=":material/add:", on_click=_keep, args=(free, text))
        for letter, theirs in others.items():
            _kept(letter, theirs, text)


def _kept(letter: str, theirs: Choices, mine: str) -> None:
    """Buttons of one trial that is kept beside the one at hand."""
    st.button(
        f"Take up {letter}, {plain_text(theirs['name'] or 'without a name')}",
        key=f"take_{letter}",
        icon=":material/swap_horiz:",
        help="The trial at hand is kept in its place.",
        on_click=_take_up,
        args=(letter, theirs, mine),
    )
    st.button(
        f"Drop {letter}",
        key=f"drop_{letter}",
        type="tertiary",
        icon=":material/close:",
        on_click=_keep,
        args=(letter, None),
    )


def _keep(letter: str, text: str | None) -> None:
    if text is None:
        st.query_params.pop(BESIDE[letter], None)
    else:
        st.query_params[BESIDE[letter]] = text


def _take_up(letter: str, theirs: Choices, mine: str) -> None:
    _keep(letter, mine)
    for key, value in _widgets(theirs).items():
        st.session_state[key] = value


def _widgets(choices: Choices) -> dict[str, Any]:
    """What the widgets hold when these choices are made."""
    held: dict[str, Any] = {
        "trial": choices.get("name", ""),
        "baseline": choices["baseline"],
        "width": choices.get("width", 3),
        "baseline_value": choices.get("baseline_value"),
        "baseline_end": _iso(choices.get("baseline_end")),
        "target": choices["target"],
        "trajectory": choices.get("trajectory", "straight"),
        "steps": choices.get("steps", 2),
        "milestones": _listed(choices.get("milestones", ())),
        "level": choices["level"],
        "lower": choices.get("lower"),
        "upper": choices.get("upper"),
        "last_end": _iso(choices.get("last_end")),
        "effective_from": choices.get("effective_from"),
    }
    for amounts, kind, amount in (
        (AMOUNTS, choices["target"], choices.get("amount")),
        (LEVEL_AMOUNTS, choices["level"], choices.get("level_amount")),
    ):
        if kind in amounts:
            held[amounts[kind][0]] = amount
    return held


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _listed(values: tuple[float | None, ...]) -> str:
    return ", ".join("" if value is None else f"{value:.15g}" for value in values)
