"""The sample's claims of added value come to the verdicts that what is planted in them deserves."""

from __future__ import annotations

import random
from functools import cache

import pandas as pd
import pyarrow as pa
import pytest

from data.sample import facts
from data.sample.truths import planted
from data.workspace import BUNDLED
from queries import fetch
from queries.claim_asked import Tried, asked_of, people_asked_of
from queries.claims import claim, claims
from queries.methods import claim_areas_used, claim_reasons, claim_series, claim_verdict
from tests.queries.workspaces import serving

TRUTHS = facts.read("claim_truths").set_index("claim_id")
REDBRIDGE, CITY, HARROW = "E09000026", "E09000001", "E09000015"
DRAWN = {
    "synthetic_control": {"actual", "counterfactual", "gap", "effect", "placebo_gap", "without_one",
                          "placebo_in_time"},
    "difference_in_differences": {"actual", "counterfactual", "untreated", "gap", "effect"},
    "interrupted_series": {"actual", "fitted", "counterfactual", "gap", "effect"},
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


def of(claim_id: str):
    found = claim(claim_id)
    assert found is not None
    return found.claim


def verdict(claim_id: str, tried: Tried | None = None) -> pd.Series:
    asked = people_asked_of(of(claim_id), tried or Tried())
    return fetch("claim_verdict", **asked).iloc[0]


def reasons(claim_id: str) -> pd.DataFrame:
    return fetch("claim_reasons", **asked_of(of(claim_id))).set_index("name")


def series(claim_id: str) -> pd.DataFrame:
    return fetch("claim_series", **asked_of(of(claim_id)))


def failed(claim_id: str) -> set[str]:
    told = reasons(claim_id)["is_passed"]
    return set(told[told.eq(False)].index)  # null is not looked at


@cache
def size(claim_id: str) -> float:
    """The planted effect in per cent."""
    return float(TRUTHS.loc[claim_id, "size"].rstrip("%"))


@pytest.mark.parametrize("claim_id", TRUTHS.index)
def test_every_claim_comes_to_its_verdict(claim_id):
    assert verdict(claim_id)["verdict"] == TRUTHS.loc[claim_id, "verdict"]


@pytest.mark.parametrize("claim_id", ["joint-tasking", "falls-team", "home-fire-safety"])
def test_a_real_effect_is_found_within_its_limits(claim_id):
    row = verdict(claim_id)

    assert row["percent_lower"] <= size(claim_id) <= row["percent_upper"] < 0
    assert row["lower_limit"] < row["effect"] < row["upper_limit"] < 0
    assert row["effect"] < 0 < row["people_a_period"] * row["effect"]


@pytest.mark.parametrize(
    ("claim_id", "doubts"),
    [
        ("joint-tasking", set()),
        ("target-hardening", {"rank", "surely_not_chance"}),
        ("kitchen-waste", {"begun_early"}),
        ("moving-on", {"level"}),
        ("work-together", {"single_agency"}),
        ("falls-team", set()),
        ("gcse-partnership", {"pre_periods"}),
        # by chance, and no surer than that
        ("home-fire-safety", {"placebo_in_time"}),
    ],
)
def test_the_reason_is_what_was_planted(claim_id, doubts):
    assert doubts <= failed(claim_id)
    if claim_id in ("kitchen-waste", "work-together", "gcse-partnership") or not doubts:
        assert failed(claim_id) == doubts


def test_what_improved_everywhere_has_an_interval_that_holds_no_effect():
    row = verdict("target-hardening")

    assert row["lower_limit"] < 0 < row["upper_limit"]
    assert abs(row["percent"]) < 5


def test_a_comparator_with_a_scheme_of_its_own_makes_the_same_claim_less_sure():
    (truth,) = planted("local_step", "BV128")
    assert truth.area_code == REDBRIDGE
    apart, beside = verdict("joint-tasking"), verdict("joint-tasking", Tried(put_back=(REDBRIDGE,)))

    assert beside["donors"] == apart["donors"] + 1
    assert abs(beside["effect"]) < abs(apart["effect"])
    assert abs(beside["standardised"]) < 0.8 * abs(apart["standardised"])
    assert beside["p"] > apart["p"]


def test_both_opinions_agree_where_the_effect_is_real():
    row = verdict("joint-tasking")

    assert row["second_effect"] == pytest.approx(row["effect"], rel=0.15)


def test_choices_are_tried_without_touching_the_claim():
    agreed = verdict("joint-tasking")
    other = Tried(
        left_out=("E09000002",), window_start=of("joint-tasking").start_date.replace(2004)
    )
    row = verdict("joint-tasking", other)

    assert row["donors"] == agreed["donors"] - 1
    assert (row["pre_periods"], row["post_periods"]) == (24, agreed["post_periods"])
    assert verdict("joint-tasking").equals(agreed)
    elsewhere = asked_of(of("joint-tasking"), Tried(indicator_id="BV126"))
    assert elsewhere["agency_indicator_id"] is None
    assert fetch("claim_panel", **elsewhere)["indicator_id"].unique().tolist() == ["BV126"]


@pytest.mark.parametrize("claim_id", TRUTHS.index)
def test_what_is_drawn_adds_up(claim_id):
    rows, row = series(claim_id), verdict(claim_id)
    if not reasons(claim_id).index.isin(["fit"]).any() and row["verdict"] == "cannot_be_tested":
        assert set(rows["series"]) == {"actual"}
        return

    assert DRAWN[row["design"]] <= set(rows["series"])
    own = {name: part.set_index("period_end") for name, part in rows.groupby("series")}
    gap = own["actual"]["value"] - own["counterfactual"]["value"]
    pd.testing.assert_series_equal(gap, own["gap"]["value"], check_names=False)
    effect = gap[own["gap"]["is_after"]].mean()
    assert own["effect"]["value"].nunique() == 1
    # counts are fitted, so that their mean distance is not quite the ratio's
    loose = 0.1 if row["design"] == "interrupted_series" else 1e-9
    assert own["effect"]["value"].iloc[0] == pytest.approx(effect, rel=loose)


@pytest.mark.parametrize("claim_id", TRUTHS.index)
def test_every_area_is_told_of(claim_id):
    rows = fetch("claim_areas_used", **asked_of(of(claim_id))).set_index("area_code")
    said = of(claim_id)
    out = [code for code in said.codes("left_out") if said.design != "interrupted_series"]

    assert rows.loc[out, "reason"].eq("named").all()
    assert rows.loc[out, "note"].tolist() == [
        area.reason for area in said.areas if area.area_code in out
    ]
    donors = rows[rows["part"] == "donor"]
    if donors["weight"].notna().any():
        assert donors["weight"].sum() == pytest.approx(1, abs=1e-9)
        assert donors[["pre_error", "ratio", "effect"]].notna().all(axis=None)


def as_asked(rows: pd.DataFrame) -> pa.Table:
    """The rows as a method gets them: dates are dates."""
    table = pa.Table.from_pandas(rows.assign(people_per=None), preserve_index=False)
    for name in ("period_start", "period_end"):
        table = table.set_column(
            table.column_names.index(name), name, table[name].cast(pa.date32())
        )
    return table


ANSWERS = (claim_verdict, claim_reasons, claim_series, claim_areas_used)


@pytest.mark.parametrize("claim_id", ["joint-tasking", "falls-team", "moving-on"])
def test_the_order_of_the_rows_changes_nothing(claim_id):
    rows = fetch("claim_panel", **asked_of(of(claim_id)))
    table = as_asked(rows)
    order = list(range(len(rows)))
    random.Random(1).shuffle(order)

    for method in ANSWERS[:3]:
        assert method.answer(table.take(order)).equals(method.answer(table))
    again, before = (claim_areas_used.answer(given).sort_by("area_code")
                     for given in (table.take(order), table))  # fmt: skip
    assert again.equals(before)


def test_people_follow_from_the_denominators_or_from_what_a_unit_is_said_to_be():
    said = of("joint-tasking")
    panel = fetch("claim_panel", **asked_of(said)).query("measure == 'outcome'")
    after = panel.query("area_code == @HARROW and is_after")
    row = verdict("joint-tasking")

    assert row["people"] == pytest.approx(row["effect"] * after["denominator"].sum() / 1000)
    assert row["people"] == pytest.approx(row["people_a_period"] * row["post_periods"])
    assert row["people_basis"] == "denominator"
    told = fetch("claim_verdict", **asked_of(said), people_per=20.0).iloc[0]
    assert told["people"] == pytest.approx(20 * told["effect"] * told["post_periods"])
    assert told["people_basis"] == "people_per"


def test_all_claims_are_of_the_sample():
    assert {one.claim_id for one in claims()} == set(TRUTHS.index)
