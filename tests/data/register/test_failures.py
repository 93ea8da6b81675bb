"""When something fails: nothing confirmed is lost, reading goes on where it can, words say why."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from data import register as registers
from data.register import (
    NOT_BEGUN,
    Register,
    Unusable,
    connecting,
    documents,
    failures,
    records,
    roles,
    verifying,
)
from data.register.documents import Document
from tests.data.register.conftest import people

MOUNT, UNMOUNT = "/bin/mount", "/bin/umount"
ROOT = Path(__file__).resolve().parents[3]


def save(register: Register, words: str = "Words", after: int = 0) -> int:
    document = Document("Notes", words)
    return documents.save(register, "notes", document, who="Bert", why="A test", after=after)


def newest(register: Register) -> str:
    return documents.newest(register, "notes").body.text


def test_fifty_times_killed_no_confirmed_change_is_lost_and_the_chain_is_whole(register):
    command = [sys.executable, "-m", "tests.data.register.killing"]
    given = {"HSP_REGISTER": register.url} if register.url else {}
    done = subprocess.run(
        [*command, str(register.workspace.path), "50"],
        cwd=ROOT, env=os.environ | given, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    confirmed, cut = map(int, done.stdout.split())
    assert confirmed > 50
    assert register.url or cut > 5  # the kills did come in the middle of changes
    verdict = verifying.verify(register)
    assert verdict.faults == ()
    assert verdict.changes >= confirmed + 5


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, where this computer lets us mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk to fill")
    made = [MOUNT, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("this computer does not let root mount a small disk to fill")
    yield disk
    subprocess.run([UNMOUNT, "--lazy", str(disk)], check=True)


def test_on_a_full_disk_reading_goes_on_and_a_write_says_so(small_disk, workspace):
    register = people(Register(replace(workspace, path=small_disk)))
    save(register, "Before")
    ballast = small_disk / "ballast"
    with pytest.raises(OSError, match="No space left"), ballast.open("wb", buffering=0) as filling:
        while True:
            filling.write(b"0" * 4096)

    for _ in range(3):
        with pytest.raises(Unusable, match="The disk is full. Free some space, then save again"):
            save(register, "After " * 2000, after=1)
        assert newest(register) == "Before"
    assert verifying.verify(register).faults == ()

    ballast.unlink()
    assert save(register, "After", after=1) == 2
    assert verifying.verify(register).faults == ()


@contextmanager
def largest_file(size: int) -> Generator[None]:
    """No file may grow beyond `size` bytes, as for a user whose quota is used up."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_with_no_room_left_for_the_file_reading_goes_on(in_file):
    save(in_file, "Before")
    with largest_file(in_file.path.stat().st_size):
        with pytest.raises(Unusable, match="The disk (is full|would not write)"):
            save(in_file, "After " * 3000, after=1)
        assert newest(in_file) == "Before"

    assert save(in_file, "After", after=1) == 2
    assert verifying.verify(in_file).faults == ()


def test_a_full_disk_under_postgresql_says_so_too(small_disk, server, database, workspace):
    if "host=/" not in server:
        pytest.skip("the server is not on this computer")
    owner = Path(server.partition("host=")[2]).stat()
    place = small_disk / "place"
    place.mkdir()
    os.chown(place, owner.st_uid, owner.st_gid)
    for above in place.parents:  # the server has to find its way there
        if above.stat().st_uid == 0 and not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o011)
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"create tablespace small location '{place}'"))
    register = people(Register(workspace, database + "%20-cdefault_tablespace%3Dsmall"))
    save(register, "Before")
    with pytest.raises(Unusable, match="The disk is full. Free some space, then save again"):
        for after in range(1, 200):
            save(register, os.urandom(9000).hex(), after=after)

    assert documents.newest(register, "notes").version < 200
    assert verifying.verify(register).faults == ()
    connecting.postgresql(register.url).dispose()
    with engine.connect() as connection:
        schema = database.partition("search_path%3D")[2]
        connection.execute(text(f"drop schema {schema} cascade"))
        connection.execute(text(f"create schema {schema}"))
        connection.execute(text("drop tablespace small"))
    engine.dispose()


@pytest.fixture
def unwritable(in_file: Register) -> Iterator[Register]:
    """A register that may be read and not written: a folder mounted so, or closed to us."""
    save(in_file, "Before")
    folder = in_file.workspace.path
    (folder / "empty").mkdir(mode=0o555)
    if os.geteuid() != 0:
        in_file.path.chmod(0o444)
        folder.chmod(0o555)
        yield in_file
        folder.chmod(0o755)
        return
    bound = [MOUNT, "--bind", str(folder), str(folder)]
    if subprocess.run(bound, capture_output=True, check=False).returncode:
        pytest.skip("this computer does not let root close a folder to itself")
    subprocess.run([MOUNT, "-o", "remount,ro,bind", str(folder)], check=True)
    yield in_file
    subprocess.run([UNMOUNT, "--lazy", str(folder)], check=True)


def test_a_register_that_may_not_be_written_is_read(unwritable):
    assert newest(unwritable) == "Before"
    assert roles.role_of(unwritable, "Anne") == "approver"
    assert len(registers.revision(unwritable)) == 64
    with pytest.raises(Unusable, match="Ask its owner for leave"):
        save(unwritable, after=1)
    assert verifying.verify(unwritable).faults == ()


def test_where_nothing_may_be_written_a_register_that_is_not_begun_is_empty(unwritable):
    elsewhere = Register(replace(unwritable.workspace, path=unwritable.workspace.path / "empty"))

    assert registers.revision(elsewhere) == NOT_BEGUN
    assert records.changes(elsewhere) == []
    with pytest.raises(Unusable, match="Ask its owner for leave"):
        save(elsewhere)


def test_a_register_of_a_newer_form_is_refused_in_words(register):
    with connecting.writing(register) as connection:
        connection.execute(text("insert into register_schemas values (2, 'later')"))

    for use in (registers.revision, records.changes, save, verifying.verify):
        with pytest.raises(
            Unusable, match="written by a newer HSP Scorecard .form 2; this one know"
        ):
            use(register)


@pytest.mark.parametrize(
    ("version", "is_dangerous"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 0), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 54, 1), False),
    ],
)
def test_the_builds_that_can_lose_a_change_by_write_ahead_logging(version, is_dangerous):
    assert connecting.has_wal_reset_bug(version) is is_dangerous


def test_a_register_keeps_a_rollback_journal_on_disk_for_good(in_file):
    with connecting.writing(in_file) as connection:
        found = [
            connection.exec_driver_sql(f"pragma {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["delete", 3, 1]  # 3: extra


@pytest.mark.parametrize("is_dangerous", [True, False])
def test_write_ahead_logging_is_refused_on_those_builds_alone(in_file, monkeypatch, is_dangerous):
    save(in_file, "Before")
    with closing(sqlite3.connect(in_file.path)) as connection:
        connection.execute("pragma journal_mode = wal")
    monkeypatch.setattr(connecting, "has_wal_reset_bug", lambda version: is_dangerous)

    if not is_dangerous:
        assert save(in_file, "After", after=1) == 2
        return
    for use in (newest, save):
        with pytest.raises(Unusable, match="Turn it back: sqlite3 register.sqlite 'pragma journal"):
            use(in_file)


@pytest.mark.parametrize(
    "content", [b"no database at all, though as long as one" * 50, b"SQLite f"]
)
def test_a_file_that_is_no_register_is_refused_in_words(workspace, content):
    register = registers.of(workspace)
    register.path.write_bytes(content)

    for use in (registers.revision, save, verifying.verify):
        with pytest.raises(Unusable, match="The register is damaged"):
            use(register)


def test_a_file_cut_short_before_anything_was_in_it_is_not_begun(workspace):
    register = registers.of(workspace)
    register.path.touch()

    assert registers.revision(register) == NOT_BEGUN
    assert people(register)


def test_someone_else_s_long_save_is_waited_for_and_then_told(in_file, monkeypatch):
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(in_file.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        assert registers.revision(in_file) != NOT_BEGUN
        with pytest.raises(Unusable, match="Someone else is saving"):
            save(in_file)
        other.execute("rollback")
    assert save(in_file) == 1


def test_someone_else_s_long_save_in_postgresql(in_database, monkeypatch):
    quick = text("set local lock_timeout = '100ms'")
    monkeypatch.setattr(connecting, "ONE_WRITER", (quick, connecting.ONE_WRITER[1]))
    with connecting.holding(in_database), pytest.raises(Unusable, match="Someone else is saving"):
        save(in_database)
    assert save(in_database) == 1


def test_a_database_that_cannot_be_reached_says_so_and_keeps_its_password(workspace):
    away = "postgresql+psycopg://hsp:secret@127.0.0.1:1/none"
    register = Register(workspace, away)

    for use in (registers.revision, save):
        with pytest.raises(Unusable, match="cannot be reached") as told:
            use(register)
        assert "secret" not in str(told.value)
    assert "secret" not in repr(register)


@pytest.mark.parametrize(
    "address",
    ["mysql://root:secret@host/x", "postgresql+psycopg://root:secret@host:port/x", "secret"],
)
def test_an_address_of_no_postgresql_database_is_refused(workspace, monkeypatch, address):
    monkeypatch.setenv("HSP_REGISTER", address)

    with pytest.raises(Unusable, match="is not an address like postgresql") as told:
        registers.of(workspace)
    assert "secret" not in str(told.value)


def test_a_connection_that_was_lost_is_made_anew(in_database):
    with connecting.reading(in_database) as connection:
        mine = connection.scalar(text("select pg_backend_pid()"))
    engine = create_engine(in_database.url)
    with engine.begin() as connection:
        connection.execute(text("select pg_terminate_backend(:mine)"), {"mine": mine})
    engine.dispose()
    assert save(in_database) == 1


def test_a_register_put_in_place_meanwhile_is_not_written_past(in_file, tmp_path):
    """A writer that waited while another file took its place does not write to the old one."""
    shutil.copy(in_file.path, tmp_path / "new.sqlite")
    opened = connecting._file

    def replaced(register: Register) -> int | None:
        found = opened(register)
        (tmp_path / "new.sqlite").exists() and (tmp_path / "new.sqlite").rename(in_file.path)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connecting, "_file", replaced)
        with pytest.raises(Unusable, match="The register was restored meanwhile"):
            save(in_file)
    assert save(in_file) == 1


def test_a_fault_of_ours_is_not_dressed_up(register):
    with pytest.raises(Exception, match="(?i)unique|duplicate") as told:  # noqa: PT011, SIM117
        with connecting.writing(register) as connection:
            connection.execute(text("insert into register_schemas values (1, 'again')"))
    assert not isinstance(told.value, Unusable)
    assert failures.words(ValueError()) is None
