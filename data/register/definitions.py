"""Definitions: what the published tables say of the indicator and area that a rule is about."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from data import releases
from data.register import Refused


def polarity(workspace: Path, indicator_id: str, area_code: str) -> str:
    """Which way is better for the indicator. Raises Refused when either is not published."""
    try:
        release, _ = releases.served(workspace)
    except (releases.UnknownVersion, releases.DamagedExtract) as error:
        raise Refused(f"No rule can be checked against what is published: {error}") from error
    areas, indicators = (
        [workspace / name for name in release.reference.get(table, {})]
        for table in ("areas", "indicators")
    )
    if not _column(areas, "area_code", area_code, "name"):
        raise Refused(f"No published area has the code {area_code}.")
    if not (found := _column(indicators, "indicator_id", indicator_id, "polarity")):
        raise Refused(f"No published indicator is called {indicator_id}.")
    return found[0]


def _column(files: list[Path], key: str, value: str, column: str) -> list[str]:
    """A column of the rows of a reference table whose key is `value`."""
    found: list[str] = []
    for file in files:
        rows = pq.read_table(file, columns=[key, column], partitioning=None)
        found += rows.filter(pc.equal(rows[key], value))[column].to_pylist()
    return found
