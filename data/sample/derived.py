"""Derived: indicators that count what another already counts, in another unit or over a year."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from data.sample.expectations import denominators
from data.sample.periods import Period, length, sequence
from data.sample.places import all_places
from data.sample.series import LEVELS, Measured, Panel, measure, shapes, valued
from data.sample.truths import planted


def measure_all() -> dict[str, Measured]:
    """Every indicator with a shape, measured; those that copy others come after their sources."""
    found: dict[str, Measured] = {}
    waiting = [shape for shape in shapes().values() if not np.isnan(shape["start"])]
    while waiting:
        later = []
        for shape in waiting:
            sources = [name for name in shape["copy_of"].split(";") if name]
            if not sources:
                found[shape["indicator_id"]] = measure(shape)
            elif all(name in found for name in sources):
                found[shape["indicator_id"]] = _derived(shape, [(n, found[n]) for n in sources])
            else:
                later.append(shape)
        waiting = later
    return found


def over(panel: Panel, periods: tuple[Period, ...], wanted: tuple[Period, ...]) -> Panel:
    """The panel over longer periods, by adding up the shorter ones that lie inside each."""
    if periods == wanted:
        return panel
    inside = np.array([[_is_inside(p, w.start, w.end) for w in wanted] for p in periods], float)
    if panel.denominator is None:
        return Panel(panel.value @ inside)
    numerator, denominator = (counts @ inside for counts in panel.counts())
    return Panel(np.full(numerator.shape, np.nan), numerator, denominator)


def _derived(shape: pd.Series, sources: list[tuple[str, Measured]]) -> Measured:
    available = sources[0][1].periods
    periods = tuple(p for p in sequence(shape["calendar"]) if _is_covered(p, available))
    panels = {}
    for level in LEVELS[LEVELS.index(shape["level"]) :]:
        parts = [over(measured.panels[level], measured.periods, periods) for _, measured in sources]
        panels[level] = _converted(shape, level, periods, parts)
    return Measured(periods, panels)


def _converted(
    shape: pd.Series, level: str, periods: tuple[Period, ...], parts: list[Panel]
) -> Panel:
    """The sources' counts in this indicator's unit, less what a planted difference takes away."""
    if parts[0].denominator is None and shape["method"] in ("score", "mean"):
        return parts[0]
    numerator = np.sum([_count(part) for part in parts], axis=0)
    for truth in planted("shared_differs", shape["indicator_id"]):
        numerator = np.round(numerator * (1 + truth.size))
    if shape["method"] == "count":
        return Panel(numerator)
    if shape["method"] == "proportion" and parts[0].denominator is not None:
        return valued(shape, numerator, parts[0].denominator)
    return valued(shape, numerator, _nested(shape, level, periods))


def _count(panel: Panel) -> np.ndarray:
    return panel.value if panel.numerator is None else panel.numerator


def _nested(shape: pd.Series, level: str, periods: tuple[Period, ...]) -> np.ndarray | None:
    """Denominators at a level as sums from the indicator's own smallest areas."""
    step = shape["level"]
    counts = denominators(shape, all_places()[step], periods)
    while counts is not None and step != level:
        parents = all_places()[step].parents
        total = np.zeros((parents.max() + 1, counts.shape[1]))
        np.add.at(total, parents, counts)
        counts, step = total, LEVELS[LEVELS.index(step) + 1]
    return counts


def _is_covered(wanted: Period, periods: tuple[Period, ...]) -> bool:
    inside = [p for p in periods if _is_inside(p, wanted.start, wanted.end)]
    return round(12 * sum(length(p) for p in inside)) == round(12 * length(wanted))


def _is_inside(period: Period, start: date, end: date) -> bool:
    return start <= period.start and period.end <= end
