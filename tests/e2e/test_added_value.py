"""Added value: a claim opened by clicking its mark, tried otherwise, and revised by two people."""

from __future__ import annotations

import re
import shutil

import pytest

from data import register as registers
from data.register import roles
from data.workspace import BUNDLED, open_workspace
from tests.serving import serving

SHOWN = "Vehicle crime in Harrow stood 22% lower (12% to 32%) from May 2006 on"


@pytest.fixture
def register(tmp_path):
    folder = shutil.copytree(BUNDLED, tmp_path / "sample")
    register = registers.of(open_workspace(folder))
    for name, role in {"Anne": "approver", "Bert": "working_group"}.items():
        roles.appoint(register, roles.Person(name, role), who="root", why="To begin")
    return register


def act(tab, name: str) -> None:
    tab.page.get_by_text("Who is acting?", exact=True).click()
    tab.page.get_by_label("Your name").fill(name)
    tab.page.get_by_role("button", name="Act under this name").click()
    tab.settle().page.keyboard.press("Escape")


def choose(tab, label: str, option: str) -> None:
    box = tab.page.get_by_role("combobox", name=label)
    box.fill(option)
    tab.page.get_by_role("option", name=option).first.wait_for()
    box.press("Enter")
    tab.page.wait_for_url(re.compile(option))
    # While its list is open everything else is hidden from assistive technology, and from roles.
    tab.page.keyboard.press("Escape")
    tab.settle()


def test_a_claim_is_opened_from_overview_tried_otherwise_and_reopened_by_its_link(open_tab):
    tab = open_tab().open("overview")
    tab.page.get_by_role("link", name="● Vehicle crime").click()
    tab.page.wait_for_url(re.compile("added_value"))
    assert SHOWN in tab.settle().main

    tab.page.get_by_text("Try it otherwise").click()
    tab.settle()  # a list that is opened while the part unfolds closes again
    choose(tab, "Leave out", "Havering")
    assert "Not the claim as agreed. Left out: Havering." in tab.main
    assert "left_out=Havering" in tab.address
    again = open_tab().open(tab.address)
    assert "Not the claim as agreed. Left out: Havering." in again.main

    tab.page.get_by_role("button", name="Back to the claim as agreed").click()
    tab.settle()
    assert SHOWN in tab.main
    assert "left_out" not in tab.address


def test_a_claim_is_revised_by_one_and_approved_by_another(open_tab, register):
    title = "More waste was composted after the <b>bins</b> went out"
    with serving(workspace=register.workspace.path) as server:
        group = open_tab(url=server.url).open("added_value?claim=kitchen-waste")
        act(group, "Bert")
        group.page.get_by_text("Revise this claim").click()
        group.settle()
        group.page.get_by_label("Title: what is claimed, in a sentence").fill(title)
        group.page.get_by_label("Reason, for those who decide").fill("They came first")
        group.page.get_by_role("button", name="Put forward").click()
        group.settle()
        assert "Claim kitchen-waste waits for a decision" in group.main

        board = open_tab(url=server.url).open("added_value")
        act(board, "Anne")
        board.page.get_by_role("button", name=re.compile("went out")).click()
        board.settle()
        board.page.get_by_label("Reason, kept with the decision").fill("Agreed")
        board.page.get_by_role("button", name="Approve", exact=True).click()
        board.settle()
        assert "Claim kitchen-waste was approved" in board.main
        assert f"The claim: {title}" in board.main
