"""What every test can ask for: the shared inputs, and the same environment everywhere."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure() -> None:
    # A developer's own workspace must not decide whether the tests pass.
    os.environ.pop("HSP_WORKSPACE", None)
    os.environ.pop("HSP_REGISTER", None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files and vectors beside the project; without it the test is skipped."""
    if SHARED.is_dir():
        return SHARED
    reason = "the folder `shared` with the real files is not beside the project"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def packages_read_once() -> Iterator[None]:
    """Streamlit looks through all installed packages for components once, not for every page.

    A server does so when it starts; an `AppTest` is a new one each time, and half its work is this.
    """
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield
