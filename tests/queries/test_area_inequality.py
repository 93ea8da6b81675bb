"""Inequality: fifths of areas by deprivation, their slope over time, and why there is none."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from scipy.stats import norm

from queries import fetch
from tests.data.rows import year
from tests.queries.workspaces import AREAS, serving, workspace

TEN = [f"L{number:02}" for number in range(1, 11)]  # L01 is the most deprived from 2007 on
INDICATORS = [
    {"indicator_id": "IMD", "method": "score"},
    {"indicator_id": "A1"},
    {"indicator_id": "RATE", "method": "rate", "multiplier": 1000.0},
    {"indicator_id": "FLAT"},
    {"indicator_id": "STEEP"},
    {"indicator_id": "HIDDEN"},
    {"indicator_id": "SOON"},
    {"indicator_id": "BROKEN"},
    {"indicator_id": "MONTHLY", "frequency": "monthly"},
    {"indicator_id": "COUNT", "method": "count"},
    {"indicator_id": "MEAN", "method": "mean"},
    {"indicator_id": "GUESS", "method": "mean"},
]


def made(indicator, numerators, first=2008, people=1000, **others) -> list[dict[str, object]]:
    """A share of 1,000 people in each of the ten areas, one number for both areas of a fifth."""
    return [
        {
            "indicator_id": indicator,
            "area_code": code,
            "value": 100 * numerators[place // 2] / people,
            "numerator": numerators[place // 2],
            "denominator": people,
            **year(first),
            **others,
        }
        for place, code in enumerate(TEN)
    ]


def noted(rows, codes, note, value=None) -> list[dict[str, object]]:
    """The rows with a note in these areas, in place of their counts unless a value is left."""
    absent = {} if value else {"value": None, "numerator": None, "denominator": None}
    return [
        row | {"value_note": note, **absent} if row["area_code"] in codes else row for row in rows
    ]


def month(number: int, numerators) -> list[dict[str, object]]:
    start = date(2007 + number // 12, number % 12 + 1, 1)
    end = (pd.Timestamp(start) + pd.offsets.MonthEnd()).date()
    period = {"period_start": start, "period_end": end, "period_label": f"{start:%b %Y}"}
    return made("MONTHLY", numerators, **period)


STEADY, WIDER, STEEP, WINTER = (
    [300, 280, 260, 240, 220],
    [500, 400, 300, 200, 100],
    [200, 0, 0, 0, 0],
    [400, 350, 300, 250, 200],
)
SCORES = [
    {
        "indicator_id": "IMD",
        "area_code": code,
        "value": float(score),
        "period_start": date(first, 1, 1),
        "period_end": date(first, 12, 31),
        "period_label": str(first),
    }
    for first, order in ((2004, 1), (2007, -1))
    for score, code in enumerate(TEN[::order], 1)
]
OBSERVATIONS = (
    *SCORES,
    # the whole, one department's and one group's
    {"indicator_id": "A1", "numerator": 9, "denominator": 10, "value": 90.0},
    {"indicator_id": "A1", "area_code": "L01", "department_code": "D1"},
    {"indicator_id": "A1", "area_code": "L01", "breakdown_type": "sex", "breakdown": "male"},
    *made("A1", STEADY, first=2003),
    *made("A1", STEADY, first=2007),
    *made("A1", WIDER),
    *made("RATE", WIDER, value=None),
    *made("FLAT", [300] * 5),
    *made("STEEP", STEEP),
    *noted(made("HIDDEN", WIDER, first=2006), ["L10"], "suppressed"),
    *noted(made("HIDDEN", WIDER, first=2007), ["L09", "L10"], "suppressed"),
    *made("HIDDEN", WIDER),
    *noted(made("SOON", WIDER), TEN, "provisional", value=True),
    *made("BROKEN", WIDER, first=2005),
    *made("BROKEN", STEADY, first=2006),
    *made("BROKEN", WIDER, first=2007),
    *made("BROKEN", STEADY),
    *month(0, WINTER),
    *month(6, STEADY),
    *month(12, WINTER),
    *made("COUNT", WIDER, numerator=None, denominator=None),
    *made("MEAN", WIDER),
    *noted(made("GUESS", WIDER), TEN, "estimated", value=True),
)
OBSERVATIONS = tuple(
    row | {"value": row["numerator"] * 1.0} if row["indicator_id"] == "RATE" else row
    for row in OBSERVATIONS
)


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    small = [{"area_code": c, "name": c, "area_type": "lsoa", "parent_code": "W1"} for c in TEN]
    made_there = workspace(
        tmp_path_factory.mktemp("inequality"),
        OBSERVATIONS,
        areas=(*AREAS, *small),
        indicators=INDICATORS,
        departments=[{"department_code": "D1"}],
        series_breaks=[{"indicator_id": "BROKEN", "break_date": date(2007, 4, 1)}],
    )
    with serving(made_there):
        yield


def rows(indicator: str, first: int = 2008, **others) -> pd.DataFrame:
    asked = {
        "indicator_id": indicator,
        "area_codes": [*TEN, "H"],
        "parent_code": "H",
        "deprivation_id": "IMD",
        "period_start": date(first, 4, 1),
        "period_end": date(first + 1, 3, 31),
        **others,
    }
    found = fetch("area_inequality", **asked)
    return found.astype(object).where(found.notna(), None)


def chosen(indicator: str, first: int = 2008, **others) -> dict[str, object]:
    found = rows(indicator, first, **others)
    return found[found["is_chosen"].astype(bool)].iloc[0].to_dict()


def by_period(indicator: str, column: str, **others) -> list[object]:
    return rows(indicator, **others).drop_duplicates("period_end")[column].tolist()


def test_counts_are_added_up_by_fifth_and_the_slope_is_that_of_the_line():
    found = rows("A1")
    found = found[found["is_chosen"].astype(bool)]

    assert found["fifth"].tolist() == [1, 2, 3, 4, 5]
    assert found["areas_in_fifth"].tolist() == [2] * 5
    assert found["numerator"].tolist() == [2 * events for events in WIDER]
    assert found["value"].tolist() == pytest.approx([50, 40, 30, 20, 10])
    assert found["share_from"].tolist() == pytest.approx([0, 0.2, 0.4, 0.6, 0.8])
    assert found["share_to"].tolist() == pytest.approx([0.2, 0.4, 0.6, 0.8, 1])
    # 10 in every fifth of the people: the line runs from 55 down to 5
    assert found["slope_index"].tolist() == pytest.approx([50] * 5)
    assert found["relative_index"].tolist() == pytest.approx([11] * 5)
    assert found["most_deprived_end"].iloc[0] == pytest.approx(55)


def test_the_limits_are_those_of_the_fifths_carried_through_the_line():
    found, row = rows("A1"), chosen("A1")
    found = found[found["is_chosen"].astype(bool)].astype({"upper_limit": float})
    errors = (found["upper_limit"] - found["lower_limit"].astype(float)) / (2 * norm.isf(0.025))
    # the weights of equal fifths: 2 x (middle - 1/2) / sum of squares, which add up to the slope
    error = sum((weight * e) ** 2 for weight, e in zip((2, 1, 0, -1, -2), errors, strict=True))
    reach = norm.isf(0.025) * error**0.5 / 2

    width = 0.02 * 2 * reach
    assert row["slope_lower"] == pytest.approx(50 - reach, abs=width)
    assert row["slope_upper"] == pytest.approx(50 + reach, abs=width)
    assert row["relative_lower"] < 11 < row["relative_upper"]


def test_a_rate_has_its_own_unit():
    row = chosen("RATE")

    assert (row["slope_index"], row["multiplier"]) == (pytest.approx(500), 1000)
    assert row["slope_lower"] < 500 < row["slope_upper"]


def test_equal_fifths_are_no_inequality():
    row = chosen("FLAT")

    assert row["slope_index"] == pytest.approx(0)
    assert row["slope_lower"] < 0 < row["slope_upper"]


def test_a_line_that_runs_below_zero_gives_no_ratio_of_its_ends():
    row = chosen("STEEP")

    assert row["slope_index"] > row["most_deprived_end"]
    assert (row["relative_index"], row["relative_lower"]) == (None, None)
    assert row["slope_lower"] is not None


@pytest.mark.parametrize(
    ("first", "ranked_in", "sign"),
    [(2008, "2007", 1), (2007, "2007", 1), (2006, "2004", -1), (2003, "2004", -1)],
)
def test_areas_are_ranked_by_the_latest_index_before_the_period_ends_or_by_the_first(
    first, ranked_in, sign
):
    found = rows("A1", first)

    assert set(found["ranked_in"]) == {ranked_in}
    # all periods keep the fifths of the one asked for
    assert {value > 0 for value in found["slope_index"]} == {sign > 0}


def test_a_gap_moved_where_the_intervals_of_now_and_then_do_not_touch():
    assert by_period("A1", "change") == ["nothing_earlier", "no_clear_change", "widened"]
    assert by_period("A1", "since") == [None, "2003/04", "2003/04"]


def test_a_break_is_never_crossed():
    assert by_period("BROKEN", "stretch") == [0, 0, 1, 1]
    changes = ["nothing_earlier", "narrowed", "nothing_earlier", "narrowed"]
    assert by_period("BROKEN", "change") == changes
    assert by_period("BROKEN", "since") == [None, "2005/06", None, "2007/08"]


def test_a_winter_is_held_against_a_winter():
    found = by_period("MONTHLY", "change"), by_period("MONTHLY", "since")

    assert found == (["nothing_earlier"] * 2 + ["no_clear_change"], [None, None, "Jan 2007"])


def test_a_period_leaves_out_a_tenth_of_the_people_at_most():
    assert by_period("HIDDEN", "areas_left_out") == [1, 2, 0]
    assert by_period("HIDDEN", "share_left_out") == pytest.approx([0.1, 0.2, 0])
    assert by_period("HIDDEN", "reason") == [None, "suppressed", None]
    assert by_period("HIDDEN", "slope_index")[1] is None
    assert chosen("HIDDEN", 2006)["change"] == "nothing_earlier"


@pytest.mark.parametrize(
    ("indicator", "others", "reason"),
    [
        ("SOON", {}, "not_settled"),
        ("COUNT", {}, "not_made_of_counts"),
        ("MEAN", {}, "not_made_of_counts"),
        ("GUESS", {}, "not_made_of_counts"),
        ("A1", {"deprivation_id": None}, "missing_deprivation"),
        ("A1", {"deprivation_id": "?"}, "missing_deprivation"),
        ("A1", {"area_codes": [*TEN[:4], "H"]}, "fewer_than_5_areas"),
    ],
)
def test_what_has_no_index_says_why(indicator, others, reason):
    row = chosen(indicator, **others)

    assert row["reason"] == reason
    for name in ("fifth", "value", "slope_index", "slope_lower", "relative_index", "change"):
        assert row[name] is None


def test_without_a_result_there_is_no_row():
    assert rows("?").empty
