"""A server on the bundled sample, Debian's Chromium, and tabs that watch what a page asks for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.tabs import SIZES, Tab
from tests.serving import serving

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SAMPLE = "HSP_E2E_SAMPLE"
OpenTab = Callable[..., Tab]


def pytest_configure(config: pytest.Config) -> None:
    """Start the server of the bundled sample once for all workers, which inherit its address."""
    if SAMPLE not in os.environ:
        stack = ExitStack()
        os.environ[SAMPLE] = stack.enter_context(serving()).url
        stack.callback(os.environ.pop, SAMPLE)
        config.add_cleanup(stack.close)


@pytest.fixture(scope="session")
def sample() -> str:
    """The address of the bundled sample; nobody writes to it."""
    return os.environ[SAMPLE]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("the journeys need Debian's chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield started
        started.close()


class Windows:
    """Browser windows by size and theme, with their empty tabs.

    Tabs are used again: a new one reads and compiles Streamlit's own files anew, which is half the
    work of opening a page.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._windows: dict[tuple[str, str], BrowserContext] = {}
        self._empty: dict[BrowserContext, list[Page]] = {}

    def tab(self, size: str, scheme: str) -> Page:
        """An empty tab in the window of this size and theme."""
        if (size, scheme) not in self._windows:
            window = self._browser.new_context(
                viewport=SIZES[size],
                color_scheme="dark" if scheme == "dark" else "light",
                locale="en-GB",
                reduced_motion="reduce",
            )
            self._windows[size, scheme], self._empty[window] = window, []
        window = self._windows[size, scheme]
        return self._empty[window].pop() if self._empty[window] else window.new_page()

    def take_back(self, page: Page) -> None:
        """Empty a tab; leaving its page ends the session that the server keeps for it."""
        page.goto("about:blank")
        self._empty[page.context].append(page)

    def close(self) -> None:
        """Close every window."""
        for window in self._empty:
            window.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Iterator[Windows]:
    opened = Windows(browser)
    yield opened
    opened.close()


@pytest.fixture
def open_tab(windows: Windows, sample: str) -> Iterator[OpenTab]:
    """Opens tabs; when the test is over, none may have asked another origin or thrown an error."""
    opened: list[Tab] = []

    def open_one(size: str = "laptop", scheme: str = "light", *, url: str = sample) -> Tab:
        opened.append(Tab(windows.tab(size, scheme), url))
        return opened[-1]

    yield open_one
    for tab in opened:
        tab.leave()
        windows.take_back(tab.page)
    assert [url for tab in opened for url in tab.elsewhere] == []
    assert [error for tab in opened for error in tab.errors] == []


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where to put screenshots for people to look at: the folder HSP_SCREENSHOTS, if it is set."""
    folder = os.environ.get("HSP_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder) if folder else None
