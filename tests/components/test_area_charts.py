"""Charts of areas: how they stand is drawn by shape, word and colour; names and limits show."""

from __future__ import annotations

import pandas as pd
import vl_convert

from components import charts, theme
from components.charts import Look
from components.charts.funnel import SHAPES
from components.downloads import picture

WORDS = {"title": "Burglary", "source": "Police", "as_at": "As at 31 July 2009"}
COMPARED = ["worst", "similar", "better"]
COLOURS = theme.PALETTES["light"]


def svg(drawing: charts.Drawing, rows: pd.DataFrame, **tables: pd.DataFrame) -> str:
    return vl_convert.vegalite_to_svg(picture(drawing, {"rows": rows, **tables}, WORDS))


def areas() -> pd.DataFrame:
    marks = [theme.COMPARISONS[word] for word in COMPARED]
    return pd.DataFrame(
        {
            "area_code": ["A", "B", "C"],
            "area_name": ["Pinner", "Roxeth", "Canons"],
            "value": [9.0, 5.0, 2.0],
            "lower_limit": [8.0, 4.0, 1.5],
            "upper_limit": [9.5, 6.0, 3.0],
            "parent_value": 5.0,
            "denominator": [1000.0, 800.0, 400.0],
            "average": 5.0,
            "comparison": COMPARED,
            "judgement": [mark.word for mark in marks],
            "sign": ["−− Worse", "= Similar", "+ Better"],
            "name_side": ["left", None, "right"],
            "role": ["other", "this", "other"],
            "value_note": None,
        }
    )


def limits() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "level": [95.0, 99.8, 95.0, 99.8] * 2,
            "side": ["upper"] * 2 + ["lower"] * 2 + ["upper"] * 2 + ["lower"] * 2,
            "denominator": [300.0] * 4 + [1100.0] * 4,
            "value": [7.0, 8.0, 3.0, 2.0, 6.0, 6.5, 4.0, 3.5],
        }
    )


def test_ranked_bars_say_how_each_area_stands_by_shape_word_and_colour():
    drawn = svg(charts.ranked("%", parent="Home", has_comparison=True), areas())

    for words, colour in (
        ("−− Worse", COLOURS.concern),
        ("= Similar", COLOURS.neutral),
        ("+ Better", COLOURS.improvement),
    ):
        (text,) = [part for part in drawn.split("<text") if f">{words}</text>" in part]
        assert colour in text
    assert 'aria-label="Pinner: 9.0, Worse, beyond 99.8%"' in drawn


def test_a_funnel_shows_areas_limits_the_average_and_what_the_marks_mean():
    drawn = svg(
        charts.funnel("%", denominator="Homes", average="Home|5.0"), areas(), limits=limits()
    )

    assert 'aria-label="Pinner: 9.0, Worse, beyond 99.8%"' in drawn
    assert 'aria-label="Roxeth: 5.0, Similar"' in drawn
    for words in ("Pinner", "Canons", "Home", "5.0", "Homes", "95% limits", "99.8% limits"):
        assert f">{words}</text>" in drawn or f">{words}</tspan>" in drawn, words
    assert ">Roxeth</text>" not in drawn, "nothing singles it out"
    for word in ("worst", "worse", "similar", "better", "best"):
        assert f">{theme.COMPARISONS[word].word}</text>" in drawn


def test_a_funnel_without_polarity_judges_nothing():
    rows = areas().assign(comparison=["highest", "similar", "lower"])
    rows["judgement"] = [theme.COMPARISONS[word].word for word in rows["comparison"]]
    drawn = svg(charts.funnel("%", is_judged=False), rows, limits=limits())

    assert ">Higher, beyond 99.8%</text>" in drawn
    assert "Worse" not in drawn
    assert COLOURS.concern not in drawn


def test_every_comparison_has_a_shape_and_the_surer_ones_are_filled():
    assert set(SHAPES) == set(theme.COMPARISONS)
    spec = charts.funnel("%").spec(Look())
    points = next(layer for layer in spec["layer"] if "shape" in layer["encoding"])
    scale = points["encoding"]["fill"]["scale"]
    fills = dict(zip(scale["domain"], scale["range"], strict=True))

    assert fills["Worse, beyond 99.8%"] == COLOURS.concern
    assert fills["Worse"] == COLOURS.page


def test_a_map_says_how_an_area_stands_in_its_tooltip():
    spec = charts.area_map("%", has_comparison=True).spec(Look())
    plain = charts.area_map("%").spec(Look())

    def fields(drawn: dict) -> list[str]:
        return [tip["field"] for tip in drawn["layer"][0]["encoding"]["tooltip"]]

    assert fields(spec) == [*fields(plain), "judgement"]


def test_fifths_are_drawn_from_the_most_to_the_least_deprived_with_their_line():
    rows = pd.DataFrame(
        {
            "fifth": [1, 2],
            "share_from": [0.0, 0.6],
            "share_to": [0.6, 1.0],
            "value": [30.0, 10.0],
            "lower_limit": [28.0, 9.0],
            "upper_limit": [32.0, 11.0],
        }
    )
    ends = pd.DataFrame({"share": [0.0, 1.0], "value": [35.0, 5.0]})
    drawn = svg(charts.fifths("%"), rows, ends=ends)

    assert ">Most deprived</text>" in drawn
    assert ">Least deprived</text>" in drawn
    assert drawn.count('aria-roledescription="point"') == 2
