"""Freshness: a result is up to date on the day it is due, and late the day after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from queries import fetch
from tests.queries.workspaces import serving, workspace

# frequency: (latest period, days it takes to publish, day the next one is due)
DUE = {
    "weekly": ((date(2009, 6, 1), date(2009, 6, 7)), 3, date(2009, 6, 17)),
    # Months end on different days: from 28 February to 31 March.
    "monthly": ((date(2009, 2, 1), date(2009, 2, 28)), 10, date(2009, 4, 10)),
    "quarterly": ((date(2009, 4, 1), date(2009, 6, 30)), 0, date(2009, 9, 30)),
    "four_monthly": ((date(2008, 11, 1), date(2009, 2, 28)), 0, date(2009, 6, 30)),
    "annual": ((date(2007, 4, 1), date(2008, 3, 31)), 90, date(2009, 6, 29)),
    "biennial": ((date(2007, 4, 1), date(2008, 3, 31)), 0, date(2010, 3, 31)),
    "triennial": ((date(2005, 1, 1), date(2005, 12, 31)), 1, date(2009, 1, 1)),
    "four_yearly": ((date(2005, 5, 1), date(2005, 5, 31)), 0, date(2009, 5, 31)),
}
NEVER = ("census", "survey", "irregular")


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    indicators = [
        {"indicator_id": frequency, "frequency": frequency, "publication_lag_days": lag}
        for frequency, (_, lag, _) in DUE.items()
    ]
    indicators += [{"indicator_id": frequency, "frequency": frequency} for frequency in NEVER]
    indicators.append({"indicator_id": "never measured", "frequency": "monthly"})
    observations = [
        {"indicator_id": frequency, "period_start": start, "period_end": end}
        for frequency, ((start, end), *_) in DUE.items()
    ]
    observations += [
        {"indicator_id": i, "period_start": date(1991, 4, 21), "period_end": date(1991, 4, 21)}
        for i in NEVER
    ]
    # A projection does not make a late result fresh.
    observations.append(
        {
            "indicator_id": "annual",
            "period_start": date(2010, 4, 1),
            "period_end": date(2011, 3, 31),
            "value_note": "projected",
        }
    )
    folder = tmp_path_factory.mktemp("freshness")
    with serving(workspace(folder, observations, indicators=indicators)):
        yield


def asked(today: date) -> dict[str, object]:
    return {"area_code": "H", "comparator_code": None, "today": today}


def result(indicator_id: str, today: date) -> dict[str, object]:
    rows = fetch("indicator_result", indicator_id=indicator_id, **asked(today))
    (row,) = rows.to_dict("records")
    return row


@pytest.mark.parametrize("frequency", DUE)
def test_late_begins_the_day_after_the_day_it_is_due(frequency):
    due = DUE[frequency][2]

    on_the_day = result(frequency, due)
    assert on_the_day["due_date"].date() == due
    assert on_the_day["freshness"] == "up_to_date"
    assert result(frequency, due + timedelta(days=1))["freshness"] == "late"


@pytest.mark.parametrize("indicator_id", NEVER)
def test_without_a_rhythm_nothing_is_late(indicator_id):
    assert result(indicator_id, date(2100, 1, 1))["freshness"] == "latest_known"


def test_what_was_never_measured_has_no_data_rather_than_a_latest_result():
    assert result("never measured", date(2100, 1, 1))["freshness"] == "no_data"


def test_late_results_are_listed_longest_due_first_with_their_days():
    late = fetch("late_results", **asked(date(2009, 6, 30)))

    assert late[["indicator_id", "days_late"]].to_dict("split")["data"] == [
        ["triennial", 180],
        ["monthly", 81],
        ["four_yearly", 30],
        ["weekly", 13],
        ["annual", 1],
    ]  # four_monthly is due this very day


def test_freshness_is_counted_by_collection():
    (row,) = fetch("freshness", **asked(date(2009, 6, 30))).to_dict("records")

    assert (row["collection"], row["indicators"]) == ("vitality_profiles", 12)
    assert (row["late"], row["up_to_date"], row["latest_known"], row["no_data"]) == (5, 3, 3, 1)
    assert row["last_period_end"].date() == date(2009, 6, 30)
