"""Claims about Harrow on London's real figures, imported by the shipped recipes, end to end."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.csv as pacsv
import pytest

from data import contract, publishing
from data.contract import REFERENCE
from data.importing import import_file
from data.register.claims import Claim, ClaimArea, Partner, Step
from data.workspace import open_workspace
from queries import fetch, how, serve, workspace
from queries.claim_asked import asked_of, people_asked_of
from queries.methods import claim_verdict

HARROW, CITY = "E09000015", "E09000001"
FILES = {
    "borough_series": "series/borough_series.csv",
    "household_recycling": "borough/Household-rcycling-borough.csv",
}
SETTINGS = """
[partnership]
name = "Harrow Strategic Partnership"
[areas]
home = "E09000015"
types = ["country", "region", "borough", "ward"]
[themes]
order = []
"""


@pytest.fixture(scope="module", autouse=True)
def london(shared: Path, tmp_path_factory) -> Generator[None]:
    """A workspace with London's boroughs and both files, published by the importer."""
    folder = tmp_path_factory.mktemp("london") / "workspace"
    folder.mkdir()
    (folder / "workspace.toml").write_text(SETTINGS, encoding="utf-8")
    publish_areas(folder, shared)
    for source_id, file in FILES.items():
        report = import_file(
            open_workspace(folder), shared / "real" / file, source_id, who="test",
            reason="As published",
        )  # fmt: skip
        assert report.version is not None, report
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HSP_WORKSPACE", str(folder))
        serve()
        yield


def publish_areas(folder: Path, shared: Path) -> None:
    places = pacsv.read_csv(shared / "catalogue" / "places.csv")
    named = places.select(["code", "name", "level"]).rename_columns(
        ["area_code", "name", "area_type"]
    )
    areas = contract.typed(REFERENCE["areas"], named)
    change = publishing.Change(reference={"areas": areas})
    publishing.publish(folder, change, source_id="areas", who="test", why="test")


def claim(indicator_id: str, start: date, **others: object) -> Claim:
    partners = tuple(Partner(name, "Takes part", True) for name in ("Council", "Police"))
    steps = (Step("action", "It begins"), Step("outcome", "It is better"))
    given = {"design": "synthetic_control", "areas": (ClaimArea(CITY, "left_out", "Too small"),)}
    return Claim(
        "A claim", "Together", indicator_id, HARROW, start, partners=partners, steps=steps,
        **{**given, **others},
    )  # fmt: skip


def verdict(said: Claim) -> pd.Series:
    return fetch("claim_verdict", **people_asked_of(said)).iloc[0]


def failed(said: Claim) -> list[str]:
    told = fetch("claim_reasons", **asked_of(said))
    return told.loc[told["is_passed"].eq(False), "name"].tolist()


def test_too_short_a_past_is_a_reason_and_no_number():
    """Harrow's recycling rose from 28 to 40% in 2007/08, four years after the figures begin."""
    said = claim("household_recycling", date(2007, 4, 1))
    row = verdict(said)

    assert (row["first_label"], row["pre_periods"], row["last_period"]) == ("2003/04", 4, "2022/23")
    assert row["verdict"] == "cannot_be_tested"
    assert failed(said) == ["pre_periods"]
    assert row[["effect", "p", "people", "second_effect"]].isna().all()


def test_recycling_after_2012_is_worked_through_to_a_verdict():
    said = claim("household_recycling", date(2012, 4, 1))
    row = verdict(said)

    assert (row["pre_periods"], row["post_periods"], row["donors"]) == (9, 11, 31)
    # from 48% to 30%, while the boroughs it resembled stood still
    assert row["verdict"] == "not_shown"
    assert row["lower_limit"] < row["effect"] < 0 < row["upper_limit"]
    assert {"direction", "rank"} <= set(failed(said))
    # the file has whole percentages and no tonnages
    assert row["people_basis"] is None or pd.isna(row["people_basis"])


def test_crime_after_2009_is_worked_through_to_a_verdict():
    said = claim("crime_total_per1000", date(2009, 4, 1))
    row = verdict(said)
    drawn = fetch("claim_series", **asked_of(said))
    areas = fetch("claim_areas_used", **asked_of(said)).set_index("area_code")

    assert (row["first_label"], row["last_period"]) == ("2001/02", "2010/11")
    assert (row["verdict"], row["donors"]) == ("not_shown", 31)
    assert row["pre_error"] < 0.1  # London's boroughs together follow Harrow closely
    assert row["p"] > 0.5
    harrow = drawn.query("series == 'actual'").set_index("period_label")["value"]
    assert (harrow["2001/02"], harrow["2010/11"]) == (80.9, 62.965)
    assert areas.query("part == 'donor'")["weight"].sum() == pytest.approx(1)
    # the file has no City of London; the claim leaves it out all the same
    assert areas.loc[CITY, ["reason", "note"]].tolist() == ["named", "Too small"]


def test_the_text_of_how_gives_the_same_verdict_outside_the_app(monkeypatch):
    asked = people_asked_of(claim("crime_total_per1000", date(2009, 4, 1)))
    monkeypatch.chdir(workspace().path)

    with duckdb.connect() as outside:
        rows = outside.sql(how("claim_verdict", **asked)).to_arrow_table()
    found = claim_verdict.answer(rows).to_pandas().iloc[0]

    expected = fetch("claim_verdict", **asked).iloc[0]
    assert "queries/methods/claim_verdict.py" in how("claim_verdict", **asked)
    for name in ("verdict", "effect", "p", "donors", "second_effect"):
        assert found[name] == pytest.approx(expected[name])
