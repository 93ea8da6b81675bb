"""A cell means what the recipe says, even where it could be read as a number."""

from __future__ import annotations

import pyarrow as pa
import pytest

from data.importing.numbers import figures
from data.importing.recipe import Numbers


def read(cells: list[str], numbers: Numbers) -> tuple[list, list]:
    found = figures(pa.chunked_array([cells]), numbers)
    return found.values.to_pylist(), [] if found.notes is None else found.notes.to_pylist()


@pytest.mark.parametrize("mark", ["-1", "999", "nan", "NaN", "inf"])
def test_a_mark_that_looks_like_a_number_is_no_number(mark):
    values, notes = read(["12", mark], Numbers(missing={mark: "suppressed"}))

    assert (values, notes) == ([12.0, None], [None, "suppressed"])


def test_a_full_stop_between_thousands_is_no_decimal_point():
    assert read(["1.234", "12"], Numbers(thousands="."))[0] == [1234.0, 12.0]


def test_a_figure_that_marks_a_footnote_is_no_part_of_the_number():
    found = read(["121", "13"], Numbers(footnotes={"1": "provisional"}))
    assert found == ([12.0, 13.0], ["provisional", None])


def test_without_such_rules_a_full_stop_is_a_decimal_point():
    assert read(["1.234", "12"], Numbers(missing={"..": "missing"}))[0] == [1.234, 12.0]
