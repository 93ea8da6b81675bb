"""The framework in words: the fact behind every piece of work, what is lacking, what is claimed."""

from __future__ import annotations

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components import cards, framework_words, reporting, theme
from components.framework_facts import fact

WHOLE = {
    "node_titles": ["Collect weekly", "Recycle more"],
    "aim_titles": ["Cleaner"],
    "indicator_lack": "",
    "collection": "best_value",
    "partner": "Council",
    "definition_lack": "",
    "review_date": pd.Timestamp(2010, 3, 31),
    "polarity": "lower",
    "method": "rate",
    "unit": "per 1,000",
    "decimals": 1,
    "numerator": "fires",
    "denominator": "homes",
    "source": "Fire returns",
    "baseline_state": "done",
    "baseline_value": 4.0,
    "baseline_label": "2004/05",
    "target_state": "done",
    "target_value": 3.04,
    "intervention_level": 3.01,
    "target_end": pd.Timestamp(2010, 3, 31),
    "last_target_end": pd.Timestamp(2012, 3, 31),
    "approved_by": "The board",
    "approved_date": pd.Timestamp(2008, 1, 15),
    "department_name": "Waste",
    "frequency": "four_monthly",
    "publication_lag_days": 1,
    "period_label": "2008/09",
    "due_date": pd.Timestamp(2009, 6, 1),
    "first_received_date": pd.Timestamp(2009, 7, 28),
    "next_due_date": pd.Timestamp(2010, 6, 1),
    "reporting_lack": "",
    "actions": float("nan"),
    "rules_in_force": 3,
    "unapproved_rules": 0,
    "has_principles": None,
}
NO_RULE = {"baseline_state": "missing", "baseline_value": None, "target_value": None}
NO_RULE |= {"intervention_level": None, "target_end": pd.NaT}
UNSAID = "; the principles of change are not recorded here yet"
OWNED = "Owner Waste (Council); four monthly, due within 1 day"
FACTS = [
    (
        "aims",
        {},
        "In the thread at “Collect weekly” and 1 other objective, beneath “Cleaner”",
    ),
    (
        "aims",
        {"node_titles": ["Safe"], "aim_titles": None},
        "In the thread at “Safe”, beneath none of the partnership's aims",
    ),
    ("aims", {"node_titles": None}, "Not linked to any objective of the golden thread"),
    ("indicator", {}, "In Best Value, from Council"),
    ("indicator", {"indicator_lack": "collection,partner"}, "Lacks a collection and a partner"),
    (
        "definition",
        {},
        "Rate per 1,000 (fires ÷ homes), lower is better; source Fire returns; "
        "review due 31 March 2010",
    ),
    (
        "definition",
        {"method": "count", "unit": "count", "denominator": None, "polarity": "none"},
        "Count (fires), not judged; source Fire returns; review due 31 March 2010",
    ),
    (
        "definition",
        {"definition_lack": "unit,source,review"},
        "Lacks a unit, a source and a review of its definition; review was due 31 March 2010",
    ),
    (
        "definition",
        {"definition_lack": "review", "review_date": pd.NaT},
        "Lacks a review of its definition; no review is set",
    ),
    ("baseline", {}, "Baseline 4.0 per 1,000 (2004/05)"),
    ("baseline", {"baseline_label": None}, "Baseline 4.0 per 1,000"),
    (
        "baseline",
        {"baseline_state": "missing", "baseline_value": None},
        "The rule in force has no baseline",
    ),
    ("baseline", NO_RULE, "No rule in force: the last ended 31 March 2012"),
    ("baseline", {**NO_RULE, "last_target_end": pd.NaT}, "No rule was ever set here"),
    (
        "baseline",
        {**NO_RULE, "baseline_state": "not_needed", "polarity": "none"},
        "Neither high nor low is good in itself, so it needs no target",
    ),
    (
        "target",
        {},
        # in decimals enough to tell the two apart
        "Target 3.04 per 1,000 and intervention level 3.01 per 1,000 to 31 March 2010, approved by "
        "The board, 15 January 2008; targets run to Mar 2012",
    ),
    (
        "target",
        {"intervention_level": None, "approved_by": None, "approved_date": pd.NaT},
        "Target 3.0 per 1,000 and no intervention level to 31 March 2010, with nobody's approval; "
        "targets run to Mar 2012",
    ),
    ("target", NO_RULE, "No rule in force: the last ended 31 March 2012"),
    (
        "target",
        {"target_state": "not_needed", "polarity": "none"},
        "Neither high nor low is good in itself, so it needs no target",
    ),
    (
        "reporting",
        {},
        f"{OWNED}; last 2008/09, received 28 July 2009; the next is due 1 June 2010",
    ),
    (
        "reporting",
        {"reporting_lack": "department,overdue", "department_name": None},
        "No owner department; four monthly, due within 1 day; last 2008/09, received 28 July 2009; "
        "the next was due 1 June 2010",
    ),
    (
        "reporting",
        {"reporting_lack": "in_time"},
        f"{OWNED}; last 2008/09, received 28 July 2009, after a release that it was due for "
        "(1 June 2009); the next is due 1 June 2010",
    ),
    (
        "reporting",
        {"next_due_date": pd.NaT, "first_received_date": pd.NaT},
        f"{OWNED}; last 2008/09, received, on what day is not known; the next has no set day",
    ),
    ("reporting", {"period_label": None}, f"{OWNED}; never received"),
    ("improvement", {}, "Actions are not recorded here yet"),
    ("improvement", {"actions": 0}, "No action serves it"),
    ("improvement", {"actions": 1}, "1 action serves it"),
    ("change", {}, f"3 rules in force, each with who approved it and when{UNSAID}"),
    ("change", {"rules_in_force": 1}, f"1 rule in force, with who approved it and when{UNSAID}"),
    (
        "change",
        {"unapproved_rules": 2, "has_principles": True},
        "2 of 3 rules in force lack who approved them or when; the principles of change are "
        "written down",
    ),
    (
        "change",
        {"rules_in_force": 0, "has_principles": False},
        "No rule is in force, so there is nothing to approve; the principles of change are not "
        "written down",
    ),
]


@pytest.mark.parametrize(("step", "differing", "told"), FACTS)
def test_the_fact_behind_a_piece_of_work(step: str, differing: dict, told: str) -> None:
    assert fact(step, {**WHOLE, **differing}) == told


def test_every_piece_has_its_name_its_heading_and_its_facts() -> None:
    steps = list(framework_words.STEPS)
    assert list(framework_words.HEADINGS) == steps
    assert {step for step, *_ in FACTS} == set(steps)
    numbers = [heading.partition(" ")[0] for heading in framework_words.HEADINGS.values()]
    assert numbers == [str(place) for place in range(1, 9)]


@pytest.mark.parametrize(
    ("claim", "short", "sentence"),
    [
        ("agrees", "= Step 4", "The catalogue claims step 4, and no fact speaks against it."),
        (
            "more",
            "≠ Step 4, a piece up to it is missing",
            "The catalogue claims step 4, but a piece up to it is missing.",
        ),
        (
            "less",
            "≠ Step 4, the facts reach step 6",
            "The catalogue claims step 4, and the facts already reach step 6.",
        ),
    ],
)
def test_what_the_catalogue_claims(claim: str, short: str, sentence: str) -> None:
    row = {"framework_step": 4, "reached_step": 6, "claim": claim}
    assert framework_words.claim(row) == short
    assert framework_words.claimed(row) == sentence


@pytest.mark.parametrize("marks", [theme.WORK, theme.REPORTING])
def test_marks_differ_in_shape_and_word(marks: dict[str, theme.Mark]) -> None:
    assert len({mark.glyph for mark in marks.values()}) == len(marks)
    assert len({mark.word for mark in marks.values()}) == len(marks)


@pytest.fixture(autouse=True)
def _unlinked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside the app there is no page to lead to."""
    monkeypatch.setattr(cards, "about", lambda *_, **__: None)


def _headed(summary: dict) -> None:
    from components import framework

    framework.heading(summary)


def _headline(**differing: object) -> AppTest:
    summary = {"indicators": 9, "complete": 4, "next_item": "intervention_level"}
    summary |= {"next_indicators": 3, "claims_more": 2, "claims_less": 1} | differing
    page = AppTest.from_function(_headed, kwargs={"summary": summary}).run()
    assert not page.exception
    return page


@pytest.mark.parametrize(
    ("differing", "told"),
    [
        (
            {},
            "# 4 of 9 indicators have all that can be recorded so far; intervention levels are "
            "missing next, for 3.",
        ),
        (
            {"complete": 1, "next_indicators": 1, "next_item": "overdue"},
            "# 1 of 9 indicators has all that can be recorded so far; a result that is overdue is "
            "missing next, for 1.",
        ),
        (
            {"complete": 9, "next_item": None, "next_indicators": None},
            "# 9 of 9 indicators have all that can be recorded so far.",
        ),
    ],
)
def test_the_headline_says_how_many_are_whole_and_what_is_missing_next(
    differing: dict, told: str
) -> None:
    assert _headline(**differing).markdown[0].value.replace("\\", "") == told


def test_the_headline_tells_of_claims_only_where_they_differ() -> None:
    assert "differs from the facts for 3 indicators" in _headline().caption[0].value
    alike = _headline(claims_more=0, claims_less=0)
    assert "claims" not in alike.caption[0].value


def test_a_choice_that_fits_nothing_gets_words() -> None:
    page = _headline(indicators=0)
    assert [text.value for text in page.markdown] == ["# No indicator fits this choice"]


@pytest.mark.parametrize(
    ("late", "due", "told"),
    [
        (2, 3, "2 results are late, from 1 partner, for up to 40 days. "
         "Next, 3 are due on 9 August 2009."),
        (1, 1, "1 result is late, from 1 partner, for up to 40 days. "
         "Next, 1 is due on 9 August 2009."),
        (0, 3, "No result is late. Next, 3 are due on 9 August 2009."),
        (0, 0, "No result is late."),
    ],
)  # fmt: skip
def test_what_is_owed_is_said_in_a_sentence(late: int, due: int, told: str) -> None:
    owing = {"late": late, "late_partners": 1, "longest_late": 40, "next_due": due}
    owing |= {"next_due_date": pd.Timestamp(2009, 8, 9) if due else pd.NaT}
    assert reporting.owed(owing) == told
