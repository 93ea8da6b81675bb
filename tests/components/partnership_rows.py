"""Rows as the questions about a questionnaire give them, written out by hand: two rounds and more.

Tests change a cell or two of these (`with_cells`), so that each says what it is about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import pandas as pd

DIMENSIONS = (
    "Leadership",
    "People",
    "Policy and strategy",
    "Partnerships and resources",
    "Processes",
)
ROUNDS = {"r1": ("2007", dt.date(2007, 11, 30)), "r2": ("2008", dt.date(2008, 11, 28))}
BEFORE = dict(zip(DIMENSIONS, (58.0, 55.0, 61.0, 50.0, 48.0), strict=True))
NOW = dict(zip(DIMENSIONS, (59.0, 54.5, 60.0, 50.5, 55.0), strict=True))
NAMES = {
    "organisation": {"Harrow Council": 6.0, "Harrow PCT": 2.0, "Harrow Police": 1.0},
    "respondent_group": {"Board": 3.0, "Executive": 0.5, "Front line": -4.0},
}
BELOW, HIDDEN = "Voluntary sector", "Probation"


_numbers = count()


@dataclass(frozen=True)
class Asked:
    """An answer with these rows, told from every other by its SQL, as those of `queries` are."""

    rows: pd.DataFrame
    how: str


def asked(rows: pd.DataFrame) -> Asked:
    return Asked(rows, f"select {next(_numbers)}")


def with_cells(rows: pd.DataFrame, where: Mapping[str, Any], **cells: Any) -> pd.DataFrame:
    """The rows, with these cells in those that have all the values of `where`."""
    records = rows.to_dict("records")
    for row in records:
        if all(row[column] == value for column, value in where.items()):
            row.update(cells)
    return pd.DataFrame(records, columns=list(rows.columns)).astype(object)


def rounds() -> pd.DataFrame:
    """As `rounds`: half of those invited answered in the second, seven tenths in the first."""
    rows = []
    for (code, (title, closes)), responses, before in zip(
        ROUNDS.items(), (144, 102), (None, "r1"), strict=True
    ):
        rate = 100 * responses / 204
        rows.append(
            {
                "round_id": code,
                "title": title,
                "opens_date": pd.Timestamp(closes) - pd.Timedelta(days=28),
                "closes_date": pd.Timestamp(closes),
                "minimum_group": 10,
                "smallest_count": 5,
                "invited": 204,
                "responses": responses,
                "response_rate": rate,
                "lower_limit": rate - 6.7,
                "upper_limit": rate + 6.7,
                "response_change": None if before is None else -20.6,
                "response_change_lower": None if before is None else -29.6,
                "response_change_upper": None if before is None else -11.1,
                "response_movement": None if before is None else "fell",
                "note": None,
                "previous_round_id": before,
            }
        )
    return pd.DataFrame(rows)


def scores() -> pd.DataFrame:
    """As `dimension_scores`: Processes improved, opinion on People spread, the rest is chance."""
    rows = []
    for code, (title, closes) in ROUNDS.items():
        for place, dimension in enumerate(DIMENSIONS, 1):
            score = (BEFORE if code == "r1" else NOW)[dimension]
            change = None if code == "r1" else score - BEFORE[dimension]
            rows.append(
                {
                    "round_id": code,
                    "title": title,
                    "closes_date": pd.Timestamp(closes),
                    "dimension": dimension,
                    "position": place,
                    "answered": 140 if code == "r1" else 100,
                    "score": score,
                    "lower_limit": score - 3.0,
                    "upper_limit": score + 3.0,
                    "spread": 26.0 if (code, dimension) == ("r2", "People") else 17.0,
                    "polarisation": 27.0 if (code, dimension) == ("r2", "People") else 11.6,
                    "previous_score": None if code == "r1" else BEFORE[dimension],
                    "change": change,
                    "change_lower": None if change is None else change - 4.0,
                    "change_upper": None if change is None else change + 4.0,
                    "change_p": None if change is None else 0.5,
                    "movement": None if change is None else "no_clear_change",
                    "spread_change": None if change is None else 0.0,
                    "spread_p": None if change is None else 0.8,
                    "spread_movement": None if change is None else "no_clear_change",
                    "note": None,
                }
            )
    told = pd.DataFrame(rows).astype(object)
    now = {"round_id": "r2"}
    told = with_cells(told, {**now, "dimension": "Processes"}, movement="improved", change_p=0.004)
    return with_cells(told, {**now, "dimension": "People"}, spread_movement="wider", spread_p=0.001)


def groups() -> pd.DataFrame:
    """As `group_scores`: one stands below the others, one is hidden, and there is a rest."""
    rows = [
        _group(place, dimension, kind, name, NOW[dimension] + above)
        for place, dimension in enumerate(DIMENSIONS, 1)
        for kind, names in NAMES.items()
        for name, above in names.items()
    ]
    for place, dimension in enumerate(DIMENSIONS, 1):
        below = _group(place, dimension, "organisation", BELOW, NOW[dimension] - 12)
        below |= {"stands_out": "below", "difference_p": 0.001}
        hidden = _group(place, dimension, "organisation", HIDDEN, None)
        rest = _group(place, dimension, "organisation", None, NOW[dimension] - 1)
        rows += [below, hidden, rest | {"is_residual": True}]
    return pd.DataFrame(rows).astype(object)


def _group(
    place: int, dimension: str, kind: str, name: str | None, score: float | None
) -> dict[str, Any]:
    shown = score is not None
    apart = score - NOW[dimension] if score is not None else None
    return {
        "dimension": dimension,
        "position": place,
        "kind": kind,
        "name": name,
        "invited": 40,
        "answered": 25 if shown else None,
        "score": score,
        "lower_limit": None if score is None else score - 6,
        "upper_limit": None if score is None else score + 6,
        "spread": 17.0 if shown else None,
        "polarisation": 11.6 if shown else None,
        "difference": apart,
        "difference_lower": None if apart is None else apart - 8,
        "difference_upper": None if apart is None else apart + 8,
        "difference_p": 0.4 if shown else None,
        "stands_out": "no_clear_difference" if shown else None,
        "is_residual": False,
        "note": None if shown else "too_few",
    }


def gaps() -> pd.DataFrame:
    """As `perception_gaps`: organisations are divided on People, groups nowhere."""
    rows = []
    for place, dimension in enumerate(DIMENSIONS, 1):
        for kind in NAMES:
            is_organisation = kind == "organisation"
            high, low = (6, -12) if is_organisation else (3, -4)
            rows.append(
                {
                    "dimension": dimension,
                    "position": place,
                    "kind": kind,
                    "spread": 17.0,
                    "polarisation": 27.0 if dimension == "People" else 11.6,
                    "highest_name": "Harrow Council" if is_organisation else "Board",
                    "highest_score": NOW[dimension] + high,
                    "lowest_name": BELOW if is_organisation else "Front line",
                    "lowest_score": NOW[dimension] + low,
                    "gap": float(high - low),
                    "gap_lower": high - low - 8.0,
                    "gap_upper": high - low + 8.0,
                    "share_between": 21.0 if is_organisation else 2.0,
                    "between_p": 0.001 if is_organisation else 0.4,
                    "is_divided": is_organisation and dimension == "People",
                    "note": None,
                }
            )
    return pd.DataFrame(rows).astype(object)


STATEMENTS = {
    "Leadership": (
        ("L1", "The partnership's leaders speak with one voice about what we are here to change."),
        ("L4", "One or two organisations make most of the decisions."),
    ),
    "Processes": (
        ("C2", "Meetings lead to agreed actions with an owner and a date."),
        ("C3", "We hear about changes too late to have a say."),
    ),
}
NEGATIVE = ("L4", "C3")


def items() -> pd.DataFrame:
    """As `item_scores`: two statements of two questions; C2 improved and L4 slipped."""
    rows = []
    for dimension, statements in STATEMENTS.items():
        for place, (code, text) in enumerate(statements, 1):
            score = NOW[dimension] + (3 if place == 1 else -6)
            rows.append(
                {
                    "item_id": code,
                    "dimension": dimension,
                    "position": 6 * DIMENSIONS.index(dimension) + place,
                    "text": text,
                    "is_negative": code in NEGATIVE,
                    "answered": 99,
                    "score": score,
                    "lower_limit": score - 4,
                    "upper_limit": score + 4,
                    "favourable": 51.5,
                    "previous_score": score - 1,
                    "change": 1.0,
                    "change_lower": -4.0,
                    "change_upper": 6.0,
                    "change_p": 0.7,
                    "movement": "no_clear_change",
                    "gap": 10.0 + place,
                    "note": None,
                }
            )
    told = pd.DataFrame(rows).astype(object)
    told = with_cells(told, {"item_id": "C2"}, movement="improved", change=9.0, previous_score=49.0)
    return with_cells(told, {"item_id": "L4"}, movement="slipped", change=-8.0, previous_score=61.0)


def categories() -> pd.DataFrame:
    """As `item_categories`: L1 whole, L4 merged, C2 with one hidden, C3 not shown."""
    shown = {
        "L1": {"1": 9, "2": 20, "3": 30, "4": 30, "5": 10},
        "L4": {"low": 30, "middle": 20, "high": 49},
        "C2": {"1": None, "2": None, "3": 30, "4": 40, "5": 15},
        "C3": {"hidden": None},
    }
    signs = {"low": 1, "middle": 0, "high": -1, "hidden": None}
    rows = [
        {
            "item_id": code,
            "position": place,
            "category": int(label) if label.isdigit() else None,
            "category_position": int(label) - 3 if label.isdigit() else signs[label],
            "label": label,
            "answers": answers,
            "percentage": None if answers is None else 100 * answers / 99,
            "lower_limit": None if answers is None else 100 * answers / 99 - 6,
            "upper_limit": None if answers is None else 100 * answers / 99 + 6,
            "note": "too_few" if answers is None else None,
        }
        for place, (code, counts) in enumerate(shown.items(), 1)
        for label, answers in counts.items()
    ]
    return pd.DataFrame(rows).astype(object)


def item_groups() -> pd.DataFrame:
    """As `item_group_scores` of Leadership."""
    rows = [
        {
            "item_id": code,
            "kind": kind,
            "name": name,
            "is_residual": False,
            "answered": 25,
            "score": NOW["Leadership"] + above,
            "note": None,
        }
        for code, _ in STATEMENTS["Leadership"]
        for kind, names in NAMES.items()
        for name, above in names.items()
    ]
    hidden = {"kind": "organisation", "name": HIDDEN, "is_residual": False}
    hidden |= {"answered": None, "score": None}
    rows += [{"item_id": "L1", **hidden, "note": "too_few"}]
    return pd.DataFrame(rows).astype(object)


def rates() -> pd.DataFrame:
    """As `response_rates`: seven tenths answered, then half; Probation is never shown."""
    rows = []
    for code, (whole, part) in {"r1": (144, 28), "r2": (102, 20)}.items():
        rows.append(_rate(code, "all", None, 204, whole))
        rows += [
            _rate(code, kind, name, 40, part) for kind, names in NAMES.items() for name in names
        ]
        rows.append(_rate(code, "organisation", HIDDEN, 9, None))
    return pd.DataFrame(rows).astype(object)


def _rate(
    code: str, kind: str, name: str | None, invited: int, responses: int | None
) -> dict[str, Any]:
    rate = None if responses is None else 100 * responses / invited
    return {
        "round_id": code,
        "kind": kind,
        "name": name,
        "is_residual": False,
        "invited": invited,
        "responses": responses,
        "response_rate": rate,
        "lower_limit": None if rate is None else max(rate - 12, 0),
        "upper_limit": None if rate is None else min(rate + 12, 100),
        "note": "too_few" if responses is None else None,
    }


def reliability() -> pd.DataFrame:
    """As `reliability`: every scale hangs together but Processes, which too few answered whole."""
    rows = [
        {
            "dimension": dimension,
            "position": place,
            "items": 6,
            "complete": 92,
            "alpha": 0.81,
            "alpha_lower": 0.75,
            "alpha_upper": 0.86,
            "omega": 0.82,
            "note": None,
        }
        for place, dimension in enumerate(DIMENSIONS, 1)
    ]
    hidden = dict.fromkeys(("complete", "alpha", "alpha_lower", "alpha_upper", "omega"))
    told = pd.DataFrame(rows).astype(object)
    return with_cells(told, {"dimension": "Processes"}, **hidden, note="too_few")


def reliability_items() -> pd.DataFrame:
    """As `reliability_items`: without L4 the scale would hang together better."""
    rows = [
        {
            "item_id": code,
            "dimension": dimension,
            "text": text,
            "item_total": 0.2 if code == "L4" else 0.6,
            "alpha_if_dropped": 0.85 if code == "L4" else 0.78,
            "note": None,
        }
        for dimension, statements in STATEMENTS.items()
        for code, text in statements
    ]
    return pd.DataFrame(rows).astype(object)


def comments() -> pd.DataFrame:
    """As `round_comments`: text that must stay text."""
    rows = [
        {"dimension": "Leadership", "position": 1, "comment": "Leaders <b>listen</b> = at last"},
        {"dimension": "Processes", "position": 2, "comment": "Papers come the night before."},
    ]
    return pd.DataFrame(rows)
