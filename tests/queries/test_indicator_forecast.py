"""Where an indicator is heading: literal series, and what is forecast from them or why nothing."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

BREAKS = (
    {"indicator_id": "BROKEN", "break_date": date(2006, 4, 1)},
    # the values end in March 2008
    {"indicator_id": "BREAKS", "break_date": date(2008, 4, 1)},
    {"indicator_id": "LATER", "break_date": date(2009, 4, 1), "area_code": "H"},
    {"indicator_id": "WAITS", "break_date": date(2008, 4, 1)},
    {"indicator_id": "FREE", "break_date": date(2008, 4, 1), "area_code": "N"},
)
NO_LIMITS = {"numerator": None, "denominator": None}


def annual(indicator: str, values, first: int = 2001, **others) -> list[dict[str, object]]:
    """A value a year from `first` on; None leaves the year out."""
    return [
        {"indicator_id": indicator, **year(first + at)}
        | (value if isinstance(value, dict) else {"value": value})
        | others
        for at, value in enumerate(values)
        if value is not None
    ]


def month(place: int) -> dict[str, object]:
    """The month so many after January 2004."""
    start, after = (date(2004 + at // 12, at % 12 + 1, 1) for at in (place, place + 1))
    end = date.fromordinal(after.toordinal() - 1)
    return {"period_start": start, "period_end": end, "period_label": f"{start:%b %Y}"}


def target(indicator: str, value: float, **others) -> dict[str, object]:
    return {"indicator_id": indicator, "target_value": value, "intervention_level": None, **others}


SEVEN = [20.0, 30.0, 25.0, 40.0, 35.0, 50.0, 45.0]
INDICATORS = (
    {"indicator_id": "UP"},
    {"indicator_id": "FREE"},
    {"indicator_id": "NONE", "polarity": "none"},
    {"indicator_id": "FEW"},
    {"indicator_id": "GAP"},
    {"indicator_id": "FLAT"},
    {"indicator_id": "BROKEN"},
    {"indicator_id": "BREAKS"},
    {"indicator_id": "LATER"},
    {"indicator_id": "WAITS"},
    {"indicator_id": "SOON"},
    {"indicator_id": "FAR"},
    {"indicator_id": "ROLLING"},
    {"indicator_id": "SURVEY", "frequency": "survey"},
    {"indicator_id": "UNEVEN"},
    {"indicator_id": "FULL"},
    {"indicator_id": "HIGH"},
    {"indicator_id": "RARE", "method": "count", "polarity": "lower"},
    {"indicator_id": "COUNTED"},
    {"indicator_id": "MONTHS", "method": "mean", "frequency": "monthly"},
    {"indicator_id": "EMPTY"},
)
OBSERVATIONS = (
    *annual("UP", SEVEN),
    # none of these is the area's own settled value
    {"indicator_id": "UP", **year(2008), "value": 99.0, "value_note": "provisional"},
    {"indicator_id": "UP", **year(2009), "value": 99.0, "value_note": "projected"},
    {"indicator_id": "UP", "area_code": "N", **year(2001), "value": 99.0},
    {"indicator_id": "UP", **year(2001), "value": 99.0, "breakdown_type": "sex", "breakdown": "m"},
    {"indicator_id": "UP", **year(2001), "value": 99.0, "department_code": "D1"},
    *annual("FREE", SEVEN),
    *annual("NONE", SEVEN),
    *annual("FEW", [50.0, 52.0, 53.0, 56.0], 2005),
    *annual("GAP", [20.0, 30.0, None, 40.0, 35.0, 50.0, 45.0]),
    *annual("FLAT", [50.0] * 6),
    *annual("BROKEN", [50.0, 51.0, 53.0, 52.0, 54.0, 70.0, 72.0]),
    *annual("BREAKS", SEVEN),
    *annual("LATER", SEVEN),
    *annual("WAITS", [*SEVEN, {"value": 90.0, "value_note": "provisional"}]),
    *annual("SOON", SEVEN),
    *annual("FAR", SEVEN),
    *(
        {"indicator_id": "ROLLING", "value": 20.0 + first % 5}
        | {"period_start": date(first, 1, 1), "period_end": date(first + 2, 12, 31)}
        | {"period_label": f"{first}-{first + 2}"}
        for first in range(2000, 2006)
    ),
    *annual("SURVEY", [50.0, 52.0, 53.0, 52.0, 57.0, 58.0]),
    *annual("UNEVEN", SEVEN[:6], 2000),
    {"indicator_id": "UNEVEN", "value": 50.0, "period_label": "calendar 2008"}
    | {"period_start": date(2008, 1, 1), "period_end": date(2008, 12, 31)},
    *annual("FULL", [97.0, 99.0, 100.0, 98.0, 100.0, 100.0]),
    *annual("HIGH", [90.0, 95.0, 97.0, 98.0, 99.0, 99.5]),
    *annual("RARE", [12.0, 9.0, 7.0, 8.0, 4.0, 3.0]),
    *(row | {"numerator": row["value"], "denominator": 100.0} for row in annual("COUNTED", SEVEN)),
    *(
        {"indicator_id": "MONTHS", **month(at), "value": 50 + at / 12 + 5 * (at % 12 == 7)}
        for at in range(54)
    ),
)
TARGETS = (
    target("UP", 60.0, **year(2009)),
    target("UP", 55.0, **year(2008)),
    target("UP", 10.0, **year(2007)),  # of a period that is past
    target("UP", 10.0, area_code="N", **year(2010)),
    target("NONE", 60.0, **year(2009)),
    target("FEW", 60.0, **year(2010)),
    target("GAP", 60.0, **year(2009)),
    target("FLAT", 60.0, **year(2007)),
    target("BROKEN", 80.0, **year(2009), approved_date=date(2006, 3, 31)),
    *(target(one, 60.0, **year(2009)) for one in ("BREAKS", "LATER", "WAITS")),
    target("SOON", 60.0, **year(2008)),
    target("SOON", 90.0, **year(2035)),
    target("FAR", 74.0, **year(2036)),
    target("ROLLING", 26.0, period_start=date(2007, 1, 1), period_end=date(2009, 12, 31)),
    target("SURVEY", 60.0, **year(2009)),
    target("SURVEY", 70.0, **year(2011)),
    target("HIGH", 98.0, **year(2007)),
    target("RARE", 2.0, **year(2007)),
    target("COUNTED", 60.0, **year(2009)),
    # a whole year's target covers its months; a month's own comes before it
    target("MONTHS", 60.0, period_start=date(2008, 7, 1), period_end=date(2009, 6, 30)),
    target("MONTHS", 61.0, period_start=date(2009, 3, 1), period_end=date(2009, 3, 31)),
)


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forecast")
    made = workspace(
        folder,
        OBSERVATIONS,
        indicators=INDICATORS,
        departments=[{"department_code": "D1"}],
        targets=TARGETS,
        series_breaks=BREAKS,
    )
    with serving(made):
        yield


def asked(indicator: str, *, is_across: bool = False, area: str = "H"):
    return fetch("indicator_forecast", indicator_id=indicator, area_code=area, is_across=is_across)


def told(indicator: str, *columns: str, **asking) -> list[tuple]:
    """These columns of all that is not as observed."""
    rows = asked(indicator, **asking)
    rows = rows[rows["method"] != "observed"][list(columns)].map(
        lambda cell: cell.date() if isinstance(cell, pd.Timestamp) and pd.notna(cell) else cell
    )
    return [tuple(row) for row in rows.astype(object).where(rows.notna(), None).to_numpy()]


def last(indicator: str, method: str = "straight_line", **asking):
    rows = asked(indicator, **asking)
    return rows[rows["method"] == method].iloc[-1]


def test_only_the_area_s_own_settled_values_are_what_was_observed():
    rows = asked("UP")
    observed = rows[rows["method"] == "observed"]

    assert observed["value"].tolist() == SEVEN
    assert observed["period_label"].iloc[[0, -1]].tolist() == ["2001/02", "2007/08"]
    assert observed["place"].tolist() == list(range(7))
    assert observed[["mean", "target_value", "band", "reason"]].isna().all(axis=None)


def test_each_method_leads_to_the_last_target_published():
    assert told("UP", "method", "period_label", "target_value", "period_end") == [
        ("straight_line", "2008/09", 55.0, date(2009, 3, 31)),
        ("straight_line", "2009/10", 60.0, date(2010, 3, 31)),
        ("random_walk_with_drift", "2008/09", 55.0, date(2009, 3, 31)),
        ("random_walk_with_drift", "2009/10", 60.0, date(2010, 3, 31)),
    ]


def test_the_line_its_ranges_and_the_band_of_the_chance():
    row = last("UP")

    # by hand: slope 125 / 28, mean 35, squares left over 141.964; t of 5 degrees of freedom
    error = math.sqrt(141.9643 / 5 * (1 + 1 / 7 + 25 / 28))
    assert row["mean"] == pytest.approx(35 + 5 * 125 / 28)
    assert row["upper_95"] - row["mean"] == pytest.approx(2.570582 * error, rel=1e-6)
    assert row["mean"] - row["lower_80"] == pytest.approx(1.475884 * error, rel=1e-6)
    # (60 - 57.32) / 7.60 = 0.35 of a standard error short of its target: about 37 in 100
    assert row["band"] == "20_to_40"
    assert row.isna()["reason"]
    assert (row["gap"], row["change_per_period"], row["periods_to_target"]) == (15, 7.5, 2)


def test_without_a_target_three_years_ahead_and_no_chance():
    rows = told("FREE", "method", "period_label", "band", "reason")

    assert rows[:3] == [
        ("straight_line", "2008/09", None, None),
        ("straight_line", "2009/10", None, None),
        ("straight_line", "2010/11", None, "no_target"),
    ]
    assert last("FREE")[["gap", "change_per_period"]].isna().all()


def test_an_indicator_that_is_not_judged_has_no_chance():
    row = last("NONE")

    assert (row["reason"], row["target_value"]) == ("no_judgement", 60)
    assert row.isna()["band"]


@pytest.mark.parametrize(
    ("indicator", "reason", "label", "gap", "change", "periods"),
    [
        ("FEW", "not_enough_data", "2010/11", 4.0, 2.0, 2),
        ("ROLLING", "overlapping_periods", "2007-2009", 6.0, 3.0, 2),
        # the later of its two targets; without a rhythm there are no periods to share it out over
        ("SURVEY", "no_fixed_rhythm", "2011/12", 12.0, None, None),
        ("UNEVEN", "uneven_periods", None, None, None, None),
        ("EMPTY", "no_data", None, None, None, None),
        ("UNKNOWN", "no_data", None, None, None, None),
    ],
)
def test_what_cannot_be_forecast_says_why_and_how_far_the_target_is(
    indicator, reason, label, gap, change, periods
):
    columns = ("method", "reason", "period_label", "gap", "change_per_period", "periods_to_target")

    assert told(indicator, *columns) == [("no_forecast", reason, label, gap, change, periods)]


def test_no_forecast_crosses_a_break_unless_someone_has_a_reason():
    # 2006/07 and 2007/08 follow the break; its target is older than it
    assert told("BROKEN", "reason", "gap", "break_date") == [
        ("not_enough_since_break", None, date(2006, 4, 1))
    ]
    across = asked("BROKEN", is_across=True)
    assert (across["method"] == "observed").sum() == 7
    assert last("BROKEN", is_across=True)["target_value"] == 80.0


@pytest.mark.parametrize("indicator", ["BREAKS", "WAITS"])
def test_no_forecast_leads_across_a_break_that_no_settled_value_follows(indicator):
    columns = ("method", "reason", "target_value", "gap", "break_date")

    assert told(indicator, *columns) == [
        ("no_forecast", "break_ahead", None, None, date(2008, 4, 1))
    ]
    assert last(indicator, is_across=True)[["period_label", "target_value"]].tolist() == [
        "2009/10",
        60.0,
    ]


def test_a_forecast_ends_before_the_next_break_and_leaves_the_target_after_it():
    assert told("LATER", "method", "period_label", "target_value", "reason") == [
        ("straight_line", "2008/09", None, "target_after_break"),
        ("random_walk_with_drift", "2008/09", None, "target_after_break"),
    ]
    assert last("LATER", is_across=True)["period_label"] == "2009/10"


def test_a_gap_keeps_its_place_and_leaves_the_straight_line():
    rows = asked("GAP")

    assert rows.loc[rows["method"] == "observed", "place"].tolist() == [0, 1, 3, 4, 5, 6]
    assert set(rows["method"]) == {"observed", "straight_line"}


def test_what_never_varied_has_no_chance():
    row = last("FLAT")

    assert (row["reason"], row["mean"]) == ("not_enough_variation", 50)
    assert row.isna()["band"]


def test_a_target_beyond_twelve_periods_is_not_forecast_but_shared_out():
    assert last("SOON")[["period_label", "target_value"]].tolist() == ["2008/09", 60.0]
    far = last("FAR")
    assert far[["period_label", "reason"]].tolist() == ["2010/11", "target_too_far_ahead"]
    assert (far["gap"], far["change_per_period"], far["periods_to_target"]) == (29, 1, 29)


def test_near_the_ends_of_what_is_possible():
    full, high, rare = (last(one) for one in ("FULL", "HIGH", "RARE"))

    assert full["scale"] == "none"  # 100 has no log odds
    assert full["upper_95"] == full["upper_80"] == 100
    assert high["scale"] == "percentage"
    assert 98 < high["mean"] < high["upper_95"] < 100
    assert high["band"] == "80_or_more"
    assert rare["scale"] == "log"
    assert 0 < rare["lower_95"] < rare["mean"] < 3


def test_the_error_of_the_value_itself_widens_the_range():
    plain, counted = last("UP"), last("COUNTED")
    # Wilson's limits of 45 in 100
    sampling = (54.7554 - 35.6145) / (2 * 1.959964)

    assert counted["mean"] == plain["mean"]
    errors = [(row["upper_95"] - row["mean"]) / 2.570582 for row in (plain, counted)]
    assert errors[1] ** 2 - errors[0] ** 2 == pytest.approx(sampling**2, rel=1e-3)


def test_months_keep_their_season_and_the_narrowest_target_counts():
    rows = asked("MONTHS")
    ahead = rows[rows["method"] == "smoothed_seasons"]

    assert len(ahead) == 12  # July 2008 to June 2009
    assert ahead["period_label"].iloc[[0, -1]].tolist() == ["Jul 2008", "Jun 2009"]
    assert ahead["target_value"].tolist() == [60.0] * 8 + [61.0] + [60.0] * 3
    expected = [50 + at / 12 + 5 * (at % 12 == 7) for at in range(54, 66)]
    assert ahead["mean"].tolist() == pytest.approx(expected, rel=1e-6)


def test_a_place_or_an_indicator_that_does_not_exist_has_no_data():
    assert told("UP", "method", "reason", area="?") == [("no_forecast", "no_data")]
