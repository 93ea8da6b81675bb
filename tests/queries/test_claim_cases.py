"""One claim's case: put together once, from what its questions say, or failing in words."""

from __future__ import annotations

from datetime import date

import pytest

from data.workspace import BUNDLED
from queries import QueryError, claim_cases, fetch
from queries.claim_asked import Tried, asked_of
from queries.claims import claim
from tests.queries.workspaces import serving


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


def standing(claim_id: str = "joint-tasking"):
    found = claim(claim_id)
    assert found is not None
    return found


def test_a_case_is_put_together_once_for_each_choice():
    one = standing()
    tried = Tried(start_date=date(2005, 5, 1))

    agreed, otherwise = claim_cases.case(one), claim_cases.case(one, tried)

    assert claim_cases.case(one) is agreed
    assert claim_cases.case(one, Tried(start_date=date(2005, 5, 1))) is otherwise
    assert (agreed.is_as_agreed, otherwise.is_as_agreed) == (True, False)
    assert otherwise.verdict["pre_periods"] == agreed.verdict["pre_periods"] - 12


def test_a_case_sets_actual_beside_expected_period_by_period():
    case = claim_cases.case(standing())
    series = fetch("claim_series", **asked_of(case.standing.claim))
    actual = series[series["series"] == "actual"].sort_values("period_end")

    assert case.lines["actual"].tolist() == actual["value"].tolist()
    assert case.lines["expected"].notna().all()
    gap = case.gaps[""]
    expected = case.lines["actual"] - case.lines["expected"]
    assert gap["value"].tolist() == pytest.approx(expected.tolist())
    assert set(case.gaps) == {"", "placebo_gap", "without_one", "placebo_in_time"}
    behind = case.gaps["placebo_gap"]
    assert behind.loc[behind["line"] == "behind", "name"].nunique() == case.verdict["donors"]
    assert len(case.mean) == case.verdict["post_periods"]


def test_wards_are_drawn_beside_those_without_and_a_series_beside_its_fit():
    for claim_id in ("falls-team", "home-fire-safety"):
        case = claim_cases.case(standing(claim_id))
        assert case.lines["beside"].notna().all()
        assert set(case.gaps) == {""}


def test_what_may_be_chosen_are_the_periods_and_areas_there_are():
    offered = claim_cases.offered(standing(), None)
    parts = {area["area_code"]: area["part"] for area in offered.areas}

    assert len(offered.periods) == 99
    assert [p["period_start"] for p in offered.periods] == sorted(
        p["period_start"] for p in offered.periods
    )
    assert parts["E09000015"] == "treated"
    assert parts["E09000026"] == "left_out"
    another = claim_cases.offered(standing(), "BV45")
    assert len(another.periods) != 99


def test_a_case_that_fails_says_of_which_claim(monkeypatch, caplog):
    def broken(question: str, **parameters: object):
        raise FloatingPointError(question)

    monkeypatch.setattr(claim_cases, "fetch", broken)
    claim_cases._case.cache_clear()  # another file may have asked for it before

    with pytest.raises(QueryError, match="case of claim kitchen-waste could not be worked out"):
        claim_cases.case(standing("kitchen-waste"))
    assert "No case of claim kitchen-waste" in caplog.text
