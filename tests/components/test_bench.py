"""The bench in words, numbers and rows: what a trial asks and what is said of it."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from components import bench_rows, bench_table, bench_words
from queries import Answer, bench

SUBJECT = {
    "indicator_id": "A1",
    "name": "Recycling",
    "area_name": "Home",
    "unit": "%",
    "decimals": 1,
    "polarity": "higher",
}
FACTS: dict[str, Any] = {
    "baseline_value": 55.0,
    "baseline_label": "2008/09",
    "target_value": 60.5,
    "target_label": "10% better than the baseline",
    "change": 5.5,
    "periods": 3,
    "last_period": "2011/12",
    "first_level": 55.0,
    "last_level": 57.8,
    "lower": None,
    "upper": None,
    "past_values": 8,
    "replayed_periods": 7,
    "on_target_periods": 1,
    "fired_periods": 3,
    "false_alarms": 2,
    "worse_periods": 2,
    "worse_periods_missed": 1,
    "worsenings": 1,
    "worsenings_missed": 0,
    "replay_reason": None,
    "meeting_values": 0,
    "assurance": "consistent_fail",
    "is_trial": True,
    "chart_reason": None,
    "forecast_mean": 56.214,
    "forecast_lower_95": 53.0,
    "forecast_upper_95": 59.4,
    "forecast_band": "below_20",
    "forecast_reason": None,
    "forecast_method": "straight_line",
    "forecast_period": "2011/12",
    "peers": 15,
    "peer_values": 15,
    "peers_as_large": 3,
    "peer_best": 8.0,
    "peer_change_asked": 5.5,
    "peer_is_relative": False,
    "own_change": 3.0,
    "peer_from": "2005/06",
    "peer_to": "2008/09",
    "peer_first_bound": 0.0,
    "peer_middle_bound": 1.0,
    "peer_third_bound": 4.0,
}


def headline(name: str = "", polarity: str = "higher", **changed: object) -> tuple[str, str]:
    return bench_words.headline(SUBJECT | {"polarity": polarity}, name, FACTS | changed)


def test_the_headline_says_what_is_asked_whether_it_is_stretching_and_the_false_alarms():
    happened, known = headline("Steady")

    assert happened == (
        "“Steady” asks Recycling in Home to rise from 55.0% to 60.5% by 2011/12: stretching, "
        "beyond its usual ups and downs. Its level would have fired in 3 of 7 past periods, 2 of "
        "them false alarms, and have missed none of 1 real worsening."
    )
    assert known == (
        "3 of 15 comparators moved as far in the same time. If the past goes on, it will be 56.2% "
        "in 2011/12 (95% prediction interval 53.0% to 59.4%, straight line); the chance of meeting "
        "the target is less than 20 in 100."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"assurance": "consistent_pass"}, "which its usual ups and downs meet anyway."),
        ({"assurance": "inconsistent"}, "which chance alone can bring."),
        (
            {"assurance": "inconsistent", "meeting_values": 1},
            "which chance alone can bring: 1 of 8 past values meets it.",
        ),
        (
            {"assurance": "inconsistent", "meeting_values": 4},
            "which chance alone can bring: 4 of 8 past values meet it.",
        ),
        ({"assurance": None}, "by 2011/12. Its level"),
        ({"change": -5.5}, "which is no improvement."),
        ({"change": 5.5, "polarity": "lower"}, "which is no improvement."),
        ({"change": 0.0}, "to stay at 60.5% by 2011/12"),
    ],
)
def test_whether_it_is_stretching(changed, said):
    assert said in headline(**changed)[0]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"false_alarms": 0}, "fired in 3 of 7 past periods, none of them a false alarm, and"),
        ({"false_alarms": 3}, "fired in 3 of 7 past periods, always a false alarm, and"),
        ({"false_alarms": 1}, "fired in 3 of 7 past periods, 1 of them a false alarm, and"),
        ({"fired_periods": 0, "worsenings": 0}, "would not have fired in any of 7 past periods."),
        (
            {"fired_periods": 0, "worsenings": 2, "worsenings_missed": 2},
            "in any of 7 past periods, and have missed 2 of 2 real worsenings.",
        ),
        ({"replay_reason": "no_level"}, "Replay: it has no intervention level."),
        ({"replay_reason": "nothing_before"}, "no past period has enough values before it"),
        ({"replay_reason": "too_few_points"}, "there are too few settled values to replay it"),
    ],
)
def test_how_often_its_level_would_have_fired(changed, said):
    assert said in headline(**changed)[0]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"peers_as_large": 0}, "None of 15 comparators moved as far in the same time."),
        ({"forecast_mean": None, "forecast_reason": "over"}, "Its last period is over"),
        (
            {"forecast_mean": None, "forecast_reason": "not_enough_data"},
            "There is no forecast: there are fewer than 5 settled values.",
        ),
        (
            {"forecast_mean": None, "forecast_reason": "no_fixed_rhythm"},
            "There is no forecast: it is not measured at a fixed rhythm",
        ),
        (
            {"forecast_band": None, "forecast_reason": "target_too_far_ahead"},
            "straight line). Its last period is too far ahead for a chance to be given.",
        ),
        (
            {"forecast_band": None, "forecast_reason": "no_judgement"},
            "Neither high nor low is good in itself, so no chance is given.",
        ),
    ],
)
def test_where_it_is_heading(changed, said):
    assert said in headline(**changed)[1]


def test_comparators_without_values_are_not_spoken_of():
    assert headline(peer_values=0)[1].startswith("If the past goes on")


def test_the_numbers_have_a_row_for_each_thing_and_a_column_for_each_trial():
    table = bench_table.comparison(
        SUBJECT, {"A": FACTS, "B": FACTS | {"first_level": None, "replay_reason": "no_level"}}
    ).set_index("What")

    assert table["A"].to_dict() == {
        "Baseline": "55.0%",
        "Where it comes from": "2008/09",
        "Target": "60.5%",
        "Where that comes from": "10% better than the baseline",
        "Period of the target": "2011/12, 3 periods on",
        "Intervention level": "55.0% at first, 57.8% at last",
        "Target range": "None",
        "Would have been on target": "1 of 7",
        "Would have fired": "3 of 7",
        "False alarms among these": "2",
        "Real worsenings missed": "0 of 1",
        "As things stand": "✗ Consistently fails (limits on trial)",
        "Past values that meet it": "0 of 8",
        "Forecast": "56.2% (53.0% to 59.4%)",
        "Chance to meet it": "less than 20 in 100",
        "Change asked": "+5.5 percentage points",
        "Own change in as much time": "+3.0",
        "Comparators that moved as far": "3 of 15, 2005/06 to 2008/09",
        "Quarters of their changes": "0.0, +1.0, +4.0",
        "Farthest of them": "+8.0",
    }
    assert table["B"]["Intervention level"] == "None"
    assert table["B"][["Would have fired", "False alarms among these"]].tolist() == ["–", "–"]


def test_what_is_counted_changes_in_per_cent():
    counted = SUBJECT | {"unit": "count", "decimals": 0}
    facts = FACTS | {"peer_is_relative": True, "peer_change_asked": 9.09}

    table = bench_table.comparison(counted, {"A": facts}).set_index("What")

    assert table["A"]["Change asked"] == "+9%"


def past() -> pd.DataFrame:
    ends = pd.to_datetime([f"{year}-03-31" for year in (2007, 2008, 2009)])
    return pd.DataFrame(
        {
            "period_end": ends,
            "period_label": ["2006/07", "2007/08", "2008/09"],
            "value": [53.0, None, 55.0],
            "value_note": [None, "missing", None],
            "stretch": 0,
            "mean": 54.0,
            "lower_limit": 50.0,
            "upper_limit": 58.0,
            "rebase_group": 1,
        }
    )


def tried(name: str = "", target: float = 60.0) -> bench.Tested:
    """A trial of one period, with a replay of the past and a forecast of two periods."""
    ahead = pd.to_datetime(["2010-03-31", "2011-03-31"])
    replay = past()[["period_end"]].assign(
        level_then=[None, 52.0, 52.0], status_then=[None, None, "on_target"],
        is_fired=False, is_false_alarm=False,
    )  # fmt: skip
    line = {f"{side}_{level}": 55.0 for side in ("lower", "upper") for level in (80, 95)}
    forecast = pd.DataFrame(
        {
            "method": ["observed", "straight_line", "straight_line"],
            "period_end": [past()["period_end"].iloc[-1], *ahead],
            "period_label": ["2008/09", "2009/10", "2010/11"],
            "value": [55.0, None, None],
            "mean": [None, 56.0, 57.0],
            **line,
        }
    )
    steps = pd.DataFrame(
        {
            "period_end": ahead[:1],
            "period_label": "2009/10",
            "target": target,
            "level": 55.0,
            "lower": None,
            "upper": None,
        }
    )
    return bench.Tested(
        bench.Trial(name=name),
        Answer(past(), ""),
        facts={"baseline_value": 55.0},
        steps=steps,
        replay=Answer(replay, ""),
        forecast=Answer(forecast, ""),
    )


def test_the_rows_are_the_past_with_its_replay_and_the_periods_ahead():
    rows, tables = bench_rows.drawn({"A": tried("Steady"), "B": tried(target=70.0)})

    assert rows["period_label"].tolist() == [
        "2006/07", "2007/08", "2008/09", "2009/10", "2010/11",
    ]  # fmt: skip
    assert rows["status_then"].iloc[2] == "● On target"
    trials = tables["trials"]
    assert trials["trial"].tolist() == ["A", "A", "B", "B"]
    assert trials["target"].tolist() == [55.0, 60.0, 55.0, 70.0]
    assert trials["level"].isna().tolist() == [True, False, True, False]
    assert tables["fan"]["mean"].tolist() == [55.0, 56.0, 57.0]  # led up to by the last value


def test_the_names_at_the_ends_of_lines_do_not_cover_one_another():
    _, tables = bench_rows.drawn({"A": tried("Steady"), "B": tried(target=60.1)})
    named = tables["line_ends"]

    assert named["name"].tolist() == ["A level", "B level", "Forecast", "A, Steady", "B"]
    gaps = named["at"].diff().dropna()
    room = 1.1 * (60.1 - 50.0) * 15 / bench_rows.HEIGHT
    assert (gaps >= room - 1e-9).all()
    assert (named["at"] >= named["amount"]).all()


def test_without_a_rule_the_past_is_shown_alone():
    alone = bench.Tested(bench.Trial(), Answer(past(), ""), problem="Give the target.")
    rows, tables = bench_rows.drawn({"A": alone})

    assert len(rows) == 3
    assert {name: len(table) for name, table in tables.items()} == {
        "trials": 0,
        "fan": 0,
        "line_ends": 0,
    }
