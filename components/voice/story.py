"""The story behind the curve: what was said of an indicator, newest first, and a form to say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, deeds, files, person
from components.answer import Answer
from components.choices import unique_labels
from components.kept import once
from components.records import records
from components.voice import words

IN_SIGHT = 2  # the rest unfolds
COLUMNS = {
    "period_label": "Period",
    "text": "What was said",
    "owner_post": "Post",
    "owner_partner": "Partner",
    "written_date": "Written",
}
PERIODS = 60  # the latest that one may speak of
EXPLAINED = (
    "Say what lies behind the curve up to a period: what was done, what happened, what comes next. "
    "Somebody else of the working group reads it before it is shown."
)
NEW = "new"


def story(
    row: Mapping[str, Any],
    told: Answer,
    me: person.Acting,
    points: pd.DataFrame,
    area_code: str,
) -> None:
    """What was said of the indicator, and the form to say more.

    `told` as `indicator_commentary`, `points` as `indicator_signals`.
    """
    cards.section("The story behind the curve")
    person.told()
    if told.rows.empty:
        cards.quiet("Nobody has said anything of this curve yet.")
    pieces = records(told.rows)
    for piece in pieces[:IN_SIGHT]:
        _piece(piece)
    if older := pieces[IN_SIGHT:]:
        with st.expander(f"Earlier ({len(older)})", key="earlier_commentary"):
            for piece in older:
                _piece(piece)
    files.row(_filed(told.rows), name=f"{row['indicator_id']}_commentary", how=told.how)
    _form((row["indicator_id"], area_code), pieces, me, _valued(points))


@once
def _filed(told: pd.DataFrame) -> pd.DataFrame:
    return told[list(COLUMNS)].rename(columns=COLUMNS)


@once
def _valued(points: pd.DataFrame) -> pd.DataFrame:
    return points.dropna(subset=["value"])


def _piece(piece: Mapping[str, Any]) -> None:
    with st.container(border=True, gap="small"):
        cards.quiet(f"{piece['period_label']}: {words.signed(piece, 'written_date')}")
        words.spoken(piece["text"])


def _form(
    place: tuple[str, str],
    pieces: Sequence[Mapping[str, Any]],
    me: person.Acting,
    points: pd.DataFrame,
) -> None:
    """The form, where the folded section is open to somebody who gave a name."""
    if points.empty:
        return
    folded = st.expander(
        "Write a commentary", icon=":material/edit:", key="write_commentary", on_change="rerun"
    )
    if not folded.open:
        return
    with folded:
        cards.quiet(EXPLAINED)
        if me.name is None:
            cards.nothing("Say who you are under “Who is acting?” at the top of the page.")
            return
        about = "_".join(place)
        replaced = _replaced(pieces, about)
        _fields(replaced, points, about)
        given = {"replaces": replaced and (replaced["commentary_id"], int(replaced["version"]))}
        st.button(
            "Hand it in",
            key=f"comment_{about}",
            type="primary",
            on_click=deeds.note,
            args=("comment", *place),
            kwargs={"texts": _keys(replaced, about), **given},
        )


def _replaced(pieces: Sequence[Mapping[str, Any]], about: str) -> Mapping[str, Any] | None:
    """The commentary that is to be changed, None for a new one; published ones stay as they are."""
    written = {one["commentary_id"]: one for one in pieces if words.is_given(one.get("version"))}
    if not written:
        return None
    names = unique_labels(
        {made: f"Change that of {one['period_label']}" for made, one in written.items()}
    )
    options = {NEW: "A new commentary", **names}
    chosen = st.selectbox(
        "What to write", list(options), format_func=options.__getitem__, key=f"what_{about}"
    )
    return written.get(chosen)


def _fields(replaced: Mapping[str, Any] | None, points: pd.DataFrame, about: str) -> None:
    keys, before = _keys(replaced, about), replaced or {}
    latest = points.sort_values("period_end", ascending=False).head(PERIODS)
    labels = {
        f"{start:%Y-%m-%d}/{end:%Y-%m-%d}": label
        for start, end, label in zip(
            latest["period_start"], latest["period_end"], latest["period_label"], strict=True
        )
    }
    if before:
        own = f"{before['period_start']:%Y-%m-%d}/{before['period_end']:%Y-%m-%d}"
        labels = {own: before["period_label"], **labels}
    st.selectbox("Up to", list(labels), format_func=labels.__getitem__, key=keys["period"])
    st.text_area(
        "What lies behind the curve",
        before.get("text", ""),
        key=keys["text"],
        height=160,
        max_chars=words.LONGEST,
    )
    left, right = st.columns(2)
    longest, owner = words.LONGEST_POST, ("owner_post", "owner_partner")
    post, partner = (before.get(one, "") for one in owner)
    left.text_input("Post", post, key=keys["owner_post"], max_chars=longest, help=words.POST)
    right.text_input("Partner", partner, key=keys["owner_partner"], max_chars=longest)


def _keys(replaced: Mapping[str, Any] | None, about: str) -> dict[str, str]:
    """The fields' keys; one that is changed has its own, so that they start as it stands.

    So has each version of it: what was typed over an older one is not saved over a newer.
    """
    which = f"{replaced['commentary_id']}_{int(replaced['version'])}" if replaced else NEW
    of = f"{about}_{which}"
    parts = ("period", "text", "owner_post", "owner_partner")
    return {part: deeds.anew(f"{part}_{of}", "comment") for part in parts}
