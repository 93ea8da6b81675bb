"""Every question, asked of the bundled sample: grain, order, and the same answer outside."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest

import queries
from data.workspace import BUNDLED
from queries import fetch, how
from queries.statements import passed_through, statement
from tests.queries.questions import GRAIN, SAMPLED
from tests.queries.workspaces import serving

PAYLOADS = (
    "' or 1 = 1 --",
    "'; drop table areas; --",
    "\\'; select 1; --",
    "$area_code",
    '" or ""="',
    "%",
    "ÿ\u2028\x00",
    "x" * 100_000,
    "(select min(area_code) from areas)",
)
# Enough for every question, as values are bound; all are tried on what is spelled out.
SOME_PAYLOADS = PAYLOADS[1::3]


@pytest.fixture(scope="module", autouse=True)
def sample():
    with serving(BUNDLED):
        yield


def test_every_question_is_asked_here():
    files = {path.stem for path in Path(queries.__file__).parent.glob("*.sql")}

    assert files == set(GRAIN) == set(SAMPLED)


@pytest.mark.parametrize("question", GRAIN)
def test_the_grain_that_the_header_states_names_each_row_once(question):
    words, columns = GRAIN[question]
    rows = fetch(question, **SAMPLED[question])

    assert f"-- Grain: {words}.\n" in statement(question)
    assert not rows.empty, "an empty answer would show nothing"
    if columns:
        assert not rows.duplicated(columns).any()
        assert rows[columns[:1]].notna().all(axis=None)
    else:
        assert len(rows) == 1


@pytest.mark.parametrize("question", GRAIN)
def test_the_outermost_select_is_ordered(question):
    outermost = statement(question)
    while (shorter := re.sub(r"\([^()]*\)", "", outermost)) != outermost:
        outermost = shorter

    assert re.search(r"\norder by\s", outermost)


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Values alone: pandas gives a column without any its type by the way it came."""
    plain = [rows.astype(object).where(rows.notna(), None) for rows in (found, expected)]
    # An average is added up in whatever order its rows are read.
    pd.testing.assert_frame_equal(*plain, rtol=1e-12)


@pytest.mark.parametrize("question", GRAIN)
def test_the_text_of_how_gives_the_same_rows_outside_the_app(question, monkeypatch):
    expected = fetch(question, **SAMPLED[question])
    monkeypatch.chdir(BUNDLED)

    with duckdb.connect() as outside:
        found = outside.sql(how(question, **SAMPLED[question])).to_arrow_table()

    same(passed_through(question, found).to_pandas(date_as_object=False), expected)


@pytest.mark.parametrize("question", [name for name, asked in SAMPLED.items() if asked])
def test_a_payload_is_a_value_like_any_unknown_one(question):
    texts = [
        name for name, value in SAMPLED[question].items() if value is None or isinstance(value, str)
    ]
    for name in texts:
        asked = SAMPLED[question]
        unknown = fetch(question, **{**asked, name: "nothing of that name"})
        for payload in SOME_PAYLOADS:
            found = fetch(question, **{**asked, name: payload})
            # A sign that a definition holds is found there, as text.
            if name != "search_text" or payload != "%":
                pd.testing.assert_frame_equal(found, unknown)


@pytest.mark.parametrize("payload", [payload for payload in PAYLOADS if "\x00" not in payload])
def test_a_payload_stays_a_value_in_the_text_of_how(payload, monkeypatch):
    asked = {**SAMPLED["catalogue"], "search_text": payload}
    expected = fetch("catalogue", **asked)
    monkeypatch.chdir(BUNDLED)

    with duckdb.connect() as outside:
        found = outside.execute(how("catalogue", **asked)).df()
        assert outside.execute("select count(*) > 0 from areas").fetchall() == [(True,)]

    same(found, expected)
