"""What the working group does with a control chart: look across a break, and share what it saw."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from playwright.sync_api import expect

BROKEN = "VP32"  # another benefit takes a third of its claimants over in October 2003
REASON = "the claimants only moved to Pension Credit <b>"
STEP, SINCE = "BV128", "has been lower since May 2006 than its history would explain"


def test_a_planted_step_is_told_with_its_date(open_tab):
    tab = open_tab().open(f"outcomes?indicator={STEP}")

    assert SINCE in tab.main
    assert "By a control chart of its 99 values" in tab.main


def test_a_break_is_crossed_only_with_a_reason_which_the_link_keeps(open_tab):
    tab = open_tab().open(f"outcomes?indicator={BROKEN}")
    assert "Looks across the break" not in tab.main
    field = tab.page.get_by_label("Look across the break, because")
    field.fill(REASON)
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(re.compile(r"across="))
    tab.page.keyboard.press("Tab")
    tab.settle()
    told = tab.page.get_by_text("Looks across the break in series, because:")
    expect(told.first).to_be_visible()
    pasted = open_tab().open(tab.address)

    assert REASON in unquote_plus(tab.address)
    assert f"because: {REASON}" in pasted.main, "a reason is text, not markup"
    assert pasted.main == tab.main


def test_outliers_are_left_out_by_a_switch_in_the_link(open_tab):
    tab = open_tab().open(f"outcomes?indicator={STEP}")
    plain = tab.main
    tab.page.get_by_text("Leave outliers out of the limits").click()
    tab.page.wait_for_url(re.compile(r"screened=true", re.IGNORECASE))
    tab.settle()

    assert "Outliers are left out of the limits." in tab.main
    assert tab.main != plain
    assert open_tab().open(tab.address).main == tab.main
