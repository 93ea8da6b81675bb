"""An event at which limits should begin anew, though the series has nothing before or after it."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from components.control_chart import Settings, unreached

POINTS = pd.DataFrame({"period_end": pd.to_datetime(["2008-03-31", "2009-03-31"])})


@pytest.mark.parametrize(
    ("event", "is_unreached"),
    [
        (None, False),
        (date(2008, 3, 31), True),  # in the first period: nothing lies before it
        (date(2008, 4, 1), False),
        (date(2009, 3, 31), False),
        (date(2009, 4, 1), True),
    ],
)
def test_an_event_outside_the_series_is_said_to_change_nothing(event, is_unreached):
    told = unreached(POINTS, Settings(rebase_date=event))

    assert bool(told) == is_unreached
