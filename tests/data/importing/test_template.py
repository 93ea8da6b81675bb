"""The blank file for a round: written, filled in, and read by the recipe it is for."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from data.__main__ import main
from data.importing import import_file, template
from data.importing.refusal import FileRefused
from data.workspace import open_workspace
from tests.data.importing.asked import RECIPE, published, with_recipe

PERSON = {
    "round": "2009",
    "title": "Autumn 2009",
    "opens": "2009-11-01",
    "closes": "2009-11-30",
    "organisation": "Council",
    "group": "Board",
    "invited": "12",
    "L1": "Strongly agree",
    "L4": "2",
    "C6": "n/a",
    "comment People": "Fine = fine",
}


@pytest.fixture
def begun(tmp_path):
    """A workspace as `init` makes it."""
    assert main(["init", str(tmp_path / "new")]) == 0
    return open_workspace(tmp_path / "new")


def filled(content: bytes, form: str) -> bytes:
    """The blank file with one person's row."""
    if form == "csv":
        (header,) = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        text = io.StringIO(newline="")
        csv.writer(text).writerows([header, [PERSON.get(name, "") for name in header]])
        return text.getvalue().encode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    sheet.append([PERSON.get(cell.value, "") for cell in sheet[1]])
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_filled_template_is_read_by_its_recipe(begun, tmp_path, form):
    file = tmp_path / "round"  # either kind is known by what it holds
    file.write_bytes(filled(template(begun, "partnership_round", form), form))

    report = import_file(begun, file, "partnership_round", who="tester")

    assert (report.errors, report.is_published, report.left_out) == ((), True, {})
    tables = published(begun.path)
    assert tables["items"].num_rows == 30
    assert tables["rounds"]["title"].to_pylist() == ["Autumn 2009"]
    said = {row["item_id"]: row["answer"] for row in tables["answers"].to_pylist()}
    assert said == {"L1": 5, "L4": 2, "C6": None}
    (comment,) = tables["comments"].to_pylist()
    assert (comment["dimension"], comment["comment"]) == ("People", "Fine = fine")


def test_a_workbook_s_template_explains_the_items(begun):
    book = openpyxl.load_workbook(io.BytesIO(template(begun, "partnership_round", "xlsx")))

    rows = list(book["Items"].values)
    assert rows[0][:3] == ("Column", "Part", "Statement")
    assert len(rows) == 31
    assert {cell.data_type for row in book["Items"].iter_rows() for cell in row} == {"s", "n"}
    statements = {row[0]: row[2] for row in rows}
    notes = {cell.value: cell.comment for cell in book["Responses"][1]}
    assert {notes[item].text for item in list(statements)[1:]} == set(statements.values()) - {
        "Statement"
    }
    said = {row[0]: row[1] for row in book["How to fill it in"].values}
    assert "as year-month-day or day/month/year" in said["opens"]
    assert "a whole number from 1 to 5, where 5 agrees most" in said["L1 to C6"]
    assert "Or in words: Strongly disagree (1), Disagree (2)" in said["L1 to C6"]
    assert "Where the statement does not apply: not applicable or n/a." in said["L1 to C6"]
    assert "Where nothing was answered: empty, or -." in said["L1 to C6"]
    assert "Groups of fewer than 10 people are never shown" in said["Small groups"]


def test_a_wording_that_begins_like_a_formula_is_none(workspace):
    with_recipe(workspace, RECIPE.replace("We are led.", '=HYPERLINK(\\"x\\")'))

    book = openpyxl.load_workbook(io.BytesIO(template(workspace, "together", "xlsx")))

    assert (book["Items"]["C2"].value, book["Items"]["C2"].data_type) == ('=HYPERLINK("x")', "s")


def test_a_blank_template_is_an_empty_file(begun, tmp_path):
    file = tmp_path / "blank.csv"
    file.write_bytes(template(begun, "partnership_round", "csv"))

    report = import_file(begun, file, "partnership_round", who="tester")

    assert [fault.rule for fault in report.errors] == ["the file is empty"]


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("household_recycling", "the source has no template"),
        ("nothing", "unknown source"),
        ("together", "the questionnaire has no items"),
    ],
)
def test_a_source_without_a_template_is_refused(workspace, source, rule):
    (workspace.path / "recipes").mkdir(exist_ok=True)
    with_recipe(workspace, RECIPE[: RECIPE.index("[[questionnaire.items]]")])
    with pytest.raises(FileRefused) as refusal:
        template(workspace, source, "csv")
    assert refusal.value.faults[0].rule == rule


def test_the_command_line_writes_one_and_never_over_another(begun, tmp_path, capsys):
    def run(name, *more):
        words = ["template", str(tmp_path / name), "--source", "partnership_round", *more]
        return main([*words, "--workspace", str(begun.path)])

    capsys.readouterr()
    assert run("round.xlsx") == 0
    told = capsys.readouterr().out
    assert "  opens: The first day on which people could answer" in told
    assert "  Small groups: Groups of fewer than 10" in told
    assert (tmp_path / "round.xlsx").read_bytes()[:2] == b"PK"
    assert run("round.csv", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["file"].endswith("round.csv")
    assert run("round.csv") == 2
    assert run("round.pdf") == 2
    assert "Refused" in capsys.readouterr().err
