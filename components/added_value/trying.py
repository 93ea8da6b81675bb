"""Trying a claim otherwise: another start, outcome or window, other areas; all of it in the link.

Nothing of it changes the claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

import streamlit as st

from components import sentences
from components.added_value.subject import Names
from components.choices import choice, choose, several
from components.kept import once
from components.records import Record, is_absent
from components.words import plain_text

SINGLE, MANY = ("outcome", "start", "window"), ("left_out", "put_back")
OF = "tried_of"


@dataclass(frozen=True)
class Area:
    """An area with a part of its own, as a claim has it."""

    area_code: str
    part: str
    reason: str | None = None


class Offered(Protocol):
    """What there is to choose from, as `queries.portfolio` gives it."""

    @property
    def periods(self) -> Sequence[Record]:
        """Each period with its label, the oldest first, and whether it is after the start."""
        ...

    @property
    def areas(self) -> Sequence[Record]:
        """Each area with its name, part and reason."""
        ...


def place() -> Any:
    """Where the choices are made: folded away, unless something is tried."""
    is_tried = any(st.query_params.get_all(key) for key in (*SINGLE, *MANY))
    return st.expander("Try it otherwise", icon=":material/science:", expanded=is_tried)


def forget_others(claim_id: str) -> None:
    """Forget what was tried on another claim; what the link of this one says is kept."""
    if st.session_state.get(OF, claim_id) != claim_id:
        for key in (*SINGLE, *MANY):
            st.session_state.pop(key, None)
            if key in st.query_params:
                del st.query_params[key]
    st.session_state[OF] = claim_id


def outcome(claim: Any, names: Names) -> str | None:
    """Another outcome's indicator_id, or None for the claim's own."""
    others = _others(names.indicators, claim.indicator_id)
    agreed = f"As agreed: {names.indicator(claim.indicator_id)}"
    return choice("outcome", "Outcome", others, any_label=agreed, width=360)


@once
def _others(indicators: Mapping[str, Record], indicator_id: str) -> dict[str, str]:
    return {
        code: row["name"]
        for code, row in indicators.items()
        if code != indicator_id and row["is_scorecard"]
    }


def chosen(claim: Any, offered: Offered) -> dict[str, Any]:
    """Start, window and areas that are tried, by the names of queries' `Tried`."""
    labels, starts, agreed = _periods(offered.periods)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        start = choice(
            "start", "Start", starts, any_label=f"As agreed: {sentences.month(claim.start_date)}"
        )
        before = {code: label for code, label in labels.items() if code < (start or agreed)}
        window = choice("window", "First period used", before, any_label=_agreed_window(claim))
        left_out = several("left_out", "Leave out", _named(offered, "donor"), "None further")
        put_back = several("put_back", "Put back", _named(offered, "left_out"), "None")
    return {
        "start_date": date.fromisoformat(start) if start else None,
        "window_start": date.fromisoformat(window) if window else None,
        "left_out": left_out,
        "put_back": put_back,
    }


@once
def _periods(periods: Sequence[Record]) -> tuple[dict[str, str], dict[str, str], str]:
    """Every period by its start, those that could be the start, and the start as agreed."""
    labels = {f"{row['period_start']:%Y-%m-%d}": row["period_label"] for row in periods}
    after = [row["period_start"] for row in periods if row["is_after"]]
    agreed = f"{min(after):%Y-%m-%d}" if after else ""
    starts = {code: label for code, label in list(labels.items())[1:] if code != agreed}
    return labels, starts, agreed


def carried(claim: Any, tried: Any) -> Any:
    """The claim with what is tried in it, for a revision to begin with."""
    parts = {area.area_code: area for area in claim.areas if area.area_code not in tried.put_back}
    parts |= {code: Area(code, "left_out") for code in tried.left_out}
    return replace(
        claim,
        indicator_id=tried.indicator_id or claim.indicator_id,
        start_date=tried.start_date or claim.start_date,
        window_start=tried.window_start or claim.window_start,
        areas=tuple(parts.values()),
    )


def banner(tried: Any, names: Names) -> None:
    """That this is not the claim as agreed, what is tried, and the way back."""
    st.warning(
        plain_text(f"Not the claim as agreed. {'; '.join(told(tried, names))}. The claim itself "
                   "stays as it is."),
        icon=":material/science:",
    )  # fmt: skip
    st.button(
        "Back to the claim as agreed",
        key="as_agreed",
        icon=":material/undo:",
        on_click=_as_agreed,
    )


def told(tried: Any, names: Names) -> list[str]:
    """What is tried, a clause each."""
    said = []
    if tried.indicator_id:
        said.append(f"Another outcome: {names.indicator(tried.indicator_id)}")
    if tried.start_date:
        said.append(f"Start moved to {sentences.day(tried.start_date)}")
    if tried.window_start:
        said.append(f"Only from {sentences.day(tried.window_start)} on")
    for codes, words in ((tried.left_out, "Left out"), (tried.put_back, "Put back")):
        if codes:
            said.append(f"{words}: {', '.join(names.area(code) for code in codes)}")
    return said


def _as_agreed() -> None:
    for key in SINGLE:
        choose(key, None)
    for key in MANY:
        st.session_state[key] = []


def _agreed_window(claim: Any) -> str:
    first = claim.window_start
    return "As agreed: all" if is_absent(first) else f"As agreed: {sentences.month(first)}"


@once
def _named(offered: Offered, part: str) -> dict[str, str]:
    """Areas of one part; of those left out only such as the claim names can be put back."""
    return {
        row["area_code"]: row["area_name"]
        for row in offered.areas
        if row["part"] == part and (part == "donor" or row["reason"] == "named")
    }
