"""Movement in words: literal rows in, the very words out."""

from __future__ import annotations

import pandas as pd
import pytest

from components import movement

ROW = {
    "unit": "%",
    "decimals": 1,
    "frequency": "annual",
    "period_label": "2008/09",
    "movement": "improved",
    "movement_basis": "control_chart",
    "signal": "shift",
    "direction": 1,
    "signal_since_label": "2005/06",
    "signal_since_start": pd.Timestamp(2005, 4, 1),
    "tested_value": 56.0,
    "tested_values": 14,
    "tested_period_label": "2008/09",
    "process_mean": 48.25,
    "process_lower_limit": 40.0,
    "process_upper_limit": 56.5,
    "is_seasonal": False,
    "chart_reason": None,
    "trend": None,
    "trend_method": None,
}
FALLING = {"direction": -1}
MONTHLY = {"frequency": "monthly", "signal_since_label": "2005-04"}
LATEST = {"signal": "outside", "signal_since_label": "2008/09"}
TREND = {
    "movement_basis": "recent_trend",
    "signal": "none",
    "direction": None,
    "trend": "increasing_better",
    "trend_method": "proportions",
}
QUIET = {"movement": "no_clear_change", "signal": "none", "direction": None}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "has been higher since 2005/06 than its history would explain"),
        (FALLING, "has been lower since 2005/06 than its history would explain"),
        # A change is told the same whether it is good or bad: the mark beside it says which.
        ({"movement": "worsened"}, "has been higher since 2005/06 than its history would explain"),
        (MONTHLY, "has been higher since April 2005 than its history would explain"),
        (LATEST, "was higher in 2008/09 than its history would explain"),
        (LATEST | FALLING, "was lower in 2008/09 than its history would explain"),
        ({"signal": "trend"}, "has risen without a break since 2005/06"),
        ({"signal": "trend"} | FALLING, "has fallen without a break since 2005/06"),
        # not the last five: its results may have ended long ago
        (
            TREND | {"tested_period_label": "2005/06"},
            "has risen over the five years to 2005/06 by more than chance explains",
        ),
        (
            TREND | {"trend": "decreasing", "movement": "lower"},
            "has fallen over the five years to 2008/09 by more than chance explains",
        ),
        (QUIET, None),
        ({"movement": "no_variation", "movement_basis": None}, None),
        ({"movement": "too_few_points", "movement_basis": None}, None),
    ],
)
def test_what_happened(changed, words):
    assert movement.happened(ROW | changed) == words


CHART = "By a control chart of its 14 values (average 48.2%, limits 40.0% to 56.5%)"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, f"{CHART}: seven or more values in a row lie on one side of the average."),
        (LATEST, f"{CHART}: its latest value lies outside the limits."),
        ({"signal": "trend"}, f"{CHART}: seven or more values in a row move one way."),
        (
            {"signal": "two_in_three"},
            f"{CHART}: two of its latest three values lie close to a limit.",
        ),
        (QUIET, f"{CHART}: no signal: the ups and downs are its usual ones."),
        (
            LATEST | {"movement_basis": "trial_chart", "tested_values": 1},
            "By a control chart of its 1 value (average 48.2%, limits 40.0% to 56.5%): its latest "
            "value lies outside the limits. With fewer than 12 values the limits are on trial.",
        ),
        (
            LATEST | {"is_seasonal": True},
            "By a control chart of its 14 values (average 48.2%, limits 40.0% to 56.5% for this "
            "time of year): its latest value lies outside the limits. It follows the calendar, so "
            "each value is held against its own season.",
        ),
        (
            LATEST | {"tested_period_label": "2007/08"},
            f"{CHART}: its latest value lies outside the limits. Values after 2007/08 are not "
            "settled and not tested.",
        ),
        (
            {"process_lower_limit": 48.24, "signal": "outside"},
            "By a control chart of its 14 values (average 48.25%, limits 48.24% to 56.50%): its "
            "latest value lies outside the limits.",
        ),
        (TREND, "By the recent trend test on its counts over the latest five years."),
        (
            TREND | {"trend_method": "intervals"},
            "By the recent trend test on its confidence intervals over the latest five years.",
        ),
        (
            TREND | {"trend": "no_significant_change", "movement": "no_clear_change"},
            "By the recent trend test on its counts: no significant change over five years.",
        ),
    ],
)
def test_how_it_is_known(changed, words):
    assert movement.known(ROW | changed) == words


@pytest.mark.parametrize("reason", [*movement.REASONS, None, float("nan")])
def test_why_nothing_can_be_said(reason):
    nothing = {"movement": "too_few_points", "movement_basis": None, "chart_reason": reason}

    expected = movement.REASONS.get(reason, movement.REASONS["too_few_points"])
    assert movement.known(ROW | nothing) == expected


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "Higher since 2005/06: 56.0% in 2008/09, average 48.2%"),
        (FALLING, "Lower since 2005/06: 56.0% in 2008/09, average 48.2%"),
        (MONTHLY, "Higher since April 2005: 56.0% in 2008/09, average 48.2%"),
        ({"signal": "trend"}, "Rising since 2005/06: 56.0% in 2008/09, average 48.2%"),
        ({"signal": "trend"} | FALLING, "Falling since 2005/06: 56.0% in 2008/09, average 48.2%"),
        (
            {"is_seasonal": True},
            "Higher since 2005/06: 56.0% in 2008/09, usual for the season 48.2%",
        ),
        (
            {"movement_basis": "trial_chart"},
            "Higher since 2005/06: 56.0% in 2008/09, average 48.2%; limits on trial",
        ),
        # What came after the value that was tested, or is missing, is no ground for the change.
        (
            {"tested_period_label": "2007/08", "value": None, "value_note": "missing"},
            "Higher since 2005/06: 56.0% in 2007/08, average 48.2%",
        ),
        ({"tested_value": 48.21}, "Higher since 2005/06: 48.21% in 2008/09, average 48.25%"),
        (TREND, "Rose over five years: 56.0% in 2008/09"),
        (TREND | {"trend": "decreasing_worse"}, "Fell over five years: 56.0% in 2008/09"),
        (TREND | {"process_mean": float("nan")}, "Rose over five years: 56.0% in 2008/09"),
    ],
)
def test_a_change_in_brief(changed, words):
    assert movement.brief(ROW | changed) == words


POINT = {
    "mean": 50.0,
    "lower_limit": 40.0,
    "upper_limit": 60.0,
    "is_trial": False,
    "value_count": 14,
    "period_label": "2008/09",
    "signal": "none",
    "point_type": "common_cause",
    "chart_reason": None,
}
UNTESTED = {"point_type": None, "mean": None, "lower_limit": None, "upper_limit": None}


@pytest.mark.parametrize(
    ("points", "words"),
    [
        (
            [POINT, POINT],
            "Average 50.0%, limits 40.0% to 60.0%, from 14 values. In 2008/09: no signal at its "
            "end; 0 of 2 values signal a change.",
        ),
        (
            [POINT | {"signal": "shift"}, POINT | {"signal": "outside"}],
            "Average 50.0%, limits 40.0% to 60.0%, from 14 values. In 2008/09: its latest value "
            "lies outside the limits; 2 of 2 values signal a change.",
        ),
        (
            [POINT | {"is_trial": True, "value_count": 6}],
            "Average 50.0%, limits 40.0% to 60.0% on trial, from fewer than 12 values. In 2008/09: "
            "no signal at its end; 0 of 1 values signal a change.",
        ),
        # What is not settled is no part of it; the chart ends before.
        (
            [POINT | {"period_label": "2007/08", "signal": "outside"}, POINT | UNTESTED],
            "Average 50.0%, limits 40.0% to 60.0%, from 14 values. In 2007/08: its latest value "
            "lies outside the limits; 1 of 1 values signal a change.",
        ),
        # Limits before a break say nothing of the values after it.
        (
            [POINT, POINT | UNTESTED | {"chart_reason": "too_few_points"}],
            "There are too few values that can be compared to say whether it has moved.",
        ),
        (
            [POINT | UNTESTED | {"chart_reason": "not_enough_variation"}],
            "Its values hardly vary, so there is nothing to hold a change against.",
        ),
        (
            [POINT | UNTESTED | {"chart_reason": "repeated_periods"}],
            "A period comes twice in this series, so it is not tested.",
        ),
        ([POINT | UNTESTED | {"chart_reason": "no_values"}], "There is no settled value to test."),
        ([], "There is no settled value to test."),
    ],
)
def test_how_a_chart_ends(points, words):
    assert movement.ending(pd.DataFrame(points, columns=list(POINT)), ROW) == words
