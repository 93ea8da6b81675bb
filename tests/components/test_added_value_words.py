"""What a claim of added value comes to, in words: every verdict, every check, costs, versions."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from components import theme
from components.added_value import check_words, claim_parts, claim_words, worth_words
from components.added_value.check_words import CHECKS
from queries.methods.added_value_checks import NEEDED_TO_CREDIT, NEEDED_TO_TEST
from tests.components import added_value_rows as rows
from tests.components.added_value_rows import check, verdict

METHODS = Path(__file__).parents[2] / "queries" / "methods"
START = date(2006, 5, 1)


def told(row, *reasons) -> str:
    return claim_words.happened(row, list(reasons), "Home", START)


@pytest.mark.parametrize(
    ("verdicts", "heading"),
    [
        (["shown"], "The one claim of added value is shown."),
        (["cannot_be_tested"], "The one claim of added value cannot be tested."),
        (
            ["not_shown", "shown", "likely", "likely", "cannot_be_tested", "not_shown"],
            "Of 6 claims of added value 1 is shown, 2 are likely, 2 are not shown and 1 cannot be "
            "tested.",
        ),
        (["likely", "likely"], "Of 2 claims of added value 2 are likely."),
        (
            ["likely", "not_worked_out"],
            "Of 2 claims of added value 1 is likely and 1 could not be worked out.",
        ),
    ],
)
def test_a_heading_counts_the_verdicts(verdicts, heading):
    assert claim_words.heading(verdicts) == heading


def test_one_that_is_shown_is_told_as_association_with_its_interval_and_its_chance():
    assert told(verdict(), check("rank")) == (
        "Thefts in Home stood 20% lower (10% to 30%) from May 2006 on than in a mix of similar "
        "areas; this is unlikely to be chance, which alone does as much 1 in 40 times."
    )


def test_one_that_could_be_chance_says_in_how_many_it_happens():
    row = verdict(
        "not_shown", p=0.53125, rank=17, ranked_among=32, percent=-2.5, percent_lower=-12.4,
        percent_upper=7.4,
    )  # fmt: skip

    assert told(row, check("rank", False)) == (
        "Thefts in Home stood 2% lower (from 12% lower to 7% higher) from May 2006 on than in a "
        "mix of similar areas; this could well be chance, which alone does as much 17 in 32 times."
    )


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"percent": -0.4, "percent_lower": -0.9, "percent_upper": 0.04},
         "stood 0.4% lower (from 0.9% lower to less than 0.1% higher)"),
        ({"percent": 0.01, "percent_lower": -3.0, "percent_upper": 3.0},
         "stood hardly any higher (from 3% lower to 3% higher)"),
        ({"percent": -0.96, "percent_lower": None, "percent_upper": None}, "stood 1% lower from"),
        ({"unit": "%", "decimals": 1, "effect": -0.02, "lower_limit": -1.0, "upper_limit": 0.96},
         "stood hardly any lower (from 1.0 lower to 1.0 higher)"),
    ],
)  # fmt: skip
def test_a_small_effect_is_never_told_as_none(figures, words):
    assert words in told(verdict("not_shown", **figures), check("rank", False))


def test_a_small_effect_in_the_unit_is_never_told_as_none():
    row = verdict(effect=-0.004, lower_limit=-0.1, upper_limit=0.1)

    assert claim_words.in_unit(row) == "hardly any lower (from 0.10 lower to 0.10 higher)"


@pytest.mark.parametrize(
    ("failed", "words"),
    [
        (check("begun_early", False, 0.69), "but 69% of it was there before the start."),
        (check("single_agency", False, 1.5), "one agency's own measure moved as much by itself."),
        (check("direction", False, -0.2), "but the difference is not for the better."),
    ],
)
def test_one_that_something_else_explains_names_it_instead_of_chance(failed, words):
    said = told(verdict("not_shown"), check("surely_not_chance", False, 0.06), failed)

    assert said.endswith(words)
    assert "chance" not in said


def test_a_difference_for_the_worse_is_not_called_chance():
    row = verdict("not_shown", percent=20.4, percent_lower=10.0, percent_upper=30.0)
    reasons = check("direction", False), check("rank", False, 0.3)

    assert "but the difference is not for the better" in told(row, *reasons)


def test_percentages_differ_by_points():
    row = verdict(
        "likely", unit="%", decimals=1, effect=2.85, lower_limit=2.0, upper_limit=3.7, percent=46.0
    )

    assert "2.9 percentage points higher (2.0 to 3.7)" in told(row, check("rank"))
    assert claim_words.in_unit(row) == "2.9 percentage points higher (2.0 to 3.7)"


def test_an_effect_without_a_percentage_is_told_in_its_unit():
    row = verdict(percent=float("nan"), lower_limit=None)

    assert "stood 0.25 per 1,000 lower from May 2006 on" in told(row, check("rank"))


def test_what_cannot_be_tested_has_a_reason_and_no_number():
    said = told(rows.UNTESTED, check("pre_periods", False, 4.0, 8.0))

    assert said == (
        "Thefts in Home: what the initiative changed cannot be tested, because there are only 4 "
        "periods before the start."
    )
    assert claim_words.in_unit(rows.UNTESTED) == ""
    assert claim_words.in_people(rows.UNTESTED) == ""


def test_a_series_alone_says_that_there_is_nobody_to_compare_with():
    row = verdict(
        "likely", design="interrupted_series", p=None, smallest_p=None, rank=None, donors=0
    )
    clear, open_one = check("clear_break"), check("comparators", None, 0.0, 1.0)

    assert told(row, clear, open_one).endswith(
        "than the past alone led to expect; the break is clear, but there is nobody to compare "
        "with."
    )
    unclear = told({**row, "verdict": "not_shown"}, check("clear_break", False))
    assert unclear.endswith("this could well be chance.")
    assert "areas to compare with" not in claim_words.known(row)


def test_wards_are_held_against_others_and_a_p_without_a_rank_is_a_rate():
    row = verdict("likely", design="difference_in_differences", p=0.001, rank=None)

    assert told(row).endswith(
        "than their past and areas without the initiative led to expect; this is unlikely to be "
        "chance, which alone does as much 1 in 1,000 times."
    )
    assert claim_words.odds({**row, "p": 0.4}) == "1 in 2.5"


def test_how_it_is_known_says_the_smallest_p_and_that_it_is_association():
    known = claim_words.known(verdict())

    assert known == (
        "Synthetic control, 39 areas to compare with, 61 periods before the start, 38 since. The "
        "smallest p that so many allow is 0.025. In brackets: 95% interval. This is association: "
        "it does not by itself say what caused it."
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "About 2,200 fewer recorded thefts (1,200 to 3,200)"),
        ({"people": 49.4, "people_lower": -470.0, "people_upper": 570.0},
         "About 49 more recorded thefts (from 470 fewer to 570 more)"),
        ({"people_basis": "people_per"}, "About 2,200 fewer people (1,200 to 3,200)"),
        ({"people": -0.037, "people_lower": None}, "About 0.037 fewer recorded thefts"),
        ({"is_stock": True, "counted": "claimants", "people": -120.4, "people_lower": -200.0,
          "people_upper": -41.0}, "About 120 fewer claimants at any time (41 to 200)"),
    ],
)  # fmt: skip
def test_what_it_means_in_people_is_rounded_to_what_is_sure(changed, words):
    assert claim_words.in_people(verdict(**changed)) == words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (verdict(), "That is £0.46 for each one fewer (£0.32 to £0.86)."),
        (verdict(people=-20.0, people_lower=-40.0, people_upper=5.0),
         "That is £50 for each one fewer, and there is no most it could be, because the interval "
         "holds no effect at all."),
        (verdict("likely", people_basis="people_per", people=10.0, people_lower=None),
         "That is £100 for each person more."),
        (verdict(is_stock=True, people_lower=None),
         "That is £0.46 for each one fewer at any time."),
        (verdict("not_shown"), "is not worked out, because the effect is not shown"),
        (rows.UNTESTED, "cannot be said, because it cannot be tested"),
        (verdict(people=None), "because the outcome counts nobody"),
    ],
)  # fmt: skip
def test_a_cost_for_each_is_told_only_where_the_effect_is_credited(row, words):
    assert words in worth_words.per_unit(rows.Claim(), row)


def test_costs_that_nobody_said_are_not_nought():
    silent = rows.Claim(partners=(rows.Partner("A", "a"), rows.Partner("B", "b")))

    assert worth_words.costs(silent) == "Nobody said what it cost."
    assert "nobody said what it cost" in worth_words.per_unit(silent, verdict())
    assert worth_words.costs(rows.Claim()) == "£1,000 in all, of it £200 pooled."


def test_a_cost_that_one_partner_has_not_said_is_the_least_it_can_be():
    half = rows.Claim(partners=(rows.Partner("A", "a", cost=600.0), rows.Partner("B", "b")))

    assert worth_words.costs(half) == (
        "At least £600, how much of it was pooled is not said; not said for B."
    )
    assert worth_words.per_unit(half, verdict()).startswith("That is at least £")


def test_every_check_that_a_method_makes_has_words():
    made = {
        name
        for path in METHODS.glob("*.py")
        for name in re.findall(
            r'(?:\bCheck|_at_least)\(\s*"(\w+)"', path.read_text(encoding="utf-8")
        )
    }

    assert made <= set(CHECKS)
    assert {"rank", "design", "counts"} <= made


def test_a_failure_forbids_what_the_methods_say_it_forbids():
    forbidden = {
        word: {name for name, words in CHECKS.items() if words.forbids == word}
        for word in theme.VERDICTS
    }

    assert forbidden["not_shown"] == NEEDED_TO_CREDIT
    assert forbidden["cannot_be_tested"] >= NEEDED_TO_TEST
    assert forbidden["shown"] == set()


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("is_passed", [True, False, None])
def test_every_check_is_a_sentence_with_its_numbers(name, is_passed):
    said = check_words.sentence(check(name, is_passed, 0.25, 0.5, "Far"))
    words = CHECKS[name]
    expected = {True: words.passed, False: words.failed, None: words.open}[is_passed]

    assert "{" not in said
    assert bool(said) == bool(expected)
    if expected:
        assert said.endswith((".", "?"))


def test_numbers_of_a_check_are_told_as_what_they_are():
    sentence = check_words.sentence

    assert "p is 0.037, 0.10 or less" in sentence(check("rank", True, 0.037037, 0.1))
    assert "p is 0.53, 0.10 or less" in sentence(check("rank", False, 0.53125, 0.1))
    assert "1,200" in sentence(check("pre_periods", True, 1200, 8))
    assert "without Far, the one that matters most, 98% of it" in sentence(
        check("same_sign_without_one", True, 0.984, 0.0, "Far")
    )
    assert "by itself: none of it" in sentence(check("single_agency", True, -1.3, 0.5))
    assert sentence(check("something_new")) == "Something new."


def test_the_main_reason_is_the_first_that_forbids_a_better_verdict():
    early = check("begun_early", False, 0.69)
    weak = check("surely_not_chance", False, 0.07)

    assert check_words.main_reason("not_shown", [weak, early]) == (
        "69% of it was there before the start"
    )
    assert check_words.main_reason("likely", [check("rank"), weak]) == (
        "by the stricter rule it could be chance (p 0.07)"
    )
    unseen = check("single_agency", None, None)
    assert check_words.main_reason("likely", [unseen]) == (
        "no single agency's measure could be set beside it"
    )
    assert check_words.main_reason("shown", [check("rank"), check("fit")]) == (
        "passed all of 2 checks"
    )
    assert check_words.main_reason("not_shown", []) == "for reasons not named"


def test_two_versions_of_a_claim_differ_part_by_part():
    before = rows.Claim()
    after = replace(
        before,
        start_date=date(2006, 6, 1),
        partners=(*before.partners, rows.Partner("Probation", "Clears", is_necessary=False)),
        areas=(),
        agency=None,
    )

    assert claim_parts.differing(before, before, rows.NAMES) == []
    found = {
        part: (old, new) for part, old, new in claim_parts.differing(before, after, rows.NAMES)
    }
    assert set(found) == {"Start", "Partners", "Areas", "Single agency"}
    assert found["Start"] == ("1 May 2006", "1 June 2006")
    assert found["Areas"] == ("Next door left out, It borders on Home", "All that are like it")
    assert found["Single agency"] == ("Police: Arrests", "None")
    assert found["Partners"][1].endswith("Probation (helpful, cost not said): Clears")


def test_a_number_that_is_so_at_one_time_is_never_summed_over_periods():
    stock = verdict(is_stock=True, counted="claimants")

    assert worth_words.in_people(stock) == (
        "About 2,200 fewer claimants at any time (1,200 to 3,200), on average over the 38 periods "
        "since the start."
    )
    assert worth_words.in_people(verdict()).endswith(
        "to 3,200), over the 38 periods since the start."
    )
