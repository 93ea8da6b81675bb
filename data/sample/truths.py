"""Truths: what was planted in the sample, so that a method can be shown to find it.

The list is facts/truths.csv; README.md prints it. The generator reads the effects from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from data.sample import facts
from data.sample.periods import Period, progress
from data.sample.places import Places

ALL_AT_ONCE = -0.2  # a break this large comes at once; a smaller one builds up quarter by quarter


@dataclass(frozen=True)
class Truth:
    """One planted thing: what, in which indicator and area, from when, how large.

    `size` is relative (-0.2: a fifth less) for steps, local or not, effects, rises, divergence,
    breaks, revisions and for how far outside of all others an area stands; a change of the
    deprivation gradient for a gap; otherwise a count or a value, as `words` says. `release` is when
    a late or revised figure came.
    """

    kind: str
    indicator_id: str
    area_code: str
    period_start: date
    size: float
    release: date | None
    words: str


@lru_cache(maxsize=1)
def planted_truths() -> tuple[Truth, ...]:
    """Every truth in the order of the list."""
    return tuple(
        Truth(
            row.kind,
            row.indicator_id,
            row.area_code,
            date.fromisoformat(row.period_start),
            float(row.extent),
            date.fromisoformat(row.release) if row.release else None,
            row.words,
        )
        for row in facts.records(facts.read("truths").rename(columns={"size": "extent"}))
    )


def planted(kind: str, indicator_id: str | None = None) -> list[Truth]:
    """Truths of one kind, of one indicator if given."""
    return [
        truth
        for truth in planted_truths()
        if truth.kind == kind and indicator_id in (None, truth.indicator_id)
    ]


def effect(indicator_id: str, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    """Factor on what is expected, by area (rows) and period (columns); 1 where none is planted."""
    factor = np.ones((len(places.codes), len(periods)))
    for truth in planted_truths():
        if truth.indicator_id == indicator_id and truth.kind in _EFFECTS:
            factor = factor * _EFFECTS[truth.kind](truth, places, periods)
    return factor


def local(indicator_id: str, area_code: str, periods: tuple[Period, ...]) -> np.ndarray:
    """Factor on what is expected in one area alone, by period; 1 where none is planted."""
    factor = np.ones(len(periods))
    for truth in planted("local_step", indicator_id):
        if truth.area_code == area_code:
            factor = factor * np.where(_days(truth, periods) >= 0, 1 + truth.size, 1.0)
    return factor


def _days(truth: Truth, periods: tuple[Period, ...]) -> np.ndarray:
    """Days from the truth's start to each period's start."""
    return np.array([(period.start - truth.period_start).days for period in periods])


def _step(truth: Truth, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    return np.where(_days(truth, periods) >= 0, 1 + truth.size, 1.0)[None, :]


def _rise(truth: Truth, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    return 1 + truth.size * np.clip(_days(truth, periods) / 365, 0, 1)[None, :]


def _divergence(truth: Truth, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    is_there = np.array([code == truth.area_code for code in places.codes])
    return np.where(is_there[:, None], _rise(truth, places, periods), 1.0)


def _gap(truth: Truth, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    return np.exp(truth.size * places.deprivation[:, None] * progress(periods)[None, :])


def _break(truth: Truth, places: Places, periods: tuple[Period, ...]) -> np.ndarray:
    if truth.size < ALL_AT_ONCE:
        return _step(truth, places, periods)
    return (1 + truth.size * np.clip(_days(truth, periods) / 91 + 1, 0, 4))[None, :]


_EFFECTS = {
    "step": _step,
    "effect": _step,
    "rise": _rise,
    "divergence": _divergence,
    "widening_gap": _gap,
    "narrowing_gap": _gap,
    "break": _break,
}
