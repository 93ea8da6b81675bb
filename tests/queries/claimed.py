"""Claims to be tested on literal series: a home borough, its like, and what is asked of them.

By default the home borough is what Ash and Birch are between them, and twelve months before the
last of 36 it drops by 10: its initiative.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from queries import fetch
from tests.queries.series import Row, months

DONORS = {
    "A": "Ash", "B": "Birch", "D": "Dale", "E": "Elm", "F": "Ford", "G": "Glen", "I": "Inn",
    "J": "Jay", "K": "Kirk", "L": "Lea",
}  # fmt: skip
AREAS = (
    {"area_code": "C", "name": "Country", "area_type": "country"},
    {"area_code": "H", "name": "Home", "parent_code": "C"},
    *({"area_code": code, "name": name, "parent_code": "C"} for code, name in DONORS.items()),
    {"area_code": "W1", "name": "East", "area_type": "ward", "parent_code": "H"},
)
LENGTH, AFTER, EFFECT = 36, 12, -10.0
START = date(2008, 7, 1)
Series = dict[str, list[object]]


def donor(place: int, length: int = LENGTH) -> list[float]:
    """A series like no other donor's: its own level and its own rhythm."""
    return [40.0 + 3 * place + 4 * math.sin(at * (place + 2) / 3) for at in range(length)]


def series(length: int = LENGTH, effect: float = EFFECT) -> Series:
    """Ten donors, and home as the mean of the first two until it drops."""
    found: Series = {code: list(donor(place, length)) for place, code in enumerate(DONORS)}
    mix = [(a + b) / 2 for a, b in zip(donor(0, length), donor(1, length), strict=True)]
    after = length - AFTER
    found["H"] = [value + effect * (at >= after) for at, value in enumerate(mix)]
    return found


def changed(code: str, values: Mapping[int, object], length: int = LENGTH) -> Series:
    """The same with some values of one area replaced."""
    found = series(length)
    for place, value in values.items():
        found[code][place] = value
    return found


def observations(indicator_id: str, given: Mapping[str, Sequence[object]]) -> list[Row]:
    """Rows by month to June 2009 of each area."""
    return [
        {"indicator_id": indicator_id, "area_code": code, **row}
        for code, values in given.items()
        for row in months(values)
    ]


def asked(indicator_id: str, **others: object) -> dict[str, object]:
    """What is asked of a claim on an indicator in the home borough."""
    return {
        "design": "synthetic_control",
        "indicator_id": indicator_id,
        "area_code": "H",
        "start_date": START,
        "window_start": None,
        "area_codes": ("H", "C", *DONORS),
        "treated_codes": (),
        "donor_codes": (),
        "left_out_codes": (),
        "left_out_reasons": (),
        "chosen_out_codes": (),
        "agency_indicator_id": None,
        "agency_area_code": None,
    } | others


def verdict(indicator_id: str, people_per: float | None = None, **others: object) -> pd.Series:
    """The row of `claim_verdict`."""
    rows = fetch("claim_verdict", people_per=people_per, **asked(indicator_id, **others))
    return rows.iloc[0]


def reasons(indicator_id: str, **others: object) -> pd.DataFrame:
    """The rows of `claim_reasons` by the name of the check."""
    return fetch("claim_reasons", **asked(indicator_id, **others)).set_index("name")


def parts(indicator_id: str, **others: object) -> dict[str, tuple[str, str | None]]:
    """Part and reason of each area."""
    rows = fetch("claim_areas_used", **asked(indicator_id, **others))
    given = rows[["area_code", "part", "reason"]].astype(object)
    plain = given.where(given.notna(), None)
    return {code: (part, reason) for code, part, reason in plain.itertuples(index=False)}


def left_out(indicator_id: str, **others: object) -> dict[str, str | None]:
    """Reason of each area that is left out."""
    found = parts(indicator_id, **others)
    return {code: reason for code, (part, reason) in found.items() if part == "left_out"}


def window(indicator_id: str, **others: object) -> tuple[str, str, int, int]:
    """First and last period, and how many lie before and after the start."""
    row = verdict(indicator_id, **others)
    return row["first_label"], row["last_period"], row["pre_periods"], row["post_periods"]
