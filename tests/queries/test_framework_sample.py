"""The eight pieces of work of every indicator of the sample, found again in plain Python."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd
import pytest

from data.workspace import BUNDLED
from queries import fetch
from tests.data.bundled import HOME, bundled
from tests.queries.workspaces import serving

TODAY = date(2009, 7, 31)
MONTHS = {"monthly": 1, "quarterly": 3, "four_monthly": 4, "annual": 12}
MONTHS |= {"biennial": 24, "triennial": 36, "four_yearly": 48}
PARTS = {"proportion": ["numerator", "denominator"], "rate": ["numerator", "denominator"]}
PARTS |= {"mean": ["numerator"], "count": ["numerator"], "score": []}


def rows_of(name: str) -> Mapping[str, list[dict]]:
    """Rows of a table by their indicator."""
    rows = bundled(name)
    if name == "targets":
        rows = rows[(rows["area_code"] == HOME) & (rows["period_end"] >= TODAY)]
    if name == "observations":
        rows = rows[(rows["area_code"] == HOME) & (rows["breakdown_type"] == "all")]
        rows = rows[rows["department_code"].isna()]
        rows = rows[~rows["value_note"].isin(["projected", "partial_period"])]
    return {str(key): list(found.to_dict("records")) for key, found in rows.groupby("indicator_id")}


def is_overdue(sheet: Mapping, latest: date) -> bool:
    if sheet["frequency"] not in MONTHS:
        return False
    months = latest.year * 12 + latest.month - 1 + MONTHS[sheet["frequency"]]
    year, month = months // 12, months % 12 + 1
    end = date(year, month, monthrange(year, month)[1])
    return end + timedelta(days=int(sheet["publication_lag_days"])) < TODAY


def lacks(sheet: Mapping, rules: list[dict], results: list[dict], is_linked: bool) -> list[str]:
    """What an indicator lacks, in the order of the pieces."""
    found = [] if is_linked else ["aim"]
    needed = ["definition", *PARTS[sheet["method"]], "unit", "source"]
    found += [name for name in needed if not str(sheet[name] or "").strip()]
    found += ["review"] if sheet["review_date"] < TODAY else []
    rule = min(
        rules, key=lambda row: (row["period_end"], -row["period_start"].toordinal()), default=None
    )
    if sheet["polarity"] != "none":
        held = rule or {}
        columns = ["baseline_value", "target_value", "intervention_level"]
        found += [c.removesuffix("_value") for c in columns if pd.isna(held.get(c))]
    found += [] if sheet["department_code"] else ["department"]
    latest = max((row["period_end"] for row in results), default=None)
    if latest is None:
        found.append("result")
    elif is_overdue(sheet, latest):
        found.append("overdue")
    return found


@pytest.fixture(scope="module")
def steps() -> pd.DataFrame:
    with serving(BUNDLED):
        return fetch("framework_steps", area_code=HOME, today=TODAY)


def test_every_indicator_lacks_what_its_facts_lack(steps):
    rules, results, linked = map(rows_of, ("targets", "observations", "thread_indicators"))
    sheets = bundled("indicators")
    expected = {
        sheet["indicator_id"]: lacks(
            sheet,
            rules.get(sheet["indicator_id"], []),
            results.get(sheet["indicator_id"], []),
            sheet["indicator_id"] in linked,
        )
        for sheet in sheets[sheets["is_scorecard"]].to_dict("records")
    }

    found = {
        name: lacked.split(",") if lacked else []
        for name, lacked in zip(steps["indicator_id"], steps["lacks"], strict=True)
    }
    assert found == expected
    assert 0 < sum(not lacked for lacked in found.values()) < len(found)


def test_an_aim_counts_what_the_thread_leads_to_from_it(steps):
    nodes, links = bundled("thread_nodes"), bundled("thread_links")
    children = links.groupby("parent_id")["child_id"].agg(set).to_dict()
    linked = bundled("thread_indicators").groupby("node_id")["indicator_id"].agg(set).to_dict()
    expected = {}
    for aim in nodes.loc[nodes["level"] == "partnership_aim", "node_id"]:
        beneath, waiting = {aim}, [aim]
        while waiting:
            new = children.get(waiting.pop(), set()) - beneath
            beneath |= new
            waiting += new
        served = set().union(*(linked.get(node, set()) for node in beneath))
        expected[aim] = served & set(steps["indicator_id"])

    found = steps.explode("aim_ids").groupby("aim_ids")["indicator_id"].agg(set).to_dict()
    assert found == expected
    assert len(found) == 6
