"""The door of pages to the register: who acts, what they may, and words for what is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data import register as registers
from data.register import roles
from data.workspace import open_workspace
from queries import deciding, serve
from queries.acting import acting
from tests.data.register.drafting import rule
from tests.queries.workspaces import serving, workspace

INDICATORS = ({"indicator_id": "A1", "polarity": "higher"},)
ARGUED = {"reason": "It can be done", "evidence": "Peers did it", "facts": {"peers": 3}}


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    return workspace(tmp_path_factory.mktemp("deciding") / "published", indicators=INDICATORS)


@pytest.fixture
def folder(published: Path, tmp_path: Path):
    with serving(Path(shutil.copytree(published, tmp_path / "workspace"))) as path:
        yield path


@pytest.fixture
def begun(folder: Path) -> Path:
    """Anne approves and Bert is in the working group; nobody gave Dora a role."""
    kept = registers.of(open_workspace(folder))
    for name, role in {"Anne": "approver", "Bert": "working_group"}.items():
        roles.appoint(kept, roles.Person(name, role), who="root", why="To begin")
    serve()
    return folder


def proposed(who: str = "Bert", **changed: object) -> deciding.Outcome:
    outcome = deciding.propose(rule(**changed), **ARGUED, who=who, follows=0)
    serve()
    return outcome


def test_a_register_that_is_not_begun_reads_as_empty_and_is_not_made(folder):
    assert acting("Anne").role == "viewer"
    assert deciding.every_proposal() == deciding.every_rule() == deciding.everyone() == ()
    assert deciding.document(deciding.CHANGE_PRINCIPLES) is None
    assert deciding.proposal("1") is None
    assert not (folder / "register.sqlite").exists()


def test_a_name_gets_the_role_that_the_register_knows_as_soon_as_it_is_given(begun):
    assert [acting(name).role for name in ("anne", "Bert", "Dora")] == [
        "approver",
        "working_group",
        "viewer",
    ]

    deciding.assign("Dora", "working_group", who="Anne", why="She joined", after=0)
    serve()

    assert acting("Dora").may("working_group")
    assert not acting("Dora").may("approver")


def test_nobody_and_a_name_that_cannot_be_one_may_nothing(begun):
    assert not acting(None).may("viewer")
    assert "A name has 1 to 100 letters" in (acting("\x00").problem or "")
    assert not acting("\x00").may("viewer")


def test_a_proposal_goes_through_the_door_and_becomes_law(begun):
    outcome = proposed()
    approved = deciding.approve(outcome.made or "", who="Anne", why="Agreed", after=1)
    serve()

    assert (outcome.is_done, outcome.made) == (True, "1")
    assert "Proposal 1 waits" in outcome.words
    assert approved.is_done
    assert deciding.newest_version("A1", "H") == 1
    (law,) = deciding.rule_versions("A1", "H")
    assert law.body.approved_by == "Anne"
    assert [one.version for one in deciding.proposal_versions("1")] == [1, 2]
    assert deciding.proposal("1").body.draft.facts == {"peers": 3}


@pytest.mark.parametrize("who", ["Dora", "", "\x00"])
def test_whoever_has_no_role_is_refused_in_words_whatever_the_page_showed(begun, who):
    outcome = proposed(who)

    assert not outcome.is_done
    assert outcome.words
    assert deciding.every_proposal() == ()


def test_a_refused_rule_comes_back_in_words(begun):
    outcome = proposed(area_code="nowhere")

    assert (outcome.is_done, outcome.made) == (False, None)
    assert "No published area has the code nowhere" in outcome.words


def test_a_newer_version_comes_back_beside_the_refusal(begun):
    proposed()
    deciding.approve("1", who="Anne", why="Agreed", after=1)
    late = proposed(end=70.0)

    assert not late.is_done
    assert late.theirs.version == 1
    assert "which is not the newest" in late.words


def test_a_document_is_kept_in_versions(begun):
    name = deciding.CHANGE_PRINCIPLES
    deciding.save(name, "Principles", "One", who="Bert", why="To begin", after=0)
    serve()
    late = deciding.save(name, "Principles", "Two", who="Anne", why="Mine", after=0)
    serve()

    assert deciding.document(name).body.text == "One"
    assert late.theirs.body["text"] == "One"
    assert deciding.verified().faults == ()
    assert [change.kind for change in deciding.changes()] == ["document", "person", "person"]


def test_a_folder_that_cannot_be_written_is_said_in_words(folder):
    (folder / "register.sqlite").mkdir()  # a folder in the file's place refuses even root

    outcome = deciding.propose(rule(), **ARGUED, who="Bert", follows=0)

    assert not outcome.is_done
    assert "Ask its owner for leave" in outcome.words
