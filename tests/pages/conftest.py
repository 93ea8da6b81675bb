"""Pages opened as a viewer opens them: through the frame, by their address."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pytest

import queries
from tests.pages.viewing import PAGES


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="session", autouse=True)
def _answers_stay_as_they_were() -> Iterator[None]:
    """All viewers share the rows of an answer: a page that changed any would change others' pages.

    Told at the end of the worker's last page.
    """
    fetched: list[tuple[pa.Table, pd.DataFrame]] = []
    frame = queries._frame

    def noted(table: pa.Table) -> pd.DataFrame:
        fetched.append((table, frame(table)))
        return fetched[-1][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "_frame", noted)
        yield
    changed = [list(rows.columns) for table, rows in fetched if _is_changed(rows, frame(table))]
    assert not changed


def _is_changed(rows: pd.DataFrame, as_fetched: pd.DataFrame) -> bool:
    return not pa.Table.from_pandas(rows).equals(pa.Table.from_pandas(as_fetched))
