"""A small questionnaire: two dimensions of three statements, two organisations, two groups."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.publishing import Change, publish
from data.register import invitations, rounds
from data.register.invitations import Link
from data.register.plans import Cell, Plan
from tests.data.published import begin
from tests.data.register.conftest import SETTINGS, TODAY
from tests.data.rows import table

ITEMS = [
    {
        "questionnaire_id": "working",
        "item_id": f"{dimension[0]}{number}",
        "dimension": dimension,
        "position": position * 3 + number,
        "text": f"Statement {number} on {dimension.lower()}",
        "is_negative": number == 3,
        "scale_minimum": 1,
        "scale_maximum": 5,
        "has_not_applicable": number != 2,
    }
    for position, dimension in enumerate(("Leadership", "People"))
    for number in (1, 2, 3)
]
CELLS = (Cell("Council", "Board", 4), Cell("Council", "Front line", 20), Cell("Police", "Board", 6))


def published(folder: Path) -> Path:
    """A workspace with indicators A1 and B1 and the questionnaire; to be copied, not changed."""
    begin(folder, {"value": 50.0})
    items = Change(reference={"questionnaire_items": table("questionnaire_items", *ITEMS)})
    publish(folder, items, source_id="items", who="Anne", why="To begin")
    (folder / "workspace.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def plan(**changed: object) -> Plan:
    """Open now, until November, unless the test says otherwise."""
    said = {
        "title": "Autumn 2009",
        "questionnaire_id": "working",
        "opens": TODAY,
        "closes": date(2009, 11, 30),
        "minimum_group": 5,
        "smallest_count": 3,
        "invited": CELLS,
    }
    return Plan(**said | changed)


def asked(register, of: Plan | None = None) -> list[Link]:
    """Bert makes a round, the first of the register, and issues its links."""
    number = rounds.make(register, of or plan(), who="Bert", why="Every autumn")
    return invitations.issue(register, number, who="Bert", after=1)
