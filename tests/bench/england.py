"""All of England's small areas as a made-up workspace: some 330 million observations on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from data import publishing, releases
from data.contract import COLLECTIONS, OBSERVATIONS
from data.publishing import commits
from data.publishing import files as extract_files
from tests.bench import england_reference as reference
from tests.bench.england_reference import SETTINGS, Scale

ROWS_A_FILE = 4_000_000


def write(folder: Path, scale: Scale) -> int:
    """Write the workspace and return how many observations it holds.

    Files are laid out as a publish lays them out; only the check of each row is left out, because
    a publish holds what it checks in memory.
    """
    folder.mkdir(parents=True)
    (folder / "workspace.toml").write_text(SETTINGS, encoding="utf-8")
    areas = reference.areas(scale)
    tables = {
        "areas": areas,
        "departments": reference.departments(),
        "indicators": reference.indicators(scale),
        "targets": reference.targets(scale),
    }
    publishing.publish(
        folder, publishing.Change(reference=tables), source_id="bench", who="bench", why="bench"
    )
    files, rows = _observations(folder, scale, sorted(areas["area_code"].to_pylist()))
    _commit(folder, files, reference.coverage(scale, areas))
    return rows


def _observations(folder: Path, scale: Scale, codes: list[str]) -> tuple[dict[str, str], int]:
    files: dict[str, str] = {}
    rows = 0
    for collection in COLLECTIONS:
        mine = [
            name
            for number, name in enumerate(reference.indicator_ids(scale))
            if reference.collection_of(number) == collection
        ]
        root = Path("extracts") / f"collection={collection}"
        for chunk in _chunks(codes, ROWS_A_FILE // (len(mine) * scale.quarters)):
            content = _content(chunk, mine, scale)
            files |= extract_files.write(folder, root, content)
            rows += content.num_rows
    return files, rows


def _chunks(codes: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(codes), size):
        yield codes[start : start + size]


def _content(codes: list[str], indicators: list[str], scale: Scale) -> pa.Table:
    """Observations in a publish's order: by area, indicator and period."""
    starts, ends, labels = reference.quarters(scale)
    shape = (len(codes), len(indicators), scale.quarters)
    area, indicator, quarter = (axis.ravel() for axis in np.indices(shape, dtype=np.int32))
    chance = np.random.default_rng(int(codes[0][1:]))
    denominator = chance.integers(800, 2500, shape[:2]).repeat(scale.quarters).astype(float)
    share = chance.uniform(0.05, 0.95, shape[:2]).repeat(scale.quarters)
    numerator = np.rint(denominator * share + chance.normal(0, 12, area.size)).clip(0, denominator)

    def named(places: np.ndarray, names: list) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(places, pa.array(names))

    constant = np.zeros(area.size, np.int32)
    columns = {
        "indicator_id": named(indicator, indicators),
        "area_code": named(area, codes),
        "department_code": pa.nulls(area.size, pa.string()),
        "breakdown_type": named(constant, ["all"]),
        "breakdown": named(constant, ["all"]),
        "period_start": pa.array(starts, pa.date32()).take(pa.array(quarter)),
        "period_end": pa.array(ends, pa.date32()).take(pa.array(quarter)),
        "period_label": named(quarter, labels),
        "value": pa.array(100 * numerator / denominator),
        "numerator": pa.array(numerator),
        "denominator": pa.array(denominator),
        "lower_limit": pa.nulls(area.size, pa.float64()),
        "upper_limit": pa.nulls(area.size, pa.float64()),
        "value_note": pa.nulls(area.size, pa.string()),
        "source_id": named(constant, ["bench"]),
        "batch_id": named(constant, ["bench"]),
    }
    return pa.table({name: columns[name] for name in OBSERVATIONS.column_names if name in columns})


def _commit(folder: Path, files: dict[str, str], coverage: pa.Table) -> None:
    base = releases.served(folder)[0]
    release = replace(
        commits.reference_committed(folder, base, {"coverage": coverage}),
        observations=files,
        published_at=datetime(2017, 12, 31, tzinfo=UTC),
    )
    commits.committed(folder, release)
