"""Flips: the statuses previewed are exactly those that change when the rule becomes law."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data import register as registers
from data.register import roles
from data.register.rules import Level
from data.register.trajectories import Trajectory
from data.workspace import open_workspace
from queries import deciding, fetch, serve
from tests.data.register.drafting import rule, years
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

VALUES = {2005: 40.0, 2006: 45.0, 2007: 52.0, 2008: 61.0}
OBSERVATIONS = [
    *({**year(first), "value": value} for first, value in VALUES.items()),
    {**year(2009), "value": 70.0, "value_note": "projected"},
    *({**year(first), "value": 50.0, "area_code": "W1"} for first in VALUES),
    *({**year(first), "value": 50.0, "indicator_id": "B1"} for first in VALUES),
]
IMPORTED = [
    {**year(first), "target_value": 50.0, "intervention_level": 44.0, "approved_date": None}
    for first in VALUES
]
FROM_2005 = {"periods": years(2005, 5), "start": 38.0, "end": 68.0}
# Within 2008/09. A rule is as old as its approval: one approved today is held against that value,
# whatever day it takes effect from.
BREAK = [{"indicator_id": "A1", "break_date": date(2009, 3, 1)}]


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    return workspace(
        tmp_path_factory.mktemp("flips") / "workspace",
        OBSERVATIONS,
        indicators=[{}, {"indicator_id": "B1"}],
        targets=IMPORTED,
        series_breaks=BREAK,
    )


@pytest.fixture
def begun(published: Path, tmp_path: Path):
    folder = Path(shutil.copytree(published, tmp_path / "workspace"))
    kept = registers.of(open_workspace(folder))
    for name, role in {"Anne": "approver", "Bert": "working_group"}.items():
        roles.appoint(kept, roles.Person(name, role), who="root", why="To begin")
    with serving(folder):
        yield folder


def statuses() -> dict[tuple[str, str, date], str]:
    """The status of everything that is published, by indicator, area and last day."""
    found = {}
    for indicator in ("A1", "B1"):
        rows = fetch("indicator_trend", indicator_id=indicator, area_codes=("H", "W1"))
        for row in rows.itertuples():
            found[indicator, row.area_code, row.period_end.date()] = row.status
    return found


def previewed(supposing) -> dict[tuple[str, str, date], tuple[str, str]]:
    rows = fetch("status_flips", indicator_id="A1", area_code="H", supposing=supposing)
    return {
        (row.indicator_id, row.area_code, row.period_end.date()): (row.status_now, row.status_so)
        for row in rows.itertuples()
    }


def happened(law) -> dict[tuple[str, str, date], tuple[str, str]]:
    """What changes when the rule is proposed and approved for real."""
    before = statuses()
    outcome = deciding.propose(law, reason="x", evidence="", facts={}, who="Bert",
                               follows=deciding.newest_version("A1", "H"))  # fmt: skip
    decided = deciding.approve(outcome.made or "", who="Anne", why="y", after=1)
    assert decided.is_done, (outcome.words, decided.words)
    serve()
    after = statuses()
    return {
        place: (status, after[place]) for place, status in before.items() if after[place] != status
    }


def test_a_preview_names_each_status_that_would_change_and_from_what_to_what(begun):
    flips = previewed(rule(**FROM_2005, level=None))

    # By the new rule 44, 50, 56 and 62 are expected; by the old one 50, and 44 is too low.
    assert flips == {
        ("A1", "H", date(2006, 3, 31)): ("intervention", "within_tolerance"),
        ("A1", "H", date(2008, 3, 31)): ("on_target", "within_tolerance"),
        ("A1", "H", date(2009, 3, 31)): ("not_comparable", "within_tolerance"),
        ("A1", "H", date(2010, 3, 31)): ("no_target", "not_comparable"),  # a projection
    }


@pytest.mark.parametrize(
    "trial",
    [
        rule(**FROM_2005, level=None),
        rule(**FROM_2005, level=Level(0.9, "share_of_the_way")),
        rule(**FROM_2005, level=Level(45.0, "absolute"), trajectory=Trajectory("stepped", steps=1)),
        rule(periods=years(2008, 4), end=90.0),
        replace(rule(periods=years(2006, 1)), aim=None, effective_from=date(2007, 3, 31)),
        rule(**FROM_2005, effective_from=date(2009, 7, 31)),
        rule(**FROM_2005, effective_from=date(2008, 6, 1)),  # before the break
        rule(periods=years(2005, 6), effective_from=date(2009, 8, 1)),  # not yet in force
        rule(periods=years(2009, 3)),  # nothing is judged there
    ],
)
def test_what_was_previewed_is_exactly_what_happens(begun, trial):
    expected = previewed(trial)

    assert happened(trial) == expected


def test_what_was_previewed_over_a_rule_of_the_register_happens_too(begun):
    happened(rule(**FROM_2005))
    trial = rule(periods=years(2007, 3), end=80.0)

    expected = previewed(trial)

    assert expected
    assert happened(trial) == expected


def test_no_other_indicator_or_place_is_touched(begun):
    assert {place[:2] for place in previewed(rule(**FROM_2005))} == {("A1", "H")}
    assert {place[:2] for place in happened(rule(**FROM_2005))} == {("A1", "H")}
