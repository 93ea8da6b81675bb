"""Every page with the bundled sample: as it opens, after one choice, and by its permalink."""

from __future__ import annotations

import re

import pytest

from data.workspace import BUNDLED
from tests.pages.viewing import PAGES, is_drawn, opened, widgets, words
from tests.queries.workspaces import serving

KEYS = {
    "pages/drill_down/departments.py": {"partner", "department", "judged"},
    "pages/drill_down/geography.py": {"indicator", "area", "area_type", "period", "compared"},
    "pages/drill_down/golden_thread.py": {
        "judged",
        "level",
        "node",
        "part",
        "partner",
        "sheet",
        "text",
        "theme",
    },
    "pages/evidence/catalogue.py": {
        "indicator",
        "collection",
        "theme",
        "part",
        "partner",
        "text",
    },
    "pages/evidence/questionnaire.py": {"part"},
    "pages/help/methods.py": {"method"},
    "pages/scorecard/added_value.py": {"claim", "partner"},
    "pages/scorecard/outcomes.py": {
        "indicator",
        "area",
        "collection",
        "theme",
        "partner",
        "status",
        "judged",
        "text",
    },
    "pages/scorecard/overview.py": {"judged"},
    "pages/scorecard/partnership_working.py": {"round", "dimension", "finite"},
    "pages/working_group/changes.py": {"part"},
    "pages/working_group/framework.py": {"indicator", "partner", "step", "collection", "theme"},
    "pages/working_group/improvement_plan.py": {"action", "view", "partner"},
    "pages/working_group/targets.py": {
        "indicator",
        "area",
        "trial",
        "baseline",
        "baseline_end",
        "target",
        "trajectory",
        "last_end",
        "level",
    },
}
CHOICES = [(page, key) for page, keys in KEYS.items() for key in sorted({*keys, "presenting"})]
CHOSEN = {"text": "crime", "trial": "Steady", "finite": "true", "presenting": "true"}
LISTED = [(page, key) for page, key in CHOICES if key not in CHOSEN]
# Markup, a quote, a change of direction, an end of text, and far too long.
WEIRD = "<script>alert('1')</script>\u202e\u0000" + "x" * 3000


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


def test_every_page_is_opened_here():
    assert set(KEYS) == set(PAGES)


def test_a_page_opens_with_a_headline_and_says_that_the_data_is_illustrative(page):
    app = opened(page)

    assert is_drawn(app)
    assert "Illustrative data" in words(app)
    assert "as at 31 July 2009" in words(app)
    assert sum(line.startswith("# ") for line in words(app).splitlines()) == 1


def test_the_filters_have_the_keys_of_the_field(page):
    assert KEYS[page] | {"presenting"} <= set(widgets(opened(page)))


@pytest.mark.parametrize(("page", "key"), CHOICES)
def test_after_one_choice_a_page_shows_what_the_link_to_it_shows(page, key):
    app = opened(page)
    widget = widgets(app)[key]
    link, value = (
        (CHOSEN[key], CHOSEN[key])
        if key in CHOSEN
        else (widget.options[0 if key == "period" else -1],) * 2
    )
    before = words(app)
    app = widget.set_value(True if value == "true" else value).run()

    assert is_drawn(app)
    assert "Illustrative data" in words(app)
    again = opened(page, **{key: link})
    assert is_drawn(again)
    assert widgets(again)[key].value == widgets(app)[key].value
    assert words(again) == words(app)
    assert words(app) != before or key == "presenting"


@pytest.mark.parametrize("focus", [{}, {"area": "E05000290", "area_type": "ward"}])
def test_an_area_to_compare_is_drawn_beside_the_one_in_focus(focus):
    asked = {"indicator": "BV126", **focus}
    alone = opened("pages/drill_down/geography.py", **asked)
    beside = widgets(alone)["compared"].options[-1]

    both = opened("pages/drill_down/geography.py", **asked, compared=beside)

    assert is_drawn(both)
    assert len(both.get("vega_lite_chart")) == len(alone.get("vega_lite_chart")) + 1
    assert f" and {beside}" in words(both)


def test_presenting_hides_the_filters_and_keeps_the_switch(page):
    shown = opened(page)
    assert not shown.get("html")

    (style,) = opened(page, presenting="true").get("html")

    hidden, _, rest = style.proto.body.partition("{ display: none")
    assert rest
    assert ".st-key-filters:not(:has(.st-key-presenting))" in hidden


@pytest.mark.parametrize(
    ("page", "choices", "said"),
    [
        ("pages/scorecard/outcomes.py", {"indicator": "BV126"}, "Domestic burglary was"),
        (
            "pages/scorecard/outcomes.py",
            {"indicator": "Domestic burglary"},
            "Domestic burglary was",
        ),
        (
            "pages/scorecard/outcomes.py",
            {"indicator": "BV126", "area": "E05000301"},
            "in Roxbourne",
        ),
        ("pages/evidence/catalogue.py", {"indicator": "BV126"}, "# Domestic burglary"),
        ("pages/drill_down/geography.py", {"indicator": "BV126"}, "21 wards differs from Harrow"),
        (
            "pages/drill_down/geography.py",
            {"indicator": "QOL16", "area_type": "lsoa"},
            "neighbourhoods in",
        ),
        (
            "pages/working_group/framework.py",
            {"indicator": "PCT02"},
            "6 of the eight pieces of work are done; 1 is missing",
        ),
        ("pages/working_group/framework.py", {"partner": "Harrow PCT"}, "of 20 indicators have"),
        ("pages/scorecard/outcomes.py", {"theme": "Lifelong learning"}, "indicators"),
        (
            "pages/drill_down/golden_thread.py",
            {"node": "LO01"},
            "serves 4 national outcomes; of 17 indicators on it or beneath it 10 are on target",
        ),
        ("pages/drill_down/golden_thread.py", {"sheet": "HC-PF-SCH"}, "schools\\) contributes to"),
        (
            "pages/evidence/catalogue.py",
            {"part": "duplicates", "measure": "smoking_quitters"},
            "Smoking quitters is collected 2 times; 32 periods differ",
        ),
        ("pages/drill_down/golden_thread.py", {"part": "said"}, "9 of them were answered"),
        ("pages/drill_down/golden_thread.py", {"sheet": "RO04"}, "# The role\\: Visit each target"),
        (
            "pages/drill_down/golden_thread.py",
            {"part": "breaks", "level": "learning_activity"},
            "In this choice the golden thread has no break",
        ),
        ("pages/scorecard/outcomes.py", {"status": "intervention"}, "intervention level"),
        ("pages/scorecard/outcomes.py", {"collection": "lpsa"}, "indicators"),
    ],
)
def test_a_link_may_carry_codes_or_labels(page, choices, said):
    app = opened(page, **choices)

    assert is_drawn(app)
    assert said in words(app)
    assert "not known here" not in words(app)


@pytest.mark.parametrize(("page", "key"), LISTED)
def test_a_link_to_something_unknown_gets_words_and_a_page(page, key):
    app = opened(page, **{key: WEIRD})

    assert is_drawn(app)
    assert words(app).count("not known here") == 1
    assert not re.search(r"(?<!\\)<script", words(app)), "shown as it came, not escaped"
    assert "x" * 100 not in words(app), "shown as it came, not cut"


def test_a_link_to_several_unknown_things_says_so_of_each():
    app = opened("pages/scorecard/outcomes.py", indicator="?1", area="?2", theme="?3", other="?4")

    assert is_drawn(app)
    assert words(app).count("not known here") == 3


def test_choices_that_fit_nothing_get_words():
    app = opened("pages/scorecard/outcomes.py", text="no indicator has this name")
    assert is_drawn(app)
    assert "No indicator fits this choice" in words(app)

    app = opened("pages/evidence/catalogue.py", text="no indicator has this name")
    assert is_drawn(app)


def test_a_piece_of_work_that_nothing_lacks_gets_words():
    app = opened("pages/working_group/framework.py", step="indicator")

    assert is_drawn(app)
    assert "No indicator in this choice lacks this" in words(app)
    assert "89 of 177 indicators have all that can be recorded so far" in words(app)


def test_the_facts_stand_in_the_list_when_the_link_says_so():
    page, asked = "pages/working_group/framework.py", {"partner": "Harrow PCT"}
    marks, facts = (opened(page, **asked, **more) for more in ({}, {"facts": "true"}))
    lists = [app.dataframe[1].value for app in (marks, facts)]

    assert is_drawn(facts)
    assert lists[0].columns.tolist()[:9] == lists[1].columns.tolist()[:9]
    assert set(lists[0]["4 Baseline"].explode()) == {"✓ Done", "✗ Missing"}
    assert "✓ Baseline 6.7% (2004/05)" in set(lists[1]["4 Baseline"])


@pytest.mark.parametrize("area", ["E92000001", "E12000007", "E05000302", "E01002205"])
def test_an_indicator_without_results_in_an_area_gets_words(area):
    app = opened("pages/scorecard/outcomes.py", indicator="BV12", area=area)
    assert is_drawn(app)

    app = opened("pages/drill_down/geography.py", indicator="BV126", area=area)
    assert is_drawn(app)
