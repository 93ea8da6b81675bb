"""A small workspace of made-up areas, a recipe for it, and what to call to import a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from data import contract, publishing
from data.contract import REFERENCE
from data.importing import import_file
from data.importing.report import Report
from data.workspace import Workspace, open_workspace

SETTINGS = """
[partnership]
name = "Test partnership"
[areas]
home = "B1"
types = ["region", "borough", "ward"]
"""
AREAS = [
    ("R1", "Region", "region", None),
    ("B1", "Home & Hill", "borough", "R1"),
    ("B2", "Far", "borough", "R1"),
    ("W1", "North", "ward", "B1"),
    ("W2", "South", "ward", "B1"),
    ("W3", "East", "ward", "B1"),
]
RECIPE = """
name = "Offences"
publisher = "Police"
collection = "partner_indicators"
states = "whole"
period_kinds = ["financial_year", "calendar_year"]

[columns]
area = "Code"
period = "Year"
value = "Offences"

[[indicators]]
indicator_id = "offences"
name = "Offences"
definition = "Offences recorded"
unit = "count"
decimals = 0
polarity = "lower"
frequency = "annual"
achievement_area = "outcomes"
block = "Safer"
theme = "Crime"
partner = "Police"
method = "count"
multiplier = 1
small_number_threshold = 0
publication_lag_days = 30
source = "Police"
framework_step = 2
is_scorecard = true
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Six areas, one recipe called offences, and no results."""
    folder = tmp_path / "workspace"
    (folder / "recipes").mkdir(parents=True)
    (folder / "workspace.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "recipes" / "offences.toml").write_text(RECIPE, encoding="utf-8")
    names = ("area_code", "name", "area_type", "parent_code")
    columns = dict(zip(names, map(list, zip(*AREAS, strict=True)), strict=True))
    areas = contract.typed(REFERENCE["areas"], pa.table(columns))
    publishing.publish(
        folder, publishing.Change(reference={"areas": areas}), source_id="areas", who="t", why="t"
    )
    return open_workspace(folder)


@pytest.fixture
def recipe(workspace: Workspace) -> Callable[..., None]:
    """Change the recipe's text: each pair is what stands there and what replaces it."""

    def change(*pairs: tuple[str, str]) -> None:
        path = workspace.path / "recipes" / "offences.toml"
        text = path.read_text(encoding="utf-8")
        for before, after in pairs:
            assert before in text
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")

    return change


@pytest.fixture
def imported(workspace: Workspace, tmp_path: Path) -> Callable[..., Report]:
    """Import content by the recipe called offences and return the report."""

    def run(content: str | bytes, name: str = "file.csv", **options: object) -> Report:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_file(workspace, file, "offences", who="tester", **options)

    return run
