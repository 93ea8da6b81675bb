"""What must hold on every page, at every size and in both themes."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.tabs import PAGES, SIZES

every_page = pytest.mark.parametrize(("page", "title"), PAGES, ids=[name for name, _ in PAGES])
both_themes = pytest.mark.parametrize("scheme", ["light", "dark"])
both_sizes = pytest.mark.parametrize("size", SIZES)


@every_page
@both_themes
@both_sizes
def test_a_page_is_drawn_whole_and_fits(open_tab, pictures, page, title, scheme, size):
    tab = open_tab(size, scheme).open(page)
    root = tab.page.locator("html")
    if pictures is not None:
        tab.page.screenshot(path=pictures / f"{page}-{size}-{scheme}.png")
        whole = tab.page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
        tab.page.set_viewport_size(
            {"width": SIZES[size]["width"], "height": min(int(whole) + 80, 6000)}
        )
        tab.settle().page.screenshot(path=pictures / f"{page}-{size}-{scheme}-whole.png")

    assert not tab.has_traceback
    assert "illustrative data" in tab.main.lower()
    assert root.evaluate("html => html.scrollWidth <= html.clientWidth")
    assert tab.page.get_by_test_id("stMain").evaluate("m => m.scrollWidth <= m.clientWidth")


@every_page
@both_themes
def test_axe_finds_nothing(open_tab, page, title, scheme):
    tab = open_tab("laptop", scheme).open(page)
    found = Axe().run(tab.page).response["violations"]
    faults = [
        (fault["id"], node["target"], node["html"][:160], node["failureSummary"][:200])
        for fault in found
        for node in fault["nodes"]
    ]

    assert faults == []


@every_page
def test_a_page_says_in_words_that_it_does_not_know_an_indicator_or_area(open_tab, page, title):
    tab = open_tab().open(f"{page}?indicator=no-such-thing&area=E99999999&period=never")

    assert not tab.has_traceback
    assert len(tab.main) > 100


@every_page
def test_a_page_has_its_own_title_and_one_main_heading(open_tab, page, title):
    tab = open_tab().open(page)

    assert title in tab.page.title()
    assert tab.page.get_by_role("heading", level=1).count() == 1


def test_an_unknown_page_gets_words(open_tab):
    tab = open_tab().open("no-such-page")

    assert "not found" in tab.page.locator("body").inner_text().lower()
    assert not tab.has_traceback
