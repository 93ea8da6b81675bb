"""Facts: the sample's own reference files, read as they are."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

FOLDER = Path(__file__).parent / "facts"
SEED = 20050509  # the day the partnership's executive agreed to develop a scorecard


def read(name: str) -> pd.DataFrame:
    """Rows of one reference file; an empty cell is an empty text or NaN in a number column."""
    facts = pd.read_csv(FOLDER / f"{name}.csv", keep_default_na=False, na_values={})
    for column in facts.columns:
        if facts[column].dtype.kind in "OUT":
            numbers = pd.to_numeric(facts[column].where(facts[column] != ""), errors="coerce")
            if numbers.notna().any() and (numbers.notna() | (facts[column] == "")).all():
                facts[column] = numbers
    return facts


def records(table: pd.DataFrame) -> list[Any]:
    """Rows as named tuples, their fields named as the columns."""
    return list(table.itertuples(index=False))


def chance(*subject: str) -> np.random.Generator:
    """A random generator of its own for each subject: adding one leaves the others unchanged."""
    return np.random.default_rng([SEED, zlib.crc32("|".join(subject).encode())])
