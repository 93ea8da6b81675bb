"""Comparators: the other London boroughs, London and England beside the home area."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from data.sample import facts
from data.sample.derived import over
from data.sample.expectations import expected, wander
from data.sample.periods import Period, length
from data.sample.places import HOME, all_places
from data.sample.series import Measured, Panel, counts_of, measure, shapes, valued
from data.sample.truths import local, planted

LONDON, ENGLAND = "E12000007", "E92000001"
INNER = {1, 7, 12, 13, 14, 19, 20, 22, 23, 25, 28, 30, 32, 33}  # last digits of the codes


@lru_cache(maxsize=1)
def boroughs() -> pd.DataFrame:
    """The other boroughs with people and a common standing, in deviations from Harrow's."""
    areas = facts.read("areas")
    others = areas[(areas["area_type"] == "borough") & (areas["area_code"] != HOME)]
    is_inner = others["area_code"].str[-2:].astype(int).isin(INNER)
    chance = facts.chance("boroughs")
    standing = np.where(is_inner, 1.1, 0.2) + chance.normal(0, 0.6, len(others))
    return others.assign(standing=standing)[["area_code", "population_2006", "standing"]]


def beside(shape: pd.Series, measured: Measured) -> dict[str, Panel]:
    """Panels by area code: 32 boroughs, then London (all 33 together), then England."""
    source = shapes().get(shape["copy_of"])
    if source is not None and source["has_comparators"]:
        return _counted_again(shape, measured, source)
    home = measured.panels["borough"]
    others = boroughs()
    people = all_places()["borough"].people[0, 1]
    found = {
        row.area_code: _elsewhere(
            shape, measured, row.area_code, row.population_2006 / people, row.standing
        )
        for row in facts.records(others)
    }
    weight = np.append(others["population_2006"].to_numpy(float), people)
    found[LONDON] = _together(shape, [*found.values(), home], weight)
    found[ENGLAND] = _elsewhere(shape, measured, ENGLAND, 228.0, 0.0)
    return found


def _counted_again(shape: pd.Series, measured: Measured, source: pd.Series) -> dict[str, Panel]:
    """What another indicator counts in the same areas, over this one's periods."""
    there, home = measure(source), measured.panels["borough"].counts()[1]
    _, counted = there.panels["borough"].counts()
    found = {}
    for area, panel in beside(source, there).items():
        numerator, _ = over(panel, there.periods, measured.periods).counts()
        scale = panel.counts()[1].sum() / counted.sum()
        found[area] = valued(shape, numerator, np.maximum(np.round(home * scale), 1))
    return found


def _elsewhere(
    shape: pd.Series, measured: Measured, area: str, scale: float, standing: float
) -> Panel:
    """Another area's panel, `scale` times as many people as at home."""
    path, home = _path(shape, measured), measured.panels["borough"]
    factor = _factor(shape, measured.periods, area, standing)
    chance = facts.chance(shape["indicator_id"], area, "counts")
    if home.denominator is None:
        if shape["method"] == "count":
            return Panel(chance.poisson(path * factor * scale)[None] * 1.0)
        value = path * (factor if shape["unit"] != "years" else 1 + 0.2 * (factor - 1))
        return Panel(np.round(value, int(shape["decimals"]))[None])
    denominator = np.maximum(np.round(home.denominator * scale), 1)
    share = path / shape["multiplier"] * factor
    if shape["method"] == "proportion" and area != ENGLAND:
        level = np.clip(path / shape["multiplier"], 0.001, 0.999)
        share = level * factor / (1 - level + level * factor)  # odds times the factor
    return valued(shape, counts_of(shape, share[None], denominator, chance), denominator)


def _factor(
    shape: pd.Series, periods: tuple[Period, ...], area: str, standing: float
) -> np.ndarray:
    """How the area stands against the path in each period; England at its known ratio."""
    count, indicator = len(periods), shape["indicator_id"]
    if area == ENGLAND:
        return np.full(count, float(shape["england_ratio"]))
    chance = facts.chance(indicator, area)
    lean = 1.2 * shape["gradient"] * standing + chance.normal(0, 0.05)
    drift = chance.normal(0, 0.03) * np.linspace(-1, 1, count)
    factor = np.exp(lean + drift + wander(shape, count, area))
    for truth in planted("outside", indicator):  # of home, which is so much below all others
        factor = factor / (1 + truth.size)
    return factor * local(indicator, area, periods)


def _path(shape: pd.Series, measured: Measured) -> np.ndarray:
    """The level others move around: smooth, so that Harrow's own steps remain its own."""
    if not shape["copy_of"]:
        path = expected(shape, measured.periods)
        return path * [length(period) for period in measured.periods] if shape["is_flow"] else path
    value = measured.panels["borough"].value[0]
    where = np.arange(len(value))
    return np.polyval(np.polyfit(where, value, 1), where)


def _together(shape: pd.Series, panels: list[Panel], weight: np.ndarray) -> Panel:
    if panels[0].denominator is not None:
        numerators, denominators = zip(*(panel.counts() for panel in panels), strict=True)
        return valued(shape, np.sum(numerators, axis=0), np.sum(denominators, axis=0))
    if shape["method"] == "count":
        return Panel(np.sum([panel.value for panel in panels], axis=0))
    value = np.average(np.concatenate([panel.value for panel in panels]), axis=0, weights=weight)
    return Panel(np.round(value, int(shape["decimals"]))[None])
