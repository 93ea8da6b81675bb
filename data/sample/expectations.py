"""Expectations: the level, the people and the differences that seeded counts are drawn round."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.sample import facts
from data.sample.periods import Period, length, progress, years
from data.sample.places import Places, all_places
from data.sample.truths import planted


def expected(shape: pd.Series, periods: tuple[Period, ...]) -> np.ndarray:
    """The borough's expected level in each period, in the indicator's unit for a full year."""
    path = shape["start"] + (shape["end"] - shape["start"]) * progress(periods)
    if planted("noise", shape["indicator_id"]):
        path = np.full(len(periods), (shape["start"] + shape["end"]) / 2)
    middle = [(p.start.month + p.end.month) / 2 for p in periods]
    season = shape["season"] * np.cos(2 * np.pi * (np.array(middle) - 7) / 12)
    return path * (1 + season)


def wander(shape: pd.Series, periods: int, *subject: str) -> np.ndarray:
    """Relative departures from the expected level that linger a little: none in pure noise."""
    steps = facts.chance(shape["indicator_id"], "wander", *subject).normal(
        0, shape["noise"], periods
    )
    if planted("noise", shape["indicator_id"]):
        return steps
    for number in range(1, periods):
        steps[number] += 0.3 * steps[number - 1]
    return steps


def relative(shape: pd.Series, places: Places) -> np.ndarray:
    """Each area's standing against the borough, averaging 1 over its people."""
    count = len(places.codes)
    chance = facts.chance(shape["indicator_id"], "area", places.level)
    spread = chance.normal(0, min(0.08, abs(shape["gradient"])), count)
    town = np.log(shape["town"]) * places.is_town
    level = np.exp(shape["gradient"] * places.deprivation + spread + town)
    return level / np.average(level, weights=places.people[:, 1]) if count > 1 else np.ones(1)


def denominators(
    shape: pd.Series, places: Places, periods: tuple[Period, ...]
) -> np.ndarray | None:
    """Whole denominators by area and period; None where the indicator has none."""
    name, size, kind = shape["base"], shape["base_size"], shape["base_kind"]
    people = places.population(years(periods))
    if "residents" in name and size == 0:
        return np.round(people)
    if not size > 0:
        return None
    chance = facts.chance("denominator", name, places.level)
    home = all_places()["borough"].population(np.array([2005.0]))[0, 0]
    share = people / home if kind in ("people", "flow") else places.people[:, 1:] / home
    tilt = np.exp(chance.normal(0, 0.06, (len(places.codes), 1))) if len(places.codes) > 1 else 1
    spread = size * share * tilt * np.ones(len(periods))
    if name == "LSOAs":
        return np.ones((len(places.codes), len(periods)))
    if kind == "flow":
        spread = spread * np.array([length(period) for period in periods])
        spread = spread * np.exp(
            facts.chance(shape["indicator_id"], "flow").normal(0, 0.03, spread.shape)
        )
    return np.maximum(np.round(spread), 1)
