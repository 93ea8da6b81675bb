"""Beginning: a new workspace with areas and comparators but no results."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pyarrow as pa

from data import publishing
from data.contract import REFERENCE, Table
from data.workspace import Workspace, WorkspaceError, open_workspace

FACTS = Path(__file__).parent / "sample" / "facts"
HOME = "E09000015"
LARGE_TO_SMALL = ("country", "region", "borough", "ward", "lsoa")
NAMES = {
    "country": ["country", "countries"],
    "region": ["region", "regions"],
    "borough": ["borough", "boroughs"],
    "ward": ["ward", "wards"],
    "lsoa": ["neighbourhood", "neighbourhoods"],
}
# The five themes that the framework starts with; a partnership renames them in workspace.toml.
THEMES = (
    "Strengthening communities",
    "Health and social care",
    "Prosperous and sustainable economy",
    "Enhancing the environment",
    "Lifelong learning",
)


def begin(directory: Path, *, home: str | None, name: str, facts: Path = FACTS) -> Workspace:
    """The new workspace in `directory`, its reference tables published as the first version.

    Raises WorkspaceError when one is there already, the folder cannot be made, or no area has the
    code `home`.
    """
    home = home or HOME
    areas = _areas(_facts("areas", facts), home)
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{directory} cannot be made: {error.strerror}.") from error
    if (directory / "workspace.toml").exists() or (directory / "extracts").exists():
        raise WorkspaceError(f"{directory} holds a workspace already. Choose another folder.")
    codes = {area["area_code"] for area in areas}
    neighbours = [row for row in _facts("comparators", facts) if row["area_code"] in codes]
    _publish(directory, areas, neighbours if home == HOME else [])
    text = _settings(name, home, areas, neighbours[0]["group_id"] if home == HOME else None)
    (directory / "workspace.toml").write_text(text, encoding="utf-8")
    return open_workspace(directory)


def _publish(directory: Path, areas: list[dict], neighbours: list[dict]) -> None:
    reference = {
        "areas": _table(REFERENCE["areas"], areas),
        "departments": REFERENCE["departments"].schema.empty_table(),
        "comparators": _table(REFERENCE["comparators"], neighbours),
    }
    publishing.publish(
        directory.resolve(),
        publishing.Change(reference=reference),
        source_id="init",
        who="init",
        why="A new workspace",
    )


def _facts(name: str, facts: Path) -> list[dict[str, str]]:
    with (facts / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _areas(areas: list[dict[str, str]], home: str) -> list[dict[str, str]]:
    """Every large area, and the small ones that home contains."""
    parents = {area["area_code"]: area["parent_code"] for area in areas}
    if home not in parents:
        known = ", ".join(
            f"{a['area_code']} {a['name']}" for a in areas if a["area_type"] == "borough"
        )
        raise WorkspaceError(f"No area has the code {home}. Choose one of: {known}.")
    kept = []
    for area in areas:
        above = area["area_code"]
        while above and above != home:
            above = parents.get(above, "")
        if above == home or area["area_type"] in LARGE_TO_SMALL[:3]:
            kept.append(area)
    return kept


def _table(table: Table, rows: list[dict[str, str]]) -> pa.Table:
    def typed(text: str | None, kind: pa.DataType) -> object:
        if not text:
            return None
        if pa.types.is_integer(kind) or pa.types.is_floating(kind):
            return float(text) if pa.types.is_floating(kind) else int(float(text))
        return date.fromisoformat(text) if pa.types.is_date(kind) else text

    return pa.table(
        {
            column.name: pa.array(
                [typed(_named(row, column.name), column.type) for row in rows], column.type
            )
            for column in table.columns
        }
    )


def _named(row: dict[str, str], name: str) -> str | None:
    # The facts give the population of two years; the later one sizes the maps.
    return row.get(name, row.get("population_2006") if name == "population" else None)


def _settings(name: str, home: str, areas: list[dict[str, str]], group: str | None) -> str:
    present = {area["area_type"] for area in areas}
    types = [kind for kind in LARGE_TO_SMALL if kind in present]
    above = [area["area_code"] for area in areas if area["area_type"] in ("region", "country")]
    lines = [
        "[partnership]",
        f"name = {json.dumps(name, ensure_ascii=False)}",
        f"short_name = {json.dumps(name, ensure_ascii=False)}",
        "is_illustrative = false",
        "",
        "[areas]",
        f"home = {json.dumps(home)}",
        f"types = {json.dumps(types)}  # from large to small",
        f"comparators = {json.dumps(above[::-1])}",
        *([f"comparator_group = {json.dumps(group)}"] if group else []),
        "",
        "[areas.names]  # singular, plural",
        *(f"{kind} = {json.dumps(NAMES[kind])}" for kind in types),
        "",
        "[themes]",
        f"order = {json.dumps(THEMES)}",
    ]
    return "\n".join(lines) + "\n"
