"""The help on methods: its list, one method, and the links to it from wherever results show."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from data.workspace import BUNDLED
from queries import method_pages
from tests.pages.viewing import is_drawn, opened, widgets, words
from tests.queries.workspaces import serving

HELP = "pages/help/methods.py"
TITLES = {name: page.splitlines()[0] for name, page in method_pages().items()}
LISTED = {"status", "movement", "control_chart", "comparison", "freshness"}
# What judges the results of each page, in one of its states.
LINKED = [
    ("pages/scorecard/outcomes.py", {}, LISTED),
    (
        "pages/scorecard/outcomes.py",
        {"indicator": "BV126"},
        {"status", "movement", "control_chart"},
    ),
    ("pages/drill_down/departments.py", {}, LISTED),
    ("pages/drill_down/departments.py", {"department": "HC-CE"}, LISTED),
    ("pages/evidence/catalogue.py", {"indicator": "BV126"}, {"small_numbers"}),
    ("pages/drill_down/golden_thread.py", {"part": "breaks"}, {"golden_thread"}),
    ("pages/working_group/improvement_plan.py", {}, {"improvement_plan"}),
    (
        "pages/working_group/targets.py",
        {"indicator": "QOL11"},
        {"replay", "control_chart", "forecast"},
    ),
]


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


def linked(app: AppTest) -> set[str]:
    """Methods to whose help the page links, each by its name."""
    queries = [parse_qs(link.proto.query_string) for link in app.get("page_link")]
    return {name for query in queries for name in query.get("to_method", [])}


def test_the_list_names_every_method_with_the_sentence_that_sums_it_up():
    app = opened(HELP)

    assert is_drawn(app)
    assert len(app.button) == len(TITLES) == len(method_pages())
    assert {button.label for button in app.button} == {
        f"**{title.removeprefix('# ')}**" for title in TITLES.values()
    }
    for page in method_pages().values():
        assert page.splitlines()[2] in words(app)


def test_a_method_of_the_list_opens_and_leads_back():
    app = opened(HELP)
    whole = words(app)
    app.button(key="open_funnel").click().run()

    assert widgets(app)["method"].value == "funnel"
    assert "# Funnel plot" in words(app)
    assert "## When it misleads" in words(app)

    app.button(key="back_to_list").click().run()
    assert words(app) == whole


@pytest.mark.parametrize("name", TITLES)
def test_a_link_opens_a_method_with_all_its_sections(name):
    app = opened(HELP, to_method=name)

    assert is_drawn(app)
    assert words(app).splitlines().count(TITLES[name].replace("(", "\\(").replace(")", "\\)")) == 1
    told = "".join(words(app).split())
    for section in method_pages()[name].split("\n## ")[1:]:
        assert "".join(f"## {section}".split()) in told


def test_a_link_to_an_unknown_method_gets_words_and_the_list():
    app = opened(HELP, to_method="no-such-method")

    assert is_drawn(app)
    assert "method “no-such-method”, which is not known here. Shown instead: All methods" in words(
        app
    )
    assert "# How results are judged" in words(app)


@pytest.mark.parametrize(("page", "choices", "expected"), LINKED)
def test_results_lead_to_the_help_on_what_judged_them(page, choices, expected):
    app = opened(page, **choices)

    assert is_drawn(app)
    assert expected <= linked(app) <= TITLES.keys()


def test_the_help_leads_back_to_the_page_it_was_reached_from_with_its_choices():
    app = opened("pages/scorecard/outcomes.py", indicator="BV126", area="E05000301", text="crime")
    app.query_params.clear()
    app.query_params["to_method"] = "status"
    app.switch_page(HELP).run()
    (way_back,) = [link.proto for link in app.get("page_link") if "Back" in link.proto.label]

    assert is_drawn(app)
    assert way_back.label == "Back to Outcomes"
    assert parse_qs(way_back.query_string) == {
        "indicator": ["Domestic burglary"],
        "area": ["Roxbourne"],
        "text": ["crime"],
    }


def test_the_help_opened_by_its_own_address_leads_back_nowhere():
    links = opened(HELP, method="status").get("page_link")

    assert [link.proto.label for link in links if "Back" in link.proto.label] == []
