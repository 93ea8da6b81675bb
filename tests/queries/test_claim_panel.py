"""Which values a claim of added value is tested on, and why each area is in or out."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries import claimed
from tests.queries.claimed import DONORS, START, asked, left_out, parts, verdict, window
from tests.queries.workspaces import serving, workspace

NOT_SETTLED = {"value": 44.0, "value_note": "provisional"}
CASES = {
    "PLAIN": claimed.series(),
    "GAP": claimed.changed("D", {20: None}),
    "UNSETTLED": claimed.changed("D", {20: NOT_SETTLED}),
    "LAST": claimed.changed("H", {35: NOT_SETTLED}),
    "SHORT": {code: values[: None if code == "H" else 35] for code, values in
              claimed.changed("A", {}, 36).items()},
    "STILL": claimed.changed("E", dict.fromkeys(range(36), 7.0)),
    "NOTED": claimed.changed("F", {10: {"value": 46.0, "value_note": "break_in_series"}}),
    "RECORDED": claimed.series(),
    "NATIONAL": claimed.series(),
    "EARLY": claimed.series(),
    "COUNTRY": {**claimed.series(), "C": claimed.donor(3)},
    "WARDS": {**claimed.series(), "W1": claimed.donor(4)},
}  # fmt: skip
BREAKS = (
    {"indicator_id": "RECORDED", "area_code": "G", "break_date": date(2007, 3, 1)},
    {"indicator_id": "NATIONAL", "break_date": date(2007, 3, 1)},
    {"indicator_id": "EARLY", "area_code": "H", "break_date": date(2009, 3, 1)},
)


def yearly(indicator_id: str, code: str) -> list[dict[str, object]]:
    """Years beside the months of the same area."""
    names = {"indicator_id": indicator_id, "area_code": code}
    return [{**names, **year(first), "value": 500.0} for first in (2006, 2007)]


@pytest.fixture(scope="module", autouse=True)
def cases(tmp_path_factory):
    rows = [row for name, given in CASES.items() for row in claimed.observations(name, given)]
    # a year beside its months is another series
    rows += [row for code in ("H", "A", "B") for row in yearly("PLAIN", code)]
    # wards of one group are not the borough
    rows += [{**row, "breakdown_type": "sex", "breakdown": "women", "value": 1.0}
             for row in claimed.observations("PLAIN", {"H": claimed.donor(1)})]  # fmt: skip
    names = [{"indicator_id": name, "frequency": "monthly", "polarity": "lower"} for name in CASES]
    folder = tmp_path_factory.mktemp("panel") / "workspace"
    made = workspace(folder, rows, areas=claimed.AREAS, indicators=names, series_breaks=BREAKS)
    with serving(made):
        yield


def panel(name: str, **others: object) -> pd.DataFrame:
    return fetch("claim_panel", **asked(name, **others))


def test_every_area_of_the_same_type_is_a_donor_in_every_month():
    rows = panel("PLAIN")

    assert parts("PLAIN") == {"H": ("treated", None), **dict.fromkeys(DONORS, ("donor", None))}
    assert len(rows) == 11 * 36
    home = rows[rows["area_code"] == "H"]
    assert home["value"].tolist() == pytest.approx(CASES["PLAIN"]["H"])
    assert home["is_after"].sum() == 12
    assert home.loc[home["is_after"], "period_start"].min() == pd.Timestamp(START)


def test_the_period_that_the_start_falls_into_is_after_it():
    assert verdict("PLAIN", start_date=date(2008, 7, 31))["first_after"] == "Jul 2008"
    assert verdict("PLAIN", start_date=date(2008, 8, 1))["first_after"] == "Aug 2008"


def test_the_window_begins_where_it_is_said_to():
    assert window("PLAIN", window_start=date(2007, 1, 15)) == ("Feb 2007", "Jun 2009", 17, 12)


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("GAP", {}, {"D": "missing_value"}),
        # what is not settled is as good as missing
        ("UNSETTLED", {}, {"D": "missing_value"}),
        ("STILL", {}, {"E": "never_changes"}),
        ("NOTED", {}, {"F": "break_in_series"}),
        ("RECORDED", {}, {"G": "break_in_series"}),
        # the gap and the break lie before the window
        ("GAP", {"window_start": date(2008, 4, 1)}, {}),
        ("RECORDED", {"window_start": date(2007, 3, 1)}, {}),
        ("PLAIN", {"chosen_out_codes": ("J",)}, {"J": "chosen"}),
        (
            "GAP",
            {"left_out_codes": ("D",), "left_out_reasons": ("A scheme of its own",)},
            {"D": "named"},
        ),
        # the country holds the home borough, the ward lies within it
        ("COUNTRY", {"donor_codes": ("C", "A", "B", "D", "E", "F")}, {"C": "contains_it"}),
        ("WARDS", {"donor_codes": ("W1", "A"), "area_codes": ("H", "W1", "A")},
         {"W1": "within_it"}),
        ("WARDS", {"treated_codes": ("W1",), "area_codes": ("H", "W1"), "donor_codes": ("H",)},
         {"H": "contains_it"}),
        # named, and nothing is published for it
        ("PLAIN", {"donor_codes": ("W1", "H"), "treated_codes": ("A",),
                   "area_codes": ("A", "W1", "H")}, {"W1": "no_data", "H": "same_area"}),
    ],
)  # fmt: skip
def test_an_area_that_is_left_out_says_why(name, others, expected):
    assert left_out(name, **others) == expected


def test_the_claims_own_words_stand_beside_an_area_that_it_leaves_out():
    said = {"left_out_codes": ("D", "E"), "left_out_reasons": ("Next door", "Its own scheme")}
    rows = fetch("claim_areas_used", **asked("PLAIN", **said)).set_index("area_code")

    assert rows.loc[["D", "E"], "note"].tolist() == ["Next door", "Its own scheme"]
    assert rows["note"].notna().sum() == 2


def test_named_donors_are_the_only_ones():
    found = parts("PLAIN", donor_codes=("A", "B", "D", "E", "F"))

    # the candidates of other names are not asked after
    assert [code for code, (part, _) in found.items() if part == "donor"] == [*"ABDEF"]


def test_what_is_not_settled_at_the_end_and_what_most_others_lack_is_not_used():
    assert window("LAST") == ("Jul 2006", "May 2009", 24, 11)
    # all others end a month later than they began: 35 values up to June
    assert window("SHORT") == ("Aug 2006", "Jun 2009", 23, 12)


def test_a_break_cuts_the_window_of_the_area_itself():
    row = verdict("NATIONAL")

    assert window("NATIONAL") == ("Mar 2007", "Jun 2009", 16, 12)
    assert row["verdict"] != "cannot_be_tested"
    assert window("EARLY") == ("Jul 2006", "Feb 2009", 24, 8)
    told = claimed.reasons("NATIONAL").loc["break_in_series"]
    assert (told["found"], told["is_passed"]) == (8, True)


def test_the_agencys_measure_comes_the_same_way_with_an_area_of_its_own():
    rows = panel("PLAIN", agency_indicator_id="GAP", agency_area_code="B")
    alone = rows[rows["measure"] == "agency"]

    assert set(alone["indicator_id"]) == {"GAP"}
    found = alone.groupby("area_code")["part"].first()
    assert found[["B", "A", "D", "H"]].tolist() == ["treated", "donor", "left_out", "left_out"]
    # the initiative began there
    assert alone.loc[alone["area_code"] == "H", "reason"].unique().tolist() == ["same_area"]


def test_nothing_published_still_says_so():
    row = verdict("NOTHING")

    assert (row["verdict"], row["pre_periods"]) == ("cannot_be_tested", 0)
    assert claimed.reasons("NOTHING").index.tolist() == ["values"]
    assert verdict("PLAIN", area_code="X", area_codes=("X",))["verdict"] == "cannot_be_tested"
