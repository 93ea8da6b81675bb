"""Small workspaces that tests publish to, and what is served from them, in plain values."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from data import releases, store
from data.publishing import Change, publish
from tests.data.rows import observations, table

REFERENCE = {
    "indicators": table("indicators", {"indicator_id": "A1"}, {"indicator_id": "B1"}),
    "areas": table(
        "areas",
        {"area_code": "H"},
        {"area_code": "W1", "area_type": "ward", "parent_code": "H"},
        {"area_code": "W2", "area_type": "ward", "parent_code": "H"},
    ),
    "departments": table("departments", {"department_code": "D1"}),
}


def begin(folder: Path, *rows: dict[str, object]) -> int:
    """Publish the reference tables and these observations as the first version."""
    folder.mkdir(parents=True, exist_ok=True)
    change = Change(rows=observations(*rows) if rows else None, reference=REFERENCE)
    return publish(folder, change, source_id="first", who="Anne", why="To begin")


def put(folder: Path, *rows: dict[str, object], gone: pa.Table | None = None, **about) -> int:
    """Publish observations, and take out those whose key is in `gone`."""
    about = {"source_id": "test", "who": "Anne", "why": "A test"} | about
    return publish(folder, Change(rows=observations(*rows), gone=gone), **about)


def served_rows(folder: Path, columns: str, name: str = "observations") -> list[tuple]:
    """Columns of one table as the served release holds them, in order."""
    release, _ = releases.served(folder)
    with store.opened(folder, release) as root:
        return root.table(name).project(columns).order("all").fetchall()
