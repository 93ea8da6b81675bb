"""What to mind about a control chart: literal periods in, the very words out."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from components.chart_caveats import caveats

UNREACHED = "The series does not reach across that event, so its limits stay as they were."


def years(*firsts: int) -> pd.DataFrame:
    """Financial years by their first."""
    return pd.DataFrame(
        {
            "period_start": [pd.Timestamp(first, 4, 1) for first in firsts],
            "period_end": [pd.Timestamp(first + 1, 3, 31) for first in firsts],
        }
    )


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (None, []),
        (date(2008, 3, 31), [UNREACHED]),  # in the first period: nothing lies before it
        (date(2008, 4, 1), []),
        (date(2009, 3, 31), []),
        (date(2009, 4, 1), [UNREACHED]),
    ],
)
def test_an_event_outside_the_series_changes_nothing(event, told):
    assert caveats(years(2007, 2008), {"frequency": "annual"}, event) == told


@pytest.mark.parametrize(
    ("points", "frequency", "places"),
    [
        (years(2003, 2004, 2005), "annual", None),
        (years(2003, 2005, 2006, 2009), "annual", "2 places"),
        (years(2003, 2006, 2009), "triennial", None),
        (years(2003, 2009), "survey", None),
        (years(2003), "annual", None),
    ],
)
def test_periods_that_are_left_out_are_said_to_be(points, frequency, places):
    words = f"Periods are left out in {places}; the chart reads on as if nothing lay between."

    assert caveats(points, {"frequency": frequency}, None) == ([words] if places else [])
