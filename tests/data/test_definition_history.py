"""What each release changed in the reference tables, by cell and row, and what is not known."""

from __future__ import annotations

from datetime import date

import pytest

from data import releases
from data.definition_history import Difference, redefinitions
from data.publishing import Change, publish, rollback
from data.workspace import BUNDLED
from tests.data.published import begin, put
from tests.data.rows import table, year


@pytest.fixture
def folder(tmp_path):
    begin(tmp_path, {"value": 50.0})
    return tmp_path


def define(folder, name: str, *rows: dict[str, object], why: str = "Counted anew") -> int:
    change = Change(reference={name: table(name, *rows)})
    return publish(folder, change, source_id="definitions", who="Cleo", why=why)


def found(folder):
    return redefinitions(folder, releases.served(folder)[0])


def test_the_first_release_and_new_results_change_no_definition(folder):
    put(folder, {**year(2007), "value": 40.0})

    assert found(folder) == []


def test_each_cell_that_a_release_changed_with_who_and_why(folder):
    define(
        folder,
        "indicators",
        {"indicator_id": "A1", "unit": "per 1,000", "polarity": "lower", "caveats": "New form"},
        {"indicator_id": "B1"},
    )
    put(folder, {**year(2007), "value": 40.0})

    (only,) = found(folder)

    assert (only.release.version, only.release.who, only.release.why) == (2, "Cleo", "Counted anew")
    assert only.problems == ()
    assert only.differences == (
        Difference("indicators", "changed", ("A1",), "unit", "%", "per 1,000"),
        Difference("indicators", "changed", ("A1",), "polarity", "higher", "lower"),
        Difference("indicators", "changed", ("A1",), "caveats", None, "New form"),
    )


def test_rows_that_were_added_and_taken_out_and_a_table_that_is_new(folder):
    define(folder, "indicators", {"indicator_id": "A1"}, {"indicator_id": "C1"})
    define(folder, "series_breaks", {"indicator_id": "C1"})

    newest, first = found(folder)

    broken = ("C1", None, date(2008, 4, 1))
    assert newest.differences == (Difference("series_breaks", "added", broken),)
    assert first.differences == (
        Difference("indicators", "removed", ("B1",)),
        Difference("indicators", "added", ("C1",)),
    )


def test_a_roll_back_undoes_a_definition_and_says_so(folder):
    define(folder, "indicators", {"indicator_id": "A1", "unit": "days"}, {"indicator_id": "B1"})
    rollback(folder, 1, who="Anne", why="It was wrong")

    back, there = found(folder)

    assert [(one.before, one.after) for one in there.differences] == [("%", "days")]
    assert [(one.before, one.after) for one in back.differences] == [("days", "%")]
    assert (back.release.version, back.release.why) == (3, "It was wrong")


def test_what_is_not_served_yet_is_not_told(folder):
    define(folder, "indicators", {"indicator_id": "A1", "unit": "days"}, {"indicator_id": "B1"})

    assert redefinitions(folder, releases.release(folder, 1)) == []


def test_a_table_that_is_gone_is_said_and_the_rest_is_compared(folder):
    define(folder, "indicators", {"indicator_id": "A1", "unit": "days"}, {"indicator_id": "B1"})
    define(folder, "departments", {"department_code": "D1", "name": "Council of Home"})
    (file,) = releases.release(folder, 1).reference["indicators"]
    (folder / file).unlink()

    newest, lost = found(folder)

    assert [one.after for one in newest.differences] == ["Council of Home"]
    assert lost.differences == ()
    assert lost.problems == (
        f"indicators cannot be compared with that of version 1: {file} is missing.",
    )


def test_the_sample_published_the_targets_of_its_last_year_late():
    release, _ = releases.served(BUNDLED)

    (only,) = redefinitions(BUNDLED, release)

    assert only.release.version == 5
    assert {(one.table, one.kind) for one in only.differences} == {("targets", "added")}
