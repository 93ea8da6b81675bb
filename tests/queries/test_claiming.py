"""The door of pages to claims: what stands, what waits, and words for what is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from components import decision_words
from data import register as registers
from data.publishing import Change, publish
from data.register import bodies, roles
from data.workspace import BUNDLED, open_workspace
from queries import claiming, minutes, portfolio, serve
from queries.claims import revision
from tests.data.register.claiming import COUNCIL, claim
from tests.data.rows import table, year
from tests.queries.workspaces import serving, workspace

HELD = {
    "indicators": ({"indicator_id": "A1"}, {"indicator_id": "B1"}),
    "claims": ({},),
    "claim_partners": ({}, {"partner": "Police"}),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("claiming") / "published"
    return workspace(folder, observations=({}, year(2007)), **HELD)


@pytest.fixture
def begun(published: Path, tmp_path: Path):
    """Anne approves, Bert is in the working group."""
    with serving(Path(shutil.copytree(published, tmp_path / "workspace"))) as folder:
        kept = registers.of(open_workspace(folder))
        for name, role in {"Anne": "approver", "Bert": "working_group"}.items():
            roles.appoint(kept, roles.Person(name, role), who="root", why="To begin")
        serve()
        yield folder


def titles() -> tuple[list[str], list[str]]:
    serve()
    return [one.claim.title for one in claiming.claims()], [
        one.claim.title for one in claiming.waiting()
    ]


def test_a_claim_goes_through_the_door_and_stands(begun):
    outcome = claiming.propose(claim(title="Together"), who="Bert", why="We think so")

    assert (outcome.is_done, outcome.made) == (True, "1")
    assert "Claim 1 waits" in outcome.words
    assert titles() == (["More is recycled"], ["Together"])
    assert claiming.waiting_claim("1").authors == ("Bert",)
    assert claiming.claim("1") is None

    assert claiming.approve("1", who="Anne", why="Agreed", after=1).is_done
    assert titles() == (["More is recycled", "Together"], [])
    assert [one.version for one in claiming.claim_versions("1")] == [1, 2]


def test_a_published_claim_is_revised_and_the_revision_dropped_or_taken_back(begun):
    standing = claiming.claim("K1")
    for decide, who in ((claiming.reject, "Anne"), (claiming.withdraw, "Bert")):
        newest = claiming.claim("K1").newest
        made = claiming.revise("K1", claim(title="B"), who="Bert", why="So", after=newest)
        assert titles() == (["More is recycled"], ["B"])
        assert decide("K1", who=who, why="No", after=int(made.made)).is_done
        assert titles() == (["More is recycled"], [])
    assert claiming.claim("K1").claim == standing.claim


def test_a_claim_comes_as_a_form_holds_it(begun):
    said = bodies.written(claim(title="From a form"))

    assert claiming.propose(said, who="Bert", why="So").is_done
    assert claiming.waiting_claim("1").claim == bodies.read(type(claim()), said)

    wrong = claiming.propose({**said, "start_date": "July"}, who="Bert", why="So")
    assert not wrong.is_done
    assert "start_date is 'July', which is not a date" in wrong.words


def test_what_is_refused_comes_back_in_words(begun):
    alone = claiming.propose(claim(partners=(COUNCIL,)), who="Bert", why="So")
    nobody = claiming.propose(claim(), who="Dora", why="So")
    claiming.propose(claim(), who="Bert", why="So")
    claiming.revise("1", claim(title="B"), who="Bert", why="So", after=1)
    late = claiming.approve("1", who="Anne", why="So", after=1)

    assert "Name two partners or more" in alone.words
    assert "takes a member of the working group" in nobody.words
    assert late.theirs.body.claim.title == "B"
    assert not any(outcome.is_done for outcome in (alone, nobody, late))


def test_what_stands_is_read_once_and_anew_after_a_change_or_a_publish(begun):
    before = claiming.claims()
    assert claiming.claims() is before

    claiming.propose(claim(title="B"), who="Bert", why="So")
    serve()
    assert claiming.waiting()[0].claim.title == "B"

    other = {"claims": table("claims", {"title": "Published anew"})}
    publish(begun, Change(reference=other), source_id="t", who="A", why="t")
    assert titles()[0] == ["Published anew"]


def test_the_sample_has_its_claims():
    with serving(BUNDLED):
        assert len(claiming.claims()) == 8
        assert claiming.waiting() == ()


def test_showing_claims_of_a_register_that_is_not_begun_needs_no_database():
    asked = (
        "import sys; from queries import claims; print(len(claims.claims())); "
        "print('sqlalchemy' in sys.modules)"
    )
    root, run = Path(__file__).parents[2], [sys.executable, "-c", asked]
    done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=root)

    assert done.stdout.split() == ["8", "False"]


def test_a_published_claim_is_ended_through_the_door_and_the_minutes_say_so(begun):
    before = revision()
    outcome = claiming.end("K1", who="Bert", why="It was wrong", version=0, after=0)
    assert outcome.is_done
    assert titles() == (["More is recycled"], [])
    assert claiming.ends()["K1"].body.state == "proposed"
    assert revision() != before
    assert not claiming.approve_end("K1", who="Bert", why="Mine", after=1).is_done
    assert claiming.reject_end("K1", who="Anne", why="Not yet", after=1).is_done
    serve()

    claiming.end("K1", who="Bert", why="It was wrong", version=0, after=2)
    assert claiming.withdraw_end("K1", who="Bert", why="After all", after=3).is_done
    claiming.end("K1", who="Bert", why="It was wrong", version=0, after=4)
    assert claiming.approve_end("K1", who="Anne", why="Agreed", after=5).is_done

    assert titles() == ([], [])
    assert portfolio.portfolio() == ()
    decided = minutes.decided().query("kind.str.startswith('claim_end')")
    told = decided[["kind", "who", "why", "subject"]].values.tolist()
    assert sorted(told) == [
        ["claim_end_approved", "Anne", "Agreed", "More is recycled"],
        ["claim_end_rejected", "Anne", "Not yet", "More is recycled"],
        ["claim_end_withdrawn", "Bert", "After all", "More is recycled"],
    ]
    words = decision_words.worded(decided)
    assert "Claim ended" in words["Decision"].tolist()
