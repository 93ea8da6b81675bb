"""Movement: the XmR limits of a literal past. Its mean is 50 and it moves by 100 each year.

The natural process limits are 50 + 2.66 x 100 = 316 and 50 - 2.66 x 100 = -216.
"""

from __future__ import annotations

from datetime import date

import pytest

from queries import fetch
from tests.data.rows import year
from tests.queries.workspaces import serving, workspace

ASKED = {"area_code": "H", "comparator_code": None, "today": date(2009, 7, 31)}
SWINGS = [0.0, 100.0] * 3
PART = {"value_note": "partial_period"}
# words: (movement, polarity, past values oldest first, latest). A value may be a whole row.
CASES = {
    "exactly on the upper limit": ("no_clear_change", "higher", SWINGS, 316.0),
    "above the upper limit": ("improved", "higher", SWINGS, 316.5),
    "exactly on the lower limit": ("no_clear_change", "higher", SWINGS, -216.0),
    "below the lower limit": ("worsened", "higher", SWINGS, -216.5),
    "above, where lower is better": ("worsened", "lower", SWINGS, 316.5),
    "below, where lower is better": ("improved", "lower", SWINGS, -216.5),
    "above, where neither is": ("higher", "none", SWINGS, 316.5),
    "below, where neither is": ("lower", "none", SWINGS, -216.5),
    # 0.25 + 2.66 x 0.1 = 0.516, but not in binary
    "on the upper limit but for rounding": ("no_clear_change", "higher", [0.2, 0.3] * 3, 0.516),
    "above it by more than rounding": ("improved", "higher", [0.2, 0.3] * 3, 0.51600001),
    "five earlier values": ("improved", "higher", SWINGS[1:], 1000.0),
    "four earlier values": ("too_few_points", "higher", SWINGS[2:], 1000.0),
    "no earlier value": ("too_few_points", "higher", [], 1000.0),
    "a past that never moved": ("no_variation", "higher", [7.0] * 6, 1000.0),
    "a latest value that is missing": (
        "too_few_points",
        "higher",
        SWINGS,
        {"value": None, "value_note": "missing"},
    ),
    "a latest value for part of a year": (
        "too_few_points",
        "higher",
        SWINGS,
        {"value": 1000.0, **PART},
    ),
    "a past value for part of a year counts neither as a value nor as a step": (
        "improved",
        "higher",
        [*SWINGS[:3], {"value": 9000.0, **PART}, *SWINGS[3:]],
        316.5,
    ),
    "a value that is missing in between is stepped over": (
        "improved",
        "higher",
        [*SWINGS[:3], {"value": None, "value_note": "suppressed"}, *SWINGS[3:]],
        316.5,
    ),
    "values before a break do not count": (
        "too_few_points",
        "higher",
        [*SWINGS, {"value": 0.0, "value_note": "break_in_series"}, *SWINGS[:3]],
        1000.0,
    ),
    "values after a break are enough": (
        "improved",
        "higher",
        [5000.0, {"value": 0.0, "value_note": "break_in_series"}, *SWINGS[1:]],
        316.5,
    ),
    "a recorded break": ("too_few_points", "higher", SWINGS, 1000.0),
}
BROKEN = list(CASES).index("a recorded break")


def results(number: int) -> list[dict[str, object]]:
    """Rows of one case: the latest for 2008/09, the past in the years before."""
    _, _, past, latest = CASES[list(CASES)[number]]
    series = [*past, latest]
    rows = [value if isinstance(value, dict) else {"value": value} for value in series]
    first = 2009 - len(rows)
    return [{"indicator_id": f"I{number}", **year(first + n), **row} for n, row in enumerate(rows)]


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory):
    polarities = enumerate(polarity for _, polarity, *_ in CASES.values())
    indicators = [
        {"indicator_id": f"I{number}", "polarity": polarity, "method": "mean"}
        for number, polarity in polarities
    ]
    observations = [row for number in range(len(CASES)) for row in results(number)]
    # A projection is neither a result nor part of the past.
    observations.append(
        {"indicator_id": "I1", **year(2009), "value": 5.0, "value_note": "projected"}
    )
    breaks = [{"indicator_id": f"I{BROKEN}", "break_date": date(2005, 4, 1)}]
    folder = tmp_path_factory.mktemp("movement")
    made = workspace(folder, observations, indicators=indicators, series_breaks=breaks)
    with serving(made):
        yield


@pytest.mark.parametrize("words", CASES)
def test_movement_of_the_latest_value(words):
    number = list(CASES).index(words)

    rows = fetch("indicator_result", indicator_id=f"I{number}", **ASKED)

    assert rows["movement"].tolist() == [CASES[words][0]]


def test_the_past_that_a_movement_is_held_against():
    number = list(CASES).index(
        "a past value for part of a year counts neither as a value nor as a step"
    )

    (row,) = fetch("indicator_result", indicator_id=f"I{number}", **ASKED).to_dict("records")

    assert (row["past_values"], row["past_mean"], row["past_moving_range"]) == (6, 50.0, 100.0)
    assert row["steps"] == 2.665
    assert (row["previous_value"], row["previous_period_label"]) == (100.0, "2007/08")
    # The line keeps what was published, the part of a year among it.
    assert list(row["recent_values"]) == [0.0, 100.0, 0.0, 9000.0, 100.0, 0.0, 100.0, 316.5]


def test_a_past_without_movement_gives_no_steps():
    number = list(CASES).index("a past that never moved")

    (row,) = fetch("indicator_result", indicator_id=f"I{number}", **ASKED).to_dict("records")

    assert row["steps"] is None or row["steps"] != row["steps"]


def test_what_moved_comes_largest_first_and_only_so_many():
    moved = fetch("movements", **ASKED, most=100)
    expected = {
        f"I{number}"
        for number, (movement, *_) in enumerate(CASES.values())
        if movement in ("improved", "worsened", "higher", "lower")
    }

    assert set(moved["indicator_id"]) == expected
    sizes = moved["steps"].abs().tolist()
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]
    two = fetch("movements", **ASKED, most=2)
    assert two["indicator_id"].tolist() == moved["indicator_id"].tolist()[:2]


def test_movements_are_counted_by_theme():
    (row,) = fetch("movement_by_theme", **ASKED, themes=["Safe"]).to_dict("records")

    movements = [movement for movement, *_ in CASES.values()]
    plain = ("worsened", "improved", "no_clear_change", "too_few_points")
    expected = {word: movements.count(word) for word in plain}
    expected["too_few_points"] += movements.count("no_variation")
    expected["not_judged"] = movements.count("higher") + movements.count("lower")
    assert row == {"theme": "Enhancing the environment", **expected}
    assert sum(expected.values()) == len(CASES)
