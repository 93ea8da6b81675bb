"""XmR charts against NHSRplotthedots 0.2.2: every case, and two sets of whole series."""

from __future__ import annotations

import csv
import json
from datetime import date

import pytest

from tests.queries.methods.monthly import chart, latest

POLARITIES = {"increase": "higher", "decrease": "lower", "neutral": "none"}
ICONS = {"special_cause_improvement": "improvement", "special_cause_concern": "concern"}


def label(point):
    """The package's words for a point's signal."""
    is_up = (point["direction"] or 0) > 0
    return {
        "none": "Common Cause",
        "outside": "Above UCL" if is_up else "Below LCL",
        "trend": f"7 Point Trend ({'Increasing' if is_up else 'Decreasing'})",
        "two_in_three": f"2 in 3 {'Above' if is_up else 'Below'} CL",
        "shift": f"7 Points {'Above' if is_up else 'Below'} CL",
    }[point["signal"]]


def vectors(shared):
    return json.loads((shared / "vectors/spc/ptd_cases.json").read_text("utf-8"))["data"]


def case_rows(case):
    names = case.get("facet", ["no facet"] * len(case["y"]))
    targets = case.get("target")
    dates = set(case.get("rebase", []))
    named = {name: set(at) for name, at in case.get("rebase_named", {}).items()}
    return [
        {
            "series": name,
            "period": day,
            "value": None if value is None else float(value),
            "is_rebase": day in (named.get(name, set()) if named else dates),
            "polarity": POLARITIES[case.get("improvement_direction", "increase")],
            "target": targets.get(name) if isinstance(targets, dict) else targets,
        }
        for name, day, value in zip(names, case["dates"], case["y"], strict=True)
    ]


def assert_same_point(found, row):
    assert found["rebase_group"] == row["rebase_group"]
    assert (found["value"] is None) == (row["y"] is None)
    assert found["mean"] == pytest.approx(row["mean"], rel=1e-9)
    has_limits = None not in (row["upl"], row["lpl"]) and row["upl"] != row["lpl"]
    if not has_limits:  # a difference of ours, tested by its name below
        assert found["reason"] == "not_enough_variation"
        return
    assert found["reason"] is None
    assert found["lower_limit"] == pytest.approx(row["lpl"], rel=1e-9)
    assert found["upper_limit"] == pytest.approx(row["upl"], rel=1e-9)
    assert found["side"] == row["relative_to_mean"]
    assert found["is_outside"] == bool(row["outside_limits"])
    assert found["is_close"] == bool(row["close_to_limits"])
    assert label(found) == row["special_cause_type"]
    kind, *_ = found["point_type"].rsplit("_", 1)
    assert kind == ICONS.get(row["point_type"], "common")


def assert_same_icons(found, summary):
    if found["reason"] == "not_enough_variation":
        assert (found["variation"], found["assurance"]) == (None, None)
        return
    assert found["variation"] == summary["variation_icon"]
    assert found["assurance"] == summary["assurance_type"]


def test_every_case_of_the_package(ask, shared):
    checked = 0
    for case in vectors(shared):
        expected = case["expected"]
        if "error" in expected:
            continue
        choices = (case.get("screen_outliers", True), case.get("fix_after_n_points"))
        found = chart(ask, case_rows(case), *choices)
        rows = sorted(expected["rows"], key=lambda row: (row["facet"], row["date"]))
        for point, row in zip(found, rows, strict=True):
            assert (point["series"], str(point["period"])[:10]) == (row["facet"], row["date"])
            assert_same_point(point, row)
            checked += 1
        icons = latest(ask, case_rows(case), *choices)
        for icon, summary in zip(icons, expected["summary"], strict=True):
            if icon["series"] not in {"c"}:  # facet without a target: a difference of ours
                assert_same_icons(icon, summary)
    assert checked > 1000


@pytest.mark.parametrize(
    ("name", "baseline_points", "is_screened"),
    [("ae_breaches_decrease", None, True), ("ae_breaches_fix12_noscreen", 12, False)],
)
def test_emergency_attendances_as_published(ask, shared, name, baseline_points, is_screened):
    folder = shared / "vectors/spc"
    expected = json.loads((folder / "ae_attendances_expected.json").read_text())["data"][name]
    with (folder / "ae_attendances_input.csv").open() as lines:
        published = list(csv.DictReader(lines))
    rows = [
        {
            "series": row["org_code"],
            "period": row["date"],
            "value": float(row["breaches"]),
            "is_rebase": False,
            "polarity": "lower",
            "target": 1000,
        }
        for row in published
    ]

    for point, row in zip(
        chart(ask, rows, is_screened, baseline_points), expected["rows"], strict=True
    ):
        assert (point["series"], point["period"]) == (row["facet"], row["date"])
        assert_same_point(point, row)
    icons = latest(ask, rows, is_screened, baseline_points)
    for icon, summary in zip(icons, expected["summary"], strict=True):
        assert_same_icons(icon, summary)


def test_many_random_series_of_the_package(ask, shared):
    with (shared / "vectors/spc/ptd_fuzz_screened.csv").open() as lines:
        expected = list(csv.DictReader(lines))
    rows = [
        {
            "series": row["facet"],
            "period": date.fromisoformat(row["date"]),
            "value": float(row["y"]) if row["y"] not in ("", "NA") else None,
            "is_rebase": False,
            "polarity": "higher",
            "target": None,
        }
        for row in expected
    ]
    limits = 0
    for point, row in zip(chart(ask, rows), expected, strict=True):
        if row["lpl"] in ("", "NA") or row["lpl"] == row["upl"]:
            assert point["reason"] == "not_enough_variation"
            continue
        limits += 1
        assert point["mean"] == pytest.approx(float(row["mean"]), rel=1e-9)
        assert point["lower_limit"] == pytest.approx(float(row["lpl"]), rel=1e-9)
        assert point["upper_limit"] == pytest.approx(float(row["upl"]), rel=1e-9)
        assert str(point["side"]) == row["relative_to_mean"] or row["y"] in ("", "NA")
        assert str(point["is_close"]) == row["close_to_limits"].capitalize()
        assert label(point) == row["special_cause_type"]
    assert limits > 7000
