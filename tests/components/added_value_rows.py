"""Claims of added value as the parts of the page are given them: literal, one fault at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from components import added_value

NAMES = added_value.Names(
    areas={"H": "Home", "N": "Next door", "F": "Far"},
    indicators={
        "A1": {"name": "Thefts", "unit": "per 1,000", "decimals": 2, "is_scorecard": True},
        "B1": {"name": "Arrests", "unit": "%", "decimals": 1, "is_scorecard": True},
    },
    source="Home partnership",
    as_at="As at 31 July 2009",
)


@dataclass(frozen=True)
class Partner:
    name: str
    contribution: str
    is_necessary: bool = True
    cost: float | None = None
    pooled: float | None = None


@dataclass(frozen=True)
class Step:
    kind: str
    text: str
    indicator_id: str | None = None
    evidence: str | None = None
    strength: str | None = None


@dataclass(frozen=True)
class Area:
    area_code: str
    part: str
    reason: str | None = None


@dataclass(frozen=True)
class Agency:
    partner: str
    indicator_id: str
    area_code: str | None = None


@dataclass(frozen=True)
class Claim:
    title: str = "Thefts fell"
    initiative: str = "One plan for every ward"
    indicator_id: str = "A1"
    area_code: str = "H"
    start_date: date = date(2006, 5, 1)
    design: str = "synthetic_control"
    partners: tuple[Partner, ...] = (
        Partner("Council", "Lights", cost=600.0, pooled=200.0),
        Partner("Police", "Patrols", is_necessary=False, cost=400.0),
    )
    steps: tuple[Step, ...] = (
        Step("action", "One plan", "B1", "Tried elsewhere", "moderate"),
        Step("outcome", "Fewer thefts", "A1"),
    )
    areas: tuple[Area, ...] = (Area("N", "left_out", "It borders on Home"),)
    agency: Agency | None = Agency("Police", "B1")
    window_start: date | None = None
    people_per: float | None = None

    @property
    def cost(self) -> float | None:
        said = [partner.cost for partner in self.partners if partner.cost is not None]
        return sum(said) if said else None

    @property
    def pooled(self) -> float | None:
        said = [partner.pooled for partner in self.partners if partner.pooled is not None]
        return sum(said) if said else None

    def codes(self, part: str) -> tuple[str, ...]:
        return tuple(area.area_code for area in self.areas if area.part == part)


@dataclass(frozen=True)
class Standing:
    claim_id: str = "c1"
    claim: Claim = Claim()
    version: int = 0
    newest: int = 0
    authors: tuple[str, ...] = ()
    proposed_on: date | None = None
    approved_by: str | None = "The board"
    approved_on: date | None = date(2007, 6, 14)
    why: str | None = None


@dataclass(frozen=True)
class Judged:
    standing: Standing
    verdict: dict[str, Any]
    reasons: list[dict[str, Any]]


@dataclass(frozen=True)
class Tried:
    start_date: date | None = None
    indicator_id: str | None = None
    window_start: date | None = None
    left_out: tuple[str, ...] = ()
    put_back: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case(Judged):
    tried: Tried
    lines: pd.DataFrame
    agency_lines: pd.DataFrame
    gaps: dict[str, pd.DataFrame]
    mean: pd.DataFrame
    areas: list[dict[str, Any]]
    how: dict[str, str]

    @property
    def is_as_agreed(self) -> bool:
        return self.tried == Tried()


def check(
    name: str,
    is_passed: bool | None = True,
    found: float | None = 1.0,
    limit: float | None = 0.5,
    about: str | None = None,
) -> dict[str, Any]:
    """One row of `claim_reasons`."""
    return {"name": name, "found": found, "limit": limit, "is_passed": is_passed, "about": about}


def verdict(word: str = "shown", **changed: Any) -> dict[str, Any]:
    """A row of `claim_verdict`: thefts a fifth lower, by chance in 1 of 40."""
    row: dict[str, Any] = {
        "verdict": word,
        "design": "synthetic_control",
        "indicator_id": "A1",
        "indicator_name": "Thefts",
        "counted": "recorded thefts",
        "is_stock": False,
        "people_basis": "denominator",
        "polarity": "lower",
        "unit": "per 1,000",
        "decimals": 2,
        "effect": -0.25,
        "lower_limit": -0.37,
        "upper_limit": -0.13,
        "level": 0.95,
        "percent": -20.4,
        "percent_lower": -30.2,
        "percent_upper": -10.1,
        "standardised": -4.4,
        "standardised_lower": -6.5,
        "standardised_upper": -2.3,
        "total": -9.5,
        "people": -2164.0,
        "people_lower": -3168.0,
        "people_upper": -1160.0,
        "p": 0.025,
        "smallest_p": 0.025,
        "pre_error": 0.27,
        "ratio": 2.4,
        "second_effect": -0.23,
        "pre_periods": 61,
        "post_periods": 38,
        "donors": 39,
        "rank": 1,
        "ranked_among": 40,
        "first_label": "Apr 2001",
        "first_after": "May 2006",
        "last_period": "Jun 2009",
    }
    return row | changed


# Where nothing could be tested there are none of these.
NONE = dict.fromkeys(
    ("effect", "lower_limit", "upper_limit", "level", "percent", "percent_lower", "percent_upper",
     "standardised", "standardised_lower", "standardised_upper", "total", "people", "people_lower",
     "people_upper", "p", "smallest_p", "pre_error", "ratio", "second_effect", "rank",
     "ranked_among", "people_basis")
)  # fmt: skip
UNTESTED = verdict("cannot_be_tested", **NONE)
# Nothing is known of a claim that a fault kept from being worked out but what it is about.
FAULT = {"verdict": "not_worked_out", "indicator_id": "A1", "design": "synthetic_control"}


def judged(
    claim_id: str = "c1",
    row: dict[str, Any] | None = None,
    reasons: list[dict[str, Any]] | None = None,
    **changed: Any,
) -> Judged:
    """A claim with its verdict, shown unless the test says otherwise."""
    standing = Standing(claim_id, replace(Claim(), **changed))
    return Judged(standing, row or verdict(), reasons if reasons is not None else [check("rank")])


def area(code: str, name: str, part: str = "donor", **changed: Any) -> dict[str, Any]:
    """One row of `claim_areas_used`."""
    figures = dict.fromkeys(("weight", "pre_error", "ratio", "effect", "effect_without_it"))
    words = {"area_code": code, "area_name": name, "part": part, "reason": None, "note": None}
    return {**words, **figures, **changed}


ENDS = [pd.Timestamp(2006, month, 28) for month in (3, 4, 5, 6)]
LABELS = ["Mar 2006", "Apr 2006", "May 2006", "Jun 2006"]


def lines(actual: list[float | None], expected: list[float | None] | None = None) -> pd.DataFrame:
    """A row a period, the last two after the start."""
    return pd.DataFrame(
        {
            "period_end": ENDS,
            "period_label": LABELS,
            "is_after": [False, False, True, True],
            "actual": pd.Series(actual, dtype=float),
            "expected": pd.Series(expected or [None] * 4, dtype=float),
            "beside": pd.Series([None] * 4, dtype=float),
        }
    )


def gap(names: tuple[str, ...] = ()) -> pd.DataFrame:
    """The gap, and one faint line for each name."""
    shared = {"period_end": ENDS, "period_label": LABELS}
    own = {"line": "gap", "name": "Home", "value": [0.0, 0.1, -0.3, -0.2]}
    behind = [{"line": "behind", "name": name, "value": [0.0, 0.0, 0.1, 0.1]} for name in names]
    return pd.concat([pd.DataFrame({**shared, **one}) for one in (own, *behind)])


def case(**changed: Any) -> Case:
    """The case of a claim that is shown, by a mix of two areas."""
    made: dict[str, Any] = {
        "standing": Standing(),
        "verdict": verdict(),
        "reasons": [check("rank", found=0.025, limit=0.1), check("single_agency", found=0.1)],
        "tried": Tried(),
        "lines": lines([1.3, 1.2, 0.9, 0.8], [1.3, 1.1, 1.2, 1.0]),
        "agency_lines": lines([20.0, 21.0, 20.0, 21.0], [20.0, 20.0, 20.0, 20.0]),
        "gaps": {"": gap(), "placebo_gap": gap(("Far", "Further"))},
        "mean": pd.DataFrame({"period_end": ENDS[2:], "value": -0.25, "lower_limit": -0.37,
                              "upper_limit": -0.13}),
        "areas": [
            area("H", "Home", "treated", effect=-0.25, ratio=2.4),
            area("F", "Far", weight=0.7, effect=0.1, ratio=1.0, effect_without_it=-0.2),
            area("G", "Further", weight=0.3, effect=0.0, ratio=0.9, effect_without_it=-0.3),
            area("N", "Next door", "left_out", reason="named", note="It borders on Home"),
        ],
        "how": dict.fromkeys(("claim_verdict", "claim_reasons", "claim_series",
                              "claim_areas_used"), "select 1;"),
    }  # fmt: skip
    return Case(**{**made, **changed})
