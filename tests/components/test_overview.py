"""The overview's lists: counts that add up, links to what they count, files of their rows."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components import cards


@pytest.fixture(autouse=True)
def links(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """Links as they are asked for: outside the app there is no page to lead to."""
    asked: list[tuple[str, dict[str, str]]] = []

    def link(page: str, label: str, *, icon: str | None = None, **choices: str) -> None:
        asked.append((label, choices))
        st.markdown(label)

    monkeypatch.setattr(cards, "link", link)
    return asked


def _page() -> None:
    import pandas as pd

    from components import overview

    fresh = {"up_to_date": 2, "late": 1, "latest_known": 0, "no_data": 3}
    moved = {"worsened": 1, "improved": 0, "no_clear_change": 4}
    moved |= {"too_few_points": 2, "not_judged": 1}
    overview.fresh(
        pd.DataFrame(
            [
                {"collection": "lpsa", "indicators": 6, **fresh}
                | {"last_period_end": pd.Timestamp(2009, 3, 31)}
            ]
        ),
        how="select 1",
    )
    overview.movements_by_theme(pd.DataFrame([{"theme": "Safer", **moved}]), how="select 2")
    overview.movements_by_achievement_area(
        pd.DataFrame([{"achievement_area": "added_value", **moved}]), how="select 3"
    )
    item = {"indicator_id": "A1", "name": "Recycling", "unit": "%", "decimals": 1}
    item |= {"value": 50.02, "past_mean": 50.01, "period_label": "2008/09", "movement": "improved"}
    overview.moved(pd.DataFrame([item | {"name": f"Recycling {n}"} for n in range(12)]))


def _opened() -> AppTest:
    page = AppTest.from_function(_page).run()
    assert not page.exception
    return page


def test_counts_are_words_that_add_up() -> None:
    said = [line.value for line in _opened().caption]
    assert said[:3] == [
        "2 up to date, 1 late, 3 no data; latest to Mar 2009",
        "1 worsened, 4 without clear change, 2 with too little past, 1 moved, not judged",
        "1 worsened, 4 without clear change, 2 with too little past, 1 moved, not judged",
    ]


def test_a_row_leads_to_the_indicators_it_counts(links: list[tuple[str, dict[str, str]]]) -> None:
    _opened()
    assert links[:3] == [
        ("Local Public Service Agreement", {"collection": "lpsa"}),
        ("Safer", {"theme": "Safer"}),
        ("↗ Recycling 0", {"indicator": "A1"}),
    ]


def test_every_row_that_the_query_gives_is_shown() -> None:
    said = [line.value for line in _opened().caption]
    assert len(said) == 3 + 12
    assert said[3] == "50.02% in 2008/09; its past averages 50.01%"
