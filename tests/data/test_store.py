"""The store: each release gives its own rows, to many at once, and nothing else can be reached."""

from __future__ import annotations

import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from data import releases, store
from data.contract import OBSERVATIONS, REFERENCE, SQL_TYPES
from tests.data.published import begin, put
from tests.data.rows import observations, year


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.csv").write_text("secret\n42\n")
    begin(folder, {"value": 50.0})
    put(folder, {**year(2007), "value": 40.0})
    put(folder, gone=observations({}))
    (folder / "extracts" / "link.csv").symlink_to(outside / "secret.csv")
    (folder / "register.sqlite").write_text("what people wrote")
    return folder


@pytest.fixture(scope="module")
def root(folder):
    with store.opened(folder, releases.release(folder, 2)) as root:
        yield root


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        (1, [("2008/09", 50.0)]),
        (2, [("2007/08", 40.0), ("2008/09", 50.0)]),
        (3, [("2007/08", 40.0)]),
    ],
)
def test_each_version_opened_again_gives_its_own_rows(folder, version, expected):
    with store.opened(folder, releases.release(folder, version)) as root:
        found = root.execute("select period_label, value from observations order by all").fetchall()

    assert found == expected


@pytest.mark.parametrize("table", [OBSERVATIONS, *REFERENCE.values()], ids=lambda t: t.name)
def test_every_table_has_the_contracts_columns_and_types_even_when_empty(root, table):
    described = root.execute("describe " + table.name).fetchall()

    assert [(name, kind.lower()) for name, kind, *_ in described] == [
        (column.name, SQL_TYPES[column.type]) for column in table.columns
    ]


BLOCKED = {
    "a file outside": "select * from read_csv('{outside}/secret.csv')",
    "a file beside the extracts": "select content from read_text('{folder}/register.sqlite')",
    "a way up": "select content from read_text('{folder}/extracts/../register.sqlite')",
    "a link that leads outside": "select * from read_csv('{folder}/extracts/link.csv')",
    "a list of files": "select * from glob('/etc/*')",
    "a system file": "select content from read_text('/etc/passwd')",
    "a file by its name alone": "select * from '/etc/passwd.csv'",
    "writing outside": "copy (select 1) to '{outside}/out.csv'",
    "writing beside the extracts": "copy (select 1) to '{folder}/out.csv'",
    "another database": "attach '{outside}/other.db'",
    "exporting": "export database '{outside}/all'",
    "the environment": "select getenv('HOME')",
    "an address": "select * from read_csv('http://127.0.0.1:9/x.csv')",
    "installing an extension": "install httpfs",
    "loading an extension": "load httpfs",
    "opening up": "set enable_external_access = true",
    "allowing a folder": "set allowed_directories = ['/']",
    "allowing a file": "set allowed_paths = ['/etc/passwd']",
    "more memory": "set memory_limit = '100GB'",
    "another place to spill": "set temp_directory = '/etc'",
    "unlocking": "set lock_configuration = false",
    "resetting": "reset lock_configuration",
    "a pragma": "pragma memory_limit = '100GB'",
    "a place for secrets": "set secret_directory = '/tmp'",
    "a secret kept": "create persistent secret hidden (type http)",
    "a variable of the program": "select * from local_table",
}


@pytest.mark.parametrize("through", ["root", "cursor"])
@pytest.mark.parametrize("action", BLOCKED)
def test_nothing_but_the_release_can_be_reached(folder, root, action, through):
    outside = next(folder.parent.glob("outside*"))
    local_table = observations({})  # noqa: F841 - a name that the engine must not pick up
    statement = BLOCKED[action].format(outside=outside, folder=folder)
    connection = root if through == "root" else root.cursor()

    with pytest.raises(duckdb.Error):
        connection.execute(statement).fetchall()

    assert sorted(path.name for path in outside.iterdir()) == ["secret.csv"]
    assert connection.execute("select count(*) from observations").fetchall() == [(2,)]


def test_what_the_statements_above_ask_for_works_where_it_is_allowed(folder):
    outside = next(folder.parent.glob("outside*"))
    with duckdb.connect() as open_to_all:
        for action in (
            "a file outside",
            "a way up",
            "a link that leads outside",
            "a list of files",
        ):
            statement = BLOCKED[action].format(outside=outside, folder=folder)
            assert open_to_all.execute(statement).fetchall(), action


def test_sixteen_threads_ask_at_once_each_by_a_cursor_of_its_own(root):
    ready = threading.Barrier(16)

    def ask(number: int) -> list[tuple]:
        ready.wait()
        cursor = root.cursor()
        try:
            statement = "select $number, sum(value) from observations"
            return [cursor.execute(statement, {"number": number}).fetchall()[0] for _ in range(20)]
        finally:
            cursor.close()

    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(ask, range(16)))

    assert found == [[(number, 90.0)] * 20 for number in range(16)]


def test_too_large_a_question_fails_and_the_next_one_is_answered(root):
    cursor = root.cursor()

    with pytest.raises(duckdb.OutOfMemoryException):
        cursor.execute("select len(array_agg(range)) from range(60000000)").fetchall()
    assert cursor.execute("select count(*) from observations").fetchall() == [(2,)]


def test_methods_are_made_before_the_lock(folder):
    double = "create macro doubled(value) as 2 * value"

    with store.opened(folder, releases.release(folder, 1), prepare=[double]) as root:
        assert root.execute("select doubled(value) from observations").fetchall() == [(100.0,)]


def test_the_same_tables_outside_the_app(folder, monkeypatch):
    monkeypatch.chdir(folder)
    release = releases.release(folder, 2)

    with duckdb.connect() as outside, store.opened(folder, release) as root:
        outside.execute(store.definitions(release))
        for table in (OBSERVATIONS, *REFERENCE.values()):
            theirs, ours = outside.table(table.name), root.table(table.name)
            assert theirs.order("all").fetchall() == ours.order("all").fetchall()
            assert (theirs.columns, theirs.types) == (ours.columns, ours.types)


def test_only_this_user_can_open_what_spills_over(root):
    ((spill,),) = root.sql("select current_setting('temp_directory')").fetchall()

    assert stat.S_IMODE(Path(spill).stat().st_mode) == 0o700
