"""The pages of help: their form, and that the numbers they tell are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from components import theme
from queries import method_pages

ROOT = Path(__file__).resolve().parents[3]
METHODS = ROOT / "queries" / "methods"
SECTIONS = ["What it does", "How to read it", "When it misleads", "Rules used here", "Source"]
PAGES = method_pages()
# Page, file, the number's place in the code, and how the page tells it.
FACTS = [
    ("added_value", "panel.py", r"FEWEST_PERIODS, FEWEST_DONORS = (\d+), \d+", "{} periods before"),
    (
        "added_value",
        "panel.py",
        r"FEWEST_PERIODS, FEWEST_DONORS = \d+, (\d+)",
        "{} comparators, at",
    ),
    (
        "added_value",
        "added_value_checks.py",
        r"SHOWN_P, LIKELY_P = ([\d.]+),",
        "of at most {}, which",
    ),
    (
        "added_value",
        "added_value_checks.py",
        r"SHOWN_P, LIKELY_P = [\d.]+, ([\d.]+)",
        "most {}; no",
    ),
    ("added_value", "added_value_checks.py", r"POOR_FIT = ([\d.]+)", "half ({}) the spread"),
    ("added_value", "added_value_checks.py", r"MUCH = ([\d.]+)", "its size ({}) before"),
    (
        "synthetic_control",
        "panel.py",
        r"FEWEST_PERIODS, FEWEST_DONORS = (\d+),",
        "least {} periods",
    ),
    ("synthetic_control", "panel.py", r"FEWEST_DONORS = \d+, (\d+)", "and {} comparators;"),
    ("synthetic_control", "added_value_checks.py", r"POOR_FIT = ([\d.]+)", "above {} is refused"),
    ("synthetic_control", "predictor_weights.py", r"SEED = ([\d_]+)", "seed {}"),
    ("placebos", "placebos.py", r"LEAST_FIT = ([\d.]+)", "below {} of the"),
    ("placebos", "placebos.py", r"FILTERS = \((\d+)\.0, 2", "above {} times"),
    ("placebos", "placebos.py", r"FILTERS = \(5.0, (\d+)\.0", "and {} times"),
    ("placebos", "early_start.py", r"LEAST_LEAD, LEAST_LEFT = (\d+)", "by {} periods and more"),
    ("interrupted_series", "interrupted_series.py", r"EACH_SIDE = (\d+)", "least {} values on"),
    (
        "difference_in_differences",
        "difference_in_differences.py",
        r"FEWEST_UNTREATED, FEWEST_PRE = (\d+)",
        "least {} untreated",
    ),
    (
        "difference_in_differences",
        "difference_in_differences.py",
        r"FEWEST_PRE = \d+, (\d+)",
        "and {} periods before",
    ),
    (
        "difference_in_differences",
        "added_value_otherwise.py",
        r"FOR_PATHS = (\d+)",
        "from {} periods",
    ),
    (
        "difference_in_differences",
        "difference_in_differences.py",
        r"MOST_CHOICES, SEED = (\d+)",
        "there are {:,} or fewer",
    ),
    (
        "difference_in_differences",
        "difference_in_differences.py",
        r"MOST_CHOICES, SEED = \d+, ([\d_]+)",
        "seed ({})",
    ),
    ("control_chart", "spc.sql", r"if\(reason is null, ([\d.]+) \* moving_range", "± {} times"),
    ("control_chart", "spc.sql", r"abs\(step\) < ([\d.]+) \* full_range", "ranges of {} times"),
    ("control_chart", "spc.sql", r"run_length := (\d+)", "**Trend**: {} values running"),
    ("control_chart", "spc.sql", r"run_length := (\d+)", "**Shift**: {} values running"),
    ("control_chart", "spc.sql", r"over last_three >= (\d+)", "{} or more lie beyond"),
    ("control_chart", "spc.sql", r"abs\(sum\(side\) over last_three\) = (\d+)", "of {} values"),
    ("control_chart", "spc.sql", r"trial_below := (\d+)", "Fewer than {} values"),
    ("control_chart", "spc.sql", r"baseline_points < (\d+)", "the first {} periods or more"),
    ("intervals", "intervals.sql", r"\(0\.95, 95\) then cast\(([\d.]+) as", "{}"),
    ("intervals", "intervals.sql", r"\(0\.998, 99\.8\) then cast\(([\d.]+) as", "{}"),
    ("intervals", "intervals.sql", r"if\(events >= (\d+), byar_lower", "from {} events upwards"),
    ("intervals", "intervals.sql", r"n < (\d+) then 'too_few_values'", "from {} answers upwards"),
    ("standardised", "standardised.sql", r"events < (\d+) then", "Fewer than {} events"),
    ("standardised", "standardised.sql", r"events < (\d+) then", "Exactly {} are enough"),
    ("comparison", "comparison.sql", r"fewest := (\d+)", "least {} values"),
    ("comparison", "comparison.sql", r"round\(value, (\d+)\)", "rounded to {} places"),
    ("recent_trend", "recent_trend.sql", r"where age <= (\d+)", "The latest {} comparable"),
    ("recent_trend", "recent_trend.sql", r"chi_square > ([\d.]{6})", "chi-square above {}"),
    ("recent_trend", "recent_trend.sql", r"\) / (3\.\d+) as error", "interval ÷ {}"),
    ("forecast", "forecast.py", r"FEWEST_CYCLES = (\d+), \d+, \d+", "**Fewer than {}**: none"),
    ("forecast", "forecast.py", r"FEWEST_CYCLES = \d+, (\d+), \d+", "**{} or more** yearly"),
    ("forecast", "forecast.py", r"FEWEST_CYCLES = \d+, \d+, (\d+)", "**{} years** of shorter"),
    ("forecast", "outlook.py", r"MOST_AHEAD = (\d+)", "{} periods ahead at most"),
    ("forecast", "outlook.py", r'"annual": (\d+)', "{} yearly values, ahead"),
    ("forecast", "scales.py", r"NEAR_ENDS = \((\d+), \d+\)", "a value below {} or"),
    ("forecast", "scales.py", r"NEAR_ENDS = \(\d+, (\d+)\)", "or above {} is"),
    ("forecast", "scales.py", r"FEW_EVENTS = (\d+)", "with one below {} as"),
    ("forecast", "forecast.py", r'"(\d+)_or_more"\)', "60 to 80, {} or more"),
    ("funnel", "funnel.sql", r"points := (\d+)", "at {} sizes at most"),
    ("funnel", "queries/area_funnel_limits.sql", r"least\(most, (\d+)\)", "to {:,} events"),
    ("inequality", "inequality.py", r"FEWEST, MOST = (\d+), \d+", "- {} to 100 groups"),
    ("inequality", "inequality.py", r"FEWEST, MOST = \d+, (\d+)", "5 to {} groups"),
    ("inequality", "inequality.py", r"DRAWS = ([\d_]+)", "{:,} random draws"),
    ("inequality", "inequality.py", r"SEED = ([\d_]+)", "seed ({})"),
    ("inequality", "inequality.sql", r"count\(\*\) < (\d+) then", "- {} to 100 groups"),
    ("inequality", "queries/area_inequality.sql", r"share_left_out > ([\d.]+)", "tenth ({})"),
    ("movement", "signals.sql", r"fewest := (\d+)", "from {} values upwards"),
    ("movement", "signals.sql", r"share_on_side >= ([\d.]+)", "values ({}) lie"),
    ("movement", "spc.sql", r"trial_below := (\d+)", "chart of {} values or more"),
    ("replay", "replay.sql", r"so_far >= (\d+)", "all values before, {} at least"),
    ("perception_gap", "perception_gap.py", r"LEAST_SHARE = (\d+)", "a share of {}% or more"),
    ("perception_gap", "round_scores.py", r"LARGEST_VARIANCE = (\d+)", "scores over {:,},"),
    ("questionnaire_scores", "questionnaire.sql", r"answered > ([\d.]+) \*", "fifth ({}) of"),
    ("reliability", "reliability.sql", r"fewest := (\d+)", "told below {} such people"),
    ("small_groups", "small_groups.sql", r"max\(group_node\) > (\d+)", "Up to {} groups"),
    ("season", "season.sql", r"whole_stretch >= (\d+) \* seasons", "{} years of such"),
    ("season", "season.sql", r"seasons >= 12, ([\d.]+), ", "half ({}) of"),
    ("season", "season.sql", r"seasons >= 12, 0.5, ([\d.]+)\)", "three quarters ({}) with"),
    ("freshness", "calendar.sql", r"'quarterly' then (\d+)", "quarterly {},"),
    ("freshness", "calendar.sql", r"'four_yearly' then (\d+)", "four years {}."),
    ("freshness", "freshness.sql", r"interval (\d+) days", "Weekly is {} days"),
    ("freshness", "reporting.sql", r"- interval (\d+) months", "runs from {} months before"),
    ("freshness", "reporting.sql", r"\+ interval (\d+) months", "month to {} after"),
    ("freshness", "queries/reporting_months.sql", r"range\(-(\d+), 7\)", "from {} months before"),
    ("small_numbers", "data/suppression/__init__.py", r"ROUNDS = (\d+)", "{} times at most"),
]


def flat(page: str) -> str:
    """A page without its line breaks."""
    return " ".join(page.split())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_help_has_its_title_summary_and_five_sections(name):
    opening, *sections = PAGES[name].split("\n## ")
    title, blank, summary, *more = opening.strip().splitlines()

    assert re.fullmatch(r"# [A-Z][\w ()]+", title)
    assert (blank, more) == ("", [])
    assert re.fullmatch(r"[A-Z][^.]+\.", summary), "one sentence"
    assert [section.partition("\n")[0] for section in sections] == SECTIONS
    assert all(section.partition("\n")[2].strip() for section in sections)
    assert not re.search(r"[$~<>]|:\w+:|^#{3}|\|", PAGES[name], re.MULTILINE), "marks of Markdown"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_help_is_short(name):
    body = PAGES[name].partition("\n## ")[2].partition("\n## Source")[0]

    assert 200 <= len(re.findall(r"[\w.']+", body)) <= 450


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_help_cites_dated_work_and_names_its_code(name):
    *works, code = PAGES[name].partition("\n## Source\n")[2].strip().split("\n- ")
    named = re.findall(r"`([\w./]+)`", code)

    assert re.search(r"\((19|20)\d\d\)", " ".join(works))
    assert code.startswith("Code: ") and named
    for file in named:
        assert (METHODS / file).is_file() or (ROOT / file).is_file(), file


def test_every_method_with_a_source_is_explained():
    named = {file for page in PAGES.values() for file in re.findall(r"`([\w./]+)`", page)}
    cited = {
        path.name
        for ending in ("sql", "py")
        for path in METHODS.glob(f"*.{ending}")
        if "Source: " in path.read_text("utf-8")
    }

    assert cited - named == set()


def test_no_two_pages_of_help_have_the_same_title():
    titles = [page.partition("\n")[0] for page in PAGES.values()]

    assert len(set(titles)) == len(titles) > 10


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("status", theme.STATUSES),
        ("movement", theme.MOVEMENTS),
        # the word for those on trial stands there once
        ("control_chart", {w: mark for w, mark in theme.ASSURANCES.items() if "_trial" not in w}),
        ("framework", theme.WORK),
        ("freshness", theme.REPORTING),
    ],
)
def test_a_page_of_help_explains_every_mark_that_is_shown(name, marks):
    for mark in marks.values():
        assert mark.text in flat(PAGES[name]).replace("*", "")


@pytest.mark.parametrize(("name", "file", "place", "told"), FACTS)
def test_a_number_told_is_the_one_in_the_code(name, file, place, told):
    path = METHODS / file if (METHODS / file).is_file() else ROOT / file
    found = re.findall(place, path.read_text("utf-8"))

    assert found, f"{place} is nowhere in {file}"
    numbers = {int(one.replace("_", "")) if "." not in one else one for one in found}
    assert {told.format(number) in flat(PAGES[name]) for number in numbers} == {True}
