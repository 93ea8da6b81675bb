"""The golden thread from a file: what is published of it, what is kept back, what is refused."""

from __future__ import annotations

import csv
import shutil
from dataclasses import astuple
from pathlib import Path

import pytest

from data import publishing, releases
from data import register as registers
from data.importing import import_file
from data.importing.settings import RecipeError
from data.importing.threads.recipe import from_settings
from data.publishing import Change, publish
from data.register.thread_in_force import PUBLISHED, thread_of
from data.register.threads import Attached, Link, Node, Thread, ThreadEdit
from data.workspace import BUNDLED, Workspace, open_workspace
from tests.data.register.conftest import people
from tests.data.register.threading_rows import agreed
from tests.data.rows import table

HEADER = "code,level number,level,title,owner,origin,serves,indicators"
FILE = f"""{HEADER}
O1,0,outcome,Safer,The state,,,
O2,0,outcome,"Cleaner, greener",The state,,,B1
A1,1,aim,Good streets,,Own words,O1; O2,
D1,2.0,objective,Clean them weekly,Streets,,A1,A1;B1
"""


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    folder = tmp_path / "workspace"
    folder.mkdir()
    settings = '[partnership]\nname = "Test"\n[areas]\nhome = "H"\ntypes = ["borough"]\n'
    (folder / "workspace.toml").write_text(settings)
    sheets = table("indicators", {"indicator_id": "A1"}, {"indicator_id": "B1"})
    publish(folder, Change(reference={"indicators": sheets}), source_id="t", who="t", why="t")
    return open_workspace(folder)


@pytest.fixture
def brought(workspace, tmp_path):
    def run(content: str, **options):
        file = tmp_path / "file.csv"
        file.write_text(content, encoding="utf-8")
        return import_file(workspace, file, "golden_thread", who="tester", **options)

    return run


def thread(folder: Path) -> Thread:
    release = releases.served(folder)[0]
    names = {name: publishing.reference_table(folder, release, name) for name in PUBLISHED}
    return thread_of(names)


def test_a_file_becomes_the_thread(workspace, brought):
    report = brought(FILE)

    assert (report.errors, report.warnings, report.is_published) == ((), (), True)
    assert (report.rows, report.added) == (4 + 3 + 3, 4 + 3 + 3)
    found = thread(workspace.path)
    assert [astuple(node) for _, node in sorted(found.nodes.items())] == [
        ("A1", 1, "aim", "Good streets", None, "Own words"),
        ("D1", 2, "objective", "Clean them weekly", "Streets", None),
        ("O1", 0, "outcome", "Safer", "The state", None),
        ("O2", 0, "outcome", "Cleaner, greener", "The state", None),
    ]
    assert found.links == {Link("A1", "O1"), Link("A1", "O2"), Link("D1", "A1")}
    assert found.indicators == {Attached("O2", "B1"), Attached("D1", "A1"), Attached("D1", "B1")}


def test_the_same_file_again_changes_nothing(workspace, brought):
    first = brought(FILE)
    again = brought(FILE)

    assert (again.changes, again.unchanged, again.is_published) == (0, 10, False)
    assert again.version == first.version


def test_a_changed_file_is_counted_and_a_node_that_went_needs_a_reason(workspace, brought):
    brought(FILE)
    lines = FILE.replace("Safer", "Much safer").splitlines()
    shorter = "\n".join(lines[:-1]) + "\n"

    report = brought(shorter)
    assert report.is_refused
    assert [fault.value for fault in report.warnings] == ["D1"]
    assert "D1" in thread(workspace.path).nodes

    report = brought(shorter, reason="It was merged")
    assert (report.changed, report.removed, report.is_published) == (1, 1 + 1 + 2, True)
    assert thread(workspace.path).nodes["O1"].title == "Much safer"
    assert "D1" not in thread(workspace.path).nodes


def test_a_dry_run_publishes_nothing(workspace, brought):
    report = brought(FILE, is_dry_run=True)

    assert (report.added, report.is_published) == (10, False)
    assert thread(workspace.path) == Thread()


@pytest.mark.parametrize(
    ("row", "said", "place"),
    [
        ("A1,1,aim,Again,,,O1,", "a node is there twice", (6, "code")),
        (",1,aim,No code,,,O1,", "a node is not whole", (6, "code")),
        ("A2,1,aim,,,,O1,", "a node is not whole", (6, "title")),
        ("A2,one,aim,Two,,,O1,", "not a level's number", (6, "level number")),
        ("A2,1,aim,Two,,,O9,", "There is no node O9, so it cannot be linked.", (None, None)),
        ("A2,1,aim,Two,,,D1,", "A2 (aim) cannot serve D1 (objective)", (None, None)),
        ("A2,1,aim,Two,,,O1,Z9", "No published indicator is called Z9.", (None, None)),
        ("A2,1,goal,Two,,,O1,", "Level 1 is called 'aim', not 'goal'.", (None, None)),
        ("A2,1,aim,Two,,,A2,", "A2 cannot serve itself.", (None, None)),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_published(workspace, brought, row, said, place):
    report = brought(f"{FILE}{row}\n")

    (fault,) = report.errors
    assert said in fault.rule
    assert (fault.row, fault.column) == place
    assert thread(workspace.path) == Thread()


def test_a_file_without_a_column_is_refused(brought):
    report = brought(FILE.replace("serves", "supports"))

    assert "serves" in str(report.errors)


def test_a_level_may_be_called_anew_as_a_whole(workspace, brought):
    brought(FILE)

    assert brought(FILE.replace(",outcome,", ",Outcomes,")).changed == 2
    assert (
        "Level 0 is called"
        in brought(FILE.replace("0,outcome,Safer", "0,goal,Safer")).errors[0].rule
    )


def test_the_samples_own_thread_goes_through_the_same_gate(tmp_path):
    folder = shutil.copytree(BUNDLED, tmp_path / "sample")
    before = thread(folder)
    parents, file = before.parents(), tmp_path / "thread.csv"
    with file.open("w", newline="", encoding="utf-8") as written:
        rows = csv.writer(written)
        rows.writerow(HEADER.split(","))
        for node in before.nodes.values():
            attached = (one for one in before.indicators if one.node_id == node.node_id)
            shown = sorted(one.indicator_id for one in attached)
            serves = ";".join(parents.get(node.node_id, ()))
            rows.writerow((*astuple(node), serves, ";".join(shown)))

    report = import_file(open_workspace(folder), file, "golden_thread", who="tester")

    assert report.errors == ()
    assert (report.changes, report.unchanged) == (0, 270 + 397 + 306)
    assert thread(folder) == before


def test_a_separator_is_one_character():
    with pytest.raises(RecipeError, match="separator must be one character"):
        from_settings("x", {"name": "x", "publisher": "x", "thread": {"separator": "; "}})


def test_a_file_that_closes_a_circle_with_an_approved_edit_is_refused(workspace, brought):
    brought(FILE)
    register = people(registers.of(workspace))
    lamps = Node("D2", 3, "role", "Mend the lamps")
    agreed(register, ThreadEdit(nodes=(lamps,), links=(Link("D2", "D1"),)))
    turned = FILE.replace("D1,2.0,objective,Clean them weekly,Streets,,A1,A1;B1", "")
    turned += "D2,2,objective,Lamps,,,A1,\nD1,3,role,Clean,Streets,,D2,A1;B1\n"

    report = brought(turned)
    (fault,) = report.errors
    assert "closes a circle" in fault.rule
    assert fault.value in ("D1 serves D2 serves D1", "D2 serves D1 serves D2")
    assert thread(workspace.path).nodes["D1"].level_number == 2
    assert brought(turned.replace(",D2,A1;B1", ",A1,A1;B1")).is_published
