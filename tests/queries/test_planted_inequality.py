"""Inequality in the sample: the two planted gaps are found on both small areas, and no other."""

from __future__ import annotations

import pytest

from data.sample.truths import planted
from data.workspace import BUNDLED
from queries import fetch, workspace
from tests.queries.questions import HOME
from tests.queries.workspaces import serving

PLANTED = {
    planted("widening_gap")[0].indicator_id: ("widened", +1),
    planted("narrowing_gap")[0].indicator_id: ("narrowed", -1),
}
# Steep, slight and seasonal gradients that nothing was planted in.
UNPLANTED = [
    ("QOL10", "ward"),
    ("VP04", "ward"),
    ("VP04", "lsoa"),
    ("QOL17a", "ward"),
    ("QOL17a", "lsoa"),
    ("BV126", "ward"),
    ("JCP04", "ward"),
    ("VP20", "lsoa"),
]


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


def inequality(indicator: str, area_type: str):
    """Every period's fifths, the latest period chosen."""
    shown = fetch("areas_shown", parent_code=HOME, area_type=area_type)["area_code"]
    places = {"indicator_id": indicator, "area_codes": [*shown, HOME]}
    latest = fetch("area_periods", **places).iloc[-1]
    return fetch(
        "area_inequality",
        **places,
        parent_code=HOME,
        deprivation_id=workspace().deprivation,
        period_start=latest["period_start"].date(),
        period_end=latest["period_end"].date(),
    )


@pytest.mark.parametrize("area_type", ["ward", "lsoa"])
@pytest.mark.parametrize("indicator", PLANTED)
def test_a_planted_gap_is_found_on_both_small_areas(indicator, area_type):
    rows, (change, sign) = inequality(indicator, area_type), PLANTED[indicator]
    years = rows.drop_duplicates("period_end").groupby(rows["period_end"].dt.year)
    slopes = years["slope_index"].mean()

    assert rows[rows["is_chosen"]]["change"].tolist() == [change] * 5
    assert rows["slope_lower"].min() > 0, "the most deprived have more throughout"
    # not one odd quarter: it moves that way from year to year
    assert (sign * slopes.diff().dropna() > -0.5).all()
    assert sign * (slopes.iloc[-1] - slopes.iloc[0]) > 5


@pytest.mark.parametrize(("indicator", "area_type"), UNPLANTED)
def test_a_gap_that_nothing_was_planted_in_has_not_clearly_changed(indicator, area_type):
    rows = inequality(indicator, area_type)

    assert rows[rows["is_chosen"]]["change"].tolist() == ["no_clear_change"] * 5


@pytest.mark.parametrize("indicator", ["BV165", "QOL08"])
def test_a_slight_gradient_in_few_cases_could_be_chance(indicator):
    rows = inequality(indicator, "ward")
    chosen = rows[rows["is_chosen"]].iloc[0]

    assert chosen["slope_lower"] < 0 < chosen["slope_upper"]


def test_hidden_wards_are_counted_and_too_many_of_them_leave_no_index():
    rows = inequality("VP12", "ward").drop_duplicates("period_end")
    is_refused = rows["share_left_out"] > 0.1

    assert rows["areas_left_out"].sum() == 9, "the hidden ones of eight years"
    assert rows.loc[is_refused, "reason"].tolist() == ["suppressed"] * is_refused.sum()
    assert rows.loc[is_refused, "slope_index"].isna().all()
    assert rows.loc[~is_refused, "slope_index"].notna().all()
    assert 0 < is_refused.sum() < len(rows)
