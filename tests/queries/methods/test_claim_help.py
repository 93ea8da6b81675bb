"""The help on added value names everything that a claim is held against."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from queries import method_pages

METHODS = Path(__file__).resolve().parents[3] / "queries" / "methods"
# Check: page, and how it is told there.
TOLD = {
    "design": ("claim_panel", "Without comparators named"),
    "values": ("claim_panel", "no data"),
    "overlapping_periods": ("claim_panel", "rolling periods are not tested"),
    "treated": ("added_value", "one treated area"),
    "missing_values": ("added_value", "none missing"),
    "counts": ("interrupted_series", "Counts are fitted as counts"),
    "movement": ("added_value", "values that move"),
    "same_series": ("added_value", "none the same series"),
    "polarity": ("added_value", "a polarity"),
    "pre_periods": ("added_value", "periods before the start"),
    "post_periods": ("added_value", "and 1 after"),
    "donors": ("added_value", "5 comparators"),
    "smallest_p": ("added_value", "at least 9 for a *p*"),
    "fit": ("added_value", "an error before the start"),
    "level": ("added_value", "no steady distance"),
    "break_in_series": ("added_value", "any break in the series"),
    "direction": ("added_value", "the right direction"),
    "rank": ("added_value", "*p* of at most 0.10"),
    "surely_not_chance": ("added_value", "*p* of at most 0.05"),
    "ratio": ("added_value", "by the plain ratio"),
    "ratio_of_good_fits": ("added_value", "without placebos that fit badly"),
    "interval": ("added_value", "interval that leaves out 0 for shown"),
    "clear_break": ("added_value", "a clear break"),
    "same_sign_without_one": ("added_value", "the same sign with any comparator left out"),
    "same_size_without_one": ("added_value", "at least half its size with any comparator"),
    "more_than_placebo_in_time": ("added_value", "more than the placebo in time"),
    "placebo_in_time": ("added_value", "a placebo in time below half"),
    "begun_early": ("added_value", "before the start that ranks as high"),
    "single_agency": ("added_value", "single agency's own measure"),
    "comparators": ("added_value", "without comparators it is likely at most"),
}


def checks() -> set[str]:
    """Every check that the methods make."""
    texts = [path.read_text("utf-8") for path in METHODS.glob("*.py")]
    named = [re.findall(r'(?:Check|_at_least)\(\s*"(\w+)"', text) for text in texts]
    sides = re.findall(
        r'"(\w+)": (?:first_post|series)', (METHODS / "interrupted_series.py").read_text()
    )
    return {name for found in (*named, sides) for name in found}


def test_every_check_is_told_of():
    assert checks() == TOLD.keys()


@pytest.mark.parametrize(("page", "words"), TOLD.values())
def test_the_help_says_it(page, words):
    assert words in " ".join(method_pages()[page].split())
