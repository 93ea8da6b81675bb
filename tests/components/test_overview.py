"""The overview's lists: counts that add up, links to what they count, files of their rows."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True)
def links(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, str]]]:
    """Links as they are asked for: outside the app there is no page to lead to."""
    asked: list[tuple[str, dict[str, str]]] = []

    def page_link(page: str, *, label: str, query_params: dict[str, str], **look: str) -> None:
        asked.append((label, query_params))

    monkeypatch.setattr(st, "page_link", page_link)
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
        pd.DataFrame(
            [
                {"achievement_area": "added_value", **moved},
                {"achievement_area": "partnership_working", **moved},
            ]
        ),
        how="select 3",
    )
    item = {"indicator_id": "A1", "name": "Recycling", "unit": "%", "decimals": 1}
    item |= {"movement": "improved", "movement_basis": "control_chart", "signal": "shift"}
    item |= {"tested_value": 50.02, "tested_period_label": "2008/09", "process_mean": 50.01}
    item |= {"direction": 1, "frequency": "annual", "signal_since_label": "2005/06"}
    item |= {"is_seasonal": False, "recent_values": [1.0, 2.0], "recent_periods": ["a", "b"]}
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


def test_indicators_of_partnership_working_are_no_scores_of_the_questionnaire() -> None:
    said = [line.value for line in _opened().markdown]
    assert "Indicators of partnership working" in said
    assert "Partnership working" not in said


def test_a_row_leads_to_the_indicators_it_counts(links: list[tuple[str, dict[str, str]]]) -> None:
    _opened()
    rows = [link for link in links if "to_method" not in link[1]]
    assert rows[:3] == [
        ("Local Public Service Agreement", {"to_collection": "lpsa"}),
        ("Safer", {"to_theme": "Safer"}),
        ("↗ Recycling 0", {"to_indicator": "A1"}),
    ]


def test_a_list_of_changes_leads_to_the_help_on_movement(
    links: list[tuple[str, dict[str, str]]],
) -> None:
    _opened()
    assert links[-1] == ("About movement", {"to_method": "movement"})


def test_every_row_that_the_query_gives_is_shown() -> None:
    said = [line.value for line in _opened().caption]
    assert len(said) == 4 + 12
    assert said[4] == "Higher since 2005/06\\: 50.02% in 2008/09, average 50.01%"


def test_nothing_moved_is_said_and_no_more() -> None:
    def page() -> None:
        import pandas as pd

        from components import overview

        overview.moved(pd.DataFrame(columns=["indicator_id"]))

    opened = AppTest.from_function(page).run()

    assert not opened.exception
    assert [box.value for box in opened.info] == ["Nothing has moved by more than chance explains."]


def test_themes_are_linked_once_their_popover_is_open(
    links: list[tuple[str, dict[str, str]]],
) -> None:
    def page() -> None:
        from datetime import date
        from types import SimpleNamespace

        import pandas as pd

        from components import overview

        counts = [("Crime", "on_target", 2), ("Crime", "intervention", 1), ("Waste", "no_data", 1)]
        rows = pd.DataFrame(counts, columns=["theme", "status", "indicators"])
        judged = SimpleNamespace(is_then=False, today=date(2009, 7, 31), version=1)
        overview.status_by_theme(rows, judged, source="Us", as_at="July", how="")

    opened = AppTest.from_function(page).run()
    assert not [label for label, _ in links if label in ("Crime", "Waste")]

    opened.session_state["themes"] = True
    opened.run()
    assert not opened.exception
    assert ("Crime", {"to_theme": "Crime"}) in links
    assert [label for label, _ in links].count("Waste") == 1
