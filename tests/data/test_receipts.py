"""Receipts: the day on which results first came outlasts every later version of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from data import releases
from data.publishing import Change, publish, rollback
from data.publishing.commits import committed
from tests.data.published import begin, put, served_rows
from tests.data.rows import observations, table, year

COLUMNS = "indicator_id, area_type, period_start, batch_id, received_date, first_received_date"
APRIL, JULY, OCTOBER = date(2009, 4, 30), date(2009, 7, 28), date(2009, 10, 30)
THIS_YEAR = date(2008, 4, 1)


def received(folder, *rows, on: date, gone=None) -> None:
    """Publish the rows on a day, in place of those gone."""
    put(folder, *rows, gone=gone, at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC))


@pytest.fixture
def folder(tmp_path):
    begin(tmp_path)
    return tmp_path


def test_each_period_and_kind_of_area_has_the_day_it_came(folder):
    received(
        folder,
        {"batch_id": "a"},
        {"batch_id": "a", **year(2007)},
        {"batch_id": "a", "area_code": "W1"},
        {"batch_id": "a", "area_code": "W2"},  # two wards are one receipt
        {"batch_id": "a", "department_code": "D1", **year(2006)},  # a part of the whole
        {"batch_id": "a", "breakdown_type": "sex", "breakdown": "male", **year(2005)},
        on=APRIL,
    )

    assert served_rows(folder, COLUMNS, "receipts") == [
        ("A1", "borough", date(2007, 4, 1), "a", APRIL, APRIL),
        ("A1", "borough", THIS_YEAR, "a", APRIL, APRIL),
        ("A1", "ward", THIS_YEAR, "a", APRIL, APRIL),
    ]


def test_what_revises_results_keeps_the_day_on_which_the_first_came(folder):
    received(folder, {"batch_id": "a"}, on=APRIL)
    received(folder, {"batch_id": "b", "value": 51.0}, gone=observations({}), on=JULY)
    received(folder, {"batch_id": "c", "value": 52.0}, gone=observations({}), on=OCTOBER)

    assert served_rows(folder, COLUMNS, "receipts") == [
        ("A1", "borough", THIS_YEAR, "a", APRIL, APRIL),
        ("A1", "borough", THIS_YEAR, "b", JULY, APRIL),
        ("A1", "borough", THIS_YEAR, "c", OCTOBER, APRIL),
    ]


def test_what_another_collection_takes_over_keeps_its_first_day(folder):
    received(folder, {"batch_id": "a"}, on=APRIL)
    received(folder, {"batch_id": "b", "collection": "lpsa"}, gone=observations({}), on=JULY)

    assert served_rows(folder, COLUMNS, "receipts")[1:] == [
        ("A1", "borough", THIS_YEAR, "b", JULY, APRIL)
    ]


def test_another_areas_earlier_result_does_not_date_this_one(folder):
    received(folder, {"batch_id": "a", "area_code": "W1"}, on=APRIL)
    received(folder, {"batch_id": "b", "area_code": "W2"}, on=JULY)

    assert served_rows(folder, COLUMNS, "receipts") == [
        ("A1", "ward", THIS_YEAR, "a", APRIL, APRIL),
        ("A1", "ward", THIS_YEAR, "b", JULY, JULY),
    ]


def test_a_part_that_is_revised_does_not_date_the_whole(folder):
    part = {"breakdown_type": "sex", "breakdown": "male"}
    received(folder, {"batch_id": "a", **part}, on=APRIL)
    received(folder, {"batch_id": "b", **part}, {"batch_id": "b"}, gone=observations(part), on=JULY)

    assert served_rows(folder, COLUMNS, "receipts") == [
        ("A1", "borough", THIS_YEAR, "b", JULY, JULY)
    ]


def test_the_same_file_again_is_the_same_receipt(folder):
    for batch, day in (("a", APRIL), ("b", JULY), ("a", OCTOBER)):
        is_first = day == APRIL
        received(folder, {"batch_id": batch}, gone=None if is_first else observations({}), on=day)

    assert served_rows(folder, COLUMNS, "receipts") == [
        ("A1", "borough", THIS_YEAR, "a", APRIL, APRIL),
        ("A1", "borough", THIS_YEAR, "b", JULY, APRIL),
    ]


def test_hiding_a_number_that_is_published_already_is_no_receipt(folder):
    counted = {"batch_id": "a", "numerator": 3.0, "denominator": 10.0, "value": 30.0}
    received(folder, {**counted, "area_code": "W1"}, on=APRIL)
    before = served_rows(folder, COLUMNS, "receipts")
    sheets = table(
        "indicators",
        {"indicator_id": "A1", "small_number_threshold": 5},
        {"indicator_id": "B1"},
    )

    publish(folder, Change(reference={"indicators": sheets}), source_id="t", who="t", why="t")

    assert served_rows(folder, "value_note") == [("suppressed",)]
    assert served_rows(folder, COLUMNS, "receipts") == before


def test_a_rollback_takes_its_receipts_back(folder):
    received(folder, {"batch_id": "a"}, on=APRIL)
    received(folder, {"batch_id": "b"}, gone=observations({}), on=JULY)

    rollback(folder, 2, who="Bert", why="Wrong file")

    assert served_rows(folder, COLUMNS, "receipts") == [
        ("A1", "borough", THIS_YEAR, "a", APRIL, APRIL)
    ]


def test_a_workspace_older_than_receipts_does_not_know_when_its_results_came(folder):
    received(folder, {"batch_id": "a"}, on=APRIL)
    release = releases.served(folder)[0]
    older = {name: files for name, files in release.reference.items() if name != "receipts"}
    committed(folder, replace(release, reference=older))

    assert served_rows(folder, COLUMNS, "receipts") == []
    received(folder, {"batch_id": "b"}, gone=observations({}), on=JULY)
    received(folder, {"batch_id": "c"}, gone=observations({}), on=OCTOBER)

    assert served_rows(folder, COLUMNS, "receipts") == [
        ("A1", "borough", THIS_YEAR, "b", JULY, None),
        ("A1", "borough", THIS_YEAR, "c", OCTOBER, None),
    ]
