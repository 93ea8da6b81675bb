"""One area beside others: literal rows in, the very words and the chart out."""

from __future__ import annotations

import pandas as pd
import pytest
import streamlit as st
import vl_convert
from streamlit.testing.v1 import AppTest

from components import beside, beside_words
from components.charts.comparators import PARTS, comparators
from components.downloads import picture

ROW = {
    "indicator_id": "A1",
    "name": "Burglary",
    "unit": "per 1,000",
    "decimals": 1,
    "polarity": "lower",
    "method": "rate",
}
GROUP = {"group_name": "Nearest neighbours", "group_size": 4, "group_values": 4}
NO_GROUP = {"group_name": None, "group_size": 0, "group_values": 0, "quartile": None, "place": None}
THIS = {
    "area_code": "H",
    "area_name": "Harrow",
    "role": "this",
    "value": 12.3,
    "lower_limit": 11.8,
    "upper_limit": 12.9,
    "quartile": 1,
    "place": 1,
    **GROUP,
}
LONDON = {
    "area_code": "L",
    "area_name": "London",
    "role": "comparator",
    "value": 15.1,
    "comparison": "better",
    "contains_area": True,
}
ENGLAND = {**LONDON, "area_code": "E", "area_name": "England", "value": 16.2, "comparison": "best"}
PEERS = [
    {"area_code": name[0], "area_name": name, "role": "peer", "is_in_group": True, "value": value}
    for name, value in (("Brent", 14.0), ("Barnet", 13.5), ("Ealing", 20.2), ("Merton", 16.0))
]
BLANK = {
    "is_in_group": False,
    "period_label": "2008/09",
    "comparison_reason": None,
    "contains_area": False,
    "target_comparison": None,
    "quartile_reason": None,
}
COLUMNS = (
    "lower_limit_998",
    "upper_limit_998",
    "lower_limit",
    "upper_limit",
    "comparison",
    "target_value",
    "value_note",
    "group_name",
    "quartile",
    "place",
)
WORDS = {"title": "Burglary", "source": "Police", "as_at": "As at 31 July 2009"}


def rows(*given: dict[str, object]) -> pd.DataFrame:
    """Rows as `indicator_comparators` gives them."""
    return pd.DataFrame([{**dict.fromkeys(COLUMNS), **BLANK, **row} for row in given])


def told(*given: dict[str, object], **other: object) -> tuple[str, str]:
    return beside_words.told({**ROW, **other}, rows(*given).to_dict("records"))


def worded(*given: dict[str, object]) -> pd.DataFrame:
    return beside.worded(rows(*given).to_dict("records"))


def test_comparators_and_quarter_in_one_sentence_and_how_we_know():
    assert told(THIS, LONDON, ENGLAND, *PEERS) == (
        "Harrow's 12.3 per 1,000 is better than London's 15.1 and England's 16.2 and in the best "
        "quarter of its comparator group.",
        "95% limits 11.8 to 12.9. The difference from England holds at 99.8% too. London and "
        "England include Harrow, so they are not independent of it. Comparator group: Nearest "
        "neighbours, 4 of 4 with a settled value; from 13.5 in Barnet to 20.2 in Ealing.",
    )


def test_each_comparison_has_its_own_words():
    similar, worse = {**LONDON, "comparison": "similar"}, {**ENGLAND, "comparison": "worst"}

    assert told({**THIS, **NO_GROUP}, similar, worse)[0] == (
        "Harrow's 12.3 per 1,000 is similar to London's 15.1 and worse than England's 16.2."
    )


@pytest.mark.parametrize(
    ("comparison", "words"),
    [("highest", "higher than"), ("higher", "higher than"), ("lower", "lower than"),
     ("lowest", "lower than")],
)  # fmt: skip
def test_without_a_good_direction_nothing_is_better(comparison, words):
    this = {**THIS, "place": None, "quartile": 3}
    happened, _ = told(this, {**LONDON, "comparison": comparison}, *PEERS, polarity="none")

    assert happened == (
        f"Harrow's 12.3 per 1,000 is {words} London's 15.1 and in the second highest quarter of "
        "its comparator group."
    )


@pytest.mark.parametrize(
    ("place", "words"),
    [(1, "the best"), (2, "the second best"), (3, "the second worst"), (4, "the worst")],
)
def test_the_quarters(place, words):
    assert told({**THIS, "place": place}, *PEERS)[0] == (
        f"Harrow's 12.3 per 1,000 is in {words} quarter of its comparator group."
    )


def test_values_that_differ_read_differently():
    close = {**LONDON, "value": 12.34}

    assert "Harrow's 12.30 per 1,000 is better than London's 12.34" in told(THIS, close)[0]


def test_without_an_interval_values_stand_beside_one_another():
    uncompared = {"comparison": None, "comparison_reason": "no_interval"}
    bare = {**THIS, "lower_limit": None, "upper_limit": None}

    happened, known = told(bare, {**LONDON, **uncompared}, *PEERS)

    assert happened == (
        "Harrow's 12.3 per 1,000 stands beside London's 15.1, in the best quarter of its "
        "comparator group."
    )
    assert known.startswith("No interval is known, so nothing tells a difference from chance.")
    assert "independent" not in known


def test_too_few_values_for_quarters():
    this = {**THIS, "quartile": None, "place": None, "quartile_reason": "too_few_values",
            "group_values": 2}  # fmt: skip
    early = [{**peer, "value_note": "provisional"} for peer in PEERS[2:]]
    happened, known = told(this, *PEERS[:2], *early)

    assert happened == "Harrow's 12.3 per 1,000 stands beside 2 others of its comparator group."
    assert "2 of 4 with a settled value, too few for quarters; from 13.5 in Barnet to 14.0" in known


def test_what_is_missing_or_not_settled_is_said_to_be():
    absent = {"value": None, "comparison": None, "comparison_reason": "no_benchmark",
              "value_note": "missing"}  # fmt: skip
    early = {**ENGLAND, "comparison": None, "comparison_reason": "not_settled",
             "value_note": "provisional"}  # fmt: skip

    assert "London has no value for 2008/09." in told(THIS, {**LONDON, **absent}, ENGLAND)[1]
    assert "England's 16.2 is provisional, so it is not compared." in told(THIS, LONDON, early)[1]


@pytest.mark.parametrize(
    ("comparison", "words"),
    [
        ("better", "All that lies within them meets the target of 13.0."),
        ("worse", "Nothing that lies within them meets the target of 13.0."),
        ("similar", "The target of 13.0 lies within them, so chance may decide"),
    ],
)
def test_the_target_by_the_interval(comparison, words):
    aimed = {**THIS, "target_value": 13.0, "target_comparison": comparison}

    assert f"95% limits 11.8 to 12.9. {words}" in told(aimed, LONDON)[1]


def test_who_is_not_measured_is_left_out_and_roles_are_in_words():
    absent = {"value": None, "value_note": "missing"}
    hidden = {"value": None, "value_note": "suppressed"}

    whole = worded(THIS, {**LONDON, **absent}, {**ENGLAND, **hidden}, *PEERS)
    alone = worded(THIS, LONDON, *({**peer, **absent} for peer in PEERS))

    assert whole["area_name"].tolist() == ["Harrow", "England", "Brent", "Barnet", "Ealing",
                                           "Merton"]  # fmt: skip
    assert alone["area_name"].tolist() == ["Harrow", "London"]
    assert alone["shown_as"].tolist() == ["This area", "Comparator"]
    assert alone["judgement"].isna().tolist() == [True, False]
    assert set(beside.ROLES.values()) == set(PARTS)


def svg(*given: dict[str, object], has_limits: bool = True) -> str:
    drawn = worded(*given)
    drawing = comparators("per 1,000", has_limits=has_limits)
    return vl_convert.vegalite_to_svg(picture(drawing, {"rows": drawn}, WORDS))


def test_every_area_has_its_dot_its_value_and_its_part():
    drawn = svg({**THIS, "target_value": 13.0}, LONDON, *PEERS)

    for name, value in (("Harrow", "12.3"), ("London", "15.1"), ("Ealing", "20.2")):
        assert f">{name}</text>" in drawn
        assert f">{value}</text>" in drawn
        assert f'aria-label="{name}: {value}"' in drawn
    for part in (*PARTS, "Target"):
        assert f">{part}</text>" in drawn


def test_an_area_without_a_value_says_why():
    assert ">✕ suppressed</text>" in svg(THIS, *PEERS, {**LONDON, "value": None,
                                                        "value_note": "suppressed"})  # fmt: skip


def card(frame: pd.DataFrame, row: dict[str, object]) -> AppTest:
    def page(frame, row):
        from types import SimpleNamespace

        from components import beside

        answer = SimpleNamespace(rows=frame, how="select 1")
        beside.shown(row, answer, source="Police", as_at="As at 31 July 2009")

    app = AppTest.from_function(page, args=(frame, row)).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return " ".join(part.value for part in (*app.markdown, *app.caption))


@pytest.fixture(autouse=True)
def helped(monkeypatch) -> list[dict[str, str]]:
    """What links lead to in the help: a card alone has no app whose pages it could link to."""
    asked: list[dict[str, str]] = []
    monkeypatch.setattr(st, "page_link", lambda *_, **given: asked.append(given["query_params"]))
    return asked


def test_the_card_shows_the_sentence_and_the_chart(helped):
    app = card(rows(THIS, LONDON, *PEERS), ROW)

    assert "Burglary beside others, 2008/09" in said(app)
    assert "is better than London's 15.1" in said(app)
    assert len(app.get("vega_lite_chart")) == 1
    assert helped == [{"to_method": "comparison"}]


def test_an_area_that_stands_alone_has_no_card():
    absent = {**LONDON, "value": None, "value_note": "missing"}

    assert said(card(rows(THIS, absent), ROW)) == ""
    assert said(card(rows(THIS).head(0), ROW)) == ""


def test_a_count_is_not_set_beside_that_of_other_areas():
    app = card(rows(THIS, LONDON), {**ROW, "method": "count"})

    assert said(app).startswith("A count follows the size of a place")
    assert len(app.get("vega_lite_chart")) == 0
