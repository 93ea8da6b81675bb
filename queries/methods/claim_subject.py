"""What a claim of added value is judged on: its panel's rows as series by area, in a fixed order.

The rows are those of the question `claim_panel`. Whatever order they come in, and however often the
same ones come, the subject is the same, so that what is made of it can be kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from queries.methods.panel import LARGEST, Panel

FIGURES = ("value", "numerator", "denominator")
AREA = ("part", "area_name", "area_code")
PERIOD = ("period_end", "period_start", "period_label", "is_after")
FACTS = ("indicator_id", "polarity", "method", "multiplier", "months", "lost_to_break",
         "is_overlapping")  # fmt: skip
Cells = tuple[tuple[float | None, ...], ...]


class Period(NamedTuple):
    """One period, in the order of periods."""

    end: date
    start: date
    label: str
    is_after: bool


class Area(NamedTuple):
    """One area that the sum is done with, treated or a donor, in the order of areas."""

    is_donor: bool
    name: str
    area_code: str


@dataclass(frozen=True)
class Measure:
    """One outcome: values and their counts by area (rows) and period, None where missing."""

    areas: tuple[Area, ...]
    periods: tuple[Period, ...]
    values: Cells
    numerators: Cells
    denominators: Cells
    indicator_id: str | None
    polarity: str | None
    method: str | None
    multiplier: float | None
    months: int | None
    lost_to_break: int | None
    is_overlapping: bool | None

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return tuple(area.area_code for area in self.areas)

    @property
    def is_treated(self) -> list[bool]:
        """Which areas the initiative began in."""
        return [not area.is_donor for area in self.areas]

    @property
    def first_post(self) -> int:
        """Place of the first period after the start."""
        return sum(not period.is_after for period in self.periods)

    @property
    def outcomes(self) -> np.ndarray:
        """Values, areas x periods, nan where missing."""
        shape = (len(self.areas), len(self.periods))
        return np.array(self.values, dtype=float).reshape(shape)

    @property
    def panel(self) -> Panel:
        """The panel of the first treated area and its comparators."""
        return Panel(
            self.outcomes,
            self.codes,
            tuple(period.label for period in self.periods),
            treated=0,
            first_post=self.first_post,
        )


@dataclass(frozen=True)
class Subject:
    """A design, the outcome it is used on, and the single agency's measure where there is one."""

    design: str | None
    outcome: Measure
    agency: Measure | None


def subject_of(rows: pa.Table) -> Subject:
    """The subject of a panel's rows."""
    designs = rows["design"].unique().to_pylist()
    agency = _measure(rows, "agency")
    return Subject(
        design=designs[0] if designs else None,
        outcome=_measure(rows, "outcome"),
        agency=agency if agency.areas else None,
    )


def _measure(rows: pa.Table, name: str) -> Measure:
    table = rows.filter(pc.equal(rows["measure"], name))
    facts = {fact: table[fact][0].as_py() if table.num_rows else None for fact in FACTS}
    used = table.filter(pc.not_equal(table["part"], "left_out"))
    areas = tuple(
        sorted(Area(part == "donor", words, code) for part, words, code in _each(used, AREA))
    )
    dated = used.filter(pc.is_valid(used["period_end"]))
    periods = tuple(sorted(Period(*when) for when in _each(dated, PERIOD)))
    down = {area.area_code: place for place, area in enumerate(areas)}
    # of dates, numbers of days: a date for each of thousands of rows takes longer than the fit
    across = {(_day(when.end), _day(when.start)): place for place, when in enumerate(periods)}
    ends, starts = (dated[name].cast(pa.int32()).to_pylist() for name in PERIOD[:2])
    places = (
        [down[code] for code in dated["area_code"].to_pylist()],
        [across[when] for when in zip(ends, starts, strict=True)],
    )
    shape = (len(areas), len(periods))
    values, numerators, denominators = (_cells(dated[name], places, shape) for name in FIGURES)
    return Measure(areas, periods, values, numerators, denominators, **facts)


def _each(table: pa.Table, columns: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    """Every combination of these columns that there is."""
    found = table.group_by(list(columns)).aggregate([])
    return zip(*(found[column].to_pylist() for column in columns), strict=True)


def _day(when: date) -> int:
    return when.toordinal() - date(1970, 1, 1).toordinal()


def _cells(
    column: pa.ChunkedArray, places: tuple[list[int], list[int]], shape: tuple[int, int]
) -> Cells:
    found = np.full(shape, np.nan)
    found[places] = column.to_numpy()
    found[~(np.abs(found) < LARGEST)] = np.nan
    # nan is not even itself, and would make every subject a new one
    return tuple(tuple(None if isnan(value) else value for value in row) for row in found.tolist())
