"""Why a status is what it is: literal rows in, the very words and facts out; asked on a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import judging, theme, why_words

IMPORTED = {
    "name": "Recycling",
    "unit": "%",
    "decimals": 1,
    "polarity": "higher",
    "period_label": "2008/09",
    "period_end": pd.Timestamp(2009, 3, 31),
    "value": 50.0,
    "value_note": None,
    "status": "within_tolerance",
    "last_break_date": pd.NaT,
    "baseline_value": 40.0,
    "baseline_label": "2004/05",
    "baseline_chosen": None,
    "target_value": 60.0,
    "target_label": None,
    "target_chosen": None,
    "target_lower": None,
    "target_upper": None,
    "intervention_level": 45.0,
    "level_chosen": None,
    "approved_by": "The board",
    "approved_date": pd.Timestamp(2008, 1, 15),
    "effective_from": pd.Timestamp(2008, 1, 15),
    "rule_version": None,
    "proposal_id": None,
}
IN_REGISTER = IMPORTED | {
    "baseline_chosen": "window_mean",
    "target_label": "Ten points up",
    "target_chosen": "change",
    "target_lower": 58.0,
    "target_upper": 63.0,
    "level_chosen": "share_of_the_way",
    "effective_from": pd.Timestamp(2009, 4, 1),
    "rule_version": 2.0,
    "proposal_id": "7",
}


@dataclass(frozen=True)
class By:
    """Whose rules judge, as a page hands it over."""

    is_then: bool
    today: date = date(2009, 7, 31)
    version: int = 6


NOW, THEN = By(False), By(True)


@pytest.mark.parametrize("status", theme.STATUSES)
def test_every_status_has_its_rule_in_words(status):
    assert why_words.rule(IMPORTED | {"status": status}).endswith(".")


def test_a_rule_follows_the_polarity_and_says_when_no_level_is_set():
    on_target, low = {"status": "on_target"}, {"polarity": "lower"}

    assert why_words.rule(IMPORTED | on_target) == (
        "The value is exactly on or above the target for its period, and higher is better."
    )
    assert why_words.rule(IMPORTED | on_target | low) == (
        "The value is exactly on or below the target for its period, and lower is better."
    )
    assert why_words.rule(IMPORTED | {"status": "intervention"}) == (
        "The value is exactly on or below the intervention level."
    )
    assert why_words.rule(IMPORTED | {"status": "intervention"} | low) == (
        "The value is exactly on or above the intervention level."
    )
    assert why_words.rule(IMPORTED | {"intervention_level": None}).endswith(
        "No intervention level is set."
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"value_note": "projected"},
            "A projected value is no result, so it is not held against the target.",
        ),
        (
            {"value_note": "partial_period"},
            "The value covers part of its period, so it is not held against the whole's target.",
        ),
        (
            {"last_break_date": pd.Timestamp(2008, 4, 1)},
            "The series was broken on 1 April 2008 and the target was approved before, on 15 "
            "January 2008, so values since are not held against it.",
        ),
        (
            {"last_break_date": pd.Timestamp(2008, 4, 1), "approved_date": pd.NaT},
            "The series was broken on 1 April 2008 and the target has no date of approval, so "
            "values since are not held against it.",
        ),
    ],
)
def test_what_is_not_comparable_says_which_of_its_reasons_it_was(changed, said):
    assert why_words.rule(IMPORTED | {"status": "not_comparable"} | changed) == said


def test_the_facts_of_a_status_by_a_target_published_with_the_data():
    assert why_words.facts(IMPORTED, NOW) == {
        "Period": "2008/09",
        "Value": "50.0%",
        "Baseline": "40.0% (2004/05)",
        "Target for the period": "60.0%",
        "Intervention level": "45.0%",
        "Polarity": "Higher is better",
        "Approved": "The board, 15 January 2008",
        "In force since": "15 January 2008",
        "Rule": "Published with the data, and not changed in the register",
        "Judged": "By today's rules: those in force on 31 July 2009",
        "Data version": "6",
    }


def test_the_facts_of_a_status_by_a_rule_of_the_register_judged_then():
    assert why_words.facts(IN_REGISTER | {"value_note": "provisional"}, THEN) == {
        "Period": "2008/09",
        "Value": "50.0% (provisional)",
        "Baseline": "40.0% (2004/05; the average of several periods)",
        "Target for the period": "60.0% (on the way to: Ten points up; a change from the baseline)",
        "Lower end of the target": "58.0%",
        "Upper end of the target": "63.0%",
        "Intervention level": "45.0% (a share of the way from baseline to target)",
        "Polarity": "Higher is better",
        "Approved": "The board, 15 January 2008",
        "In force since": "1 April 2009",
        "Rule": "Version 2 in the register, by proposal 7",
        "Judged": "By the rules of the time: those in force on 31 March 2009, the last day of the "
        "period",
        "Data version": "6",
    }


def test_a_target_without_a_date_of_approval_has_always_been_in_force():
    undated = {"approved_by": None, "approved_date": pd.NaT, "effective_from": pd.NaT}
    shown = why_words.facts(IMPORTED | undated, NOW)

    assert shown["In force since"] == "Always: no date of approval is known"
    assert "Approved" not in shown


@pytest.mark.parametrize(("by", "judged"), [(NOW, "31 July 2009"), (THEN, "the rules of the time")])
def test_the_facts_where_nothing_is_known(by, judged):
    nothing = dict.fromkeys(IMPORTED) | {"unit": "%", "decimals": 1, "polarity": "none"}
    shown = why_words.facts(nothing, by)

    assert list(shown) == ["Polarity", "Judged", "Data version"]
    assert shown["Judged"].endswith(judged)


def test_every_way_of_choosing_a_line_has_words():
    from typing import get_args, get_type_hints

    from data.register import rules

    for kind, words in (
        (rules.Baseline, why_words.BASELINES),
        (rules.Target, why_words.TARGETS),
        (rules.Level, why_words.LEVELS),
    ):
        assert set(get_args(get_type_hints(kind)["chosen"])) == set(words)


def test_only_what_is_not_judged_as_usual_says_so():
    rows = pd.DataFrame({"status": ["on_target"]})

    assert judging.joined("All is well.", NOW) == "All is well."
    assert judging.joined("", THEN).startswith("Judged by the rules of the time: ")
    assert judging.titled("Status", NOW) == "Status"
    assert judging.titled("Status", THEN) == "Status, judged by the rules of the time"
    assert judging.stamped(rows, NOW).columns.tolist() == ["status"]
    assert judging.stamped(rows, THEN)["Judged by"].tolist() == ["the rules of the time"]


def _page(rows: list[dict]) -> None:
    from datetime import date
    from types import SimpleNamespace

    import pandas as pd

    from components import why

    judged = SimpleNamespace(is_then=False, today=date(2009, 7, 31), version=6)
    shown = pd.DataFrame(rows).set_index("code")
    why.asked(shown, judged, name="list", by="name", label="Indicator")


def asked(*rows: dict) -> AppTest:
    page = AppTest.from_function(_page, kwargs={"rows": list(rows)}, default_timeout=30).run()
    assert not page.exception
    return page


@pytest.fixture(autouse=True)
def without_pages(monkeypatch):
    """No page to link to: what would be linked is noted instead."""
    links: list[tuple[str, dict]] = []
    monkeypatch.setattr(
        "streamlit.page_link", lambda page, **said: links.append((page, said["query_params"]))
    )
    return links


ONE = IMPORTED | {"code": "A1"}
OTHER = IN_REGISTER | {"code": "B1", "name": "<b>Waste</b>", "status": "on_target"}


def test_a_closed_popover_is_empty_and_an_open_one_explains_the_row_that_is_chosen(without_pages):
    page = asked(ONE, OTHER)
    assert not page.markdown
    assert not page.table

    page.session_state["why_list"] = True
    page.run()
    assert page.selectbox[0].options == ["Recycling", "<b>Waste</b>"]
    assert "◆ Within tolerance" in page.markdown[0].value
    assert [page for page, _ in without_pages] == ["pages/help/methods.py"]

    page.selectbox[0].set_value("B1").run()
    assert "● On target" in page.markdown[0].value
    assert "Version 2 in the register, by proposal 7" in page.table[0].value["value"].tolist()
    assert ("pages/working_group/changes.py", {"to_proposal": "7"}) in without_pages


def test_a_single_row_needs_no_choice_and_no_row_no_popover():
    page = asked(ONE)
    page.session_state["why_list"] = True
    page.run()
    assert not page.selectbox
    assert "◆ Within tolerance" in page.markdown[0].value
