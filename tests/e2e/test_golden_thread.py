"""The golden thread: followed by clicking its picture, and changed by two people."""

from __future__ import annotations

import re
import shutil
from urllib.parse import unquote_plus

import pytest

from data import register as registers
from data.register import roles
from data.workspace import BUNDLED, open_workspace
from tests.serving import serving

STEP = 44  # pixels of a row of the picture


@pytest.fixture
def register(tmp_path):
    folder = shutil.copytree(BUNDLED, tmp_path / "sample")
    register = registers.of(open_workspace(folder))
    for name, role in {"Anne": "approver", "Bert": "working_group"}.items():
        roles.appoint(register, roles.Person(name, role), who="root", why="To begin")
    return register


def row(tab, number: int) -> None:
    """Click a row of the picture, counted from 1, well to the right of its shape."""
    picture = tab.page.get_by_test_id("stVegaLiteChart").first
    picture.click(position={"x": 150, "y": 5 + STEP * (number - 0.5)})


def act(tab, name: str) -> None:
    tab.page.get_by_text("Who is acting?", exact=True).click()
    tab.page.get_by_label("Your name").fill(name)
    tab.page.get_by_role("button", name="Act under this name").click()
    tab.settle().page.keyboard.press("Escape")


def test_a_click_names_further_nodes_or_goes_to_one(open_tab):
    tab = open_tab().open("golden_thread?node=LO01")
    row(tab, 2)
    tab.page.wait_for_url(re.compile("opened="))
    tab.settle()
    assert "National objective, serves" in unquote_plus(tab.address)

    tab = open_tab().open("golden_thread?node=OP01")
    words = tab.main
    # the row beneath that of the chosen plan, which five levels and two objectives stand above
    row(tab, 9)
    tab.page.wait_for_url(re.compile("Run\\+joint\\+tasking"))
    assert tab.settle().main != words
    assert "Run joint tasking so that hot spots are acted on in 14 days" in tab.main


def test_an_edit_is_put_forward_by_one_and_approved_by_another(open_tab, register):
    with serving(workspace=register.workspace.path) as server:
        board = open_tab(url=server.url).open("golden_thread?node=DO01")
        group = open_tab(url=server.url).open("golden_thread?node=DO01")
        act(group, "Bert")
        group.page.get_by_text("Change this node, or put one beneath it").click()
        group.settle()
        group.page.get_by_label("Code", exact=True).fill("RO99")
        group.page.get_by_label("Title of the new node").fill("Walk the <b>hot spots</b>")
        group.page.keyboard.press("Tab")
        group.settle()
        assert "RO99 serves DO01" in group.main
        assert "It would make 1 break. No partner, department or post is named" in group.main
        group.page.get_by_label("Reason, kept with the edit").fill("Seen is believed")
        group.page.get_by_role("button", name="Put forward").click()
        group.settle()
        assert "Edit 1 of the thread waits for a decision." in group.main
        assert "hot spots" not in board.open("golden_thread?text=RO99").main

        chair = open_tab(url=server.url).open("golden_thread?part=edits")
        assert "RO99: “Walk the <b>hot spots</b>”, nobody named" in chair.main
        act(chair, "Anne")
        chair.page.get_by_label("Reason, kept with the decision").fill("Agreed")
        chair.page.get_by_role("button", name="Approve", exact=True).click()
        chair.settle()
        assert "Edit 1 was approved; the thread is changed." in chair.main

        assert "1 node fits this choice" in board.open("golden_thread?text=RO99").main
        assert "Walk the <b>hot spots</b>" in board.open("golden_thread?node=RO99").main


@pytest.mark.parametrize("sheet", ["HC-OD-POL", "HC-PF-CC", "RO04"])
def test_a_sheet_prints_on_one_page_of_a4(open_tab, tmp_path, sheet):
    tab = open_tab().open(f"golden_thread?sheet={sheet}")
    with tab.page.expect_download() as waited:
        tab.page.get_by_role("button", name="Download to print (A4)").click()
    file = tmp_path / "sheet.html"
    waited.value.save_as(file)
    printed = open_tab().page
    printed.set_content(file.read_text(encoding="utf-8"))

    assert printed.get_by_role("heading", level=1).inner_text() in tab.main
    pages = re.findall(rb"/Type\s*/Page\b", printed.pdf(prefer_css_page_size=True))
    assert len(pages) == 1
