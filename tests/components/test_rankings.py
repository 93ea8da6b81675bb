"""Rankings: literal rows in, the very words out."""

from __future__ import annotations

import pandas as pd

from components import rankings

ROW = {"name": "Recycling", "unit": "%", "decimals": 1, "method": "proportion"}
THREE = ("East", 70.0), ("Mid", 50.0), ("West", 40.0)


def areas(
    *rows: tuple[str, float | None],
    focus: str | None = None,
    words: tuple[str | None, ...] = (None, None, None),
    reason: str | None = None,
) -> pd.DataFrame:
    """Rows as `area_values` gives them, highest first, compared in these words."""
    return pd.DataFrame(
        [
            {
                "area_name": name,
                "value": value,
                "position": place,
                "period_label": "2008/09",
                "parent_name": "Home",
                "parent_value": 50.0,
                "comparison": word,
                "comparison_reason": reason if word is None else None,
                "role": "this" if name == focus else "other",
            }
            for place, ((name, value), word) in enumerate(zip(rows, words, strict=False), 1)
        ]
    )


def test_the_headline_says_how_many_differ_and_how_surely():
    rows = areas(*THREE, words=("best", "similar", "worse"))

    assert rankings.ranking(rows, ROW, "wards", "ward") == (
        "Recycling: 1 of 3 wards has a higher share than Home as a whole, beyond the 99.8 per cent "
        "limit; 1 has a lower one.",
        "2008/09, 3 wards in Home, from 40.0% in West to 70.0% in East; Home as a whole 50.0%.",
    )


def test_the_headline_where_nothing_differs():
    rows = areas(*THREE, words=("similar",) * 3)

    assert rankings.ranking(rows, ROW, "wards", "ward")[0] == (
        "Recycling: none of 3 wards differs from Home as a whole by more than chance explains."
    )


def test_the_headline_without_a_comparison_is_the_range():
    rows = areas(*THREE, reason="count_of_whole")

    assert rankings.ranking(rows, ROW, "wards") == (
        "Recycling ranged from 40.0% in West to 70.0% in East.",
        "2008/09, 3 wards in Home; Home as a whole 50.0%; not compared with Home as a whole: a "
        "part's count is bound to be below the whole's.",
    )
    happened, known = rankings.ranking(areas(("East", 70.0), ("West", None)), ROW, "wards")
    assert happened == "Recycling was 70.0% in East."
    assert known.endswith("; 1 without a value.")
    assert rankings.ranking(areas(("East", None)), ROW, "wards")[0] == (
        "None of the wards in Home has a value for this period."
    )


def test_the_headline_of_an_area_in_focus():
    rows = areas(*THREE, focus="Mid", words=("best", "similar", "worse"))
    assert rankings.ranking(rows, ROW, "wards") == (
        "Recycling was 50.0% in Mid, the 2nd highest of 3 wards; that does not differ from Home as "
        "a whole by more than chance explains.",
        "2008/09, 3 wards in Home, from 40.0% in West to 70.0% in East; Home as a whole 50.0%.",
    )
    rows = areas(*THREE, focus="East", words=("best", "similar", "worse"))
    assert rankings.ranking(rows, ROW, "wards")[0] == (
        "Recycling was 70.0% in East, the highest of 3 wards; that is higher than Home as a whole, "
        "beyond the 99.8 per cent limit."
    )
    rows = areas(*THREE, focus="West", words=("best", "similar", "worse"))
    assert rankings.ranking(rows, ROW, "wards")[0] == (
        "Recycling was 40.0% in West, the 3rd highest of 3 wards; that is lower than Home as a "
        "whole."
    )
    assert rankings.ranking(areas(*THREE, focus="East"), ROW, "wards")[0] == (
        "Recycling was 70.0% in East, the highest of 3 wards."
    )


def test_the_range_of_areas_that_share_a_name():
    # Several boroughs have a ward of this name.
    happened, _ = rankings.ranking(areas(("Abbey", 70.0), ("Abbey", 40.0)), ROW, "wards")

    assert happened == "Recycling ranged from 40.0% in Abbey to 70.0% in Abbey."


def test_areas_that_are_all_the_same_have_no_range():
    rows = areas(("East", 0.0), ("Mid", 0.0), ("West", 0.0), reason="count_of_whole")

    assert (
        rankings.ranking(rows, ROW, "wards", "ward")[0] == "Recycling was 0.0% in each of 3 wards."
    )


def test_one_area_is_not_spoken_of_as_many():
    _, known = rankings.ranking(areas(("East", 70.0)), ROW, "wards", "ward")

    assert known == "2008/09, 1 ward in Home; Home as a whole 50.0%."
    happened, _ = rankings.ranking(areas(("East", 70.0), words=("worse",)), ROW, "wards", "ward")
    assert happened == "Recycling was 70.0% in East; that is higher than Home as a whole."


def test_areas_that_differ_read_differently():
    rows = areas(("East", 40.02), ("West", 40.01))

    assert rankings.ranking(rows, ROW, "wards")[0] == (
        "Recycling ranged from 40.01% in West to 40.02% in East."
    )


def test_values_that_are_projected_are_said_to_be():
    rows = areas(*THREE, focus="Mid", reason="not_settled")
    projected = rows.assign(value_note="projected")

    assert rankings.ranking(projected, ROW, "wards") == (
        "Recycling was 50.0% (projected) in Mid, the 2nd highest of 3 wards.",
        "2008/09, 3 wards in Home, from 40.0% (projected) in West to 70.0% (projected) in East; "
        "Home as a whole 50.0%; not compared with Home as a whole: the values are not settled yet.",
    )
    assert rankings.ranking(projected.assign(role="other"), ROW, "wards")[0] == (
        "Recycling ranged from 40.0% (projected) in West to 70.0% (projected) in East."
    )
