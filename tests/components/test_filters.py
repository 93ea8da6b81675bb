"""Filters: codes and labels from a link, words for what is unknown, labels that differ."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from components.choices import unique_labels
from components.words import cut, plain_text


def _page() -> None:
    import pandas as pd
    import streamlit as st

    from components import filters

    areas = pd.DataFrame({"area_code": ["E1", "E2", "E3"], "name": ["Harrow", "Pinner", "Pinner"]})
    with filters.bar():
        area = filters.area(areas, default="E1")
        theme = filters.theme_choice(["Safer communities", "Health"])
        status = filters.status()
        area_type = filters.area_type({"ward": "Wards", "lsoa": "Neighbourhoods"})
        period = filters.period(["2003/04", "2004/05", "2005/06"])
        text = filters.text()
    filters.breadcrumb([("E1", "Harrow *on* the Hill"), ("E2", "Pinner")])
    st.json([area, theme, status, area_type, period, text])


def _opened(**link: str) -> AppTest:
    page = AppTest.from_function(_page)
    for key, asked in link.items():
        page.query_params[key] = asked
    page.run()
    assert not page.exception
    return page


def _chosen(page: AppTest) -> list[str | None]:
    import json

    return json.loads(page.json[0].value)


DEFAULTS = ["E1", None, None, "ward", "2005/06", None]


def test_defaults_without_a_link() -> None:
    page = _opened()
    assert _chosen(page) == DEFAULTS
    assert not page.info


def test_a_code_in_the_link_is_accepted() -> None:
    page = _opened(area="E3", status="on_target", area_type="lsoa")
    assert _chosen(page) == ["E3", None, "on_target", "lsoa", "2005/06", None]
    assert not page.info


def test_a_label_in_the_link_is_accepted() -> None:
    page = _opened(area="Pinner (E3)", theme="Health", period="2003/04", text=" crime ")
    assert _chosen(page) == ["E3", "Health", None, "ward", "2003/04", "crime"]
    assert not page.info


def test_the_default_itself_may_be_asked_for() -> None:
    page = _opened(area="E1", period="2005/06")
    assert _chosen(page) == DEFAULTS
    assert not page.info


def test_an_unknown_value_gets_words() -> None:
    page = _opened(area="<b>Atlantis</b>")
    assert _chosen(page) == DEFAULTS
    assert "area “\\<b\\>Atlantis" in page.info[0].value
    assert "Shown instead: Harrow" in page.info[0].value


def test_unknown_values_of_every_kind_get_words() -> None:
    page = _opened(theme="x", status="x", area_type="x", period="x")
    assert _chosen(page) == DEFAULTS
    assert len(page.info) == 4


def test_words_about_one_value_outlast_the_adoption_of_another() -> None:
    page = _opened(area="nowhere", status="on_target")
    assert _chosen(page)[:3] == ["E1", None, "on_target"]
    assert len(page.info) == 1
    assert not page.run().info


def test_a_choice_survives_the_next_run() -> None:
    page = _opened(area="E3").run()
    assert _chosen(page)[0] == "E3"
    page.selectbox(key="area").select("E2").run()
    assert _chosen(page)[0] == "E2"


def test_the_breadcrumb_leads_up() -> None:
    page = _opened(area="E3")
    assert page.button(key="up_area_E1").label == "Harrow \\*on\\* the Hill"
    page.button(key="up_area_E1").click().run()
    assert _chosen(page)[0] == "E1"


def test_labels_that_clash_carry_their_code() -> None:
    labels = unique_labels({"E1": "Harrow", "E2": "Pinner", "E3": "Pinner"})
    assert labels == {"E1": "Harrow", "E2": "Pinner (E2)", "E3": "Pinner (E3)"}


def test_words_show_as_they_are_and_end_in_time() -> None:
    assert plain_text("[x](http://a) *b*") == "\\[x\\]\\(http\\:\u2060//a\\) \\*b\\*"
    assert len(cut("x" * 500)) == 80
    assert cut("x" * 500).endswith("…")
