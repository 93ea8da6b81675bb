"""The control chart of a case: settings kept in the link, and what is said beneath the chart."""

from __future__ import annotations

from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.control_chart import LONGEST, Settings

USUAL = {
    "is_screened": False,
    "ignores_season": False,
    "rebase_date": None,
    "is_across": False,
}
BINS, BREAK = ("2006-05-01", "Blue bins", "service"), ("2003-10-01", "Anew", "series_break")


def _page(events: list[tuple[str, str, str]], is_seasonal: bool) -> None:
    import pandas as pd
    import streamlit as st

    from components import control_chart

    rows = pd.DataFrame(events, columns=["event_date", "title", "kind"])
    rows["event_date"] = pd.to_datetime(rows["event_date"])
    chosen = control_chart.settings(rows, is_seasonal=is_seasonal)
    st.session_state["chosen"] = chosen


def opened(*events: tuple[str, str, str], is_seasonal: bool = True, **link: str) -> AppTest:
    page = AppTest.from_function(_page, args=(list(events), is_seasonal))
    for key, asked in link.items():
        page.query_params[key] = asked
    page.run()
    assert not page.exception
    return page


def chosen(page: AppTest) -> Settings:
    return page.session_state["chosen"]


def test_a_link_without_settings_shows_the_chart_that_the_scorecard_judges_by():
    page = opened(BINS, BREAK)

    assert chosen(page).asked == USUAL
    assert chosen(page).told == []


@pytest.mark.parametrize(
    ("link", "asked", "told"),
    [
        (
            {"screened": "true"},
            {"is_screened": True},
            "Outliers are left out of the limits.",
        ),
        (
            {"season_ignored": "true"},
            {"ignores_season": True},
            "The season is not allowed for.",
        ),
        (
            {"rebase": "Blue bins, May 2006"},
            {"rebase_date": date(2006, 5, 1)},
            "Limits begin anew with: Blue bins, May 2006.",
        ),
        (
            {"rebase": "2006-05-01"},
            {"rebase_date": date(2006, 5, 1)},
            "Limits begin anew with: Blue bins, May 2006.",
        ),
        (
            {"across": " Recounted, and the same "},
            {"is_across": True},
            "Looks across the break in series, because: Recounted, and the same",
        ),
    ],
)
def test_a_setting_in_the_link_is_asked_for_and_told(link, asked, told):
    settings = chosen(opened(BINS, BREAK, **link))

    assert settings.asked == USUAL | asked
    assert settings.told == [told]


def test_what_a_viewer_sets_is_what_a_link_with_all_of_it_sets():
    page = opened(BINS, BREAK)
    page.toggle(key="screened").set_value(True).run()
    page.toggle(key="season_ignored").set_value(True).run()
    page.selectbox(key="rebase").set_value("2006-05-01").run()
    page.text_input(key="across").set_value("The same was counted").run()
    link = {
        "screened": "true",
        "season_ignored": "true",
        "rebase": "Blue bins, May 2006",
        "across": "The same was counted",
    }

    assert chosen(page) == chosen(opened(BINS, BREAK, **link))
    assert len(chosen(page).told) == 4


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_break_is_not_crossed_without_a_reason(reason):
    assert chosen(opened(BREAK, across=reason)).asked == USUAL


def test_a_reason_is_cut_to_its_length():
    page = opened(BREAK, across="x" * 500)

    assert chosen(page).across in (None, "x" * LONGEST)


def test_only_what_can_be_set_is_offered():
    page = opened(is_seasonal=False)

    assert [toggle.key for toggle in page.toggle] == ["screened"]
    assert not page.selectbox
    assert not page.text_input
    # A link from another indicator does not set what is not offered.
    link = {"season_ignored": "true", "across": "why", "rebase": "2006-05-01"}
    assert chosen(opened(is_seasonal=False, **link)).asked == USUAL


def test_an_event_that_is_not_known_gets_words_and_no_new_limits():
    page = opened(BINS, rebase="The flood, Jan 2001")

    assert chosen(page).asked == USUAL
    assert "which is not known here" in page.info[0].value


def _chart(has_limits: bool) -> None:
    from datetime import date

    import pandas as pd

    from components import control_chart
    from queries import Judging

    class Signals:
        rows = pd.DataFrame(
            {
                "area_code": "H",
                "series": "Home",
                "role": "this",
                "period_start": pd.to_datetime(["2007-04-01", "2008-04-01"]),
                "period_end": pd.to_datetime(["2008-03-31", "2009-03-31"]),
                "period_label": ["2007/08", "2008/09"],
                "value": [50.0, 52.0],
                "value_note": [None, None],
                "stretch": [0, 0],
                "rebase_group": [0, 0],
                "value_count": [14, 14] if has_limits else [2, 2],
                "is_trial": [False, False],
                "is_seasonal": [False, False],
                "mean": [50.0, 50.0] if has_limits else [None, None],
                "lower_limit": [40.0, 40.0] if has_limits else [None, None],
                "upper_limit": [60.0, 60.0] if has_limits else [None, None],
                "signal": ["none", "none"],
                "point_type": ["common_cause"] * 2 if has_limits else [None, None],
                "chart_reason": [None, None] if has_limits else ["too_few_points"] * 2,
                "target_value": [None, None],
                "intervention_level": [None, None],
                "baseline_value": [None, None],
                "status": ["no_target", "no_target"],
            }
        )
        how = "select 1"

    row = {"indicator_id": "A1", "name": "Recycling", "area_name": "Home", "unit": "%"}
    row |= {"decimals": 1, "polarity": "higher", "value": 52.0, "value_note": None}
    row |= {"period_label": "2008/09", "status": "no_target", "movement": "too_few_points"}
    row |= {"movement_basis": None, "chart_reason": "too_few_points"}
    breaks = {"event_date": [pd.Timestamp(2003, 10, 1)], "title": "Break in series"}
    events = pd.DataFrame(breaks | {"kind": "series_break", "description": "Counted anew"})
    chosen = control_chart.Settings(is_screened=True, across="The same was counted")
    judged = Judging(False, date(2009, 7, 31), 6)
    made = {"source": "Returns", "as_at": "31 July 2009"}
    control_chart.shown(row, Signals(), events, chosen, judged, **made)


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(st, "page_link", lambda *_, query_params, **__: asked.append(query_params))
    return asked


@pytest.mark.parametrize(
    ("has_limits", "title", "ending"),
    [
        (
            True,
            "## Recycling over time",
            "Average 50.0%, limits 40.0% to 60.0%, from 14 values. In 2008/09: no signal at its "
            "end; 0 of 2 values signal a change.",
        ),
        (
            False,
            "## Recycling over time: a run chart, without limits",
            "There are too few values that can be compared to say whether it has moved.",
        ),
    ],
)
def test_beneath_the_chart_stands_how_it_ends_and_what_was_set(has_limits, title, ending, links):
    page = AppTest.from_function(_chart, args=(has_limits,)).run()
    said = [line.value.replace("\\", "") for line in page.caption]

    assert not page.exception
    assert page.markdown[0].value.replace("\\", "") == title
    assert ending in said
    assert "Outliers are left out of the limits." in said
    assert "Looks across the break in series, because: The same was counted" in said
    assert {"to_method": "like_for_like"} in links
