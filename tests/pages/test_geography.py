"""Geography's statistics: what differs, the funnel and inequality, or words why not."""

from __future__ import annotations

import pytest

from data.workspace import BUNDLED
from tests.data.rows import year
from tests.pages.viewing import is_drawn, opened, words
from tests.queries.workspaces import SETTINGS, serving, workspace

PAGE = "pages/drill_down/geography.py"


def read(**choices: str) -> str:
    """The page's words as a reader sees them, without Markdown's escapes."""
    app = opened(PAGE, **choices)
    assert is_drawn(app)
    return words(app).replace("\\", "")


@pytest.fixture
def sample():
    with serving(BUNDLED):
        yield


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (
            {"indicator": "QOL16"},
            [
                "7 of 21 wards have a higher share than Harrow as a whole, all beyond",
                "Each ward is part of Harrow, so the two are not independent.",
                "19 of 21 wards lie further out than size and chance explain",
                "The most deprived fifth of wards has 19.8 more for every 100 working-age",
                "The gap has widened since Q4 2001/02.",
            ],
        ),
        (
            {"indicator": "VP19", "area_type": "neighbourhoods"},
            ["137 neighbourhoods have a higher share", "The gap has narrowed since 2001."],
        ),
        (
            {"indicator": "BV126"},
            [
                "none of 21 wards differs from Harrow as a whole",
                "None of 21 wards lies further out than its size explains.",
                "No clear change in the gap since Jun 2001.",
            ],
        ),
        (
            {"indicator": "VP12"},
            [
                "3 wards not shown: hidden, because the number is small.",
                "3 wards of 21, with 13% of the people, would be left out",
            ],
        ),
        (
            {"indicator": "VP29"},
            [
                "not compared with Harrow as a whole: a part's count is bound to be below",
                "A funnel plot cannot be drawn here. It needs the counts behind each value",
                "Inequality by deprivation cannot be worked out here. It needs the counts",
            ],
        ),
        (
            {"indicator": "QOL16", "area": "E05000304", "area_type": "wards"},
            ["the highest of 21 wards; that is higher than Harrow as a whole, beyond the 99.8"],
        ),
        (
            {"indicator": "VP19", "area": "E05000304", "area_type": "neighbourhoods"},
            ["6 neighbourhoods in Wealdstone", "6 neighbourhoods ranked by Index of Multiple"],
        ),
    ],
)
def test_what_the_statistics_say_of_the_sample(choices, said):
    found = read(**choices)

    for sentence in said:
        assert sentence in found


SHARES = [
    {
        "area_code": code,
        "value": value,
        "numerator": value * 10,
        "denominator": 1000.0,
        **year(2008),
    }
    for code, value in (("H", 50.0), ("W1", 70.0), ("W2", 50.0))
]


def test_without_the_setting_and_with_few_areas_there_are_words(tmp_path):
    with serving(workspace(tmp_path / "unset", SHARES, indicators=[{}])):
        found = read(indicator="A1")

    assert "1 of 2 wards has a higher share than Home as a whole, beyond the 99.8" in found
    assert "1 of 2 wards lies further out than size and chance explain" in found
    assert "It needs at least 5 wards, one for each fifth." in found


def test_a_setting_that_names_nothing_gets_words(tmp_path):
    wards = [
        {"area_code": f"W0{number}", "name": f"Ward {number}", "area_type": "ward"}
        | {"parent_code": "H"}
        for number in range(5)
    ]
    shares = [{**SHARES[1], "area_code": ward["area_code"]} for ward in wards]
    settings = SETTINGS.replace('comparators = ["C"]', 'comparators = ["C"]\ndeprivation = "IMD"')
    areas = [{"area_code": "H", "name": "Home"}, *wards]
    folder = workspace(
        tmp_path / "set", [SHARES[0], *shares], settings, indicators=[{}], areas=areas
    )
    with serving(folder):
        found = read(indicator="A1")

    assert "set deprivation under [areas] in workspace.toml" in found
