"""Rankings: literal rows in, the very words out."""

from __future__ import annotations

import pandas as pd

from components import rankings

ROW = {"name": "Recycling", "unit": "%", "decimals": 1}


def areas(*rows: tuple[str, float | None], focus: str | None = None) -> pd.DataFrame:
    """Rows as `area_values` gives them, highest first."""
    return pd.DataFrame(
        [
            {
                "area_name": name,
                "value": value,
                "position": place,
                "period_label": "2008/09",
                "parent_name": "Home",
                "parent_value": 50.0,
                "role": "this" if name == focus else "other",
            }
            for place, (name, value) in enumerate(rows, 1)
        ]
    )


def test_the_headline_across_areas():
    three = ("East", 70.0), ("Mid", 50.0), ("West", 40.0)

    assert rankings.ranking(areas(*three), ROW, "wards") == (
        "Recycling ranged from 40.0% in West to 70.0% in East.",
        "2008/09, 3 wards in Home; Home as a whole 50.0%.",
    )
    assert rankings.ranking(areas(*three, focus="Mid"), ROW, "wards") == (
        "Recycling was 50.0% in Mid, the 2nd highest of 3 wards.",
        "2008/09, 3 wards in Home, from 40.0% in West to 70.0% in East; Home as a whole 50.0%.",
    )
    assert rankings.ranking(areas(*three, focus="East"), ROW, "wards")[0] == (
        "Recycling was 70.0% in East, the highest of 3 wards."
    )
    happened, known = rankings.ranking(areas(("East", 70.0), ("West", None)), ROW, "wards")
    assert happened == "Recycling was 70.0% in East."
    assert known.endswith("; 1 without a value.")
    assert rankings.ranking(areas(("East", None)), ROW, "wards")[0] == (
        "None of the wards in Home has a value for this period."
    )


def test_the_range_of_areas_that_share_a_name():
    # Several boroughs have a ward of this name.
    happened, _ = rankings.ranking(areas(("Abbey", 70.0), ("Abbey", 40.0)), ROW, "wards")

    assert happened == "Recycling ranged from 40.0% in Abbey to 70.0% in Abbey."


def test_one_area_is_not_spoken_of_as_many():
    _, known = rankings.ranking(areas(("East", 70.0)), ROW, "wards", "ward")

    assert known == "2008/09, 1 ward in Home; Home as a whole 50.0%."


def test_areas_that_differ_read_differently():
    rows = areas(("East", 40.02), ("West", 40.01))

    assert rankings.ranking(rows, ROW, "wards")[0] == (
        "Recycling ranged from 40.01% in West to 40.02% in East."
    )


def test_values_that_are_projected_are_said_to_be():
    rows = areas(("East", 70.0), ("Mid", 50.0), ("West", 40.0), focus="Mid")
    projected = rows.assign(value_note="projected")

    assert rankings.ranking(projected, ROW, "wards") == (
        "Recycling was 50.0% (projected) in Mid, the 2nd highest of 3 wards.",
        "2008/09, 3 wards in Home, from 40.0% (projected) in West to 70.0% (projected) in East; "
        "Home as a whole 50.0%.",
    )
    assert rankings.ranking(projected.assign(role="other"), ROW, "wards")[0] == (
        "Recycling ranged from 40.0% (projected) in West to 70.0% (projected) in East."
    )
