"""A server on the bundled sample, Debian's Chromium, and tabs that watch what a page asks for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.e2e.tabs import SIZES, Tab
from tests.serving import Server, serving

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
OpenTab = Callable[..., Tab]


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with serving() as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("the journeys need Debian's chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Callable[[str, str], BrowserContext]]:
    """Browser windows by size and theme, kept so that Streamlit's own files are read once each."""
    kept: dict[tuple[str, str], BrowserContext] = {}

    def window(size: str, scheme: str) -> BrowserContext:
        if (size, scheme) not in kept:
            kept[size, scheme] = browser.new_context(
                viewport=SIZES[size],
                color_scheme="dark" if scheme == "dark" else "light",
                locale="en-GB",
                reduced_motion="reduce",
            )
        return kept[size, scheme]

    yield window
    for context in kept.values():
        context.close()


@pytest.fixture
def open_tab(windows: Callable[[str, str], BrowserContext], server: Server) -> Iterator[OpenTab]:
    """Opens tabs; when the test is over, none may have asked another origin or thrown an error."""
    opened: list[Tab] = []

    def open_one(size: str = "laptop", scheme: str = "light", *, url: str = server.url) -> Tab:
        opened.append(Tab(windows(size, scheme).new_page(), url))
        return opened[-1]

    yield open_one
    for tab in opened:
        tab.page.close()
    assert [url for tab in opened for url in tab.elsewhere] == []
    assert [error for tab in opened for error in tab.errors] == []


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where to put screenshots for people to look at: the folder HSP_SCREENSHOTS, if it is set."""
    folder = os.environ.get("HSP_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) if folder else None
