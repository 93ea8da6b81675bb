"""Breakdowns: the borough's counts shared out among groups, always adding up to the total."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample import facts
from data.sample.places import all_places
from data.sample.series import Measured, Panel, valued

# Group, its share of those counted, and its odds against the whole (log, before the polarity).
GROUPS = {
    "sex": (("female", 0.51, 0.05), ("male", 0.49, -0.05)),
    "age_band": (
        ("16-24", 0.15, -0.15),
        ("25-44", 0.38, -0.03),
        ("45-64", 0.29, 0.05),
        ("65 and over", 0.18, 0.12),
    ),
    "ethnic_group": (
        ("Asian or Asian British", 0.36, 0.06),
        ("Black or Black British", 0.09, -0.16),
        ("Mixed", 0.04, -0.10),
        ("Other ethnic group", 0.04, -0.06),
        ("White", 0.47, 0.02),
    ),
    "disability": (("disabled", 0.16, -0.28), ("not disabled", 0.84, 0.05)),
    "deprivation_fifth": (
        ("1 most deprived", 0.20, -0.30),
        ("2", 0.20, -0.15),
        ("3", 0.20, 0.0),
        ("4", 0.20, 0.15),
        ("5 least deprived", 0.20, 0.30),
    ),
}
DIRECTORATES = (
    ("HC-CE", 0.04, -0.05),
    ("HC-OD", 0.06, 0.0),
    ("HC-BC", 0.13, 0.08),
    ("HC-PF", 0.47, -0.04),
    ("HC-UL", 0.30, 0.06),
)


def split(shape: pd.Series, measured: Measured, breakdown_type: str) -> dict[str, Panel]:
    """The borough's panel by group; deprivation fifths come from small areas if there are any."""
    if breakdown_type == "deprivation_fifth" and "lsoa" in measured.panels:
        return _fifths(shape, measured.panels["lsoa"])
    return _shared_out(shape, measured.panels["borough"], GROUPS[breakdown_type], breakdown_type)


def by_directorate(shape: pd.Series, measured: Measured) -> dict[str, Panel]:
    """The council's panel by directorate, adding up to the whole council."""
    return _shared_out(shape, measured.panels["borough"], DIRECTORATES, "directorate")


def _fifths(shape: pd.Series, panel: Panel) -> dict[str, Panel]:
    """Small areas ranked by deprivation, in fifths of the borough's areas."""
    order = np.argsort(-all_places()["lsoa"].deprivation, kind="stable")
    names = [name for name, _, _ in GROUPS["deprivation_fifth"]]
    numerator, denominator = panel.counts()
    return {
        name: valued(
            shape,
            numerator[part].sum(axis=0, keepdims=True),
            denominator[part].sum(axis=0, keepdims=True),
        )
        for name, part in zip(names, np.array_split(order, 5), strict=True)
    }


def _shared_out(
    shape: pd.Series, panel: Panel, groups: tuple[tuple[str, float, float], ...], subject: str
) -> dict[str, Panel]:
    chance = facts.chance(shape["indicator_id"], "split", subject)
    sign = -1 if shape["polarity"] == "lower" else 1
    shares = np.array([share for _, share, _ in groups])
    shares = shares * np.exp(chance.normal(0, 0.05, len(groups)))
    lean = np.array([odds for _, _, odds in groups]) * sign
    proportions = chance if shape["method"] == "proportion" else None
    columns = [
        _one_period(int(n), int(d), shares / shares.sum(), lean, proportions)
        for n, d in zip(*(counts[0] for counts in panel.counts()), strict=True)
    ]
    numerator = np.stack([counts for counts, _ in columns], axis=1)
    denominator = np.stack([counts for _, counts in columns], axis=1)
    return {
        name: valued(shape, numerator[row : row + 1], denominator[row : row + 1])
        for row, (name, _, _) in enumerate(groups)
    }


def _one_period(
    total: int,
    base: int,
    shares: np.ndarray,
    lean: np.ndarray,
    chance: np.random.Generator | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Numerators and denominators by group for one period, each adding up to the whole.

    `chance` is for proportions, whose numerators stay within their denominators.
    """
    bases = _apportioned(base, shares)
    if chance is None:
        return _apportioned(total, bases * np.exp(lean)).astype(float), bases.astype(float)
    rate = np.clip(total / base, 0.001, 0.999)
    odds = rate / (1 - rate) * np.exp(lean)
    wanted = bases * odds / (1 + odds)
    wanted = wanted + chance.normal(0, 0.5, len(bases)) * np.sqrt(wanted * (1 - rate))
    counts = np.minimum(_apportioned(total, np.maximum(wanted, 0.01)), bases)
    while counts.sum() < total:  # what does not fit one group goes to the one with most room
        counts[np.argmax(bases - counts)] += 1
    return counts.astype(float), bases.astype(float)


def _apportioned(total: int, weights: np.ndarray) -> np.ndarray:
    """Whole numbers in proportion to the weights that add up to the total (largest remainders)."""
    exact = total * weights / weights.sum()
    whole = np.floor(exact).astype(int)
    short = total - whole.sum()
    whole[np.argsort(whole - exact, kind="stable")[:short]] += 1
    return whole
