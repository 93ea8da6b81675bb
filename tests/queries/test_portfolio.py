"""The portfolio of claims and one claim's case: what pages are given, kept and never waited for."""

from __future__ import annotations

from datetime import date

import pytest

from data.workspace import BUNDLED
from queries import QueryError, fetch, portfolio, serve
from queries.claim_asked import Tried, asked_of
from queries.claims import claim, claims
from tests.queries.workspaces import serving, workspace


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


def standing(claim_id: str = "joint-tasking"):
    found = claim(claim_id)
    assert found is not None
    return found


def test_the_portfolio_has_every_claim_in_force_with_what_its_questions_say():
    judged = portfolio.portfolio()

    assert [one.standing for one in judged] == list(claims())
    one = next(one for one in judged if one.standing.claim_id == "joint-tasking")
    reasons = fetch("claim_reasons", **asked_of(one.standing.claim))
    assert one.verdict["verdict"] == "shown"
    assert [each["name"] for each in one.reasons] == reasons["name"].tolist()
    assert portfolio.portfolio() is judged


def test_nobody_waits_for_verdicts_that_are_not_ready(tmp_path):
    portfolio._portfolio.cache_clear()

    first = portfolio.portfolio_if_ready()
    done = portfolio.portfolio()

    assert first is None
    assert portfolio.portfolio_if_ready() is done


def test_a_failure_is_told_and_not_kept(monkeypatch):
    portfolio._portfolio.cache_clear()
    with monkeypatch.context() as broken:
        broken.setattr(portfolio, "fetch", _failing)
        with pytest.raises(QueryError, match="took longer"):
            portfolio.portfolio()

    assert len(portfolio.portfolio()) == len(claims())


def _failing(question: str, **parameters: object):
    raise QueryError(f"{question} took longer than 5 s.")


def test_a_case_is_put_together_once_for_each_choice():
    one = standing()
    tried = Tried(start_date=date(2005, 5, 1))

    agreed, otherwise = portfolio.case(one), portfolio.case(one, tried)

    assert portfolio.case(one) is agreed
    assert portfolio.case(one, Tried(start_date=date(2005, 5, 1))) is otherwise
    assert (agreed.is_as_agreed, otherwise.is_as_agreed) == (True, False)
    assert otherwise.verdict["pre_periods"] == agreed.verdict["pre_periods"] - 12


def test_a_case_sets_actual_beside_expected_period_by_period():
    case = portfolio.case(standing())
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
        case = portfolio.case(standing(claim_id))
        assert case.lines["beside"].notna().all()
        assert set(case.gaps) == {""}


def test_what_may_be_chosen_are_the_periods_and_areas_there_are():
    offered = portfolio.offered(standing(), None)
    parts = {area["area_code"]: area["part"] for area in offered.areas}

    assert len(offered.periods) == 99
    assert [p["period_start"] for p in offered.periods] == sorted(
        p["period_start"] for p in offered.periods
    )
    assert parts["E09000015"] == "treated"
    assert parts["E09000026"] == "left_out"
    another = portfolio.offered(standing(), "BV45")
    assert len(another.periods) != 99


def test_how_it_was_made_has_every_claim():
    how = portfolio.portfolio_how()

    assert all(f"-- {one.claim.title}" in how for one in claims())


def test_a_workspace_without_claims_has_an_empty_portfolio(tmp_path):
    with serving(workspace(tmp_path / "none")):
        assert portfolio.portfolio() == ()
        assert portfolio.portfolio_if_ready() == ()
    serve()
