"""You said, we did: all that was said of the thread, what became of it, counted level by level."""

from __future__ import annotations

import pandas as pd

from components import cards, files, tables
from components.answer import Answer
from components.quantities import counted
from components.thread.words import level
from components.voice import heard

SHORT, LONG = 15, 420  # rows that need no scrolling; pixels for those that do


def said_and_done(told: Answer, counts: Answer) -> None:
    """What was said and done, and how much at each node; `told` as `feedback_heard` of all."""
    said = heard.heard(told.rows)
    if not said:
        cards.nothing(
            "Nobody on the ground has said anything yet.", hint="Choose a node to say something."
        )
        return
    done = [one for one in said if one["replies"]]
    open_ones = [one for one in said if not one["replies"]]
    count = counted(len(said), "thing was said", "things were said")
    cards.section("You said, we did")
    cards.quiet(f"{count} by people on the ground; {len(done)} of them were answered.")
    heard.listed(open_ones, "Not answered yet")
    heard.listed(done)
    heard.file(told, "said_and_done")
    _counted(counts)


def _counted(counts: Answer) -> None:
    """How much was said of every node and beneath it; choosing a row chooses the node."""
    cards.section("How much was said, level by level")
    rows = counts.rows
    shown = pd.DataFrame(
        {
            "Node": rows["title"],
            "Level": [level(one) for one in rows["level"]],
            "Said here": rows["here"],
            "Said beneath": rows["beneath"],
            "Unanswered": rows["unanswered"],
            "Passed on to it": rows["passed_on"],
        }
    )
    tables.choosing(
        shown,
        rows["node_id"].tolist(),
        name="feedback_counts",
        picks="node",
        alt="Nodes with how much was said of them and beneath; select a row to choose that node",
        height=LONG if len(rows) > SHORT else "auto",
    )
    files.row(shown, name="feedback_counts", how=counts.how)
