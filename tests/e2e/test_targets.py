"""From a trial to a proposal: tried in the browser, shared by its address, proposed by name."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import expect

from data import register as registers
from data.register import proposals, roles
from data.workspace import BUNDLED, open_workspace
from tests.e2e.tabs import Tab
from tests.serving import serving

EMPLOYMENT = "targets?indicator=QOL11"


@pytest.fixture
def register(tmp_path):
    """The sample with a register in which Bert may propose."""
    register = registers.of(open_workspace(shutil.copytree(BUNDLED, tmp_path / "sample")))
    roles.appoint(register, roles.Person("Bert", "working_group"), who="root", why="To begin")
    return register


def choose(tab: Tab, label: str, option: str) -> None:
    """Pick an option of a list, as a reader does by its words."""
    tab.page.get_by_role("combobox", name=label, exact=True).click()
    tab.page.get_by_role("option", name=option, exact=True).click()
    tab.settle()


def give(tab: Tab, label: str, value: str) -> None:
    field = tab.page.get_by_label(label, exact=True)
    field.fill(value)
    field.press("Enter")
    field.blur()  # in use it counts its letters
    tab.settle()


def test_a_trial_is_made_kept_and_seen_the_same_by_whoever_gets_its_address(
    open_tab, browser, pictures, sample
):
    tab = open_tab().open(EMPLOYMENT)
    heading = tab.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("to rise from 74.2% to 81.7% by 2011/12: stretching")

    give(tab, "Name of the trial", "Within reach & fair")
    choose(tab, "Baseline", "Average of last values")
    give(tab, "How many", "4")
    choose(tab, "Target", "National value")
    choose(tab, "Intervention level", "Control limit")
    expect(heading).to_contain_text("“Within reach & fair” asks")
    expect(heading).to_contain_text("to 75.4% by 2011/12, which chance alone can bring")
    tab.page.get_by_role("button", name="Keep it beside as B").click()
    tab.page.wait_for_url(re.compile("trial_b="))
    choose(tab.settle(), "Target", "A stated target")
    expect(heading).to_contain_text("is no rule yet. Give the target.")
    give(tab, "Target value", "77.5")
    expect(heading).to_contain_text("to 77.5% by 2011/12: stretching")
    choose(tab, "The way there", "Own milestones")
    give(tab, "Milestones before the target, a comma between", "74.5, 76")

    # another browser, which has nothing but the address
    with browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 720}) as other:
        shared = Tab(other.new_page(), sample).open(tab.address)
        assert shared.main == tab.main
        assert shared.address == tab.address
        if pictures is not None:
            shared.page.screenshot(path=pictures / "shared-trial.png")
        shared.page.reload()
        assert shared.settle().main == tab.main

    before = tab.main
    tab.page.get_by_role("link", name="About the replay").click()
    tab.page.wait_for_url(re.compile("/methods"))
    tab.settle().page.get_by_role("link", name="Back to Baselines and targets").click()
    tab.page.wait_for_url(re.compile("/targets"))
    assert tab.settle().main == before

    tab.page.get_by_role("button", name="Take up B").click()
    expect(heading).to_contain_text("to 75.4% by 2011/12")
    assert "target=National+value" in tab.settle().address
    assert "target_value_77.5~path_milestones_74.5_76" in tab.address


def test_a_member_of_the_working_group_proposes_what_is_in_sight(open_tab, register):
    with serving(workspace=register.workspace.path) as server:
        tab = open_tab(url=server.url).open(f"{EMPLOYMENT}&target_percent=3&trial=Steady")
        tab.page.get_by_text("Propose Steady", exact=True).click()
        expect(tab.page.get_by_text("To propose a target, say who you are")).to_be_visible()
        assert "No status that is published would change" in tab.settle().main

        tab.page.get_by_text("Who is acting?", exact=True).click()
        tab.page.get_by_label("Your name").fill("bert")
        tab.page.get_by_role("button", name="Act under this name").click()
        expect(tab.page.get_by_text("Bert, working group")).to_be_visible()
        tab.settle().page.keyboard.press("Escape")
        tab.page.get_by_label("Reason, for those who decide").fill("Others did as much")
        tab.page.get_by_role("button", name="Propose", exact=True).click()
        expect(tab.page.get_by_text("Proposal 1 waits for a decision.")).to_be_visible()
        (record,) = proposals.every(register)
        assert record.body.draft.rule.aim.target.value == 76.5

        tab.settle().page.get_by_role("link", name="See it in Changes").click()
        tab.page.wait_for_url(re.compile("/changes"))
        assert "Others did as much" in tab.settle().main


def test_a_trial_is_made_by_keyboard_alone(open_tab):
    tab = open_tab().open(EMPLOYMENT)
    reached = ""
    while reached != "Per cent better":
        tab.page.keyboard.press("Tab")
        reached = tab.page.evaluate("() => document.activeElement.getAttribute('aria-label') || ''")
    tab.page.keyboard.press("Control+A")
    tab.page.keyboard.type("5")
    tab.page.keyboard.press("Enter")

    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("to 78.0% by 2011/12")
    assert "target_percent=5" in tab.settle().address
