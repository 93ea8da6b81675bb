"""What the sample's improvement plan is told of is really in its numbers, or is not."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from data.sample import facts
from data.workspace import BUNDLED, open_workspace
from queries import fetch
from tests.data.bundled import HOME, bundled
from tests.queries.workspaces import serving

SAMPLE = open_workspace(BUNDLED)
TODAY = {"today": date(2009, 7, 31)}
VERDICTS = {
    "turned the curve": "apart",
    "turned the curve, nothing to compare with": "alone",
    "did nothing": "no_change",
    "everywhere alike": "other_dates",
    "too soon to tell": "too_few",
}


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


def truths(*kinds: str) -> list[dict[str, str]]:
    rows = facts.read("action_truths")
    return rows[rows["kind"].isin(kinds)].to_dict("records")


def actions() -> pd.DataFrame:
    return fetch("action_list", **TODAY, partner=None).set_index("action_id")


def breach(indicator_id: str) -> dict[str, object]:
    """The breach of an indicator in the borough that lasts."""
    rows = fetch("intervention_clock", area_codes=(HOME,), **TODAY)
    (row,) = rows[(rows["indicator_id"] == indicator_id) & rows["is_open"]].to_dict("records")
    return row


def test_every_action_has_its_truth_and_all_that_a_case_needs():
    named = set(facts.read("action_truths")["action_id"]) - {""}

    assert named == set(actions().index)
    assert len(named) == 12
    for name in ("action_nodes", "action_indicators", "action_steps"):
        assert set(bundled(name)["action_id"]) == named


def test_owners_are_partners_of_the_workspace():
    assert set(actions()["owner_partner"]) <= set(bundled("departments")["partner"])


@pytest.mark.parametrize("truth", truths(*VERDICTS), ids=lambda truth: truth["action_id"])
def test_what_followed_an_action_is_found_again(truth):
    group = SAMPLE.comparator_group
    (row,) = fetch("action_effects", action_id=truth["action_id"], group_id=group).to_dict(
        "records"
    )

    assert row["indicator_id"] == truth["indicator_id"]
    assert row["verdict"] == VERDICTS[truth["kind"]]


def test_statuses_are_as_told():
    found = actions()

    overdue = {truth["action_id"] for truth in truths("overdue")}
    assert set(found.index[found["is_overdue"]]) == overdue
    for kind in ("planned", "stopped"):
        ids = {truth["action_id"] for truth in truths(kind)}
        assert set(found.index[found["status"] == kind]) == ids


@pytest.mark.parametrize(
    ("kind", "acknowledged", "agreed"), [("agreed late", 140, 175), ("agreed soon", 7, 14)]
)
def test_a_breach_was_acknowledged_and_answered_when_told(kind, acknowledged, agreed):
    (truth,) = truths(kind)
    row = breach(truth["indicator_id"])

    assert row["action_id"] == truth["action_id"]
    assert (row["days_to_acknowledge"], row["days_to_action"]) == (acknowledged, agreed)


def test_breaches_without_an_action_and_with_one_that_was_stopped():
    (none,), (stopped,) = truths("no action"), truths("stopped")

    assert pd.isna(breach(none["indicator_id"])["action_id"])
    assert breach(none["indicator_id"])["days_to_acknowledge"] == 6
    assert breach(stopped["indicator_id"])["action_id"] == stopped["action_id"]
    assert not breach(stopped["indicator_id"])["is_acted_on"]
