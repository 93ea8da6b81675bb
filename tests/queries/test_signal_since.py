"""Since when a signal holds, and signals beside a season, in literal series."""

from __future__ import annotations

from datetime import date

import pytest

from tests.queries.cases import QUIET, WAVE, Case, moved, name_of, result, served
from tests.queries.series import months

CLIMB, HIGH = [47.0, 48.0, 49.0, 50.0, 51.0, 52.0, 53.0], [value + 10 for value in WAVE]
NEW = {"value": 52.0, "value_note": "break_in_series"}
# A dip every August beside small ups and downs; and the same with a step in August 2008.
DIPS = [100.0 - 30 * (number % 12 == 1) + (0, 1, -1, 2, -2)[number % 5] for number in range(96)]
STEPPED = [value + 12 * (number >= 85) for number, value in enumerate(DIPS)]
SINCE = {
    "a single value": Case(months([*WAVE, 90.0]), {"signal_since_label": "Jun 2009"}),
    # One such value stood alone long before; the signal now is another.
    "an earlier signal that passed": Case(
        months([*WAVE[:10], 90.0, *WAVE, 90.0]), {"signal_since_label": "Jun 2009"}
    ),
    "an earlier signal on the other side": Case(
        months([*WAVE[:10], 10.0, *WAVE, 90.0]), {"signal_since_label": "Jun 2009"}
    ),
    "four fifths of the values since lie on its side": Case(
        months([*WAVE, *WAVE[:18], 75.0, 76.0, 44.0, 76.0, 75.0]),
        {"signal": "outside", "signal_since_label": "Feb 2009"},
    ),
    "four of six do not": Case(
        months([*WAVE, *WAVE[:18], 75.0, 44.0, 44.0, 76.0, 75.0, 76.0]),
        {"signal": "outside", "signal_since_label": "Apr 2009"},
    ),
    # The first two of the eight that rise lie outside the limits, which is told first.
    "a trend since the first value that is nothing else": Case(
        months([*WAVE, *WAVE, 20.0, 24.0, 50.0, 51.0, 52.0, 53.0, 54.0, 55.0]),
        {"signal": "trend", "direction": 1, "signal_since_label": "Jan 2009"},
    ),
    "the second of two trends one way": Case(
        months([*CLIMB, *WAVE, *CLIMB]), {"signal": "trend", "signal_since_label": "Dec 2008"}
    ),
    # Before the break the last forty lie high, and so do eight of thirteen after it.
    "no further back than the break": Case(
        months([*WAVE[:10], *HIGH, *HIGH, NEW, *WAVE[1:5], *(60.0, 61.0) * 4]),
        {"signal": "shift", "signal_since_label": "Nov 2008"},
    ),
    "a run's first value": Case(
        months([*WAVE, *HIGH]),
        {"signal": "shift", "signal_since_label": "Nov 2007", "signal_since": date(2007, 11, 30)},
    ),
}
SEASONS = {
    "the same dip every year": Case(months(DIPS), QUIET | {"is_seasonal": True}),
    "the same dip every year and nothing else": Case(
        months([100.0 - 30.5 * (number % 12 == 1) for number in range(96)]),
        moved("no_variation", None, is_seasonal=True, chart_reason="not_enough_variation"),
    ),
    "up to the month of the dip": Case(months(DIPS[:86]), QUIET | {"is_seasonal": True}),
    "a step on top of the dips": Case(
        months(STEPPED), moved("improved", is_seasonal=True, signal_since_label="Aug 2008")
    ),
    "five years, of which four have a year around": Case(
        months(DIPS[-60:]), QUIET | {"is_seasonal": True}
    ),
    # Without a season the eleven months beside a dip are a run above the average.
    "a month less": Case(months(DIPS[-59:]), moved("improved", is_seasonal=False, signal="shift")),
    "a straight line": Case(
        months([0.1 * number for number in range(96)]), moved("improved", is_seasonal=False)
    ),
    "a dip that has no month": Case(
        months([100.0 - 30 * (number % 7 == 1) for number in range(96)]),
        moved("no_clear_change", is_seasonal=False),
    ),
}
CASES = SINCE | SEASONS


@pytest.fixture(scope="module", autouse=True)
def workspace_of_cases(tmp_path_factory):
    with served(tmp_path_factory.mktemp("cases"), CASES):
        yield


@pytest.mark.parametrize("words", CASES)
def test_the_signal_and_its_beginning(words):
    expected = CASES[words].expected

    assert result(name_of(CASES, words), expected) == expected
