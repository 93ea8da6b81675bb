"""Whose rules judge what is in sight, in words: today's, or those of the time of each result.

Today's are usual. Whatever shows a status says so when it is judged by the others.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

import pandas as pd

from components.kept import once
from components.sentences import day

THEN = "the rules of the time"
NOW = "today's rules"
STAMP = "Judged by"  # the column of a file


class Judging(Protocol):
    """Whose rules judge a run; `queries.judge` gives one."""

    @property
    def is_then(self) -> bool:
        """Whether each period is judged by the rules in force on its own last day."""
        ...

    @property
    def today(self) -> date:
        """The day whose rules are today's."""
        ...

    @property
    def version(self) -> int:
        """Version of the data that is judged."""
        ...


def joined(words: str, judging: Judging) -> str:
    """Words about statuses, and how these were judged where that is not as usual."""
    if not judging.is_then:
        return words
    return f"{words} Judged by {THEN}: each period by those in force on its last day.".lstrip()


def titled(title: str, judging: Judging) -> str:
    """A title of what shows statuses, which says so where they are not judged as usual."""
    return f"{title}, judged by {THEN}" if judging.is_then else title


@once
def stamped(rows: pd.DataFrame, judging: Judging) -> pd.DataFrame:
    """Rows for a file, which leaves the page and so has to say it of itself."""
    return rows.assign(**{STAMP: THEN}) if judging.is_then else rows


def on(judging: Judging, period_end: Any) -> str:
    """Which rules judged a result of the period that ended then, and of which day they are."""
    if not judging.is_then:
        return f"By {NOW}: those in force on {day(judging.today)}"
    if pd.isna(period_end):
        return f"By {THEN}"
    return f"By {THEN}: those in force on {day(period_end)}, the last day of the period"
