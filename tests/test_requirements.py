"""The short lists name every package that the code imports, and the locks pin and hash them all."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"app", "components", "data", "pages", "queries", "tests"}
# Where the name to import is not the name to install.
INSTALLED_AS = {"axe_playwright_python": "axe-playwright-python", "vl_convert": "vl-convert-python"}
LOCKS = {
    "requirements.txt": ".requirements/app.in",
    "tests/requirements.txt": ".requirements/tests.in",
}


def named(listing: str) -> set[str]:
    lines = (ROOT / listing).read_text(encoding="utf-8").splitlines()
    return {re.split(r"[=<>\[ ]", line)[0] for line in lines if line and line[0] not in " #-"}


def imported(*patterns: str) -> set[str]:
    packages = set()
    for pattern in patterns:
        for path in ROOT.glob(pattern):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    packages |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    packages.add(node.module.split(".")[0])
    foreign = packages - OURS - sys.stdlib_module_names
    return {INSTALLED_AS.get(package, package) for package in foreign}


def test_the_app_imports_only_what_its_list_names():
    layers = ("components", "data", "pages", "queries")

    assert (
        imported("app.py", *(f"{layer}/**/*.py" for layer in layers))
        - named(LOCKS["requirements.txt"])
        == set()
    )


def test_the_tests_import_only_what_the_lists_name():
    asked = {name for listing in LOCKS.values() for name in named(listing)}

    assert imported("tests/**/*.py") - asked == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_and_hashes_what_its_list_names(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^([a-z0-9-]+)==\S+.*\\\n    --hash=sha256:", text, re.MULTILINE)

    assert named(LOCKS[lock]) <= set(pins)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", text, re.MULTILINE))
    assert "://" not in text


def test_every_package_on_a_list_has_its_reason():
    for listing in LOCKS.values():
        for line in (ROOT / listing).read_text(encoding="utf-8").splitlines():
            assert line.startswith("#") or re.match(r"\S+ +# .{5,}", line), line


def test_both_locks_agree():
    pins = [
        dict(
            re.findall(
                r"^([a-z0-9-]+)==(\S+)(?! ;)", (ROOT / lock).read_text("utf-8"), re.MULTILINE
            )
        )
        for lock in LOCKS
    ]
    shared = pins[0].keys() & pins[1].keys()

    assert {name: pins[0][name] for name in shared} == {name: pins[1][name] for name in shared}
