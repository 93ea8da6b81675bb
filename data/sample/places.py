"""Places: Harrow's wards and small areas, with people and deprivation to shape the values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from data.sample import facts

HOME, GREENHILL = "E09000015", "E05000288"


@dataclass(frozen=True)
class Places:
    """Codes of one level of areas, each one's parent's position, people, and deprivation.

    `people` has a row per area and two columns, 2001 and 2006; `deprivation` is in standard
    deviations, higher is more deprived; `is_town` marks the town centre.
    """

    level: str
    codes: tuple[str, ...]
    parents: np.ndarray
    people: np.ndarray
    deprivation: np.ndarray
    is_town: np.ndarray

    def population(self, years: np.ndarray) -> np.ndarray:
        """People by area (rows) and year (columns), on the line through 2001 and 2006."""
        first, second = self.people[:, :1], self.people[:, 1:]
        return first + (second - first) * (years[None, :] - 2001.5) / 5


@lru_cache(maxsize=1)
def all_places() -> dict[str, Places]:
    """Places by level: borough (the home area alone), ward and lsoa."""
    areas = facts.read("areas")
    wards = areas[areas["area_type"] == "ward"].sort_values("area_code")
    lsoas = areas[areas["area_type"] == "lsoa"].sort_values("area_code")
    ward, lsoa = _wards(wards), None
    lsoa = _lsoas(lsoas, ward)
    people = ward.people.sum(axis=0, keepdims=True)
    one = np.zeros(1)
    borough = Places("borough", (HOME,), np.zeros(1, int), people, one, one.astype(bool))
    return {"borough": borough, "ward": ward, "lsoa": lsoa}


def _wards(wards: pd.DataFrame) -> Places:
    """Wards with people near the known numbers, but not those: no value is a published one."""
    people = wards[["population_2001", "population_2006"]].to_numpy(float)
    nearby = np.exp(facts.chance("wards").normal(0, 0.03, people.shape))
    index = wards["imd_2007_average"].to_numpy(float)
    return Places(
        "ward",
        tuple(wards["area_code"]),
        np.zeros(len(wards), int),
        np.round(people * nearby),
        (index - index.mean()) / index.std(),
        (wards["area_code"] == GREENHILL).to_numpy(),
    )


def _lsoas(lsoas: pd.DataFrame, ward: Places) -> Places:
    """Small areas: illustrative shares of their ward's people and spread round its deprivation."""
    position = {code: number for number, code in enumerate(ward.codes)}
    parents = lsoas["parent_code"].map(position).to_numpy(int)
    chance = facts.chance("small areas")
    weight = chance.uniform(0.88, 1.12, len(lsoas))
    share = weight / np.bincount(parents, weight)[parents]
    spread = chance.normal(0, 0.6, len(lsoas))
    spread -= (np.bincount(parents, spread) / np.bincount(parents))[parents]
    return Places(
        "lsoa",
        tuple(lsoas["area_code"]),
        parents,
        ward.people[parents] * share[:, None],
        ward.deprivation[parents] + spread,
        ward.is_town[parents],
    )
