"""A round from its making to its score: issued, answered on a phone by keyboard, published."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from data import register as registers
from data.register import responses, roles, rounds
from data.workspace import BUNDLED, open_workspace
from tests.data.published import served_rows
from tests.serving import serving

STATEMENTS, EACH = 30, 6


@pytest.fixture
def register(tmp_path):
    """The sample with a register in which Bert is of the working group."""
    folder = shutil.copytree(BUNDLED, tmp_path / "sample")
    register = registers.of(open_workspace(folder))
    roles.appoint(register, roles.Person("Bert", "working_group"), who="root", why="To begin")
    return register


def act(tab, name: str) -> None:
    tab.page.get_by_text("Who is acting?", exact=True).click()
    tab.page.get_by_label("Your name").fill(name)
    tab.page.get_by_role("button", name="Act under this name").click()
    tab.settle().page.keyboard.press("Escape")


def press(tab, name: str) -> None:
    tab.page.get_by_role("button", name=name, exact=True).click()
    tab.settle()


def shown(tab, pictures: Path | None, name: str) -> None:
    """Look at the view: nothing for axe to find, nothing wider than the screen."""
    if pictures is not None:
        tab.page.screenshot(path=pictures / f"questionnaire-{name}.png")
    assert not tab.has_traceback
    assert Axe().run(tab.page).response["violations"] == []
    assert tab.page.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth")


def links_of(tab, folder: Path) -> list[dict[str, str]]:
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="Download the links (CSV)").click()
    download.value.save_as(folder / "links.csv")
    with (folder / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def token(link: str) -> str:
    return link.partition("?link=")[2]


def answer_by_keyboard(tab, statement: int) -> None:
    """Agree with a statement of the part in sight, without a mouse."""
    group = tab.page.get_by_role("radiogroup").nth(statement)
    group.get_by_role("radio", name="Strongly disagree").focus()
    for name in ("Disagree", "Neither agree nor disagree", "Agree"):
        tab.page.keyboard.press("ArrowDown")
        expect(group.get_by_role("radio", name=name, exact=True)).to_be_checked()


def answer_part(tab, first: int = 0) -> None:
    for statement in range(first, EACH):
        answer_by_keyboard(tab, statement)
    tab.settle()


def turn(tab, name: str) -> None:
    button = tab.page.get_by_role("button", name=name)
    button.focus()
    tab.page.keyboard.press("Enter")
    expect(button).to_have_count(0)
    tab.settle()


def made(group, pictures: Path | None, folder: Path) -> list[str]:
    """Bert makes a round, begun from the last one's, and downloads its links."""
    group.open("questionnaire?part=run")
    act(group, "Bert")
    group.page.get_by_label("Title").fill("Summer 2009")
    press(group, "Make the round")
    expect(group.page.get_by_text("The round was made")).to_be_visible()
    press(group, "Issue 227 links")
    shown(group, pictures, "links")
    return [row["Link"] for row in links_of(group, folder)]


def answered_by_keyboard(phone, link: str, pictures: Path | None) -> None:
    """A respondent answers everything on a phone, with two interruptions."""
    phone.page.goto(link)
    phone.settle()
    assert "Summer 2009" in phone.main
    assert phone.page.get_by_role("link", name="Overview").count() == 0
    assert phone.page.get_by_text("Who is acting?").count() == 0
    shown(phone, pictures, "form")
    for statement in range(3):
        answer_by_keyboard(phone, statement)
    expect(phone.page.get_by_text(re.compile(r"Saved$"))).to_be_visible()
    phone.settle().page.reload()
    phone.settle()
    assert f"3 of {STATEMENTS} answered" in phone.main
    answer_part(phone, first=3)
    turn(phone, "Next: People")
    assert phone.page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0
    phone.page.goto(link)
    assert "Part 2 of 5" in phone.settle().main, "goes on where one was"
    for following in ("Policy", "Partnerships", "Processes"):
        answer_part(phone)
        turn(phone, f"Next: {following}")
    answer_part(phone)
    phone.page.get_by_role("textbox").fill("We meet <too> often")
    phone.page.keyboard.press("Tab")
    turn(phone, "Finish")
    assert f"All {STATEMENTS} statements are answered and saved" in phone.main
    assert "You may change your answers until 30 August 2009" in phone.main
    shown(phone, pictures, "thanks")


def closed(group, pictures: Path | None) -> None:
    """Bert sees who has answered, closes the round early, and looks at what would show."""
    group.open("questionnaire")
    assert "At least 110 of 227 people invited have answered so far" in group.main
    assert "Not shown" in group.main
    shown(group, pictures, "open")
    group.open("questionnaire?part=run")
    act(group, "Bert")
    group.page.get_by_text("Close it before its last day").click()
    group.page.get_by_label("Why it closes early").fill("Everyone had their say")
    press(group, "Close the round")
    assert "114 responses would be published" in group.main
    shown(group, pictures, "over")
    group.open("questionnaire")
    assert "114 of 227 people invited answered (50%)" in group.main
    group.open("questionnaire?part=run")
    act(group, "Bert")


def too_late(phone) -> None:
    """An answer on a form that is still open, after the round was closed."""
    press(phone, "Look at my answers again")
    phone.page.get_by_role("radiogroup").first.get_by_text("Disagree", exact=True).click()
    expect(phone.page.get_by_text("Not saved")).to_be_visible()


def test_a_round_is_made_answered_on_a_phone_and_published(open_tab, pictures, register, tmp_path):
    folder = register.workspace.path
    with serving(workspace=folder) as server:
        group, phone = open_tab(url=server.url), open_tab("phone", url=server.url)
        links = made(group, pictures, tmp_path)
        assert len(set(links)) == len(links) == 227
        assert links[0].startswith(f"{server.url}/questionnaire?link=")

        answered_by_keyboard(phone, links[0], pictures)
        said = responses.given(register, token(links[0])).said
        assert [*said.answers.values()] == [4] * STATEMENTS
        assert said.comments == {"Processes": "We meet <too> often"}
        (record,) = rounds.every(register)
        for link in links[1::2]:
            everything = {item.item_id: 4 for item in record.body.items}
            responses.save(register, token(link), everything)

        closed(group, pictures)
        too_late(phone)
        press(group, "Publish the round")
        expect(group.page.get_by_text(re.compile("is published as data version"))).to_be_visible()
        board = open_tab(url=server.url).open("partnership_working")
        assert "Summer 2009" in board.main
        assert not any(token(link) in server.said for link in links)
    answers = served_rows(folder, "round_id, answer", "questionnaire_answers")
    assert sum(row == ("round-1", 4) for row in answers) == (1 + len(links[1::2])) * STATEMENTS
    written = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert not any(token(link).encode() in written for link in links)
