"""The form in which a claim is put forward or revised: its parts, as tables of lines to fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from components import cards
from components.added_value import form_begun, trying
from components.added_value.case import STEPS
from components.added_value.claim_words import DESIGNS
from components.added_value.form_parts import AREAS, PARTNERS, STEP_LINES, begun, lines, lines_of
from components.added_value.subject import Names
from components.choices import unique_labels
from components.words import plain_text

AFTER = "claim_after"
LONGEST = 2000
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


@dataclass(frozen=True)
class Sent:
    """A claim as it was sent: all its parts, why, and the version it follows, None if new."""

    said: Mapping[str, Any]
    why: str
    after: int | None


def section(one: Any | None) -> Any:
    """The part of the page with the form; its `open` says whether it is wanted."""
    label = "Put a claim forward" if one is None else "Revise this claim"
    found = st.expander(label, icon=":material/edit:", key="claiming", on_change="rerun")
    if not found.open:
        form_begun.forget()
    return found


def form(one: Any | None, names: Names, tried: Any) -> Sent | None:
    """The form, filled with a claim to revise and what is tried on it, or empty; what was sent, or
    None.
    """
    held = form_begun.begun(one)
    form_begun.told(held, one)
    claim, key = trying.carried(one.claim, tried) if one else None, held.key
    mark = f"{key}_{'; '.join(told)}" if one and (told := trying.told(tried, names)) else key
    if mark != key:
        cards.quiet("It begins with what is tried above; whoever leaves an area out says why.")
    with st.form(f"claim_{key}", border=False, enter_to_submit=False):
        said = _words(claim, key)
        said |= _subject(claim, mark, names)
        parts = _parts(claim, mark, names)
        said |= _agency(claim, key, names)
        why = st.text_area("Reason, for those who decide", key=f"why_{key}", max_chars=LONGEST)
        is_sent = st.form_submit_button(
            "Put forward",
            type="primary",
            icon=":material/gavel:",
            on_click=_seen,
            args=(held.newest,),
        )
    cards.quiet("It waits for an approver, and until then changes nothing that is in force.")
    return Sent({**said, **parts}, why, st.session_state.pop(AFTER, None)) if is_sent else None


def _seen(after: int | None) -> None:
    """Keep the version that was on the screen: one that came since is not overruled unseen."""
    st.session_state[AFTER] = after


def _words(claim: Any, key: str) -> dict[str, Any]:
    title = st.text_input(
        "Title: what is claimed, in a sentence",
        value=claim.title if claim else "",
        key=f"title_{key}",
        max_chars=300,
    )
    initiative = st.text_area(
        "The joint initiative",
        value=claim.initiative if claim else "",
        key=f"initiative_{key}",
        max_chars=LONGEST,
        height=80,
    )
    return {"title": title, "initiative": initiative}


def _subject(claim: Any, key: str, names: Names) -> dict[str, Any]:
    """Outcome, place, start, design, window, and how many people a unit is."""
    first, second, third = st.columns(3)
    with first:
        indicator = _one_of("Shared outcome", _indicators(names), claim and claim.indicator_id,
                            f"indicator_{key}")  # fmt: skip
        window = _day("First day used, all unless set", claim and claim.window_start,
                      f"window_{key}")  # fmt: skip
    with second:
        area = _one_of("Place", names.areas, claim and claim.area_code, f"area_{key}")
        people = st.number_input(
            "People that one unit is, unless counted",
            value=claim.people_per if claim else None,
            min_value=0.0,
            key=f"people_{key}",
        )
    with third:
        start = _day("Begun on", claim and claim.start_date, f"start_{key}")
        design = _one_of("Tested by", DESIGNS, claim and claim.design, f"design_{key}")
    return {
        "indicator_id": indicator or "",
        "area_code": area or "",
        "start_date": start,
        "design": design,
        "window_start": window,
        "people_per": people,
    }


def _parts(claim: Any, key: str, names: Names) -> dict[str, list[dict[str, Any]]]:
    """Partners, steps and areas, each a table in which lines are added and taken out."""
    choices = {"indicator_id": _indicators(names), "area_code": unique_labels(names.areas),
               "kind": STEPS}  # fmt: skip
    found = {}
    for name, part, words in (
        ("partners", PARTNERS, "Partners, two or more: what each does that the others cannot"),
        ("steps", STEP_LINES, "How it works, from action to outcome"),
        ("areas", AREAS, "Areas with a part of their own; otherwise all like it are compared"),
    ):
        st.markdown(f"**{plain_text(words)}**")
        given = getattr(claim, name) if claim else ()
        edited = st.data_editor(
            begun(part, given, choices),
            num_rows="dynamic",
            hide_index=True,
            column_config=lines(part, choices),
            key=f"{name}_{key}",
            alt=words,
        )
        found[name] = lines_of(part, pd.DataFrame(edited), choices)
    return found


def _agency(claim: Any, key: str, names: Names) -> dict[str, Any]:
    """The single-agency measure that the claim is set against, if any."""
    agency = claim.agency if claim else None
    st.markdown("**The measure of a single agency to set it against**")
    first, second, third = st.columns(3)
    partner = first.text_input(
        "Agency", value=agency.partner if agency else "", key=f"agency_{key}", max_chars=200
    )
    with second:
        indicator = _one_of("Its measure", _indicators(names), agency and agency.indicator_id,
                            f"agency_indicator_{key}")  # fmt: skip
    with third:
        area = _one_of("Where, the same place unless set", names.areas,
                       agency and agency.area_code, f"agency_area_{key}")  # fmt: skip
    if not indicator:
        return {"agency": None}
    return {"agency": {"partner": partner, "indicator_id": indicator, "area_code": area}}


def _one_of(label: str, options: Mapping[str, str], chosen: Any, key: str) -> str | None:
    labels = unique_labels(options)
    codes = list(labels)
    return st.selectbox(
        label,
        codes,
        index=codes.index(chosen) if chosen in labels else None,
        format_func=lambda code: labels.get(code, code),
        key=key,
        placeholder="None",
    )


def _day(label: str, value: Any, key: str) -> str | None:
    day = st.date_input(
        label, value=value or None, min_value=EARLIEST, max_value=LATEST, key=key,
        format="DD/MM/YYYY",
    )  # fmt: skip
    return day.isoformat() if isinstance(day, date) else None


def _indicators(names: Names) -> dict[str, str]:
    return {code: row["name"] for code, row in names.indicators.items()}


def put(door: Any, one: Any | None, sent: Sent, *, who: str) -> Any:
    """Put what was sent forward by the door's writers, as new or as a revision; what became of it.

    `door` is `queries.claiming`, which checks who may.
    """
    if one is None or sent.after is None:
        outcome = door.propose(sent.said, who=who, why=sent.why)
    else:
        given = {"who": who, "why": sent.why, "after": sent.after}
        outcome = door.revise(one.claim_id, sent.said, **given)
    if outcome.is_done:
        form_begun.forget()
    return outcome
