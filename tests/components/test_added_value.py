"""What is drawn of claims of added value: rows of each picture and table, and the pictures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
import streamlit as st
import vl_convert
from streamlit.testing.v1 import AppTest

from components import added_value, charts
from components.added_value import comparators, form_parts, knock_out, pictures, portfolio, trying
from components.charts import Drawing
from components.downloads import picture
from tests.components import added_value_rows as rows
from tests.components.added_value_rows import area, check, judged, verdict

WORDS = {"title": "Added value", "source": "Home", "as_at": "As at 31 July 2009"}


def svg(drawn: Drawing, table: pd.DataFrame, **beside: pd.DataFrame) -> str:
    return vl_convert.vegalite_to_svg(picture(drawn, {"rows": table, **beside}, WORDS))


def subject(**changed: Any) -> added_value.Subject:
    return added_value.Subject(rows.case(**changed), rows.NAMES)


def forest_rows(*claims: rows.Judged) -> pd.DataFrame:
    ordered = portfolio.in_order(claims)
    return pd.DataFrame(
        [portfolio._row(one, rows.NAMES, place) for place, one in enumerate(ordered)]
    )


def test_the_surest_verdict_comes_first_and_then_the_larger_effect():
    small = judged("small", verdict(standardised=-2.0))
    claims = [
        judged("none", rows.UNTESTED),
        judged("maybe", verdict("likely")),
        small,
        judged("large", verdict()),
        judged("chance", verdict("not_shown")),
    ]

    order = [one.standing.claim_id for one in portfolio.in_order(claims)]

    assert order == ["large", "small", "maybe", "chance", "none"]


@pytest.mark.parametrize(
    ("polarity", "expected"),
    [("lower", [4.4, 2.3, 6.5]), ("higher", [-4.4, -6.5, -2.3])],
)
def test_better_lies_to_the_right_whichever_way_that_is(polarity, expected):
    table = forest_rows(judged(row=verdict(polarity=polarity)))

    assert table.loc[0, ["better", "better_lower", "better_upper"]].tolist() == expected


def test_an_outcome_that_is_not_judged_has_no_side():
    table = forest_rows(judged(row=verdict("cannot_be_tested", polarity="none")))

    assert table["better"].isna().all()


def test_a_forest_draws_each_verdict_in_shape_and_word():
    table = forest_rows(
        judged("a"),
        judged("b", verdict("likely")),
        judged("c", verdict("not_shown", standardised_lower=None, standardised_upper=None)),
        judged("d", rows.UNTESTED, [check("pre_periods", False, 4.0, 8.0)]),
    )

    drawn = svg(charts.forest(), table)

    for words in ("● Shown", "◆ Likely", "○ Not shown", "△ Cannot be tested: there are only 4"):
        assert words in drawn
    assert table["spoken"].tolist()[0] == (
        "Thefts, Home: Shown, 0.25 per 1,000 lower (0.13 to 0.37)"
    )


def test_a_picture_shows_actual_expected_and_the_start():
    case = subject()
    ends = pictures._ends(case.case.lines, case)

    drawn = svg(
        charts.counterfactual("per 1,000", decimals=2),
        case.case.lines,
        events=pictures._start(case),
        line_ends=ends,
    )

    assert ends["name"].tolist() == ["Home", "Expected"]
    for words in ("The initiative begins", "Home", "Expected", "Jun 2006", "per 1,000"):
        assert words in drawn


def test_names_at_the_ends_keep_apart_where_the_lines_meet():
    meeting = subject(lines=rows.lines([1.0, 2.0, 1.0, 1.5], [1.0, 2.0, 1.0, 1.5]))

    low, high = pictures._ends(meeting.case.lines, meeting)["at"]

    assert high - low == pytest.approx(pictures.APART)


def test_a_claim_without_comparators_is_drawn_alone():
    drawn = svg(
        charts.counterfactual("%", has_expected=False),
        rows.lines([1.0, 2.0, None, 1.5]),
        events=pd.DataFrame(columns=["event_date", "title"]),
        line_ends=pd.DataFrame(columns=["name", "at", "period_end", "line"]),
    )

    assert "Jun 2006" in drawn


def test_gaps_are_drawn_with_what_lies_behind_and_without():
    case = subject()
    beside = {"events": pictures._start(case), "mean": pictures._mean(case)}

    full = svg(charts.gaps("points"), case.case.gaps["placebo_gap"], **beside)
    bare = svg(charts.gaps("points", has_behind=False), case.case.gaps[""], **beside)

    assert full.count('stroke-opacity="0.35"') + full.count('opacity="0.35"') == 2
    assert 'opacity="0.35"' not in bare


def test_what_cannot_be_tested_has_no_mean_effect_to_draw():
    assert pictures._mean(subject(verdict=rows.UNTESTED)).empty
    assert len(pictures._mean(subject())) == 2


def test_a_ward_level_claim_names_how_many_areas_it_is_about():
    claim = rows.Claim(areas=(rows.Area("W1", "treated"), rows.Area("W2", "treated")))

    assert subject(standing=rows.Standing(claim=claim)).place == "2 areas of Home"
    assert subject().place == "Home"
    out = [area("W1", "First", "treated"), area("W2", "Second", "left_out", reason="missing_value")]
    one_left = subject(standing=rows.Standing(claim=claim), areas=out)
    assert one_left.place == "1 of the 2 areas of Home that have it"


def test_the_mix_says_who_counts_most_and_what_is_left_without_one():
    case = subject()
    weighed = [row for row in case.areas if row["weight"]]

    assert comparators.told(weighed, 26) == "2 of 26 areas make the mix; Far counts most, 70%."
    assert comparators.told(weighed[:1], 26) == "Far alone makes the mix, of 26 areas."
    assert comparators._without(case, weighed) == (
        "The difference is −0.25, and between −0.30 and −0.20 without any one of them."
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (area("N", "N", reason="named", note="It borders on Home"), "It borders on Home"),
        (area("N", "N", reason="chosen"), "Left out by whoever looks at this now"),
        (area("N", "N", reason="missing_value"),
         "A value is missing in between; nothing is ever filled in"),
        (area("N", "N", reason="of_another_kind"), "Of another kind"),
    ],
)  # fmt: skip
def test_an_area_that_is_out_says_why(row, words):
    assert comparators.why_out(row) == words


@dataclass(frozen=True)
class Part:
    claim_id: str
    partner: str
    contribution: str = "Something"
    why: str | None = None


def test_a_knock_out_counts_what_falls_and_what_of_it_is_credited():
    verdicts = {"a": "shown", "b": "not_shown", "c": "likely"}
    falls = [Part("a", "Council", why="is_necessary"), Part("b", "Council", why="is_necessary")]

    assert knock_out.sentence("Council", falls, verdicts) == (
        "Without Council 2 of 3 claimed outcomes would fall, 1 of them shown or likely."
    )
    assert knock_out.sentence("Council", falls[1:], verdicts) == (
        "Without Council 1 of 3 claimed outcomes would fall, none of them shown or likely."
    )
    assert knock_out.sentence("Police", [Part("a", "Police")], verdicts) == (
        "Without Police no claimed outcome would fall."
    )


def test_what_is_tried_is_told_in_clauses():
    tried = rows.Tried(
        start_date=date(2005, 5, 1),
        indicator_id="B1",
        left_out=("F",),
        put_back=("N", "unknown"),
    )

    assert trying.told(tried, rows.NAMES) == [
        "Another outcome: Arrests",
        "Start moved to 1 May 2005",
        "Left out: Far",
        "Put back: Next door, unknown",
    ]
    assert trying.told(rows.Tried(), rows.NAMES) == []


CHOICES = {
    "indicator_id": {"A1": "Thefts", "B1": "Arrests"},
    "area_code": {"N": "Next door", "M": "Next door"},
    "kind": {"action": "Action", "outcome": "Outcome"},
}


@pytest.mark.parametrize(
    ("part", "name"),
    [(form_parts.PARTNERS, "partners"), (form_parts.STEP_LINES, "steps"),
     (form_parts.AREAS, "areas")],
)  # fmt: skip
def test_lines_come_back_from_the_form_as_they_went_in(part, name):
    given = getattr(rows.Claim(), name)

    table = form_parts.begun(part, given, CHOICES)

    assert form_parts.lines_of(part, table, CHOICES) == [vars(one) for one in given]


def test_empty_lines_are_left_out_and_what_nobody_said_is_nothing():
    table = pd.DataFrame(
        [["  Council ", None, None, None, None], [None, " ", True, None, None]],
        columns=list(form_parts.PARTNERS),
    )

    assert form_parts.lines_of(form_parts.PARTNERS, table, CHOICES) == [
        {"name": "Council", "contribution": "", "is_necessary": False, "cost": None,
         "pooled": None}
    ]  # fmt: skip


def test_two_areas_of_one_name_stay_two():
    given = (rows.Area("M", "left_out", "Its own scheme"),)
    table = form_parts.begun(form_parts.AREAS, given, CHOICES)

    assert table["area_code"].tolist() == ["Next door (M)"]
    assert form_parts.lines_of(form_parts.AREAS, table, CHOICES)[0]["area_code"] == "M"


@pytest.fixture(autouse=True)
def without_pages(monkeypatch):
    """A part of a page has no other pages to link to."""
    monkeypatch.setattr(st, "page_link", lambda *_, **__: None)


def whole(**changed: Any) -> AppTest:
    """The whole case, drawn by a script of its own."""

    def script(made):
        from components import added_value
        from tests.components import added_value_rows as rows

        case = added_value.Subject(made, rows.NAMES)
        added_value.top(case)
        added_value.shown(case)

    return AppTest.from_function(script, args=(rows.case(**changed),)).run()


def said(app: AppTest) -> str:
    kinds = ("markdown", "caption", "warning")
    return "\n".join(str(e.value) for kind in kinds for e in app.get(kind)).replace("\\", "")


def test_a_whole_case_shows_its_parts():
    app = whole()

    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 4
    for words in (
        "One agency alone: Arrests",
        "→ Outcome",
        "●●○ Moderate evidence",
        "Measured by: Arrests.",
        "✓ Passed: 2",
        "£1,000 in all",
        "1 with the initiative, 2 compared with, 1 left out.",
    ):
        assert words in said(app)
    assert "Not the claim as agreed" not in said(app)


def test_a_case_that_cannot_be_tested_shows_what_is_published():
    empty = pd.DataFrame(columns=["period_end", "value", "lower_limit", "upper_limit"])
    app = whole(
        verdict=rows.UNTESTED,
        reasons=[check("pre_periods", False, 4.0, 8.0)],
        lines=rows.lines([1.0, 2.0, 1.0, 1.5]),
        agency_lines=rows.lines([1.0] * 4).head(0),
        gaps={},
        mean=empty,
        areas=[area("H", "Home", "treated"), area("F", "Far")],
    )

    assert not app.exception
    assert len(app.get("vega_lite_chart")) == 1
    assert "What is published" in said(app)
    assert "With the initiative: Home. Compared with: Far." in said(app)
    assert not app.metric


def test_what_is_tried_is_said_above_the_case_and_spares_the_costs():
    app = whole(tried=rows.Tried(indicator_id="B1"))

    assert not app.exception
    assert "Not the claim as agreed. Another outcome: Arrests." in said(app)
    assert "for each one fewer" not in said(app)


def test_a_claim_with_a_fault_stands_among_the_others():
    def script(judged):
        from components import added_value
        from components.added_value import portfolio
        from tests.components import added_value_rows as rows

        added_value.heading(judged)
        portfolio.effects(judged, rows.NAMES, how="select 1;")
        added_value.listed(judged, rows.NAMES)
        portfolio.on_overview(lambda: judged)

    fault = [check("fault", False, None, None, "claim_panel took longer than 5 s")]
    unmade = dict.fromkeys(rows.verdict()) | rows.FAULT
    both = (rows.judged("c1"), rows.judged("c2", unmade, fault))
    app = AppTest.from_function(script, args=(both,)).run()

    assert not app.exception
    assert "1 is shown and 1 could not be worked out" in said(app)
    told = "Not worked out: a fault kept it from being worked out: claim_panel took longer than 5 s"
    assert told in said(app)
    assert len(app.get("vega_lite_chart")) == 1


def test_words_from_a_claim_are_never_markup():
    claim = replace(rows.Claim(), title="**Bold** $5 [x](http://y)", initiative="<b>_no_</b>")
    app = whole(standing=rows.Standing(claim=claim))

    assert not app.exception
    raw = "\n".join(str(e.value) for e in app.get("caption"))
    assert "**Bold**" not in raw
    assert "](http" not in raw
