"""Geography: two areas of one name remain two; boundaries that cannot be drawn get words."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import pandas as pd

    from components import area_trends, geography
    from queries import Answer

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
    about = {
        "indicator_id": "A1",
        "name": "Recycling",
        "unit": "%",
        "decimals": 1,
        "source": "Returns",
    }
    made = Answer(trends, "select 2")
    subject = geography.Subject(about, "wards", "ward", made, "31 July 2009")
    area_trends.over_time(subject, made)


def test_two_areas_of_one_name_are_told_apart_by_their_codes() -> None:
    page = AppTest.from_function(_page).run()

    assert not page.exception
    assert page.markdown[0].value == "## Abbey \\(A\\) and Abbey \\(B\\)"


def _map() -> None:
    import pandas as pd

    from components import geography
    from queries import Answer

    class Listed:
        document = []

    values = pd.DataFrame(
        [
            {
                "area_code": "A",
                "hex_column": None,
                "hex_row": None,
                "value": 1.0,
                "comparison": None,
                "comparison_reason": None,
            }
        ]
    )
    about = {
        "indicator_id": "A1",
        "name": "Recycling",
        "unit": "%",
        "decimals": 1,
        "source": "Returns",
    }
    subject = geography.Subject(about, "wards", "ward", Answer(values, ""), "")
    geography.area_map(subject, Listed())


def test_boundaries_that_cannot_be_drawn_get_words() -> None:
    page = AppTest.from_function(_map).run()

    assert not page.exception
    assert "not a GeoJSON FeatureCollection" in page.info[0].value
    assert "There is no map of wards" in page.info[1].value
