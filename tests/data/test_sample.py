"""The sample: what it promises to hold, and that its generator makes it again row for row."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from data import releases, sample
from data.contract import COLLECTIONS, OBSERVATIONS, REFERENCE, check
from data.publishing import PublishError, reference_table
from data.sample.truths import planted
from data.workspace import BUNDLED, open_workspace
from tests.data.bundled import HOME, bundled, observations_of

BLOCKS = {
    "Children & Young People",
    "Economic Development & Enterprise",
    "Healthier Communities & Older People",
    "Safer & Stronger Communities",
}


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample written where another one is."""
    directory = tmp_path_factory.mktemp("sample")
    shutil.copytree(BUNDLED, directory, dirs_exist_ok=True)
    (directory / "extracts" / "stray.parquet").touch()
    log = directory / "extracts" / "_delta_log"
    (log / f"{releases.latest_version(directory):020d}.json").unlink()
    sample.write(directory)
    return directory


def in_key_order(table: pa.Table, key: tuple[str, ...]) -> pd.DataFrame:
    return table.sort_by([(column, "ascending") for column in key]).to_pandas()


def test_the_generator_makes_every_version_again_row_for_row(remade: Path) -> None:
    published, again = releases.history(BUNDLED), releases.history(remade)

    assert [(past.published_at, past.why) for past in published] == [
        (past.published_at, past.why) for past in again
    ]
    for old, new in zip(published, again, strict=True):
        pd.testing.assert_frame_equal(
            in_key_order(observations_of(BUNDLED, old), OBSERVATIONS.key),
            in_key_order(observations_of(remade, new), OBSERVATIONS.key),
        )
        for name, table in REFERENCE.items():
            pd.testing.assert_frame_equal(
                in_key_order(reference_table(BUNDLED, old, name), table.key),
                in_key_order(reference_table(remade, new, name), table.key),
            )


def test_the_sample_is_never_written_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "workspace.toml").write_text("[partnership]", encoding="utf-8")

    with pytest.raises(PublishError, match="not empty"):
        sample.write(tmp_path)


def test_a_sample_written_anew_replaces_the_one_before(remade: Path) -> None:
    assert releases.latest_version(remade) == releases.latest_version(BUNDLED)
    assert not (remade / "extracts" / "stray.parquet").exists()


def test_it_is_whole_small_and_says_that_it_is_illustrative() -> None:
    assert releases.verify(BUNDLED) == {}
    assert sum(file.stat().st_size for file in BUNDLED.rglob("*")) < 6_000_000
    assert open_workspace(BUNDLED).is_illustrative


def test_every_row_meets_the_contract() -> None:
    release = releases.served(BUNDLED)[0]
    reference = {name: reference_table(BUNDLED, release, name) for name in REFERENCE}

    verdict = check(OBSERVATIONS, observations_of(BUNDLED, release), reference)

    assert verdict.errors == []


def test_it_covers_the_six_resources_and_the_four_blocks() -> None:
    indicators = bundled("indicators")
    scorecard = indicators[indicators["is_scorecard"]]
    measured = set(bundled("observations")["indicator_id"])

    assert len(scorecard) >= 150
    assert set(scorecard["indicator_id"]) <= measured
    assert set(scorecard["collection"]) == set(COLLECTIONS)
    assert set(scorecard["block"]) >= BLOCKS
    assert set(indicators["theme"]) == set(open_workspace(BUNDLED).themes)


def test_areas_nest_from_the_borough_to_wards_to_neighbourhoods() -> None:
    areas = bundled("areas").set_index("area_code")
    wards, lsoas = (areas[areas["area_type"] == kind] for kind in ("ward", "lsoa"))

    assert len(wards) == 21
    assert len(lsoas) == 137
    assert set(wards["parent_code"]) == {HOME}
    assert set(lsoas["parent_code"]) == set(wards.index)
    for level in (wards, lsoas, areas[areas["area_type"] == "borough"]):
        assert not level[["hex_column", "hex_row"]].duplicated().any()
        assert level[["hex_column", "hex_row"]].notna().all(axis=None)


def test_twenty_indicators_and_more_stand_beside_london_and_england() -> None:
    whole = bundled("observations").query("breakdown_type == 'all'")
    held = whole.groupby("indicator_id")["area_code"].agg(set)
    boroughs = set(bundled("areas").query("area_type == 'borough'")["area_code"])
    wanted = boroughs | {"E12000007", "E92000001"}

    assert sum(areas >= wanted for areas in held) >= 20


def test_partners_report_by_month_and_quarter_beside_the_annual_returns() -> None:
    frequency = bundled("indicators")["frequency"].value_counts()

    assert frequency["monthly"] >= 30
    assert frequency["quarterly"] >= 30
    assert frequency["annual"] >= 100


def test_breakdowns_add_up_to_the_total() -> None:
    home = bundled("observations").query("area_code == @HOME and denominator.notna()")
    home = home[home["department_code"].isna() & (home["value_note"] != "revised")]
    key = ["indicator_id", "period_start"]
    whole = home[home["breakdown_type"] == "all"]
    split = home[home["breakdown_type"] != "all"]
    groups = split.groupby([*key, "breakdown_type"], as_index=False)
    together = groups[["numerator", "denominator"]].sum()
    beside = together.merge(whole, on=key, suffixes=("", "_whole")).set_index(key)
    beside = beside[~beside.index.isin(hidden_periods())]

    assert split["indicator_id"].nunique() >= 12
    assert (beside["numerator"] == beside["numerator_whole"]).all()
    assert (beside["denominator"] == beside["denominator_whole"]).all()


def hidden_periods() -> pd.MultiIndex:
    """Indicators and periods with a value hidden or missing: their parts cannot add up."""
    hidden = bundled("observations").query("value_note in ('suppressed', 'missing')")
    return pd.MultiIndex.from_frame(hidden[["indicator_id", "period_start"]])


@pytest.mark.parametrize("smaller", ["ward", "lsoa"])
def test_small_areas_add_up_exactly_except_where_that_was_planted(smaller: str) -> None:
    areas = bundled("areas").set_index("area_code")
    methods = bundled("indicators").set_index("indicator_id")["method"]
    rows = bundled("observations").query("breakdown_type == 'all'")
    rows = rows[rows["indicator_id"].map(methods).isin(["proportion", "rate", "count"])]
    rows = rows.assign(count=rows["numerator"].fillna(rows["value"]), key=rows["indicator_id"])
    small = rows[rows["area_code"].map(areas["area_type"]) == smaller]
    small = small.assign(area_code=small["area_code"].map(areas["parent_code"]))
    key = ["indicator_id", "area_code", "period_start"]
    parts = small.groupby(key)["count"].sum()
    whole = rows[rows["department_code"].isna()].set_index(key)["count"].reindex(parts.index)
    differs = parts.index[parts != whole].droplevel("area_code")
    revised = {(truth.indicator_id, truth.period_start) for truth in planted("revised")}

    unexplained = set(differs) - set(hidden_periods()) - revised
    assert unexplained == ({("VP28", date(2006, 4, 1))} if smaller == "ward" else set())


def test_statuses_are_a_believable_mix() -> None:
    rows = bundled("observations").query("area_code == @HOME and breakdown_type == 'all'")
    latest = rows[rows["department_code"].isna()].sort_values("period_start")
    latest = latest.drop_duplicates("indicator_id", keep="last")
    line = ["indicator_id", "area_code", "period_start"]
    judged = latest.merge(bundled("targets"), on=line)
    judged = judged.merge(bundled("indicators"), on="indicator_id").query("is_scorecard")
    sign = judged["polarity"].map({"higher": 1, "lower": -1})
    is_met = sign * (judged["value"] - judged["target_value"]) >= 0
    is_breached = sign * (judged["value"] - judged["intervention_level"]) <= 0

    assert len(judged) >= 110
    assert 0.4 < is_met.mean() < 0.6
    assert 0.1 < is_breached.mean() < 0.3
    assert not (is_met & is_breached).any()


def test_the_readme_lists_every_truth() -> None:
    readme = (Path(sample.__file__).parent / "README.md").read_text(encoding="utf-8")
    listed = pd.read_csv(Path(sample.__file__).parent / "facts" / "truths.csv")

    assert [words for words in listed["words"] if words not in readme] == []
