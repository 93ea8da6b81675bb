"""Partnership working: the round and question in sight, and what all its charts share."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from components import cards, charts, filters
from components.answer import Answer
from components.partnership import known, words
from components.records import Record, is_absent, recorded

NONE_YET = "No round of the questionnaire is published yet."
BEGIN = "Results show here once a round is over and published."
KINDS = {"organisation": "Organisations", "respondent_group": "Groups of people"}
# Letters to a line in the head of a column; more, and only so many lines, for a statement.
SHORT_WIDTH, LONG, LONG_WIDTH, LONG_LINES = 13, 40, 19, 4


@dataclass(frozen=True)
class Subject:
    """One round of a questionnaire, or one question of it, among the rounds before.

    `rounds` and `scores` are the answers to `rounds` and `dimension_scores`; `questions` spells out
    what a dimension asks.
    """

    rounds: Answer
    scores: Answer
    round_id: str
    dimension: str | None
    questions: Mapping[str, str]
    source: str
    as_at: str
    is_finite: bool = False

    @cached_property
    def round(self) -> Record:
        """The round in sight, as a row of `rounds`."""
        return next(row for row in recorded(self.rounds) if row["round_id"] == self.round_id)

    @property
    def title(self) -> str:
        """Title of the round in sight."""
        return self.round["title"]

    @cached_property
    def titles(self) -> dict[str, str]:
        """Title of every round, oldest first."""
        return {row["round_id"]: row["title"] for row in recorded(self.rounds)}

    @cached_property
    def before(self) -> Record | None:
        """The round before that is shown, as a row of `rounds`, or None for the first."""
        rows = {row["round_id"]: row for row in recorded(self.rounds)}
        return rows.get(self.round["previous_round_id"])

    @property
    def previous(self) -> str | None:
        """Title of the round before that is shown, or None for the first."""
        return self.before["title"] if self.before else None

    @property
    def is_shown(self) -> bool:
        """Whether enough people answered for anything to be shown."""
        return is_absent(self.round["note"])

    @cached_property
    def now(self) -> list[Record]:
        """This round's scores, a row a dimension, in reading order."""
        return [row for row in recorded(self.scores) if row["round_id"] == self.round_id]

    @cached_property
    def score(self) -> Record:
        """This round's score of the dimension in sight."""
        return next(row for row in self.now if row["dimension"] == self.dimension)

    def so_far(self, rows: Sequence[Record]) -> list[Record]:
        """The rows of the round in sight and those before it, and none of a later one."""
        codes = list(self.titles)
        past = set(codes[: codes.index(self.round_id) + 1])
        return [row for row in rows if row["round_id"] in past]

    def question(self, dimension: str) -> str:
        """What a dimension asks, else its name."""
        return self.questions.get(dimension, dimension)

    def of_dimension(self, answer: Answer) -> list[Record]:
        """The rows that are about the dimension in sight, or all of them without one."""
        rows = recorded(answer)
        return [row for row in rows if self.dimension in (None, row["dimension"])]


def heading(subject: Subject, gaps: Answer, groups: Answer, rates: Answer) -> None:
    """What happened in this round, or to the question in sight.

    Rows as `perception_gaps`, `group_scores` and `response_rates`.
    """
    known_by = _known_by(subject, recorded(rates))
    divided = subject.of_dimension(gaps)
    if subject.dimension is None:
        told = words.headline(subject.now, divided, subject.title, subject.previous)
        cards.headline(told, known_by)
        return
    filters.back_to_list("dimension", "All questions")
    cards.headline(subject.question(subject.dimension))
    told = words.of_one(
        subject.score, divided, subject.title, subject.previous, subject.of_dimension(groups)
    )
    cards.said(told, known_by)


def _known_by(subject: Subject, rates: Sequence[Record]) -> str:
    """How it is known, and whether other organisations were asked before."""
    told = known.known(subject.round, is_finite=subject.is_finite, before=subject.before)
    if subject.before is None:
        return told
    now, then = (
        known.organisations(rates, row["round_id"]) for row in (subject.round, subject.before)
    )
    others = known.asked_others(now, then, subject.title, subject.before["title"])
    return f"{told} {others}".rstrip()


def card(  # noqa: PLR0913 what a chart must say, by keyword
    subject: Subject,
    drawn: charts.Drawing,
    rows: pd.DataFrame,
    part: str,
    *,
    title: str,
    alt: str,
    how: str,
    **others: Any,
) -> None:
    """A chart of one part of the page with its table and files; `others` as `chart_with_data`."""
    cards.chart_with_data(
        drawn,
        rows,
        name=f"partnership_{part}",
        source=subject.source,
        as_at=subject.as_at,
        title=title,
        alt=alt,
        how=how,
        **others,
    )


def in_lines(name: str) -> str:
    """A name in short lines, for the head of a column; a long one is cut."""
    is_long = len(name) > LONG
    width, most = (LONG_WIDTH, LONG_LINES) if is_long else (SHORT_WIDTH, None)
    lines = textwrap.wrap(name, width, max_lines=most, placeholder=" …", break_long_words=False)
    return "\n".join(lines)
