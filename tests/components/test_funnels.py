"""Funnels: what lies outside, what is not on the plot, and words where there is none."""

from __future__ import annotations

import json

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.charts.point_names import name_sides


@pytest.fixture(autouse=True)
def no_other_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing to link to: what is shown here stands outside the frame with its pages."""
    monkeypatch.setattr(st, "page_link", lambda *_, **__: None)


def _page(words: str, reasons: str, indicator: str = "{}", has_limits: bool = True) -> None:
    """One area for each comparison, then one for each reason."""
    import json

    import pandas as pd

    from components import funnels
    from components.area_subject import Subject
    from queries import Answer

    compared, absent = words.split(), reasons.split()
    size = len(compared) + len(absent)
    rows = pd.DataFrame(
        {
            "area_code": [f"W{number}" for number in range(size)],
            "area_name": [f"Ward {number}" for number in range(size)],
            "period_label": "2008/09",
            "value": [10.0 + number for number in range(len(compared))] + [None] * len(absent),
            "numerator": 10.0,
            "denominator": [100.0 + 50 * number for number in range(size)],
            "average": 10.0,
            "baseline": json.loads(indicator).pop("baseline", "parent"),
            "comparison": compared + [None] * len(absent),
            "beyond_rank": [
                1.0 if word in ("best", "worst") else None for word in compared + absent
            ],
            "parent_name": "Home",
            "reason": [None] * len(compared) + absent,
            "role": "other",
        }
    )
    limits = pd.DataFrame(
        {
            "level": [95.0, 95.0, 99.8, 99.8] * 2,
            "side": ["lower", "upper"] * 4,
            "denominator": [90.0] * 4 + [500.0] * 4,
            "value": [8.0, 12.0, 6.0, 14.0, 9.0, 11.0, 8.0, 12.0],
        }
    )
    about = {
        "indicator_id": "A1",
        "name": "Recycling",
        "unit": "%",
        "decimals": 1,
        "polarity": "higher",
        "denominator_words": "households",
        "source": "Returns",
    } | json.loads(indicator)
    subject = Subject(about, "wards", "ward", Answer(rows, "select 1"), "31 July 2009")
    shown = limits if has_limits else limits.head(0)
    funnels.funnel(subject, Answer(rows, "select 1"), Answer(shown, "select 2"))


def page(words: str, reasons: str = "", **others) -> AppTest:
    given = {"words": words, "reasons": reasons, **others}
    app = AppTest.from_function(_page, kwargs=given).run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """Words of the page as a reader sees them, without Markdown's escapes."""
    found = [str(element.value) for kind in ("markdown", "caption") for element in app.get(kind)]
    return "\n".join(found).replace("\\", "")


def test_how_many_lie_outside_and_how_many_far_outside():
    app = page("best worse similar similar similar", "suppressed suppressed missing")

    assert "## Funnel plot" in said(app)
    assert (
        "2 of 5 wards lie further out than size and chance explain, 1 of them beyond the 99.8 per "
        "cent limits." in said(app)
    )
    assert "between the curves round Home's own value." in said(app)
    assert "2 wards not shown: hidden, because the number is small." in said(app)
    assert "1 ward not shown: missing." in said(app)
    assert "singles none of them out" not in said(app)


def test_where_most_lie_outside_that_is_said():
    assert "Most wards lie outside" in said(page("best worst similar"))


def test_where_none_lies_outside_that_is_said():
    assert "None of 2 wards lies further out than its size explains." in said(
        page("similar similar")
    )


def test_an_average_of_the_areas_is_said_to_be_one():
    app = page("similar similar", indicator=json.dumps({"baseline": "areas"}))

    assert "round the average of these wards, as Home has none made of counts" in said(app)


def test_the_table_says_it_in_words():
    app = page("worst similar", "suppressed")
    app = app.toggle[0].set_value(True).run()

    rows = app.dataframe[0].value
    assert rows["Against the average"].tolist()[:2] == ["Worse, beyond 99.8%", "Similar"]
    assert rows["Why not shown"].tolist()[2] == "hidden, because the number is small"


def test_what_has_no_funnel_gets_words():
    for reasons, words in (
        ("not_made_of_counts not_made_of_counts", "It needs the counts behind each value"),
        ("not_settled not_settled suppressed", "These values are not settled yet"),
        ("suppressed suppressed", "These values are hidden, because the number is small"),
        ("negative_numerator negative_numerator", "These values are without counts"),
    ):
        assert words in page("", reasons).info[0].value
    assert "It needs at least 2 wards" in page("similar").info[0].value
    assert "Nothing was counted" in page("similar similar", has_limits=False).info[0].value


NAMED = (("Alpha", 1.0), ("Beta", 2.0), ("Gamma", None))
SPANS = ("x", (0.0, 100.0)), ("y", (0.0, 100.0))


def sides(x: list[float], y: list[float], spans=SPANS, named=NAMED) -> list[str | None]:
    points = [
        {"name": name, "rank": rank, "x": across, "y": up}
        for (name, rank), across, up in zip(named, x, y, strict=True)
    ]
    return name_sides(points, *spans)


def test_a_name_stands_to_the_right_of_its_point_where_there_is_room():
    assert sides([10, 50, 70], [10, 50, 90]) == ["right", "right", None]
    assert sides([99, 1, 50], [10, 50, 90]) == ["left", "right", None]


def test_a_name_covers_neither_a_point_nor_another_name():
    # Gamma stands right of Alpha, which is named to the left; Beta, close by, has no room
    assert sides([50, 50, 56], [50, 51, 50]) == ["left", None, None]


def test_points_on_one_spot_are_named_on_either_side():
    spans = ("x", (5.0, 5.0)), ("y", (5.0, 5.0))

    assert sides([5.0] * 3, [5.0] * 3, spans) == ["right", "left", None]


def test_the_area_in_focus_is_named_even_where_there_is_no_room():
    crowd = [50, 47, 53], [50, 50, 50]

    assert sides(*crowd) == [None, "left", None]
    assert sides(*crowd, named=(("Alpha", 0), *NAMED[1:]))[0] == "right"
