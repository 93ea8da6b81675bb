"""What it takes to check, diff and publish a CSV, beside PyArrow reading it and writing Parquet.

Both are timed as whole processes, with their start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
from pyarrow import csv, table

from data import publishing, releases
from tests.bench.figures import Figure
from tests.serving import ROOT

SOURCE, REPEATS, QUARTERS = "benchmark", 3, 48
PYARROW = (
    "import sys; from pyarrow import csv, parquet;"
    "parquet.write_table(csv.read_csv(sys.argv[1]), sys.argv[2], compression='zstd')"
)
RECIPE = """name = "Made-up shares by area and quarter"
publisher = "Benchmark"
collection = "partner_indicators"
states = "whole"
period_kinds = ["financial_quarter"]

[columns]
area = "area_code"
indicator = "indicator"
period = "period"
value = "value"
numerator = "numerator"
denominator = "denominator"

[indicator_defaults]
definition = "A share, made up to measure speed"
numerator = "counted"
denominator = "residents"
unit = "%"
decimals = 1
polarity = "higher"
frequency = "quarterly"
achievement_area = "outcomes"
block = "Made up"
theme = "Made up"
partner = "Benchmark"
method = "proportion"
multiplier = 100
small_number_threshold = 5
publication_lag_days = 60
source = "Made up"
framework_step = 2
is_scorecard = false
"""
SHEET = """
[[indicators]]
indicator_id = "{name}"
name = "Made-up share {name}"
"""


def figures(indicators: int) -> list[Figure]:
    """A first import, and one of the same file with a tenth of its values changed, in seconds."""
    with tempfile.TemporaryDirectory(prefix="hsp-import-") as folder:
        return _measured(Path(folder), indicators)


def _measured(folder: Path, indicators: int) -> list[Figure]:
    workspace = folder / "workspace"
    _run("-m", "data", "init", str(workspace))
    names = [f"B{number:03d}" for number in range(indicators)]
    (workspace / "recipes").mkdir(exist_ok=True)
    (workspace / "recipes" / f"{SOURCE}.toml").write_text(
        RECIPE + "".join(SHEET.format(name=name) for name in names), encoding="utf-8"
    )
    rows = _rows(workspace, names)
    first = _written(rows, folder / "first.csv")
    pyarrow = median(_pyarrow(first) for _ in range(REPEATS))
    seconds = {"first import": _imported(first, workspace, {"added": len(rows)})}
    for _ in range(REPEATS):
        changed = _changed(rows)
        file = _written(rows, folder / "changed.csv")
        took = _imported(file, workspace, {"added": 0, "changed": changed})
        seconds["a tenth changed"] = min(took, seconds.get("a tenth changed", took))
    return [
        Figure(
            f"CSV of {len(rows):,} rows, {what}",
            measured,
            "s",
            "PyArrow CSV to Parquet",
            pyarrow,
            budget_ratio=3,
        )
        for what, measured in seconds.items()
    ]


def _rows(workspace: Path, indicators: Sequence[str]) -> pd.DataFrame:
    published = publishing.reference_table(workspace, releases.served(workspace)[0], "areas")
    labels = [
        f"Q{place % 4 + 1} {1997 + place // 4}/{(1998 + place // 4) % 100:02d}"
        for place in range(QUARTERS)
    ]
    keys = pd.MultiIndex.from_product(
        [published["area_code"].to_pylist(), indicators, labels],
        names=["area_code", "indicator", "period"],
    )
    chance = np.random.default_rng(1)
    denominator = chance.integers(800, 2500, len(keys))
    numerator = chance.binomial(denominator, 0.4)
    return pd.DataFrame({"numerator": numerator, "denominator": denominator}, keys).reset_index()


def _changed(rows: pd.DataFrame) -> int:
    """Change a tenth of the rows in place; how many."""
    rows.loc[::10, "numerator"] += 1
    return len(rows.loc[::10])


def _written(rows: pd.DataFrame, file: Path) -> Path:
    value = 100 * rows["numerator"] / rows["denominator"]
    columns = {name: rows[name].to_numpy() for name in rows.columns}
    csv.write_csv(table(columns | {"value": value.to_numpy()}), file)
    return file


def _pyarrow(file: Path) -> float:
    begun = time.perf_counter()
    _run("-c", PYARROW, str(file), str(file.with_suffix(".parquet")))
    return time.perf_counter() - begun


def _imported(file: Path, workspace: Path, expected: dict[str, int]) -> float:
    """Seconds of the import, which must have found what was expected."""
    to, why = ["--workspace", str(workspace)], ["--reason", "benchmark"]
    begun = time.perf_counter()
    said = _run("-m", "data", "import", str(file), "--source", SOURCE, *to, *why, "--json")
    took = time.perf_counter() - begun
    found = {name: json.loads(said)[name] for name in expected}
    if found != expected:
        raise RuntimeError(f"the import found {found}, not {expected}")
    return took


def _run(*words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "HSP_WORKSPACE"}
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}:\n{done.stdout}{done.stderr}")
    return done.stdout
