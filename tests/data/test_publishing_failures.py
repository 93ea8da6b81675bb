"""Publishing that fails or is cut short: the version before is still served, and whole."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from data import releases
from data.publishing import PublishError, publish, rollback
from tests.data.endless import step
from tests.data.published import begin, put, served_rows
from tests.data.rows import year

VALUES = "indicator_id, value"
ROOT = Path(__file__).parents[2]
HOLD = """
import fcntl, sys
file = open(sys.argv[1], "w")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
input()
"""


@pytest.fixture
def folder(tmp_path):
    begin(tmp_path, {"value": 50.0})
    return tmp_path


def still_served(folder: Path) -> bool:
    release, problem = releases.served(folder)
    return (release.version, problem, served_rows(folder, VALUES)) == (1, None, [("A1", 50.0)])


@contextmanager
def largest_file(size: int):
    """No file may grow beyond `size` bytes, as on a disk with little room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_folder_that_cannot_be_made_is_a_named_error(folder):
    (folder / "extracts" / "collection=lpsa").write_text("a file where a folder should be")

    with pytest.raises(
        PublishError, match=r"Writing failed \(.*collection=lpsa.*nothing was chang"
    ):
        put(folder, {"collection": "lpsa", "indicator_id": "B1"})

    assert still_served(folder)


def test_no_room_for_the_rows(folder):
    with largest_file(100), pytest.raises(PublishError, match="nothing was changed"):
        put(folder, year(2006))

    assert still_served(folder)
    assert put(folder, year(2006)) == 2


def test_room_for_the_rows_but_not_for_the_commit(folder):
    # The reason is kept in the commit alone, so a long one needs room there and nowhere else.
    with largest_file(50_000), pytest.raises(PublishError, match="nothing was changed"):
        put(folder, year(2006), why="Because " * 10_000)

    assert still_served(folder)
    assert put(folder, year(2006)) == 2


def test_a_full_disk_is_named(folder):
    extracts = folder / "extracts" / "collection=vitality_profiles"
    (extracts / f".draft-{os.getpid()}").symlink_to("/dev/full")

    with pytest.raises(PublishError, match="The disk is full. Free some space, then publish again"):
        put(folder, year(2006))

    assert still_served(folder)
    assert put(folder, year(2006)) == 2


def test_a_workspace_that_is_not_there_is_a_named_error(tmp_path):
    with pytest.raises(PublishError, match="No such file or directory"):
        put(tmp_path / "nowhere", {})


def test_no_draft_is_left_behind(folder):
    with largest_file(100), pytest.raises(PublishError):
        put(folder, year(2006))

    assert list(folder.rglob(".draft-*")) == []


def test_one_process_publishes_at_a_time_and_the_lock_goes_with_it(folder):
    with subprocess.Popen(
        [sys.executable, "-S", "-c", HOLD, str(folder / ".publishing")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout
        other.stdout.readline()

        with pytest.raises(PublishError, match="Someone else is publishing"):
            put(folder, year(2006))
        with pytest.raises(PublishError, match="Someone else is publishing"):
            rollback(folder, 1, who="Bert", why="Wrong file")
        assert still_served(folder)

        other.kill()
        other.wait()
    assert put(folder, year(2006)) == 2


def test_killed_at_any_moment_what_is_served_is_whole_and_can_be_built_on(folder):
    publish(folder, step(0), source_id="t", who="t", why="t")
    # A process of its own, not a fork: Streamlit's tests leave a script behind as __main__.
    command = [sys.executable, "-m", "tests.data.endless", str(folder)]
    versions = [2]
    for moment in range(5):
        running = subprocess.Popen(command, cwd=ROOT)  # noqa: S603
        deadline = time.monotonic() + 90
        while releases.latest_version(folder) == versions[-1] and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(0.03 * moment)
        running.kill()
        running.wait()

        release, problem = releases.served(folder)
        versions.append(release.version)
        number = release.counts["number"]
        assert problem is None
        assert releases.verify(folder) == {}
        # Rows and reference are of one and the same publish.
        assert served_rows(folder, "count(*), min(value), max(value)") == [(202, number, number)]
        assert served_rows(folder, "title", "events") == [(str(number),)]

    assert versions == sorted(set(versions)), "each process built on what the one before left"
    assert put(folder, year(2006)) == versions[-1] + 1


def test_a_files_name_is_on_disk_before_a_commit_names_it(folder, monkeypatch):
    kept = []

    def sync(handle):
        kept.append(Path(f"/proc/self/fd/{handle}").readlink().name)

    monkeypatch.setattr("data.publishing.files.os.fsync", sync)
    put(folder, year(2006))

    draft = next(name for name in kept if name.startswith(".draft"))
    assert kept[kept.index(draft) + 1] == "collection=vitality_profiles"
