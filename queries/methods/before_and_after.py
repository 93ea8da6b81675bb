"""Before and after: what followed a start, beside every other date and similar areas.

Source: Welch (1938) for the limits; Abadie, Diamond and Hainmueller (2010) for judging a change by
placebo dates and places; the thresholds are ours. What follows a start is associated with it; that
it was caused by it is more than this can show.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import fmean, median, variance
from typing import Any

import pyarrow as pa

from queries.methods.mean_difference import Summary, mean_difference

FEWEST = 3  # values on either side of a date
FEWEST_DATES, FEWEST_AREAS = 10, 5  # others, for a share of them to say something
RARE = 0.1  # the share of others that may show as much as a change that stands out
SERVED = (
    *("indicator_id", "area_code", "name", "area_name", "unit", "decimals", "polarity"),
    *("start_date", "expected_change", "expected_unit", "expected_by_date"),
)
NUMBERS = (
    *("latest_value", "before_mean", "after_mean", "change", "change_lower", "change_upper"),
    *("percent", "percent_lower", "percent_upper", "similar_change", "similar_percent"),
)
COUNTS = ("before_values", "after_values", "dates", "dates_as_large", "areas", "areas_as_large")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in SERVED[:5]),
        ("decimals", pa.int32()),
        ("polarity", pa.string()),
        ("start_date", pa.date32()),
        ("expected_change", pa.float64()),
        ("expected_unit", pa.string()),
        ("expected_by_date", pa.date32()),
        ("latest_label", pa.string()),
        ("latest_status", pa.string()),
        *((name, pa.float64()) for name in NUMBERS),
        *((name, pa.int64()) for name in COUNTS),
        ("verdict", pa.string()),
    ]
)
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """Means before and after a date, and the later less the earlier."""

    before: Sequence[float]
    after: Sequence[float]

    @property
    def size(self) -> float:
        """How far the later mean lies above the earlier."""
        return fmean(self.after) - fmean(self.before)

    def limits(self) -> tuple[float, float] | None:
        """95% limits of the size; None where nothing varies."""
        found = mean_difference(_summary(self.after), _summary(self.before))
        return (found.lower_limit, found.upper_limit) if found else None


def answer(rows: pa.Table) -> pa.Table:
    """Rows of `action_effects` as they are shown: one for each indicator and area."""
    given = rows.to_pylist()
    about = groupby(given, key=lambda row: (row["indicator_id"], row["area_code"]))
    return pa.Table.from_pylist([effect([*part]) for _, part in about], SCHEMA)


def effect(rows: Sequence[Row]) -> dict[str, Any]:
    """What followed the start in one area; rows of its series and of similar areas'."""
    first, start = rows[0], rows[0]["start_date"]
    own = [row for row in rows if row["measured_code"] == row["area_code"]]
    own = [row for row in own if row["value"] is not None]
    found = {name: first[name] for name in SERVED} | _latest(own) | dict.fromkeys(COUNTS, 0)
    if first["action_status"] == "planned":
        return found | {"verdict": "not_begun"}
    stretch = comparable(own, start)
    change = change_at(stretch, start)
    found |= {"before_values": len(change.before), "after_values": len(change.after)}
    if not is_enough(change):
        return found | {"verdict": "too_few"}
    found |= _told(change)
    sizes = [one.size for one in other_dates(stretch, start)]
    others = [one for one in _similar(rows, start) if is_enough(one)]
    found |= {
        "dates": len(sizes),
        "dates_as_large": sum(abs(size) >= abs(change.size) for size in sizes),
        "areas": len(others),
        "areas_as_large": sum(_as_large(one, change) for one in others),
    }
    if others:
        shares = [share for one in others if (share := relative(one)) is not None]
        found["similar_change"] = median(one.size for one in others)
        found["similar_percent"] = 100 * median(shares) if shares else None
    return found | {"verdict": verdict(found, first["polarity"])}


def comparable(rows: Sequence[Row], start: date) -> list[Row]:
    """Values of the stretch in which the start lies: that of the first value after it."""
    after = [row for row in rows if row["period_start"] >= start]
    stretch = (after[0] if after else rows[-1])["stretch"] if rows else None
    return [row for row in rows if row["stretch"] == stretch]


def change_at(rows: Sequence[Row], start: date) -> Change:
    """Values of periods that ended before a date, and of those that began on it or after."""
    return Change(
        [row["value"] for row in rows if row["period_end"] < start],
        [row["value"] for row in rows if row["period_start"] >= start],
    )


def other_dates(rows: Sequence[Row], start: date) -> Iterator[Change]:
    """The change at every other date on which a period begins, where it can be told.

    The first date after the start that leaves the same values on both sides is the start's own.
    """
    own = change_at(rows, start)
    for row in rows:
        other = change_at(rows, row["period_start"])
        if len(other.before) != len(own.before) and is_enough(other):
            yield other


def is_enough(change: Change) -> bool:
    """Whether there are values enough on either side."""
    return min(len(change.before), len(change.after)) >= FEWEST


def relative(change: Change) -> float | None:
    """The change as a share of the mean before; None where that is nought."""
    before = abs(fmean(change.before))
    return change.size / before if before else None


def verdict(found: Row, polarity: str) -> str:
    """What our own figures say of the change: see `before_and_after.md`."""
    better = {"higher": 1, "lower": -1}.get(polarity)
    lower, upper = found.get("change_lower"), found.get("change_upper")
    if better is None or lower is None or upper is None:
        return "not_judged"
    told = {
        "no_change": lower <= 0 <= upper,
        "few_dates": found["dates"] < FEWEST_DATES,
        "other_dates": found["dates_as_large"] > RARE * found["dates"],
        "alone": found["areas"] < FEWEST_AREAS,
        "other_areas": found["areas_as_large"] > RARE * found["areas"],
    }
    word = next((word for word, is_so in told.items() if is_so), "apart")
    if word == "no_change" or found["change"] * better > 0:
        return word
    # what other dates and areas show as well speaks no more against an action than for one
    return "worse" if word in ("alone", "apart") else "worse_too"


def _similar(rows: Sequence[Row], start: date) -> Iterator[Change]:
    others = [row for row in rows if row["measured_code"] != row["area_code"]]
    for _, part in groupby(others, key=lambda row: row["measured_code"]):
        known = [row for row in part if row["value"] is not None]
        yield change_at(comparable(known, start), start)


def _as_large(other: Change, change: Change) -> bool:
    """Whether another area changed as much, for its size, and the same way.

    Where one of the two began at nought there is no share, and the change itself is compared.
    """
    size, theirs = relative(change), relative(other)
    if size is None or theirs is None:
        size, theirs = change.size, other.size
    return theirs * size > 0 and abs(theirs) >= abs(size)


def _told(change: Change) -> dict[str, Any]:
    before = fmean(change.before)
    limits = change.limits()
    found = {"before_mean": before, "after_mean": fmean(change.after), "change": change.size}
    if limits:
        found |= {"change_lower": limits[0], "change_upper": limits[1]}
    if before:
        shares = {
            name.replace("change", "percent"): 100 * size / abs(before)
            for name, size in found.items()
            if name.startswith("change")
        }
        found |= shares
    return found


def _latest(own: Sequence[Row]) -> dict[str, Any]:
    if not own:
        return {}
    last = own[-1]
    return {
        "latest_label": last["period_label"],
        "latest_status": last["status"],
        "latest_value": last["published_value"],
    }


def _summary(values: Sequence[float]) -> Summary:
    return Summary(len(values), fmean(values), variance(values))
