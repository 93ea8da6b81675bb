"""Claims as they were published: the rows of four tables, each claim put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data.contract import REFERENCE
from data.register.claims import Agency, Claim, ClaimArea, Partner, Step
from data.releases import Release

PARTS = ("claim_partners", "claim_steps", "claim_areas")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Published:
    """A claim as published, and who approved it when; nobody while it only waits."""

    claim_id: str
    claim: Claim
    is_approved: bool
    approved_by: str | None
    approved_date: date | None


def published(workspace: Path, release: Release) -> tuple[Published, ...]:
    """The claims of a release, by their ids."""
    return put_together({name: _rows(workspace, release, name) for name in ("claims", *PARTS)})


def put_together(rows: Mapping[str, list[Row]]) -> tuple[Published, ...]:
    """Claims of the rows of four tables, each in the order of its key."""
    claims = rows["claims"]
    parts = {name: _by_claim(rows[name]) for name in PARTS}
    return tuple(
        Published(
            row["claim_id"],
            _claim(row, {name: parts[name].get(row["claim_id"], []) for name in PARTS}),
            row["status"] == "approved",
            row["approved_by"],
            row["approved_date"],
        )
        for row in claims
    )


def _claim(row: Row, parts: Mapping[str, list[Row]]) -> Claim:
    agency = (row["agency_partner"], row["agency_indicator_id"], row["agency_area_code"])
    return Claim(
        title=row["title"],
        initiative=row["initiative"],
        indicator_id=row["indicator_id"],
        area_code=row["area_code"],
        start_date=row["start_date"],
        design=row["design"],
        partners=tuple(
            Partner(p["partner"], p["contribution"], p["is_necessary"], p["cost"], p["pooled"])
            for p in parts["claim_partners"]
        ),
        steps=tuple(
            Step(s["kind"], s["text"], s["indicator_id"], s["evidence"], s["strength"])
            for s in parts["claim_steps"]
        ),
        areas=tuple(
            ClaimArea(a["area_code"], a["part"], a["reason"]) for a in parts["claim_areas"]
        ),
        agency=Agency(*agency) if row["agency_indicator_id"] else None,
        window_start=row["window_start"],
        people_per=row["people_per"],
    )


def _rows(workspace: Path, release: Release, table: str) -> list[Row]:
    """Rows of a table, in the order of its key."""
    found: list[Row] = []
    for name in release.reference.get(table, {}):
        found += pq.read_table(workspace / name, partitioning=None).to_pylist()
    return sorted(found, key=lambda row: [row[column] for column in REFERENCE[table].key])


def _by_claim(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["claim_id"], []).append(row)
    return found
