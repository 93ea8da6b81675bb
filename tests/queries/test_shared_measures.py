"""Measures collected more than once: where they differ, which is the record, and every use."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import pytest

import queries
from data import register as registers
from data.register import record_choices
from data.workspace import BUNDLED
from queries import fetch, how, judged_in, recording, serve
from tests.data.bundled import HOME, bundled
from tests.data.register.conftest import people
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

ASKED = {"area_code": "H", "comparator_code": None, "today": date(2009, 7, 31)}
LITTER = {"shared_measure": "litter"}
INDICATORS = (
    {"indicator_id": "A1", "decimals": 1, **LITTER},
    {"indicator_id": "B1", "decimals": 0, **LITTER, "partner": "Police"},
    # counts what the others give as a share
    {"indicator_id": "C1", "unit": "count", **LITTER},
    {"indicator_id": "D1", "shared_measure": "trees"},
)
VALUES = (
    {"indicator_id": "A1", "value": 50.4},
    {"indicator_id": "B1", "value": 50.0},  # the same, to the fewer decimals
    {"indicator_id": "C1", "value": 900.0},
    {"indicator_id": "A1", **year(2007), "value": 50.6},
    {"indicator_id": "B1", **year(2007), "value": 50.0},
    {"indicator_id": "A1", **year(2006), "value": 7.0},  # alone in its period
    {"indicator_id": "B1", **year(2006), "value": None, "value_note": "missing"},
    {"indicator_id": "B1", "area_code": "W1", "value": 1.0},  # of another area
    {"indicator_id": "B1", "breakdown_type": "sex", "breakdown": "male", "value": 2.0},
)


@pytest.fixture
def register(tmp_path):
    made = workspace(
        tmp_path / "made",
        VALUES,
        indicators=INDICATORS,
        targets=[{**year(2008)}, {**year(2008), "area_code": "W1"}],
        thread_nodes=[{"node_id": "N1"}],
        thread_indicators=[{"node_id": "N1", "indicator_id": "B1"}],
        claims=[{"indicator_id": "B1"}],
        claim_partners=[{}, {"partner": "Police"}],
        claim_steps=[{}],
    )
    with serving(made):
        yield people(registers.of(queries.workspace()))


def test_values_are_held_against_those_of_the_same_period_and_unit(register):
    rows = fetch("shared_values", shared_measure="litter", area_code="H")

    assert {
        (row.period_label, row.indicator_id, row.is_compared, row.differs)
        for row in rows.itertuples()
    } == {
        ("2008/09", "A1", True, False),
        ("2008/09", "B1", True, False),
        ("2008/09", "C1", False, False),
        ("2007/08", "A1", True, True),
        ("2007/08", "B1", True, True),
        ("2006/07", "A1", False, False),
    }
    shared = fetch("shared_measures", **ASKED).set_index("indicator_id")
    assert list(shared.index) == ["A1", "B1", "C1"]
    assert shared["differing"].tolist() == [1, 1, 0]


def test_the_record_is_marked_once_it_is_approved(register):
    record_choices.propose(register, "litter", "B1", who="Bert", why="It's checked', --", after=0)
    serve()
    assert not fetch("shared_measures", **ASKED)["is_record"].any()
    assert recording.choice("litter").body.state == "proposed"

    assert recording.approve("litter", who="Anne", why="Yes", after=1).is_done
    serve()
    shared = fetch("shared_measures", **ASKED)
    assert shared.loc[shared["is_record"], "indicator_id"].tolist() == ["B1"]
    assert set(shared["reason"]) == {"It's checked', --"}
    assert "'It''s checked'', --'" in how("shared_measures", **ASKED)
    uses = fetch("indicator_uses", indicator_id="A1")
    assert uses.loc[uses["is_record"], "use_id"].tolist() == ["B1"]


def test_every_use_of_an_indicator_is_in_one_list(register):
    rows = fetch("indicator_uses", indicator_id="B1")
    assert list(zip(rows["kind"], rows["use_id"], strict=True)) == [
        ("Outcome", "N1"),
        ("claim", "K1"),
        ("shared_measure", "A1"),
        ("shared_measure", "C1"),
    ]
    rows = fetch("indicator_uses", indicator_id="A1")
    assert "Targets in 2 areas, up to 31 Mar 2009" in set(rows["title"])

    foreseen = recording.foreseen("litter", "A1")
    assert set(zip(foreseen["uses"], foreseen["kind"], strict=True)) == {
        ("B1", "Outcome"),
        ("B1", "claim"),
    }
    assert recording.foreseen("litter", None).empty


def test_differences_in_the_sample_are_those_that_plain_python_finds():
    known = bundled("indicators").set_index("indicator_id")
    values = bundled("observations").query("area_code == @HOME and breakdown_type == 'all'")
    places = defaultdict(list)
    for row in values[values["department_code"].isna()].dropna(subset=["value"]).itertuples():
        sheet = known.loc[row.indicator_id]
        key = (sheet["shared_measure"], sheet["unit"], row.period_start, row.period_end)
        places[key].append((row.indicator_id, row.value, sheet["decimals"]))
    expected: dict[str, int] = defaultdict(int)
    for found in places.values():
        least = min(decimals for *_, decimals in found)
        if len({round(value * 10**least + 1e-9) for _, value, _ in found}) > 1:
            for indicator_id, *_ in found:
                expected[indicator_id] += 1

    with serving(BUNDLED):
        shared = fetch("shared_measures", **judged_in(HOME))
    assert len(shared) > 60
    for row in shared.itertuples():
        assert row.differing == expected[row.indicator_id], row.indicator_id
    assert shared["differing"].sum() > 0
