"""The contract on rows nobody thought of: valid ones pass, and one seeded fault is named."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from data.contract import ABSENT_NOTES, OBSERVATIONS, VALUE_NOTES, check, typed
from tests.data.rows import observations
from tests.data.test_contract import BREAKING, KNOWN

COUNTS = st.floats(0, 1e9)
VALUES = st.floats(-1e300, 1e300)


@st.composite
def valid_rows(draw: st.DrawFn) -> dict[str, object]:
    start = draw(st.dates(date(1974, 4, 1), date(2040, 3, 31)))
    counts = sorted((draw(COUNTS), draw(COUNTS)))
    value = draw(VALUES) if counts[1] else None
    notes = [None, *(set(VALUE_NOTES) - set(ABSENT_NOTES))] if counts[1] else ABSENT_NOTES
    return {
        "indicator_id": draw(st.sampled_from(["A1", "B1", "C1"])),
        "area_code": draw(st.sampled_from(["H", "W1"])),
        "department_code": draw(st.sampled_from([None, "D1"])),
        "breakdown_type": "age_band",
        "breakdown": draw(st.text(min_size=1, max_size=8).filter("all".__ne__)),
        "period_start": start,
        "period_end": start + timedelta(days=draw(st.integers(0, 1900))),
        "value": value,
        "numerator": counts[0],
        "denominator": counts[1],
        "lower_limit": value,
        "value_note": draw(st.sampled_from(sorted(notes, key=str))),
    }


def key(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row[column] for column in OBSERVATIONS.key)


unrepeated = st.lists(valid_rows(), min_size=1, max_size=12, unique_by=key)


@settings(max_examples=20, deadline=None)
@given(unrepeated)
def test_valid_rows_pass_unchanged(rows):
    made = observations(*rows)

    assert typed(OBSERVATIONS, made).equals(made)
    assert check(OBSERVATIONS, made, KNOWN).errors == []


@settings(max_examples=40, deadline=None)
@given(unrepeated, st.sampled_from(sorted(BREAKING)), st.data())
def test_one_seeded_fault_is_named_with_its_row(rows, rule, data):
    place = data.draw(st.integers(0, len(rows) - 1))
    plain = {"value": 50.0, "numerator": None, "denominator": None, "lower_limit": None}
    start = {"period_start": date(2008, 4, 1), "period_end": date(2009, 3, 31)}
    # A breakdown that no generated row can have keeps the broken row's key its own.
    broken = {**plain, **start, "value_note": None, "breakdown": "seeded one", **BREAKING[rule]}
    rows[place] = {**rows[place], "indicator_id": "A1", **broken}

    found = check(OBSERVATIONS, observations(*rows), KNOWN).errors

    assert [(fault.rule, fault.row) for fault in found] == [(rule, place + 1)]
