"""For those who check: how far statements hang together, statement by statement, and comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components import cards, quantities
from components.answer import Answer
from components.partnership import words
from components.partnership.subject import Subject
from components.records import Record, is_absent
from components.words import plain_lines

ENOUGH = 0.7
# Parts for those who check, folded away: their labels and icons.
PARTS = {
    "item_groups": ("Statements by organisation", ":material/grid_on:"),
    "reliability": ("How far the statements hang together", ":material/link:"),
    "comments": ("Comments, for the working group", ":material/comment:"),
}


def opened(subject: Subject, *, may_read: bool) -> Iterator[str]:
    """Each of PARTS that is open, while its place is open too; a closed one costs nothing.

    Comments are among them only for those who `may_read` them.
    """
    parts = ["item_groups", "reliability"] if subject.dimension else ["reliability"]
    for part in [*parts, *(["comments"] if may_read else ())]:
        label, icon = PARTS[part]
        place = st.expander(label, icon=icon, key=f"{part}_open", on_change="rerun")
        if place.open:
            with place:
                yield part


def reliability(subject: Subject, scales: Answer, dropped: Answer) -> None:
    """Alpha and omega of each question, or of the one in sight with its statements.

    Rows as `reliability` and `reliability_items`.
    """
    rows = subject.of_dimension(scales)
    cards.said(together(rows), "Alpha and omega of answers to the same question, reversed first.")
    cards.table(
        _filled([_scale(row) for row in rows]),
        alt="Reliability of each question",
        name="partnership_scales",
        how=scales.how,
        height="content",
    )
    if subject.dimension is not None:
        mine = subject.of_dimension(dropped)
        cards.table(
            _filled([_dropped(row) for row in mine]),
            alt="Each statement's part in its scale",
            name="partnership_scale_items",
            how=dropped.how,
            height="content",
        )
    cards.about("reliability")


def _filled(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The rows, without a column that says nothing, and a dash for nothing elsewhere."""
    told = [name for name in rows[0] if any(not is_absent(row[name]) for row in rows)]
    return pd.DataFrame(
        [{name: "–" if is_absent(row[name]) else row[name] for name in told} for row in rows]
    )


def together(scales: Sequence[Record]) -> str:
    """Which questions' statements hang together, as a sentence; rows as `reliability`."""
    known = [row for row in scales if not is_absent(row["alpha"])]
    if not known:
        return "Too few people answered every statement to say how far they hang together."
    weak = [row["dimension"] for row in known if row["alpha"] < ENOUGH]
    if not weak:
        least = f"alpha {min(row['alpha'] for row in known):.2f}"
        return (
            f"The statements of {words.listed([row['dimension'] for row in known])} hang together "
            f"well enough to be one score ({least}{' or more' if len(known) > 1 else ''})."
        )
    return (
        f"The statements of {words.listed(weak)} hang together loosely (alpha below "
        f"{ENOUGH}): look at each statement and not at the score alone."
    )


def _scale(row: Record) -> dict[str, Any]:
    alpha = None if is_absent(row["alpha"]) else f"{row['alpha']:.2f}"
    limits = f"{row['alpha_lower']:.2f} to {row['alpha_upper']:.2f}" if alpha else None
    return {
        "Question": row["dimension"],
        "Statements": row["items"],
        "Answered all": row["complete"],
        "Alpha": alpha,
        "95% interval": limits,
        "Omega": None if is_absent(row["omega"]) else f"{row['omega']:.2f}",
        "Note": words.NOTES.get(row["note"]),
    }


def _dropped(row: Record) -> dict[str, Any]:
    return {
        "Statement": row["text"],
        "With the others (r)": row["item_total"],
        "Alpha without it": row["alpha_if_dropped"],
        "Note": words.NOTES.get(row["note"]),
    }


def commented(subject: Subject, answer: Answer) -> None:
    """How many comments there are on the question in sight or all, and where they stand."""
    cards.quiet(how_many(len(subject.of_dimension(answer))))


def how_many(comments_shown: int) -> str:
    """How many comments there are to read, and where, as a sentence."""
    if not comments_shown:
        return "No comments, or too few to show."
    told = quantities.counted(comments_shown, "comment")
    return f"{told}, for the working group: at the foot of this page."


def comments(subject: Subject, answer: Answer) -> None:
    """What people wrote, as text, on the question in sight or all; rows as `round_comments`."""
    rows = subject.of_dimension(answer)
    if not rows:
        cards.nothing("There are no comments, or too few to show without giving anyone away.")
        return
    dimension = None
    for row in rows:
        if row["dimension"] != dimension and subject.dimension is None:
            dimension = row["dimension"]
            cards.quiet(dimension)
        st.markdown(plain_lines(row["comment"]))
