"""What must hold on every page, at every size and in both themes."""

from __future__ import annotations

import os
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.tabs import CHOICES, PAGES, SIZES

VIEWS = (*((page, page) for page, _ in PAGES), *CHOICES)

# How many of indicator and area are chosen on a page.
CHOSEN_HERE = {"outcomes": 2, "geography": 2, "targets": 2, "framework": 1, "catalogue": 1}
# Every page in two looks, so that both sizes and both themes are seen; a page once something is
# chosen on it in one of them, by turns; in all four when pictures are asked for.
BOTH = [("phone", "light"), ("laptop", "dark")]
LOOKS = [
    *((page, page, *look) for page, _ in PAGES for look in BOTH),
    *((*view, *BOTH[turn % 2]) for turn, view in enumerate(CHOICES)),
]
if os.environ.get("HSP_SCREENSHOTS"):
    LOOKS = [(*view, *look) for view in VIEWS for look in product(SIZES, ("light", "dark"))]


@pytest.mark.parametrize(
    ("address", "name", "size", "scheme"), LOOKS, ids=["-".join(look[1:]) for look in LOOKS]
)
def test_a_page_is_drawn_whole_fits_and_axe_finds_nothing(
    open_tab, pictures, address, name, size, scheme
):
    tab = open_tab(size, scheme).open(address)
    main = tab.page.get_by_test_id("stMain")
    if pictures is not None:
        _picture(tab, pictures / f"{name}-{size}-{scheme}")

    assert dict(PAGES).get(name, "") in tab.page.title()
    assert not tab.has_traceback
    assert "illustrative data" in tab.main.lower()
    assert tab.page.get_by_role("heading", level=1).count() == 1
    assert tab.page.locator("html").evaluate("html => html.scrollWidth <= html.clientWidth")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
    assert not (faults := _faults(tab)), "\n".join(faults)


@pytest.mark.parametrize(("page", "choices"), CHOSEN_HERE.items())
def test_a_page_says_in_words_that_it_does_not_know_an_indicator_or_area(open_tab, page, choices):
    tab = open_tab().open(f"{page}?indicator=no-such-thing&area=E99999999&period=never")

    assert not tab.has_traceback
    assert tab.main.count("not known here") >= choices


def test_an_unknown_page_gets_words(open_tab):
    tab = open_tab().open("no-such-page")

    assert "not found" in tab.page.locator("body").inner_text().lower()
    assert not tab.has_traceback


def _faults(tab):
    """What axe finds wrong with the page as it is drawn, each with its place and remedy."""
    return [
        f"{fault['id']} {node['target']} {node['html'][:160]} {node['failureSummary'][:240]}"
        for fault in Axe().run(tab.page).response["violations"]
        for node in fault["nodes"]
    ]


def _picture(tab, stem):
    """The page as first seen, and the whole of it in one long picture."""
    tab.page.screenshot(path=f"{stem}.png")
    size = tab.page.viewport_size
    whole = tab.page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    tab.page.set_viewport_size({"width": size["width"], "height": min(int(whole) + 80, 6000)})
    tab.settle().page.screenshot(path=f"{stem}-whole.png")
    tab.page.set_viewport_size(size)
    tab.settle()
