"""What to mind about a control chart as set: periods left out, and events outside the series."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from components.kept import once
from components.quantities import counted

# Rhythms at which one period follows another; surveys and the like come when they come.
REGULAR = ("weekly", "monthly", "quarterly", "four_monthly", "annual")


@once
def caveats(points: pd.DataFrame, row: Mapping[str, Any], rebase_date: date | None) -> list[str]:
    """Sentences for the foot of a chart; rows as `indicator_signals`."""
    return [*_skipped(points, row.get("frequency")), *_unreached(points, rebase_date)]


def _skipped(points: pd.DataFrame, frequency: str | None) -> list[str]:
    """That periods are left out, not even said to be missing: the rules go by the order of rows."""
    days = (points["period_start"] - points["period_end"].shift()).dt.days
    places = int((days > 1).sum())
    if frequency not in REGULAR or not places:
        return []
    return [
        f"Periods are left out in {counted(places, 'place')}; the chart reads on as if nothing lay "
        "between."
    ]


def _unreached(points: pd.DataFrame, rebase_date: date | None) -> list[str]:
    """That limits cannot begin anew with an event that has no value before it, or none after."""
    ends = points["period_end"]
    if rebase_date is None or ends.min() < pd.Timestamp(rebase_date) <= ends.max():
        return []
    return ["The series does not reach across that event, so its limits stay as they were."]
