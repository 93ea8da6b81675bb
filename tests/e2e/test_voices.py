"""What somebody who means harm hands in is words on every page, and asks nothing of anybody."""

from __future__ import annotations

import shutil

import pytest

from data import register as registers
from data.register import commentaries, feedbacks, moderation, roles
from data.register.commentaries import COMMENTARIES, Commentary
from data.register.feedbacks import FEEDBACKS, Feedback
from data.workspace import BUNDLED, open_workspace
from tests.data.register.speaking import PAYLOADS, STORY
from tests.serving import serving

SHOWN = (
    "<script>document.title = 'owned'</script>",
    "![picture](https://elsewhere.example/",
    "=HYPERLINK(",
)


@pytest.fixture
def register(tmp_path):
    folder = shutil.copytree(BUNDLED, tmp_path / "sample")
    register = registers.of(open_workspace(folder))
    for name, role in {"Anne": "approver", "Bert": "working_group"}.items():
        roles.appoint(register, roles.Person(name, role), who="root", why="To begin")
    return register


def handed_in(register, text: str) -> None:
    """The text as commentary and as feedback, both shown."""
    days = (STORY.period_start, STORY.period_start.replace(month=4, day=30))
    told = Commentary("BV126", "E09000015", *days, text, text[:200], text[:200])
    made = commentaries.submit(register, told, who="Dora")
    moderation.show(register, COMMENTARIES, made, who="Bert", why="A test", after=1)
    made = feedbacks.submit(register, Feedback("RO29", "resident", text))
    moderation.show(register, FEEDBACKS, made, who="Bert", why="A test", after=1)


def test_payloads_are_words_everywhere_and_fetch_nothing(open_tab, register):
    for payload in PAYLOADS:
        handed_in(register, payload)
    with serving(workspace=register.workspace.path) as server:
        for address in (
            "outcomes?indicator=BV126",
            "golden_thread?node=RO29",
            "golden_thread?part=said",
        ):
            tab = open_tab(url=server.url).open(address)
            if earlier := tab.page.get_by_text("Earlier (").all():
                earlier[0].click()
                tab.settle()
            assert tab.page.title().endswith("HSP Scorecard")
            links = tab.page.eval_on_selector_all("a", "all => all.map(one => one.href)")
            assert [link for link in links if not link.startswith(server.url)] == []
            assert tab.page.locator("img[src*='elsewhere'], iframe[src*='elsewhere']").count() == 0
            assert not tab.has_traceback
        tab = open_tab(url=server.url).open("outcomes?indicator=BV126")
        tab.page.get_by_text("Earlier (").click()
        words = tab.settle().main.replace("\u2060", "")
        assert [text for text in SHOWN if text not in words] == []


def test_feedback_is_handed_in_read_and_shown_to_all(open_tab, register):
    with serving(workspace=register.workspace.path) as server:
        resident = open_tab(url=server.url).open("golden_thread?node=RO29")
        resident.page.get_by_text("Say something about this").click()
        resident.settle().page.get_by_label("What you say").fill("They came <b>at once</b>.")
        resident.page.get_by_role("button", name="Hand it in").click()
        assert "The working group reads it before it is shown" in resident.settle().main
        assert "They came" not in resident.open("golden_thread?part=said").main

        group = open_tab(url=server.url).open("changes?part=feedback")
        assert "They came" not in group.main
        group.page.get_by_text("Who is acting?", exact=True).click()
        group.page.get_by_label("Your name").fill("Bert")
        group.page.get_by_role("button", name="Act under this name").click()
        group.settle().page.keyboard.press("Escape")
        assert "They came <b>at once</b>." in group.main
        group.page.get_by_label("Reason, kept with the decision").first.fill("Clear")
        group.page.get_by_role("button", name="Show it").click()
        assert "It is shown now." in group.settle().main

        assert "They came <b>at once</b>." in resident.open("golden_thread?node=RO29").main
