"""Publishing: one commit that changes everything or nothing, on real files."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from deltalake import DeltaTable

from data import releases
from data.contract import ContractError
from data.publishing import Change, PublishError, current, publish, reference_table, rollback
from tests.data.published import REFERENCE, begin, put, served_rows
from tests.data.rows import observations, table, year

WHO = {"source_id": "test", "who": "Anne", "why": "A test"}
VALUES = "indicator_id, area_code, department_code, breakdown, period_label, value"


@pytest.fixture
def folder(tmp_path):
    begin(tmp_path, {"value": 50.0}, {**year(2007), "value": 40.0})
    return tmp_path


def test_a_publish_is_one_version_that_says_who_when_and_why(tmp_path):
    moment = datetime(2009, 7, 28, 9, 30, tzinfo=UTC)
    begin(tmp_path)

    version = put(tmp_path, {}, at=moment, counts={"added": 1}, who="Anne", why="Recycling")

    assert version == 2
    release, problem = releases.served(tmp_path)
    assert (release.version, problem) == (2, None)
    assert (release.source_id, release.who, release.why) == ("test", "Anne", "Recycling")
    assert (release.published_at, release.counts) == (moment, {"added": 1})


def test_one_commit_holds_the_rows_the_record_and_the_reference_it_stands_on(folder):
    version = publish(
        folder,
        Change(observations(year(2006)), reference={"targets": table("targets", {})}),
        **WHO,
    )

    log = folder / "extracts" / "_delta_log" / f"{version:020d}.json"
    actions = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    (record,) = [json.loads(a["commitInfo"]["hsp"]) for a in actions if "commitInfo" in a]
    added = [f"extracts/{a['add']['path']}" for a in actions if "add" in a]
    assert set(added) <= set(record["observations"])
    assert set(record["reference_versions"]) == {*REFERENCE, "targets", "coverage", "receipts"}
    for name, pinned in record["reference_versions"].items():
        uris = DeltaTable(folder / "reference" / name, version=pinned).file_uris()
        assert sorted(uri.rpartition("/")[2] for uri in uris) == sorted(
            path.rpartition("/")[2] for path in record["reference"][name]
        )


def test_rows_are_put_in_and_taken_out_by_key_in_one_step(folder):
    gone = observations(
        {"value": 1.0},  # the key counts, the value does not
        {**year(1999)},  # never published: nothing to take out
        {**year(2007), "department_code": "D1"},  # a department's row is not the whole area's
        {**year(2007), "breakdown_type": "sex", "breakdown": "female"},  # nor is a part's
    )

    put(folder, {"value": 55.0}, {**year(2006), "value": 30.0}, gone=gone)

    assert served_rows(folder, VALUES) == [
        ("A1", "H", None, "all", "2006/07", 30.0),
        ("A1", "H", None, "all", "2007/08", 40.0),
        ("A1", "H", None, "all", "2008/09", 55.0),
    ]


def test_rows_of_every_file_are_taken_out_and_other_collections_are_left_as_they_are(folder):
    other = {"collection": "lpsa", "indicator_id": "B1"}
    put(folder, {**year(2006), "value": 30.0}, {**other, "value": 9.0})
    kept = [n for n in releases.served(folder)[0].observations if "collection=lpsa" in n]

    put(folder, gone=observations({}, year(2007), year(2006)))

    assert served_rows(folder, "collection, indicator_id, value") == [("lpsa", "B1", 9.0)]
    assert list(releases.served(folder)[0].observations) == kept


def test_a_row_that_is_published_already_must_be_taken_out_to_be_put_in(folder):
    with pytest.raises(ContractError, match="published already") as refused:
        put(folder, {**year(2006)}, {"value": 55.0})

    assert [(fault.row, fault.value) for fault in refused.value.faults] == [
        (2, "A1 | H |  | all | all | 2008-04-01 | 2009-03-31")
    ]
    assert len(served_rows(folder, VALUES)) == 2


def test_a_row_cannot_be_published_a_second_time_in_another_collection(folder):
    with pytest.raises(ContractError, match="published already"):
        put(folder, {"collection": "lpsa"})


def test_many_small_publishes_keep_all_rows_in_few_files(folder):
    for first in range(1980, 1998):
        put(folder, {**year(first), "value": float(first)})

    assert len(served_rows(folder, VALUES)) == 20
    assert len(releases.served(folder)[0].observations) <= 16


def test_coverage_counts_what_is_measured_where(folder):
    put(
        folder,
        {"area_code": "W1"},
        {"area_code": "W2"},
        {"area_code": "W2", **year(2005)},
        {"indicator_id": "B1", "department_code": "D1", **year(2004)},
        gone=observations({}),
    )

    columns = "indicator_id, area_type, areas, periods, rows, first_period_start, last_period_end"
    assert served_rows(folder, columns, "coverage") == [
        ("A1", "borough", 1, 1, 1, date(2007, 4, 1), date(2008, 3, 31)),
        # two wards; the one with most has two periods
        ("A1", "ward", 2, 2, 3, date(2005, 4, 1), date(2009, 3, 31)),
        ("B1", "borough", 1, 1, 1, date(2004, 4, 1), date(2005, 3, 31)),
    ]


def test_the_same_reference_again_keeps_its_version_and_a_changed_one_moves(folder):
    before = releases.served(folder)[0].reference_versions
    areas = REFERENCE["areas"]
    shuffled = areas.take([2, 0, 1])

    publish(folder, Change(reference={"areas": shuffled}), **WHO)
    assert releases.served(folder)[0].reference_versions == before

    renamed = table("areas", {"area_code": "H", "name": "Harrow"}, *areas.to_pylist()[1:])
    publish(folder, Change(reference={"areas": renamed}), **WHO)
    assert releases.served(folder)[0].reference_versions == {**before, "areas": before["areas"] + 1}
    assert ("Harrow",) in served_rows(folder, "name", "areas")


def test_an_earlier_version_is_served_again_as_a_new_one(folder):
    first = served_rows(folder, VALUES)
    publish(
        folder,
        Change(observations(year(2006)), observations({}), {"targets": table("targets", {})}),
        **WHO,
    )

    version = rollback(folder, 1, who="Bert", why="Wrong file")

    assert version == 3
    assert served_rows(folder, VALUES) == first
    assert served_rows(folder, "indicator_id", "targets") == []
    release = releases.served(folder)[0]
    assert (release.version, release.source_id, release.who, release.why) == (
        3,
        "rollback",
        "Bert",
        "Wrong file",
    )
    assert put(folder, year(2006)) == 4
    assert len(served_rows(folder, VALUES)) == 3


def test_there_is_no_way_back_to_a_version_that_never_was(folder):
    with pytest.raises(releases.UnknownVersion, match="Version 7 was not published"):
        rollback(folder, 7, who="Bert", why="Wrong file")
    assert releases.served(folder)[0].version == 1


def test_there_is_no_way_back_to_a_damaged_version(folder):
    put(folder, gone=observations({}))
    (lost,) = releases.release(folder, 1).observations
    (folder / lost).unlink()

    with pytest.raises(releases.DamagedExtract, match="Version 1 cannot be restored: .* missing"):
        rollback(folder, 1, who="Bert", why="Wrong file")
    assert releases.served(folder)[0].version == 2


def test_a_check_against_an_older_version_is_refused(folder):
    put(folder, year(2006), expected_version=1)

    with pytest.raises(PublishError, match="Version 2 was published while .* version 1"):
        put(folder, year(2005), expected_version=1)
    assert releases.served(folder)[0].version == 2


@pytest.mark.parametrize(
    "change",
    [
        Change(observations(year(2006), {"area_code": "Z9"})),
        Change(observations(year(2006)).drop_columns(["period_label"])),
        Change(observations(year(2006)), reference={"areas": table("areas", {}, {})}),
        Change(reference={"targets": table("targets", {"area_code": "Z9"})}),
    ],
    ids=["a row", "a column", "a reference table beside good rows", "a link"],
)
def test_a_fault_anywhere_publishes_nothing(folder, change):
    files = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}

    with pytest.raises(ContractError):
        publish(folder, change, **WHO)

    assert releases.served(folder)[0].version == 1
    left = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    files.pop(lock := folder / ".publishing"), left.pop(lock)
    assert left == files


def test_reference_that_published_rows_still_need_is_not_taken_away(folder):
    home = REFERENCE["areas"].slice(0, 1)
    publish(folder, Change(observations({"area_code": "W1"})), **WHO)

    with pytest.raises(ContractError, match="published results still need it") as refused:
        publish(folder, Change(reference={"areas": home}), **WHO)
    # W2 is dropped too, but nothing is published for it.
    assert [(fault.column, fault.value) for fault in refused.value.faults] == [("area_code", "W1")]


def test_reference_that_other_reference_still_points_to_is_not_taken_away(folder):
    owned = table("indicators", {"department_code": "D1"}, {"indicator_id": "B1"})
    publish(folder, Change(reference={"indicators": owned}), **WHO)
    nobody = REFERENCE["departments"].slice(0, 0)

    with pytest.raises(ContractError, match="points to nothing in departments"):
        publish(folder, Change(reference={"departments": nobody}), **WHO)


def test_reference_and_the_rows_that_need_it_go_together(folder):
    one = REFERENCE["indicators"].slice(1, 1)

    publish(
        folder,
        Change(gone=observations({}, year(2007)), reference={"indicators": one}),
        **WHO,
    )

    assert served_rows(folder, "indicator_id", "indicators") == [("B1",)]
    assert served_rows(folder, VALUES) == []


def test_nothing_published_yet_is_an_empty_start(tmp_path):
    assert current(tmp_path).version == -1
    assert reference_table(tmp_path, current(tmp_path), "areas").num_rows == 0
    with pytest.raises(releases.UnknownVersion, match="Nothing is published"):
        releases.served(tmp_path)


def test_small_numbers_are_hidden_whoever_publishes_them(folder):
    count = {"indicator_id": "B1", "method": "count", "small_number_threshold": 5}
    sheets = table("indicators", {"indicator_id": "A1"}, count)
    publish(folder, Change(observations({"indicator_id": "B1", "value": 3.0}), None,
                           {"indicators": sheets}), **WHO)  # fmt: skip

    assert ("B1", None, "suppressed") in served_rows(folder, "indicator_id, value, value_note")


def test_counts_of_what_its_source_hid_are_not_published(folder):
    hidden = {"indicator_id": "B1", "value": None, "value_note": "suppressed", "numerator": 3.0}

    publish(folder, Change(observations(hidden)), **WHO)

    assert ("B1", None) in served_rows(folder, "indicator_id, numerator")


def test_a_raised_threshold_hides_what_is_published(folder):
    counts = {"indicator_id": "B1", "method": "count"}
    sheets = table("indicators", {"indicator_id": "A1"}, counts)
    rows = observations({"indicator_id": "B1", "value": 8.0})
    publish(folder, Change(rows, None, {"indicators": sheets}), **WHO)
    assert ("B1", 8.0) in served_rows(folder, "indicator_id, value")
    raised = table("indicators", {"indicator_id": "A1"}, counts | {"small_number_threshold": 10})

    publish(folder, Change(reference={"indicators": raised}), **WHO)

    assert ("B1", None) in served_rows(folder, "indicator_id, value")


def test_no_path_of_the_machine_is_published(folder):
    logs = [log.read_text("utf-8") for log in folder.rglob("_delta_log/*.json")]

    assert logs
    assert not [log for log in logs if "file:" in log or folder.name in log]
