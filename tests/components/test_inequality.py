"""Inequality: the gap in people's terms, whether it moved, and why there is none."""

from __future__ import annotations

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.area_subject import Subject
from components.inequality_words import fifths_told, gap_told, why_none
from components.records import records
from queries import Answer

ABOUT = {
    "indicator_id": "A1",
    "name": "Benefit claimants",
    "unit": "%",
    "decimals": 1,
    "polarity": "lower",
    "denominator_words": "residents",
    "source": "Returns",
}


def subject(**about) -> Subject:
    whole = pd.DataFrame({"parent_name": ["Home"]})
    return Subject(ABOUT | about, "wards", "ward", Answer(whole, ""), "31 July 2009")


def fifths(values: tuple[float, ...] = (24.1, 15.0, 12.0, 11.0, 9.8), **others) -> pd.DataFrame:
    """Rows of one period, as `area_inequality` gives them."""
    return pd.DataFrame(
        {
            "period_start": pd.Timestamp(2008, 4, 1),
            "period_end": pd.Timestamp(2009, 3, 31),
            "period_label": "2008/09",
            "stretch": 0,
            "is_chosen": True,
            "fifth": [1, 2, 3, 4, 5],
            "areas_in_fifth": 4,
            "share_from": [0.0, 0.2, 0.4, 0.6, 0.8],
            "share_to": [0.2, 0.4, 0.6, 0.8, 1.0],
            "numerator": 10.0,
            "denominator": 100.0,
            "value": values,
            "lower_limit": [value - 1 for value in values],
            "upper_limit": [value + 1 for value in values],
            "most_deprived_end": 25.0,
            "slope_index": 17.2,
            "slope_lower": 16.1,
            "slope_upper": 18.3,
            "relative_index": 3.2,
            "relative_lower": 2.9,
            "relative_upper": 3.6,
            "change": "widened",
            "since": "2002/03",
            "areas": 21,
            "areas_left_out": 0,
            "share_left_out": 0.0,
            "main_reason": None,
            "ranked_in": "2007",
            "ranked_by": "Deprivation score",
            "reason": None,
            **others,
        }
    )


def earlier(year: int, slope: float | None, **others) -> pd.DataFrame:
    period = {
        "period_end": pd.Timestamp(year + 1, 3, 31),
        "period_label": f"{year}/{year - 1999:02}",
        "is_chosen": False,
        "slope_index": slope,
        "slope_lower": None if slope is None else slope - 0.5,
        "slope_upper": None if slope is None else slope + 0.5,
    }
    return fifths(**{**period, **others}).head(1)


def test_the_gap_is_told_in_peoples_terms_before_the_index():
    happened, known = fifths_told(records(fifths()), subject())

    assert happened == (
        "The most deprived fifth of wards has 14.3 more for every 100 residents than the least "
        "deprived."
    )
    assert known == (
        "Slope index 17.2 percentage points (16.1 to 18.3): the difference between the two ends of "
        "the line. The most deprived end is 3.2 (2.9 to 3.6) times the least deprived one. 21 "
        "wards ranked by Deprivation score, 2007."
    )


@pytest.mark.parametrize(
    ("about", "values", "said"),
    [
        ({"unit": "per 1,000 households"}, (5.0, 4, 3, 2, 1.5), "3.5 more per 1,000 households"),
        ({}, (10.0, 12, 14, 16, 18), "8.0 fewer for every 100 residents"),
        ({"denominator_words": None}, (10.0, 8, 6, 4, 2), "8.0 more for every 100 than"),
    ],
)
def test_the_gap_has_the_indicators_unit_and_direction(about, values, said):
    way = 1 if values[0] > values[-1] else -1
    slope = {"slope_index": way * 9.0, "slope_lower": way * 9.0 - 1, "slope_upper": way * 9.0 + 1}

    assert said in fifths_told(records(fifths(values, **slope)), subject(**about))[0]


def test_ends_that_contradict_the_slope_are_not_its_headline():
    happened, _ = fifths_told(records(fifths((12.0, 20, 16, 8, 13))), subject())

    assert happened == (
        "Across the fifths, more deprived wards have higher values, though the two ends alone do "
        "not show it."
    )


def test_a_slope_that_could_be_chance_is_no_gap():
    happened, _ = fifths_told(records(fifths(slope_lower=-1.0, slope_upper=2.0)), subject())

    assert happened == (
        "Across the fifths there is no slope by deprivation beyond what chance explains."
    )


def test_a_line_below_zero_is_said_to_fit_badly_and_has_no_ratio():
    rows = fifths(most_deprived_end=15.0, relative_index=None, relative_lower=None)

    _, known = fifths_told(records(rows), subject())

    assert "The straight line runs below zero, so it fits badly" in known
    assert "times the least deprived" not in known


def test_areas_that_are_left_out_are_counted():
    rows = fifths(areas_left_out=2, share_left_out=0.082, main_reason="suppressed")

    assert fifths_told(records(rows), subject())[1].endswith(
        "2 wards with 8% of the people left out: they are hidden, because the numbers are small."
    )


@pytest.mark.parametrize(
    ("change", "happened", "verdict"),
    [
        ("widened", "The gap has widened since 2002/03.", "do not overlap"),
        ("narrowed", "The gap has narrowed since 2002/03.", "do not overlap"),
        ("reversed", "The gap has turned round since 2002/03.", "do not overlap"),
        ("no_clear_change", "No clear change in the gap since 2002/03.", "overlap"),
    ],
)
def test_whether_the_gap_moved_and_from_what_to_what(change, happened, verdict):
    periods = pd.concat([earlier(2002, 12.0), fifths(change=change).head(1)])

    assert gap_told(records(periods), subject()) == (
        happened,
        "12.0 percentage points (11.5 to 12.5) in 2002/03, 17.2 percentage points (16.1 to 18.3) "
        f"in 2008/09: the intervals {verdict}.",
    )


def test_periods_without_an_index_and_breaks_are_told():
    periods = pd.concat(
        [
            earlier(2002, 12.0),
            earlier(2003, None, reason="suppressed", stretch=1),
            fifths(change="nothing_earlier", since=None, stretch=1).head(1),
        ]
    )

    assert gap_told(records(periods), subject()) == (
        "There is no earlier period to hold the gap against.",
        "Nothing is compared across the break in the series. 1 period without an index: they are "
        "hidden, because the numbers are small.",
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            {"reason": "missing_deprivation", "ranked_by": None},
            "The workspace names no indicator of deprivation: set deprivation under [areas]",
        ),
        ({"reason": "missing_deprivation"}, "These wards have no Deprivation score."),
        ({"reason": "fewer_than_5_areas"}, "It needs at least 5 wards, one for each fifth."),
        ({"reason": "not_made_of_counts"}, "It needs the counts behind each value"),
        (
            {"reason": "suppressed", "areas_left_out": 3, "share_left_out": 0.13},
            "3 wards of 21, with 13% of the people, would be left out: they are hidden, because "
            "the numbers are small. More than a tenth of the people is too many.",
        ),
        ({"reason": "not_settled", "areas_left_out": 21}, "they are not settled yet"),
    ],
)
def test_why_there_is_no_index(row, words):
    assert words in why_none(records(fifths(slope_index=None, **row)), subject())


def test_a_period_without_any_row_has_words():
    assert why_none([], subject()) == "The wards have no values in this period."


def _page(slope: float | None, periods: int) -> None:
    import pandas as pd

    from components import inequality
    from queries import Answer
    from tests.components.test_inequality import earlier, fifths, subject

    before = [earlier(2002 + number, 12.0) for number in range(periods - 1)]
    rows = pd.concat([*before, fifths(slope_index=slope, reason="suppressed")])
    inequality.by_deprivation(subject(), Answer(rows, "select 1"))


@pytest.mark.parametrize(
    ("slope", "periods", "charts", "infos"), [(17.2, 3, 2, 0), (17.2, 1, 1, 0), (None, 3, 1, 1)]
)
def test_the_fifths_and_the_past_are_drawn_where_there_are_any(
    monkeypatch, slope, periods, charts, infos
):
    monkeypatch.setattr(st, "page_link", lambda *_, **__: None)

    app = AppTest.from_function(_page, kwargs={"slope": slope, "periods": periods}).run()

    assert not app.exception
    assert len(app.get("vega_lite_chart")) == charts
    assert len(app.info) == infos


def test_the_table_of_periods_spells_its_words(monkeypatch):
    monkeypatch.setattr(st, "page_link", lambda *_, **__: None)
    app = AppTest.from_function(_page, kwargs={"slope": 17.2, "periods": 3}).run()

    app = app.toggle[1].set_value(True).run()

    rows = app.dataframe[0].value
    assert rows["Against the first comparable"].tolist() == ["Widened"] * 3
    assert rows["Why there is none"].dropna().tolist() == ["Suppressed"]
