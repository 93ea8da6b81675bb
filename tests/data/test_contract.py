"""The contract: each rule names the row that breaks it and lets its neighbours pass."""

from __future__ import annotations

from datetime import date
from math import inf, nan

import pyarrow as pa
import pytest

from data.contract import (
    LINKS,
    OBSERVATION_RULES,
    OBSERVATIONS,
    REFERENCE,
    REFERENCE_RULES,
    SHOWN,
    TABLES,
    TREES,
    ContractError,
    Fault,
    check,
    typed,
)
from tests.data.rows import observations, table, year

KNOWN = {
    "indicators": table(
        "indicators",
        {"indicator_id": "A1", "method": "proportion"},
        {"indicator_id": "B1", "method": "mean"},
        {"indicator_id": "C1", "method": "rate"},
    ),
    "areas": table("areas", {"area_code": "H"}, {"area_code": "W1"}),
    "departments": table("departments", {"department_code": "D1"}),
}
# One row for each rule that breaks it and no other rule.
BREAKING = {
    "the indicator is not in the indicators table": {"indicator_id": "Z9"},
    "unknown area code": {"area_code": "Z9"},
    "unknown department code": {"department_code": "Z9"},
    "the period ends before it starts": {"period_end": date(2008, 3, 31)},
    "a value is missing and nothing says why": {"value": None},
    "a value is shown although its note says there is none": {"value_note": "suppressed"},
    "a collection is not a plain word": {"collection": "../../elsewhere"},
    "only the whole is broken down by all": {"breakdown_type": "sex", "breakdown": "all"},
    "the numerator is above its denominator": {"numerator": 5.0, "denominator": 4.0},
    "a count below zero": {"indicator_id": "C1", "numerator": -1.0},
    "the denominator is zero": {"denominator": 0.0},
    "the limits do not enclose the value": {"lower_limit": 51.0},
}
# Rows at the edge of a rule that must pass.
PASSING = {
    "the period is a single day": {"period_end": date(2008, 4, 1)},
    "a zero is a value": {"value": 0.0, "numerator": 0.0, "denominator": 9.0},
    "all of them": {"value": 100.0, "numerator": 9.0, "denominator": 9.0},
    "a mean may have more above than below": {
        "indicator_id": "B1",
        "numerator": 9.0,
        "denominator": 4.0,
    },
    "a balance may be negative": {"indicator_id": "B1", "numerator": -9.0},
    "nothing to divide by, and said so": {
        "value": None,
        "numerator": 0.0,
        "denominator": 0.0,
        "value_note": "not_applicable",
    },
    "hidden": {"value": None, "value_note": "suppressed"},
    "missing": {"value": None, "value_note": "missing"},
    "not collected": {"value": None, "value_note": "not_collected"},
    "a limit on the value": {"lower_limit": 50.0, "upper_limit": 50.0},
    "one department": {"department_code": "D1"},
    "a collection of the workspace's own": {"collection": "tenants_2"},
}


def faults(*rows: dict[str, object]) -> list[Fault]:
    verdict = check(OBSERVATIONS, observations(*rows), KNOWN)
    assert verdict.warnings == []
    return verdict.errors


def test_every_rule_has_a_row_that_breaks_it():
    assert [rule for rule, *_ in OBSERVATION_RULES] == list(BREAKING)


@pytest.mark.parametrize("rule", BREAKING)
def test_a_rule_names_the_row_that_breaks_it_and_no_other(rule):
    found = faults({}, {**BREAKING[rule], **year_unless(BREAKING[rule])}, {**year(2005)})

    assert [(fault.rule, fault.row, fault.rows_affected) for fault in found] == [(rule, 2, 1)]
    column, remedy = next(
        (column, remedy) for r, column, _, remedy in OBSERVATION_RULES if r == rule
    )
    assert (found[0].column, found[0].remedy) == (column, remedy)


def year_unless(row: dict[str, object]) -> dict[str, object]:
    """Another year, so that the row repeats no key, unless the row is about its period."""
    return {} if "period_end" in row else year(2006)


@pytest.mark.parametrize("words", PASSING)
def test_a_row_at_the_edge_of_a_rule_passes(words):
    assert faults(PASSING[words]) == []


@pytest.mark.parametrize(
    "column", ["value", "numerator", "denominator", "lower_limit", "upper_limit"]
)
@pytest.mark.parametrize("number", [nan, inf, -inf])
def test_a_number_is_finite(column, number):
    rules = {fault.rule: fault.column for fault in faults({column: number})}

    assert rules["the value is not a finite number"] == column


def test_a_target_is_finite():
    verdict = check(REFERENCE["targets"], table("targets", {"target_value": nan}), KNOWN)

    assert [(f.rule, f.row, f.column) for f in verdict.errors] == [
        ("the value is not a finite number", 1, "target_value")
    ]


@pytest.mark.parametrize(
    ("name", "column"),
    [(name, c.name) for name, t in TABLES.items() for c in t.columns if c.is_required],
)
def test_a_required_column_is_present_and_filled_in(name, column):
    rows = table(name, {}).set_column(
        TABLES[name].column_names.index(column),
        column,
        pa.nulls(1, TABLES[name].schema.field(column).type),
    )
    found = [f for f in check(TABLES[name], rows, KNOWN).errors if f.column == column]
    assert "a required value is empty" in [fault.rule for fault in found]

    with pytest.raises(ContractError, match=f"column missing .column {column}") as error:
        typed(TABLES[name], rows.drop_columns([column]))
    assert error.value.faults[0].column == column


@pytest.mark.parametrize(
    ("name", "column"),
    [(name, c.name) for name, t in TABLES.items() for c in t.columns if c.allowed],
)
def test_a_value_is_on_the_fixed_list(name, column):
    found = check(TABLES[name], table(name, {column: "sideways"}), KNOWN).errors

    assert ("the value is not on the fixed list", 1, column, "sideways") in [
        (fault.rule, fault.row, fault.column, fault.value) for fault in found
    ]


REFERENCE_BREAKING = {
    "the number of decimals is not 0 to 6": [{"decimals": -1}, {"decimals": 7}],
    "the framework step is not 0 to 8": [{"framework_step": -1}, {"framework_step": 9}],
    "an area type is not a plain word": [{"area_type": "../ward"}, {"area_type": "Ward"}],
    "the intervention level is better than the target": [
        {"intervention_level": 60.5},
        {"indicator_id": "B1", "intervention_level": 59.5},
    ],
    "the initiative starts before the first period that is used": [
        {"window_start": date(2007, 4, 1)},
        {"window_start": date(2006, 10, 1)},
    ],
    "the agency's own measure is the shared outcome itself": [
        {"agency_partner": "Council", "agency_indicator_id": "A1"},
        {"agency_partner": "Council", "agency_indicator_id": "A1", "agency_area_code": "H"},
    ],
    "the agency or its measure is missing": [
        {"agency_partner": "Council"},
        {"agency_indicator_id": "B1"},
    ],
    "a unit of the indicator is no number of people": [{"people_per": 0.0}, {"people_per": -1.0}],
    "a claim with a single partner": [{}],
    "more money is pooled than was spent": [
        {"pooled": 1000.5},
        {"cost": None, "pooled": 1.0},
        {"cost": -1.0},
        {"pooled": -1.0},
    ],
    "an area is left out without a reason": [
        {"part": "left_out"},
        {"part": "left_out", "reason": " "},
    ],
    "the scale's end is not above its beginning": [
        {"scale_minimum": 1, "scale_maximum": 1},
        {"scale_minimum": 5, "scale_maximum": 1},
    ],
    "the round closes before it opens": [{"closes_date": date(2008, 10, 31)}],
    "a group of two could be shown": [{"minimum_group": 2}, {"minimum_group": -3}],
    "the smallest count to show is below one": [{"smallest_count": 0}],
    "fewer than nobody are invited": [{"invited": -1}],
    "a text is empty or longer than 2,000 letters": [{"text": " "}, {"text": "x" * 2001}],
    "the period ends before it starts": [{"period_end": date(2008, 3, 31)}],
    "the action ends before it starts": [{"end_date": date(2008, 3, 31)}],
    "the action costs less than nothing": [{"cost": -0.01}],
    "the expected change lacks its size or its unit": [
        {"expected_change": -10.0},
        {"expected_unit": "percent"},
    ],
    "the acknowledged period ends before it starts": [{"period_end": date(2008, 3, 31)}],
}
REFERENCE_PASSING = {
    "the number of decimals is not 0 to 6": [{"decimals": 0}, {"decimals": 6}],
    "the framework step is not 0 to 8": [{"framework_step": 0}, {"framework_step": 8}],
    "an area type is not a plain word": [{"area_type": "lsoa_2001"}],
    "the intervention level is better than the target": [
        {"intervention_level": 60.0},
        {"intervention_level": None},
        {"indicator_id": "B1", "intervention_level": 70.0},
        {"indicator_id": "N1", "intervention_level": 70.0},
    ],
    "the scale's end is not above its beginning": [{"scale_minimum": 0, "scale_maximum": 1}],
    "the round closes before it opens": [{"closes_date": date(2008, 11, 1)}],
    "a group of two could be shown": [{"minimum_group": 3}],
    "the smallest count to show is below one": [{"smallest_count": 1}],
    "fewer than nobody are invited": [{"invited": 0}],
    "a text is empty or longer than 2,000 letters": [{"text": "é" * 2000}],
    "the period ends before it starts": [{"period_end": date(2008, 4, 1)}],
    "the action ends before it starts": [{"end_date": date(2008, 4, 1)}],
    "the action costs less than nothing": [{"cost": 0.0}, {"cost": None}],
    "the expected change lacks its size or its unit": [
        {"expected_change": -10.0, "expected_unit": "points"},
        {"expected_by_date": date(2010, 3, 31)},
    ],
    "the acknowledged period ends before it starts": [{"period_end": date(2008, 4, 1)}],
    "the initiative starts before the first period that is used": [
        {"window_start": date(2006, 9, 30)},
        {"window_start": None},
    ],
    "the agency's own measure is the shared outcome itself": [
        {"agency_partner": "Council", "agency_indicator_id": "B1"},
        {"agency_partner": "Council", "agency_indicator_id": "A1", "agency_area_code": "W1"},
    ],
    "the agency or its measure is missing": [{}],
    "a unit of the indicator is no number of people": [{"people_per": 0.5}],
    "a claim with a single partner": [],
    "more money is pooled than was spent": [{"pooled": 1000.0}, {"cost": None}, {"cost": 0.0}],
    "an area is left out without a reason": [
        {"part": "left_out", "reason": "It borders on Home"},
        {"part": "donor"},
    ],
}
# Rows that stand beside the one that is checked, so that it breaks no other rule.
BESIDE = {
    ("claim_partners", "more money is pooled than was spent"): [{"partner": "Police"}],
}


@pytest.mark.parametrize(("name", "rule", "column", "_", "remedy"), REFERENCE_RULES)
def test_a_rule_of_a_reference_row_names_the_row_that_breaks_it(name, rule, column, _, remedy):
    kinds = {"A1": "higher", "B1": "lower", "N1": "none"}
    known = {
        "indicators": table(
            "indicators", *({"indicator_id": i, "polarity": p} for i, p in kinds.items())
        ),
        "areas": KNOWN["areas"],
        "thread_nodes": table("thread_nodes", {}),
        "feedback": table("feedback", {}),
        "claims": table("claims", {}),
        "claim_partners": table("claim_partners", {}),
        "actions": table("actions", {}),
        "questionnaire_items": table("questionnaire_items", {}),
        "questionnaire_rounds": table("questionnaire_rounds", {}),
    }

    def found(row):
        rows = table(name, row, *BESIDE.get((name, rule), ()))
        errors = check(TABLES[name], rows, known).errors
        return [(fault.rule, fault.row, fault.column, fault.remedy) for fault in errors]

    for row in REFERENCE_BREAKING[rule]:
        assert found(row) == [(rule, 1, column, remedy)]
    for row in REFERENCE_PASSING[rule]:
        assert found(row) == []


def test_a_claim_has_two_partners_however_their_names_are_written():
    rows = table(
        "claim_partners",
        {},
        {"partner": "Police"},
        {"claim_id": "K2"},  # alone
        {"claim_id": "K3"},  # one partner, written twice
        {"claim_id": "K3", "partner": " council"},
    )
    claims = table("claims", *({"claim_id": claim} for claim in ("K1", "K2", "K3")))

    found = check(REFERENCE["claim_partners"], rows, {"claims": claims}).errors

    assert {(fault.rule, fault.row) for fault in found} == {
        ("a claim with a single partner", row) for row in (3, 4, 5)
    }


def test_an_absent_optional_column_becomes_null_and_columns_fall_into_order():
    rows = observations({}).drop_columns(["value_note", "numerator"])
    shuffled = rows.select(sorted(rows.column_names)).append_column("extra", pa.array([1]))

    ordered = typed(OBSERVATIONS, shuffled)

    assert ordered.schema == OBSERVATIONS.schema
    assert ordered["numerator"].to_pylist() == [None]
    assert ordered["value"].to_pylist() == [50.0]


@pytest.mark.parametrize(
    ("column", "values"),
    [("value", ["12,5"]), ("period_start", ["first of April"]), ("value", [[1.0]])],
)
def test_a_column_of_the_wrong_type_is_named(column, values):
    rows = observations({})
    rows = rows.set_column(rows.column_names.index(column), column, pa.array(values))

    with pytest.raises(ContractError, match="wrong type") as error:
        typed(OBSERVATIONS, rows)
    assert (error.value.table, error.value.faults[0].column) == ("observations", column)


@pytest.mark.parametrize("department", [None, "D1"])
def test_the_same_key_twice_is_refused_and_no_department_is_part_of_a_key(department):
    found = faults(
        {"department_code": department},
        {"department_code": department, **year(2007)},  # another period is another row
        {"department_code": department, "value": 51.0},
    )

    assert [(fault.rule, fault.row) for fault in found] == [("duplicated key", 3)]
    assert found[0].remedy == "Rows 1 to 3 describe the same thing 2 times: keep one."


def test_each_part_of_the_key_tells_rows_apart():
    assert (
        faults(
            {},
            {"indicator_id": "B1"},
            {"area_code": "W1"},
            {"department_code": "D1"},
            {"breakdown_type": "sex", "breakdown": "female"},
            {"breakdown_type": "sex", "breakdown": "male"},
            {"period_start": date(2008, 10, 1)},
            {"period_end": date(2008, 6, 30)},
        )
        == []
    )


def test_rows_are_named_by_the_number_in_their_source():
    rows = observations({}, {"area_code": "Z9", **year(2007)})

    (fault,) = check(OBSERVATIONS, rows, KNOWN, pa.array([17, 40])).errors

    assert (fault.row, fault.value) == (40, "Z9")


def test_only_the_first_faults_of_a_rule_are_shown_and_all_are_counted():
    found = faults(*({"area_code": "Z9", **year(1950 + n)} for n in range(SHOWN + 5)))

    assert [fault.row for fault in found] == list(range(1, SHOWN + 1))
    assert {fault.rows_affected for fault in found} == {SHOWN + 5}


@pytest.mark.parametrize(("name", "column", "target", "_"), LINKS)
def test_a_reference_row_points_to_something(name, column, target, _):
    rows = table(name, {column: "nowhere"})

    assert (f"points to nothing in {target}", 1, column, "nowhere") in [
        (fault.rule, fault.row, fault.column, fault.value)
        for fault in check(TABLES[name], rows, {}).errors
    ]


@pytest.mark.parametrize(("name", "child", "parent"), TREES)
def test_parents_never_go_round_in_a_circle(name, child, parent):
    links = [("a", "b"), ("b", "c"), ("c", "a"), ("self", "self"), ("below", "a"), ("x", "y")]
    rows = table(name, *({child: one, parent: above} for one, above in links))

    found = [f for f in check(TABLES[name], rows, {}).errors if f.rule == "goes round in a circle"]

    # "below" leads into the circle and "x" to a top: neither is part of one.
    assert [(f.row, f.column, f.value) for f in found] == [
        (1, parent, "b"),
        (2, parent, "c"),
        (3, parent, "a"),
        (4, parent, "self"),
    ]


def test_two_ways_up_the_thread_are_no_circle():
    nodes = table("thread_nodes", *({"node_id": node} for node in "abcd"))
    links = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("a", "d")]
    rows = table("thread_links", *({"child_id": one, "parent_id": up} for one, up in links))

    assert check(REFERENCE["thread_links"], rows, {"thread_nodes": nodes}).errors == []


def test_the_error_says_the_table_the_first_fault_and_its_remedy():
    first = Fault("unknown area code", "Use another.", 3, "area_code", "Z9")

    assert str(ContractError("observations", [first, first])) == (
        "observations: 2 fault(s); first: unknown area code "
        "(column area_code, value 'Z9'). Use another."
    )
