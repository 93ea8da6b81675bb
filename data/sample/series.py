"""Series: seeded counts for one indicator, at its smallest areas, summed upwards.

Rates of larger areas are sums of numerators over sums of denominators, never means of rates.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import pandas as pd

from data.sample import facts
from data.sample.expectations import denominators, expected, relative, wander
from data.sample.periods import Period, length, sequence, years
from data.sample.places import Places, all_places
from data.sample.truths import effect, local

LEVELS = ("lsoa", "ward", "borough")


@dataclass(frozen=True)
class Panel:
    """Values by area (rows) and period (columns); counts where the method has them."""

    value: np.ndarray
    numerator: np.ndarray | None = None
    denominator: np.ndarray | None = None

    def counts(self) -> tuple[np.ndarray, np.ndarray]:
        """Numerators and denominators. Raises LookupError for an indicator without them."""
        if self.numerator is None or self.denominator is None:
            raise LookupError("The indicator's method needs counts; give its shape a base.")
        return self.numerator, self.denominator


@dataclass(frozen=True)
class Measured:
    """One indicator's periods and its panel at each level it is measured at."""

    periods: tuple[Period, ...]
    panels: dict[str, Panel] = field(default_factory=dict)


@lru_cache(maxsize=1)
def shapes() -> dict[str, pd.Series]:
    """Indicator's definition and shape joined, by indicator; one row of facts each."""
    # a shape's own is_stock is about how its counts vary
    sheets = facts.read("indicators").drop(columns="is_stock")
    joined = sheets.merge(facts.read("shapes"), on="indicator_id")
    joined = joined.merge(facts.read("bases"), on="base", how="left")
    return {row["indicator_id"]: row for _, row in joined.iterrows()}


def measure(shape: pd.Series) -> Measured:
    """The indicator at every level, from its smallest areas up to the borough."""
    periods = sequence(shape["calendar"])
    places = all_places()[shape["level"]]
    if shape["indicator_id"] == "VP01":
        people = np.round(places.population(years(periods)))
        return rolled_up(shape, periods, Panel(people, people))
    if shape["method"] in ("proportion", "rate", "count") or shape["base_size"] > 0:
        return rolled_up(shape, periods, _counted(shape, places, periods))
    return _scored(shape, places, periods)


def rolled_up(shape: pd.Series, periods: tuple[Period, ...], lowest: Panel) -> Measured:
    """The panel at its own level and every larger one, by summing counts."""
    panels, panel = {}, lowest
    for level in LEVELS[LEVELS.index(shape["level"]) :]:
        panels[level] = panel
        if level != "borough":
            panel = _summed(shape, panel, all_places()[level].parents)
    return Measured(periods, panels)


def valued(shape: pd.Series, numerator: np.ndarray, denominator: np.ndarray | None) -> Panel:
    """Counts with the value that the indicator's method makes of them."""
    if denominator is None:
        return Panel(numerator.astype(float))
    return Panel(shape["multiplier"] * numerator / denominator, numerator, denominator)


def counts_of(
    shape: pd.Series, share: np.ndarray, denominator: np.ndarray | None, chance: np.random.Generator
) -> np.ndarray:
    """Counts drawn round what is expected: binomial for proportions, Poisson for the rest.

    `share` is the expected count itself where there is no denominator.
    """
    if denominator is not None and shape["method"] == "proportion":
        return chance.binomial(denominator.astype(int), np.clip(share, 0, 1)).astype(float)
    mean = share if denominator is None else share * denominator
    if denominator is not None and shape["method"] == "mean":
        return np.round(mean * np.exp(chance.normal(0, 0.4, mean.shape) / np.sqrt(denominator)))
    if shape["is_stock"]:  # people who stay on a register vary less than events do
        return np.maximum(np.round(mean + 0.3 * np.sqrt(mean) * chance.normal(size=mean.shape)), 0)
    return chance.poisson(mean).astype(float)


def _counted(shape: pd.Series, places: Places, periods: tuple[Period, ...]) -> Panel:
    chance = facts.chance(shape["indicator_id"], "counts")
    denominator = denominators(shape, places, periods)
    level = expected(shape, periods) / shape["multiplier"]
    if shape["is_flow"]:
        level = level * np.array([length(period) for period in periods])
    noise = np.exp(wander(shape, len(periods)))[None, :]
    factor = (
        relative(shape, places)[:, None] * effect(shape["indicator_id"], places, periods) * noise
    )
    if shape["method"] == "proportion":
        odds = np.clip(level, 0.001, 0.999)
        odds = odds / (1 - odds) * factor
        share = odds / (1 + odds)
    else:
        share = level[None, :] * factor
    if denominator is None:
        people = places.people[:, 1:] / places.people[:, 1].sum()
        share = share * people
    counts = _thinned(shape, places, periods, counts_of(shape, share, denominator, chance))
    return valued(shape, counts, denominator)


def _thinned(
    shape: pd.Series, places: Places, periods: tuple[Period, ...], counts: np.ndarray
) -> np.ndarray:
    """Counts less what a local step prevents: taken out afterwards, so all other draws stay."""
    kept = counts.copy()
    for row, code in enumerate(places.codes):
        share = local(shape["indicator_id"], code, periods)
        if (share < 1).any():
            chance = facts.chance(shape["indicator_id"], code, "local step")
            kept[row] = chance.binomial(counts[row].astype(int), share)
    return kept


def _scored(shape: pd.Series, places: Places, periods: tuple[Period, ...]) -> Measured:
    """Values without counts; larger areas take their areas' mean, weighted by people."""
    noise = np.exp(wander(shape, len(periods)) * (0.15 if shape["unit"] == "years" else 1.0))
    level = expected(shape, periods)[None, :] * noise
    local = facts.chance(shape["indicator_id"], "local").normal(
        0, 0.2 * shape["noise"], (len(places.codes), len(periods))
    )
    value = level * relative(shape, places)[:, None] * (1 + local)
    value = value * effect(shape["indicator_id"], places, periods)
    panels, decimals = {}, int(shape["decimals"]) + (shape["level"] != "borough")
    for step in LEVELS[LEVELS.index(shape["level"]) :]:
        panels[step] = Panel(np.round(value, decimals))
        if step != "borough":
            here = all_places()[step]
            weight = here.people[:, 1]
            total = _grouped(weight[:, None], here.parents)
            value = _grouped(panels[step].value * weight[:, None], here.parents) / total
    return Measured(periods, panels)


def _summed(shape: pd.Series, panel: Panel, parents: np.ndarray) -> Panel:
    numerator = panel.value if panel.numerator is None else panel.numerator
    denominator = None if panel.denominator is None else _grouped(panel.denominator, parents)
    return valued(shape, _grouped(numerator, parents), denominator)


def _grouped(values: np.ndarray, parents: np.ndarray) -> np.ndarray:
    total = np.zeros((parents.max() + 1, values.shape[1]))
    np.add.at(total, parents, values)
    return total
