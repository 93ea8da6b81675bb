"""Definitions: what the published tables say of the indicators and areas that a rule is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data import releases
from data.contract import REFERENCE
from data.register import Refused

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Ground:
    """Which of the indicators and areas that were asked for are published.

    `measured` is the first and last day of what there is of the indicator in areas of that type,
    None when there is nothing.
    """

    indicators: frozenset[str]
    areas: frozenset[str]
    measured: tuple[date, date] | None


def polarity(workspace: Path, indicator_id: str, area_code: str) -> str:
    """Which way is better for the indicator. Raises Refused when either is not published."""
    release = _served(workspace)
    if not _found(workspace, release, "areas", {area_code}, ()):
        raise Refused(f"No published area has the code {area_code}.")
    found = _found(workspace, release, "indicators", {indicator_id}, ("polarity",))
    if not found:
        raise Refused(f"No published indicator is called {indicator_id}.")
    return found[0]["polarity"]


def ground(
    workspace: Path, about: tuple[str, str], indicators: set[str], areas: set[str]
) -> Ground:
    """What is published of these indicators and areas, and when of the indicator and area that it
    is `about`. Raises Refused when nothing is served.
    """
    release = _served(workspace)
    known = _found(workspace, release, "indicators", indicators, ())
    places = _found(workspace, release, "areas", areas, ("area_type",))
    kinds = {row["area_code"]: row["area_type"] for row in places}
    days = ("area_type", "first_period_start", "last_period_end")
    measured = [
        (row["first_period_start"], row["last_period_end"])
        for row in _found(workspace, release, "coverage", {about[0]}, days)
        if row["area_type"] == kinds.get(about[1])
    ]
    names = frozenset(row["indicator_id"] for row in known)
    return Ground(names, frozenset(kinds), next(iter(measured), None))


def _served(workspace: Path) -> releases.Release:
    try:
        return releases.served(workspace)[0]
    except (releases.UnknownVersion, releases.DamagedExtract) as error:
        raise Refused(f"Nothing can be checked against what is published: {error}") from error


def _found(
    workspace: Path,
    release: releases.Release,
    table: str,
    values: set[str],
    columns: tuple[str, ...],
) -> list[Row]:
    """Rows of a reference table whose key begins with one of these; its columns and these."""
    key = REFERENCE[table].key[0]
    wanted = pa.array(sorted(values), pa.string())
    found: list[Row] = []
    for name in release.reference.get(table, {}):
        rows = pq.read_table(workspace / name, columns=[key, *columns], partitioning=None)
        found += rows.filter(pc.is_in(rows[key], value_set=wanted)).to_pylist()
    return found
