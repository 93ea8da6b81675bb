"""How answers to an item may be shown: on literal counts, and on every way of answering."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from tests.queries.disclosure import consistent, counts_of

FORMS = "select subject, form from category_forms('cells') order by subject"
SHOWN = """
with forms as materialized (select * from category_forms('cells'))
select subject, label, people from shown_categories('cells', 'forms') order by subject, label
"""
SMALLEST = 5


def cells(*counts):
    """Rows of items with these counts by category."""
    return [
        {
            "subject": subject,
            "category": category,
            "categories": len(people),
            "lowest": 1,
            "people": int(number),
            "smallest_count": SMALLEST,
            "minimum_group": 10,
        }
        for subject, people in enumerate(counts)
        for category, number in enumerate(people, start=1)
    ]


@pytest.mark.parametrize(
    ("counts", "form", "told"),
    [
        ((7, 11, 35, 41, 21), "all", {"1": 7, "2": 11, "3": 35, "4": 41, "5": 21}),
        # nobody is not a small number
        ((0, 11, 35, 41, 21), "all", {"1": 0, "2": 11, "3": 35, "4": 41, "5": 21}),
        ((4, 33, 41, 30, 7), "merged", {"low": 37, "middle": 41, "high": 37}),
        # with the score known, the four at one end follow from the few at the other
        ((4, 33, 41, 30, 0), "merged", {"low": 37, "middle": 41, "high": 30}),
        # four in the middle, and four on one side, would be told
        ((10, 30, 4, 41, 20), "none", {}),
        ((1, 3, 40, 41, 20), "none", {}),
        # the score of nearly all at one end tells the one who is not
        ((0, 0, 0, 1, 40), None, {}),
        ((5, 4), None, {}),
        # fewer than the minimum group answered
        ((0, 0, 9, 0, 0), None, {}),
        ((0, 0, 10, 0, 0), "all", {"1": 0, "2": 0, "3": 10, "4": 0, "5": 0}),
        # on a scale of two the score tells both numbers
        ((3, 20), None, {}),
        ((8, 20), "all", {"1": 8, "2": 20}),
        ((9, 3, 20), "none", {}),
        ((3, 9, 9, 20), "merged", {"low": 12, "high": 29}),
    ],
)
def test_answers_are_told_in_the_finest_form_that_is_safe(ask, counts, form, told):
    (found,) = ask(FORMS, cells=cells(counts))
    shown = ask(SHOWN, cells=cells(counts))

    assert found["form"] == form
    assert {row["label"]: row["people"] for row in shown} == told


@pytest.mark.parametrize(
    ("people", "categories"),
    [(10, 5), (11, 5), (15, 5), (14, 4), (20, 3), (24, 2), (10, 6)],
)
def test_no_way_of_answering_gives_a_small_count_away(ask, people, categories):
    """Nor to those who know the rule, and so which ways of answering are told alike.

    On scales of four the last is not so for 12 people of whom a few chose each answer in one of six
    ways, told by their score alone: the counts could be five others, but for the rule itself.
    """
    ways = counts_of(people, categories)
    rows = cells(*ways)
    forms = {row["subject"]: row["form"] for row in ask(FORMS, cells=rows)}
    told = defaultdict(dict)
    for row in ask(SHOWN, cells=rows):
        told[row["subject"]][row["label"]] = int(row["people"])
    alike = defaultdict(list)
    for subject, way in enumerate(ways):
        if forms[subject] is not None:
            total = int(way @ np.arange(categories))
            key = forms[subject], total, tuple(sorted(told[subject].items()))
            alike[key].append(way)

    assert alike
    for (form, total, labels), group in alike.items():
        worlds = consistent(people, total, categories, _blocks(form, dict(labels), categories))
        for place in range(categories):
            small = {way[place] for way in group} & set(range(1, SMALLEST))
            if small:
                assert len(np.unique(worlds[:, place])) >= SMALLEST, (form, total, labels)
                assert len({way[place] for way in group}) > 1, (form, total, labels)


def _blocks(form, told, categories):
    middle = (categories - 1) / 2
    if form == "all":
        return [([place], told[str(place + 1)]) for place in range(categories)]
    sides = {"low": -1, "middle": 0, "high": 1}
    return [
        ([p for p in range(categories) if (p > middle) - (p < middle) == sides[label]], people)
        for label, people in told.items()
    ]
