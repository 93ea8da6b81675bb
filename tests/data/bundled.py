"""The bundled sample's tables, read from their files without the store."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data import releases
from data.contract import OBSERVATIONS, typed
from data.publishing import reference_table
from data.workspace import BUNDLED

HOME = "E09000015"


def observations_of(workspace: Path, release: releases.Release) -> pa.Table:
    """Typed observations of one release."""
    return typed(
        OBSERVATIONS,
        pa.concat_tables([_with_collection(workspace / n) for n in release.observations]),
    )


def _with_collection(file: Path) -> pa.Table:
    rows = pq.read_table(file, partitioning=None)
    collection = pa.repeat(file.parent.name.partition("=")[2], rows.num_rows)
    return rows.append_column("collection", collection).select(OBSERVATIONS.column_names)


@cache
def bundled(name: str) -> pd.DataFrame:
    release = releases.served(BUNDLED)[0]
    if name == "observations":
        return observations_of(BUNDLED, release).to_pandas()
    return reference_table(BUNDLED, release, name).to_pandas()
