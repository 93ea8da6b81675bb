"""What the control charts of many series take, beside one average over the same rows."""

from __future__ import annotations

import time
from datetime import date, timedelta
from statistics import median

import duckdb
import numpy as np
import pyarrow as pa

from tests.bench.figures import Figure
from tests.queries.methods.conftest import definitions

REPEATS = 5
BUDGET = 1000
ALONE = "select series, avg(value) from drawn group by series"
# What the rows are put to, in words and as SQL.
ASKED = {
    "xmr": "from xmr('drawn', false)",
    "charts with season and endings": """
        with charts as materialized (from charts_of('drawn', false, null, false, false))
        from chart_endings('charts')
    """,
}


def figures(series: int, points: int = 100) -> list[Figure]:
    """Limits and signals of so many monthly series; the same with season and endings."""
    of = f"of {series * points:,} rows ({series:,} series of {points})"
    with duckdb.connect() as connection:
        for definition in definitions():
            connection.execute(definition)
        connection.register("drawn", _drawn(series, points))
        alone = _milliseconds(connection, ALONE)
        return [
            Figure(
                f"{what} {of}",
                _milliseconds(connection, question),
                "ms",
                "one average",
                alone,
                budget=BUDGET,
            )
            for what, question in ASKED.items()
        ]


def _milliseconds(connection: duckdb.DuckDBPyConnection, question: str) -> float:
    connection.sql(question).to_arrow_table()
    taken = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        connection.sql(question).to_arrow_table()
        taken.append(time.perf_counter() - begun)
    return median(taken) * 1000


def _drawn(series: int, points: int) -> pa.Table:
    """Values by chance, as `xmr` and `charts_of` want them."""
    starts = [date(2000 + at // 12, at % 12 + 1, 1) for at in range(points + 1)]
    ends = [after - timedelta(days=1) for after in starts[1:]]
    number = series * points
    chance = np.random.default_rng(1)
    names = pa.array(np.repeat([f"I{at:05}" for at in range(series)], points))
    columns = {
        "series": names,
        "indicator_id": names,
        "area_code": pa.array(["H"] * number),
        "stretch": pa.array(np.zeros(number, dtype=int)),
        "period": pa.array(ends * series),
        "period_start": pa.array(starts[:-1] * series),
        "period_end": pa.array(ends * series),
        "period_label": pa.array([f"{start:%b %Y}" for start in starts[:-1]] * series),
        "value": pa.array(chance.normal(50, 5, number)),
        "value_note": pa.nulls(number, pa.string()),
        "is_rebase": pa.array(np.zeros(number, dtype=bool)),
        "polarity": pa.array(["higher"] * number),
        "target": pa.array(np.full(number, 60.0)),
        "target_value": pa.array(np.full(number, 60.0)),
    }
    return pa.table(columns)
