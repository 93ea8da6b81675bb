"""The outlook: literal rows in, the very words and the chart's lines out."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pandas as pd
import pytest
import streamlit as st
import vl_convert
from streamlit.testing.v1 import AppTest

from components import charts, outlook, outlook_words
from components.charts.outlook import STYLES
from components.downloads import picture
from queries.methods import forecast as method
from queries.methods.outlook import SCHEMA

ROW = {
    "indicator_id": "A1",
    "name": "Burglary",
    "unit": "per 1,000",
    "decimals": 1,
    "polarity": "lower",
    "frequency": "annual",
}
RANGE = {"lower_80": 10.6, "upper_80": 13.6, "lower_95": 9.8, "upper_95": 14.4}
LINE = {"method": "straight_line", "mean": 12.1, "target_value": 11.0, "band": "20_to_40"}
DRIFT = {**LINE, "method": "random_walk_with_drift", "mean": 12.4}
WORDS = {"title": "Burglary", "source": "Police", "as_at": "As at 31 July 2009"}


def year(first: int) -> dict[str, object]:
    return {"period_end": date(first + 1, 3, 31), "period_label": f"{first}/{first % 100 + 1:02}"}


def rows(*ahead: dict[str, object], values=(13.0, 12.5, 12.9, 12.2, 12.0)) -> pd.DataFrame:
    """Values from 2004/05 on, then these rows, in 2009/10 unless they say otherwise."""
    past = [
        {"method": "observed", **year(2004 + at), "place": at, "value": value}
        for at, value in enumerate(values)
        if value is not None
    ]
    told = [{**year(2009), "place": 5, "scale": "none", **row} for row in ahead]
    whole = pd.DataFrame([*past, *told], columns=SCHEMA.names)
    return whole.assign(period_end=pd.to_datetime(whole["period_end"]))


def happened(*ahead: dict[str, object], **other: object) -> str:
    return forecast(*ahead, **other)[0]


def forecast(*ahead: dict[str, object], **other: object) -> tuple[str, str]:
    return outlook_words.forecast({**ROW, **other}, *outlook.parted(rows(*ahead)))


def test_a_forecast_across_a_break_says_why():
    why = "Looks across the break in series, because: the same was counted."
    past, ahead = outlook.parted(rows({**LINE, **RANGE}))

    assert why in outlook_words.forecast(ROW, past, ahead, why)[1]


def test_what_will_be_if_the_past_goes_on_and_how_we_know():
    assert forecast({**LINE, **RANGE}, {**DRIFT, **RANGE}) == (
        "If the past goes on, Burglary will be 12.1 per 1,000 in 2009/10 (95% prediction interval "
        "9.8 to 14.4); the chance of meeting its target of 11.0 is 20 to 40 in 100.",
        "Straight line, from 5 settled values, 2004/05 to 2008/09. Average change so far comes to "
        "12.4, a chance of 20 to 40 in 100. The darker band is the 80% prediction interval, the "
        "lighter one the 95%.",
    )


def test_methods_that_disagree_are_said_to():
    _, known = forecast(LINE, {**DRIFT, "band": "below_20"})

    assert (
        "The methods disagree: average change so far comes to 12.4, a chance of less than" in known
    )


@pytest.mark.parametrize(
    ("polarity", "target", "words"),
    [
        ("lower", 11.9, "the chance of meeting its target of 11.9"),
        ("lower", 12.0, "the chance of still meeting its target of 12.0"),
        ("higher", 12.0, "the chance of still meeting its target of 12.0"),
        ("higher", 12.2, "the chance of meeting its target of 12.2"),
    ],
)
def test_a_target_that_is_met_already_would_still_be_met(polarity, target, words):
    # the latest value is 12.0
    assert words in happened({**LINE, "target_value": target}, polarity=polarity)


def test_a_forecast_and_a_target_that_differ_read_differently():
    words = happened({**LINE, "mean": 11.04, "target_value": 11.01})

    assert "will be 11.04 per 1,000" in words
    assert "target of 11.01 is" in words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("no_target", "No target is set for what lies ahead."),
        ("target_before_break", "Its target is older than the break in the series"),
        ("no_judgement", "Neither high nor low is good in itself"),
        ("not_enough_variation", "Its values lie on the line"),
    ],
)
def test_why_there_is_no_chance(reason, words):
    told = happened({**LINE, **RANGE, "band": None, "reason": reason})

    assert f"9.8 to 14.4). {words}" in told
    assert "in 100" not in told


def test_a_target_too_far_ahead_is_shared_out():
    way = {"gap": -6.0, "change_per_period": -0.4, "periods_to_target": 15}
    far = {**LINE, "band": None, "target_value": None, "reason": "target_too_far_ahead", **way}

    assert happened(far).endswith(
        ". Its target lies too far ahead for a chance: it needs to fall by 0.4 each year to meet "
        "its target of 6.0."
    )


def test_the_scale_is_told():
    _, known = forecast({**LINE, "scale": "percentage"})

    assert "Fitted so that it stays between 0 and 100%." in known


def unforecast(values: tuple[float, ...], row: dict[str, object], **other: object):
    one = {"method": "no_forecast", **year(2010), "reason": "not_enough_data", **row}
    past, ahead = outlook.parted(rows(one, values=values))
    return outlook_words.unforecast({**ROW, **other}, past, ahead[0])


def test_not_enough_data_says_what_the_target_takes():
    way = {"gap": -1.0, "change_per_period": -0.5, "periods_to_target": 2}

    assert unforecast((13.0, 12.0), way) == (
        "Burglary needs to fall by 0.5 each year to meet its target of 11.0 for 2010/11.",
        "There is no forecast: a forecast needs 5 settled values, and there are 2.",
    )
    assert unforecast((50.0,), {**way, "gap": 2.0, "change_per_period": 1.0}, unit="%",
                      polarity="higher", frequency="quarterly") == (
        "Burglary needs to rise by 1.0 percentage points each quarter to meet its target of 52.0% "
        "for 2010/11.",
        "There is no forecast: a forecast needs 5 settled values, and there is 1.",
    )  # fmt: skip


def test_one_period_or_none_that_can_be_counted():
    way = {"gap": -0.04, "change_per_period": -0.04, "periods_to_target": 1}
    uncounted = {"gap": -1.0, "reason": "no_fixed_rhythm"}

    assert unforecast((12.0,), way)[0] == (
        "Burglary needs to fall by 0.04 to meet its target of 11.96 for 2010/11."
    )
    assert unforecast((12.0,), uncounted) == (
        "Burglary needs to fall by 1.0 to meet its target of 11.0 for 2010/11.",
        "There is no forecast: it is not measured at a fixed rhythm, so there is no next period to "
        "name.",
    )


def test_a_target_already_met_needs_nothing():
    way = {"gap": 1.0, "change_per_period": 0.5, "periods_to_target": 2}

    assert unforecast((12.0,), way)[0] == (
        "Burglary already meets its target of 13.0 for 2010/11, at 12.0."
    )


def test_without_a_target_or_a_good_direction_only_the_reason():
    reason = {"reason": "not_enough_since_break", "break_date": pd.Timestamp(2008, 10, 1)}
    words = (
        "There is no forecast: a forecast needs 5 settled values, and only 1 follows the break in "
        "the series of October 2008.",
        "",
    )

    assert unforecast((12.0,), reason) == words
    assert unforecast((12.0,), {**reason, "gap": 1.0}, polarity="none") == words


def test_every_reason_of_the_method_has_words():
    told = {*outlook_words.UNFORECAST, *outlook_words.WITHOUT_CHANCE, "target_too_far_ahead"}

    assert told >= {
        "not_enough_data",
        "not_enough_since_break",
        "break_ahead",
        "no_fixed_rhythm",
        "overlapping_periods",
        "uneven_periods",
        "no_target",
        "target_before_break",
        "target_after_break",
        "no_judgement",
        "not_enough_variation",
    }
    assert outlook_words.FEWEST == method.FEWEST
    assert set(outlook_words.BANDS) == set(method.BANDS)
    assert set(STYLES) == set(outlook_words.METHODS) - {"observed"}
    assert set(outlook_words.EACH) == set(method.SEASONS)


def card(frame: pd.DataFrame, row: dict[str, object]) -> AppTest:
    def page(frame, row):
        from types import SimpleNamespace

        from components import outlook

        answer = SimpleNamespace(rows=frame, how="select 1")
        outlook.shown(row, answer, across="", source="Police", as_at="As at 31 July 2009")

    return AppTest.from_function(page, args=(frame, row)).run()


def said(app: AppTest) -> str:
    assert not app.exception
    return " ".join(part.value for part in (*app.markdown, *app.caption))


@pytest.fixture
def helped(monkeypatch) -> list[dict[str, str]]:
    """What links lead to in the help: a card alone has no app whose pages it could link to."""
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(st, "page_link", lambda *_, **given: asked.append(given["query_params"]))
    return asked


def test_the_card_shows_the_sentence_and_the_chart(helped):
    app = card(rows({**LINE, **RANGE}), ROW)

    assert helped == [{"to_method": "forecast"}]
    assert "Burglary\\: where it is heading" in said(app)
    assert "the chance of meeting its target of 11.0 is 20 to 40 in 100" in said(app)
    assert len(app.get("vega_lite_chart")) == 1


def test_without_a_forecast_there_are_words_and_without_values_nothing(helped):
    reason = {"method": "no_forecast", "reason": "not_enough_data"}

    assert "There is no forecast" in said(card(rows(reason, values=(12.0,)), ROW))
    assert helped == [{"to_method": "forecast"}]
    assert said(card(rows({**reason, "reason": "no_data"}, values=()), ROW)) == ""


def svg(frame: pd.DataFrame) -> str:
    """What the card draws of these rows."""
    parts = outlook.parted(frame)
    tables = {"rows": outlook.drawn(*parts), **outlook.beside_them(ROW, *parts)}
    return vl_convert.vegalite_to_svg(picture(charts.outlook("per 1,000"), tables, WORDS))


def test_lines_are_told_apart_by_dash_and_name():
    drawn = svg(rows({**LINE, **RANGE}, {**DRIFT, **RANGE}))

    for name in ("Straight line", "Average change so far", "Target 11.0"):
        assert f">{name}</text>" in drawn
    assert 'stroke-dasharray="7,4"' in drawn
    assert 'stroke-dasharray="2,3"' in drawn
    assert ">2009/10</text>" in drawn


def test_names_that_would_cover_each_other_are_a_line_apart():
    close = rows(LINE, {**DRIFT, "mean": 12.1001}, {**DRIFT, "method": "smoothed_trend"})
    ends = outlook.line_ends(ROW, *outlook.parted(close.fillna({"lower_95": 9, "upper_95": 14})))
    at = sorted(end["at"] for end in ends)

    # a line's height of the five from 9 to 14
    assert min(after - before for before, after in pairwise(at)) >= 5 * 15 / 300
    assert all(end["at"] >= end["amount"] for end in ends)


def test_the_past_is_not_joined_across_a_missing_period():
    gap = outlook.drawn(*outlook.parted(rows(LINE, values=(13.0, 12.0, None, 11.0, 12.0))))

    assert gap["stretch"].tolist() == [0, 0, 1, 1, 1]
