"""From a proposal to a status: proposed by another program, approved on the page, seen by all."""

from __future__ import annotations

import re
import shutil
from datetime import date

import pytest
from playwright.sync_api import expect

from data import register as registers
from data.register import proposals, roles
from data.register.rules import Level
from data.register.trajectories import Trajectory, periods_from
from data.workspace import BUNDLED, open_workspace
from tests.data.register.drafting import draft, rule
from tests.serving import serving

CASE = "outcomes?indicator=BV126"


@pytest.fixture
def register(tmp_path):
    """The sample with a register, and a harder target for burglary that waits in it."""
    folder = shutil.copytree(BUNDLED, tmp_path / "sample")
    register = registers.of(open_workspace(folder))
    for name, role in {"Anne": "approver", "Bert": "working_group"}.items():
        roles.appoint(register, roles.Person(name, role), who="root", why="To begin")
    harder = rule(
        indicator_id="BV126",
        area_code="E09000015",
        periods=periods_from(date(2008, 4, 1), 1, 24),
        start=1.8,
        end=0.9,
        trajectory=Trajectory("straight", decimals=2),
        level=Level(0.9, "share_of_the_way"),
    )
    proposals.propose(register, draft(harder, "Burglary can fall by half"), who="Bert", follows=0)
    return register


def test_a_proposal_is_approved_and_judges_from_the_next_click_on_but_not_the_past(
    open_tab, pictures, register
):
    with serving(workspace=register.workspace.path) as server:
        board = open_tab(url=server.url).open(CASE)
        assert "meeting its target" in board.main

        group = open_tab(url=server.url).open("changes")
        assert "1 proposal waits for a decision" in group.main
        assert "Burglary can fall by half" in group.main
        assert "say who you are" in group.main
        expect(group.page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)

        group.page.get_by_text("Who is acting?", exact=True).click()
        group.page.get_by_label("Your name").fill("Anne")
        group.page.get_by_role("button", name="Act under this name").click()
        group.settle().page.keyboard.press("Escape")
        group.page.get_by_label("Reason, kept with the decision").fill("Agreed by the board")
        group.page.get_by_role("button", name="Approve", exact=True).click()
        expect(group.page.get_by_text("Proposal 1 was approved")).to_be_visible()
        group.settle()
        assert "No proposal waits for a decision." in group.main
        assert proposals.one(register, "1").body.state == "approved"
        if pictures is not None:
            group.page.screenshot(path=pictures / "approved.png")

        board.settle().page.get_by_text("The rules of the time", exact=True).click()
        board.page.wait_for_url(re.compile(r"judged="))
        assert "meeting its target" in board.settle().main
        assert "Judged by the rules of the time" in board.main

        board.page.get_by_text("Today's rules", exact=True).click()
        expect(board.page.get_by_role("heading", level=1)).to_contain_text("intervention level")
        board.settle().page.get_by_text("Why this status?", exact=True).click()
        expect(board.page.get_by_text("Version 1 in the register, by proposal 1")).to_be_visible()
        board.page.get_by_role("link", name="See proposal 1").click()
        board.page.wait_for_url(re.compile(r"/changes\?proposal="))
        assert "Agreed by the board" in board.settle().main

        then = open_tab(url=server.url).open(f"{CASE}&judged=then")
        assert "meeting its target" in then.main
