"""Small numbers are hidden together with whatever would give them away."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from data import contract, suppression
from data.contract import OBSERVATIONS, REFERENCE

AREAS = contract.typed(
    REFERENCE["areas"],
    pa.table(
        {
            "area_code": ["R", "B", "W1", "W2", "W3"],
            "name": ["R", "B", "W1", "W2", "W3"],
            "area_type": ["region", "borough", "ward", "ward", "ward"],
            "parent_code": [None, "R", "B", "B", "B"],
        }
    ),
)


def indicators(threshold: int = 5, method: str = "count") -> pa.Table:
    columns = {"indicator_id": ["i"], "small_number_threshold": [threshold], "method": [method]}
    return pa.table(columns)


def results(cells: dict, kind: str = "sex") -> pa.Table:
    """Rows of area, or of (area, breakdown), with their counts."""
    keys = [key if isinstance(key, tuple) else (key, "all") for key in cells]
    length = len(keys)
    return contract.typed(
        OBSERVATIONS,
        pa.table(
            {
                "collection": ["lpsa"] * length,
                "indicator_id": ["i"] * length,
                "area_code": [area for area, _ in keys],
                "breakdown_type": ["all" if part == "all" else kind for _, part in keys],
                "breakdown": [part for _, part in keys],
                "period_start": [date(2005, 4, 1)] * length,
                "period_end": [date(2006, 3, 31)] * length,
                "period_label": ["2005/06"] * length,
                "value": pa.array(cells.values(), pa.float64()),
                "source_id": ["s"] * length,
                "batch_id": ["b"] * length,
            }
        ),
    )


def shown(rows: pa.Table) -> dict:
    """Value by area and breakdown; None where it is hidden and says so."""
    for value, note in zip(rows["value"].to_pylist(), rows["value_note"].to_pylist(), strict=True):
        assert (value is None) == (note == "suppressed")
    keys = zip(rows["area_code"].to_pylist(), rows["breakdown"].to_pylist(), strict=True)
    return {
        a if b == "all" else (a, b): v
        for (a, b), v in zip(keys, rows["value"].to_pylist(), strict=True)
    }


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        # The total less the other two would give W1 away: the smallest other goes too.
        ({"B": 33, "W1": 3, "W2": 20, "W3": 10}, {"W1", "W3"}),
        # Two are hidden already.
        ({"B": 27, "W1": 3, "W2": 4, "W3": 20}, {"W1", "W2"}),
        # Without a total nothing can be subtracted.
        ({"W1": 3, "W2": 20, "W3": 10}, {"W1"}),
        # Two that add up to 2 are 1 and 1: a third goes with them.
        ({"B": 32, "W1": 1, "W2": 1, "W3": 30}, {"W1", "W2", "W3"}),
        # A zero is a value and stays.
        ({"B": 10, "W1": 0, "W2": 4, "W3": 6}, {"W2", "W3"}),
        # What overlaps does not add up to its total, and nothing can be worked out from it.
        ({"B": 20, "W1": 3, "W2": 4, "W3": 20}, {"W1", "W2"}),
        # No borough is published: the region is the wards' total.
        ({"R": 33, "W1": 3, "W2": 20, "W3": 10}, {"W1", "W3"}),
        ({"B": 15, "W1": 5, "W2": 5, "W3": 5}, set()),
        # Nothing but the small number makes up the total, so that is hidden by itself.
        ({"B": 3, "W1": 3, "W2": 0, "W3": 0}, {"B", "W1"}),
    ],
)
def test_areas_below_a_total(cells, hidden):
    found = shown(suppression.masked(results(cells), None, indicators(), AREAS))
    assert {area for area, value in found.items() if value is None} == hidden
    assert {a: v for a, v in found.items() if v is not None} == {
        a: v for a, v in cells.items() if a not in hidden
    }


def test_departments_below_the_whole_area():
    columns = {
        "department_code": ["C", "P", "S1", "S2"],
        "name": ["Council", "Police", "Service 1", "Service 2"],
        "kind": ["partner", "partner", "service", "service"],
        "parent_code": [None, None, "C", "C"],
        "partner": ["Council", "Police", "Council", "Council"],
    }
    departments = contract.typed(REFERENCE["departments"], pa.table(columns))
    codes = [None, "C", "P", "S1", "S2"]

    def hidden(*values):
        rows = results(dict.fromkeys([("B", str(n)) for n in range(5)], 0))
        for name, column in {
            "department_code": pa.array(codes),
            "breakdown_type": pa.array(["all"] * 5),
            "breakdown": pa.array(["all"] * 5),
            "value": pa.array(values, pa.float64()),
        }.items():
            rows = rows.set_column(rows.column_names.index(name), name, column)
        found = suppression.masked(rows, None, indicators(), AREAS, departments)
        return [c for c, v in zip(codes, found["value"].to_pylist(), strict=True) if v is None]

    assert hidden(30, 12, 18, 6, 6) == []
    # The council less one service would be the other.
    assert hidden(30, 12, 18, 3, 9) == ["S1", "S2"]
    # The whole less the council would be the police; then the council less nothing, so a service.
    assert hidden(30, 27, 3, 10, 17) == ["C", "P", "S1"]


def test_quarters_within_a_year():
    ends = [date(2005, 6, 30), date(2005, 9, 30), date(2005, 12, 31), date(2006, 3, 31)]
    starts = [date(2005, 4, 1), date(2005, 7, 1), date(2005, 10, 1), date(2006, 1, 1)]
    rows = results(dict.fromkeys([("B", str(n)) for n in range(5)], 0))
    for name, column in {
        "breakdown_type": pa.array(["all"] * 5),
        "breakdown": pa.array(["all"] * 5),
        "period_start": pa.array([starts[0], *starts]),
        "period_end": pa.array([ends[3], *ends]),
        "value": pa.array([33.0, 3.0, 8.0, 10.0, 12.0]),
    }.items():
        rows = rows.set_column(rows.column_names.index(name), name, column)
    found = suppression.masked(rows, None, indicators(), AREAS)
    assert found["value"].to_pylist() == [33.0, None, None, 10.0, 12.0]


def test_categories_of_a_breakdown():
    cells = {"B": 30, ("B", "male"): 2, ("B", "female"): 18, ("B", "other"): 10}
    found = shown(suppression.masked(results(cells), None, indicators(), AREAS))
    assert found == cells | {("B", "male"): None, ("B", "other"): None}


def test_a_hidden_category_does_not_come_back_through_the_areas():
    cells = {
        ("B", "male"): 22, ("B", "female"): 40, "B": 62,
        ("W1", "male"): 2, ("W1", "female"): 10, "W1": 12,
        ("W2", "male"): 8, ("W2", "female"): 12, "W2": 20,
        ("W3", "male"): 12, ("W3", "female"): 18, "W3": 30,
    }  # fmt: skip
    found = shown(suppression.masked(results(cells), None, indicators(), AREAS))
    hidden = {key for key, value in found.items() if value is None}
    for sex in ("male", "female"):
        assert len(hidden & {(w, sex) for w in ("W1", "W2", "W3")}) != 1
    for area in ("B", "W1", "W2", "W3"):
        assert len(hidden & {(area, "male"), (area, "female")}) != 1


def test_denominators_and_numerators_are_small_numbers_too():
    rows = results({"W1": 50.0, "W2": 40.0, "W3": 30.0})
    rows = rows.set_column(10, "numerator", pa.array([2.0, 40.0, 30.0]))
    rows = rows.set_column(11, "denominator", pa.array([4.0, 100.0, 100.0]))
    found = suppression.masked(rows, None, indicators(method="proportion"), AREAS)
    assert found["value"].to_pylist() == [None, 40.0, 30.0]
    assert found["numerator"].to_pylist() == [None, 40.0, 30.0]
    assert found["denominator"].to_pylist() == [None, 100.0, 100.0]


def test_an_indicator_without_a_threshold_is_left_alone():
    rows = results({"B": 3, "W1": 1})
    assert suppression.masked(rows, None, indicators(0), AREAS) is rows


@pytest.mark.parametrize("threshold", [0, 5])
def test_what_a_source_hid_itself_keeps_no_count_of_it(threshold):
    rows = results({"W1": None, "W2": 40.0})
    for name in ("numerator", "denominator", "lower_limit", "upper_limit"):
        at = rows.column_names.index(name)
        rows = rows.set_column(at, name, pa.array([30.0, 40.0]))
    at = rows.column_names.index("value_note")
    rows = rows.set_column(at, "value_note", pa.array(["suppressed", None]))

    found = suppression.masked(rows, None, indicators(threshold), AREAS)

    for name in suppression.HIDDEN:
        assert found[name].to_pylist() == [None, 40.0]


def test_a_published_row_is_hidden_when_an_update_would_give_a_number_away():
    published = results({"B": 33, "W1": 13, "W2": 10, "W3": 10})
    found = suppression.masked(results({"W1": 3}), published, indicators(), AREAS)
    assert shown(found.slice(0, 1)) == {"W1": None}
    assert list(shown(found.slice(1)).values()) == [None]


def test_the_same_rows_again_hide_the_same_cells():
    cells = {"B": 33, "W1": 3, "W2": 10, "W3": 20}
    published = suppression.masked(results(cells), None, indicators(), AREAS)
    again = suppression.masked(results(cells), published, indicators(), AREAS)
    assert again.equals(published)
    # One area alone: what was hidden with it stays hidden, and nothing else joins it.
    alone = suppression.masked(results({"W2": 10}), published, indicators(), AREAS)
    assert shown(alone) == {"W2": None}


def test_one_known_region_of_a_country_is_not_hidden_with_its_total():
    found = shown(suppression.masked(results({"R": 4, "B": 30}), None, indicators(), AREAS))
    assert found == {"R": None, "B": 30}
