"""The control chart of one indicator: where its limits begin anew, what they leave out and hold."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries.cases import ASKED, WAVE
from tests.queries.series import months, years
from tests.queries.workspaces import serving, workspace

USUAL = {"is_screened": False, "rebase_date": None, "is_across": False, "ignores_season": False}
DIPS = [100.0 - 30 * (number % 12 == 1) + (0, 1, -1, 2, -2)[number % 5] for number in range(96)]
SWING = [0.0, 100.0] * 6  # average 50, moving range 100: limits at -216 and 316
LOWER, NEITHER = {"polarity": "lower"}, {"polarity": "none"}
# name: (target, polarity, assurance)
ASSURANCES = {
    "ABOVE": (316.5, "higher", "consistent_fail"),
    "ON_UPPER": (316.0, "higher", "inconsistent"),
    "WITHIN": (50.0, "higher", "inconsistent"),
    "BELOW": (-216.5, "higher", "consistent_pass"),
    "LOW_ABOVE": (316.5, "lower", "consistent_pass"),
    "LOW_BELOW": (-216.5, "lower", "consistent_fail"),
    "NEITHER": (316.5, "none", None),
    "WITHOUT": (None, "higher", None),
}
SERIES = {
    "STEP": months([*WAVE, *(value + 10 for value in WAVE)]),
    "BROKEN": months(
        [*WAVE, {"value": 152.0, "value_note": "break_in_series"}, *(v + 100 for v in WAVE[1:])]
    ),
    "OUTLIER": months([*WAVE, 90.0, *WAVE[1:], 52.0]),
    "DIPS": months(DIPS),
    "OPEN": months([*WAVE, None, {"value": 900.0, "value_note": "provisional"}]),
    "AHEAD": months([*WAVE, {"value": 900.0, "value_note": "projected"}]),
    "FEW": months([50.0, 51.0, 50.0, None, None, 80.0]),
    "FLAT": months([7.0] * 12),
    "TWICE": [
        *years([50.0, 51.0, 50.0, 52.0, 50.0, 80.0]),
        # Two periods that end together: which of them is the latest cannot be said.
        {**year(2008), "period_start": date(2006, 4, 1), "period_label": "pooled", "value": 60.0},
    ],
    **{name: months(SWING) for name in ASSURANCES},
}


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    indicators = [
        {"indicator_id": name, "frequency": "irregular" if name == "TWICE" else "monthly"}
        | ({"polarity": ASSURANCES[name][1]} if name in ASSURANCES else {})
        for name in SERIES
    ]
    june = {"period_start": date(2009, 6, 1), "period_end": date(2009, 6, 30)}
    targets = [
        {"indicator_id": name, "target_value": target, "intervention_level": None, **june}
        for name, (target, *_) in ASSURANCES.items()
        if target is not None
    ]
    observations = [{"indicator_id": name, **row} for name, rows in SERIES.items() for row in rows]
    made = workspace(
        tmp_path_factory.mktemp("signals"), observations, indicators=indicators, targets=targets
    )
    with serving(made):
        yield


def chart(indicator_id: str, **settings) -> pd.DataFrame:
    place = {"indicator_id": indicator_id, "area_code": "H"}
    return fetch("indicator_signals", **place, **USUAL | settings).set_index("period_label")


def groups(points: pd.DataFrame) -> list[tuple[str, float]]:
    """The first period and the average of each group of limits, in order."""
    known = points[points["mean"].notna()]
    firsts = known[~known["rebase_group"].duplicated()]
    return list(firsts["mean"].items())


@pytest.mark.parametrize(
    ("rebase_date", "expected"),
    [
        (None, [("Mar 2006", 55.0)]),
        (date(2007, 11, 1), [("Mar 2006", 50.0), ("Nov 2007", 60.0)]),
        (date(2007, 11, 30), [("Mar 2006", 50.0), ("Nov 2007", 60.0)]),
        # In the first month, before all of them and after them there is nothing to begin anew.
        (date(2006, 3, 31), [("Mar 2006", 55.0)]),
        (date(2001, 1, 1), [("Mar 2006", 55.0)]),
        (date(2009, 7, 1), [("Mar 2006", 55.0)]),
    ],
)
def test_limits_begin_anew_in_the_period_of_an_event(rebase_date, expected):
    points = chart("STEP", rebase_date=rebase_date)

    assert groups(points) == expected
    assert (points["signal"] == "shift").any() == (len(expected) == 1)


def test_limits_begin_anew_at_a_break_unless_someone_looks_across_it():
    assert groups(chart("BROKEN")) == [("Mar 2006", 50.0), ("Nov 2007", 150.0)]
    assert groups(chart("BROKEN", is_across=True)) == [("Mar 2006", 100.0)]
    assert set(chart("BROKEN")["signal"]) == {"none"}
    assert set(chart("BROKEN", is_across=True)["signal"]) == {"outside"}


@pytest.mark.parametrize(("is_screened", "moving_range"), [(False, 236 / 40), (True, 4.0)])
def test_limits_may_leave_outliers_out(is_screened, moving_range):
    points = chart("OUTLIER", is_screened=is_screened)
    mean = 2090 / 41

    assert points["mean"].tolist() == pytest.approx([mean] * 41)
    assert points["upper_limit"].tolist() == pytest.approx([mean + 2.66 * moving_range] * 41)
    assert points["lower_limit"].tolist() == pytest.approx([mean - 2.66 * moving_range] * 41)
    assert points["near_upper_limit"].iloc[0] == pytest.approx(mean + 2.66 * moving_range * 2 / 3)
    # The value itself stays and is marked.
    assert points.index[points["signal"] == "outside"].tolist() == ["Oct 2007"]


def test_limits_follow_the_season_unless_it_is_ignored():
    seasonal, plain = chart("DIPS"), chart("DIPS", ignores_season=True)
    is_august = seasonal.index.str.startswith("Aug")

    assert seasonal["value"].tolist() == plain["value"].tolist() == DIPS
    assert seasonal["is_seasonal"].all()
    assert set(seasonal["signal"]) == {"none"}
    assert seasonal["upper_limit"][is_august].max() < seasonal["lower_limit"][~is_august].min()
    assert plain["mean"].nunique() == 1
    assert set(plain.index[plain["signal"] == "outside"]) == set(seasonal.index[is_august])


@pytest.mark.parametrize("name", ["OPEN", "AHEAD"])
def test_what_is_not_settled_is_shown_without_limits(name):
    points = chart(name)
    last, given = points.iloc[-1], SERIES[name][-1]

    assert (last["value"], last["value_note"]) == (given["value"], given["value_note"])
    assert last[["mean", "upper_limit", "lower_limit", "point_type", "assurance"]].isna().all()
    assert last["signal"] == "none"
    assert (
        points.iloc[:20][["mean", "upper_limit", "lower_limit", "point_type"]]
        .notna()
        .all(axis=None)
    )
    assert (points.iloc[:20]["mean"] == 50).all()


def test_a_missing_value_keeps_its_place_and_has_no_limits():
    missing = chart("OPEN").iloc[20]

    assert (missing["value_note"], missing["signal"]) == ("missing", "none")
    assert missing[["value", "mean", "point_type"]].isna().all()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("FEW", "too_few_points"),
        ("FLAT", "not_enough_variation"),
        ("TWICE", "repeated_periods"),
    ],
)
def test_without_limits_there_is_a_reason_and_no_signal(name, reason):
    points = chart(name)

    assert len(points) == len(SERIES[name])
    assert set(points["chart_reason"]) == {reason}
    assert set(points["signal"]) == {"none"}
    assert points[["upper_limit", "lower_limit", "point_type", "direction"]].isna().all(axis=None)


def test_an_indicator_whose_periods_end_together_stands_once_in_the_list():
    found = fetch("results", **ASKED)
    (row,) = found[found["indicator_id"] == "TWICE"].to_dict("records")

    assert (row["movement"], row["chart_reason"]) == ("too_few_points", "repeated_periods")


@pytest.mark.parametrize("name", ASSURANCES)
def test_assurance_of_a_target_against_the_limits(name):
    _, _, expected = ASSURANCES[name]
    (row,) = fetch("indicator_result", indicator_id=name, **ASKED).to_dict("records")
    assured = chart(name)["assurance"]

    found = [None if pd.isna(word) else word for word in (row["assurance"], assured.iloc[-1])]
    assert found == [expected, expected]
    # A target is for its own period: the months before have none.
    assert assured.iloc[:-1].isna().all()
