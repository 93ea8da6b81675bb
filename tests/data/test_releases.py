"""Releases: only bytes that were published through the contract are ever served."""

from __future__ import annotations

import os
import shutil

import duckdb
import pyarrow as pa
import pytest
from deltalake import CommitProperties, DeltaTable, write_deltalake

from data import releases, store
from data.contract import OBSERVATIONS
from data.publishing import Change, PublishError, publish, rollback
from tests.data.published import begin, put, served_rows
from tests.data.rows import observations, table, year

VALUES = "period_label, value"


@pytest.fixture
def folder(tmp_path):
    """Version 1 holds one year, version 2 another in a file of its own."""
    begin(tmp_path, {"value": 50.0})
    put(tmp_path, {**year(2007), "value": 40.0})
    return tmp_path


def newest_file(folder):
    """The file that version 2 serves and version 1 does not."""
    (name,) = set(releases.release(folder, 2).observations) - set(
        releases.release(folder, 1).observations
    )
    return folder / name


def test_a_flipped_byte_anywhere_in_a_file_is_never_served(folder):
    file = newest_file(folder)
    whole = file.read_bytes()
    for place in range(0, len(whole), 97):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        # The size is the same, and the time may be too on a coarse clock.
        releases._digest.cache_clear()

        release, problem = releases.served(folder)

        assert release.version == 1, place
        assert problem == (
            f"Version 2 is damaged ({file.relative_to(folder)} is not what was published) and is "
            "not served. Restore the file from a backup; or serve the whole version on purpose: "
            "python -m data rollback 1."
        )
    assert served_rows(folder, VALUES) == [("2008/09", 50.0)]


def test_damage_is_noticed_without_a_restart(folder):
    assert releases.served(folder)[0].version == 2

    newest_file(folder).write_bytes(b"")

    assert releases.served(folder)[0].version == 1


def test_a_missing_file_is_told_by_name(folder):
    file = newest_file(folder)
    file.unlink()

    release, problem = releases.served(folder)

    assert release.version == 1
    assert f"Version 2 is damaged ({file.relative_to(folder)} is missing)" in problem


def test_a_restored_file_is_served_again(folder):
    file = newest_file(folder)
    whole = file.read_bytes()
    file.unlink()
    assert releases.served(folder)[0].version == 1

    file.write_bytes(whole)

    assert releases.served(folder) == (releases.release(folder, 2), None)


def test_a_damaged_reference_file_takes_its_version_out_too(folder):
    publish(
        folder, Change(reference={"targets": table("targets", {})}), source_id="t", who="t", why="t"
    )
    (name,) = releases.release(folder, 3).reference["targets"]
    (folder / name).write_bytes(b"PAR1")

    release, problem = releases.served(folder)

    assert release.version == 2
    assert "reference/targets" in problem


def test_when_no_version_is_whole_there_is_nothing_to_serve(folder):
    shutil.rmtree(folder / "reference" / "areas")

    with pytest.raises(releases.DamagedExtract, match="Version 2 is damaged"):
        releases.served(folder)


def test_a_publish_never_drops_a_damaged_version_by_the_way(folder):
    newest_file(folder).unlink()

    with pytest.raises(PublishError, match=r"Version 2 is damaged .*python -m data rollback 1\."):
        put(folder, {**year(2006), "value": 30.0})

    assert releases.latest_version(folder) == 2


def test_after_going_back_on_purpose_publishing_goes_on_from_there(folder):
    newest_file(folder).unlink()
    assert rollback(folder, 1, who="Bert", why="Lost file") == 3

    assert put(folder, {**year(2006), "value": 30.0}) == 4

    assert served_rows(folder, VALUES) == [("2006/07", 30.0), ("2008/09", 50.0)]
    assert releases.served(folder)[1] is None


def test_verify_reads_every_file_of_every_version_anew(folder):
    put(folder, {**year(2006)}, gone=observations({}))
    assert releases.verify(folder) == {}
    # Version 3 no longer serves the first file, but it must still be there to go back to.
    (first,) = releases.release(folder, 1).observations
    state = (folder / first).stat()
    damaged = bytearray((folder / first).read_bytes())
    damaged[100] ^= 1
    (folder / first).write_bytes(damaged)
    # Someone who tampers can set the time back.
    os.utime(folder / first, ns=(state.st_atime_ns, state.st_mtime_ns))

    assert releases.verify(folder) == {
        2: [f"{first} is not what was published"],
        1: [f"{first} is not what was published"],
    }
    assert releases.served(folder)[0].version == 3


def test_a_workspace_made_anew_in_its_folder_is_served_without_a_restart(folder, tmp_path):
    before = releases.served(folder)[0]
    shutil.rmtree(folder / "extracts")
    shutil.rmtree(folder / "reference")
    begin(folder, {"value": 1.0})
    put(folder, {**year(2007), "value": 2.0})

    after = releases.served(folder)[0]

    assert (before.version, after.version) == (2, 2)
    assert served_rows(folder, VALUES) == [("2007/08", 2.0), ("2008/09", 1.0)]
    assert before.key != after.key == releases.release(folder, 2).key


def test_history_tells_every_version_newest_first(folder):
    rollback(folder, 1, who="Bert", why="Wrong file")

    assert [
        (past.version, past.source_id, past.who, past.why) for past in releases.history(folder)
    ] == [
        (3, "rollback", "Bert", "Wrong file"),
        (2, "test", "Anne", "A test"),
        (1, "first", "Anne", "To begin"),
    ]


def foreign(folder, record=None):
    """A commit by other software, which knows nothing of the contract."""
    rows = observations({**year(1999), "value": -1.0})
    metadata = {} if record is None else {"hsp": record}
    write_deltalake(
        folder / "extracts",
        rows,
        mode="append",
        commit_properties=CommitProperties(custom_metadata=metadata),
    )


@pytest.mark.parametrize(
    "record",
    [None, "not JSON", "[]", "{}", '{"published_at": "2009-07-28", "surprise": 1}', "null"],
)
def test_a_commit_that_did_not_come_through_the_contract_is_not_served(folder, record):
    foreign(folder, record)
    assert releases.latest_version(folder) == 3

    release, problem = releases.served(folder)

    assert (release.version, problem) == (2, None)
    assert [past.version for past in releases.history(folder)] == [2, 1]
    with pytest.raises(releases.UnknownVersion, match="Version 3 was not published through"):
        releases.release(folder, 3)


def test_the_next_publish_takes_foreign_rows_out_again(folder):
    foreign(folder)

    assert put(folder, {**year(2006), "value": 30.0}) == 4

    assert ("1999/00", -1.0) not in served_rows(folder, VALUES)
    assert delta_rows(folder) == served_rows(folder, "collection, " + VALUES)


def delta_rows(folder, version=None):
    """What deltalake's own reader finds in the table."""
    found = DeltaTable(folder / "extracts", version=version).to_pyarrow_table()
    names = ["collection", "period_label", "value"]
    return sorted(tuple(row[name] for name in names) for row in found.to_pylist())


def test_deltalakes_own_reader_finds_the_same_rows_in_every_version(folder):
    put(folder, {"collection": "lpsa", "indicator_id": "B1"}, gone=observations({}))
    rollback(folder, 1, who="Bert", why="Wrong file")

    for version in (1, 2, 3, 4):
        with store.opened(folder, releases.release(folder, version)) as root:
            ours = root.table("observations").project("collection, " + VALUES).fetchall()
        assert delta_rows(folder, version) == sorted(ours)
    schema = pa.schema(DeltaTable(folder / "extracts").schema())
    assert set(schema.names) == set(OBSERVATIONS.column_names)


def test_plain_duckdb_reads_the_files(folder):
    files = [str(folder / name) for name in releases.served(folder)[0].observations]

    with duckdb.connect() as connection:
        found = connection.read_parquet(files, hive_partitioning=True)
        assert found.project("collection, " + VALUES).order("all").fetchall() == [
            ("vitality_profiles", "2007/08", 40.0),
            ("vitality_profiles", "2008/09", 50.0),
        ]


def test_nothing_in_a_folder_is_no_version(tmp_path):
    assert releases.latest_version(tmp_path) == -1
    assert releases.history(tmp_path) == []
    assert releases.verify(tmp_path) == {}
