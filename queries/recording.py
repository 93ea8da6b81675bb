"""Records: the door of pages to which of several collected measures is the record, and why.

What a choice would change is every place that uses one of the others.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from data import register
from data.register import record_choices, reviewed
from data.register.record_choices import CHOICES, ChoiceReview
from data.register.records import Record
from data.register.records_chosen import KIND
from queries import edition, fetch, judged_in, workspace
from queries.deciding import Outcome, attempt

__all__ = ["Outcome"]


def choice(measure: str) -> Record[ChoiceReview] | None:
    """The newest version of the choice of a measure's record, or None when there is none."""
    found = _every_choice(workspace().path, edition((KIND,)).revisions)
    return next((one for one in found if one.record_id == measure), None)


def foreseen(measure: str, indicator_id: str | None) -> pd.DataFrame:
    """Places that use another collection of the measure than the one that is to be the record.

    Rows as `indicator_uses`, with the indicator that each `uses`.
    """
    known = fetch("shared_measures", **judged_in(workspace().home_area))
    collected = known.loc[known["shared_measure"] == measure, "indicator_id"]
    others = [one for one in collected if indicator_id and one != indicator_id]
    frames = [fetch("indicator_uses", indicator_id=one).assign(uses=one) for one in others or [""]]
    found = pd.concat(frames, ignore_index=True)
    return found[found["kind"] != "shared_measure"]


def propose(measure: str, *, who: str, why: str, record: str, after: int) -> Outcome:
    """Put an indicator forward as the record of a measure."""
    return attempt(
        lambda kept: record_choices.propose(kept, measure, record, who=who, why=why, after=after),
        "The choice waits for a decision.",
    )


def approve(measure: str, *, who: str, why: str, after: int) -> Outcome:
    """Let the indicator that was put forward be the record."""
    return attempt(
        lambda kept: record_choices.approve(kept, measure, who=who, why=why, after=after),
        "The choice was approved.",
    )


def reject(measure: str, *, who: str, why: str, after: int) -> Outcome:
    """Turn a choice down."""
    return attempt(
        lambda kept: record_choices.reject(kept, measure, who=who, why=why, after=after),
        "The choice was rejected.",
    )


def withdraw(measure: str, *, who: str, why: str, after: int) -> Outcome:
    """Take one's own choice back."""
    return attempt(
        lambda kept: record_choices.withdraw(kept, measure, who=who, why=why, after=after),
        "The choice was withdrawn.",
    )


@lru_cache(maxsize=4)
def _every_choice(path: Path, revisions: Any) -> tuple[Record[ChoiceReview], ...]:
    return tuple(reviewed.every(register.of(workspace()), CHOICES))
