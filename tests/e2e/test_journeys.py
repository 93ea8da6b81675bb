"""What a board member does: from the overview to a case, down to a neighbourhood, and back."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from playwright.sync_api import expect

BURGLARY, BURGLARY_NAME = "BV126", "Domestic burglary"
BENEFITS = "QOL16"  # further apart by deprivation than any other
CRIME = "VP20"  # measured down to neighbourhoods
HELP_SECTIONS = [
    "What it does",
    "How to read it",
    "When it misleads",
    "Rules used here",
    "Source",
]


def test_an_item_on_the_overview_leads_to_its_case(open_tab):
    tab = open_tab().open("overview")
    main = tab.page.get_by_test_id("stMain")
    item = main.locator('[data-testid="stPageLink-NavLink"][href*="indicator="]').first
    name = re.sub(r"^\W+", "", item.inner_text().strip().splitlines()[-1])
    item.click()
    tab.page.wait_for_url(re.compile(r"/outcomes\?.*indicator="))
    tab.settle()

    assert name in unquote_plus(tab.address)
    assert tab.page.get_by_test_id("stVegaLiteChart").count() > 0
    assert "Definition" in tab.main


def test_a_row_of_the_list_opens_its_case(open_tab):
    tab = open_tab().open("outcomes")
    table = tab.page.get_by_test_id("stMain").get_by_test_id("stDataFrame").first
    table.click(position={"x": 18, "y": 52})
    tab.page.wait_for_url(re.compile(r"indicator="))
    tab.settle()

    assert "indicator=" in tab.address
    assert tab.page.get_by_test_id("stVegaLiteChart").count() > 0


def test_a_pasted_link_reproduces_the_page(open_tab):
    address = f"outcomes?indicator={BURGLARY}&area=E05000290"
    first = open_tab().open(address)
    second = open_tab().open(first.address)

    assert BURGLARY_NAME in unquote_plus(first.address)
    assert first.main == second.main


def test_the_filters_of_the_list_are_in_the_link(open_tab):
    tab = open_tab().open("outcomes")
    whole = tab.main
    tab.page.get_by_label("Search", exact=True).fill("burglary")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(re.compile(r"text=burglary"))
    tab.page.keyboard.press("Tab")  # the field counts its letters while it has the focus
    tab.settle()
    pasted = open_tab().open(tab.address)

    assert tab.main != whole
    assert pasted.main == tab.main


def test_geography_goes_down_to_neighbourhoods_and_back_by_the_breadcrumb(open_tab):
    tab = open_tab().open(f"geography?indicator={CRIME}")
    trail = tab.page.locator(".st-key-breadcrumb_area")
    expect(trail.get_by_text("Harrow", exact=True)).to_be_visible()

    hexagon = tab.page.get_by_test_id("stVegaLiteChart").first.locator(
        "path[aria-label*=Greenhill]"
    )
    hexagon.first.click()
    tab.page.wait_for_url(re.compile(r"area=Greenhill"))
    tab.settle()
    expect(trail.get_by_text("Greenhill", exact=True)).to_be_visible()
    assert "neighbourhoods in Greenhill" in tab.main

    trail.get_by_role("button", name="Harrow").click()
    expect(trail.get_by_role("button", name="Harrow")).to_have_count(0)
    tab.settle()
    assert "wards in Harrow" in tab.main


def test_a_point_on_the_funnel_leads_into_its_area(open_tab):
    tab = open_tab().open(f"geography?indicator={BENEFITS}")
    funnel = tab.page.locator(f".st-key-card_{BENEFITS}_funnel")
    expect(funnel.get_by_text("further out than size and chance explain")).to_be_visible()
    point = funnel.locator("path[aria-label^='Wealdstone: ']")
    expect(point).to_have_attribute("aria-label", re.compile("Worse, beyond 99.8%"))

    point.click()
    tab.page.wait_for_url(re.compile(r"area=Wealdstone"))
    tab.settle()

    assert "neighbourhoods in Wealdstone" in tab.main
    gap = tab.page.locator(f".st-key-card_{BENEFITS}_fifths")
    expect(gap.get_by_role("link", name="About this method")).to_be_visible()


def test_presenting_hides_what_a_projector_does_not_need_and_enlarges_the_rest(open_tab):
    tab = open_tab().open(f"outcomes?indicator={BURGLARY}")
    heading = tab.page.get_by_test_id("stMain").get_by_role("heading").first
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    before = heading.evaluate(size)
    tab.page.get_by_text("Presenting", exact=True).click()
    tab.page.wait_for_url(re.compile("presenting=true"))
    tab.settle()

    expect(tab.page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(tab.page.get_by_text("Presenting", exact=True)).to_be_visible()
    assert heading.evaluate(size) > 1.2 * before
    assert not open_tab().open(tab.address).page.get_by_test_id("stSidebar").is_visible()


def test_everything_to_a_case_works_by_keyboard_alone(open_tab):
    tab = open_tab().open("overview")
    _tab_to(tab, "Outcomes")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(re.compile("/outcomes"))
    tab.settle()
    _tab_to(tab, "Indicator")
    tab.page.keyboard.type(BURGLARY_NAME, delay=20)
    expect(tab.page.get_by_role("option", name=BURGLARY_NAME).first).to_be_visible()
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(re.compile("indicator="))
    tab.settle()

    assert BURGLARY_NAME in unquote_plus(tab.address)


def test_a_list_leads_to_the_help_on_what_judged_it_and_back(open_tab):
    tab = open_tab().open("outcomes?text=burglary")
    before, address = tab.main, tab.address
    tab.page.get_by_role("link", name="About movement").click()
    tab.page.wait_for_url(re.compile(r"/methods\?method=Movement"))
    tab.settle()
    headings = tab.page.get_by_test_id("stMain").get_by_role("heading").all_inner_texts()

    assert headings[0] == "Movement"
    assert headings[1:] == HELP_SECTIONS
    assert "control chart" in tab.main
    pasted = open_tab().open(tab.address)
    assert tab.main.endswith(pasted.main.partition("All methods")[2])
    assert pasted.page.get_by_role("link", name="Back to").count() == 0

    tab.page.get_by_role("button", name="All methods").click()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("How results are judged")
    tab.settle().page.get_by_role("button", name="Funnel plot").click()
    tab.page.wait_for_url(re.compile(r"method=Funnel"))
    assert "narrow as size grows" in tab.settle().main

    tab.page.get_by_role("link", name="Back to Outcomes").click()
    tab.page.wait_for_url(re.compile("/outcomes"))
    assert tab.settle().main == before
    assert tab.address == address


def test_a_chart_leads_to_the_help_on_its_method_and_back_to_the_case(open_tab):
    tab = open_tab().open("outcomes")
    tab.page.get_by_test_id("stMain").get_by_test_id("stDataFrame").first.click(
        position={"x": 18, "y": 52}
    )
    tab.page.wait_for_url(re.compile(r"indicator="))
    case, address = tab.settle().main, tab.address
    tab.page.get_by_role("link", name="About this method").first.click()
    tab.page.wait_for_url(re.compile(r"/methods\?method=Control"))
    heading = tab.settle().page.get_by_role("heading", level=1)

    expect(heading).to_have_text("Control chart (XmR)")
    assert "2.66 times the average moving range" in tab.main
    assert tab.page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0

    tab.page.get_by_role("link", name="Back to Outcomes").click()
    tab.page.wait_for_url(re.compile("/outcomes"))
    assert tab.settle().main == case
    assert tab.address == address


def test_the_working_group_finds_what_a_partner_owes_and_the_facts_behind_it(open_tab):
    tab = open_tab().open("overview")
    tab.page.get_by_role("link", name="See who owes what, and when").click()
    tab.page.wait_for_url(re.compile("/framework"))
    heading = tab.settle().page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("of 177 indicators have all that can be recorded so far")
    assert "10 results are late, from 4 partners" in tab.main

    partner = tab.settle().page.get_by_role("combobox", name="Partner")
    partner.fill("Harrow PCT")
    expect(tab.page.get_by_role("option", name="Harrow PCT")).to_be_visible()
    partner.press("Enter")
    tab.page.wait_for_url(re.compile(r"partner=Harrow"))
    expect(heading).to_contain_text("of 20 indicators")
    assert "2 results are late, from 1 partner" in tab.settle().main

    # The lists in order: what is missing next, indicator by indicator, results one by one.
    pieces = tab.page.get_by_test_id("stMain").get_by_test_id("stDataFrame").nth(1)
    pieces.click(position={"x": 18, "y": 52})
    tab.page.wait_for_url(re.compile(r"indicator="))
    tab.settle()
    assert "of the eight pieces of work are done; 1 is missing" in tab.main
    assert "Not linked to any objective of the golden thread" in tab.main
    pasted = open_tab().open(tab.address)
    assert pasted.main == tab.main

    tab.page.get_by_role("link", name="Open its definition sheet").click()
    tab.page.wait_for_url(re.compile("/catalogue"))
    assert "Where it is used" in tab.settle().main


def _tab_to(tab, name):
    """Press Tab until the link, button or field called `name` has the focus."""
    called = """() => {
        const element = document.activeElement;
        const words = element.matches('a, button') ? element.innerText.split('\\n').pop() : '';
        return (element.getAttribute('aria-label') || words).trim();
    }"""
    reached = []
    while name not in reached and len(reached) < 60:
        tab.page.keyboard.press("Tab")
        reached.append(tab.page.evaluate(called))
    assert name in reached, f"Tab reached only {reached}"
