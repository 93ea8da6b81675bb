"""History of definitions: what each release changed in the reference tables, cell by cell.

Reference tables say what indicators mean, who owns them, where series break and, as imported, what
they are to reach; an import or a roll back may change them. Two releases that pin the same files
of a table hold the same rows, so only tables that were published anew are read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import pyarrow.parquet as pq

from data import releases
from data.contract import REFERENCE, Column, Table
from data.releases import Release

# Coverage and receipts are written by every publish from the observations. A round of a
# questionnaire defines nothing, and its answers and comments were given in confidence.
LEFT_OUT = (
    "coverage",
    "receipts",
    "questionnaire_rounds",
    "questionnaire_invitations",
    "questionnaire_answers",
    "questionnaire_comments",
    "actions",
    "action_nodes",
    "action_indicators",
    "action_steps",
    "acknowledgements",
    "commentary",
    "feedback",
    "feedback_replies",
)
Key = tuple[Any, ...]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """One cell that a release changed, or with no column a row that it added or took out.

    `key` names the row by the table's own key, in its order.
    """

    table: str
    kind: Literal["added", "changed", "removed"]
    key: Key
    column: str | None = None
    before: Any = None
    after: Any = None


@dataclass(frozen=True)
class Redefinition:
    """What one release changed in the tables, and what could not be compared, in words."""

    release: Release
    differences: tuple[Difference, ...]
    problems: tuple[str, ...] = ()


def redefinitions(workspace: Path, up_to: Release) -> list[Redefinition]:
    """Every release up to this one that changed a table, newest first.

    The first release is where the tables begin, and is no change.
    """
    past = [one for one in releases.history(workspace) if one.version <= up_to.version]
    compared = [
        _compared(workspace, older, newer) for newer, older in zip(past, past[1:], strict=False)
    ]
    return [found for found in compared if found.differences or found.problems]


def _compared(workspace: Path, older: Release, newer: Release) -> Redefinition:
    differences: list[Difference] = []
    problems: list[str] = []
    for name in sorted(REFERENCE.keys() - set(LEFT_OUT)):
        if older.reference.get(name) == newer.reference.get(name):
            continue
        lost = _lost(workspace, name, older) or _lost(workspace, name, newer)
        if lost:
            problems.append(lost)
        else:
            named = [(one.version, one.key) for one in (older, newer)]
            differences += _differences(workspace, name, *named)
    return Redefinition(newer, tuple(differences), tuple(problems))


def _lost(workspace: Path, name: str, release: Release) -> str | None:
    """Why a table of a release cannot be read, or None."""
    alone = replace(release, observations={}, reference={name: release.reference.get(name, {})})
    faults = releases.damage(workspace, alone)
    if not faults:
        return None
    return f"{name} cannot be compared with that of version {release.version}: {faults[0]}."


def _rows(workspace: Path, name: str, version: int) -> dict[Key, Row]:
    """Rows of a table by their key; none before it was first published."""
    key = REFERENCE[name].key
    found: dict[Key, Row] = {}
    for file in releases.release(workspace, version).reference.get(name, {}):
        for row in pq.read_table(workspace / file, partitioning=None).to_pylist():
            found[tuple(row.get(column) for column in key)] = row
    return found


# A release never changes, so what it changed is found out once. Its key tells it from one of the
# same number in a folder made anew.
@lru_cache(maxsize=512)
def _differences(
    workspace: Path, name: str, older: tuple[int, str], newer: tuple[int, str]
) -> tuple[Difference, ...]:
    before, after = (_rows(workspace, name, version) for version, _ in (older, newer))
    return tuple(_differing(REFERENCE[name], before, after))


def _differing(
    table: Table, before: Mapping[Key, Row], after: Mapping[Key, Row]
) -> Iterator[Difference]:
    for key in sorted(before.keys() | after.keys(), key=repr):
        if key not in before:
            yield Difference(table.name, "added", key)
        elif key not in after:
            yield Difference(table.name, "removed", key)
        else:
            for column in table.columns:
                old, new = _read(before[key], column), _read(after[key], column)
                if old != new:
                    yield Difference(table.name, "changed", key, column.name, old, new)


def _read(row: Row, column: Column) -> Any:
    """A cell as it is read: its default where it is empty or there was no such column yet."""
    value = row.get(column.name)
    return column.default if value is None else value
