"""The reporting calendar: what is owed, what came and when, on literal rows and on the sample."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from data.publishing import Change, publish
from data.sample.truths import planted
from data.workspace import BUNDLED
from queries import fetch
from tests.data.rows import observations, table, year
from tests.queries.questions import HOME
from tests.queries.workspaces import AREAS, SETTINGS, serving

TODAY = date(2009, 7, 31)
APRIL, JUNE, JULY = date(2009, 4, 30), date(2009, 6, 10), date(2009, 7, 28)
ASKED = {"area_code": "H", "today": TODAY}
ANY = {"partner": None, "theme": None, "collection": None}
INDICATORS = (
    {"indicator_id": "monthly", "frequency": "monthly", "publication_lag_days": 25},
    {"indicator_id": "came late", "frequency": "monthly", "publication_lag_days": 25},
    {"indicator_id": "quarterly", "frequency": "quarterly", "publication_lag_days": 40},
    {"indicator_id": "yearly", "publication_lag_days": 90},
    {"indicator_id": "part", "publication_lag_days": 90, "partner": "Police"},
    {"indicator_id": "weekly", "frequency": "weekly", "publication_lag_days": 3},
    {"indicator_id": "silent", "frequency": "monthly", "publication_lag_days": 25},
    # none of these is in the calendar
    {"indicator_id": "survey", "frequency": "survey"},
    {"indicator_id": "never measured", "frequency": "monthly"},
    {"indicator_id": "elsewhere", "frequency": "monthly"},
    {"indicator_id": "off the scorecard", "frequency": "monthly", "is_scorecard": False},
)


def month(name: str, first: date, **more: object) -> dict[str, object]:
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    period = {"period_start": first, "period_end": last, "period_label": f"{first:%b %Y}"}
    return {"indicator_id": name, **period, **more}


def quarter(first: date, last: date, label: str, **more: object) -> dict[str, object]:
    period = {"period_start": first, "period_end": last, "period_label": label}
    return {"indicator_id": "quarterly", **period, **more}


def week(last: date) -> dict[str, object]:
    start = last - timedelta(days=6)
    label = f"{last:%d %b}"
    period = {"period_start": start, "period_end": last, "period_label": label}
    return {"indicator_id": "weekly", **period}


FIRST = [
    *(month("monthly", date(2009, number, 1)) for number in (1, 2, 3)),
    *(month("came late", date(2009, number, 1)) for number in (2, 3)),
    quarter(date(2008, 10, 1), date(2008, 12, 31), "Q3 2008/09"),
    quarter(date(2009, 1, 1), date(2009, 3, 31), "Q4 2008/09", value=49.0),
    # the year in between is a gap of long ago, and nobody waits for it
    {"indicator_id": "yearly", **year(2005)},
    {"indicator_id": "yearly", **year(2007)},
    {"indicator_id": "part", **year(2007)},
    week(date(2009, 4, 26)),
    month("silent", date(2008, 1, 1)),
    {"indicator_id": "survey", **year(2007)},
    month("elsewhere", date(2009, 1, 1), area_code="W1"),
    month("off the scorecard", date(2009, 1, 1)),
]
SECOND = [month("monthly", date(2009, 4, 1))]
REVISED = quarter(date(2009, 1, 1), date(2009, 3, 31), "Q4 2008/09")
THIRD = [
    month("monthly", date(2009, 5, 1)),
    month("came late", date(2009, 4, 1)),
    month("came late", date(2009, 6, 1)),
    REVISED,
    {"indicator_id": "yearly", **year(2009), "value_note": "projected"},
    {"indicator_id": "part", **year(2008), "value_note": "partial_period"},
    *(week(date(2009, 5, 3) + timedelta(days=7 * number)) for number in range(13)),
]


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reporting")
    reference = {"areas": table("areas", *AREAS), "indicators": table("indicators", *INDICATORS)}
    batches = ((APRIL, FIRST, reference, None), (JUNE, SECOND, {}, None))
    for day, rows, tables, gone in (*batches, (JULY, THIRD, {}, observations(REVISED))):
        brought = observations(*({**row, "batch_id": f"of {day}"} for row in rows))
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        change = Change(brought, gone, tables)
        publish(folder, change, source_id="test", who="test", why="test", at=moment)
    (folder / "workspace.toml").write_text(SETTINGS, encoding="utf-8")
    with serving(folder):
        yield


def results(indicator_id: str, **asked: object) -> pd.DataFrame:
    everything = fetch("reporting_calendar", **{**ASKED, **ANY, **asked}, indicator_id=indicator_id)
    return everything.sort_values("period_end")


def told(indicator_id: str, *columns: str) -> list[list[object]]:
    rows = results(indicator_id)[["period_label", "state", *columns]].astype(object)
    return rows.where(rows.notna(), None).to_numpy().tolist()


def test_a_result_is_owed_for_every_period_from_the_latest_on():
    assert told("monthly", "days_after_due") == [
        # nobody can tell of what came with the first data
        ["Jan 2009", "received", None],
        ["Feb 2009", "received", None],
        ["Mar 2009", "received", None],
        ["Apr 2009", "received", 16],
        # published in July, the first time after the 25th of June
        ["May 2009", "received", 33],
        ["Jun 2009", "late", 6],
        ["Jul 2009", "due", -25],
        ["Aug 2009", "due", -56],
        ["Sep 2009", "due", -86],
        ["Oct 2009", "due", -117],
        ["Nov 2009", "due", -147],
        ["Dec 2009", "due", -178],  # due on 25 January, in the last month of the calendar
    ]


def test_what_a_release_should_have_held_came_late_and_a_gap_is_still_owed():
    rows = told("came late", "days_after_due")

    assert rows[2:5] == [
        ["Apr 2009", "received_late", 64],  # June's release was published without it
        ["May 2009", "late", 36],
        ["Jun 2009", "received", 3],
    ]


def test_a_revision_leaves_the_day_on_which_the_result_first_came():
    row = results("quarterly").iloc[1]

    assert row["period_label"] == "Q4 2008/09"
    assert row["state"] == "received"
    assert (row["first_received_date"].date(), row["revised_date"].date()) == (APRIL, JULY)


def test_periods_to_come_are_labelled_as_those_that_came():
    labels = [row[0] for row in told("quarterly")]

    assert labels == ["Q3 2008/09", "Q4 2008/09", "Apr 2009 to Jun 2009", "Jul 2009 to Sep 2009"]
    assert [row[0] for row in told("yearly")] == ["2008/09"]


def test_a_year_is_late_though_it_is_projected_or_a_part_of_it_came():
    assert told("yearly", "days_after_due") == [["2008/09", "late", 32]]
    # One label is too few to learn from.
    assert told("part", "days_after_due") == [["Apr 2008 to Mar 2009", "late", 32]]


def test_weeks_are_counted_as_weeks():
    rows = results("weekly")
    came = rows[rows["state"].isin(["received", "received_late"])]
    owed = rows[rows["state"] == "due"]

    assert len(came) == 14
    # June's release should have held the weeks due up to its day, the 10th.
    assert (came["state"] == "received_late").tolist() == [False] + 6 * [True] + 7 * [False]
    assert came["days_after_due"].tolist()[-1] == -1  # the week to 26 July came on the 28th
    assert owed["period_end"].diff().dropna().unique().tolist() == [pd.Timedelta(days=7)]
    assert owed["period_label"].iloc[0] == "Week to 2 August 2009"
    assert owed["due_date"].iloc[-1].date() == date(2010, 1, 27)
    assert (rows["period_end"] - rows["period_start"] == pd.Timedelta(days=6)).all()


def test_all_that_is_owed_since_the_latest_result_is_listed_however_old():
    rows = results("silent")

    assert rows["state"].value_counts().to_dict() == {"late": 17, "due": 6}
    assert rows["due_date"].iloc[0].date() == date(2008, 3, 25)


@pytest.mark.parametrize(
    "name", ["survey", "never measured", "elsewhere", "off the scorecard", "no such"]
)
def test_nothing_is_owed_on_a_set_day(name):
    assert results(name).empty


def test_late_comes_first_then_what_is_due_then_what_came():
    rows = fetch("reporting_calendar", **ASKED, **ANY, indicator_id=None)
    states = rows["state"].replace({"received_late": "received"})
    days = rows["days_after_due"]

    assert states.drop_duplicates().tolist() == ["late", "due", "received"]
    assert days[states == "late"].is_monotonic_decreasing
    assert days[states == "due"].is_monotonic_decreasing
    assert rows.loc[states == "received", "due_date"].is_monotonic_decreasing


def test_the_months_count_what_the_calendar_lists():
    rows = fetch("reporting_calendar", **ASKED, **ANY, indicator_id=None)
    months = fetch("reporting_months", **ASKED, **ANY)
    states = ["received", "received_late", "late", "due"]

    assert months[states].sum().to_dict() == rows["state"].value_counts().to_dict()
    council = months[months["partner"] == "Council"].set_index("month_start")
    assert council.loc["2009-07-01", states].tolist() == [6, 0, 2, 0]
    assert council.index.min() == pd.Timestamp(2008, 6, 1)
    # Silent since January 2008: its four months before the calendar's first stand before it.
    assert council.loc["2008-06-01", ["is_earlier", "late"]].tolist() == [True, 4]
    assert council["is_earlier"].sum() == 1
    assert council.index[council["is_current"]].tolist() == [pd.Timestamp(2009, 7, 1)]
    police = months[months["partner"] == "Police"]
    assert len(police) == len(council)
    assert police[states].sum().tolist() == [0, 0, 1, 0]


def test_the_summary_counts_what_is_late_and_what_is_due_next():
    rows = fetch("reporting_calendar", **ASKED, **ANY, indicator_id=None)
    (owing,) = fetch("reporting_summary", **ASKED, **ANY).to_dict("records")
    (police,) = fetch("reporting_summary", **ASKED, **{**ANY, "partner": "Police"}).to_dict(
        "records"
    )
    (nobody,) = fetch("reporting_summary", **ASKED, **{**ANY, "partner": "?"}).to_dict("records")

    assert (owing["late"], owing["late_partners"]) == ((rows["state"] == "late").sum(), 2)
    assert owing["longest_late"] == 493  # silent: February 2008, due on 25 March 2008
    assert (owing["next_due_date"].date(), owing["next_due"]) == (date(2009, 8, 5), 1)
    assert (police["late"], police["longest_late"], police["next_due"]) == (1, 32, 0)
    assert (nobody["late"], nobody["next_due"]) == (0, 0)


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({"partner": "Police"}, {"part"}),
        ({"theme": "Elsewhere"}, set()),
        ({"collection": "lpsa"}, set()),
    ],
)
def test_a_choice_narrows_the_list_and_the_months(choice, names):
    rows = fetch("reporting_calendar", **ASKED, **{**ANY, **choice}, indicator_id=None)

    assert set(rows["indicator_id"]) == names
    assert fetch("reporting_months", **ASKED, **{**ANY, **choice}).empty == (not names)


def test_the_sample_owes_what_was_planted_and_nothing_else():
    owed = {
        (truth.indicator_id, truth.period_start)
        for kind in ("overdue", "partial_period")
        for truth in planted(kind)
    }
    with serving(BUNDLED):
        rows = fetch("expected_results", area_code=HOME, today=TODAY)
    late = rows[rows["state"] == "late"]
    first = late.groupby("indicator_id")["period_start"].min()

    assert {(name, start.date()) for name, start in first.items()} == owed
    assert late.groupby("indicator_id").size().to_dict() == {
        "BUS01": 1,
        "BV64": 1,
        "NWL02": 6,
        "PCT02": 2,
    }
