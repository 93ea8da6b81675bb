"""What people say on the pages: handed in, read, shown as text, answered, passed on, exported."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components import downloads
from components.deeds import NOTED, Deed
from data import register as registers
from data.register import roles
from data.workspace import BUNDLED, open_workspace
from queries import fetch, serve
from tests.data.register.conftest import people
from tests.data.register.speaking import PAYLOADS
from tests.pages.viewing import PAGES, is_drawn, opened, words
from tests.queries.workspaces import serving

CASE, THREAD = "pages/scorecard/outcomes.py", "pages/drill_down/golden_thread.py"
CHANGES = "pages/working_group/changes.py"
BURGLARY, NODE = {"indicator": "BV126"}, {"node": "RO29"}
UNREAD = "Nobody has read this yet"


@pytest.fixture
def register(tmp_path):
    with serving(Path(shutil.copytree(BUNDLED, tmp_path / "sample"))) as path:
        yield people(registers.of(open_workspace(path)))


def visited(page: str, name: str | None = None, /, **choices: str) -> AppTest:
    app = opened(page, **choices)
    if name is not None:
        app.session_state["acting_name"] = name
        app.run()
    return app


def unfolded(app: AppTest, key: str) -> AppTest:
    app.session_state[key] = True
    return app.run()


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def fill(app: AppTest, **typed: str) -> AppTest:
    """Type into the fields whose keys begin so."""
    for beginning, text in typed.items():
        fields = [*app.text_area, *app.text_input, *app.selectbox]
        next(one for one in fields if (one.key or "").startswith(beginning)).set_value(text)
    return app


def done(app: AppTest) -> str:
    """What the page says was done."""
    assert is_drawn(app)
    return "".join(element.value for element in app.success)


def say(text: str) -> AppTest:
    app = unfolded(visited(THREAD, **NODE), "say")
    return press(fill(app, say_text=text), "Hand it in")


def tell(text: str, name: str = "Dora") -> AppTest:
    app = unfolded(visited(CASE, name, **BURGLARY), "write_commentary")
    fill(app, text_BV126=text, owner_post_BV126="Head of waste", owner_partner_BV126="Council")
    return press(app, "Hand it in")


def read(label: str, name: str = "Bert", why: str = "Clear") -> AppTest:
    app = visited(CHANGES, name, part="feedback")
    return press(fill(app, why_=why), label)


def test_anybody_says_something_and_it_shows_once_it_was_read(register):
    app = say(UNREAD)
    assert is_drawn(app)
    assert "The working group reads it before it is shown" in done(app)
    assert "The working group reads it" in app.toast[0].value, "seen from the form as well"
    press(app, "Hand it in")
    assert _only(register), "a second press hands nothing in"
    for page in PAGES:
        assert UNREAD not in words(visited(page, "Dora")), page
    for choices in (NODE, {"part": "said"}):
        assert UNREAD not in words(visited(THREAD, "Bert", **choices))
    listed = visited(CHANGES, "Bert", part="feedback")
    assert "1 text waits to be read" in words(listed)
    assert UNREAD in words(listed)

    assert done(read("Show it")) == "It is shown now."
    assert UNREAD in words(visited(THREAD, **NODE))
    assert UNREAD in words(visited(THREAD, part="said"))
    assert "1 of what serves it. Not answered yet\\: 1." in words(visited(THREAD, node="DO27"))


def test_a_commentary_is_handed_in_read_by_another_and_shown_beside_the_curve(register):
    assert "Say who you are" in words(unfolded(visited(CASE, **BURGLARY), "write_commentary"))
    app = tell(UNREAD, "Bert")
    assert is_drawn(app)
    assert UNREAD not in words(visited(CASE, **BURGLARY))

    assert "someone else has to approve it" in "".join(e.value for e in read("Show it").error)
    assert done(read("Show it", "Cleo")) == "It is shown now."
    case = words(visited(CASE, **BURGLARY))
    assert UNREAD in case
    assert case.index(UNREAD) < case.index("Dark evenings bring more burglary"), "the newest first"
    assert "Jun 2009\\: Head of waste, Council" in case
    assert UNREAD not in words(visited("pages/scorecard/overview.py"))


def test_what_is_declined_shows_nowhere(register):
    say(UNREAD)
    assert "Say why" in "".join(e.value for e in read("Decline it", why="").error)
    assert done(read("Decline it", why="Names a person")) == "It was declined."

    assert UNREAD not in words(visited(CHANGES, "Bert", part="feedback"))
    assert UNREAD not in words(visited(THREAD, **NODE))


@pytest.mark.parametrize("name", [None, "Dora", "Zoe"])
def test_nobody_else_reads_what_waits_or_decides_it(register, name):
    say(UNREAD)
    app = visited(CHANGES, name, part="feedback")
    assert UNREAD not in words(app)
    made = f"feedback/{_only(register)}"

    app.session_state[NOTED] = Deed("show_text", (made,), {"why": "Mine", "after": 1})
    app.run()
    assert app.error
    assert UNREAD not in words(visited(THREAD, **NODE))


def test_a_role_that_was_lowered_meanwhile_decides_nothing(register):
    say(UNREAD)
    app = visited(CHANGES, "Bert", part="feedback")
    lowered = roles.Person("Bert", "viewer")
    roles.assign(register, lowered, who="Anne", why="Left", after=1)
    press(fill(app, why_="Clear"), "Show it")

    assert UNREAD not in words(visited(THREAD, **NODE))


def test_feedback_is_answered_and_passed_on(register):
    app = unfolded(visited(THREAD, "Bert", node="DO41"), "answering")
    fill(app, answer_text="Calls go to a parent too.", answer_owner_post="Adviser")
    fill(app, answer_owner_partner="Connexions")
    assert done(press(app, "Answer")) == "The answer is shown."
    app = unfolded(visited(THREAD, "Bert", node="DO41"), "answering")
    fill(app, **{"pass_to": "OP06", "pass_why": "They hold the money"})
    assert done(press(app, "Pass it on")) == "It was passed on."

    app = unfolded(visited(THREAD, "Bert", node="DO41"), "answering")
    (which,) = (one for one in app.selectbox if one.key.startswith("correct_"))
    app = which.select_index(1).run()
    fill(app, answer_text="Calls go to both parents.", answer_action="no-such-action")
    app = press(fill(app, correct_why="One was left out"), "Correct")
    assert "no action no-such-action" in "".join(e.value for e in app.error).replace("\\", "")
    app = press(fill(app, answer_action="wardens-and-lighting"), "Correct")
    assert done(app) == "The answer was corrected."

    seen = words(visited(THREAD, node="OP06"))
    assert "Passed on to this level, which can act" in seen
    assert "Calls go to both parents." in seen
    assert "Calls go to a parent too." not in seen
    assert "11 things were said" not in seen
    assert "10 of them were answered" in words(visited(THREAD, part="said"))


def test_a_viewer_is_told_who_answers(register):
    app = unfolded(visited(THREAD, "Dora", node="DO41"), "answering")

    assert "may not answer or pass on" in words(app)
    assert not [button for button in app.button if button.label in ("Answer", "Pass it on")]


# A third of them here, each on four pages; the journeys type all of them into a browser.
@pytest.mark.parametrize("payload", PAYLOADS[::3])
def test_a_payload_is_shown_as_text_and_exported_as_text(register, payload):
    say(payload)
    tell(payload)
    waiting = visited(CHANGES, "Bert", part="feedback")
    _plain(waiting, payload)
    read("Show it")
    read("Show it")
    for page, choices in ((THREAD, NODE), (THREAD, {"part": "said"}), (CASE, BURGLARY)):
        _plain(visited(page, **choices), payload)

    serve()
    for rows in (
        fetch("feedback_heard", node_id=None),
        fetch("indicator_commentary", indicator_id="BV126", area_code="E09000015"),
    ):
        file = downloads.csv(rows).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(file, newline="")) for cell in row]
        assert any(payload.strip() in cell.replace("\r\n", "\n") for cell in cells)
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "＝"))] == []
        assert [cell for cell in cells if re.match(r"-(?!\d+(\.\d+)?$)", cell)] == []


def _plain(app: AppTest, payload: str) -> None:
    """No markup of the payload stands unescaped in anything that a page reads as Markdown."""
    assert is_drawn(app)
    said = words(app)
    first = re.findall(r"\w{4,}", payload) or ["1"]
    assert first[0] in said.replace("\u2060", "")
    for sign in (r"<(?=script|img|svg|iframe|/)", r"\]\(", r"!\[", r"\*\*bold", r"\$x", "```"):
        assert not re.search(rf"(?<!\\){sign}", said), sign
    assert "https://elsewhere" not in said, "an invisible joiner keeps an address words"
    assert ":material/home:" not in said
    assert not app.get("html")


def _only(register) -> str:
    from data.register import feedbacks, reviewed

    (one,) = reviewed.every(register, feedbacks.FEEDBACKS)
    return one.record_id
