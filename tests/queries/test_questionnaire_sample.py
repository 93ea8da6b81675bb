"""What is planted in the sample's rounds of the questionnaire, as the questions tell it."""

from __future__ import annotations

import pandas as pd
import pytest

from data.workspace import BUNDLED
from queries import fetch
from tests.queries.workspaces import serving

LAST = "partnership_working-2008"
ASKED = {"questionnaire_id": "partnership_working", "is_finite": False}
TOO_SMALL = {
    "Business partnership",
    "Housing associations",
    "Jobcentre Plus",
    "London Fire Brigade",
}


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


def scores() -> pd.DataFrame:
    return fetch("dimension_scores", **ASKED)


def test_one_dimension_improved_and_nothing_else_moved():
    moved = scores().dropna(subset="movement").query("movement != 'no_clear_change'")

    assert set(moved["dimension"]) == {"Processes"}
    assert set(moved["movement"]) == {"improved"}


def test_one_dimension_is_wider_with_the_same_score():
    rows = scores().dropna(subset="spread_movement")
    wider = rows.query("spread_movement != 'no_clear_change'")

    assert list(wider["dimension"]) == ["People"]
    assert list(wider["round_id"]) == [LAST]
    assert list(wider["spread_movement"]) == ["wider"]
    assert list(wider["movement"]) == ["no_clear_change"]


def test_opinions_on_that_dimension_are_divided_and_on_no_other():
    rows = fetch("perception_gaps", round_id=LAST)

    divided = rows[rows["is_divided"].astype(bool)]
    assert set(divided["dimension"]) == {"People"}
    assert set(divided["kind"]) == {"organisation", "respondent_group"}


def test_the_small_organisations_are_hidden_in_every_round_and_no_other():
    rates = fetch("response_rates", questionnaire_id="partnership_working")
    hidden = rates[rates["note"] == "too_few"]

    assert rates["round_id"].nunique() == 4
    for round_id in rates["round_id"].unique():
        assert set(hidden[hidden["round_id"] == round_id]["name"]) == TOO_SMALL
        rows = fetch("group_scores", round_id=round_id, is_finite=False)
        assert set(rows[rows["note"].notna()]["name"]) == TOO_SMALL
        assert rows.groupby("dimension")["is_residual"].sum().eq(1).all()


def test_fewer_answered_in_the_last_round():
    rounds = fetch("rounds", questionnaire_id="partnership_working")

    movements = list(rounds["response_movement"].dropna())
    assert movements == ["no_clear_change", "no_clear_change", "fell"]


def test_every_dimension_is_reliable():
    rows = fetch("reliability", round_id=LAST)

    assert rows["note"].isna().all()
    assert (rows["alpha"] >= 0.7).all()
