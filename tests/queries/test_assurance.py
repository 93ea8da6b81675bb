"""Assurance: whether a process as it stands would meet its target, on literal series.

WAVE averages 50 and moves by 4 each month: its limits are 50 ± 2.66 x 4, or 39.36 and 60.64.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from queries import fetch
from tests.queries.cases import ASKED, WAVE
from tests.queries.series import months
from tests.queries.workspaces import serving, workspace

# Every August is 30 lower than the other months, which move between 98 and 102.
DIPS = [100.0 - 30 * (number % 12 == 1) + (0, 1, -1, 2, -2)[number % 5] for number in range(96)]
NEW = [{"value": 52.0, "value_note": "break_in_series"}, *WAVE[1:]]
BEFORE, AFTER = {"approved_date": date(2007, 1, 1)}, {"approved_date": date(2009, 1, 1)}
# name: (values, target, assurance)
CASES = {
    "PLAIN": (WAVE, {"target_value": 20.0}, "consistent_pass"),
    # set for another series: a value is not held against it, and so no process either
    "BEFORE": (NEW, {"target_value": 20.0, **BEFORE}, None),
    "AFTER": (NEW, {"target_value": 20.0, **AFTER}, "consistent_pass"),
    # met in every month but August
    "DIPS": (DIPS, {"target_value": 85.0}, "inconsistent"),
    "ALL_YEAR": (DIPS, {"target_value": 50.0}, "consistent_pass"),
    "NEVER": (DIPS, {"target_value": 120.0}, "consistent_fail"),
}
SETTINGS = {"is_screened": False, "rebase_date": None, "ignores_season": False}


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    june = {"period_start": date(2009, 6, 1), "period_end": date(2009, 6, 30)}
    made = workspace(
        tmp_path_factory.mktemp("assurance"),
        [
            {"indicator_id": name, **row}
            for name, (values, *_) in CASES.items()
            for row in months(values)
        ],
        indicators=[{"indicator_id": name, "frequency": "monthly"} for name in CASES],
        targets=[
            {"indicator_id": name, "intervention_level": None, **june, **target}
            for name, (_, target, _) in CASES.items()
        ],
    )
    with serving(made):
        yield


def on_the_chart(name: str, *, is_across: bool = False) -> str | None:
    rows = fetch(
        "indicator_signals", indicator_id=name, area_code="H", is_across=is_across, **SETTINGS
    )
    return plain(rows["assurance"].iloc[-1])


def plain(word: str | None) -> str | None:
    return None if pd.isna(word) else word


@pytest.mark.parametrize("name", CASES)
def test_assurance_of_the_list_is_that_of_the_chart(name):
    (row,) = fetch("indicator_result", indicator_id=name, **ASKED).to_dict("records")

    assert plain(row["assurance"]) == on_the_chart(name) == CASES[name][2]


def test_the_season_is_what_makes_the_difference():
    rows = fetch("results", **ASKED).set_index("indicator_id")

    assert rows["is_seasonal"].to_dict() == {name: len(CASES[name][0]) == 96 for name in CASES}


def test_who_looks_across_the_break_takes_the_target_across_it_too():
    assert on_the_chart("BEFORE", is_across=True) == "consistent_pass"
