"""One area beside its comparators and its group: literal values in, comparisons out."""

from __future__ import annotations

import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries.workspaces import AREAS, serving, workspace

PEERS = [f"P{number}" for number in range(1, 6)]
EVERYWHERE = (
    *AREAS,
    *({"area_code": code, "name": f"Peer {code}", "parent_code": "C"} for code in PEERS),
)
GROUP = {"group_id": "NEAR", "group_name": "Near neighbours"}
# A ward and the area itself are no peers of a borough.
COMPARATORS = [{**GROUP, "area_code": code} for code in (*PEERS, "W1", "H")]
INDICATORS = (
    {"indicator_id": "A1"},
    {"indicator_id": "LOW", "polarity": "lower"},
    {"indicator_id": "NONE", "polarity": "none"},
    {"indicator_id": "RATE", "method": "rate", "multiplier": 1000.0, "polarity": "lower"},
    {"indicator_id": "COUNT", "method": "count"},
    {"indicator_id": "SCORE", "method": "score"},
    {"indicator_id": "SOON"},
    {"indicator_id": "FEW"},
    {"indicator_id": "LONELY"},
    {"indicator_id": "BAD", "method": "rate", "multiplier": 1000.0},
    {"indicator_id": "EDGE", "method": "score"},
)


def share(indicator: str, area: str, numerator: float, **others) -> dict[str, object]:
    """A percentage of 1,000, with the counts it comes from."""
    counts = {"numerator": numerator, "denominator": 1000.0}
    row = {"indicator_id": indicator, "area_code": area, "value": numerator / 10}
    return {**row, **counts, **others}


def told(indicator: str, area: str, value: float | None, **others) -> dict[str, object]:
    return {"indicator_id": indicator, "area_code": area, "value": value, **others}


SHARES = {"H": 300, "P1": 100, "P2": 200, "P3": 400, "P4": 500, "P5": 300}
OBSERVATIONS = (
    *(share(one, area, n) for one in ("A1", "LOW", "NONE") for area, n in SHARES.items()),
    # Wilson's limits of 300 in 1,000: 27.24 and 32.91, at 99.8 per cent 25.73 and 34.65
    *(share(one, "C", 335) for one in ("A1", "LOW", "NONE")),
    *(share(one, "N", 360) for one in ("A1", "LOW", "NONE")),
    # none of these is the area's latest settled value, or another's of that period
    share("A1", "H", 900, **year(2009), value_note="projected"),
    share("A1", "H", 900, **year(2007)),
    share("A1", "H", 900, breakdown_type="sex", breakdown="male"),
    share("A1", "C", 900, **year(2009)),
    told("RATE", "H", 4.0, numerator=4, denominator=1000),
    told("RATE", "C", 10.5, numerator=10_500, denominator=1_000_000),
    told("RATE", "N", 1.0, numerator=1, denominator=1000),
    *(told("COUNT", area, 10.0 * n) for area, n in SHARES.items()),
    told("COUNT", "C", 9.0),
    *(told("SCORE", area, n / 10) for area, n in SHARES.items()),
    told("SCORE", "C", 33.0, lower_limit=32.0, upper_limit=34.0),
    share("SOON", "H", 300),
    share("SOON", "C", 900, value_note="provisional"),
    share("SOON", "N", 900, value_note="estimated"),
    *(share("SOON", code, 200, value_note="provisional") for code in PEERS[:2]),
    *(share("SOON", code, 200) for code in PEERS[2:]),
    *(share("FEW", area, 100 + at) for at, area in enumerate(["H", *PEERS[:3]])),
    told("FEW", "P4", None, value_note="suppressed"),
    share("LONELY", "H", 300),
    told("BAD", "H", 4.5, numerator=4.5, denominator=1000),
    told("BAD", "C", 40.0),
    told("EDGE", "H", 30.0, lower_limit=28.0, upper_limit=33.5),
    told("EDGE", "C", 33.5),
    told("EDGE", "N", 99.0),
)
TARGETS = (
    {"target_value": 27.0, "intervention_level": None},
    {"indicator_id": "LOW", "target_value": 27.0, "intervention_level": None},
    {"indicator_id": "NONE", "target_value": 27.0, "intervention_level": None},
    {"indicator_id": "RATE", "target_value": 4.5, "intervention_level": None},
    {"indicator_id": "SCORE", "target_value": 27.0, "intervention_level": None},
)


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    made = workspace(
        tmp_path_factory.mktemp("comparators"),
        OBSERVATIONS,
        areas=EVERYWHERE,
        indicators=INDICATORS,
        comparators=COMPARATORS,
        targets=TARGETS,
    )
    with serving(made):
        yield


def asked(indicator: str, area: str = "H", group: str | None = "NEAR"):
    rows = fetch(
        "indicator_comparators",
        indicator_id=indicator,
        area_code=area,
        comparator_codes=["C", "N", "H"],
        group_id=group,
    ).set_index("area_code")
    return rows.astype(object).where(rows.notna(), None)


def test_the_area_its_comparators_and_the_group_s_members_of_its_kind():
    rows = asked("A1")

    assert rows["role"].to_dict() == {
        "H": "this",
        "C": "comparator",
        "N": "comparator",
        **dict.fromkeys(PEERS, "peer"),
    }
    assert rows["value"].tolist() == [50, 40, 36, 33.5, 30, 30, 20, 10]
    assert set(rows["period_label"]) == {"2008/09"}
    group = rows[["group_name", "group_size", "group_values"]].drop_duplicates()
    assert group.to_numpy().tolist() == [["Near neighbours", 5, 5]]


@pytest.mark.parametrize(
    ("indicator", "country", "next_door"),
    [
        # 33.5 lies outside 95 per cent only, 36 outside 99.8 too; both above the area
        ("A1", "worse", "worst"),
        ("LOW", "better", "best"),
        ("NONE", "lower", "lowest"),
    ],
)
def test_comparison_at_two_levels_in_the_words_of_the_polarity(indicator, country, next_door):
    rows = asked(indicator)

    assert rows["comparison"][["C", "N"]].tolist() == [country, next_door]
    assert rows["comparison"][["H", *PEERS]].isna().all()
    assert rows["comparison_reason"].isna().all()


def test_limits_at_both_levels():
    this = asked("A1").loc["H"]

    # statsmodels 0.15, proportion_confint(300, 1000, method="wilson"), alpha 0.05 and 0.002
    assert this["lower_limit"] == pytest.approx(27.2406842, abs=1e-7)
    assert this["upper_limit"] == pytest.approx(32.9123861, abs=1e-7)
    assert this["lower_limit_998"] == pytest.approx(25.7282290, abs=1e-7)
    assert this["upper_limit_998"] == pytest.approx(34.6501392, abs=1e-7)


def test_exact_limits_of_few_events():
    # of 4 events: 1.0899 and 10.2416, at 99.8 per cent 0.4286 and 14.7941
    rows = asked("RATE")

    assert rows["comparison"][["C", "N"]].tolist() == ["better", "worse"]
    assert rows["target_comparison"]["H"] == "similar"


def test_a_comparator_on_a_limit_is_similar_and_published_limits_have_one_level():
    assert asked("EDGE")["comparison"][["C", "N"]].tolist() == ["similar", "worse"]


def test_which_comparators_hold_the_area():
    assert asked("A1")["contains_area"].to_dict() == {
        "C": True,
        **dict.fromkeys(["H", "N", *PEERS], False),
    }
    assert asked("A1", "W1").empty  # not measured there


def test_the_target_against_the_area_s_limits():
    assert {
        one: asked(one)["target_comparison"]["H"] for one in ("A1", "LOW", "NONE", "SCORE")
    } == {
        "A1": "better",
        "LOW": "worse",
        "NONE": None,
        "SCORE": None,
    }


def test_quarters_among_the_group_and_the_area_itself():
    rows = asked("A1")

    # bounds of type 7 of 10, 20, 30, 30, 40, 50: 22.5, 30, 37.5
    assert rows["quartile"][["P1", "P2", "P5", "H", "P3", "P4"]].tolist() == [1, 1, 2, 2, 4, 4]
    assert rows["place"][["P1", "P2", "P5", "H", "P3", "P4"]].tolist() == [4, 4, 3, 3, 1, 1]
    assert rows["quartile"][["C", "N"]].isna().all()
    assert asked("LOW")["place"]["H"] == 2
    assert asked("NONE")["place"]["H"] is None


@pytest.mark.parametrize(
    ("indicator", "group", "reason"),
    [
        ("A1", None, "no_group"),
        ("A1", "OTHER", "no_group"),
        ("FEW", "NEAR", "too_few_values"),  # three of the five
        ("SOON", "NEAR", "too_few_values"),  # two of the five are provisional
        ("COUNT", "NEAR", "count_of_whole"),
        ("SCORE", "NEAR", None),  # its place needs no interval
    ],
)
def test_why_there_is_no_quarter(indicator, group, reason):
    this = asked(indicator, group=group).loc["H"]

    assert this["quartile_reason"] == reason
    assert (this["quartile"] is None) == (reason is not None)


@pytest.mark.parametrize(
    ("indicator", "reasons"),
    [
        ("COUNT", ["count_of_whole", "count_of_whole"]),
        ("SCORE", ["no_interval", "no_benchmark"]),
        ("SOON", ["not_settled", "not_settled"]),
        ("LONELY", ["no_benchmark", "no_benchmark"]),
        ("BAD", ["fraction_of_an_event", "no_benchmark"]),
    ],
)
def test_why_an_area_is_not_compared(indicator, reasons):
    rows = asked(indicator)

    assert rows["comparison_reason"][["C", "N"]].tolist() == reasons
    assert rows["comparison"].isna().all()


def test_those_without_a_value_are_kept_and_say_why():
    notes = asked("FEW")["value_note"]

    assert notes[["H", "P4", "P5", "C"]].tolist() == [None, "suppressed", "missing", "missing"]


@pytest.mark.parametrize(("indicator", "area"), [("?", "H"), ("A1", "?"), ("A1", "W2")])
def test_nothing_measured_is_nothing_to_set_beside(indicator, area):
    assert asked(indicator, area).empty
