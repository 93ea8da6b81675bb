"""Comparisons: words, marks and counts of areas against the whole they lie in."""

from __future__ import annotations

import pandas as pd
import pytest

from components import comparisons, theme
from components.records import records

ROW = {"name": "Burglary", "method": "rate"}


def rows(*words: str | None, reason: str | None = None) -> pd.DataFrame:
    """An area for each word, its value on the side of the whole that the word says."""
    high = ("highest", "higher", "worst", "worse")
    return pd.DataFrame(
        {
            "value": [2.0 if word in high else 0.5 for word in words],
            "parent_value": 1.0,
            "parent_name": "Home",
            "comparison": words,
            "comparison_reason": [None if word else reason for word in words],
        }
    )


def differing(*words: str | None) -> str:
    return comparisons.differing(records(rows(*words)), ROW, "wards", "ward")


def test_every_comparison_has_its_word_shape_and_colour():
    judged = comparisons.judged(rows("worst", "better", "similar", None, reason="no_interval"))

    assert judged["sign"].tolist()[:3] == ["−− Worse", "+ Better", "= Similar"]
    assert judged["sign"].isna().tolist() == [False] * 3 + [True]
    assert judged["judgement"].tolist() == [
        "Worse, beyond 99.8%",
        "Better",
        "Similar",
        "Not compared",
    ]
    assert judged["why_not_compared"].dropna().tolist() == ["no interval is known"]
    colours = {mark.colour for mark in theme.COMPARISONS.values()}
    assert colours == {"concern", "improvement", "neutral"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["worst", "worst", "worse", "similar", "better"],
            "Burglary: 3 of 5 wards have a higher rate than Home as a whole, 2 of them beyond the "
            "99.8 per cent limit; 1 has a lower one.",
        ),
        (
            ["worse", "best", "best"],
            "Burglary: 1 of 3 wards has a higher rate than Home as a whole; 2 have a lower one, "
            "all beyond the 99.8 per cent limit.",
        ),
        (
            ["highest", "lowest", None],
            "Burglary: 1 of 2 wards has a higher rate than Home as a whole, beyond the 99.8 per "
            "cent limit; 1 has a lower one, beyond it.",
        ),
        (["lower"], "Burglary: 1 of 1 ward has a lower rate than Home as a whole."),
        ([None, None], ""),
    ],
)
def test_how_many_areas_differ_and_which_way(words, said):
    assert differing(*words) == said


def test_what_keeps_a_comparison_from_being_more():
    alike = comparisons.caution(records(rows(*["similar"] * 21)), "wards", "ward")
    apart = comparisons.caution(records(rows("worst", "similar")), "wards", "ward")

    assert alike == (
        "Each ward is part of Home, so the two are not independent. Were all 21 wards alike, "
        "chance would still put about 1 beyond the 95 per cent limit."
    )
    assert apart == (
        "Each ward is part of Home, so the two are not independent. Doubled signs: beyond the 99.8 "
        "per cent limit."
    )
    assert comparisons.caution(records(rows(None)), "wards", "ward") == ""


def test_why_some_are_not_compared():
    some = rows("worse", None, None, reason="fraction_of_an_event")

    assert comparisons.untested(records(some)) == (
        "2 not compared with Home as a whole: the numerator is a small fraction"
    )
    assert comparisons.untested(records(rows("worse", "similar"))) == ""
    missing = rows(None, reason="missing_value").assign(value=None)
    assert comparisons.untested(records(missing)) == ""
