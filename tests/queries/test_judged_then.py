"""Judged by today's rules or by those of the time: the same results, the register being real."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data import register as registers
from data.register.rules import Level
from data.workspace import open_workspace
from queries import fetch, how, judge, judged_in, serve
from tests.data.register.conftest import people
from tests.data.register.drafting import made_law, rule, years
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

PLACE = {"indicator_id": "A1", "area_code": "H"}
CHART = {"is_screened": False, "rebase_date": None, "is_across": False, "ignores_season": False}
NOTHING_CHOSEN = {
    "collection": None,
    "theme": None,
    "partner": None,
    "status": None,
    "search_text": None,
    "measured_only": False,
}


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """Recycling at 50 in three years, with an imported target of 60 for each, known before them."""
    known = {"approved_date": date(2006, 1, 15), "intervention_level": 40.0}
    return workspace(
        tmp_path_factory.mktemp("judged") / "published",
        [{**year(y), "value": 50.0} for y in (2006, 2007, 2008)],
        indicators=[{}],
        targets=[{**year(y), **known} for y in (2006, 2007, 2008)],
    )


@pytest.fixture
def folder(published: Path, tmp_path: Path):
    with serving(Path(shutil.copytree(published, tmp_path / "workspace"))) as path:
        yield path


@pytest.fixture
def easier(folder: Path) -> Path:
    """The same once an easier target for 2007/08 on is law since today, 31 July 2009."""
    kept = people(registers.of(open_workspace(folder)))
    made_law(
        kept,
        rule(
            effective_from=date(2009, 4, 1),
            periods=years(2007, 3),
            start=40.0,
            end=46.0,
            level=Level(30.0, "absolute"),
        ),
    )
    serve()
    return folder


def statuses() -> dict[str, str]:
    rows = fetch("indicator_signals", **PLACE, **CHART)
    return dict(zip(rows["period_label"], rows["status"], strict=True))


def test_today_the_newest_rule_judges_every_period_that_it_governs(easier):
    judged = judge(then=False)

    assert (judged.is_then, judged.today, judged.version) == (False, date(2009, 7, 31), 1)
    assert statuses() == {
        "2006/07": "within_tolerance",  # before the new rule's first period
        "2007/08": "on_target",
        "2008/09": "on_target",
    }


def test_at_the_time_the_rule_in_force_on_the_last_day_of_each_period_judges(easier):
    judged = judge(then=True)

    assert judged.is_then
    assert set(statuses().values()) == {"within_tolerance"}
    (row,) = fetch("scorecard", **judged_in("H"), **NOTHING_CHOSEN).to_dict("records")
    assert (row["status"], row["target_value"]) == ("within_tolerance", 60.0)
    assert "-- Judged by the rules in force on: period_end." in how(
        "indicator_signals", **PLACE, **CHART
    )


def test_the_next_run_begins_with_todays_rules(easier):
    judge(then=True)
    serve()

    assert statuses()["2008/09"] == "on_target"


def test_a_judged_row_carries_what_explains_it(easier):
    judge(then=False)
    rows = fetch("indicator_signals", **PLACE, **CHART).to_dict("records")
    before, _, last = rows

    imported = ("rule_version", "target_label", "target_chosen", "level_chosen", "proposal_id")
    assert all(pd.isna(before[column]) for column in imported)
    assert (last["rule_version"], last["proposal_id"]) == (1, "1")
    assert (last["baseline_chosen"], last["target_chosen"]) == ("last_value", "change")
    assert (last["target_label"], last["level_chosen"]) == ("Ten points up", "absolute")
    assert (before["approved_by"], last["approved_by"]) == ("The board", "Anne")
    assert last["effective_from"].date() == date(2009, 4, 1)


def test_an_approval_shows_at_the_next_run_and_not_before(folder):
    assert statuses()["2008/09"] == "within_tolerance"
    easier_rule = rule(periods=years(2008, 2), start=40.0, end=46.0)
    made_law(people(registers.of(open_workspace(folder))), easier_rule)
    assert statuses()["2008/09"] == "within_tolerance", "a run never mixes two states"

    serve()

    assert statuses()["2008/09"] == "on_target"


def test_the_areas_with_a_target_of_their_own_are_judged_and_no_others(tmp_path):
    wards = [{"area_code": code, "value": 10.0} for code in ("W1", "W2", "W9")]
    made = workspace(
        tmp_path / "wards",
        [{"value": 70.0}, *wards, {"area_code": "W1", **year(2007)}],
        indicators=[{}],
        targets=[{}, {"area_code": "W1"}, {"area_code": "W2", **year(2007)}, {"area_code": "W9"}],
    )
    with serving(made):
        rows = fetch(
            "area_statuses",
            indicator_id="A1",
            area_codes=["H", "W1", "W2"],
            period_start=date(2008, 4, 1),
            period_end=date(2009, 3, 31),
        )

    # West has a target for another year, and North was not asked for
    assert list(zip(rows["area_name"], rows["status"], strict=True)) == [
        ("East", "intervention"),
        ("Home", "on_target"),
    ]
