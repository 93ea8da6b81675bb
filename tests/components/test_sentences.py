"""Sentences: literal rows in, the very words out."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from components import quantities, sentences, theme

ROW = {
    "name": "Recycling",
    "area_name": "Home",
    "unit": "%",
    "decimals": 1,
    "polarity": "higher",
    "period_label": "2008/09",
    "value": 50.0,
    "value_note": None,
    "status": "within_tolerance",
    "movement": "no_clear_change",
    "movement_basis": "control_chart",
    "frequency": "annual",
    "signal": "none",
    "direction": None,
    "signal_since_label": None,
    "tested_period_label": "2008/09",
    "tested_values": 14,
    "process_mean": 48.25,
    "process_lower_limit": 40.0,
    "process_upper_limit": 56.5,
    "is_seasonal": False,
    "baseline_value": 40.0,
    "baseline_label": "2004/05",
    "target_value": 60.0,
    "intervention_level": 40.0,
    "approved_by": "The board",
    "approved_date": pd.Timestamp(2008, 1, 15),
}
MOVED = {"movement": "improved", "signal": "shift", "direction": 1}
MOVED |= {"signal_since_label": "2006/07"}
SUMMARY = {
    "indicators": 12,
    "judged": 10,
    "on_target": 6,
    "intervention": 3,
    "improved": 2,
    "worsened": 1,
    "tested": 8,
}


def test_dates_counts_codes_and_ranks():
    assert sentences.day(date(2009, 3, 1)) == "1 March 2009"
    assert sentences.day(pd.NaT) == sentences.day(None) == ""
    assert sentences.month(date(2009, 3, 1)) == "Mar 2009"
    assert sentences.month(pd.NaT) == ""
    assert [quantities.counted(n, "ward") for n in (0, 1, 2, 1000)] == [
        "0 wards",
        "1 ward",
        "2 wards",
        "1,000 wards",
    ]
    assert quantities.counted(2, "country", "countries") == "2 countries"
    assert sentences.capital("age_band") == "Age band"
    assert [quantities.ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 111)] == [
        *("", "2nd ", "3rd ", "4th ", "11th ", "12th ", "13th ", "21st ", "22nd "),
        *("101st ", "111th "),
    ]


def test_collections_have_names_and_one_that_a_workspace_adds_is_made_readable():
    assert sentences.collection("lpsa") == "Local Public Service Agreement"
    assert sentences.collection("tenants_survey") == "Tenants survey"
    assert list(sentences.collections(["vitality_profiles", "tenants_survey", "lpsa"])) == [
        "lpsa",
        "tenants_survey",
        "vitality_profiles",
    ]


def test_the_headline_of_a_scorecard():
    happened, known = sentences.scorecard(SUMMARY, "Home")

    assert happened == (
        "6 of 10 indicators that can be judged are on target in Home; 3 need intervention."
    )
    assert known == (
        "The latest result of 12 scorecard indicators, each against the target in force for its "
        "period. 2 improved and 1 worsened by more than chance explains; 8 had enough past to tell."
    )
    one, _ = sentences.scorecard(SUMMARY | {"intervention": 1}, "Home")
    assert one.endswith("; 1 needs intervention.")
    none, _ = sentences.scorecard(SUMMARY | {"judged": 0}, "Home")
    assert none == "No result in Home has a target to be judged against yet."


@pytest.mark.parametrize(
    ("changed", "happened"),
    [
        (
            {"status": "on_target", "value": 61.0},
            "Recycling was 61.0% in 2008/09 in Home, meeting its target of 60.0%.",
        ),
        (
            {"status": "on_target", "value": 60.0},
            "Recycling was 60.0% in 2008/09 in Home, exactly its target of 60.0%.",
        ),
        (
            {},
            "Recycling was 50.0% in 2008/09 in Home, below its target of 60.0% but not at its "
            "intervention level.",
        ),
        (
            {"status": "intervention", "value": 40.0},
            "Recycling was 40.0% in 2008/09 in Home, at or below its intervention level of 40.0%.",
        ),
        (
            {"value": 93.94, "target_value": 93.91, "polarity": "lower"},
            "Recycling was 93.94% in 2008/09 in Home, above its target of 93.91% but not at its "
            "intervention level.",
        ),
        (
            {
                "status": "intervention",
                "value": 70.01,
                "intervention_level": 70,
                "polarity": "lower",
            },
            "Recycling was 70.01% in 2008/09 in Home, at or above its intervention level of "
            "70.00%.",
        ),
        (
            {"status": "on_target", "value": 0.1 + 0.2, "target_value": 0.3},
            "Recycling was 0.3% in 2008/09 in Home, exactly its target of 0.3%.",
        ),
        (
            {"status": "no_target", "value_note": "projected"},
            "Recycling was 50.0% (projected) in 2008/09 in Home.",
        ),
        ({"status": "no_target", "target_value": None}, "Recycling was 50.0% in 2008/09 in Home."),
        ({"status": "not_comparable"}, "Recycling was 50.0% in 2008/09 in Home."),
        (
            MOVED,
            "Recycling in Home has been higher since 2006/07 than its history would explain. "
            "It was 50.0% in 2008/09, below its target of 60.0% but not at its intervention level.",
        ),
        (
            MOVED | {"status": "no_target", "value_note": "provisional"},
            "Recycling in Home has been higher since 2006/07 than its history would explain. "
            "It was 50.0% (provisional) in 2008/09.",
        ),
        # A value that is not there is told before any change.
        (
            MOVED | {"value": None, "value_note": "missing"},
            "Recycling in Home: the result for 2008/09 is missing.",
        ),
        ({"status": "no_judgement"}, "Recycling was 50.0% in 2008/09 in Home."),
        (
            {"value": None, "value_note": "suppressed", "status": "suppressed"},
            "Recycling in Home: the result for 2008/09 is hidden, because the number is small.",
        ),
        (
            {"value": None, "value_note": "not_collected", "status": "no_data"},
            "Recycling in Home: the result for 2008/09 is not collected.",
        ),
        (
            {"value": None, "period_label": None, "status": "no_data"},
            "Recycling is not measured in Home.",
        ),
    ],
)
def test_the_headline_of_a_result(changed, happened):
    assert sentences.result(ROW | changed)[0] == happened


def test_without_an_intervention_level_the_headline_speaks_of_none():
    happened, _ = sentences.result(ROW | {"intervention_level": None})

    assert "intervention level" not in happened


CHART = "By a control chart of its 14 values (average 48.2%, limits 40.0% to 56.5%)"
QUIET = f"{CHART}: no signal: the ups and downs are its usual ones."
TOO_FEW = {"movement": "too_few_points", "movement_basis": None}


@pytest.mark.parametrize(
    ("changed", "known"),
    [
        ({}, QUIET),
        (MOVED, f"{CHART}: seven or more values in a row lie on one side of the average."),
        (
            TOO_FEW,
            "There are too few values that can be compared to say whether it has moved.",
        ),
        ({"value_note": "low_base"}, f"{QUIET} This value is from a small number of answers."),
        ({"value_note": "revised"}, f"{QUIET} This value is revised since first published."),
        # The headline has said so already.
        ({"value_note": "provisional"}, QUIET),
        ({"value": None, "value_note": "suppressed"}, ""),
        ({"period_label": None}, "Choose another area to see its results."),
    ],
)
def test_how_a_result_is_known(changed, known):
    assert sentences.result(ROW | changed)[1] == known


@pytest.mark.parametrize("status", theme.STATUSES)
def test_every_status_has_a_word_for_the_middle_of_a_sentence(status):
    assert sentences.status(status) == sentences.status(status).lower()


def test_a_definition_sheet_in_reading_order():
    sheet = sentences.sheet(
        {
            "definition": "Share of waste recycled.",
            "numerator_words": "Tonnes recycled",
            "denominator_words": "Tonnes collected",
            "unit": "%",
            "is_stock": False,
            "polarity": "higher",
            "frequency": "four_monthly",
            "collection": "best_value",
            "achievement_area": "added_value",
            "block": "Environment",
            "theme": "Clean",
            "partner": "Council",
            "department_name": None,
            "small_number_threshold": 5,
            "source": "Returns",
            "caveats": None,
            "review_date": pd.NaT,
            "indicator_id": "A1",
        }
    )

    assert list(sheet.items()) == [
        ("Definition", "Share of waste recycled."),
        ("Numerator", "Tonnes recycled"),
        ("Denominator", "Tonnes collected"),
        ("Unit", "%"),
        ("Counted as", "What happens in each period"),
        ("Polarity", "Higher is better"),
        ("Frequency", "Four monthly"),
        ("Collection", "Best Value"),
        ("Area of achievement", "Added value"),
        ("Block", "Environment"),
        ("Theme", "Clean"),
        ("Owner", "Council"),
        ("Small numbers", "Counts below 5 are hidden"),
        ("Source", "Returns"),
        ("Caveats", None),
        ("Review date", ""),
        ("Code", "A1"),
    ]
