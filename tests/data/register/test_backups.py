"""Backups: whole while others write, checked before and after, and never in place of anything."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from deltalake import DeltaTable

from data import register as registers
from data import releases
from data.backups import BackupError, backup, restore
from data.publishing import PublishError, sole_writer
from data.register import Register, Unusable, connecting, documents, records, verifying
from data.register.documents import Document
from data.workspace import open_workspace
from tests.data.published import put, served_rows
from tests.data.register.conftest import people
from tests.data.register.drafting import made_law
from tests.data.register.tampering import tamper
from tests.data.rows import year

VALUES = "indicator_id, value, period_start"


def save(register: Register, after: int, words: str = "Words") -> int:
    document = Document("Notes", words)
    return documents.save(register, "notes", document, who="Bert", why="A test", after=after)


def fill(register: Register) -> Register:
    """A rule in the register; in its workspace a recipe, boundaries and two versions."""
    folder = register.workspace.path
    made_law(register)
    put(folder, year(2006))
    for name in ("recipes/ours.toml", "boundaries/ward.geojson", "boundaries/old/ward.geojson"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x = 1")
    return register


@pytest.fixture
def full(register: Register) -> Register:
    return fill(register)


@pytest.fixture(scope="module")
def filled(peopled: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace filled with a register in its file; to be copied, not changed."""
    folder = tmp_path_factory.mktemp("filled") / "workspace"
    fill(registers.of(open_workspace(shutil.copytree(peopled.workspace.path, folder))))
    return folder


@pytest.fixture
def in_file(filled: Path, tmp_path: Path) -> Register:
    """The same, for what does not depend on the kind of database."""
    return registers.of(open_workspace(shutil.copytree(filled, tmp_path / "workspace")))


def state(register: Register) -> tuple[object, ...]:
    """Everything that a workspace holds."""
    folder = register.workspace.path
    return (
        records.changes(register),
        served_rows(folder, VALUES),
        served_rows(folder, "indicator_id, polarity", "indicators"),
        [release.record() for release in releases.history(folder)],
        (folder / "workspace.toml").read_text(),
        sorted(str(p.relative_to(folder)) for p in folder.glob("[rb]*/**/*") if p.is_file()),
    )


def test_a_backup_restored_elsewhere_is_the_same_workspace(full, tmp_path, monkeypatch):
    before = state(full)
    made = backup(full.workspace, tmp_path / "backup")
    monkeypatch.delenv(
        "HSP_REGISTER", raising=False
    )  # a backup holds it in a file, whatever it was

    done = restore(tmp_path / "backup", tmp_path / "elsewhere")

    restored = registers.of(open_workspace(tmp_path / "elsewhere"))
    assert state(restored) == before
    assert verifying.verify(restored, [made.register]).faults == ()
    assert releases.verify(restored.workspace.path) == {}
    assert (done.manifest, done.kept) == (made, None)
    assert (made.version, made.register.seq, made.damage) == (2, 7, ())
    # It is in use again: both write on where they were.
    assert put(restored.workspace.path, year(2005)) == 3
    assert save(restored, 0) == 1
    assert DeltaTable(restored.workspace.path / "extracts").version() == 3


def test_a_backup_comes_back_into_the_same_database(full, tmp_path):
    backup(full.workspace, tmp_path / "backup")
    before = state(full)
    save(full, 0, "Afterwards")
    put(full.workspace.path, year(2004))
    after = state(full)

    with pytest.raises(
        BackupError, match="holds workspace.toml.* already.*or restore with --force"
    ):
        restore(tmp_path / "backup", full.workspace.path)
    assert state(full) == after

    done = restore(tmp_path / "backup", full.workspace.path, is_forced=True)

    assert state(full) == before
    assert verifying.verify(full).faults == ()
    assert save(full, 0, "Anew") == 1
    kept = Register(replace(full.workspace, path=done.kept))
    assert documents.newest(kept, "notes").body.text == "Afterwards"
    assert (done.kept / "extracts").is_dir() and (done.kept / "workspace.toml").is_file()
    assert not (full.workspace.path / ".restoring").exists()


def test_an_empty_workspace_can_be_backed_up_and_restored(workspace, tmp_path):
    made = backup(workspace, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "elsewhere")

    assert made.register is None
    assert not (tmp_path / "elsewhere" / "register.sqlite").exists()
    assert served_rows(tmp_path / "elsewhere", VALUES) == served_rows(workspace.path, VALUES)


def test_a_restored_register_takes_the_place_of_none(workspace, tmp_path):
    backup(workspace, tmp_path / "backup")
    people(registers.of(workspace))
    restore(tmp_path / "backup", workspace.path, is_forced=True)

    assert records.changes(registers.of(workspace)) == []
    assert people(registers.of(workspace))


def test_a_database_that_holds_a_register_is_not_written_over(in_database, tmp_path, monkeypatch):
    monkeypatch.setenv("HSP_REGISTER", in_database.url)
    backup(in_database.workspace, tmp_path / "backup")

    with pytest.raises(BackupError, match="holds a register in its database already"):
        restore(tmp_path / "backup", tmp_path / "elsewhere")


def test_from_a_file_into_a_database_and_back(in_file, database, tmp_path, monkeypatch):
    before = records.changes(in_file)
    backup(in_file.workspace, tmp_path / "first")
    monkeypatch.setenv("HSP_REGISTER", database)
    restore(tmp_path / "first", tmp_path / "there")
    there = registers.of(open_workspace(tmp_path / "there"))

    assert records.changes(there) == before
    assert not there.path.exists()
    save(there, 0)
    backup(there.workspace, tmp_path / "second")
    monkeypatch.delenv("HSP_REGISTER")
    restore(tmp_path / "second", tmp_path / "back")
    assert len(records.changes(registers.of(open_workspace(tmp_path / "back")))) == len(before) + 1
    connecting.postgresql(database).dispose()


@contextmanager
def at_work(register: Register) -> Generator[Counter]:
    """Someone publishes and someone writes, one after another, until the block ends."""
    stop, done = threading.Event(), Counter()

    def publish() -> None:
        while not stop.is_set():
            put(register.workspace.path, year(1950 + done["published"]))
            done["published"] += 1

    def write() -> None:
        while not stop.is_set():
            save(register, done["written"], f"Version {done['written'] + 1}")
            done["written"] += 1

    threads = [threading.Thread(target=act) for act in (publish, write)]
    for thread in threads:
        thread.start()
    yield done
    stop.set()
    for thread in threads:
        thread.join()


def test_backups_made_while_others_publish_and_write_are_whole(full, tmp_path, monkeypatch):
    with at_work(full) as done:
        made = [backup(full.workspace, tmp_path / f"backup-{number}") for number in range(6)]
    assert done["published"] and done["written"]
    assert made[-1].version > made[0].version or made[-1].register.seq > made[0].register.seq

    monkeypatch.delenv("HSP_REGISTER", raising=False)
    for number, each in enumerate(made):
        folder = tmp_path / f"restored-{number}"
        restore(tmp_path / f"backup-{number}", folder)
        newest = documents.newest(registers.of(open_workspace(folder)), "notes")
        assert each.damage == ()
        assert releases.latest_version(folder) == each.version
        assert len(served_rows(folder, VALUES)) == each.version
        assert newest is None or newest.body.text == f"Version {newest.version}"


def test_a_version_that_is_not_finished_is_left_out(in_file, tmp_path):
    """A reference table is committed before the version that pins it."""
    log = in_file.workspace.path / "reference" / "targets" / "_delta_log"
    log.mkdir(parents=True)
    (log / f"{0:020}.json").write_text('{"add": {"path": "half.parquet"}}')
    (in_file.workspace.path / "extracts" / "_delta_log" / "_last_checkpoint").write_text("{}")
    made = backup(in_file.workspace, tmp_path / "backup")

    assert not [name for name in made.files if "targets" in name or "checkpoint" in name]


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_backup_with_a_changed_byte_is_refused_and_changes_nothing(in_file, tmp_path):
    made = backup(in_file.workspace, tmp_path / "backup")
    before = state(in_file)
    for name in made.files:
        flip(tmp_path / "backup" / name)
        with pytest.raises(BackupError, match=f"{name} is not what was backed up"):
            restore(tmp_path / "backup", in_file.workspace.path, is_forced=True)
        flip(tmp_path / "backup" / name)
    (tmp_path / "backup" / "workspace.toml").unlink()
    with pytest.raises(BackupError, match="workspace.toml is missing"):
        restore(tmp_path / "backup", in_file.workspace.path, is_forced=True)

    assert state(in_file) == before


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "is not a whole backup"),
        ("{", "is not a whole backup"),
        ("{}", "is not a whole backup"),
        ('{"form": 9}', "made by a newer HSP Scorecard"),
    ],
)
def test_a_folder_without_a_good_list_is_no_backup(in_file, tmp_path, content, words):
    backup(in_file.workspace, tmp_path / "backup")
    path = tmp_path / "backup" / "backup.json"
    path.write_text(content) if content else path.unlink()

    with pytest.raises(BackupError, match=words):
        restore(tmp_path / "backup", tmp_path / "elsewhere")


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../b", "backup.json"])
def test_a_list_cannot_lead_out_of_the_folder(in_file, tmp_path, name):
    backup(in_file.workspace, tmp_path / "backup")
    path = tmp_path / "backup" / "backup.json"
    said = json.loads(path.read_text())
    path.write_text(json.dumps(said | {"files": {**said["files"], name: "0" * 64}}))

    with pytest.raises(BackupError, match="leads out of the folder"):
        restore(tmp_path / "backup", tmp_path / "elsewhere")


def test_a_damaged_workspace_is_backed_up_only_when_told_to(full, tmp_path):
    name = sorted(releases.served(full.workspace.path)[0].observations)[0]
    (full.workspace.path / name).unlink()
    tamper(full, "update register_records set why = 'x' where kind = 'target'")
    releases._digest.cache_clear()

    with pytest.raises(BackupError, match=f"{name} is missing; Change 6 .target A1/H, version 1"):
        backup(full.workspace, tmp_path / "backup")
    assert list((tmp_path / "backup").iterdir()) == []

    made = backup(full.workspace, tmp_path / "backup", is_forced=True)
    assert len(made.damage) == 2
    restore(tmp_path / "backup", full.workspace.path, is_forced=True)  # as it was, damage and all


def test_a_damaged_register_gives_way_to_a_backup(in_file, tmp_path):
    backup(in_file.workspace, tmp_path / "backup")
    before = records.changes(in_file)
    in_file.path.write_bytes(b"nothing that can be read" * 100)
    with pytest.raises(Unusable):
        records.changes(in_file)

    restore(tmp_path / "backup", in_file.workspace.path, is_forced=True)

    assert records.changes(in_file) == before


def test_a_journal_of_the_old_register_is_not_played_into_the_new(in_file, tmp_path):
    """SQLite would roll the restored file back by what another file had written down."""
    backup(in_file.workspace, tmp_path / "backup")
    journal = in_file.path.with_name("register.sqlite-journal")
    content = in_file.path.read_bytes()
    with closing(sqlite3.connect(in_file.path, isolation_level=None)) as killed:
        for statement in ("pragma cache_size = 1", "begin", "create table half (x)"):
            killed.execute(statement)
        killed.executemany("insert into half values (zeroblob(9000))", [()] * 20)
        half, left = in_file.path.read_bytes(), journal.read_bytes()
        killed.execute("rollback")
    in_file.path.write_bytes(half)
    journal.write_bytes(left)
    assert half != content

    restore(tmp_path / "backup", in_file.workspace.path, is_forced=True)

    assert not journal.exists()
    assert verifying.verify(in_file).faults == ()


def test_nobody_publishes_or_writes_while_a_backup_takes_its_place(in_file, tmp_path, monkeypatch):
    backup(in_file.workspace, tmp_path / "backup")
    before = state(in_file)
    with (
        sole_writer(in_file.workspace.path),
        pytest.raises(PublishError, match="Someone else is pub"),
    ):
        restore(tmp_path / "backup", in_file.workspace.path, is_forced=True)
    assert state(in_file) == before


def test_a_restore_cut_short_at_any_step_is_no_workspace_and_can_be_done_again(in_file, tmp_path):
    backup(in_file.workspace, tmp_path / "backup")
    before = state(in_file)
    save(in_file, 0, "Afterwards")
    for step in range(13):  # seven things are put aside, and six put in their place
        folder = shutil.copytree(in_file.workspace.path, tmp_path / f"cut-{step}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "rename", stopping_at(step))
            with pytest.raises(
                BackupError, match="Nothing is lost: what is not in its place is in"
            ):
                restore(tmp_path / "backup", folder, is_forced=True)
        assert (folder / "workspace.toml").exists() == (step == 0)

        restore(tmp_path / "backup", folder, is_forced=True)
        assert state(replace(in_file, workspace=replace(in_file.workspace, path=folder))) == before
        aside = [path for path in folder.glob(".before-*/register.sqlite")]
        assert aside and b"Afterwards" in b"".join(path.read_bytes() for path in aside)


def stopping_at(step: int):
    """Path.rename as a disk would have it that fails from the given step on."""
    steps, rename = count(), Path.rename

    def failing(path: Path, target: Path) -> Path:
        if next(steps) >= step:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    return failing


def test_a_backup_has_a_folder_of_its_own(in_file, tmp_path):
    with pytest.raises(BackupError, match="in the workspace itself"):
        backup(in_file.workspace, in_file.workspace.path / "backup")
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "x").touch()
    with pytest.raises(BackupError, match="is not empty"):
        backup(in_file.workspace, tmp_path / "used")
    with pytest.raises(BackupError, match="cannot be used"):
        backup(in_file.workspace, tmp_path / "used" / "x")
    assert [path.name for path in (tmp_path / "used").iterdir()] == ["x"]


def test_a_backup_without_room_leaves_nothing(in_file, tmp_path, monkeypatch):
    monkeypatch.setattr(
        "data.backups.making.copied", lambda source, target: target.write_bytes(b"") / 0
    )
    with pytest.raises(ZeroDivisionError):
        backup(in_file.workspace, tmp_path / "backup")
    assert list((tmp_path / "backup").iterdir()) == []
