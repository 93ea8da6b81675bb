"""XmR charts: each rule in which this project differs from the package, and bad input."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.queries.methods.monthly import chart, latest, month, series


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


def test_ours_values_that_differ_in_their_last_digit_are_equal(ask):
    # Rounding alone makes seven of them rise, or twelve of them vary.
    hairs = [1.5 + step * 2.3e-16 for step in range(7)]
    steady = [1.5 + step % 2 * 2.3e-16 for step in range(12)]

    assert {point["signal"] for point in chart(ask, series([1, 2] * 10 + hairs))} == {"none"}
    assert {point["reason"] for point in chart(ask, series(steady))} == {"not_enough_variation"}


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


def test_a_point_on_a_mean_of_zero_lies_on_it(ask):
    # These add up to nothing, but their rounded sum does not.
    values = [0.5, -0.4, -2.2, 0.5, 0.2, 0.5, 0.3, 0.2, 0.1, 0, 0.1, 0.2]

    points = chart(ask, series(values), is_screened=False)

    assert points[9]["side"] == 0
    assert {point["signal"] for point in points[3:]} == {"none"}


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
