"""What an import says about what is published: differences, doubts, statuses that would flip."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import contract, publishing, releases, store
from data.contract import REFERENCE
from data.importing import difference, import_file
from data.importing.findings import Findings
from data.importing.reading import Texts
from data.importing.recipe import from_settings
from data.importing.reshaping import reshaped
from tests.data.rows import observations, table

FILE = "Code,Year,Offences\nW1,2004/05,10\nW1,2005/06,12\nW2,2005/06,20\n"


def rules(report):
    return [fault.rule for fault in report.warnings]


def test_the_same_file_twice_changes_nothing_the_second_time(workspace, imported):
    first, second = imported(FILE), imported(FILE)
    assert (first.added, first.version) == (3, 2)
    assert (second.unchanged, second.is_published, second.is_refused) == (3, False, False)
    assert second.version == releases.latest_version(workspace.path) == 2


def test_rows_are_counted_as_added_changed_removed_and_unchanged(imported):
    imported(FILE)
    after = "Code,Year,Offences\nW1,2004/05,10\nW1,2005/06,13\nW3,2005/06,5\n"
    report = imported(after)
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 1, 1, 1)
    assert rules(report) == ["published rows are missing from the file"]
    assert report.is_refused and not report.is_published
    assert imported(after, reason="Withdrawn by the police").is_published
    assert imported(after).unchanged == 3


def test_withdrawn_rows_neither_hide_others_nor_come_back(workspace, recipe, imported):
    recipe(("small_number_threshold = 0", "small_number_threshold = 5"))
    head = "Code,Year,Offences\n"
    imported(f"{head}B1,2005/06,33\nW1,2005/06,10\nW2,2005/06,20\nW3,2005/06,3\n")
    # W3 was small and hid W1; without W3 there is nothing to give away.
    after = f"{head}B1,2005/06,33\nW1,2005/06,10\nW2,2005/06,20\n"
    first = imported(after, reason="Withdrawn")
    assert (first.removed, first.is_published) == (1, True)
    second = imported(after, reason="Withdrawn")
    assert (second.unchanged, second.changes) == (3, 0)
    with store.opened(workspace.path, releases.served(workspace.path)[0]) as root:
        found = root.table("observations").project("area_code, value").order("all").fetchall()
    assert found == [("B1", 33.0), ("W1", 10.0), ("W2", 20.0)]


def test_an_update_leaves_alone_what_it_does_not_mention(recipe, imported):
    recipe(('states = "whole"', 'states = "update"'))
    imported(FILE)
    report = imported("Code,Year,Offences\nW1,2004/05,11\n")
    assert (report.changed, report.removed, report.is_published) == (1, 0, True)


def test_a_dry_run_publishes_nothing(workspace, imported):
    report = imported(FILE, is_dry_run=True)
    assert (report.added, report.is_published, report.version) == (3, False, 1)
    assert releases.latest_version(workspace.path) == 1


def test_an_import_is_refused_while_a_newer_version_is_damaged(workspace, imported):
    imported(FILE)
    (lost,) = releases.release(workspace.path, 2).observations
    (workspace.path / lost).unlink()
    report = imported(FILE, is_dry_run=True)
    assert [fault.rule for fault in report.errors] == ["not published"]
    assert "Version 2 is damaged" in report.errors[0].remedy
    assert report.version == releases.served(workspace.path)[0].version == 1


def test_a_published_definition_stays_as_it_is(workspace, recipe, imported):
    imported(FILE)
    recipe(('unit = "count"', 'unit = "thousand"'))
    imported(FILE.replace("12", "13"))
    base = publishing.current(workspace.path)
    sheets = publishing.reference_table(workspace.path, base, "indicators")
    assert sheets["unit"].to_pylist() == ["count"]


def test_rows_of_another_source_are_replaced_only_for_a_reason(workspace, imported, tmp_path):
    imported(FILE)
    other = workspace.path / "recipes" / "other.toml"
    other.write_text(
        (workspace.path / "recipes" / "offences.toml").read_text(encoding="utf-8"), "utf-8"
    )
    (tmp_path / "other.csv").write_text(FILE.replace("12", "14"), encoding="utf-8")
    report = import_file(workspace, tmp_path / "other.csv", "other", who="t")
    assert rules(report) == ["rows of another source would be replaced"]


def test_a_tenfold_jump_is_doubted(imported):
    imported(FILE)
    # Twice as many is news, not another unit.
    assert not imported(FILE.replace(",12\n", ",24\n"), is_dry_run=True).is_refused
    report = imported("Code,Year,Offences\nW1,2004/05,1000\nW1,2005/06,1200\nW2,2005/06,2000\n")
    assert "the values jump tenfold against those published" in rules(report)


def test_a_jump_is_doubted_however_many_rows_stay_as_they_were(recipe, imported):
    recipe(('states = "whole"', 'states = "update"'))
    years = "".join(f"W1,{y}/{(y + 1) % 100:02},10\n" for y in range(1990, 2005))
    head = "Code,Year,Offences\n"
    imported(f"{head}{years}")
    # Fifteen rows as they were would outvote the one that is in another unit.
    report = imported(f"{head}{years}W1,2005/06,1000\n")
    assert rules(report) == ["the values jump tenfold against those published"]


def test_a_row_taken_over_is_told_though_another_keeps_its_source():
    published = observations({"area_code": "W1", "source_id": "police"}, {"source_id": "police"})
    incoming = observations(
        {"area_code": "W1", "source_id": "police", "value": None, "value_note": "suppressed"},
        {"source_id": "council", "value": 51.0},
    )
    found = difference.between(_connection(), incoming, published, whole_source=None)
    assert found.taken_over == ("police",)


TARGET = {"target_value": 60.0, "intervention_level": 40.0}


@pytest.mark.parametrize(
    ("targets", "before", "after", "expected"),
    [
        ([TARGET], {"value": 59.0}, {"value": 60.0}, ("within_tolerance", "on_target")),
        # Worked out from counts, 60 can come out a last binary digit short.
        ([TARGET], {"value": 59.0}, {"value": 60 - 1e-14}, ("within_tolerance", "on_target")),
        ([TARGET], {"value": 60.0}, {"value": 40.0}, ("on_target", "intervention")),
        (
            [TARGET],
            {"value": 60.0},
            {"value": 60.0, "value_note": "projected"},
            ("on_target", "not_comparable"),
        ),
        # The target of three years holds too, but that of the year itself counts.
        (
            [TARGET | {"period_end": date(2011, 3, 31), "target_value": 90.0}, TARGET],
            {"value": 59.0},
            {"value": 61.0},
            ("within_tolerance", "on_target"),
        ),
        # The only target covers more than the year.
        (
            [TARGET | {"period_end": date(2011, 3, 31)}],
            {"value": 59.0},
            {"value": 61.0},
            ("within_tolerance", "on_target"),
        ),
    ],
)
def test_statuses_are_judged_as_on_the_pages(targets, before, after, expected):
    connection = _connection()
    connection.register("targets", table("targets", *targets))
    connection.register("indicators", table("indicators", {}))
    found = difference.between(
        connection, observations(after), observations(before), whole_source=None
    )
    assert [(c.status_before, c.status_after) for c in found.status_changes] == [expected]


def test_a_total_that_differs_from_all_its_areas_is_doubted(imported):
    wards = "W1,2005/06,10\nW2,2005/06,20\nW3,2005/06,30\n"
    head = "Code,Year,Offences\n"
    report = imported(f"{head}{wards}B1,2005/06,70\n")
    assert rules(report) == ["the total does not reconcile with its areas"]
    assert "70 against 60 in 3 areas of type ward" in report.warnings[0].value
    assert report.warnings[0].row == 5
    assert not imported(f"{head}{wards}B1,2005/06,60\n").is_refused


def test_a_total_is_not_held_against_some_of_its_areas(imported):
    assert rules(imported("Code,Year,Offences\nW1,2005/06,10\nB1,2005/06,70\n")) == []


def test_a_period_that_has_not_ended_is_doubted_unless_it_is_marked(recipe, imported):
    later = f"{date.today().year + 1}"
    content = f"Code,Year,Offences\nW1,{later},1\n"
    assert rules(imported(content)) == ["the period has not ended"]
    recipe(("[columns]", f'notes = [{{ note = "projected", periods = ["{later}"] }}]\n[columns]'))
    assert not imported(content).is_refused


def test_unknown_areas_left_out_with_a_warning_need_a_reason(recipe, imported):
    recipe(("[columns]", 'areas = { unknown = "warn" }\n[columns]'))
    report = imported(FILE + "X9,2005/06,1\n")
    assert (report.warnings[0].rule, report.warnings[0].value) == ("unknown area code", "X9")
    assert imported(FILE + "X9,2005/06,1\n", reason="Not ours").added == 3


def test_statuses_that_would_flip_are_counted_and_targets_at_odds_are_doubted(workspace, imported):
    imported(FILE)
    target = {
        "indicator_id": ["offences"],
        "area_code": ["W1"],
        "period_start": [date(2005, 4, 1)],
        "period_end": [date(2006, 3, 31)],
        "baseline_value": [10.0],
        "target_value": [12.0],
        "intervention_level": [15.0],
    }
    targets = contract.typed(REFERENCE["targets"], pa.table(target))
    publishing.publish(
        workspace.path, publishing.Change(reference={"targets": targets}),
        source_id="t", who="t", why="t",
    )  # fmt: skip
    report = imported(FILE.replace("12", "15"), is_dry_run=True)
    assert [(c.status_before, c.status_after, c.status_count) for c in report.status_changes] == [
        ("on_target", "intervention", 1)
    ]
    assert rules(report) == ["the polarity is at odds with the target"]


@pytest.mark.parametrize(("last", "is_doubted"), [(0.86, True), (0.97, False)])
def test_a_newest_year_that_falls_everywhere_looks_cut_short(workspace, imported, last, is_doubted):
    wards = [f"V{i}" for i in range(12)]
    base = publishing.current(workspace.path)
    areas = publishing.reference_table(workspace.path, base, "areas")
    more = {"area_code": wards, "name": wards, "area_type": ["ward"] * 12}
    areas = pa.concat_tables([areas, contract.typed(REFERENCE["areas"], pa.table(more))])
    publishing.publish(
        workspace.path, publishing.Change(reference={"areas": areas}),
        source_id="t", who="t", why="t",
    )  # fmt: skip
    rows = [
        f"{w},{y}/0{y % 10 + 1},{1000 * s}" for w in wards for y, s in ((2004, 1), (2005, last))
    ]
    report = imported("Code,Year,Offences\n" + "\n".join(rows) + "\n")
    assert ("the newest period looks cut short" in rules(report)) == is_doubted


SETTINGS = {
    "name": "n",
    "publisher": "p",
    "collection": "lpsa",
    "states": "whole",
    "period_kinds": ["calendar_year"],
    "columns": {"area": "Code", "period": "Year", "value": "Value"},
    "constants": {"indicator": "i"},
}
keys = st.tuples(st.sampled_from(["A", "B", "C"]), st.integers(1990, 2020))
tables = st.dictionaries(keys, st.floats(allow_nan=False, allow_infinity=False), min_size=1)


@settings(max_examples=25, deadline=None)
@given(
    tables.flatmap(lambda table: st.tuples(st.just(table), st.permutations(list(table.items()))))
)
def test_a_file_in_another_order_changes_nothing(example):
    table, permuted = example
    first, second = _observations(list(table.items())), _observations(permuted)
    published = contract.typed(contract.OBSERVATIONS, first)
    connection = _connection()
    found = difference.between(connection, second, published, whole_source="s")
    assert (found.added, found.changed, found.removed) == (0, 0, 0)
    assert found.unchanged == len(table)


def _observations(items: list) -> pa.Table:
    cells = {
        "Code": [area for (area, _), _ in items],
        "Year": [str(year) for (_, year), _ in items],
        "Value": [repr(value) for _, value in items],
    }
    texts = Texts(pa.table(cells), pa.array(range(len(items)), pa.int64()), 1, "0" * 64)
    names = pa.array(["A", "B", "C"])
    areas = pa.table({"area_code": names, "name": names, "area_type": names})
    return reshaped(texts, from_settings("s", SETTINGS), areas, {}, Findings()).rows


def _connection():
    import duckdb

    connection = duckdb.connect()
    for name in ("indicators", "targets"):
        connection.register(name, REFERENCE[name].schema.empty_table())
    return connection
