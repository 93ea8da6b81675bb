"""Words of the improvement plan: clocks, changes expected and what followed, told as it is."""

from __future__ import annotations

import pandas as pd
import pytest

from components.improvement import form, words
from components.improvement.case import lasting
from components.improvement.clock import told

EFFECT = {
    "unit": "per 1,000",
    "decimals": 2,
    "expected_change": -10.0,
    "expected_unit": "percent",
    "expected_by_date": pd.Timestamp(2009, 3, 31),
    "verdict": "no_change",
    "before_values": 12,
    "after_values": 12,
    "change": -0.06,
    "change_lower": -0.1,
    "change_upper": -0.02,
    "percent": -6.0,
    "percent_lower": -10.0,
    "percent_upper": -2.0,
    "dates": 40,
    "dates_as_large": 3,
    "areas": 15,
    "areas_as_large": 2,
    "similar_percent": -4.0,
    "similar_change": -0.04,
}
BREACH = {
    "name": "Robbery",
    "area_name": "Home",
    "episode": 1,
    "unit": "",
    "decimals": 0,
    "value": 68.0,
    "intervention_level": 59.0,
    "period_label": "Jun 2008",
    "is_open": True,
    "is_acted_on": False,
    "was_agreed": False,
    "action_id": None,
    "action_title": None,
    "action_status": None,
    "acknowledged_date": pd.NaT,
    "acknowledged_by": None,
    "received_date": pd.Timestamp(2008, 7, 31),
    "days_to_acknowledge": 365,
    "days_to_action": 365,
    "days_to_turn": 1,
    "ended_by": None,
    "ended_label": None,
    "signal_label": None,
    "signal_date": pd.NaT,
    "periods_at_level": 13,
}


def followed(**changed: object) -> str:
    return words.followed({**EFFECT, **changed})


def test_what_followed_stands_beside_what_was_expected_other_dates_and_areas():
    assert followed() == (
        "Expected: 10% lower by Mar 2009. Since the start: 6% lower (2% to 10%). 3 of 40 other "
        "dates show as much. Similar areas: 4% lower at the middle of 15, 2 of them as much."
    )


def test_a_change_in_points_is_told_in_the_unit():
    said = followed(expected_unit="points", expected_change=0.1)

    assert "Expected: 0.10 per 1,000 higher by Mar 2009." in said
    assert "Since the start: 0.06 per 1,000 lower (0.02 per 1,000 to 0.10 per 1,000)." in said


def test_an_interval_that_holds_no_change_says_both_ways():
    said = followed(percent_upper=2.0)

    assert "(from 10% lower to 2% higher)" in said


def test_what_cannot_be_compared_is_said():
    assert "No similar area is measured." in followed(areas=0)
    assert "There is no other date to compare with." in followed(dates=0)
    assert "None of 40 other dates shows as much." in followed(dates_as_large=0)
    assert followed(verdict="too_few", before_values=1, after_values=0) == (
        "Expected: 10% lower by Mar 2009. 1 value before the start and none after it: too few to "
        "compare."
    )
    assert followed(expected_change=None).startswith("Expected: nobody said how much.")


@pytest.mark.parametrize("verdict", words.VERDICTS)
def test_no_verdict_says_that_the_action_caused_anything(verdict):
    short, sentence = words.VERDICTS[verdict]
    said = f"{short} {sentence}".lower()

    assert not any(
        word in said for word in ("cause", "because of", "effect", "thanks to", "led to")
    )


@pytest.mark.parametrize(
    ("is_done", "is_open", "said"),
    [(True, True, "1 day"), (False, True, "1 day so far"), (False, False, "never, in 1 day")],
)
def test_days_of_a_clock_say_whether_they_go_on(is_done, is_open, said):
    assert words.days(1, is_done=is_done, is_open=is_open) == said


def test_a_breach_without_an_action_says_none_and_one_that_was_stopped_says_so():
    assert told(BREACH)["Action"] == "None"
    stopped = {"action_id": "P1", "action_title": "Patrols", "action_status": "stopped"}
    assert told({**BREACH, **stopped})["Action"] == "Stopped: Patrols"
    assert told({**BREACH, **stopped, "is_acted_on": True})["Action"] == "Patrols"


def test_a_second_breach_and_one_no_longer_judged_are_told():
    again = told({**BREACH, "episode": 2, "is_open": False, "ended_by": "lapsed",
                  "ended_label": "Jul 2008"})  # fmt: skip

    assert again["Result"] == "Robbery, Home, for the 2nd time"
    assert again["To turn the curve"] == "no longer judged since Jul 2008"
    assert again["To acknowledge"] == "never, in 365 days"


def test_a_curve_that_turned_says_with_which_result_and_a_signal_apart():
    turned = {"ended_by": "turned", "ended_label": "Apr 2009", "is_open": False}
    signal = {"signal_label": "May 2009", "signal_date": pd.Timestamp(2009, 7, 28)}
    row = told({**BREACH, **turned, **signal})

    assert row["To turn the curve"] == "1 day, with Apr 2009"
    assert row["Signal of improvement"] == "May 2009, received 28 July 2009"


def test_breaches_that_last_are_told_of_every_action_that_is_for_them():
    breach = {"indicator_id": "A1", "area_code": "H", "is_open": True, "action_id": "first"}
    clock = pd.DataFrame([breach, {**breach, "area_code": "N"}, {**breach, "is_open": False}])
    serves = pd.DataFrame([{"indicator_id": "A1", "area_code": code} for code in "HN"])
    second = {"action_id": "second", "is_open": True}

    assert lasting(second, serves[:1], clock) == " The breach it answers still lasts."
    assert lasting(second, serves, clock) == " 2 breaches it answers still last."
    over = {**second, "is_open": False}
    assert lasting(over, serves[:1], clock) == " The breach it was to answer still lasts."
    assert lasting(second, serves[:0], clock) == lasting(second, serves, clock[2:]) == ""


def test_the_form_offers_names_and_keeps_codes():
    column = form._offered("Indicator", {"BV126": "Domestic burglary"})

    assert column["type_config"]["options"] == [{"value": "BV126", "label": "Domestic burglary"}]
