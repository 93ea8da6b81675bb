"""Reference tables of a made-up England: areas from country to small area, indicators, targets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from data.contract import COLLECTIONS, REFERENCE

HOME, THRESHOLD = "E09000015", 5
SETTINGS = """[partnership]
name = "All of England (made up)"
is_illustrative = true
[areas]
home = "E09000015"
types = ["country", "region", "borough", "ward", "lsoa"]
comparators = ["E12000001", "E92000001"]
[themes]
order = ["Theme 0", "Theme 1", "Theme 2", "Theme 3"]
[clock]
as_at = 2017-12-31
"""
# Area type, the start of its codes, how many there are, and how many of them share a parent.
LADDER = (
    ("country", "E92", 1, 1),
    ("region", "E12", 9, 9),
    ("borough", "E09", 326, 37),
    ("ward", "E05", 6_569, 21),
    ("lsoa", "E01", 32_844, 5),
)


@dataclass(frozen=True)
class Scale:
    """How many indicators and quarters, and which share of the areas."""

    indicators: int
    quarters: int
    areas_divided_by: int = 1


FULL = Scale(indicators=166, quarters=50)
SMALL = Scale(indicators=24, quarters=12, areas_divided_by=20)


def indicator_ids(scale: Scale) -> list[str]:
    """The made-up indicators' ids."""
    return [f"M{number:03d}" for number in range(scale.indicators)]


def collection_of(number: int) -> str:
    """The collection of the indicator with this number."""
    return COLLECTIONS[number % len(COLLECTIONS)]


def quarters(scale: Scale) -> tuple[list[date], list[date], list[str]]:
    """First days, last days and labels of the quarters."""
    months = np.datetime64("2005-04", "M") + 3 * np.arange(scale.quarters + 1)
    starts = months.astype("datetime64[D]").tolist()
    ends = (months[1:].astype("datetime64[D]") - 1).tolist()
    labels = [f"Q{(start.month - 4) // 3 % 4 + 1} {start:%Y}" for start in starts[:-1]]
    return starts[:-1], ends, labels


def areas(scale: Scale) -> pa.Table:
    """Every area with its parent, from the country down."""
    rows, parents = [], [None]
    for kind, start, count, share in LADDER:
        number = count if kind in ("country", "region") else count // scale.areas_divided_by
        codes = [f"{start}{place:06d}" for place in range(1, max(number, 16) + 1)]
        rows += [
            {
                "area_code": code,
                "name": f"{kind} {place}",
                "area_type": kind,
                "parent_code": parents[min(place // share, len(parents) - 1)],
                "hex_column": place % 40,
                "hex_row": place // 40,
                "population": 1500.0,
            }
            for place, code in enumerate(codes)
        ]
        parents = codes
    return pa.Table.from_pylist(rows, REFERENCE["areas"].schema)


def departments() -> pa.Table:
    """The one department."""
    row = {"department_code": "D", "name": "Office", "kind": "directorate", "partner": "Partner"}
    return pa.Table.from_pylist([row], REFERENCE["departments"].schema)


def indicators(scale: Scale) -> pa.Table:
    """The definition sheets."""
    rows = [
        {
            "indicator_id": name,
            "name": f"Made-up indicator {name}",
            "definition": "A share of residents, made up to measure speed.",
            "numerator": "residents counted",
            "denominator": "residents",
            "unit": "%",
            "decimals": 1,
            "polarity": "higher" if number % 2 else "lower",
            "frequency": "quarterly",
            "achievement_area": "outcomes",
            "block": f"Block {number % 4}",
            "theme": f"Theme {number % 4}",
            "collection": collection_of(number),
            "partner": "Partner",
            "department_code": "D",
            "method": "proportion",
            "multiplier": 100.0,
            "small_number_threshold": THRESHOLD,
            "publication_lag_days": 60,
            "source": "Made up",
            "framework_step": 5,
            "is_scorecard": True,
        }
        for number, name in enumerate(indicator_ids(scale))
    ]
    return pa.Table.from_pylist(rows, REFERENCE["indicators"].schema)


def targets(scale: Scale) -> pa.Table:
    """A target for every indicator and quarter in the home area."""
    starts, ends, _ = quarters(scale)
    rows = [
        {
            "indicator_id": name,
            "area_code": HOME,
            "period_start": start,
            "period_end": end,
            "baseline_value": 50.0,
            "target_value": 50.0,
            "intervention_level": 40.0 if number % 2 else 60.0,
            "approved_by": "Board",
            "approved_date": date(2005, 4, 1),
        }
        for number, name in enumerate(indicator_ids(scale))
        for start, end in zip(starts, ends, strict=True)
    ]
    return pa.Table.from_pylist(rows, REFERENCE["targets"].schema)


def coverage(scale: Scale, areas: pa.Table) -> pa.Table:
    """What is measured where, as a publish would count it."""
    starts, ends, _ = quarters(scale)
    counts = areas["area_type"].value_counts().to_pylist()
    rows = [
        {
            "indicator_id": name,
            "area_type": count["values"],
            "areas": count["counts"],
            "periods": scale.quarters,
            "rows": count["counts"] * scale.quarters,
            "first_period_start": starts[0],
            "last_period_end": ends[-1],
        }
        for name in indicator_ids(scale)
        for count in counts
    ]
    return pa.Table.from_pylist(rows, REFERENCE["coverage"].schema)
