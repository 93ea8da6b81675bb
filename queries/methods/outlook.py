"""Where an indicator is heading: its series made ready, forecast, and held against its target.

The forecast leads to the last target published, twelve periods ahead at most; without one a year
ahead, and three years of annual values; and no further than the next break in the series. Rolling
periods have none: values that share years with their neighbours make every prediction interval too
narrow. What is impossible is cut off.
Source: the partnership's rules; forecast.py and scales.py for the methods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from queries.methods.forecast import FEWEST, SEASONS, Forecast, Line, forecast
from queries.methods.period_labels import labels_ahead
from queries.methods.scales import ends_of, fitted, scale_of

MOST_AHEAD = 12
UNAIMED = {"monthly": 12, "quarterly": 4, "four_monthly": 3, "annual": 3}
Z95 = 1.959963984540054

FIGURES = ("mean", "lower_80", "upper_80", "lower_95", "upper_95")
SCHEMA = pa.schema(
    [
        ("method", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("period_label", pa.string()),
        ("place", pa.float64()),
        ("value", pa.float64()),
        *((name, pa.float64()) for name in FIGURES),
        ("target_value", pa.float64()),
        ("band", pa.string()),
        ("reason", pa.string()),
        ("gap", pa.float64()),
        ("change_per_period", pa.float64()),
        ("periods_to_target", pa.int32()),
        ("scale", pa.string()),
        ("break_date", pa.date32()),
    ]
)
Row = Mapping[str, Any]


def answer(rows: pa.Table) -> pa.Table:
    """The values as observed, then each method's forecast by period, from the question's rows.

    `method` is observed or the forecast's. Its last period is that of the last target, where the
    band of the chance to meet it stands, or in `reason` why there is none. Where nothing can be
    forecast the row no_forecast says why, with the way to the target.
    """
    given = rows.to_pylist()
    observed = [row for row in given if not row["is_ahead"]]
    if not observed:
        return pa.Table.from_pylist([{"method": "no_forecast", "reason": "no_data"}], SCHEMA)
    ahead = _labelled(observed, [row for row in given if row["is_ahead"]])
    past = [_kept(row, "place", "value") | {"method": "observed"} for row in observed]
    return pa.Table.from_pylist(past + _led_on(observed, ahead), SCHEMA)


def _led_on(observed: Sequence[Row], ahead: Sequence[Row]) -> list[Row]:
    """Each method's rows in the periods ahead, or the one row that says why there are none."""
    facts, aim = observed[-1], _aim(ahead)
    horizon = min(_horizon(facts["frequency"], aim), len(ahead))
    target = aim["target_value"] if aim is not None and aim["ahead"] == horizon else None
    values, numerators = ([row[name] for row in observed] for name in ("value", "numerator"))
    scale = scale_of(facts["method"], facts["multiplier"], values, numerators, target)
    broken = facts["break_date" if ahead else "next_break_date"]
    shared = {"scale": scale, "break_date": broken, **_way(facts, aim)}
    found = Forecast(reason=_fault(observed, ahead))
    if found.reason is None:
        found = forecast(
            _in_place(observed),
            horizon,
            frequency=facts["frequency"],
            target=target,
            polarity=facts["polarity"],
            scale=scale,
            sampling_error=_sampling_error(facts, scale),
        )
    if found.reason:
        when = {} if aim is None else _kept(aim, "target_value")
        return [{**shared, **when, "method": "no_forecast", "reason": found.reason}]
    why = _no_chance(facts, ahead, aim)
    return [row for line in found.lines for row in _rows(line, facts, ahead[:horizon], shared, why)]


def _rows(
    line: Line, facts: Row, ahead: Sequence[Row], shared: Row, why: str | None
) -> list[dict[str, Any]]:
    ends = ends_of(facts["method"], facts["multiplier"])
    figures = np.clip([getattr(line, name) for name in FIGURES], *ends).T.tolist()
    rows = [
        {
            **_kept(period, "place", "target_value"),
            **shared,
            **dict(zip(FIGURES, amounts, strict=True)),
            "method": line.method,
        }
        for period, amounts in zip(ahead, figures, strict=True)
    ]
    rows[-1] |= {"band": line.band, "reason": None if line.band else why or line.reason}
    return rows


def _kept(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in ("period_start", "period_end", "period_label", *names)}


def _labelled(observed: Sequence[Row], ahead: Sequence[Row]) -> list[Row]:
    """The periods ahead with labels; a target's own period, without a rhythm, gets words."""
    known = [(row["period_start"], row["period_end"], row["period_label"]) for row in observed]
    labels = labels_ahead(known, [(row["period_start"], row["period_end"]) for row in ahead])
    return [{**row, "period_label": label} for row, label in zip(ahead, labels, strict=True)]


def _aim(ahead: Sequence[Row]) -> Row | None:
    """The period of the last target within reach, else of the last one beyond."""
    targets = [row for row in ahead if row["target_value"] is not None]
    near = [row for row in targets if (row["ahead"] or 0) <= MOST_AHEAD]
    return (near or targets or [None])[-1]


def _horizon(frequency: str, aim: Row | None) -> int:
    if aim is not None and aim["ahead"] is not None and aim["ahead"] <= MOST_AHEAD:
        return aim["ahead"]
    return UNAIMED.get(frequency, 1)


def _way(latest: Row, aim: Row | None) -> Row:
    """How far the target is, and how much of it each period would have to bring."""
    if aim is None:
        return {}
    gap, periods = aim["target_value"] - latest["value"], aim["ahead"]
    change = gap / periods if periods else None
    return {"gap": gap, "change_per_period": change, "periods_to_target": periods}


def _fault(observed: Sequence[Row], ahead: Sequence[Row]) -> str | None:
    facts, places = observed[-1], [row["place"] for row in observed]
    if facts["frequency"] not in SEASONS:
        return "no_fixed_rhythm"
    if facts["is_overlapping"]:
        return "overlapping_periods"
    if len(set(places)) < len(places) or any(place != int(place) for place in places):
        return "uneven_periods"
    if not ahead:
        return "break_ahead"
    if len(observed) < FEWEST:
        return "not_enough_since_break" if facts["values_before_break"] else "not_enough_data"
    return None


def _no_chance(facts: Row, ahead: Sequence[Row], aim: Row | None) -> str | None:
    """Why the chance to meet a target cannot be given, whatever the forecast."""
    if aim is None:
        is_older = any(row["has_older_target"] for row in ahead)
        if is_older or facts["has_target_beyond_break"]:
            return "target_before_break" if is_older else "target_after_break"
        return "no_target"
    if facts["polarity"] == "none":
        return "no_judgement"
    return "target_too_far_ahead" if aim["ahead"] > MOST_AHEAD else None


def _in_place(observed: Sequence[Row]) -> list[float | None]:
    """Values in order with None where a period has none."""
    values = {int(row["place"]): row["value"] for row in observed}
    return [values.get(place) for place in range(min(values), max(values) + 1)]


def _sampling_error(latest: Row, scale: str) -> float:
    """Standard error of the latest value on the scale that is fitted; nought if not known."""
    if latest["lower_limit"] is None or latest["upper_limit"] is None:
        return 0.0
    lower, upper = fitted(np.array([latest["lower_limit"], latest["upper_limit"]]), scale)
    return float(upper - lower) / (2 * Z95)
