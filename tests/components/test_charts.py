"""Charts: each spec is what was stored, compiles, and draws what its rows say."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
import vl_convert

from components import charts
from components.charts import Look
from components.downloads import picture


def _module(name: str) -> ModuleType:
    path = Path(__file__).with_name(f"{name}.py")
    found = importlib.util.spec_from_file_location(name, path)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


drawn = _module("drawn")
WORDS = {"title": "Recycling", "source": "Harrow Council", "as_at": "As at 31 July 2009"}
YEARS = [(dt.date(year + 1, 3, 31), f"{year}/{year - 1999:02d}") for year in range(2004, 2008)]


@pytest.mark.parametrize("look", drawn.LOOKS)
@pytest.mark.parametrize("name", drawn.DRAWINGS)
def test_spec_is_the_stored_one(name: str, look: str) -> None:
    stored = drawn.stored(name, look).read_text(encoding="utf-8")
    assert drawn.written(name, look) == stored, "renew by python tests/components/drawn.py"


@pytest.mark.parametrize("name", drawn.DRAWINGS)
def test_spec_is_valid_vega_lite(name: str) -> None:
    vl_convert.vegalite_to_vega(drawn.DRAWINGS[name].spec(Look("dark")))


@pytest.mark.parametrize("name", drawn.DRAWINGS)
def test_no_hex_colour_comes_from_elsewhere_than_the_theme(name: str) -> None:
    text = json.dumps(drawn.DRAWINGS[name].spec(Look("light")))
    palette = json.dumps(vars(Look("light").palette))
    found = {part[:6] for part in text.split("#")[1:] if part[:1].isalnum()}
    assert all(colour in palette for colour in found)


def test_a_spec_is_built_once() -> None:
    assert charts.trend("%").spec(Look()) is charts.trend("%").spec(Look())


def test_words_are_filled_in_as_they_are() -> None:
    unit = 'pounds "net" \\ week'
    spec = charts.ranked(unit, parent='The "parent"').spec(Look())
    text = json.dumps(spec, ensure_ascii=False)
    assert json.dumps(unit) in text
    assert json.dumps('The "parent"') in text
    assert "⟦" not in text


def _trend(values: list[float | None], notes: list[str | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "period_end": [end for end, _ in YEARS],
            "period_label": [label for _, label in YEARS],
            "value": values,
            "lower_limit": None,
            "upper_limit": None,
            "area_code": "H",
            "series": "Harrow",
            "role": "this",
            "value_note": notes,
            "target_value": None,
            "intervention_level": None,
        }
    )


def _svg(drawing: charts.Drawing, rows: pd.DataFrame, **tables: pd.DataFrame) -> str:
    return vl_convert.vegalite_to_svg(picture(drawing, {"rows": rows, **tables}, WORDS))


def _segments(values: list[float | None], notes: list[str | None]) -> tuple[int, int]:
    """Lines drawn between neighbouring values, and how many of them are dashed."""
    drawing = charts.trend("%", has_limits=False, has_target=False)
    lines = [
        part
        for part in _svg(drawing, _trend(values, notes)).split("<line")
        if 'stroke-width="2.6"' in part and 'x2="0"' not in part
    ]
    return len(lines), sum('stroke-dasharray="3,5"' in line for line in lines)


def test_trend_joins_neighbouring_values() -> None:
    assert _segments([1.0, 2.0, 3.0, 4.0], [None] * 4) == (3, 0)


def test_trend_does_not_bridge_a_missing_value() -> None:
    assert _segments([1.0, None, 3.0, 4.0], [None, "missing", None, None]) == (1, 0)


def test_trend_dashes_the_way_to_a_provisional_value() -> None:
    assert _segments([1.0, 2.0, 3.0, 4.0], [None, None, None, "provisional"]) == (3, 1)


def test_trend_does_not_cross_a_break_in_series() -> None:
    assert _segments([1.0, 2.0, 3.0, 4.0], [None, None, "break_in_series", None]) == (2, 0)


def test_trend_writes_periods_as_the_source_does() -> None:
    drawing = charts.trend("%", has_limits=False, has_target=False)
    svg = _svg(drawing, _trend([1.0, 0.0, 3.0, 4.0], [None] * 4))
    assert all(f">{label}</text>" in svg for _, label in YEARS)


def test_trend_survives_rows_without_any_value() -> None:
    rows = _trend([None] * 4, ["suppressed"] * 4)
    assert "<svg" in _svg(charts.trend("%"), rows)


def test_ranked_says_why_an_area_has_no_bar() -> None:
    rows = pd.DataFrame(
        {
            "area_code": ["A", "B", "C"],
            "area_name": ["Pinner", "Roxeth", "Canons"],
            "value": [4.0, None, None],
            "lower_limit": [3.0, None, None],
            "upper_limit": [5.0, None, None],
            "role": ["this", "other", "other"],
            "value_note": [None, "suppressed", "missing"],
        }
    )
    svg = _svg(charts.ranked("%"), rows)
    assert ">✕ suppressed</text>" in svg
    assert ">– no data</text>" in svg
    assert ">4.0</text>" in svg


def _wards_of_one_name() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": ["A", "B", "A", "B"],
            "area_name": "Abbey",
            "value": [4.0, 3.0, 5.0, 2.0],
            "role": ["this", "comparator"] * 2,
            "value_note": None,
            "period_end": ["2008-03-31"] * 2 + ["2009-03-31"] * 2,
            "period_label": ["2007/08"] * 2 + ["2008/09"] * 2,
        }
    )


def test_two_wards_of_one_name_have_a_bar_each() -> None:
    svg = _svg(charts.ranked("%", has_limits=False), _wards_of_one_name().head(2))
    assert svg.count(">Abbey</text>") == 2
    assert 'aria-label="Abbey: 4.0"' in svg
    assert 'aria-label="Abbey: 3.0"' in svg


def test_two_wards_of_one_name_have_a_panel_each() -> None:
    svg = _svg(charts.small_multiples("%", has_parent=False), _wards_of_one_name())
    assert svg.count(">Abbey</text>") == 2


def test_two_comparators_of_one_name_have_a_line_each() -> None:
    rows = _wards_of_one_name().assign(series="Abbey", role="comparator")
    drawing = charts.trend("%", has_limits=False, has_target=False)
    assert _svg(drawing, rows).count(">Abbey</text>") == 2


def test_status_bars_name_the_status_beside_its_shape() -> None:
    rows = pd.DataFrame(
        {"theme": ["Safer"] * 2, "status": ["on_target", "intervention"], "indicators": [5, 3]}
    )
    svg = _svg(charts.status_bars(), rows)
    assert ">● On target</text>" in svg
    assert ">■ 3</text>" in svg


def _covered(**counts: int) -> str:
    rows = {"aim": "Cleaner\nstreets", "position": 1, "step": "Baseline", "indicators": 9}
    rows |= {"done": 0, "missing": 0, "not_needed": 0, "not_recorded": 0} | counts
    return _svg(charts.coverage(("1 Baseline",), group="aim"), pd.DataFrame([rows]))


def test_coverage_counts_only_what_is_needed() -> None:
    svg = _covered(done=5, missing=2, not_needed=2)
    assert ">5 of 7</text>" in svg
    assert 'aria-label="Cleaner, streets, Baseline: 5 of 7"' in svg
    assert ">Cleaner</tspan>" in svg or ">Cleaner</text>" in svg


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"missing": 9}, "0 of 9"),
        ({"not_recorded": 9}, "not recorded"),
        ({"not_needed": 9}, "not needed"),
        ({"indicators": 0}, "none here"),
    ],
)
def test_coverage_says_why_a_bar_is_empty(counts: dict[str, int], words: str) -> None:
    assert f">{words}</text>" in _covered(**counts)


def _month(number: int, **counts: int) -> dict[str, object]:
    month = dt.date(2009, number, 1)
    states = {"late": 0, "received_late": 0, "received": 0, "due": 0} | counts
    known = {"partner": "Police", "month_start": month, "month": f"{month:%b %Y}"}
    return {**known, "is_current": number == 7, **states}


def test_calendar_says_every_state_of_a_month_by_shape_and_count() -> None:
    rows = [
        _month(6, received=11, late=2),
        _month(7, received_late=1),
        _month(8, due=3),
        _month(9),
    ]
    svg = _svg(charts.calendar(), pd.DataFrame(rows))
    assert [f">{words}</text>" in svg for words in ("■ 2", "● 11", "◆ 1", "○ 3")] == [True] * 4
    assert 'aria-label="Police, due in Jun 2009, 2 late, 11 received"' in svg
    assert svg.count('aria-roledescription="rect mark"') == 3


def test_calendar_puts_the_months_in_order_whoever_begins() -> None:
    rows = [{**_month(8, due=1), "partner": "A"}, _month(4, received=1), _month(7, received=1)]
    svg = _svg(charts.calendar(), pd.DataFrame(rows))
    assert svg.index(">Apr<") < svg.index(">Jul<") < svg.index(">Aug<")


def test_picture_carries_title_source_and_date() -> None:
    svg = _svg(charts.trend("%"), _trend([1.0, 2.0, 3.0, 4.0], [None] * 4))
    assert ">Recycling</text>" in svg
    assert ">Source: Harrow Council. As at 31 July 2009</text>" in svg
