"""Comparators: the other London boroughs, London and England beside the home area."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from data.sample import facts
from data.sample.places import HOME, all_places
from data.sample.series import Measured, Panel, counts_of, expected, valued, wander

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
    home = measured.panels["borough"]
    others = boroughs()
    people = all_places()["borough"].people[0, 1]
    found = {
        row.area_code: _elsewhere(
            shape, measured, row.area_code, row.population_2006 / people, row.standing
        )
        for row in others.itertuples()
    }
    weight = np.append(others["population_2006"].to_numpy(float), people)
    found[LONDON] = _together(shape, [*found.values(), home], weight)
    found[ENGLAND] = _elsewhere(shape, measured, ENGLAND, 228.0, 0.0)
    return found


def _elsewhere(
    shape: pd.Series, measured: Measured, area: str, scale: float, standing: float
) -> Panel:
    periods = measured.periods
    path = _year_path(shape, measured)
    if area == ENGLAND:
        factor = np.full(len(periods), float(shape["england_ratio"]))
    else:
        chance = facts.chance(shape["indicator_id"], area)
        lean = shape["gradient"] * 0.7 * standing + chance.normal(0, 0.05)
        drift = chance.normal(0, 0.03) * np.linspace(-1, 1, len(periods))
        factor = np.exp(lean + drift + wander(shape, len(periods), area))
    home = measured.panels["borough"]
    if home.denominator is None:
        value = path * (factor if shape["unit"] != "years" else 1 + 0.2 * (factor - 1))
        if shape["method"] == "count":
            return Panel(facts.chance(shape["indicator_id"], area, "n").poisson(value * scale)[None] * 1.0)
        return Panel(np.round(value, int(shape["decimals"]))[None])
    denominator = np.maximum(np.round(home.denominator * scale), 1)
    level = path / shape["multiplier"]
    if shape["method"] == "proportion":
        odds = np.clip(level, 0.001, 0.999) / (1 - np.clip(level, 0.001, 0.999)) * factor
        if area == ENGLAND:
            odds = np.clip(level * factor, 0.001, 0.995)
            odds = odds / (1 - odds)
        share = (odds / (1 + odds))[None]
    else:
        share = (level * factor)[None]
    chance = facts.chance(shape["indicator_id"], area, "counts")
    return valued(shape, counts_of(shape, share, denominator, chance), denominator)


def _year_path(shape: pd.Series, measured: Measured) -> np.ndarray:
    """The level others move around: smooth, so that Harrow's own steps remain its own."""
    if not shape["copy_of"]:
        return expected(shape, measured.periods)
    value = measured.panels["borough"].value[0]
    where = np.arange(len(value))
    return np.polyval(np.polyfit(where, value, 1), where)


def _together(shape: pd.Series, panels: list[Panel], weight: np.ndarray) -> Panel:
    if panels[0].denominator is not None:
        numerator = sum(panel.numerator for panel in panels)
        return valued(shape, numerator, sum(panel.denominator for panel in panels))
    if shape["method"] == "count":
        return Panel(sum(panel.value for panel in panels))
    value = np.average(np.concatenate([panel.value for panel in panels]), axis=0, weights=weight)
    return Panel(np.round(value, int(shape["decimals"]))[None])
