"""One outcome by area and period: the area where a joint initiative began, and its comparators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

# Before the start, below which nothing is tested, and comparators, below which nothing is.
FEWEST_PERIODS, FEWEST_DONORS = 8, 5
# A series that moves by less than this share of its size does not move: what rounding leaves.
ROUNDING = 1e-12
# Beyond this a square overflows: not a value.
LARGEST = 1e150


@dataclass(frozen=True)
class Check:
    """One thing looked at: what was found, where its limit lies and whether it is passed.

    `is_passed` is None where it could not be looked at. `about` names the areas it concerns.
    """

    name: str
    found: float | None
    limit: float | None
    is_passed: bool | None
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """A comparator that cannot be one, and why: missing_value or never_changes."""

    unit: str
    reason: str


@dataclass(frozen=True, eq=False)
class Panel:
    """Outcomes, units x periods, nan where missing; `first_post` is the period of the start.

    `predictors`, units x predictors, are further figures from before the start, if any.
    """

    outcomes: np.ndarray
    units: tuple[str, ...]
    periods: tuple[str, ...]
    treated: int
    first_post: int
    predictors: np.ndarray | None = None

    @property
    def donors(self) -> np.ndarray:
        """Which units are comparators, by place."""
        return np.delete(np.arange(len(self.units)), self.treated)

    @property
    def post_count(self) -> int:
        """Periods from the start on."""
        return len(self.periods) - self.first_post

    def without(self, places: Sequence[int]) -> Panel:
        """The same without some comparators."""
        kept = np.delete(np.arange(len(self.units)), list(places))
        return replace(
            self,
            outcomes=self.outcomes[kept],
            units=tuple(self.units[place] for place in kept),
            treated=int(np.flatnonzero(kept == self.treated)[0]),
            predictors=None if self.predictors is None else self.predictors[kept],
        )

    def until(self, end: int, start: int) -> Panel:
        """The periods before `end`, as if the initiative had begun at `start`."""
        return replace(
            self, outcomes=self.outcomes[:, :end], periods=self.periods[:end], first_post=start
        )


@dataclass(frozen=True, eq=False)
class Prepared:
    """A panel without the comparators that cannot be one, and what forbids any test at all."""

    panel: Panel
    left_out: tuple[LeftOut, ...] = ()
    faults: tuple[Check, ...] = ()


def prepared(panel: Panel) -> Prepared:
    """The panel made ready: nothing is ever filled in, comparators with a gap are left out."""
    outcomes = np.array(panel.outcomes, float)
    outcomes[~(np.abs(outcomes) < LARGEST)] = np.nan
    whole = np.asarray(np.isfinite(outcomes).all(axis=1))
    if panel.predictors is not None:
        whole &= np.isfinite(np.asarray(panel.predictors, float)).all(axis=1)
    still = whole & (_movement(outcomes) <= ROUNDING)
    out = [int(place) for place in panel.donors if not whole[place] or still[place]]
    ready = replace(panel, outcomes=outcomes).without(out)
    left_out = tuple(
        LeftOut(panel.units[place], "never_changes" if still[place] else "missing_value")
        for place in out
    )
    return Prepared(ready, left_out, _faults(ready))


def _faults(panel: Panel) -> tuple[Check, ...]:
    own = panel.outcomes[panel.treated]
    pre = max(panel.first_post, 0)
    missing = int((~np.isfinite(own)).sum())
    if panel.predictors is not None:
        missing += int((~np.isfinite(panel.predictors[panel.treated])).sum())
    checks = [
        _at_least("pre_periods", pre, FEWEST_PERIODS),
        _at_least("post_periods", panel.post_count, 1),
        _at_least("donors", len(panel.donors), FEWEST_DONORS),
        Check("missing_values", missing, 0, missing == 0),
    ]
    if pre > 1 and not missing:
        same = _same_series(panel, pre)
        checks += [
            Check("movement", float(_movement(own[None, :pre])[0]), 0.0,
                  bool(_movement(own[None, :pre])[0] > ROUNDING)),
            Check("same_series", len(same), 0, not same, same),
        ]  # fmt: skip
    return tuple(check for check in checks if not check.is_passed)


def _at_least(name: str, found: int, limit: int) -> Check:
    return Check(name, found, limit, found >= limit)


def _movement(series: np.ndarray) -> np.ndarray:
    """How far each series moves, as a share of its size; nan where a value is missing."""
    size = np.abs(series).max(axis=1, initial=0.0)
    return (series.max(axis=1) - series.min(axis=1)) / np.where(size > 0, size, 1.0)


def _same_series(panel: Panel, pre: int) -> tuple[str, ...]:
    """Comparators whose values before the start are the treated area's own: loaded twice."""
    apart = np.abs(panel.outcomes[:, :pre] - panel.outcomes[panel.treated, :pre]).max(axis=1)
    size = np.abs(panel.outcomes[panel.treated, :pre]).max()
    return tuple(panel.units[place] for place in panel.donors if apart[place] <= ROUNDING * size)
