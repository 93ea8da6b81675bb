"""All of England's small areas as a made-up workspace: some 330 million observations on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from data import publishing, releases
from data.contract import COLLECTIONS, OBSERVATIONS, REFERENCE

HOME, ROWS_A_FILE, THRESHOLD = "E09000015", 4_000_000, 5
SETTINGS = """[partnership]
name = "All of England (made up)"
is_illustrative = true
[areas]
home = "E09000015"
types = ["country", "region", "borough", "ward", "lsoa"]
comparators = ["E12000001", "E92000001"]
[themes]
order = ["Theme 0", "Theme 1", "Theme 2", "Theme 3"]
[clock]
as_at = 2017-12-31
"""
# Area type, the start of its codes, how many there are, and how many of them share a parent.
LADDER = (
    ("country", "E92", 1, 1),
    ("region", "E12", 9, 9),
    ("borough", "E09", 326, 37),
    ("ward", "E05", 6_569, 21),
    ("lsoa", "E01", 32_844, 5),
)


@dataclass(frozen=True)
class Scale:
    """How many indicators and quarters, and which share of the areas."""

    indicators: int
    quarters: int
    areas_divided_by: int = 1


FULL = Scale(indicators=166, quarters=50)
SMALL = Scale(indicators=24, quarters=12, areas_divided_by=20)


def write(folder: Path, scale: Scale) -> int:
    """Write the workspace and return how many observations it holds.

    Files are laid out as a publish lays them out; only the check of each row is left out, because
    a publish holds what it checks in memory.
    """
    folder.mkdir(parents=True)
    (folder / "workspace.toml").write_text(SETTINGS, encoding="utf-8")
    areas, indicators = _areas(scale), _indicators(scale)
    reference = {
        "areas": areas,
        "departments": _departments(),
        "indicators": indicators,
        "targets": _targets(scale),
    }
    publishing.publish(
        folder, publishing.Change(reference=reference), source_id="bench", who="bench", why="bench"
    )
    files, rows = _observations(folder, scale, sorted(areas["area_code"].to_pylist()))
    _commit(folder, files, _coverage(scale, areas))
    return rows


def indicator_ids(scale: Scale) -> list[str]:
    """The made-up indicators' ids."""
    return [f"M{number:03d}" for number in range(scale.indicators)]


def _collection(number: int) -> str:
    return COLLECTIONS[number % len(COLLECTIONS)]


def _quarters(scale: Scale) -> tuple[list[date], list[date], list[str]]:
    months = np.datetime64("2005-04", "M") + 3 * np.arange(scale.quarters + 1)
    starts = months.astype("datetime64[D]").tolist()
    ends = (months[1:].astype("datetime64[D]") - 1).tolist()
    labels = [f"Q{(start.month - 4) // 3 % 4 + 1} {start:%Y}" for start in starts[:-1]]
    return starts[:-1], ends, labels


def _areas(scale: Scale) -> pa.Table:
    rows, parents = [], [None]
    for kind, start, count, share in LADDER:
        number = count if kind in ("country", "region") else count // scale.areas_divided_by
        codes = [f"{start}{place:06d}" for place in range(1, max(number, 16) + 1)]
        rows += [
            {
                "area_code": code,
                "name": f"{kind} {place}",
                "area_type": kind,
                "parent_code": parents[min(place // share, len(parents) - 1)],
                "hex_column": place % 40,
                "hex_row": place // 40,
                "population": 1500.0,
            }
            for place, code in enumerate(codes)
        ]
        parents = codes
    return pa.Table.from_pylist(rows, REFERENCE["areas"].schema)


def _departments() -> pa.Table:
    row = {"department_code": "D", "name": "Office", "kind": "directorate", "partner": "Partner"}
    return pa.Table.from_pylist([row], REFERENCE["departments"].schema)


def _indicators(scale: Scale) -> pa.Table:
    rows = [
        {
            "indicator_id": name,
            "name": f"Made-up indicator {name}",
            "definition": "A share of residents, made up to measure speed.",
            "numerator": "residents counted",
            "denominator": "residents",
            "unit": "%",
            "decimals": 1,
            "polarity": "higher" if number % 2 else "lower",
            "frequency": "quarterly",
            "achievement_area": "outcomes",
            "block": f"Block {number % 4}",
            "theme": f"Theme {number % 4}",
            "collection": _collection(number),
            "partner": "Partner",
            "department_code": "D",
            "method": "proportion",
            "multiplier": 100.0,
            "small_number_threshold": THRESHOLD,
            "publication_lag_days": 60,
            "source": "Made up",
            "framework_step": 5,
            "is_scorecard": True,
        }
        for number, name in enumerate(indicator_ids(scale))
    ]
    return pa.Table.from_pylist(rows, REFERENCE["indicators"].schema)


def _targets(scale: Scale) -> pa.Table:
    starts, ends, _ = _quarters(scale)
    rows = [
        {
            "indicator_id": name,
            "area_code": HOME,
            "period_start": start,
            "period_end": end,
            "baseline_value": 50.0,
            "target_value": 50.0,
            "intervention_level": 40.0 if number % 2 else 60.0,
            "approved_by": "Board",
            "approved_date": date(2005, 4, 1),
        }
        for number, name in enumerate(indicator_ids(scale))
        for start, end in zip(starts, ends, strict=True)
    ]
    return pa.Table.from_pylist(rows, REFERENCE["targets"].schema)


def _observations(folder: Path, scale: Scale, codes: list[str]) -> tuple[dict[str, str], int]:
    files: dict[str, str] = {}
    rows = 0
    for collection in COLLECTIONS:
        mine = [
            name
            for number, name in enumerate(indicator_ids(scale))
            if _collection(number) == collection
        ]
        root = Path("extracts") / f"collection={collection}"
        for chunk in _chunks(codes, ROWS_A_FILE // (len(mine) * scale.quarters)):
            content = _content(chunk, mine, scale)
            files |= publishing._write(folder, root, content)
            rows += content.num_rows
    return files, rows


def _chunks(codes: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(codes), size):
        yield codes[start : start + size]


def _content(codes: list[str], indicators: list[str], scale: Scale) -> pa.Table:
    """Observations in a publish's order: by area, indicator and period."""
    starts, ends, labels = _quarters(scale)
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


def _coverage(scale: Scale, areas: pa.Table) -> pa.Table:
    starts, ends, _ = _quarters(scale)
    counts = areas["area_type"].value_counts().to_pylist()
    rows = [
        {
            "indicator_id": name,
            "area_type": count["values"],
            "areas": count["counts"],
            "periods": scale.quarters,
            "rows": count["counts"] * scale.quarters,
            "first_period_start": starts[0],
            "last_period_end": ends[-1],
        }
        for name in indicator_ids(scale)
        for count in counts
    ]
    return pa.Table.from_pylist(rows, REFERENCE["coverage"].schema)


def _commit(folder: Path, files: dict[str, str], coverage: pa.Table) -> None:
    base = releases.served(folder)[0]
    pinned = publishing._write_reference(folder, base, {"coverage": coverage})
    release = replace(
        base,
        observations=files,
        reference={name: files for name, (_, files) in pinned.items()},
        reference_versions={name: version for name, (version, _) in pinned.items()},
        published_at=datetime(2017, 12, 31, tzinfo=UTC),
    )
    publishing._commit(folder, release, base)
