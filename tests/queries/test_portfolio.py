"""The portfolio of claims: what pages are given, kept and never waited for."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from data.workspace import BUNDLED
from queries import QueryError, fetch, portfolio, serve
from queries.claim_asked import asked_of
from queries.claims import claims
from tests.queries.workspaces import serving, workspace


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


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


def test_those_who_ask_at_once_share_one_answer(tmp_path, monkeypatch):
    made, gate = [], Barrier(4)

    def judged(serving):
        made.append(serving)
        return ()

    def slowly():
        time.sleep(0.1)  # long enough for all to ask before one has begun

    def asked(_):
        gate.wait(10)
        return portfolio.portfolio()

    monkeypatch.setattr(portfolio, "_judged", judged)
    monkeypatch.setattr(portfolio, "current", slowly)
    with serving(workspace(tmp_path / "asked")), ThreadPoolExecutor(4) as pool:
        assert list(pool.map(asked, range(4))) == [()] * 4
    serve()

    assert len(made) == 1


def test_a_failure_of_all_is_told_and_not_kept(monkeypatch):
    portfolio._portfolio.cache_clear()
    with monkeypatch.context() as broken:
        broken.setattr(portfolio, "claims", _unreadable)
        with pytest.raises(QueryError, match="cannot be read"):
            portfolio.portfolio()

    assert len(portfolio.portfolio()) == len(claims())


def _unreadable():
    raise QueryError("The claims cannot be read.")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (QueryError("claim_panel took longer than 5 s."), "claim_panel took longer than 5 s"),
        (FloatingPointError("a secret path"), "FloatingPointError"),
    ],
)
def test_one_claim_that_fails_leaves_the_others_and_is_tried_again(
    error, told, monkeypatch, caplog
):
    verdicts = {one.standing.claim_id: one.verdict["verdict"] for one in portfolio.portfolio()}

    def asked(question: str, **parameters: object):
        if parameters.get("indicator_id") == "BV126":
            raise error
        return fetch(question, **parameters)

    portfolio._portfolio.cache_clear()
    with monkeypatch.context() as broken:
        broken.setattr(portfolio, "fetch", asked)
        found = {one.standing.claim_id: one for one in portfolio.portfolio()}
    failed = found["target-hardening"]

    assert failed.verdict["verdict"] == "not_worked_out"
    assert failed.verdict["effect"] is None
    assert [(one["name"], one["about"]) for one in failed.reasons] == [("fault", told)]
    assert "No verdict on claim target-hardening" in caplog.text
    rest = {name: one.verdict["verdict"] for name, one in found.items()}
    assert rest == verdicts | {"target-hardening": "not_worked_out"}
    # told for a while without trying again, then tried again by whoever asks next
    assert portfolio.portfolio()[0] in found.values()
    monkeypatch.setattr(portfolio, "FAULT_LASTS", 0.0)
    portfolio.portfolio()
    again = {one.standing.claim_id: one.verdict["verdict"] for one in portfolio.portfolio()}
    assert again == verdicts


def test_how_the_others_were_made_stands_without_one_that_fails(monkeypatch):
    portfolio._portfolio_how.cache_clear()

    def spelled(question: str, **parameters: object) -> str:
        if parameters["indicator_id"] == "BV126":
            raise QueryError("claim_candidates: no such table")
        return "select 1"

    with monkeypatch.context() as broken:
        broken.setattr(portfolio, "how", spelled)
        told = portfolio.portfolio_how()
    portfolio._portfolio_how.cache_clear()

    assert told.count("select 1") == len(claims()) - 1
    assert "-- It could not be worked out: claim_candidates: no such table." in told


def test_how_it_was_made_has_every_claim():
    how = portfolio.portfolio_how()

    assert all(f"-- {one.claim.title}" in how for one in claims())


def test_a_title_in_two_lines_is_a_comment_all_the_same(tmp_path):
    given = {
        "indicators": [{"indicator_id": "A1"}],
        "claims": [{"title": "Less crime\ndrop table claims"}],
        "claim_partners": [{}, {"partner": "Police"}],
    }
    with serving(workspace(tmp_path / "two", **given)):
        assert portfolio.portfolio_how().startswith("-- Less crime drop table claims\n")
    serve()


def test_a_workspace_without_claims_has_an_empty_portfolio(tmp_path):
    with serving(workspace(tmp_path / "none")):
        assert portfolio.portfolio() == ()
        assert portfolio.portfolio_if_ready() == ()
    serve()
