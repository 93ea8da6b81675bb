"""The improvement plan in a browser: from an indicator to its action, and a breach acknowledged."""

from __future__ import annotations

import re
import shutil

import pytest

from data import register as registers
from data.register import roles
from data.workspace import BUNDLED, open_workspace
from tests.serving import serving


@pytest.fixture
def register(tmp_path):
    folder = shutil.copytree(BUNDLED, tmp_path / "sample")
    register = registers.of(open_workspace(folder))
    roles.appoint(register, roles.Person("Bert", "working_group"), who="root", why="To begin")
    return register


def act(tab, name: str) -> None:
    tab.page.get_by_text("Who is acting?", exact=True).click()
    tab.page.get_by_label("Your name").fill(name)
    tab.page.get_by_role("button", name="Act under this name").click()
    tab.settle().page.keyboard.press("Escape")


def test_from_an_indicator_to_the_action_that_serves_it_and_on_to_the_golden_thread(open_tab):
    tab = open_tab().open("outcomes?indicator=BV82b")
    tab.page.get_by_role("link", name=re.compile("A weekly collection of kitchen waste")).click()
    tab.page.wait_for_url(re.compile("improvement_plan"))
    tab.settle()
    assert "Expected: 25% higher by Sep 2007" in tab.main

    tab.page.get_by_role("link", name=re.compile("Less waste and more recycling")).click()
    tab.page.wait_for_url(re.compile("golden_thread"))
    tab.settle()
    assert "A weekly collection of kitchen waste" in tab.main


def test_what_one_acknowledges_stops_the_clock_of_another(open_tab, register):
    with serving(workspace=register.workspace.path) as server:
        board = open_tab(url=server.url).open("improvement_plan?view=clock")
        group = open_tab(url=server.url).open("improvement_plan?view=clock")
        act(group, "Bert")
        group.page.get_by_text("Acknowledge a breach").click()
        group.settle()
        group.page.get_by_label("Post that has seen it").fill("Head of <b>service</b>")
        group.page.get_by_label("Note", exact=True).fill("=cmd() <script>alert(1)</script>")
        group.page.keyboard.press("Tab")
        group.settle()
        group.page.get_by_role("button", name="Acknowledge", exact=True).click()
        group.settle()

        assert "Acknowledged by Head of <b>service</b>." in group.main
        assert not board.open("improvement_plan?view=clock").errors
