"""What the sample's claims of added value are told of is really in its numbers, or is not."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from data import releases, sample
from data.register import claim_rules, definitions
from data.register.claims import Claim, areas_of, indicators_of
from data.register.claims_published import published
from data.sample import facts
from data.sample.truths import planted
from data.workspace import BUNDLED
from tests.data.bundled import HOME, bundled


@cache
def claims() -> dict[str, Claim]:
    release = releases.served(BUNDLED)[0]
    return {one.claim_id: one.claim for one in published(BUNDLED, release) if one.is_approved}


def truths() -> dict[str, str]:
    rows = facts.read("claim_truths")
    return dict(zip(rows["claim_id"], rows["kind"], strict=True))


def values(indicator_id: str, area_type: str = "E09") -> pd.DataFrame:
    """Values by area (rows) and start of the period (columns)."""
    rows = bundled("observations").query(
        "indicator_id == @indicator_id and breakdown_type == 'all'"
        " and area_code.str.startswith(@area_type)"
    )
    rows = rows[rows["department_code"].isna()]
    return rows.pivot(index="area_code", columns="period_start", values="value")


def change(table: pd.DataFrame, since: date, until: date = date.max) -> pd.Series:
    """Each area's mean from a day on, over that of before; whole years, as seasons differ."""
    before, after = (
        table.loc[:, [day for day in table if first <= day < last]].mean(axis=1)
        for first, last in ((date(2002, 4, 1), since), (since, until))
    )
    return after / before


def donors(claim: Claim, table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(
        index=[HOME, *claim.codes("left_out"), *claim.codes("treated")], errors="ignore"
    )


def beside_donors(claim: Claim, indicator_id: str | None = None) -> float:
    """How Harrow changed, over how its comparators did."""
    table = values(indicator_id or claim.indicator_id)
    found = change(table, claim.start_date)
    return found[HOME] / found[donors(claim, table).index].mean()


def test_every_claim_has_its_truth_and_holds_what_the_register_asks_of_one():
    assert truths().keys() == claims().keys()
    assert len(claims()) >= 7
    for claim in claims().values():
        about = claim.indicator_id, claim.area_code
        named = indicators_of(claim), areas_of(claim)
        claim_rules.check(claim, definitions.ground(BUNDLED, about, *named))


def test_the_partners_of_claims_are_partners_of_the_workspace_and_their_costs_add_up():
    known = set(bundled("departments")["partner"])

    for claim in claims().values():
        assert {partner.name for partner in claim.partners} <= known
        assert claim.agency is None or claim.agency.partner in {one.name for one in claim.partners}
        assert 0 < claim.pooled < claim.cost


def test_the_real_effect_is_there_and_a_borough_with_its_own_scheme_would_hide_it():
    claim, table = claims()["joint-tasking"], values("BV128")
    others = change(donors(claim, table), claim.start_date)
    (redbridge,) = (truth for truth in planted("local_step", "BV128"))

    assert beside_donors(claim) == pytest.approx(0.78, abs=0.03)
    assert redbridge.area_code in claim.codes("left_out")
    own = change(table, redbridge.period_start)[redbridge.area_code] / others.mean()
    assert own == pytest.approx(1 + redbridge.size, abs=0.04)


def test_what_improved_everywhere_improved_no_more_in_harrow():
    claim = claims()["target-hardening"]
    everywhere = change(values("BV126"), claim.start_date)

    assert everywhere.drop("E09000001").max() < 0.95  # all but the City, of few homes
    assert beside_donors(claim) == pytest.approx(1, abs=0.03)


def test_the_effect_was_there_before_the_claim_has_it_start():
    claim = claims()["kitchen-waste"]
    (step,) = planted("step", "BV82b")
    table = values("BV82b")
    found = change(table, step.period_start, claim.start_date)
    last_year = change(table, date(2005, 10, 1), date(2006, 1, 1))  # the same months

    assert step.period_start < claim.start_date
    assert (found / last_year)[HOME] / (found / last_year)[donors(claim, table).index].mean() > 1.3


def test_harrow_lies_far_outside_of_all_others():
    claim, table = claims()["moving-on"], values("JCP04")
    before = table.loc[:, [day for day in table if day < claim.start_date]].mean(axis=1)

    assert before[HOME] < 0.85 * before[donors(claim, table).index].min()
    assert beside_donors(claim) == pytest.approx(1, abs=0.05)


def test_one_agency_did_as_much_by_itself():
    claim = claims()["work-together"]

    assert beside_donors(claim) == pytest.approx(0.81, abs=0.03)
    assert beside_donors(claim, claim.agency.indicator_id) > 1.25


def test_the_agencys_own_measure_stays_where_the_effect_is_real():
    claim = claims()["joint-tasking"]

    assert beside_donors(claim, claim.agency.indicator_id) == pytest.approx(1, abs=0.05)


def test_four_wards_improved_and_one_that_is_left_out_would_hide_part_of_it():
    claim, table = claims()["falls-team"], values("PCT08", "E05")
    found = change(table, claim.start_date)
    others = found[donors(claim, table).index].mean()
    sizes = {truth.area_code: truth.size for truth in planted("local_step", "PCT08")}

    treated = list(claim.codes("treated"))
    assert {sizes.pop(ward) for ward in treated} == {-0.24}
    assert found[treated].mean() / others == pytest.approx(0.76, abs=0.06)
    (weald,) = sizes
    assert weald in claim.codes("left_out")
    assert found[weald] / others < 0.9


def test_a_short_series_and_one_without_comparators_are_so():
    gcse, fires = claims()["gcse-partnership"], claims()["home-fire-safety"]

    assert len([day for day in values("BV38") if day < gcse.start_date]) == 4
    alone = values("LFB02")
    assert list(alone.index) == [HOME]
    assert change(alone, fires.start_date)[HOME] < 0.8


@pytest.mark.parametrize("claim_id", claims())
def test_what_is_to_be_tested_has_a_long_enough_past(claim_id):
    claim = claims()[claim_id]
    wards = claim.design == "difference_in_differences"
    past = [
        day
        for day in values(claim.indicator_id, "E05" if wards else "E09")
        if day < claim.start_date
    ]

    assert len(past) >= 20 or truths()[claim_id] == "too short"


def test_what_is_counted_by_month_and_by_year_is_the_same_in_every_borough():
    for monthly, yearly in (("BV128", "QOL06c"), ("BV126", "QOL06a")):
        months, years = values(monthly), values(yearly)
        found = months.T.groupby([day.year - (day.month < 4) for day in months]).sum().T
        found = found[[day.year for day in years]].set_axis(years.columns, axis=1)
        off = (found / years - 1).abs().drop(index="E09000001").max(axis=None)
        assert off < 0.07  # the people of one year against those of twelve months, and revisions


def test_the_readme_tells_of_every_claim():
    readme = (Path(sample.__file__).parent / "README.md").read_text(encoding="utf-8")
    listed = facts.read("claim_truths")

    assert [one for one in (*listed["claim_id"], *listed["words"]) if one not in readme] == []
