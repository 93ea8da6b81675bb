"""The intervention clock on literal events, every duration worked out by hand."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data import register as registers
from data.publishing import Change, publish
from data.register.rules import Level
from data.register.trajectories import periods_from
from data.workspace import BUNDLED, open_workspace
from queries import fetch, how, judge, serve
from tests.data.bundled import bundled
from tests.data.register.conftest import people
from tests.data.register.drafting import made_law, rule
from tests.data.rows import table
from tests.queries import second_clock
from tests.queries.workspaces import AREAS, SETTINGS, serving

TODAY = date(2009, 7, 31)
ASKED = {"area_codes": ["H"], "today": TODAY}


def month(number: int) -> dict[str, object]:
    """A month of 2008."""
    last = calendar.monthrange(2008, number)[1]
    return {
        "period_start": date(2008, number, 1),
        "period_end": date(2008, number, last),
        "period_label": f"{calendar.month_abbr[number]} 2008",
    }


# When each month's result came, and the results: A1 is better high, its level 40; B1 better low.
RECEIVED = {
    1: date(2008, 2, 20),
    2: date(2008, 3, 20),
    3: date(2008, 4, 20),
    4: date(2008, 5, 25),
    5: date(2008, 6, 18),
    6: date(2008, 7, 20),
    7: date(2008, 8, 22),
}
RESULTS = {
    "A1": {
        1: 50.0,
        2: 39.0,  # the first breach
        3: 40.0,  # exactly at the level
        4: 41.0,  # the curve turned
        5: 38.0,  # a second breach
        6: (45.0, "provisional"),  # not settled: ends nothing
        7: 35.0,  # still below 40, but the level is 30 from July on
    },
    "B1": {5: 55.0, 6: 60.0, 7: 61.0},  # at the level of 60 in June, and ever since
    "C1": {5: 20.0, 7: 20.0},  # its target ends with June: no longer judged in July
    "N1": {6: 1.0},  # far below, but not judged
}
INDICATORS = (
    {"indicator_id": "A1", "frequency": "monthly", "publication_lag_days": 30},
    {"indicator_id": "B1", "frequency": "monthly", "polarity": "lower", "name": "Waste"},
    {"indicator_id": "C1", "frequency": "monthly", "name": "Visits"},
    {"indicator_id": "N1", "frequency": "monthly", "polarity": "none"},
)
LEVELS = {
    "A1": (60.0, 40.0, 12),
    "B1": (50.0, 60.0, 12),
    "C1": (40.0, 30.0, 6),
    "N1": (9.0, 8.0, 12),
}
ACTIONS = (
    {"action_id": "P1", "agreed_date": date(2008, 4, 10)},
    {"action_id": "P2", "agreed_date": date(2008, 4, 11)},  # later than the first
    {"action_id": "P0", "agreed_date": date(2008, 3, 1), "status": "done",
     "start_date": date(2008, 1, 1), "end_date": date(2008, 3, 10)},  # over before the breach
    {"action_id": "Q1", "agreed_date": date(2008, 9, 1), "status": "stopped",
     "end_date": date(2009, 1, 31)},
)  # fmt: skip
SERVED = (("P1", "A1"), ("P2", "A1"), ("P0", "A1"), ("Q1", "B1"))
SEEN = (
    {"indicator_id": "A1", **month(3), "acknowledged_date": date(2008, 4, 22)},
    {"indicator_id": "A1", **month(2), "acknowledged_date": date(2008, 3, 27), "post": "Chief"},
    {"indicator_id": "A1", **month(4), "acknowledged_date": date(2008, 3, 21)},  # no breach
    {"indicator_id": "A1", **month(5), "acknowledged_date": date(2008, 9, 1)},  # over by then
)


def reference() -> dict[str, object]:
    targets = [
        {
            "indicator_id": code,
            **month(number),
            "target_value": target,
            "intervention_level": level,
            "approved_date": date(2007, 12, 1),
        }
        for code, (target, level, last) in LEVELS.items()
        for number in range(1, last + 1)
    ]
    return {
        "areas": table("areas", *AREAS),
        "indicators": table("indicators", *INDICATORS),
        "targets": table("targets", *targets),
        "actions": table("actions", *ACTIONS),
        "action_indicators": table(
            "action_indicators",
            *({"action_id": action, "indicator_id": code} for action, code in SERVED),
        ),
        "acknowledgements": table("acknowledgements", *SEEN),
    }


def results(number: int) -> Iterator[dict[str, object]]:
    for code, values in RESULTS.items():
        if number in values:
            given = values[number]
            value, note = given if isinstance(given, tuple) else (given, None)
            yield {"indicator_id": code, **month(number), "value": value, "value_note": note,
                   "batch_id": f"m{number}"}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Iterator[Path]:
    """Seven monthly releases; from July on a rule of the register asks for less of A1."""
    folder = tmp_path_factory.mktemp("clock")
    for number, day in RECEIVED.items():
        publish(
            folder,
            Change(
                table("observations", *results(number)),
                reference=reference() if number == 1 else None,
            ),
            source_id="test",
            who="test",
            why="test",
            at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        )
    (folder / "workspace.toml").write_text(SETTINGS, encoding="utf-8")
    kept = registers.of(replace(open_workspace(folder), as_at=date(2008, 6, 20)))
    easier = rule(
        effective_from=date(2008, 7, 1),
        periods=periods_from(date(2008, 5, 1), 1, 8),
        start=32.0,
        end=34.0,
        level=Level(30.0, "absolute"),
    )
    made_law(people(kept), easier)
    with serving(folder):
        yield folder


@pytest.fixture
def clock(folder) -> pd.DataFrame:
    return fetch("intervention_clock", **ASKED)


def one(clock: pd.DataFrame, code: str, episode: int = 1) -> dict[str, object]:
    rows = clock[(clock["indicator_id"] == code) & (clock["episode"] == episode)]
    return rows.iloc[0].to_dict()


def test_only_settled_results_at_a_level_that_judges_them_open_an_episode(clock):
    assert [*zip(clock["indicator_id"], clock["episode"], strict=True)] == [
        ("B1", 1),  # the only one that lasts comes first
        ("A1", 1),
        ("A1", 2),
        ("C1", 1),
    ]


def test_a_breach_runs_from_its_receipt_to_what_is_done_about_it(clock):
    first = one(clock, "A1")

    assert (first["period_label"], first["last_period_label"]) == ("Feb 2008", "Mar 2008")
    assert first["periods_at_level"] == 2
    assert first["received_date"] == pd.Timestamp(2008, 3, 20)
    assert first["is_received_known"]
    assert (first["acknowledged_by"], first["days_to_acknowledge"]) == ("Chief", 7)
    assert (first["action_id"], first["was_agreed"]) == ("P1", False)
    assert first["days_to_action"] == 21  # eleven in March, ten in April
    assert (first["ended_by"], first["ended_label"]) == ("turned", "Apr 2008")
    assert first["days_to_turn"] == 66  # eleven in March, 30 in April, 25 in May


def test_a_second_breach_has_a_clock_of_its_own_and_finds_the_action_agreed(clock):
    second = one(clock, "A1", 2)

    assert second["period_label"] == "May 2008"
    assert second["received_date"] == pd.Timestamp(2008, 6, 18)
    assert (second["action_id"], second["was_agreed"], second["days_to_action"]) == ("P1", True, 0)
    assert pd.isna(second["acknowledged_date"])
    assert second["days_to_acknowledge"] == 65  # never, until it was over


def test_a_target_changed_in_mid_breach_judges_from_its_own_day_on(clock):
    """May, at 38, would be well by the new level of 30, and July, at 35, below the old of 40."""
    second = one(clock, "A1", 2)

    assert (second["intervention_level"], second["ended_label"]) == (40.0, "Jul 2008")
    assert second["days_to_turn"] == 65  # twelve in June, 31 in July, 22 in August
    assert "-- Judged by the rules in force on: period_end." in how("intervention_clock", **ASKED)


@pytest.mark.parametrize("then", [True, False])
def test_the_clock_is_the_same_whosever_rules_judge_the_page(folder, then):
    judge(then=then)
    again = fetch("intervention_clock", **ASKED)
    serve()

    pd.testing.assert_frame_equal(again, fetch("intervention_clock", **ASKED))


def test_an_open_clock_counts_to_today_and_a_stopped_action_no_longer_answers(clock):
    lasting = one(clock, "B1")

    assert lasting["is_open"]
    assert lasting["received_date"] == pd.Timestamp(2008, 7, 20)
    assert lasting["days_to_turn"] == lasting["days_to_acknowledge"] == 376  # a year and eleven
    assert (lasting["action_id"], lasting["days_to_action"]) == ("Q1", 43)  # 20 July to 1 September
    assert not lasting["is_acted_on"]


def test_what_is_no_longer_judged_lapses_and_has_not_turned(clock):
    lapsed = one(clock, "C1")

    assert (lapsed["ended_by"], lapsed["ended_label"]) == ("lapsed", "Jul 2008")
    assert not lapsed["is_open"]


@pytest.fixture(scope="module")
def sample():
    with serving(BUNDLED):
        yield


def test_the_sample_has_the_clock_that_the_second_version_works_out(sample):
    codes = fetch("ruled_areas")["area_code"].tolist()
    found = fetch("intervention_clock", area_codes=codes, today=TODAY)
    days = bundled("receipts")
    days = days[days["indicator_id"].isin(found["indicator_id"])]
    serves = bundled("action_indicators").merge(bundled("actions"), on="action_id")
    seen = bundled("acknowledgements")
    types = dict(bundled("areas")[["area_code", "area_type"]].to_numpy().tolist())
    judge(then=True)
    plain = {"is_screened": False, "rebase_date": None, "is_across": False, "ignores_season": False}
    columns = ["received_date", "ended_date", "acknowledged_date", "period_start"]
    compared = 0
    for _, rows in found.groupby(["indicator_id", "area_code"]):
        code, area = rows.iloc[0][["indicator_id", "area_code"]]
        series = fetch("indicator_signals", indicator_id=code, area_code=area, **plain)
        own = days[(days["indicator_id"] == code) & (days["area_type"] == types[area])]
        first = own.groupby(["period_start", "period_end"])["first_received_date"].min()
        first = first.reset_index()
        second = second_clock.clock(
            plain_rows(series),
            {tuple(map(day, row[:2])): day(row[2]) for row in first.to_numpy()},
            {
                (day(row.period_start), day(row.period_end)): day(row.acknowledged_date)
                for row in seen[(seen["indicator_id"] == code) & (seen["area_code"] == area)]
                .itertuples()
            },
            plain_rows(
                serves[(serves["indicator_id"] == code) & (serves["area_code"] == area)]
            ),
            TODAY,
        )  # fmt: skip
        mine = rows.sort_values("episode").assign(
            **{
                name: [day(value) for value in rows.sort_values("episode")[name]]
                for name in columns
            }
        )
        for row, other in zip(mine.to_dict("records"), second, strict=True):
            assert {name: none(row[name]) for name in other} == other, (code, area)
            compared += 1
    serve()
    assert compared == len(found) > 300


def plain_rows(rows: pd.DataFrame) -> list[dict[str, object]]:
    return [
        {
            name: day(v) if name.endswith(("_date", "_start", "_end")) else none(v)
            for name, v in row.items()
        }
        for row in rows.to_dict("records")
    ]


def none(value):
    return None if pd.api.types.is_scalar(value) and pd.isna(value) else value


def day(value) -> Any:
    """A date, or None for no day."""
    return None if pd.isna(value) else pd.Timestamp(value).date()
