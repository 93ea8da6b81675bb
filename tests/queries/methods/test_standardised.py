"""Standardised rates and ratios against PHEindicatormethods 2.1.0 and its own test files."""

from __future__ import annotations

import csv
import json
import math

import pytest

LEVELS = {"95_0": 0.95, "99_8": 0.998}
BAND = {"events": 20.0, "population": 100.0, "standard_population": 50.0, "squared_events": 20.0}
INDIRECT = {
    "events": 20.0, "population": 100.0, "reference_events": 5.0, "reference_population": 50.0,
}  # fmt: skip


def published(shared, name):
    path = shared / f"vectors/indicators/pkg_testdata_DSR_ISR__{name}.csv"
    with path.open(encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def weights(shared):
    """Standard populations of the two files: 1976 as given there, 2013 by age band."""
    esp2013 = [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500,
               5000, 4000, 2500, 1500, 1000]  # fmt: skip
    bands = [row["ageband"] for row in published(shared, "testdata_multiarea")][:19]
    return dict(zip(bands, esp2013, strict=True))


def band(series, events, population, standard):
    return {
        "series": series,
        "events": events,
        "squared_events": events,
        "population": population,
        "standard_population": standard,
    }


def number(text):
    return float(text) if text else None


def close(text):
    return None if text in ("", "NA", None) else pytest.approx(float(text), rel=1e-9)


def test_direct_rates_of_the_package_s_own_files(ask, shared):
    standard = weights(shared)
    rows = [
        band(row["area"], number(row["count"]), float(row["pop"]), standard[row["ageband"]])
        for row in published(shared, "testdata_multiarea")
    ] + [
        band("testdata_1976", float(row["count"]), float(row["pop"]), float(row["esp1976"]))
        for row in published(shared, "testdata_1976")
    ]
    expected = [
        row
        for row in published(shared, "testresults_DSR")
        if "nonind" not in row["area"]  # their inputs are not published
    ]
    assert len(expected) == 8
    for row in expected:
        multiplier = 100_000 if "100000" in row["statistic"] else 10_000
        for name, confidence in LEVELS.items():
            (found,) = ask(
                "from directly_standardised('bands', $multiplier, $confidence)"
                " where series = $area",
                {"multiplier": multiplier, "confidence": confidence, "area": row["area"]},
                bands=rows,
            )
            assert found["events"] == float(row["total_count"])
            assert found["population"] == float(row["total_pop"])
            assert found["value"] == close(row["value"])
            if (row["area"], name) == ("testdata_1976", "99_8"):
                continue  # the file's figures there are ten times its own value's
            assert found["lower_limit"] == close(row[f"lower{name}cl"])
            assert found["upper_limit"] == close(row[f"upper{name}cl"])
            assert (found["reason"] == "fewer_than_10_events") == (row["value"] == "")


def test_indirect_rates_of_the_runs(ask, shared):
    runs = json.loads((shared / "vectors/indicators/phe_runs.json").read_text("utf-8"))["data"]
    rows = [
        {
            "series": row["area"],
            "events": row["x"],
            "population": row["n"],
            "reference_events": row["refcount"],
            "reference_population": row["refpop"],
        }
        for row in runs["isr_input"]
    ]
    for name, confidence in LEVELS.items():
        found = ask(
            "from indirectly_standardised('bands', confidence := $c) order by series",
            {"c": confidence},
            bands=rows,
        )
        for rate, row in zip(found, runs["israte"], strict=True):
            assert (rate["series"], rate["observed"]) == (row["area"], row["observed"])
            assert rate["expected"] == close(row["expected"])
            assert rate["reference_rate"] == close(row["ref_rate"])
            assert rate["rate"] == close(row["value"])
            assert rate["rate_lower_limit"] == close(row[f"lower{name}cl"])
            assert rate["rate_upper_limit"] == close(row[f"upper{name}cl"])
            assert rate["ratio"] == close(row["value"] / row["ref_rate"])
            assert rate["method"] == {"Byars": "byar", "Exact": "exact"}[row["method"]]


def test_ten_events_are_given_and_nine_are_not(ask):
    rows = [
        {**band("ten", 10.0, 100.0, 50.0)},
        {**band("nine", 9.0, 100.0, 50.0)},
        {**band("nine", None, 100.0, 50.0)},  # missing events are none
    ]

    found = {row["series"]: row for row in ask("from directly_standardised('b')", b=rows)}

    assert found["ten"]["value"] == 10_000
    assert found["nine"]["value"] is found["nine"]["lower_limit"] is None
    assert found["nine"]["reason"] == "fewer_than_10_events"


def test_people_counted_twice_widen_the_limits_and_leave_the_rate(ask):
    once = {**BAND, "series": "once"}
    # 10 people counted twice: 20 events, 10 x 2 x 2 squared.
    twice = {**BAND, "series": "twice", "squared_events": 40.0}

    found = ask("from directly_standardised('b') order by series", b=[once, twice])

    assert found[0]["value"] == found[1]["value"]
    ratios = [(row["upper_limit"] - row["value"]) for row in found]
    assert ratios[1] / ratios[0] == pytest.approx(math.sqrt(2))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"events": -1.0}, "negative_numerator"),
        ({"population": 0.0}, "denominator_not_positive"),
        ({"population": None}, "missing_denominator"),
        ({"standard_population": None}, "missing_standard_population"),
        ({"standard_population": 0.0}, "missing_standard_population"),
        ({"squared_events": math.inf}, "missing_numerator"),
    ],
)
def test_bad_bands_give_no_direct_rate_but_a_reason(ask, wrong, reason):
    rows = [{**BAND, "series": "a", **wrong}, {**BAND, "series": "a", **wrong}]

    (found,) = ask("from directly_standardised('b')", b=rows)

    assert (found["value"], found["lower_limit"], found["upper_limit"]) == (None, None, None)
    assert found["reason"] == reason


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"events": -1.0}, "negative_numerator"),
        ({"events": None}, "missing_numerator"),
        ({"population": 0.0}, "denominator_not_positive"),
        ({"reference_population": 0.0}, "no_reference"),
        ({"reference_events": None}, "no_reference"),
        ({"reference_events": 0.0}, "nothing_expected"),
    ],
)
def test_bad_bands_give_no_ratio_but_a_reason(ask, wrong, reason):
    (found,) = ask("from indirectly_standardised('b')", b=[{**INDIRECT, "series": "a", **wrong}])

    assert (found["ratio"], found["ratio_upper_limit"], found["rate"]) == (None, None, None)
    assert found["reason"] == reason


def test_a_fraction_of_an_event_has_a_ratio_without_limits(ask):
    (found,) = ask(
        "from indirectly_standardised('b')", b=[{**INDIRECT, "series": "a", "events": 2.5}]
    )

    assert found["ratio"] == 0.25
    assert found["ratio_lower_limit"] is None
    assert found["reason"] == "fraction_of_an_event"
