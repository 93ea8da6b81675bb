"""A department's heading: no share is told where nothing can be judged."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def _page(status: str) -> None:
    from datetime import date
    from types import SimpleNamespace

    import pandas as pd

    from components import departments

    judged = SimpleNamespace(is_then=False, today=date(2009, 7, 31), version=1)
    owned = pd.DataFrame([{"status": status, "freshness": "late"}])
    departments.heading(owned, pd.DataFrame(), "Council", None, judged)


@pytest.mark.parametrize(
    ("status", "happened"),
    [
        ("no_target", "# Council: no result can be judged against a target yet."),
        (
            "on_target",
            "# Council: 1 of 1 indicators that can be judged are on target; 0 need intervention.",
        ),
    ],
)
def test_the_heading_of_a_department(status: str, happened: str) -> None:
    page = AppTest.from_function(_page, kwargs={"status": status}).run()

    assert not page.exception
    assert page.markdown[0].value.replace("\\", "") == happened
