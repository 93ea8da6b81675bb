"""Comparison: each area against the whole it lies in, at two levels, and why it is not compared."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from queries import fetch
from tests.queries.workspaces import serving, workspace

THIS_YEAR = {"period_start": date(2008, 4, 1), "period_end": date(2009, 3, 31)}
HOME = {"numerator": 2000, "denominator": 10_000}
# Of 1,000, against 20 per cent: the counts round both limits, found with statsmodels 0.15.
NUMERATORS = {"W1": 242, "W2": 230, "L1": 200, "L2": 175, "W9": 160}
INDICATORS = [
    {"indicator_id": "A1"},
    {"indicator_id": "LOW", "polarity": "lower"},
    {"indicator_id": "NONE", "polarity": "none"},
    {"indicator_id": "RATE", "method": "rate", "multiplier": 1000.0, "polarity": "lower"},
    {"indicator_id": "MEAN", "method": "mean"},
    {"indicator_id": "COUNT", "method": "count"},
    {"indicator_id": "SOON"},
    {"indicator_id": "ALONE"},
    {"indicator_id": "BAD"},
]


def share(indicator, area, numerator, denominator=1000.0, **others) -> dict[str, object]:
    """A percentage, worked out from its counts."""
    counts = {"numerator": numerator, "denominator": denominator}
    value = 100 * numerator / denominator
    return {"indicator_id": indicator, "area_code": area, "value": value, **counts, **others}


OBSERVATIONS = (
    *(share(one, area, n) for one in ("A1", "LOW", "NONE") for area, n in NUMERATORS.items()),
    *(share(one, "H", **HOME) for one in ("A1", "LOW", "NONE", "SOON", "BAD")),
    # one department's and one group's, which are not the area's
    share("A1", "W1", 1, department_code="D1"),
    share("A1", "W2", 1, breakdown_type="sex", breakdown="male"),
    {"indicator_id": "RATE", "area_code": "H", "value": 5.0, "numerator": 500}
    | {"denominator": 100_000},
    {"indicator_id": "RATE", "area_code": "W1", "value": 16.0, "numerator": 16}
    | {"denominator": 1000},
    {"indicator_id": "RATE", "area_code": "W2", "value": 4.0, "numerator": 4, "denominator": 1000},
    {"indicator_id": "RATE", "area_code": "L1", "value": 4.5, "numerator": 4.5}
    | {"denominator": 1000},
    {"indicator_id": "MEAN", "area_code": "H", "value": 70.0},
    {"indicator_id": "MEAN", "area_code": "W1", "value": 80.0, "lower_limit": 79.9}
    | {"upper_limit": 80.1},
    {"indicator_id": "MEAN", "area_code": "W2", "value": 60.0},
    {"indicator_id": "COUNT", "area_code": "H", "value": 90.0},
    {"indicator_id": "COUNT", "area_code": "W1", "value": 9.0, "lower_limit": 4.0}
    | {"upper_limit": 17.0},
    *(
        share("SOON", area, 900, value_note=note)
        for area, note in (
            ("W1", "provisional"),
            ("W2", "projected"),
            ("L1", "estimated"),
            ("L2", "partial_period"),
            ("W9", "revised"),
        )
    ),
    share("ALONE", "W1", 242),
    {"indicator_id": "BAD", "area_code": "L2", "value": 30.0, "numerator": 20}
    | {"denominator": 1000},
    {"indicator_id": "BAD", "area_code": "W9", "value": None, "value_note": "suppressed"},
)


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    made = workspace(
        tmp_path_factory.mktemp("comparison"),
        OBSERVATIONS,
        indicators=INDICATORS,
        departments=[{"department_code": "D1"}],
    )
    with serving(made):
        yield


def values(indicator: str, parent: str = "H") -> pd.DataFrame:
    asked = {"indicator_id": indicator, "area_codes": [*NUMERATORS, parent], **THIS_YEAR}
    rows = fetch("area_values", **asked, parent_code=parent, focus_code=None)
    return rows.set_index("area_code")


def found(indicator: str, column: str = "comparison", parent: str = "H") -> dict[str, str | None]:
    told = values(indicator, parent)[column]
    return told.astype(object).where(told.notna(), None).to_dict()


@pytest.mark.parametrize(
    ("indicator", "words"),
    [
        ("A1", ["best", "better", "similar", "worse", "worst"]),
        ("LOW", ["worst", "worse", "similar", "better", "best"]),
        ("NONE", ["highest", "higher", "similar", "lower", "lowest"]),
    ],
)
def test_each_area_differs_at_the_level_that_its_interval_reaches(indicator, words):
    assert found(indicator) == dict(zip(NUMERATORS, words, strict=True))
    assert set(found(indicator, "comparison_reason").values()) == {None}


def test_the_limits_are_wilsons_at_both_levels():
    # statsmodels 0.15, proportion_confint(242, 1000, method="wilson")
    row = values("A1").loc["W1"]

    assert [row["lower_limit"], row["upper_limit"]] == pytest.approx(
        [21.64742872986182, 26.950032007992825]
    )
    assert [row["lower_limit_998"], row["upper_limit_998"]] == pytest.approx(
        [20.271380960272756, 28.616714001891985]
    )


def test_a_rate_is_compared_by_byars_limits_and_below_ten_by_exact_ones():
    assert found("RATE") == {"W1": "worst", "W2": "similar", "L1": None, "L2": None, "W9": None}
    assert found("RATE", "comparison_reason")["L1"] == "fraction_of_an_event"


def test_published_limits_give_one_level_and_a_mean_without_any_gives_none():
    row = values("MEAN").loc["W1"]

    assert row["comparison"] == "better", "however far away: nothing is known at 99.8"
    assert pd.isna(row["lower_limit_998"])
    assert found("MEAN", "comparison_reason")["W2"] == "no_interval"


def test_a_count_is_never_compared_with_the_count_of_the_whole():
    assert found("COUNT")["W1"] is None
    assert found("COUNT", "comparison_reason")["W1"] == "count_of_whole"


def test_what_is_not_settled_is_not_tested():
    assert found("SOON") == {"W1": None, "W2": None, "L1": None, "L2": None, "W9": "best"}
    reasons = found("SOON", "comparison_reason")
    assert [reasons[code] for code in ("W1", "W2", "L1", "L2")] == ["not_settled"] * 4


def test_without_a_value_of_the_whole_there_is_nothing_to_compare_with():
    assert found("ALONE")["W1"] is None
    assert found("ALONE", "comparison_reason")["W1"] == "no_benchmark"


def test_a_value_that_is_not_the_quotient_of_its_counts_has_no_interval():
    assert found("BAD", "comparison_reason")["L2"] == "no_interval"
    assert values("BAD").loc["L2", ["lower_limit", "upper_limit_998"]].isna().all()


def test_an_area_without_a_result_says_so():
    assert found("ALONE", "comparison_reason")["W9"] == "missing_value"
    assert found("BAD", "comparison_reason")["W9"] == "missing_value", "hidden, as its note says"
