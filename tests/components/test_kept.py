"""What is made of answers is made once, and anew as soon as what it follows from differs."""

from dataclasses import dataclass

import pandas as pd
import pytest

from components.kept import once, sent
from components.records import records


@dataclass(frozen=True)
class Subject:
    name: str
    rows: pd.DataFrame


@pytest.fixture
def rows() -> pd.DataFrame:
    return pd.DataFrame({"value": [1.0, 2.0]})


def test_it_is_made_once_of_the_same_rows_and_equal_choices(rows):
    asked = []
    make = once(lambda *given, **named: asked.append((given, named)) or len(asked))

    first = make(Subject("crime", rows), rows, "bars", limit=("a", 2))

    assert make(Subject("crime", rows), rows, "bars", limit=("a", 2)) == first
    assert len(asked) == 1


@pytest.mark.parametrize(
    "other",
    [
        lambda rows: ((Subject("crime", rows.copy()), rows, "bars"), {"limit": 2}),  # other rows
        lambda rows: ((Subject("fear", rows), rows, "bars"), {"limit": 2}),
        lambda rows: ((Subject("crime", rows), rows.copy(), "bars"), {"limit": 2}),
        lambda rows: ((Subject("crime", rows), rows, "lines"), {"limit": 2}),
        lambda rows: ((Subject("crime", rows), rows, "bars"), {"limit": 3}),
    ],
)
def test_it_is_made_anew_of_anything_else(rows, other):
    make = once(lambda *given, **named: object())
    first = make(Subject("crime", rows), rows, "bars", limit=2)
    given, named = other(rows)

    assert make(*given, **named) is not first


def test_rows_that_are_gone_never_lend_their_place_to_others():
    total = once(lambda rows: float(rows["value"].sum()))

    assert [total(pd.DataFrame({"value": [place]})) for place in range(300)] == list(range(300))


def test_a_failure_is_not_kept(rows):
    asked = []

    @once
    def make(rows: pd.DataFrame) -> int:
        asked.append(rows)
        if len(asked) == 1:
            raise ValueError
        return len(asked)

    with pytest.raises(ValueError):
        make(rows)
    assert make(rows) == 2


def test_rows_are_sent_as_streamlit_would_send_them():
    mixed = pd.DataFrame({"value": [1, ""], "day": pd.to_datetime(["2009-03-31", None])})

    assert sent(mixed).column("value").to_pylist() == ["1", ""]
    assert records(mixed)[0]["value"] == 1
