"""Downloads: what a file holds is what was shown, and no text becomes a formula."""

from __future__ import annotations

import csv
import io
import math

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import downloads

PAYLOADS = ["=1+1", "+44 20", "-cmd", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", '=HYPERLINK("x")']


def _read(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_is_defused(payload: str) -> None:
    assert _read(downloads.csv(pd.DataFrame({"note": [payload]})))[1] == [f"'{payload}"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_headings_are_defused(payload: str) -> None:
    assert _read(downloads.csv(pd.DataFrame({payload: [1]})))[0] == [f"'{payload}"]


def test_numbers_stay_numbers() -> None:
    rows = pd.DataFrame({"value": [-1.5, 0.0, None], "count": [-3, 0, 4]})
    assert _read(downloads.csv(rows))[1:] == [["-1.5", "-3"], ["0.0", "0"], ["", "4"]]


def test_numbers_in_a_mixed_column_stay_numbers() -> None:
    rows = pd.DataFrame({"value": pd.Series([-1.5, None, "-"], dtype="object")})
    assert _read(downloads.csv(rows))[1:] == [["-1.5"], [""], ["'-"]]


def test_rows_are_not_changed_by_a_download() -> None:
    rows = pd.DataFrame({"note": ["=1"]})
    downloads.csv(rows)
    assert rows["note"].tolist() == ["=1"]


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_no_cell_starts_a_formula(notes: list[str]) -> None:
    rows = pd.DataFrame({"key": range(len(notes)), "note": notes})
    for row in _read(downloads.csv(rows))[1:]:
        assert not row[1].startswith(downloads.FORMULA_STARTS)


def test_parquet_keeps_types_and_values() -> None:
    rows = pd.DataFrame({"value": [1.5, None], "period_label": ["2004/05", "2005/06"]})
    read = pq.read_table(io.BytesIO(downloads.parquet(rows))).to_pydict()
    assert read["value"][0] == 1.5
    assert read["value"][1] is None or math.isnan(read["value"][1])
    assert read["period_label"] == ["2004/05", "2005/06"]


def test_shown_names_and_orders_columns() -> None:
    rows = pd.DataFrame({"area_code": ["A"], "value": [1.0], "outline": ["M0,0Z"]})
    shown = downloads.shown(rows, {"value": "Value", "area_code": "Code", "absent": "Absent"})
    assert list(shown.columns) == ["Value", "Code"]
    assert downloads.shown(rows, None) is rows
