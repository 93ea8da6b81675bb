"""What people say in the tests of the register."""

from __future__ import annotations

from datetime import date

from data.register import commentaries, feedbacks, moderation
from data.register.commentaries import COMMENTARIES, Commentary
from data.register.feedbacks import FEEDBACKS, Feedback, Reply

STORY = Commentary(
    "A1", "H", date(2008, 4, 1), date(2009, 3, 31), "Bins came late.", "Head of waste", "Council"
)
SAID = Feedback("R1", "resident", "The lorry comes at night.")
DONE = Reply("F1", "It comes at eight.", "Head of waste", "Council", date(2009, 7, 1))
# What somebody who means harm hands in, and what a spreadsheet or a page might run or fetch.
PAYLOADS = (
    "<script>document.title = 'owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    '<img src="https://elsewhere.example/pixel.png">',
    "![picture](https://elsewhere.example/pixel.png)",
    "[click](https://elsewhere.example)",
    "[click](javascript:document.title='owned')",
    "https://elsewhere.example/?q=1 www.elsewhere.example mail@elsewhere.example",
    "# A heading\n\n- a list\n> quoted\n\n```\ncode\n```",
    "**bold** _thin_ ~~gone~~ $x^2$ :material/home: :red[red] :smile:",
    '=HYPERLINK("https://elsewhere.example","click")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "＝1+1",
    "'); drop table feedback; --",
    "</textarea><iframe src='https://elsewhere.example'></iframe>",
    "<svg/onload=document.title='owned'>",
)


def told(register, text: str = STORY.text, *, who: str = "Dora", shown_by: str | None = "Bert"):
    """A commentary that is handed in, and shown unless nobody shows it; its id."""
    made = commentaries.submit(register, Commentary(*_with(STORY, text)), who=who)
    if shown_by:
        moderation.show(register, COMMENTARIES, made, who=shown_by, why="Clear", after=1)
    return made


def heard(register, text: str = SAID.text, *, node_id: str = "R1", shown_by: str | None = "Bert"):
    """Feedback that is handed in, and shown unless nobody shows it; its id."""
    made = feedbacks.submit(register, Feedback(node_id, "resident", text))
    if shown_by:
        moderation.show(register, FEEDBACKS, made, who=shown_by, why="Clear", after=1)
    return made


def _with(story: Commentary, text: str) -> tuple:
    return tuple(text if name == "text" else value for name, value in vars(story).items())
