"""A register to write to: the same tests run on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from data import register as registers
from data.register import Register, audit, connecting, roles
from data.workspace import Workspace, open_workspace
from tests.data.published import begin
from tests.data.register import postgres

TODAY = date(2009, 7, 31)
SETTINGS = f"""
[partnership]
name = "Home partnership"
[areas]
home = "H"
types = ["borough", "ward"]
[clock]
as_at = {TODAY}
"""
_numbers = count(1)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with indicators A1 and B1, area H and its wards; to be copied, not changed."""
    folder = tmp_path_factory.mktemp("published") / "workspace"
    begin(folder, {"value": 50.0})
    (folder / "workspace.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


@pytest.fixture
def workspace(published: Path, tmp_path: Path) -> Workspace:
    return open_workspace(shutil.copytree(published, tmp_path / "workspace"))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server: HSP_TEST_POSTGRES, or one of our own."""
    if given := os.environ.get("HSP_TEST_POSTGRES"):
        yield given
        return
    binaries = postgres.programs()
    if binaries is None:
        reason = "PostgreSQL is not installed (Debian: postgresql) and HSP_TEST_POSTGRES not set"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with postgres.running(binaries) as address:
        yield address


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """The address of an empty schema of its own on the server."""
    schema = f"test_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text("create schema " + schema))
    joint = "&" if "?" in server else "?"
    address = f"{server}{joint}options=-csearch_path%3D{schema}"
    yield address
    connecting.postgresql(address).dispose()
    with engine.begin() as connection:
        connection.execute(text(f"drop schema {schema} cascade"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, workspace: Workspace, monkeypatch) -> Register:
    """A register that is not begun, in each kind of database."""
    if request.param == "postgresql":
        monkeypatch.setenv("HSP_REGISTER", request.getfixturevalue("database"))
    return registers.of(workspace)


def people(register: Register) -> Register:
    """Anne approves; Bert and Cleo are the working group; Dora may only look."""
    for name, role in {
        "Anne": "approver",
        "Bert": "working_group",
        "Cleo": "working_group",
    }.items():
        roles.appoint(register, roles.Person(name, role), who="root", why="To begin")
    roles.appoint(register, roles.Person("Dora", "viewer"), who="root", why="To begin")
    return register


@pytest.fixture(scope="session")
def peopled(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Register:
    """A register in a file that holds the people and nothing else; to be copied, not changed."""
    folder = tmp_path_factory.mktemp("peopled") / "workspace"
    return people(registers.of(open_workspace(shutil.copytree(published, folder))))


@pytest.fixture
def register(empty: Register, peopled: Register) -> Register:
    return people(empty) if empty.url else _copied(peopled, empty)


@pytest.fixture
def in_file(workspace: Workspace, peopled: Register) -> Register:
    """A register in SQLite's file, for what PostgreSQL does in another way or is not asked."""
    return _copied(peopled, registers.of(workspace))


def _copied(peopled: Register, register: Register) -> Register:
    for file in (peopled.path, audit.head_file(peopled)):
        shutil.copy(file, register.workspace.path)
    return register


@pytest.fixture
def in_database(workspace: Workspace, database: str) -> Register:
    """A register in PostgreSQL, for what SQLite does in another way."""
    return people(Register(workspace, database))
