"""How a gap moved: a slope index against the first one that is comparable with it.

A gap is said to have moved only where the two 95 per cent intervals do not touch, which is stricter
than a test at that level. Source: Schenker and Gentleman (2001).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Row = dict[str, Any]


def moved(now: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> Row:
    """How the slope index stands to an earlier one, as `change`, and that one's period, `since`.

    Rows, oldest first, have period_start, period_end, period_label, stretch, slope_index and, with
    limits, slope_lower and slope_upper. The earlier one is the first of the same stretch and part
    of the year. The change is widened, narrowed, reversed (the other end is now clearly the higher
    one), no_clear_change or nothing_earlier; none without limits.
    """
    if "slope_lower" not in now:
        return {}
    first = next((row for row in before if _is_comparable(row, now)), None)
    if first is None:
        return {"change": "nothing_earlier"}
    return {"change": _change(first, now), "since": first["period_label"]}


def _is_comparable(row: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Of the same stretch and the same part of the year: no winter against a summer."""
    ends = [(one["period_start"].month, one["period_end"].month) for one in (row, now)]
    return "slope_lower" in row and row["stretch"] == now["stretch"] and ends[0] == ends[1]


def _change(then: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    if now["slope_lower"] <= then["slope_upper"] and then["slope_lower"] <= now["slope_upper"]:
        return "no_clear_change"
    if now["slope_lower"] * now["slope_upper"] > 0 > now["slope_index"] * then["slope_index"]:
        return "reversed"
    return "widened" if abs(now["slope_index"]) > abs(then["slope_index"]) else "narrowed"
