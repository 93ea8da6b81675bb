"""Whatever a file does, it is refused by name with a remedy, and what was served still is."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import releases
from data.importing import import_file
from data.importing.report import Report

GOOD = "Code,Year,Offences\nW1,2005/06,10\nW2,2005/06,20\n"


@pytest.fixture
def refused(workspace, imported):
    """Import bad content after good, hold the refusal to its promises, return the first error."""
    assert imported(GOOD).is_published
    before = releases.served(workspace.path)[0]

    def first_error(content, name="bad.csv", **options):
        return held(imported(content, name, **options))

    def held(report: Report):
        assert report.is_refused
        assert not report.is_published
        assert report.version == before.version
        assert releases.served(workspace.path) == (before, None)
        assert all(fault.rule and fault.remedy for fault in report.errors)
        return report.errors[0]

    first_error.held = held
    return first_error


@pytest.mark.parametrize(
    ("content", "rule", "row", "column", "value"),
    [
        pytest.param(b"", "the file is empty", None, None, None, id="no bytes"),
        pytest.param("Code,Year,Offences\n", "the file is empty", None, None, None, id="no rows"),
        pytest.param("\n\n", "the file is empty", None, None, None, id="blank"),
        pytest.param(
            "Code,Year,Offences\nW1,2005/06,10\nCaf\xe9,2005/06,1\n".encode("latin-1"),
            "wrong encoding", 3, None, "Caf\ufffd", id="encoding",
        ),
        pytest.param(
            GOOD.replace("Offences", "Crimes"),
            "a column of the recipe is missing", 1, "Offences", None, id="renamed column",
        ),
        pytest.param(
            GOOD + "W1,2005/06,11\n",
            "duplicated key", 4,
            "indicator_id, area_code, department_code, breakdown_type, breakdown, "
            "period_start, period_end",
            "offences | W1 |  | all | all | 2005-04-01 | 2006-03-31", id="duplicated key",
        ),
        pytest.param(GOOD + "X9,2005/06,1\n", "unknown area code", 4, "Code", "X9", id="area"),
        pytest.param(
            GOOD + "W3,2005/06,about ten\n",
            "text among numbers", 4, "Offences", "about ten", id="text",
        ),
        pytest.param(
            GOOD + 'W3,2005/06,"1,234"\n',
            "text among numbers", 4, "Offences", "1,234", id="undeclared thousands",
        ),
        pytest.param(
            GOOD + "W3,2005/06,=1+1\n",
            "a formula instead of a number", 4, "Offences", "=1+1", id="formula",
        ),
        pytest.param(
            GOOD + "W3,2005/07,1\n",
            "the period cannot be read", 4, "Year", "2005/07", id="period",
        ),
        pytest.param(
            GOOD + "W3,2005/06,nan\n",
            "the value is not a finite number", 4, "value", "nan", id="not finite",
        ),
        pytest.param(
            GOOD + "W3,2005/06,1,2\n",
            "a row has more or fewer cells than the header", 4, None, "W3,2005/06,1,2", id="ragged",
        ),
        pytest.param(
            GOOD + "W\x003,2005/06,1\n",
            "not a text file: it holds NUL bytes", None, None, None, id="NUL",
        ),
        pytest.param(
            GOOD.encode("utf-16"),
            "not a text file: it holds NUL bytes", None, None, None, id="UTF-16",
        ),
        pytest.param(
            ",".join(f"c{i}" for i in range(1_000_000)) + "\n1\n",
            "too many columns", None, None, None, id="a million columns",
        ),
    ],
)  # fmt: skip
def test_bad_text_is_refused(refused, content, rule, row, column, value):
    error = refused(content)
    assert (error.rule, error.row, error.column, error.value) == (rule, row, column, value)


def test_a_row_after_blank_lines_keeps_its_number_in_the_file(refused):
    assert refused("Code,Year,Offences\n\n\nW1,2005/06,10\n\nW3,2005/06,x\n").row == 6


def test_every_fault_of_a_file_is_named_at_once(imported):
    report = imported(GOOD + "X9,2005/06,1\nW3,long ago,1\nW3,2006/07,x\nW1,2005/06,5\n")
    assert sorted(fault.rule for fault in report.errors) == [
        "duplicated key", "text among numbers", "the period cannot be read", "unknown area code",
    ]  # fmt: skip


def test_a_renamed_column_is_guessed_at(refused):
    assert "Was it renamed 'Offence'?" in refused(GOOD.replace("Offences", "Offence")).remedy


def test_a_numerator_above_its_denominator_is_refused(recipe, imported):
    recipe(
        ('method = "count"', 'method = "proportion"'),
        ('value = "Offences"', 'value = "Value"\nnumerator = "Of"\ndenominator = "All"'),
    )
    report = imported("Code,Year,Value,Of,All\nW1,2005/06,120,12,10\n")
    assert report.errors[0].rule == "the numerator is above its denominator"
    assert (report.errors[0].row, report.errors[0].value) == (2, "12.0")


def test_an_unknown_source_is_refused_with_those_there_are(workspace, tmp_path):
    report = import_file(workspace, tmp_path / "file.csv", "../../etc/passwd", who="t")
    assert report.errors[0].rule == "unknown source"
    assert "household_recycling" in report.errors[0].remedy


@pytest.mark.parametrize("name", ["absent.csv", "../absent.csv", "nul\0byte.csv", "x" * 300])
def test_a_missing_file_is_refused(workspace, refused, tmp_path, name):
    error = refused.held(import_file(workspace, tmp_path / name, "offences", who="t"))
    assert error.rule == "no such file"


def test_a_folder_and_a_device_are_refused(workspace, refused, tmp_path):
    for path in (tmp_path, Path("/dev/zero")):
        report = import_file(workspace, path, "offences", who="t")
        assert refused.held(report).rule == "not a file"


def test_a_file_s_name_is_never_a_path(workspace, tmp_path):
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    odd = folder / "..;$(touch x)\n.csv"
    odd.write_text(GOOD, encoding="utf-8")
    before = {path for path in tmp_path.rglob("*") if workspace.path not in path.parents}
    assert import_file(workspace, odd, "offences", who="t").is_published
    assert {path for path in tmp_path.rglob("*") if workspace.path not in path.parents} == before


def test_a_truncated_parquet_file_is_refused(recipe, refused):
    recipe(("[columns]", '[file]\nformat = "parquet"\n[columns]'))
    whole = io.BytesIO()
    rows = {"Code": ["W1"] * 5_000, "Year": ["2005/06"] * 5_000, "Offences": range(5_000)}
    pq.write_table(pa.table(rows), whole)
    for length in (4, 100, len(whole.getvalue()) - 1):
        error = refused(whole.getvalue()[:length], "cut.parquet")
        assert error.rule == "the Parquet file is damaged or cut short"


def test_a_workbook_is_read_and_its_formulas_are_refused(recipe, refused, imported):
    recipe(("[columns]", '[file]\nformat = "xlsx"\n[columns]'))
    assert imported(_workbook([["W1", "2005/06", 10.0], ["W2", "2005/06", 20]])).unchanged == 2
    error = refused(_workbook([["W1", "2005/06", "=SUM(1,2)"]]), "formula.xlsx")
    assert (error.rule, error.row) == ("a formula instead of a number", 2)
    assert refused(b"no workbook", "x.xlsx").rule == "not an Excel workbook"


def test_a_workbook_that_unpacks_to_hundreds_of_megabytes_is_refused_unopened(recipe, refused):
    recipe(("[columns]", '[file]\nformat = "xlsx"\n[columns]'))
    bomb = io.BytesIO(_workbook([["W1", "2005/06", 1]]))
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as sheet,
    ):
        for _ in range(405):
            sheet.write(b" " * 2**20)
    assert len(bomb.getvalue()) < 2**20
    error = refused(bomb.getvalue(), "bomb.xlsx")
    assert error.rule == "the workbook unpacks to too much"
    assert "405 MB" in error.remedy


def test_a_faulty_recipe_is_an_error_and_no_crash(recipe, refused):
    recipe(('states = "whole"', 'states = "perhaps"'))
    error = refused(GOOD)
    assert error.rule == "the recipe is faulty"
    assert "states" in error.remedy


def test_a_definition_that_breaks_the_contract_is_an_error(workspace, recipe, imported):
    recipe(('polarity = "lower"', 'polarity = "downward"'))
    report = imported(GOOD)
    assert report.errors[0].column == "polarity"
    assert releases.latest_version(workspace.path) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(workspace, refused, tmp_path):
    file = tmp_path / "closed.csv"
    file.write_text(GOOD, encoding="utf-8")
    file.chmod(0)
    report = import_file(workspace, file, "offences", who="t")
    assert refused.held(report).rule == "the file may not be read"


def _workbook(rows: list[list]) -> bytes:
    book = openpyxl.Workbook()
    for row in [["Code", "Year", "Offences"], *rows]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
