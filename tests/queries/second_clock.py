"""A second version of the intervention clock, in plain Python: written apart from the SQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

Row = Mapping[str, Any]
Period = tuple[date, date]
UNSETTLED = ("provisional", "estimated", "projected", "partial_period")


def episodes(results: Iterable[Row]) -> Iterator[tuple[list[Row], Row | None]]:
    """Runs of results at the level, each with the result that ended it; results by time, of one
    indicator and area, with value, value_note and status.
    """
    running: list[Row] = []
    for row in results:
        if row["value"] is None or row["value_note"] in UNSETTLED:
            continue
        if row["status"] == "intervention":
            running.append(row)
        elif running:
            yield running, row
            running = []
    if running:
        yield running, None


def clock(
    results: Iterable[Row],
    received: Mapping[Period, date],
    seen: Mapping[Period, date],
    actions: Iterable[Row],
    today: date,
) -> list[dict[str, Any]]:
    """The clock of one indicator in one area, oldest episode first.

    `received` and `seen` are days by period; `actions` those that serve it, with action_id,
    agreed_date, end_date and status.
    """
    found = []
    for breach, ending in episodes(results):
        first = received[_period(breach[0])]
        ended = max(received[_period(ending)], first) if ending else None
        until = ended or today
        acknowledged = min(
            (
                day
                for (_, end), day in seen.items()
                if breach[0]["period_end"] <= end <= breach[-1]["period_end"] and day <= until
            ),
            default=None,
        )
        action = _action(actions, first, until)
        found.append(
            {
                "period_start": breach[0]["period_start"],
                "periods_at_level": len(breach),
                "received_date": first,
                "ended_date": ended,
                "ended_by": _ended_by(ending),
                "acknowledged_date": acknowledged,
                "days_to_acknowledge": _days(first, acknowledged or until),
                "action_id": action["action_id"] if action else None,
                "days_to_action": _days(first, action["agreed_date"] if action else until),
                "days_to_turn": _days(first, until),
            }
        )
    return found


def _action(actions: Iterable[Row], first: date, until: date) -> Row | None:
    before, after = [], []
    for one in actions:
        if one["agreed_date"] < first:
            if one["status"] in ("planned", "under_way") or one["end_date"] >= first:
                before.append(one)
        elif one["agreed_date"] <= until:
            after.append(one)
    ordered = sorted(before or after, key=lambda one: (one["agreed_date"], one["action_id"]))
    return ordered[0] if ordered else None


def _ended_by(ending: Row | None) -> str | None:
    if ending is None:
        return None
    return "turned" if ending["status"] in ("on_target", "within_tolerance") else "lapsed"


def _days(since: date, until: date) -> int:
    return max((until - since).days, 0)


def _period(row: Row) -> Period:
    return row["period_start"], row["period_end"]
