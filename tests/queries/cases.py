"""Literal series as cases: what a definition says, the breaks recorded, and the judged result.

Most series begin with WAVE, whose values average 50 and move by 4 each month.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from queries import fetch
from tests.queries.series import Row
from tests.queries.workspaces import serving, workspace

ASKED = {"area_code": "H", "comparator_code": None, "today": date(2009, 7, 31)}
WAVE = [52.0, 48.0] * 10
LOWER, NEITHER, MEAN = {"polarity": "lower"}, {"polarity": "none"}, {"method": "mean"}


@dataclass(frozen=True)
class Case:
    """One series, columns of its judged result, its definition and the breaks recorded."""

    rows: Sequence[Row]
    expected: Mapping[str, object]
    definition: Mapping[str, object] = field(default_factory=dict)
    breaks: Sequence[Mapping[str, object]] = ()

    @property
    def frequency(self) -> str:
        """Annual where the first period is as long as a year."""
        days = (self.rows[0]["period_end"] - self.rows[0]["period_start"]).days
        return "annual" if days > 300 else "monthly"


def moved(word: str, basis: str | None = "control_chart", **others: object) -> dict[str, object]:
    return {"movement": word, "movement_basis": basis, **others}


def untested(reason: str, **others: object) -> dict[str, object]:
    nothing = {"variation": None, "assurance": None, "signal_since_label": None}
    return moved("too_few_points", None, chart_reason=reason, **nothing, **others)


QUIET = moved("no_clear_change", variation="common_cause", signal="none", signal_since_label=None)


def name_of(cases: Mapping[str, Case], words: str) -> str:
    return f"I{list(cases).index(words):03}"


@contextmanager
def served(folder: Path, cases: Mapping[str, Case]) -> Generator[None]:
    """A workspace with an indicator for each case."""
    indicators, observations, breaks = [], [], []
    for words, case in cases.items():
        name = {"indicator_id": name_of(cases, words)}
        indicators.append({**name, "frequency": case.frequency, **case.definition})
        observations += [{**name, **row} for row in case.rows]
        breaks += [{**name, **row} for row in case.breaks]
    with serving(workspace(folder, observations, indicators=indicators, series_breaks=breaks)):
        yield


def result(indicator_id: str, names: Iterable[str]) -> dict[str, object]:
    """Columns of an indicator's judged result, in plain values."""
    (row,) = fetch("indicator_result", indicator_id=indicator_id, **ASKED).to_dict("records")
    return {name: plain(row[name]) for name in names}


def plain(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if pd.isna(value) else value
