"""XmR charts against NHSRplotthedots 0.2.2, and each rule in which this project differs."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta

import pytest

POLARITIES = {"increase": "higher", "decrease": "lower", "neutral": "none"}
ICONS = {"special_cause_improvement": "improvement", "special_cause_concern": "concern"}
TREND = "from xmr('series', $is_screened, baseline_points := $baseline_points) order by all"
ICON = """
    with charted as (from xmr('series', $is_screened, baseline_points := $baseline_points))
    from xmr_latest('charted') order by all
"""


def month(number: int) -> date:
    return date(2020 + number // 12, number % 12 + 1, 1)


def series(values, name="a", polarity="higher", target=None, rebases=()):
    """Rows of one monthly series; `rebases` are positions at which limits begin anew."""
    return [
        {
            "series": name,
            "period": month(position),
            "value": None if value is None else float(value),
            "is_rebase": position in rebases,
            "polarity": polarity,
            "target": target,
        }
        for position, value in enumerate(values)
    ]


def chart(ask, rows, is_screened=True, baseline_points=None):
    choices = {"is_screened": is_screened, "baseline_points": baseline_points}
    return ask(TREND, choices, series=rows)


def latest(ask, rows, is_screened=True, baseline_points=None):
    choices = {"is_screened": is_screened, "baseline_points": baseline_points}
    return ask(ICON, choices, series=rows)


def label(point):
    """The package's words for a point's signal."""
    is_up = (point["direction"] or 0) > 0
    return {
        "none": "Common Cause",
        "outside": "Above UCL" if is_up else "Below LCL",
        "trend": f"7 Point Trend ({'Increasing' if is_up else 'Decreasing'})",
        "two_in_three": f"2 in 3 {'Above' if is_up else 'Below'} CL",
        "shift": f"7 Points {'Above' if is_up else 'Below'} CL",
    }[point["signal"]]


def vectors(shared):
    return json.loads((shared / "vectors/spc/ptd_cases.json").read_text("utf-8"))["data"]


def case_rows(case):
    names = case.get("facet", ["no facet"] * len(case["y"]))
    targets = case.get("target")
    dates = set(case.get("rebase", []))
    named = {name: set(at) for name, at in case.get("rebase_named", {}).items()}
    return [
        {
            "series": name,
            "period": day,
            "value": None if value is None else float(value),
            "is_rebase": day in (named.get(name, set()) if named else dates),
            "polarity": POLARITIES[case.get("improvement_direction", "increase")],
            "target": targets.get(name) if isinstance(targets, dict) else targets,
        }
        for name, day, value in zip(names, case["dates"], case["y"], strict=True)
    ]


def assert_same_point(found, row):
    assert found["rebase_group"] == row["rebase_group"]
    assert (found["value"] is None) == (row["y"] is None)
    assert found["mean"] == pytest.approx(row["mean"], rel=1e-9)
    has_limits = None not in (row["upl"], row["lpl"]) and row["upl"] != row["lpl"]
    if not has_limits:  # a difference of ours, tested by its name below
        assert found["reason"] == "not_enough_variation"
        return
    assert found["reason"] is None
    assert found["lower_limit"] == pytest.approx(row["lpl"], rel=1e-9)
    assert found["upper_limit"] == pytest.approx(row["upl"], rel=1e-9)
    assert found["side"] == row["relative_to_mean"]
    assert found["is_outside"] == bool(row["outside_limits"])
    assert found["is_close"] == bool(row["close_to_limits"])
    assert label(found) == row["special_cause_type"]
    kind, *_ = found["point_type"].rsplit("_", 1)
    assert kind == ICONS.get(row["point_type"], "common")


def assert_same_icons(found, summary):
    if found["reason"] == "not_enough_variation":
        assert (found["variation"], found["assurance"]) == (None, None)
        return
    assert found["variation"] == summary["variation_icon"]
    assert found["assurance"] == summary["assurance_type"]


def test_every_case_of_the_package(ask, shared):
    checked = 0
    for case in vectors(shared):
        expected = case["expected"]
        if "error" in expected:
            continue
        choices = (case.get("screen_outliers", True), case.get("fix_after_n_points"))
        found = chart(ask, case_rows(case), *choices)
        rows = sorted(expected["rows"], key=lambda row: (row["facet"], row["date"]))
        for point, row in zip(found, rows, strict=True):
            assert (point["series"], str(point["period"])[:10]) == (row["facet"], row["date"])
            assert_same_point(point, row)
            checked += 1
        icons = latest(ask, case_rows(case), *choices)
        for icon, summary in zip(icons, expected["summary"], strict=True):
            if icon["series"] not in {"c"}:  # facet without a target: a difference of ours
                assert_same_icons(icon, summary)
    assert checked > 1000


@pytest.mark.parametrize(
    ("name", "baseline_points", "is_screened"),
    [("ae_breaches_decrease", None, True), ("ae_breaches_fix12_noscreen", 12, False)],
)
def test_emergency_attendances_as_published(ask, shared, name, baseline_points, is_screened):
    folder = shared / "vectors/spc"
    expected = json.loads((folder / "ae_attendances_expected.json").read_text())["data"][name]
    with (folder / "ae_attendances_input.csv").open() as lines:
        published = list(csv.DictReader(lines))
    rows = [
        {
            "series": row["org_code"],
            "period": row["date"],
            "value": float(row["breaches"]),
            "is_rebase": False,
            "polarity": "lower",
            "target": 1000,
        }
        for row in published
    ]

    for point, row in zip(
        chart(ask, rows, is_screened, baseline_points), expected["rows"], strict=True
    ):
        assert (point["series"], point["period"]) == (row["facet"], row["date"])
        assert_same_point(point, row)
    icons = latest(ask, rows, is_screened, baseline_points)
    for icon, summary in zip(icons, expected["summary"], strict=True):
        assert_same_icons(icon, summary)


def test_many_random_series_of_the_package(ask, shared):
    with (shared / "vectors/spc/ptd_fuzz_screened.csv").open() as lines:
        expected = list(csv.DictReader(lines))
    rows = [
        {
            "series": row["facet"],
            "period": date.fromisoformat(row["date"]),
            "value": float(row["y"]) if row["y"] not in ("", "NA") else None,
            "is_rebase": False,
            "polarity": "higher",
            "target": None,
        }
        for row in expected
    ]
    limits = 0
    for point, row in zip(chart(ask, rows), expected, strict=True):
        if row["lpl"] in ("", "NA") or row["lpl"] == row["upl"]:
            assert point["reason"] == "not_enough_variation"
            continue
        limits += 1
        assert point["mean"] == pytest.approx(float(row["mean"]), rel=1e-9)
        assert point["lower_limit"] == pytest.approx(float(row["lpl"]), rel=1e-9)
        assert point["upper_limit"] == pytest.approx(float(row["upl"]), rel=1e-9)
        assert str(point["side"]) == row["relative_to_mean"] or row["y"] in ("", "NA")
        assert str(point["is_close"]) == row["close_to_limits"].capitalize()
        assert label(point) == row["special_cause_type"]
    assert limits > 7000


def test_ours_without_variation_there_are_no_limits_and_no_icons(ask):
    for values in ([5], [5, 5], [5] * 14):
        for point in chart(ask, series(values, target=4)):
            assert (point["lower_limit"], point["upper_limit"]) == (None, None)
            assert (point["signal"], point["reason"]) == ("none", "not_enough_variation")
        (icon,) = latest(ask, series(values, target=4))
        assert (icon["variation"], icon["assurance"]) == (None, None)
        assert icon["reason"] == "not_enough_variation"


def test_ours_a_constant_past_then_one_change_is_not_a_chart_of_signals(ask):
    # The package screens the one change away and calls every point outside its limits.
    screened = chart(ask, series([5] * 13 + [9]))
    unscreened = chart(ask, series([5] * 13 + [9]), is_screened=False)

    assert {point["reason"] for point in screened} == {"not_enough_variation"}
    assert {point["signal"] for point in screened} == {"none"}
    assert unscreened[-1]["signal"] == "outside"


def test_ours_no_target_no_assurance_where_others_have_one(ask):
    rows = [
        *series([10, 12, 11, 13, 12, 10, 11, 12], "with", target=20),
        *series([10, 12, 11, 13, 12, 10, 11, 12], "without"),
    ]

    assert [icon["assurance"] for icon in latest(ask, rows)] == ["consistent_fail", None]


def test_ours_the_icons_are_those_of_the_latest_point_that_has_a_value(ask):
    rising = [10, 12, 11, 13, 12, 10, 11, 12, 30]

    (icon,) = latest(ask, series([*rising, None, None], target=5))

    assert icon["variation"] == "improvement_high"
    assert icon["period"] == month(8)


def test_ours_a_rebase_on_the_last_date_has_no_assurance(ask):
    (icon,) = latest(ask, series([10, 12, 11, 13, 12, 10], target=5, rebases={5}))

    assert (icon["variation"], icon["assurance"]) == (None, None)
    assert icon["reason"] == "not_enough_variation"


def test_ours_twelve_points_are_no_trial(ask):
    # The package's text says fewer than 12; its code flags a group of exactly 12 too.
    twelve = series([10, 12, 11, 13, 12, 10, 11, 12, 13, 10, 11, 12])
    flags = ask("select distinct is_trial from xmr('series', true)", series=twelve)
    theirs = ask(
        "select distinct is_trial from xmr('series', true, trial_below := 13)", series=twelve
    )
    eleven = ask("select distinct is_trial from xmr('series', true)", series=twelve[:11])

    assert [flags[0]["is_trial"], theirs[0]["is_trial"], eleven[0]["is_trial"]] == [
        False,
        True,
        True,
    ]


def test_a_repeated_period_is_a_stated_reason_and_never_an_answer(ask):
    rows = series([10, 12, 11, 13])
    rows[2]["period"] = rows[1]["period"]

    points = chart(ask, rows)

    assert {point["reason"] for point in points} == {"repeated_periods"}
    assert {point["upper_limit"] for point in points} == {None}
    assert [icon["reason"] for icon in latest(ask, rows)] == ["repeated_periods"]


def test_fewer_than_twelve_baseline_points_are_refused(ask):
    points = chart(ask, series(range(24)), baseline_points=11)

    assert {point["reason"] for point in points} == {"too_few_baseline_points"}
    assert {point["upper_limit"] for point in points} == {None}


def test_nothing_but_missing_and_impossible_values_gives_no_chart(ask):
    for value in (None, float("nan"), float("inf"), 1e300):
        (icon,) = latest(ask, series([value] * 9))
        assert (icon["variation"], icon["mean"], icon["reason"]) == (None, None, "no_values")


def test_a_neutral_indicator_has_icons_without_praise(ask):
    steady = [10, 12, 11, 13, 12, 10, 11, 12, 11, 12]

    (high,) = latest(ask, series([*steady, 30], polarity="none", target=5))
    (low,) = latest(ask, series([*steady, -30], polarity="none", target=5))

    assert (high["variation"], high["assurance"]) == ("neutral_high", None)
    assert (low["variation"], low["assurance"]) == ("neutral_low", None)


@pytest.mark.parametrize("way", [1, -1])
def test_a_point_in_two_trends_takes_the_direction_to_its_right(ask, way):
    wide = [0, 20] * 6  # limits so wide that nothing else signals
    there_and_back = [10 + way * step for step in (-3, -2, -1, 0, 1, 2, 3, 2, 1, 0, -1, -2, -3)]

    points = chart(ask, series([*wide, *there_and_back]), baseline_points=12)

    assert [point["signal"] for point in points[12:]] == ["trend"] * 13
    assert [point["direction"] for point in points[12:]] == [way] * 6 + [-way] * 7


def test_a_longer_run_can_be_asked_for(ask):
    values = [*(10, 12) * 4, *[11] * 4, 8, 9, 8, 9, 8, 9, 8, 9]
    rows = series(values)

    seven = ask("from xmr('series', false) order by period", series=rows)
    nine = ask("from xmr('series', false, run_length := 9) order by period", series=rows)

    assert seven[-1]["signal"] == "shift"
    assert nine[-1]["signal"] == "none"


def test_the_locked_connection_of_the_app_answers_too(root):
    with root.cursor() as cursor:
        rows = cursor.execute(
            "with history as ("
            "    select indicator_id as series, period_end as period, value,"
            "        false as is_rebase, 'higher' as polarity, null as target"
            "    from observations"
            "    where area_code = $area and breakdown_type = 'all' and department_code is null"
            "), charted as (from xmr('history', true)) "
            "select * from xmr_latest('charted') where variation is not null",
            {"area": "E09000015"},
        ).fetchall()

    assert rows


def test_unsorted_rows_and_days_of_any_distance_are_put_in_order(ask):
    rows = series([10, 12, 11, 13, 12, 10, 11, 12, 13])
    for position, row in enumerate(rows):
        row["period"] = date(2020, 1, 1) + timedelta(days=position**2)

    assert chart(ask, rows[::-1]) == chart(ask, rows)
