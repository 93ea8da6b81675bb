"""Every result of the bundled sample, judged by SQL and by the second version in plain Python."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pandas as pd
import pytest

from data import releases
from data.publishing import reference_table
from data.workspace import BUNDLED
from queries import fetch, judged_in, workspace
from tests.data.bundled import observations_of
from tests.queries.second_version import judged
from tests.queries.workspaces import serving

HOME, HARROW_WEALD, ROXBOURNE = "E09000015", "E05000290", "E05000301"
WORDS = (
    "status",
    "freshness",
    "movement",
    "movement_basis",
    "tested_values",
    "is_trial",
    "is_seasonal",
    "chart_reason",
    "signal",
    "direction",
    "signal_since",
    "trend",
)


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


@cache
def published(name: str) -> list[dict[str, object]]:
    """Rows of one table of the sample, read from its files without the store."""
    release, _ = releases.served(BUNDLED)
    if name != "observations":
        return reference_table(BUNDLED, release, name).to_pylist()
    return [
        row
        for row in observations_of(BUNDLED, release).to_pylist()
        if row["department_code"] is None and row["breakdown_type"] == "all"
    ]


def told(found: pd.DataFrame) -> dict[str, dict[str, object]]:
    """What was found by indicator, in the plain values of the second version."""
    dated = found.assign(signal_since=found["signal_since"].dt.date)[list(WORDS)]
    return dated.astype(object).where(dated.notna(), None).to_dict("index")


def rows(name: str, indicator_id: object, area_code: str) -> list[dict[str, object]]:
    return [
        row
        for row in by_indicator(name).get(indicator_id, ())
        if row["area_code"] in (area_code, None)
    ]


@cache
def by_indicator(name: str) -> dict[object, list[dict[str, object]]]:
    grouped: dict[object, list[dict[str, object]]] = {}
    for row in published(name):
        grouped.setdefault(row["indicator_id"], []).append(row)
    return grouped


@pytest.mark.parametrize("area_code", [HOME, HARROW_WEALD, ROXBOURNE])
def test_both_versions_judge_every_indicator_alike(area_code):
    found = told(fetch("results", **judged_in(area_code)).set_index("indicator_id"))
    expected = {
        indicator["indicator_id"]: judged(
            indicator,
            rows("observations", indicator["indicator_id"], area_code),
            rows("targets", indicator["indicator_id"], area_code),
            rows("series_breaks", indicator["indicator_id"], area_code),
            workspace().today,
        )
        for indicator in published("indicators")
    }

    assert set(found) == set(expected)
    for word in WORDS:
        differing = {
            indicator_id: (found[indicator_id][word], result[word])
            for indicator_id, result in expected.items()
            if word in result and found[indicator_id][word] != result[word]
        }
        assert differing == {}, word


def test_the_sample_has_most_of_what_there_is_to_judge():
    found = fetch("results", **judged_in(HOME))

    assert {"on_target", "within_tolerance", "intervention", "no_target"} <= set(found["status"])
    assert {"not_comparable", "no_judgement"} <= set(found["status"])
    assert {"improved", "worsened", "no_clear_change"} <= set(found["movement"])
    assert min(Counter(found["freshness"])[word] for word in ("late", "up_to_date")) > 1
    assert {"control_chart", "recent_trend", "trial_chart"} <= set(found["movement_basis"])
    assert {"increasing_better", "decreasing_worse"} <= set(found["trend"])
    assert {"proportions", "intervals"} <= set(found["trend_method"])
    assert found["is_seasonal"].sum() > 5
    wards = pd.concat(fetch("results", **judged_in(ward)) for ward in (HARROW_WEALD, ROXBOURNE))
    assert {"suppressed", "no_data"} <= set(wards["status"])
    assert {"outside", "trend", "two_in_three", "shift"} <= {*found["signal"], *wards["signal"]}
