"""Columns that came after the first data: old releases are read as they were meant."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import duckdb
import pyarrow.parquet as pq
import pytest

from data import publishing, releases, store
from data.contract import REFERENCE, typed
from data.definition_history import Difference, _differing
from data.importing import recipe
from data.importing.definitions import definitions
from data.importing.findings import Findings
from tests.data.published import REFERENCE as PUBLISHED
from tests.data.published import begin

INDICATORS = REFERENCE["indicators"]
OLD = PUBLISHED["indicators"].drop_columns("is_stock")


@pytest.fixture
def old(tmp_path):
    """A release whose definitions are from before anyone said what a stock is."""
    begin(tmp_path, {"value": 50.0})
    path = tmp_path / "reference" / "indicators" / "old.parquet"
    pq.write_table(OLD, path)
    release, _ = releases.served(tmp_path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    files = {"indicators": {"reference/indicators/old.parquet": digest}}
    return tmp_path, replace(release, reference={**release.reference, **files})


def test_definitions_from_before_are_no_stocks_in_the_store_and_outside_it(old, monkeypatch):
    folder, release = old
    asked = "select distinct is_stock from indicators"

    with store.opened(folder, release) as root:
        assert root.execute(asked).fetchall() == [(False,)]
    monkeypatch.chdir(folder)
    for one in (release, releases.served(folder)[0]):
        with duckdb.connect() as outside:
            outside.execute(store.definitions(one))
            assert outside.execute(asked).fetchall() == [(False,)]


def test_an_import_beside_definitions_from_before_adds_to_them(old):
    folder, release = old
    published = publishing.reference_table(folder, release, "indicators")
    sheet = published.to_pylist()[0] | {"indicator_id": "C1"}
    asked = [{k: v for k, v in sheet.items() if k != "is_stock"}]
    asked += [sheet | {"indicator_id": "C2", "is_stock": True}]
    findings = Findings()

    made = replace(_some_recipe(), indicators=tuple(asked))
    sheets, _ = definitions({**PUBLISHED, "indicators": published}, made, findings)

    assert findings.faults == []
    found = {row["indicator_id"]: row["is_stock"] for row in sheets.to_pylist()}
    assert found == {"A1": False, "B1": False, "C1": False, "C2": True}


def _some_recipe():
    found = recipe.load(recipe.BUILT_IN / "household_recycling.toml")
    assert isinstance(found, recipe.Recipe)
    return found


def test_rows_without_the_column_are_typed_as_no_stocks():
    assert typed(INDICATORS, OLD)["is_stock"].to_pylist() == [False, False]


def test_the_history_tells_when_something_became_a_stock_and_not_that_it_could():
    before = {("A1",): OLD.to_pylist()[0], ("B1",): OLD.to_pylist()[1]}
    after = {key: row | {"is_stock": key == ("B1",)} for key, row in before.items()}

    assert list(_differing(INDICATORS, before, after)) == [
        Difference("indicators", "changed", ("B1",), "is_stock", False, True)
    ]
