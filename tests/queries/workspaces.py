"""A workspace made of literal rows, published for real and served to the questions."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.publishing import Change, publish
from queries import serve
from tests.data.rows import table

SETTINGS = """
[partnership]
name = "Elsewhere Partnership"
is_illustrative = false
[areas]
home = "H"
types = ["country", "borough", "ward", "lsoa"]
comparators = ["C"]
[areas.names]
lsoa = ["neighbourhood", "neighbourhoods"]
[themes]
order = ["Safe", "Clean"]
[clock]
as_at = 2009-07-31
"""
AREAS = (
    {"area_code": "C", "name": "Country", "area_type": "country"},
    {"area_code": "H", "name": "Home", "parent_code": "C"},
    {"area_code": "N", "name": "Next door", "parent_code": "C"},
    {"area_code": "W1", "name": "East", "area_type": "ward", "parent_code": "H"},
    {"area_code": "W2", "name": "West", "area_type": "ward", "parent_code": "H"},
    {"area_code": "W9", "name": "North", "area_type": "ward", "parent_code": "N"},
    {"area_code": "L1", "name": "East 1", "area_type": "lsoa", "parent_code": "W1"},
    {"area_code": "L2", "name": "East 2", "area_type": "lsoa", "parent_code": "W1"},
)
Rows = Sequence[Mapping[str, object]]


def workspace(
    folder: Path, observations: Rows = (), settings: str = SETTINGS, **others: Rows
) -> Path:
    """Publish these rows in a new workspace in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {"areas": AREAS, "indicators": (), **others}
    reference = {name: table(name, *rows) for name, rows in given.items()}
    change = Change(table("observations", *observations), reference=reference)
    publish(folder, change, source_id="test", who="test", why="test")
    (folder / "workspace.toml").write_text(settings, encoding="utf-8")
    return folder


@contextmanager
def serving(folder: Path) -> Generator[Path]:
    """The workspace in this folder is the one that serves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSP_WORKSPACE", str(folder))
        serve()
        yield folder
