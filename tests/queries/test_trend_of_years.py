"""Recent trend of published series: which years and which counts it takes."""

from __future__ import annotations

import pandas as pd
import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries.cases import ASKED
from tests.queries.series import share
from tests.queries.workspaces import serving, workspace

RISE = [share(count) for count in range(100, 301, 50)]
ESTIMATED = {**share(200), "value_note": "estimated"}
LIMITS = {"lower_limit": 40.0, "upper_limit": 60.0}
# Answers rise from 100 to 300 in 1,000; the share published, weighted by who answered, does not.
WEIGHTED = [{**row, **LIMITS, "value": 50.0} for row in RISE]
RISES, SKIPPED = ("increasing_better", "proportions", None), (None, "proportions", "missing_year")
# name: (years by their first, their rows, and what the trend says, by which method, or why not)
CASES = {
    "EVERY": (range(2004, 2009), RISE, RISES),
    "ABSENT": ([2003, *range(2005, 2009)], RISE, SKIPPED),
    "UNSETTLED": (range(2003, 2009), [*RISE[:3], ESTIMATED, *RISE[3:]], SKIPPED),
    "EARLIER": ([2001, *range(2004, 2009)], [RISE[0], *RISE], RISES),
    "WEIGHTED": (range(2004, 2009), WEIGHTED, ("no_significant_change", "intervals", None)),
}


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    made = workspace(
        tmp_path_factory.mktemp("years"),
        [
            {"indicator_id": name, **year(first), **row}
            for name, (years, rows, _) in CASES.items()
            for first, row in zip(years, rows, strict=True)
        ],
        indicators=[{"indicator_id": name} for name in CASES],
    )
    with serving(made):
        yield


@pytest.mark.parametrize("name", CASES)
def test_the_trend_of_the_latest_five_years(name):
    (row,) = fetch("indicator_result", indicator_id=name, **ASKED).to_dict("records")

    told = (row[column] for column in ("trend", "trend_method", "trend_reason"))
    assert tuple(None if pd.isna(word) else word for word in told) == CASES[name][2]
