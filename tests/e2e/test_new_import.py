"""From a partner's file to an open page, without a restart."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.serving import ROOT, serving

SOURCE = "household_recycling"


def run(*words: str) -> None:
    """The command line in a process of its own, as a newcomer runs it."""
    environment = {name: value for name, value in os.environ.items() if name != "HSP_WORKSPACE"}
    done = subprocess.run(
        [sys.executable, "-m", "data", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def workspace(tmp_path):
    run("init", str(tmp_path / "ours"))
    return tmp_path / "ours"


def test_a_new_import_shows_on_an_open_page(open_tab, shared, workspace):
    file = shared / "real" / "borough" / "Household-rcycling-borough.csv"
    with serving(workspace=workspace) as server:
        tab = open_tab(url=server.url).open("outcomes")
        assert not tab.has_traceback
        assert "recycl" not in tab.main.lower()

        run("import", str(file), "--source", SOURCE, "--workspace", str(workspace), "--reason", "x")
        tab.page.get_by_text("Presenting", exact=True).click()
        tab.page.wait_for_url("**presenting=true**")
        tab.settle()
        for page in ("outcomes", "geography"):
            assert not tab.open(page).has_traceback
            assert "illustrative" not in tab.main.lower()

        assert "50" in tab.open("geography").main
