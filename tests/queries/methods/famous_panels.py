"""The published panels of the vectors: tobacco in California, terrorism in the Basque Country,
taxes in Kansas.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np

from queries.methods.panel import Panel

FAMOUS = ("basque", "prop99", "kansas")


def answers(shared: Path, name: str) -> Any:
    return json.loads((shared / f"vectors/synth/{name}.json").read_text("utf-8"))["data"]


def famous_panel(shared: Path, name: str) -> Panel:
    expected = answers(shared, f"{name}_outcome_only_expected")
    path = shared / f"vectors/synth/{name}_outcome_panel.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    outcomes = np.array([row[1:] for row in rows], float).T
    units = tuple(header[1:])
    return Panel(
        outcomes,
        units,
        tuple(row[0] for row in rows),
        units.index(expected["treated"]),
        expected["n_pre"],
    )
