"""What the limited process says is told apart: the file's fault, too much, or a fault of ours."""

from __future__ import annotations

import pytest

from data.__main__ import main
from data.importing import reading
from data.publishing import Change, publish
from tests.data.importing.conftest import RECIPE
from tests.data.rows import table

FILE = "Code,Year,Offences\nW1,2004/05,10\n"


@pytest.fixture
def failing(monkeypatch):
    """A reader that stumbles over itself."""
    script = "import sys; sys.stderr.write('Traceback\\nKeyError: what'); sys.exit(1)"
    real = reading.subprocess.Popen

    def stumbling(words, **options):
        return real([words[0], "-c", script], **options)

    monkeypatch.setattr(reading.subprocess, "Popen", stumbling)


def test_a_reader_that_fails_is_a_fault_of_ours(workspace, tmp_path, failing, capsys):
    (tmp_path / "file.csv").write_text(FILE, encoding="utf-8")
    words = ["import", str(tmp_path / "file.csv"), "--source", "offences"]

    assert main([*words, "--workspace", str(workspace.path)]) == 1

    said = capsys.readouterr().err
    assert said.startswith("Reading the file failed: KeyError: what\n")


def test_what_goes_wrong_after_the_file_was_read_refuses_nothing(imported, monkeypatch):
    script = (
        "import atexit, os, runpy, sys; atexit.register(os.abort);"
        "runpy.run_module('data.importing.formats', run_name='__main__', alter_sys=True)"
    )
    real = reading.subprocess.Popen

    def ending_badly(words, **options):
        return real([words[0], "-c", script, *words[3:]], **options)

    monkeypatch.setattr(reading.subprocess, "Popen", ending_badly)

    assert imported(FILE).added == 1
    assert [fault.rule for fault in imported(FILE + "W1\n").errors] == [
        "a row has more or fewer cells than the header"
    ]


def test_a_very_long_cell_beside_a_blank_line_is_read(imported):
    long = "x" * 200_000
    report = imported(f"Code,Year,Offences,Remark\n\nW1,2004/05,10,{long}\n")

    assert (report.errors, report.added) == ((), 1)


def test_an_unknown_text_in_the_note_column_is_a_named_fault(recipe, imported):
    recipe(('value = "Offences"', 'value = "Offences"\nnote = "Note"'))
    recipe(
        (
            "[[indicators]]",
            '[numbers]\nfootnotes = { p = "provisional", final = "" }\n[[indicators]]',
        )
    )
    head = "Code,Year,Offences,Note\n"

    report = imported(f"{head}W1,2004/05,10,p\nW2,2004/05,10,\nW3,2004/05,10,revized\n")
    found = [(fault.rule, fault.row, fault.column, fault.value) for fault in report.errors]

    assert found == [("unknown note", 4, "Note", "revized")]
    assert imported(f"{head}W1,2004/05,10,p\nW2,2004/05,10, \nW3,2004/05,1,final\n").added == 3


def test_a_text_may_feed_many_indicators_and_another_one(recipe, imported):
    sheet = RECIPE.partition("[[indicators]]")[2]
    ids = [f"o{n}" for n in range(12)]
    more = "".join(
        "\n[[indicators]]" + sheet.replace('_id = "offences"', f'_id = "{i}"') for i in ids
    )
    names = f'\n[indicator_names]\nall = {ids}\none = "offences"\n'
    recipe(('value = "Offences"', f'value = "Offences"\nindicator = "Kind"\n{names}'))
    recipe(("is_scorecard = true\n", f"is_scorecard = true\n{more}"))

    report = imported("Code,Year,Offences,Kind\nW1,2004/05,10,all\nW2,2004/05,10,one\n")

    assert (report.errors, report.added) == ((), 13)


@pytest.mark.parametrize(
    ("code", "rules"), [("D1", []), ("D9", ["points to nothing in departments"])]
)
def test_a_new_definition_is_held_against_the_departments(workspace, recipe, imported, code, rules):
    departments = table("departments", {"department_code": "D1"})
    change = Change(reference={"departments": departments})
    publish(workspace.path, change, source_id="t", who="t", why="t")
    recipe(("is_scorecard = true", f'is_scorecard = true\ndepartment_code = "{code}"'))

    assert [fault.rule for fault in imported(FILE).errors] == rules


def test_a_blank_reason_is_no_reason(imported):
    imported(FILE)
    other = "Code,Year,Offences\nW2,2004/05,10\n"

    assert imported(other, reason="  ").is_refused
    assert imported(other, reason="Withdrawn").is_published
