"""Funnel: where each area lies, the limits for its size, and why an area has no place."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm, poisson

from data.workspace import BUNDLED
from queries import fetch
from tests.data.rows import year
from tests.queries.questions import HOME
from tests.queries.workspaces import serving, workspace

CODES = ["W1", "W2", "L1", "L2", "W9"]
INDICATORS = [
    {"indicator_id": "A1", "polarity": "lower"},
    {"indicator_id": "RATE", "method": "rate", "multiplier": 1000.0, "polarity": "none"},
    {"indicator_id": "MANY", "method": "rate", "multiplier": 1000.0, "polarity": "none"},
    {"indicator_id": "NONE", "method": "rate", "multiplier": 1000.0},
    {"indicator_id": "MEAN", "method": "mean"},
    {"indicator_id": "LATE"},
]


def made(indicator, area, numerator, denominator, **others) -> dict[str, object]:
    """A value made of its counts, per hundred or per thousand."""
    per = 100 if indicator in ("A1", "LATE") else 1000
    counts = {"numerator": numerator, "denominator": denominator}
    value = per * numerator / denominator
    return {"indicator_id": indicator, "area_code": area, "value": value, **counts, **others}


OBSERVATIONS = (
    made("A1", "H", 2000, 10_000),
    made("A1", "W1", 300, 1000),
    made("A1", "W2", 230, 1000),
    made("A1", "L1", 20, 100),
    {"indicator_id": "A1", "area_code": "L2", "value": None, "value_note": "suppressed"},
    made("A1", "W1", 1, 1000, **year(2007)),  # of another year
    made("A1", "W2", 1, 1000, department_code="D1"),  # one department's
    made("RATE", "H", 400, 40_000, value_note="provisional"),
    made("RATE", "W1", 110, 10_000),
    made("RATE", "W2", 70, 10_000),
    made("RATE", "L1", 0, 300),
    made("RATE", "L2", 9, 100, value_note="projected"),
    made("MANY", "H", 9000, 90_000),
    made("MANY", "W1", 2500, 20_000),
    made("MANY", "W2", 90, 900),
    made("NONE", "H", 0, 90_000),
    made("NONE", "W1", 0, 20_000),
    {"indicator_id": "MEAN", "area_code": "W1", "value": 70.0, "numerator": 70, "denominator": 1},
    made("LATE", "W1", 900, 1000, value_note="provisional"),
    {"indicator_id": "LATE", "area_code": "W2", "value": 5.0},
    {"indicator_id": "LATE", "area_code": "L1", "value": 5.0, "numerator": 6, "denominator": 100},
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return workspace(
        tmp_path_factory.mktemp("funnel"),
        OBSERVATIONS,
        indicators=INDICATORS,
        departments=[{"department_code": "D1"}],
    )


@pytest.fixture
def served(folder):
    with serving(folder):
        yield


def asked(indicator: str, **others) -> dict:
    return {
        "indicator_id": indicator,
        "area_codes": [*CODES, "H"],
        "parent_code": "H",
        "period_start": date(2008, 4, 1),
        "period_end": date(2009, 3, 31),
        "focus_code": "W1",
        **others,
    }


def areas(indicator: str) -> pd.DataFrame:
    rows = fetch("area_funnel", **asked(indicator)).set_index("area_code")
    return rows.astype(object).where(rows.notna(), None)


def curve(rows: pd.DataFrame, level: float, side: str) -> pd.DataFrame:
    found = rows[(rows["level"] == level) & (rows["side"] == side)]
    assert len(found) > 1
    return found


def test_areas_by_size_against_the_value_of_the_whole(served):
    rows = areas("A1")

    assert rows["comparison"].to_dict() == {
        "W1": "worst",
        "W2": "worse",
        "L1": "similar",
        "L2": None,
        "W9": None,
    }
    assert rows["reason"].to_dict() == {
        "W1": None,
        "W2": None,
        "L1": None,
        "L2": "suppressed",
        "W9": "missing",
    }
    assert (rows.loc["W1", "value"], rows.loc["W1", "average"]) == (30.0, 20.0)
    assert set(rows["baseline"].dropna()) == {"parent"}
    assert rows["beyond_rank"].to_dict()["W1"] == 1
    assert rows["role"].to_dict()["W1"] == "this"


def test_without_a_settled_whole_the_average_is_that_of_the_areas(served):
    rows = areas("RATE")

    assert set(rows["baseline"].dropna()) == {"areas"}
    assert rows.loc["W1", "average"] == pytest.approx(1000 * 180 / 20_300)
    assert rows.loc[["W1", "W2", "L1"], "comparison"].tolist() == ["higher", "lower", "similar"]
    assert rows.loc["L2", "reason"] == "not_settled"


@pytest.mark.parametrize(
    ("indicator", "reasons"),
    [
        ("MEAN", ["not_made_of_counts", "missing"]),
        ("LATE", ["not_settled", "missing_numerator", "not_made_of_counts"]),
    ],
)
def test_what_has_no_counts_of_its_own_has_no_place(served, indicator, reasons):
    rows = areas(indicator)

    assert rows.loc[CODES[: len(reasons)], "reason"].tolist() == reasons
    assert rows[["value", "average", "comparison"]].isna().all(axis=None)
    assert fetch("area_funnel_limits", **asked(indicator)).empty


def test_limits_of_a_proportion_are_two_and_three_standard_errors_at_each_size(served):
    rows = fetch("area_funnel_limits", **asked("A1"))

    assert (rows["denominator"].min(), rows["denominator"].max()) == (90, 1050)
    for level, tail in ((95, 0.025), (99.8, 0.001)):
        for side, sign in (("lower", -1), ("upper", 1)):
            limits = curve(rows, level, side)
            error = np.sqrt(0.2 * 0.8 / limits["denominator"])
            expected = 100 * np.maximum(0.2 + sign * norm.isf(tail) * error, 0)
            assert limits["value"].to_numpy() == pytest.approx(expected.to_numpy())


def test_limits_of_a_rate_lie_where_so_many_events_would_just_be_a_surprise(served):
    rows, average = fetch("area_funnel_limits", **asked("RATE")), 180 / 20_300

    assert (rows["denominator"].min(), rows["denominator"].max()) == (270, 10_500)
    for level, tail in ((95, 0.025), (99.8, 0.001)):
        # the ends are interpolated between two numbers of events
        for row in curve(rows, level, "upper").iloc[1:-1].itertuples():
            expected, events = average * row.denominator, row.value * row.denominator / 1000
            assert events == pytest.approx(round(events))
            assert poisson.sf(round(events) - 1, expected) == pytest.approx(tail, rel=1e-4)
    none = curve(rows, 95, "lower").iloc[0]
    assert none["value"] == 0, "of 270 people less than 4 events are expected: none is no surprise"


def test_limits_run_on_unbroken_where_events_are_many(served):
    rows = fetch("area_funnel_limits", **asked("MANY"))

    for level in (95, 99.8):
        for side, sign in (("lower", 1), ("upper", -1)):
            limits = curve(rows, level, side)
            steps = sign * limits["value"].diff().dropna()
            assert (steps > 0).all(), "it narrows all the way"
            assert limits["denominator"].iloc[[0, -1]].tolist() == [810, 21_000]
    last = curve(rows, 95, "upper").iloc[-1]
    assert last["value"] == pytest.approx(
        100 + 1000 * norm.isf(0.025) * np.sqrt(0.1 / 21_000), rel=1e-3
    )


def test_without_an_event_there_is_no_funnel_to_draw(served):
    assert areas("NONE").loc["W1", "comparison"] == "similar"
    assert fetch("area_funnel_limits", **asked("NONE")).empty


@pytest.mark.parametrize(("indicator", "area_type"), [("QOL16", "ward"), ("VP20", "lsoa")])
def test_an_area_lies_outside_the_drawn_limits_where_it_is_said_to(indicator, area_type):
    with serving(BUNDLED):
        shown = fetch("areas_shown", parent_code=HOME, area_type=area_type)["area_code"]
        quarter = {"period_start": date(2009, 1, 1), "period_end": date(2009, 3, 31)}
        month = {"period_start": date(2009, 3, 1), "period_end": date(2009, 3, 31)}
        period = quarter if indicator == "QOL16" else month
        places = {"area_codes": [*shown, HOME], "parent_code": HOME, "focus_code": None}
        points = fetch("area_funnel", **asked(indicator, **places, **period))
        limits = fetch("area_funnel_limits", **asked(indicator, **places, **period))
    outside = pd.Series(0, index=points.index)
    for level in (95, 99.8):
        ends = [curve(limits, level, side) for side in ("lower", "upper")]
        low, high = (
            np.interp(points["denominator"], end["denominator"], end["value"]) for end in ends
        )
        outside += (points["value"] < low) | (points["value"] > high)

    words = {"similar": 0, "better": 1, "worse": 1, "best": 2, "worst": 2}
    assert points["comparison"].map(words).tolist() == outside.tolist()
    assert {0, 2} <= set(outside)
