"""The scores of a round: one card a question, and the same round by round with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from components import cards, charts, files
from components.answer import Answer
from components.choices import choose
from components.kept import once
from components.partnership import words
from components.partnership.subject import Subject, card, in_lines
from components.records import Record, is_absent, recorded
from components.words import plain_text

PAGE = "pages/scorecard/partnership_working.py"
WIDTHS = (8, 4, 7)
COLUMNS = {
    "question": "Question",
    "title": "Round",
    "score": "Score",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "answered": "Answered",
    "moved": "Since the round before",
    "change": "Change",
    "change_lower": "Its lower limit",
    "change_upper": "Its upper limit",
    "change_p": "p, Holm",
    "polarisation": "Polarisation, %",
    "note": "Note",
}


def listed(subject: Subject) -> None:
    """One row a question: its score with interval, how it moved, and its rounds; opens it."""
    cards.section("The scores")
    cards.quiet("Out of 100, with 95% intervals. Open a question to see its statements.")
    past = _past(subject.so_far(recorded(subject.scores)))
    for row in subject.now:
        asking, scoring, moving = st.columns(WIDTHS, vertical_alignment="center")
        with asking, st.container(gap=None):
            _asked(subject, row["dimension"], row["position"])
        with scoring:
            _scored(row)
        with moving, st.container(gap="xxsmall"):
            mark = words.mark(row)
            moved = plain_text(words.moved(row, None))
            st.badge(moved, color=mark.badge if mark else "gray")
            cards.quiet(_through(past[row["dimension"]]))


def _asked(subject: Subject, name: str, position: int) -> None:
    st.button(
        f"**{plain_text(name)}**",
        key=f"open_{position}",
        type="tertiary",
        on_click=choose,
        args=("dimension", name),
    )
    if subject.question(name) != name:
        cards.quiet(subject.question(name))


def _scored(row: Record) -> None:
    interval = None
    if not is_absent(row["lower_limit"]):
        limits = [words.points(row[limit]) for limit in ("lower_limit", "upper_limit")]
        interval = f"{' to '.join(limits)}"
    st.metric(
        row["dimension"],
        _short(row),
        interval,
        label_visibility="collapsed",
        delta_color="off",
        delta_arrow="off",
    )


def _through(past: Sequence[Record]) -> str:
    """Every round's score in a line."""
    return f"{', '.join(_short(row) for row in past)} since {past[0]['title']}"


def _past(scores: Sequence[Record]) -> dict[str, list[Record]]:
    past: dict[str, list[Record]] = {}
    for row in scores:
        past.setdefault(row["dimension"], []).append(row)
    return past


def _short(row: Record) -> str:
    return "–" if is_absent(row["score"]) else words.points(row["score"])


def by_round(subject: Subject) -> None:
    """Scores round by round with their intervals: of all questions, or of the one in sight."""
    is_one = subject.dimension is not None
    rounds = subject.so_far(recorded(subject.rounds))
    titles = words.listed([row["title"] for row in rounds])
    told = f"Each question's rounds from left: {titles}." if not is_one else _divided(subject)
    rows, spoken = _by_round(subject, subject.scores)
    card(
        subject,
        charts.round_scores(is_one=is_one, height=250 if is_one else 330),
        rows,
        "scores",
        title="Score by round" if is_one else "Scores by round",
        alt=f"Scores with 95% intervals by round. {spoken}",
        told=("", f"{told} The bars are 95% intervals."),
        how=subject.scores.how,
        columns=COLUMNS,
        method="questionnaire_scores",
    )


@once
def _by_round(subject: Subject, scores: Answer) -> tuple[pd.DataFrame, str]:
    """Rows of the chart, and the same in words."""
    rows = subject.so_far(subject.of_dimension(scores))
    before = {row["round_id"]: row["previous_round_id"] for row in recorded(subject.rounds)}
    drawn = [
        {
            **row,
            "question": row["dimension"],
            "dimension": in_lines(row["dimension"]),
            "is_chosen": row["round_id"] == subject.round_id,
            "moved": words.moved(row, subject.titles.get(before[row["round_id"]])),
            "note": words.NOTES.get(row["note"]),
        }
        for row in rows
    ]
    return pd.DataFrame(drawn), _spoken(rows)


def _divided(subject: Subject) -> str:
    """How divided opinion is on the question in sight."""
    if is_absent(subject.score["polarisation"]):
        return ""
    told = words.polarisation(subject.score, subject.previous)
    return f"Polarisation, 0% if all agree, 100% if half are at each end: {told}."


def _spoken(rows: Sequence[Record]) -> str:
    told = _past(rows)
    return "; ".join(
        f"{name}: {', '.join(_in_round(row) for row in past)}" for name, past in told.items()
    )


def _in_round(row: Record) -> str:
    return f"{row['title']} {_short(row)}"


@once
def _last(rows: pd.DataFrame, count: int) -> pd.DataFrame:
    return rows.tail(count)


def on_overview(scores: Answer, questions: Mapping[str, str]) -> None:
    """The newest round's scores, each a link to its question, and what moved since the one before.

    Rows as `dimension_scores`.
    """
    rows = recorded(scores)
    now = [row for row in rows if row["round_id"] == rows[-1]["round_id"]]
    shown_before = [row["title"] for row in rows[: -len(now)] if not is_absent(row["score"])]
    title, previous = now[0]["title"], next(reversed(shown_before), None)
    cards.section("How we work together")
    cards.quiet(words.headline(now, [], title, previous))
    for row in now:
        mark, name = words.mark(row), row["dimension"]
        with st.container(gap=None):
            label = f"{mark.glyph if mark else '•'} {questions.get(name, name)}"
            cards.link(PAGE, label, icon="", dimension=name, round=row["round_id"])
            told = words.movement(row, previous)
            cards.quiet(f"{name}: {_short(row)} out of 100, {told[:1].lower()}{told[1:]}")
    files.row(
        _last(scores.rows, len(now)),
        name="partnership_now",
        how=scores.how,
        methods={"questionnaire_scores": "About these scores"},
    )
