"""Doubts: what looks wrong about rounds though no rule forbids it; each needs a reason to pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from data.contract import Fault
from data.contract.small_groups import LEAST_COUNT, LEAST_MINIMUM, are_smaller
from data.importing import checking
from data.importing.rounds.difference import Difference
from data.importing.rounds.responses import Rounds

HERE = "rounds asked on the scorecard itself"


def doubts(
    before: Mapping[str, pa.Table], found: Rounds, change: Difference, source_id: str
) -> list[Fault]:
    """Warnings about a file that differs from what is published of its rounds."""
    if not change.counts.moved:
        return []
    published = before["questionnaire_rounds"].to_pylist()
    brought = {row["round_id"]: row for row in found.tables["questionnaire_rounds"].to_pylist()}
    others = [row["origin"] or HERE for row in published if row["origin"] != source_id]
    warnings = checking.taken_over(tuple(others))
    warnings += checking.removal(change.counts.removed, source_id)
    if any(are_smaller(r["minimum_group"], r["smallest_count"]) for r in brought.values()):
        warnings.append(_smaller(brought.values()))
    for row in published:
        round_id, moved = row["round_id"], change.responses.get(row["round_id"])
        if brought[round_id]["minimum_group"] < row["minimum_group"]:
            warnings.append(_lowered(round_id))
        if moved and 0 < moved.moved < row["minimum_group"]:
            warnings.append(_few(round_id))
    return warnings


def still_open(found: Rounds, today: date) -> list[Fault]:
    """An error for each round that has not closed."""
    closes = found.tables["questionnaire_rounds"]["closes_date"].to_pylist()
    rows = found.row_numbers["questionnaire_rounds"].to_pylist()
    remedy = (
        "Import it when it has closed: scores that are watched while answers come in give single "
        "answers away."
    )
    return [
        Fault("the round has not closed", remedy, row, "closes_date", closing.isoformat())
        for closing, row in zip(closes, rows, strict=True)
        if closing and closing >= today
    ]


def _smaller(brought: Iterable[Mapping[str, Any]]) -> Fault:
    one = next(iter(brought))  # a recipe has one smallest group for all its rounds
    return Fault(
        "smaller groups would be shown than in rounds asked here",
        f"Set minimum_group to {LEAST_MINIMUM} or more and smallest_count to {LEAST_COUNT} or more "
        "in the recipe, or say who promised the respondents less.",
        None,
        "minimum_group and smallest_count",
        f"{one['minimum_group']} and {one['smallest_count']}",
        is_warning=True,
    )


def _lowered(round_id: str) -> Fault:
    return Fault(
        "smaller groups would be shown than before",
        "Whoever answered was promised the larger minimum: say who agreed to less.",
        None,
        "minimum_group",
        round_id,
        is_warning=True,
    )


def _few(round_id: str) -> Fault:
    return Fault(
        "only a few responses of a published round change",
        "Whoever saw its scores before can work out what those few answered: say why they must "
        "change.",
        None,
        "response_id",
        round_id,
        is_warning=True,
    )
