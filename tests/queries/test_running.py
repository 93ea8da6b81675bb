"""Running: the one way to ask, its time limit, and answers that renew themselves."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

import queries
from data.publishing import rollback
from data.releases import DamagedExtract, UnknownVersion
from data.workspace import WorkspaceError
from queries import QueryError, as_at, fetch, how, judged_in, release, serve, statements
from tests.data.published import put
from tests.data.rows import observations, year
from tests.queries.workspaces import SETTINGS, serving, workspace

SLOW = """-- Counts for ever.
-- Grain: one row.
-- Parameters: none.
select count(*) as times
from range(100000000) as first cross join range(100000000) as second
order by times
"""


@pytest.fixture
def folder(tmp_path):
    made = workspace(tmp_path / "first", [{"value": 50.0}], indicators=[{}])
    with serving(made):
        yield made


def latest() -> list[float]:
    return fetch("indicator_result", indicator_id="A1", **judged_in("H"))["value"].tolist()


@pytest.mark.parametrize("question", ["nothing", "../contract", "methods/status", "areas;", ""])
def test_an_unknown_question_is_a_named_error(folder, question):
    with pytest.raises(QueryError, match="There is no question"):
        fetch(question)
    with pytest.raises(QueryError, match="There is no question"):
        how(question)


@pytest.mark.parametrize("asked", [{}, {"area_cod": "H"}])
def test_a_missing_parameter_is_a_named_error(folder, asked):
    with pytest.raises(QueryError, match="area_trail takes"):
        fetch("area_trail", **asked)
    assert fetch("area_trail", area_code="H")["area_code"].tolist() == ["C", "H"]


def test_a_question_without_end_is_stopped_and_the_next_is_answered(folder, tmp_path, monkeypatch):
    (tmp_path / "slow.sql").write_text(SLOW)
    monkeypatch.setattr(statements, "QUESTIONS", tmp_path)
    monkeypatch.setattr(queries, "TIME_LIMIT", 0.3)
    began = time.monotonic()

    with pytest.raises(QueryError, match="slow took longer than"):
        fetch("slow")

    assert time.monotonic() - began < 3
    monkeypatch.undo()
    monkeypatch.setenv("HSP_WORKSPACE", str(folder))
    assert latest() == [50.0]


def test_a_publish_shows_without_a_restart_and_a_rollback_too(folder):
    assert latest() == [50.0]

    put(folder, {**year(2009), "value": 55.0})
    assert latest() == [50.0], "a page that is being drawn keeps its release"
    serve()
    assert (latest(), release().version) == ([55.0], 2)

    put(folder, {**year(2009), "value": 56.0}, gone=observations(year(2009)))
    serve()
    assert latest() == [56.0]

    rollback(folder, 1, who="Bert", why="Wrong file")
    serve()
    assert (latest(), release().version) == ([50.0], 4)


def test_another_workspace_gives_its_own_answers(folder, tmp_path):
    assert latest() == [50.0]

    with serving(workspace(tmp_path / "second", [{"value": 9.0}], indicators=[{}])):
        assert latest() == [9.0]
    serve()
    assert latest() == [50.0]


def test_changed_settings_show_without_a_restart(folder):
    assert as_at() == "As at 31 July 2009, data version 1"

    settings = SETTINGS.replace("2009-07-31", "2010-01-01").replace("false", "true")
    (folder / "workspace.toml").write_text(settings)
    serve()

    assert as_at() == "Illustrative data. As at 1 January 2010, data version 1"


def test_a_damaged_release_is_replaced_by_the_one_before_with_words(folder):
    put(folder, {**year(2009), "value": 55.0})
    (newest,) = set(serve().release.observations) - set(
        queries.releases.release(folder, 1).observations
    )
    (folder / newest).write_bytes(b"damaged")

    serving_now = serve()

    assert (serving_now.release.version, latest()) == (1, [50.0])
    assert "Version 2 is damaged" in str(serving_now.problem)


def test_why_nothing_can_be_served(tmp_path, monkeypatch):
    monkeypatch.setenv("HSP_WORKSPACE", str(tmp_path))
    with pytest.raises(WorkspaceError, match="There is no workspace.toml"):
        serve()

    (tmp_path / "workspace.toml").write_text(SETTINGS)
    with pytest.raises(UnknownVersion, match="Nothing is published"):
        serve()

    made = workspace(tmp_path, [{}], indicators=[{}])
    for file in (made / "reference").rglob("*.parquet"):
        file.unlink()
    with pytest.raises(DamagedExtract, match="is missing"):
        serve()
    assert {WorkspaceError, UnknownVersion, DamagedExtract} <= set(queries.SERVING_ERRORS)


CHANGES = {
    "a column": lambda rows: rows.__setitem__("name", "changed"),
    "a new column": lambda rows: rows.insert(0, "new", "changed"),
    "a column by number": lambda rows: rows.isetitem(0, "changed"),
    "without a column": lambda rows: rows.pop("name"),
    "headings": lambda rows: setattr(rows, "columns", rows.columns[::-1]),
    "index": lambda rows: setattr(rows, "index", rows.index[::-1]),
    "in place": lambda rows: rows.drop(columns="name", inplace=True),
    "sorted in place": lambda rows: rows.sort_values("name", inplace=True),
}


@pytest.mark.filterwarnings("ignore:The inplace keyword")
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_a_caller_does_to_its_rows_changes_nobody_elses(folder, change):
    before = fetch("areas").copy()
    with pytest.raises(TypeError, match="All viewers share these rows"):
        change(fetch("areas"))

    assert fetch("areas").equals(before)
    assert fetch("areas") is fetch("areas")


def test_what_a_caller_writes_to_a_place_in_its_rows_is_lost_and_said_to_be(folder):
    mine = fetch("areas")
    for places in ("loc", "at"):
        with pytest.warns(pd.errors.ChainedAssignmentError):
            getattr(mine, places)[0, "area_code"] = "changed"

    assert fetch("areas")["area_code"].tolist()[0] == "C"


def test_what_is_made_of_rows_is_a_callers_own(folder):
    mine = fetch("areas").copy()
    mine["name"] = "changed"
    mine.loc[0, "area_code"] = "changed"

    assert type(mine) is pd.DataFrame
    assert fetch("areas")["name"].tolist()[0] == "Country"
    assert fetch("areas")["area_code"].tolist()[0] == "C"


def test_lists_and_tuples_ask_the_same(folder):
    one = fetch("indicator_trend", indicator_id="A1", area_codes=["H", "C"])
    other = fetch("indicator_trend", indicator_id="A1", area_codes=("H", "C"))

    assert one.equals(other)
    assert fetch("indicator_trend", indicator_id="A1", area_codes=[]).empty


def test_many_ask_the_same_and_different_questions_at_once(folder):
    def ask(number: int) -> list[str]:
        serve()
        fetch("catalogue", search_text=str(number), collection=None, theme=None, partner=None)
        return fetch("area_trail", area_code="L1")["area_code"].tolist()

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ask, range(64))) == [["C", "H", "W1", "L1"]] * 64


def test_boundaries_come_from_the_workspace_when_it_has_them(folder):
    (folder / "boundaries").mkdir()
    (folder / "boundaries" / "ward.geojson").write_text('{"type": "FeatureCollection"}')

    found = queries.boundaries("ward")
    assert found is not None
    assert found.document == {"type": "FeatureCollection"}
    assert queries.boundaries("ward") is found, "one object a file"
    assert queries.boundaries("lsoa") is None
