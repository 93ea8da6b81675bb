"""Movement once more in plain Python: what the control chart and the recent trend say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from typing import Any

from tests.queries.methods.second_season import effects
from tests.queries.methods.second_spc import Signal, Values, limits, sides_of, signals
from tests.queries.methods.second_trend import trend

UNSETTLED = {"provisional", "estimated", "projected", "partial_period"}
FEWEST, ENOUGH = 5, 12
WAYS = {"increasing": "higher", "decreasing": "lower"}
Row = dict[str, Any]


def movement(indicator: Row, stretch: Sequence[Row]) -> Row:
    """What moved, by `movement_basis`, and what the chart of the stretch shows at its end.

    `stretch` are the results that are comparable with the latest, oldest first.
    """
    chart = charted(stretch)
    years = [row for row in stretch if is_year(row) and row["value_note"] not in UNSETTLED]
    word = trend(indicator, years) if indicator["frequency"] == "annual" else None
    found = {"trend": word, **chart}
    if chart["chart_reason"] is None and not chart["is_trial"]:
        return {**found, "movement_basis": "control_chart", "movement": by_chart(indicator, chart)}
    if word is not None:
        return {**found, "movement_basis": "recent_trend", "movement": by_trend(word)}
    if chart["chart_reason"] is None:
        return {**found, "movement_basis": "trial_chart", "movement": by_chart(indicator, chart)}
    is_flat = chart["chart_reason"] == "not_enough_variation"
    reason = "no_variation" if is_flat else "too_few_points"
    return {**found, "movement_basis": None, "movement": reason}


def by_chart(indicator: Row, chart: Row) -> str:
    if chart["direction"] is None:
        return "no_clear_change"
    if indicator["polarity"] == "none":
        return "higher" if chart["direction"] > 0 else "lower"
    is_good = (chart["direction"] > 0) == (indicator["polarity"] == "higher")
    return "improved" if is_good else "worsened"


def by_trend(word: str) -> str:
    way, _, judged = word.partition("_")
    if word == "no_significant_change":
        return "no_clear_change"
    return {"better": "improved", "worse": "worsened"}.get(judged) or WAYS[way]


def charted(stretch: Sequence[Row]) -> Row:
    """How the chart of one stretch ends: its latest settled value, signal and since when."""
    values, is_seasonal = without_season(stretch)
    known = [at for at, value in enumerate(values) if value is not None]
    ending = {
        "tested_values": len(known) or None,
        "is_seasonal": is_seasonal and bool(known),
        "is_trial": 0 < len(known) < ENOUGH,
        "signal": "none" if known else None,
        "direction": None,
        "signal_since": None,
        "chart_reason": reason_of(len(known), limits(values)[1]),
    }
    if overlapping([stretch[at] for at in known]):
        return {**ending, "chart_reason": "overlapping_periods"}
    end = max(known, default=-1) + 1
    marked, sides = marks(values)[:end], sides_of(values)[:end]
    if not known or marked[-1][0] == "none":
        return ending
    began = stretch[since(marked, sides)]["period_end"]
    return {**ending, "signal": marked[-1][0], "direction": marked[-1][1], "signal_since": began}


def overlapping(rows: Sequence[Row]) -> bool:
    """Whether a period begins before one that ended earlier; a day in common does not count."""
    pairs = zip(rows, rows[1:], strict=False)
    return any(later["period_start"] < earlier["period_end"] for earlier, later in pairs)


def marks(values: Values) -> list[Signal]:
    """(signal, direction) of each value; none where they are too few to say."""
    is_enough = sum(value is not None for value in values) >= FEWEST
    return signals(values) if is_enough else [("none", None)] * len(values)


def without_season(stretch: Sequence[Row]) -> tuple[list[Fraction | None], bool]:
    """The settled values of one stretch less their season, and whether they have one."""
    values = settled(stretch)
    found = effects([row["period_end"] for row in stretch], values, in_a_year(stretch[-1]))
    if found is None:
        return values, False
    lessened = zip(values, found, strict=True)
    return [None if value is None else value - effect for value, effect in lessened], True


def settled(rows: Sequence[Row]) -> list[Fraction | None]:
    """The values to the twelve digits within which two count as equal; None where unsettled."""
    return [
        None
        if row["value"] is None or row["value_note"] in UNSETTLED
        else Fraction(f"{row['value']:.12g}")
        for row in rows
    ]


def is_year(row: Row) -> bool:
    return 365 <= (row["period_end"] - row["period_start"]).days + 1 <= 366


def in_a_year(row: Row) -> int:
    """How many such periods make a year; one where they are shorter than a month or longer."""
    start, after = row["period_start"], row["period_end"] + timedelta(days=1)
    months = 12 * (after.year - start.year) + after.month - start.month
    return 12 // months if 0 < months <= 12 and start.day == after.day else 1


def reason_of(known: int, reach: Fraction | None) -> str | None:
    if known == 0:
        return "no_values"
    if known < FEWEST:
        return "too_few_points"
    return None if reach is not None else "not_enough_variation"


def since(marked: Sequence[tuple[str, int | None]], sides: Sequence[int | None]) -> int:
    """Where the signal at the end began: `marked` and `sides` up to the latest value."""
    signal, direction = marked[-1]
    for at, (word, way) in enumerate(marked):
        later = [side for side in sides[at:] if side is not None]
        holds = 10 * later.count(direction) >= 8 * len(later)
        if signal == "trend":
            holds = all(point == ("trend", direction) for point in marked[at:])
        if word != "none" and way == direction and holds:
            return at
    raise AssertionError("the latest value's own signal holds from itself")
