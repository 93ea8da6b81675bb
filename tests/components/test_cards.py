"""Cards and tables: words, badges, tables and downloads as a viewer meets them."""

from __future__ import annotations

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.indicator_table import worded
from components.tables import spelled


def _page() -> None:
    import pandas as pd

    from components import cards, charts, indicator_table

    rows = pd.DataFrame(
        {
            "area_code": ["A", "B"],
            "area_name": ["Pinner", "Roxeth"],
            "value": [1.25, None],
            "role": "other",
            "value_note": [None, "suppressed"],
        }
    )
    cards.headline("Recycling *rose*", "Eight years, 95% limits.")
    cards.status_badge("on_target")
    cards.movement_badge("worsened")
    cards.definition({"Unit": "%", "Caveats": None, "Source": ""})
    cards.figures([cards.Figure("*Cost*", "$5 to <b>$6</b>", "[all](http://x) partners")])
    cards.nothing("No results are published here.", hint="Choose another area.")
    cards.chart_with_data(
        charts.ranked("%", has_limits=False),
        rows,
        title="Wards",
        alt="Pinner stands at 1.25%",
        name="wards",
        source="Harrow Council",
        as_at="As at 31 July 2009",
        how="select 1",
        columns={"area_name": "Ward", "value": "%"},
    )
    indicator_table.indicators(
        pd.DataFrame(
            {
                "indicator_id": ["REC"],
                "name": ["Recycling"],
                "status": ["on_target"],
                "movement": ["improved"],
                "value": [12.3456],
                "decimals": [1],
            }
        )
    )


def _run() -> AppTest:
    page = AppTest.from_function(_page).run()
    assert not page.exception
    return page


def test_a_headline_says_what_happened_as_plain_text() -> None:
    assert _run().markdown[0].value == "# Recycling \\*rose\\*"


def test_badges_carry_shape_and_word() -> None:
    words = " ".join(part.value for part in _run().markdown)
    assert "● On target" in words
    assert "↘ Worsened" in words


def test_an_empty_state_has_words_and_a_remedy() -> None:
    assert _run().info[0].value == "No results are published here. Choose another area."


def test_a_definition_leaves_out_what_is_empty() -> None:
    assert _run().table[0].value.index.tolist() == ["Unit"]


def test_the_table_shows_the_rows_of_the_chart() -> None:
    page = _run()
    page.toggle(key="table_wards").set_value(True).run()
    shown = page.table[1].value
    assert shown["Ward"].tolist() == ["Pinner", "Roxeth"]
    assert shown["%"].tolist() == ["1.25", "–"]


def test_the_list_rounds_and_words_its_cells() -> None:
    listed = _run().dataframe[0].value
    assert listed["value"].tolist() == [12.3]
    assert listed["status"].iloc[0][0] == "● On target"
    assert "indicator_id" not in listed


def test_a_list_shows_two_values_that_differ_as_different() -> None:
    rows = pd.DataFrame(
        {"indicator_id": ["A"], "value": [93.94], "target_value": [93.91], "decimals": [1]}
    )
    shown = worded(rows)
    assert (shown["value"][0], shown["target_value"][0]) == (93.94, 93.91)


def test_cells_are_spelled_for_readers() -> None:
    rows = pd.DataFrame(
        {
            "a": [18.299999999, 1234.0, float("nan")],
            "b": pd.to_datetime(["2006-03-31", None, None]),
            "c": [None, "*x*", "y"],
        }
    )
    assert spelled(rows)["a"].tolist() == ["18.3", "1,234", "–"]
    assert spelled(rows)["b"].tolist() == ["2006-03-31", "–", "–"]
    assert spelled(rows)["c"].tolist() == ["–", "\\*x\\*", "y"]


def _judged() -> None:
    import pandas as pd

    from components import cards, charts, files

    rows = pd.DataFrame({"area_code": ["A"], "area_name": ["Pinner"], "value": [1.25]})
    drawn = charts.ranked("%", has_limits=False)
    words = {"title": "Wards", "alt": "Pinner", "source": "", "as_at": ""}
    cards.chart_with_data(drawn, rows.assign(role="other"), name="plain", **words)
    cards.chart_with_data(
        drawn, rows.assign(role="other"), name="tested", method="intervals", **words
    )
    files.row(rows, name="listed", methods={"status": "About status"})
    cards.about("freshness", "How late is late")


def test_what_is_judged_links_to_the_help_on_the_method(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str, dict[str, str]]] = []

    def page_link(page: str, *, label: str, icon: str, query_params: dict[str, str]) -> None:
        asked.append((page, label, query_params))

    monkeypatch.setattr(st, "page_link", page_link)
    page = AppTest.from_function(_judged).run()

    assert not page.exception
    help_page = "pages/help/methods.py"
    assert asked == [
        (help_page, "About this method", {"to_method": "intervals"}),
        (help_page, "About status", {"to_method": "status"}),
        (help_page, "How late is late", {"to_method": "freshness"}),
    ]


def test_words_of_a_figure_are_never_markup():
    (figure,) = _run().metric

    assert figure.label == "\\*Cost\\*"
    assert figure.value == "\\$5 to \\<b\\>\\$6\\</b\\>"
    assert figure.delta == "\\[all\\]\\(http\\:\u2060//x\\) partners"
