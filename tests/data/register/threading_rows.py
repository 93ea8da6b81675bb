"""A small thread, published: two outcomes, an aim that serves both, and what serves the aim."""

from __future__ import annotations

from pathlib import Path

from data.publishing import Change, publish
from data.register import thread_edits
from data.register.threads import Link, Node, ThreadEdit
from tests.data.rows import table

LEVELS = ("outcome", "aim", "objective", "role", "learning")
NODES = {
    "O1": ("Safer", 0, "The state"),
    "O2": ("Cleaner", 0, "The state"),
    "A1": ("Good streets", 1, "Partnership"),
    "D1": ("Clean them weekly", 2, "Streets"),
    "R1": ("Drive the lorry", 3, "Streets"),
}
LINKS = (("A1", "O1"), ("A1", "O2"), ("D1", "A1"), ("R1", "D1"))
ATTACHED = (("D1", "A1"), ("O2", "B1"))


def node(node_id: str, level_number: int, title: str = "Something", **more: object) -> Node:
    """A node on one of the LEVELS."""
    return Node(node_id, level_number, LEVELS[level_number], title, **{"owner": "Team", **more})


def tables() -> dict[str, object]:
    """The three tables of the thread."""
    return {
        "thread_nodes": table(
            "thread_nodes",
            *(
                {
                    "node_id": key,
                    "title": title,
                    "level_number": number,
                    "level": LEVELS[number],
                    "owner": owner,
                }
                for key, (title, number, owner) in NODES.items()
            ),
        ),
        "thread_links": table(
            "thread_links", *({"child_id": child, "parent_id": up} for child, up in LINKS)
        ),
        "thread_indicators": table(
            "thread_indicators",
            *({"node_id": one, "indicator_id": indicator} for one, indicator in ATTACHED),
        ),
    }


def put(folder: Path) -> None:
    """Publish the thread in a workspace."""
    publish(folder, Change(reference=tables()), source_id="thread", who="Anne", why="A test")


def link(child_id: str, parent_id: str) -> ThreadEdit:
    """One new link."""
    return ThreadEdit(links=(Link(child_id, parent_id),))


def agreed(register, edit: ThreadEdit) -> str:
    """Bert puts it forward and Anne approves; its number."""
    number = thread_edits.propose(register, edit, who="Bert", why="It does")
    thread_edits.approve(register, number, who="Anne", why="So it does", after=1)
    return number
