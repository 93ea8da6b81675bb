"""Questionnaires: the published statements that a round asks, and the rounds published so far."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data import releases
from data.register import Refused

ITEMS, ROUNDS = "questionnaire_items", "questionnaire_rounds"


@dataclass(frozen=True)
class Item:
    """One statement as it is asked, answered on a scale from minimum to maximum.

    Agreeing with a negative one is unfavourable.
    """

    item_id: str
    dimension: str
    position: int
    text: str
    is_negative: bool
    scale_minimum: int
    scale_maximum: int
    has_not_applicable: bool


def names(workspace: Path) -> list[str]:
    """Every questionnaire that has a published statement. Raises Refused."""
    return sorted({row["questionnaire_id"] for row in _rows(workspace, ITEMS)})


def items(workspace: Path, questionnaire_id: str) -> tuple[Item, ...]:
    """The questionnaire's statements as they are published now, in order. Raises Refused."""
    parts = [field.name for field in fields(Item)]
    found = [
        Item(**{part: row[part] for part in parts})
        for row in _rows(workspace, ITEMS)
        if row["questionnaire_id"] == questionnaire_id
    ]
    if not found:
        raise Refused(f"No published questionnaire is called {questionnaire_id}.")
    return tuple(sorted(found, key=lambda item: item.position))


def published_rounds(workspace: Path) -> list[dict[str, Any]]:
    """Rows of the published rounds, the first to close first. Raises Refused."""
    return sorted(_rows(workspace, ROUNDS), key=lambda row: row["closes_date"])


def last_invited(workspace: Path) -> list[tuple[str, str, int]]:
    """Organisation, group and number invited of the published round that closed last."""
    rounds = published_rounds(workspace)
    return [
        (row["organisation"], row["respondent_group"], row["invited"])
        for row in _rows(workspace, "questionnaire_invitations")
        if rounds and row["round_id"] == rounds[-1]["round_id"]
    ]


def _rows(workspace: Path, table: str) -> list[dict[str, Any]]:
    try:
        release, _ = releases.served(workspace)
    except (releases.UnknownVersion, releases.DamagedExtract) as error:
        raise Refused(f"No round can be held against what is published: {error}") from error
    files = [workspace / name for name in release.reference.get(table, {})]
    return [row for file in files for row in pq.read_table(file, partitioning=None).to_pylist()]
