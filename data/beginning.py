"""Beginning: a new workspace with areas, comparators and a questionnaire but no results."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from data import publishing, releases
from data.contract import REFERENCE, Table
from data.workspace import Workspace, WorkspaceError, open_workspace

FACTS = Path(__file__).parent / "sample" / "facts"
BEGINNING = "init"
MOST_NAMED = 40  # areas in a message; the facts begin with the large ones


def begin(directory: Path, *, home: str | None, name: str, facts: Path = FACTS) -> Workspace:
    """The new workspace in `directory`, its reference tables published as the first version.

    What a partnership starts with, its types of area and its themes are those of the facts. One cut
    short can be begun again. Raises WorkspaceError when one is there already, the folder cannot be
    made, or no area has the code `home`.
    """
    first = tomllib.loads((facts / "workspace.toml").read_text(encoding="utf-8"))
    is_first_home = home in (None, first["areas"]["home"])
    home = home or first["areas"]["home"]
    areas = _areas(_facts("areas", facts), home, first["areas"]["types"])
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkspaceError(f"{directory} cannot be made: {error.strerror}.") from error
    if (directory / "workspace.toml").exists() or not _is_unused(directory):
        raise WorkspaceError(f"{directory} holds a workspace already. Choose another folder.")
    codes = {area["area_code"] for area in areas}
    neighbours = [row for row in _facts("comparators", facts) if row["area_code"] in codes]
    items = _facts("questionnaire_items", facts)
    _publish(directory, areas, neighbours if is_first_home else [], items)
    group = neighbours[0]["group_id"] if is_first_home and neighbours else None
    # The settings come last and all at once: until then the folder is no workspace.
    draft = directory / ".workspace.toml"
    draft.write_text(_settings(name, home, areas, group, first), encoding="utf-8")
    draft.replace(directory / "workspace.toml")
    return open_workspace(directory)


def _is_unused(directory: Path) -> bool:
    """Whether nothing is published there but what a beginning cut short left."""
    published = releases.history(directory)
    if not published:
        return releases.latest_version(directory) < 1
    return all(release.source_id == BEGINNING for release in published)


def _publish(directory: Path, areas: list[dict], neighbours: list[dict], items: list[dict]) -> None:
    reference = {
        "areas": _table(REFERENCE["areas"], areas),
        "departments": REFERENCE["departments"].schema.empty_table(),
        "comparators": _table(REFERENCE["comparators"], neighbours),
        "questionnaire_items": _table(REFERENCE["questionnaire_items"], items),
    }
    publishing.publish(
        directory.resolve(),
        publishing.Change(reference=reference),
        source_id=BEGINNING,
        who="init",
        why="A new workspace",
    )


def _facts(name: str, facts: Path) -> list[dict[str, str]]:
    with (facts / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _areas(areas: list[dict[str, str]], home: str, types: list[str]) -> list[dict[str, str]]:
    """Every area as large as home or larger, and the small ones that home contains."""
    known = {area["area_code"]: area for area in areas}
    if home not in known:
        choice = ", ".join(f"{area['area_code']} {area['name']}" for area in areas[:MOST_NAMED])
        raise WorkspaceError(f"No area has the code {home}. Choose one of: {choice}.")
    large = types[: types.index(known[home]["area_type"]) + 1]
    kept = []
    for area in areas:
        above = area["area_code"]
        while above and above != home:
            above = known[above]["parent_code"] if above in known else ""
        if above == home or area["area_type"] in large:
            kept.append(area)
    return kept


def _table(table: Table, rows: list[dict[str, str]]) -> pa.Table:
    def typed(text: str | None, kind: pa.DataType) -> object:
        if not text:
            return None
        if pa.types.is_boolean(kind):
            return text == "True"
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


def _settings(
    name: str, home: str, areas: list[dict[str, str]], group: str | None, first: Mapping[str, Any]
) -> str:
    kinds = {area["area_code"]: area["area_type"] for area in areas}
    types = [kind for kind in first["areas"]["types"] if kind in kinds.values()]
    larger = types[: types.index(kinds[home])]
    above = [area["area_code"] for area in areas if area["area_type"] in larger]
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
        *(f"{kind} = {json.dumps(first['areas']['names'][kind])}" for kind in types),
        "",
        "[themes]",
        f"order = {json.dumps(first['themes']['order'])}",
    ]
    return "\n".join(lines) + "\n"
