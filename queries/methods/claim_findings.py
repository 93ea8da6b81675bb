"""What is found of one claim of added value: its verdict, figures, lines to draw, and areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from queries.methods.panel import Check


@dataclass(frozen=True)
class Figures:
    """The figures of one claim; None where its design has none, or where it cannot be tested.

    `effect` is the mean difference to the counterfactual in the indicator's unit with its limits at
    `level`, `percent` of the counterfactual, `standardised` in standard deviations of what chance
    does; `pre_error` is the error before the start as a share of the spread of all values then.
    `second_effect` is the effect by synthetic difference in differences.
    """

    effect: float | None = None
    lower: float | None = None
    upper: float | None = None
    level: float | None = None
    expected: float | None = None
    spread: float | None = None
    p: float | None = None
    smallest_p: float | None = None
    pre_error: float | None = None
    ratio: float | None = None
    rank: int | None = None
    ranked_among: int | None = None
    donors: int | None = None
    second_effect: float | None = None


@dataclass(frozen=True, eq=False)
class Line:
    """One series by period from the window's first on, with limits if it has any.

    `area_code` is the area it is about, or whose leaving out it shows; None for the mix and for the
    mean of several.
    """

    series: str
    values: np.ndarray
    area_code: str | None = None
    lower: float | None = None
    upper: float | None = None
    start: int = 0
    is_agency: bool = False


@dataclass(frozen=True)
class AreaFigures:
    """One area: its weight in the mix, and its own placebo's error, ratio and effect."""

    weight: float | None = None
    pre_error: float | None = None
    ratio: float | None = None
    effect: float | None = None
    effect_without_it: float | None = None


@dataclass(frozen=True, eq=False)
class Findings:
    """All that was found of one claim; `left_out` are areas that the sum itself had to leave."""

    verdict: str
    reasons: tuple[Check, ...]
    figures: Figures = Figures()
    lines: tuple[Line, ...] = ()
    areas: Mapping[str, AreaFigures] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
