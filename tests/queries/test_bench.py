"""The bench: trials of literal series, what they come to, and what there is to say of them."""

from __future__ import annotations

from datetime import date

import pytest

from data.register import trajectories
from queries import bench
from queries.bench import Trial, calendar
from tests.data.rows import year
from tests.queries.workspaces import AREAS, SETTINGS, serving, workspace

PEERS = [f"P{number}" for number in range(1, 6)]
GROUP = {"group_id": "NEAR", "group_name": "Neighbours"}
SHIFT = [*[10, 12] * 6, *[20, 22] * 4]  # by month: a step of ten up in the thirteenth
YEARLY = dict(zip(range(2001, 2009), (50, 52, 51, 53, 52, 54, 53, 55), strict=True))
# Each peer's values of 2005/06 and 2008/09: changes of -2, 0, 1, 4 and 8.
MOVED = {"P1": (60, 58), "P2": (40, 40), "P3": (50, 51), "P4": (50, 54), "P5": (50, 58)}


def monthly(first: date, values: list[float], **more: object) -> list[dict[str, object]]:
    return [
        {
            "value": float(value),
            "period_start": period.start,
            "period_end": period.end,
            "period_label": f"{period.start:%b %Y}",
            **more,
        }
        for value, period in zip(
            values, trajectories.periods_from(first, 1, len(values)), strict=True
        )
    ]


def yearly(values: dict[int, float], **more: object) -> list[dict[str, object]]:
    return [{**year(first), "value": float(value), **more} for first, value in values.items()]


INDICATORS = [
    {"indicator_id": "A1"},
    {"indicator_id": "LOW", "polarity": "lower", "method": "score", "unit": "score"},
    {"indicator_id": "NONE", "polarity": "none"},
    {"indicator_id": "MONTHS", "polarity": "lower", "method": "score", "frequency": "monthly"},
    {"indicator_id": "COUNT", "method": "count", "unit": "count", "decimals": 0},
    {"indicator_id": "BROKEN"},
    {"indicator_id": "ROLLING", "method": "mean"},
    {"indicator_id": "SURVEY", "frequency": "survey"},
    {"indicator_id": "FLAT"},
    {"indicator_id": "ABSENT"},
]
OBSERVATIONS = [
    *yearly(YEARLY),
    {**year(2009), "value": 99.0, "value_note": "projected"},  # not observed
    {**year(2010), "value": 99.0, "value_note": "provisional"},  # not settled
    {**year(2008), "area_code": "C", "value": 62.0},
    *(
        {**year(first), "area_code": area, "value": float(value)}
        for area, ends in MOVED.items()
        for first, value in zip((2005, 2008), ends, strict=True)
    ),
    *yearly(YEARLY, indicator_id="LOW"),
    *yearly(YEARLY, indicator_id="NONE"),
    *monthly(date(2007, 11, 1), SHIFT, indicator_id="MONTHS"),
    *yearly({2005: 200, 2008: 220}, indicator_id="COUNT"),
    *(
        row
        for area, last in zip(PEERS, (210, 218, 220, 230, 300), strict=True)
        for row in yearly({2005: 200, 2008: last}, indicator_id="COUNT", area_code=area)
    ),
    *yearly(YEARLY, indicator_id="BROKEN"),
    *(
        {
            "indicator_id": "ROLLING",
            "value": float(50 + first),
            "period_start": date(2000 + first, 1, 1),
            "period_end": date(2002 + first, 12, 31),
            "period_label": f"{2000 + first}-{2 + first:02}",
        }
        for first in range(1, 6)
    ),
    {"indicator_id": "SURVEY", **year(2008), "value": 60.0},
    *yearly(dict.fromkeys(YEARLY, 50), indicator_id="FLAT"),
]


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    areas = [*AREAS, *({"area_code": code, "name": f"Peer {code}"} for code in PEERS)]
    made = workspace(
        tmp_path_factory.mktemp("bench") / "workspace",
        OBSERVATIONS,
        SETTINGS.replace("[areas.names]", 'comparator_group = "NEAR"\n[areas.names]'),
        areas=areas,
        indicators=INDICATORS,
        comparators=[{**GROUP, "area_code": code} for code in (*PEERS, "W1", "H")],
        series_breaks=[{"indicator_id": "BROKEN", "break_date": date(2005, 4, 1)}],
    )
    with serving(made):
        yield


def tried(indicator: str = "A1", **chosen: object) -> bench.Tested:
    return bench.tested(indicator, "H", Trial(**chosen))


def problem(indicator: str = "A1", **chosen: object) -> str:
    return tried(indicator, **chosen).problem or ""


def baseline(indicator: str = "A1", **chosen: object) -> tuple[float, str]:
    facts = tried(indicator, **chosen).facts
    return facts["baseline_value"], facts["baseline_label"]


def target(indicator: str = "A1", **chosen: object) -> tuple[float, str]:
    facts = tried(indicator, **chosen).facts
    return facts["target_value"], facts["target_label"]


def test_a_trial_without_any_choice_is_a_rule_from_the_latest_value_on():
    trial = tried()

    assert trial.problem is None
    assert trial.rule.effective_from == date(2009, 7, 31)
    assert trial.steps["period_label"].tolist() == ["2009/10", "2010/11", "2011/12"]
    assert trial.steps["target"].tolist() == [56.8, 58.7, 60.5]
    assert trial.steps["level"].tolist() == [55.0] * 3


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"baseline": "last_value"}, (55, "2008/09")),
        ({"baseline": "last_value", "baseline_end": date(2007, 3, 31)}, (54, "2006/07")),
        (
            {"baseline": "window_mean", "width": 3},
            (54, "Average of the last 3 values, 2006/07 to 2008/09"),
        ),
        (
            {"baseline": "window_mean", "width": 2, "baseline_end": date(2003, 3, 31)},
            (51, "Average of the last 2 values, 2001/02 to 2002/03"),
        ),
        ({"baseline": "spc_mean"}, (52.5, "Average of the control chart, 2001/02 to 2008/09")),
        # The group and the area itself: 40, 51, 54, 55, 58, 58
        ({"baseline": "middle"}, (54.5, "Middle of Neighbours, 2008/09")),
        ({"baseline": "best_quarter"}, (57.25, "Best quarter of Neighbours, 2008/09")),
        ({"baseline": "worst_quarter"}, (51.75, "Worst quarter of Neighbours, 2008/09")),
        ({"baseline": "stated", "baseline_value": 40.0}, (40, "As stated")),
    ],
)
def test_baselines(chosen, expected):
    assert baseline(**chosen) == expected


@pytest.mark.parametrize(
    ("indicator", "chosen", "expected"),
    [
        ("A1", {"amount": 10.0}, (60.5, "10% better than the baseline")),
        ("LOW", {"amount": 10.0}, (49.5, "10% better than the baseline")),
        ("NONE", {"amount": 10.0}, (60.5, "10% above the baseline")),
        ("A1", {"target": "better_units", "amount": 2.5}, (57.5, "2.5 better than the baseline")),
        ("LOW", {"target": "better_units", "amount": 2.5}, (52.5, "2.5 better than the baseline")),
        ("A1", {"target": "value", "amount": 61.23}, (61.23, "As stated")),
        ("A1", {"target": "best_quarter"}, (57.2, "Best quarter of Neighbours, 2008/09")),
        ("A1", {"target": "whole"}, (62, "Country, 2008/09")),
        # At one decimal the change would vanish.
        ("A1", {"amount": 0.05}, (55.03, "0.05% better than the baseline")),
    ],
)
def test_targets(indicator, chosen, expected):
    assert target(indicator, **chosen) == expected


@pytest.mark.parametrize(
    ("indicator", "chosen", "words"),
    [
        ("A1", {"baseline_end": date(1999, 3, 31)}, "no settled value here"),
        ("A1", {"last_end": date(2009, 3, 31)}, "has to come after the baseline's"),
        ("A1", {"last_end": date(2010, 4, 1)}, "has to come after the baseline's"),
        ("A1", {"baseline": "window_mean", "width": 9}, "needs 9 settled values up to 2008/09"),
        ("SURVEY", {"baseline": "spc_mean"}, "needs 5 settled values up to 2008/09"),
        ("A1", {"baseline": "stated"}, "Give the baseline."),
        ("A1", {"amount": None}, "Give the change."),
        ("A1", {"target": "value", "amount": None}, "Give the target."),
        ("A1", {"level": "value", "level_amount": None}, "Give the intervention level."),
        ("LOW", {"target": "whole"}, "There is no value for Country to aim at"),
        ("LOW", {"target": "middle"}, "1 of the areas have a value"),
        ("COUNT", {"baseline": "middle"}, "a count follows the size of a place"),
        ("NONE", {"baseline": "best_quarter"}, "no quarter is the best"),
        ("NONE", {"level": "spc_limit"}, "no limit is the worse one"),
        ("FLAT", {"level": "spc_limit"}, "settled values that vary"),
        ("A1", {"level": "share", "level_amount": 100.0}, "less than 1"),
        ("A1", {"level": "value", "level_amount": 60.0}, "is better than the target"),
        ("A1", {"lower": 70.0}, "does not lie between"),
        ("A1", {"trajectory": "stepped", "steps": 4}, "room for 1 to 3 steps"),
        ("A1", {"trajectory": "milestones", "milestones": (1.0,) * 5}, "Give 3 milestones"),
        ("A1", {"effective_from": date(2020, 1, 1)}, "when its last period is over"),
        (
            "A1",
            {"baseline": "stated", "baseline_value": -5.0, "trajectory": "compound", "amount": 200},
            "cannot lead from -5 to 5",
        ),
    ],
)
def test_what_gives_no_rule_gives_words(indicator, chosen, words):
    assert words in problem(indicator, **chosen)
    assert tried(indicator, **chosen).rule is None


@pytest.mark.parametrize(
    ("chosen", "targets"),
    [
        ({"trajectory": "stepped", "steps": 1}, [60.5] * 3),
        ({"trajectory": "compound"}, [56.8, 58.6, 60.5]),
        ({"trajectory": "milestones", "milestones": (55.5, None)}, [55.5, 58.0, 60.5]),
        ({"trajectory": "milestones", "milestones": ()}, [56.8, 58.7, 60.5]),
        ({"last_end": date(2011, 3, 31)}, [57.8, 60.5]),
    ],
)
def test_trajectories(chosen, targets):
    assert tried(**chosen).steps["target"].tolist() == targets


def test_levels_and_the_range():
    share = tried(level="share", level_amount=50.0)
    limit = tried(level="spc_limit")
    upper = tried("LOW", level="spc_limit")
    ranged = tried(lower=60.0)

    assert share.steps["level"].tolist() == [55.9, 56.9, 57.8]
    assert tried(level="none").steps["level"].isna().all()
    # Moving ranges 2, 1, 2, 1, 2, 1, 2: average 11 / 7, reach 4.18 on either side of 52.5.
    assert limit.facts["first_level"] == pytest.approx(52.5 - 2.66 * 11 / 7)
    assert upper.facts["first_level"] == pytest.approx(52.5 + 2.66 * 11 / 7)
    assert ranged.steps[["lower", "upper"]].iloc[-1].tolist() == [60.0, 60.5]


def test_the_replay_counts_what_was_worked_out_by_hand():
    # tests/queries/methods/test_replay.py has the same counts; here the control chart is real. It
    # calls the first year better and the last eight months worse.
    facts = tried(
        "MONTHS",
        target="better_units",
        amount=1.0,
        level="value",
        level_amount=23.0,
        last_end=date(2009, 7, 31),
    ).facts

    assert (facts["baseline_value"], facts["first_target"], facts["first_level"]) == (22, 21, 23)
    assert (facts["past_values"], facts["replayed_periods"]) == (20, 19)
    assert (facts["fired_periods"], facts["false_alarms"]) == (11, 6)
    assert (facts["worse_periods"], facts["worse_periods_missed"]) == (8, 3)
    assert (facts["worsenings"], facts["worsenings_missed"]) == (1, 0)
    assert facts["on_target_periods"] == 8
    assert facts["replay_reason"] is None


@pytest.mark.parametrize(
    ("indicator", "chosen", "reason"),
    [
        ("NONE", {}, "no_judgement"),
        ("A1", {"level": "none"}, "no_level"),
        ("SURVEY", {}, "too_few_points"),
        ("A1", {"baseline": "window_mean", "width": 8}, "nothing_before"),
        ("FLAT", {}, "not_enough_variation"),
        ("BROKEN", {}, "too_few_points"),  # only four values follow its break
    ],
)
def test_why_nothing_is_replayed(indicator, chosen, reason):
    assert tried(indicator, **chosen).facts["replay_reason"] == reason


@pytest.mark.parametrize(
    ("indicator", "aim", "assurance", "meeting"),
    [
        ("A1", 56.6, "inconsistent", 0),  # the limits are 48.32 and 56.68
        ("A1", 56.7, "consistent_fail", 0),
        ("A1", 54.0, "inconsistent", 2),
        ("A1", 48.3, "consistent_pass", 8),
        ("LOW", 48.3, "consistent_fail", 0),
        ("LOW", 56.7, "consistent_pass", 8),
        ("NONE", 54.0, None, 0),
        ("SURVEY", 54.0, None, 1),
        ("FLAT", 50.0, None, 8),
    ],
)
def test_whether_natural_variation_alone_meets_the_target(indicator, aim, assurance, meeting):
    facts = tried(indicator, target="value", amount=aim, level="none").facts

    assert (facts["assurance"], facts["meeting_values"]) == (assurance, meeting)


def test_the_forecast_is_of_the_last_period_against_the_trials_own_target():
    near, far = tried(amount=1.0).facts, tried(amount=50.0).facts

    assert near["forecast_period"] == far["forecast_period"] == "2011/12"
    assert near["forecast_mean"] == far["forecast_mean"] == pytest.approx(52.5 + 6.5 * 24 / 42)
    assert (near["forecast_band"], far["forecast_band"]) == ("60_to_80", "below_20")


def test_a_rule_whose_periods_are_over_has_no_forecast_and_still_a_replay():
    over = tried(
        baseline_end=date(2006, 3, 31), last_end=date(2009, 3, 31), effective_from=date(2009, 3, 1)
    )

    assert over.forecast is None
    assert over.facts["forecast_reason"] == "over"
    assert over.facts["replayed_periods"] == 7


def test_what_others_achieved_in_the_same_time():
    facts = tried(target="better_units", amount=4.0).facts

    assert (facts["peers"], facts["peer_values"]) == (5, 5)
    assert facts["peers_as_large"] == 2  # exactly 4, and 8
    assert (facts["peer_best"], facts["own_change"]) == (8, 3)
    assert (facts["peer_from"], facts["peer_to"]) == ("2005/06", "2008/09")
    quarters = [facts[f"peer_{name}_bound"] for name in ("first", "middle", "third")]
    assert quarters == [0, 1, 4]


def test_a_fall_is_held_against_falls():
    facts = tried(target="better_units", amount=-2.0, level="none").facts

    assert (facts["change"], facts["peers_as_large"], facts["peer_best"]) == (-2, 1, -2)


def test_what_is_counted_moves_in_per_cent():
    facts = tried("COUNT", amount=9.0).facts

    # From 220 to 240 is 9.09 per cent; the others moved by 5, 9, 10, 15 and 50 per cent.
    assert facts["target_value"] == 240
    assert facts["peer_is_relative"]
    assert facts["peer_change_asked"] == pytest.approx(100 * 20 / 220)
    assert facts["peers_as_large"] == 3


def test_others_without_values_of_that_time_are_not_counted():
    facts = tried(last_end=date(2011, 3, 31)).facts  # two years: no peer has a value of 2006/07

    assert (facts["peers"], facts["peer_values"], facts["peers_as_large"]) == (5, 0, 0)


def test_a_rule_of_rolling_years_judges_those_that_do_not_overlap():
    steps = tried("ROLLING", last_end=date(2013, 12, 31)).steps

    assert steps["period_label"].tolist() == ["2008-10", "2011-13"]


def test_a_survey_without_a_rhythm_is_judged_by_years():
    steps = tried("SURVEY").steps

    assert steps["period_end"].dt.date.tolist() == [
        date(2010, 3, 31),
        date(2011, 3, 31),
        date(2012, 3, 31),
    ]


def test_months_are_aimed_at_a_year_ahead():
    steps = tried("MONTHS").steps

    assert steps["period_label"].tolist()[::11] == ["Jul 2009", "Jun 2010"]


def test_an_indicator_without_a_settled_value_has_no_calendar():
    assert calendar("ABSENT", "H").empty
    assert calendar("A1", "W1").empty


def test_the_past_before_a_break_is_no_ground_to_stand_on():
    past = calendar("BROKEN", "H").dropna(subset=["value"])

    assert past["period_label"].tolist() == ["2005/06", "2006/07", "2007/08", "2008/09"]
