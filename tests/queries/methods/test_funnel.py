"""Funnel plots against PHEindicatormethods 2.1.0 and its own test files."""

from __future__ import annotations

import csv
import json

import pytest
from scipy.stats import chi2

PLACES = {
    "High (0.001)": "highest",
    "High (0.025)": "higher",
    "Not significant": "similar",
    "Low (0.025)": "lower",
    "Low (0.001)": "lowest",
}
# The package's bisection for the expected number stops at 1e-7 of a number that may be small.
CHART = 1e-4


def runs(shared):
    return json.loads((shared / "vectors/indicators/phe_runs.json").read_text("utf-8"))["data"]


def published(shared, name):
    path = shared / f"vectors/indicators/pkg_testdata_funnel_{name}.csv"
    with path.open(encoding="utf-8-sig") as lines:
        return list(csv.reader(lines))[1:]


def areas(rows):
    return [
        {"area_code": i, "numerator": float(numerator), "denominator": float(denominator)}
        for i, (numerator, denominator) in enumerate(rows)
    ]


def places(ask, kind, rows):
    sql = "from funnel_places('areas', $kind) order by area_code"
    return [row["place"] for row in ask(sql, {"kind": kind}, areas=areas(rows))]


def test_every_area_of_the_runs_is_placed_alike(ask, shared):
    vectors = runs(shared)
    for kind, numerator, denominator in (("prop", "num", "den"), ("ratio", "obs", "exp")):
        rows = [(row[numerator], row[denominator]) for row in vectors[f"funnel_{kind}_input"]]
        expected = [PLACES[row["significance"]] for row in vectors[f"funnel_{kind}_sig"]]
        name = {"prop": "proportion", "ratio": "ratio"}[kind]
        assert places(ask, name, rows) == expected


def test_every_area_of_the_published_files_is_placed_alike(ask, shared):
    proportions = published(shared, "prop_inputs")
    ratios = published(shared, "ratio_inputs")

    assert places(ask, "proportion", [row[1:3] for row in proportions]) == [
        PLACES[row[3]] for row in proportions
    ]
    assert places(ask, "ratio", [row[:2] for row in ratios]) == [PLACES[row[2]] for row in ratios]


def test_limits_of_proportions(ask, shared):
    expected = runs(shared)["funnel_prop_limits"]
    found = ask(
        "from funnel_proportion_limits($average, 940)",
        {"average": expected[0]["baseline"] / 100},
    )

    assert [row["denominator"] for row in found] == [row["Population"] for row in expected]
    for row, given_row in zip(found, expected, strict=True):
        for name, theirs in (("95", "2s"), ("998", "3s")):
            for side in ("lower", "upper"):
                limit = given_row[f"{side}_{theirs}_limit"]
                assert 100 * row[f"{side}_{name}"] == pytest.approx(limit, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("name", "smallest", "largest"),
    [("prop_outputs", 1, 110_000), ("prop_outputs_with_axis_variation", 10_000, 33_000)],
)
def test_limits_of_proportions_as_published(ask, shared, name, smallest, largest):
    rows = [[float(cell) for cell in row] for row in published(shared, name)]
    found = ask(
        "from funnel_proportion_limits($average, $largest, smallest := $smallest)",
        {"average": rows[0][5] / 100, "largest": largest, "smallest": smallest},
    )

    for row, (size, *limits, _) in zip(found, rows, strict=True):
        ours = [row["lower_95"], row["upper_95"], row["lower_998"], row["upper_998"]]
        assert row["denominator"] == size
        assert [100 * limit for limit in ours] == pytest.approx(limits, rel=1e-6, abs=2e-6)


def test_limits_of_ratios(ask, shared):
    expected = runs(shared)["funnel_ratio_isr_limits"]
    found = ask("from funnel_ratio_limits(100)")

    for row, given_row in zip(found, expected, strict=True):
        assert row["observed"] == given_row["Observed_events"]
        for name, theirs in (("95", "2s"), ("998", "3s")):
            for side in ("lower", "upper"):
                limit = given_row[f"{side}_{theirs}_limit"]
                assert 100 * row[f"{side}_{name}"] == pytest.approx(limit, rel=CHART)


def test_limits_of_ratios_as_published(ask, shared):
    rows = [[float(cell) for cell in row] for row in published(shared, "ratio_outputs")]
    found = ask("from funnel_ratio_limits(716)")

    for row, cells in zip(found, rows, strict=True):
        ours = [row["lower_95"], row["upper_95"], row["lower_998"], row["upper_998"]]
        theirs = [cells[3], cells[6], cells[9], cells[12]]
        assert row["observed"] == cells[0]
        assert [100 * limit for limit in ours] == pytest.approx(theirs, rel=CHART)


def test_limits_of_ratios_are_exact_however_many_events(ask):
    for row in ask("from funnel_ratio_limits(5000)"):
        events = row["observed"]
        exact = [chi2.isf(tail, 2 * events + 2) / 2 for tail in (0.025, 0.001)]
        exact += [chi2.ppf(tail, 2 * events) / 2 for tail in (0.025, 0.001)]
        ours = [row[f"{side}_expected"] for side in ("lower_95", "lower_998")]
        ours += [row[f"{side}_expected"] for side in ("upper_95", "upper_998")]
        assert ours == pytest.approx(exact, rel=1e-9)


def test_ours_an_upper_limit_is_capped_at_all_of_them_whatever_the_multiplier(ask):
    # The package caps at 100 even for a multiplier of 1 or 1,000.
    found = ask("from funnel_proportion_limits(0.9, 50)")

    assert max(row["upper_998"] for row in found) == 1
    assert min(row["lower_998"] for row in found) == 0


def test_a_rate_is_placed_against_the_average_of_all(ask):
    rows = [(10_000, 100_000), (105, 1000), (200, 1000), (5, 200)]

    assert places(ask, "rate", rows) == ["similar", "similar", "highest", "lowest"]


def test_bad_rows_have_no_place_and_do_not_move_the_average(ask):
    rows = [(30, 100), (30, 100), (-1, 100), (120, 100), (3, 0)]

    found = ask("from funnel_places('areas', 'proportion') order by area_code", areas=areas(rows))

    assert [row["place"] for row in found] == ["similar", "similar", None, None, None]
    assert [row["reason"] for row in found][2:] == [
        "negative_numerator",
        "numerator_above_denominator",
        "denominator_not_positive",
    ]
    assert {row["average"] for row in found} == {0.3}


def test_a_directly_standardised_rate_is_not_placed(ask):
    assert places(ask, "dsr", [(9, 100)]) == []


@pytest.mark.parametrize("average", [None, -0.1, 1.5])
def test_an_impossible_average_has_no_limits(ask, average):
    sql = "from funnel_proportion_limits($average::double, 100)"

    assert ask(sql, {"average": average}) == []
