"""Publish to a workspace over and over until killed: each version says the same number twice."""

from __future__ import annotations

import sys
from pathlib import Path

from data.publishing import Change, current, publish
from tests.data.rows import observations, table, year


def step(number: int) -> Change:
    """Two rows in two collections and an event, all of which say `number`."""
    other = {"collection": "lpsa", "indicator_id": "B1"}
    rows = [{"value": float(number)}, {**other, "value": float(number)}]
    # Bulk, so that a kill falls into the writing too.
    bulk = [
        {"area_code": "W1", **year(year_), "value": float(number)} for year_ in range(1800, 2000)
    ]
    event = {"title": str(number)}
    return Change(
        observations(*rows, *bulk),
        observations({}, other, *bulk),
        {"events": table("events", event)},
    )


def main(folder: Path) -> None:
    """Go on from the number served."""
    number = current(folder).counts.get("number", 0)
    while True:
        number += 1
        publish(folder, step(number), source_id="t", who="t", why="t", counts={"number": number})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
