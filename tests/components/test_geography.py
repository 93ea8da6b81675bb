"""Geography: two areas of one name, side by side, remain two."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import pandas as pd

    from components import geography

    trends = pd.DataFrame(
        {
            "area_code": ["A", "B"],
            "area_name": "Abbey",
            "series": "Abbey",
            "period_end": pd.Timestamp(2009, 3, 31),
            "period_label": "2008/09",
            "value": [4.0, 3.0],
            "lower_limit": None,
            "upper_limit": None,
            "parent_value": None,
            "value_note": None,
            "role": ["this", "compared"],
        }
    )
    about = {"name": "Recycling", "unit": "%", "decimals": 1, "source": "Returns"}
    geography.over_time(
        geography.Subject(about, "wards", trends, trends, "31 July 2009", "select 1", "select 2")
    )


def test_two_areas_of_one_name_are_told_apart_by_their_codes() -> None:
    page = AppTest.from_function(_page).run()

    assert not page.exception
    assert page.markdown[0].value == "## Abbey (A) and Abbey (B)"
