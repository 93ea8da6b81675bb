"""Bad input for a claim of added value: a reason comes back, never a number."""

from __future__ import annotations

import math
from datetime import date

import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries import claimed
from tests.queries.claimed import asked, reasons, verdict
from tests.queries.workspaces import serving, workspace

FEW = {code: values for code, values in claimed.series().items() if code in "HABDE"}
CASES = {
    "PLAIN": claimed.series(),
    "FEW": FEW,
    "HOLE": claimed.changed("H", {15: None}),
    "STILL": claimed.changed("H", dict.fromkeys(range(24), 50.0)),
    "TWICE": {**claimed.series(), "A": claimed.series()["H"]},
    "FAR": {**claimed.series(), "H": [value - 500 for value in claimed.series()["H"]]},
    "LOOSE": claimed.series(),
    "BROKEN": claimed.series(),
    "NEITHER": claimed.series(),
    "NONE": claimed.series(),
    "ALONE": {"H": claimed.series()["H"]},
    "ALONE_HOLE": {"H": claimed.changed("H", {15: None})["H"]},
}
BREAKS = (
    {"indicator_id": "BROKEN", "area_code": "H", "break_date": date(2008, 7, 1)},
    {"indicator_id": "NEITHER", "area_code": "H", "break_date": date(2008, 6, 1)},
)
# What a number would be: none of these may be there where nothing can be tested.
NUMBERS = ["effect", "lower_limit", "upper_limit", "percent", "standardised", "total", "people",
           "p", "ratio", "rank", "second_effect"]  # fmt: skip


def rolling(indicator_id: str) -> list[dict[str, object]]:
    """Three years together, every year: each value shares two years with its neighbours."""
    return [
        {"indicator_id": indicator_id, "area_code": code, **year(first),
         "period_end": date(first + 3, 3, 31), "value": values[first - 1990]}
        for code, values in claimed.series().items()
        for first in range(1990, 2006)
    ]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def cases(tmp_path_factory):
    rows = [row for name, given in CASES.items() for row in claimed.observations(name, given)]
    kinds = {"NONE": {"polarity": "none"}, "ROLLING": {"frequency": "annual"}}
    names = [
        {"indicator_id": name, "frequency": "monthly", "polarity": "lower", **kinds.get(name, {})}
        for name in (*CASES, "ROLLING")
    ]
    folder = tmp_path_factory.mktemp("faults") / "workspace"
    made = workspace(
        folder, rows + rolling("ROLLING"), areas=claimed.AREAS, indicators=names,
        series_breaks=BREAKS,
    )  # fmt: skip
    with serving(made):
        yield


ALONE = {"design": "interrupted_series", "area_codes": ("H",)}
TWO = {"treated_codes": ("H", "A")}


@pytest.mark.parametrize(
    ("name", "others", "fault"),
    [
        ("PLAIN", {"start_date": date(2006, 7, 1)}, ("pre_periods", 0, 8)),
        ("PLAIN", {"start_date": date(2007, 2, 1)}, ("pre_periods", 7, 8)),
        ("PLAIN", {"start_date": date(2009, 7, 1)}, ("post_periods", 0, 1)),
        ("PLAIN", {"window_start": date(2008, 7, 1)}, ("pre_periods", 0, 8)),
        ("FEW", {}, ("donors", 4, 5)),
        ("PLAIN", {"chosen_out_codes": tuple("ABDEFG")}, ("donors", 4, 5)),
        ("PLAIN", {"chosen_out_codes": tuple("ABDEFGIJKL")}, ("donors", 0, 5)),
        # five to compare with, and the surest p among six areas is 1 in 6
        ("PLAIN", {"donor_codes": tuple("ABDEF")}, ("smallest_p", 1 / 6, 0.1)),
        ("HOLE", {}, ("missing_values", 1, 0)),
        ("STILL", {}, ("movement", 0, 0)),
        ("TWICE", {}, ("same_series", 1, 0)),
        ("FAR", {}, ("level", 1, 0.5)),
        ("NONE", {}, ("polarity", 0, None)),
        ("BROKEN", {}, ("pre_periods", 0, 8)),
        ("BROKEN", {}, ("break_in_series", 24, 0)),
        ("NEITHER", {}, ("pre_periods", 1, 8)),
        ("ROLLING", {"start_date": date(2002, 4, 1)}, ("overlapping_periods", None, None)),
        ("PLAIN", {"design": "guesswork"}, ("design", None, None)),
        ("PLAIN", TWO, ("treated", 2, 1)),
        ("ALONE", {}, ("donors", 0, 5)),
        ("ALONE", {**ALONE, "start_date": date(2008, 12, 1)}, ("post_periods", 7, 8)),
        ("ALONE", {**ALONE, "start_date": date(2007, 2, 1)}, ("pre_periods", 7, 8)),
        ("ALONE_HOLE", ALONE, ("missing_values", 1, 0)),
        ("PLAIN", {"design": "difference_in_differences", "donor_codes": tuple("ABDE")},
         ("donors", 4, 5)),
    ],
)  # fmt: skip
def test_a_reason_and_not_a_number(name, others, fault):
    row, told = verdict(name, **others), reasons(name, **others)
    word, found, limit = fault

    assert row["verdict"] == "cannot_be_tested"
    assert row[NUMBERS].isna().all()
    assert bool(told.loc[word, "is_passed"]) is False
    for column, value in (("found", found), ("limit", limit)):
        given = told.loc[word, column]
        assert math.isnan(given) if value is None else given == pytest.approx(value, abs=0.05)


@pytest.mark.parametrize("name", [*CASES, "ROLLING", "NOTHING"])
def test_what_cannot_be_tested_is_still_drawn_and_its_areas_are_told(name):
    drawn = fetch("claim_series", **asked(name))
    areas = fetch("claim_areas_used", **asked(name))

    assert ("actual" in set(drawn["series"])) is (name != "NOTHING")
    assert areas["area_code"].tolist()[0] == "H"


def test_a_claim_that_only_just_can_be_tested_is():
    row = verdict("PLAIN", start_date=date(2007, 3, 1))

    assert (row["pre_periods"], row["post_periods"]) == (8, 28)
    assert row["verdict"] != "cannot_be_tested"
    assert row[["effect", "p", "ratio"]].notna().all()
