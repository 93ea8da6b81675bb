"""Pages opened as a viewer opens them: through the frame, by their address."""

from __future__ import annotations

import pytest

from tests.pages.viewing import PAGES


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return request.param
