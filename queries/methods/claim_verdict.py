"""The verdict on one claim of added value with its figures, from its panel.

Where the claim cannot be tested there is a reason and no effect. What it means in people is the
effect on each of those counted, over all periods from the start on: by the denominators, by the
number of people that a unit is said to be, or by the count itself. Of a stock, such as how many
claim a benefit, it is that of one period: whoever is in that state for a year is one and not 12.
Source: the partnership's rules; claim_case.py for what is found.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import compress
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from queries.methods.claim_case import findings_of
from queries.methods.claim_findings import Figures, Findings
from queries.methods.claim_subject import Measure

FIGURES = (
    "effect", "lower_limit", "upper_limit", "level", "percent", "percent_lower", "percent_upper",
    "standardised", "standardised_lower", "standardised_upper", "total", "people", "people_lower",
    "people_upper", "people_a_period", "p", "smallest_p", "pre_error", "ratio", "second_effect",
)  # fmt: skip
COUNTS = ("pre_periods", "post_periods", "donors", "rank", "ranked_among", "decimals")
WORDS = ("verdict", "design", "people_basis", "indicator_id", "indicator_name", "counted",
         "polarity", "unit", "first_label", "first_after", "last_period")  # fmt: skip
SCHEMA = pa.schema(
    [(name, pa.string()) for name in WORDS]
    + [(name, pa.float64()) for name in FIGURES]
    + [(name, pa.int32()) for name in COUNTS]
    + [("is_stock", pa.bool_())]
)


def answer(rows: pa.Table) -> pa.Table:
    """One row: the verdict, every figure behind it, and what its indicator is."""
    subject, found = findings_of(rows)
    figures, is_stock = found.figures, _is_stock(rows)
    row = {
        "verdict": found.verdict,
        "design": subject.design,
        **_of_indicator(rows),
        **_of_window(subject.outcome),
        "is_stock": is_stock,
        **_effects(figures, None if is_stock else _post(subject.outcome)),
        **_in_people(found, subject.outcome, _people_per(rows), is_stock),
        **{name: getattr(figures, name) for name in
           ("p", "smallest_p", "pre_error", "ratio", "second_effect", "level", "donors", "rank",
            "ranked_among")},
    }  # fmt: skip
    return pa.Table.from_pylist([row], SCHEMA)


def _effects(figures: Figures, post: int | None) -> dict[str, float | None]:
    """The effect, in per cent of what was expected and in standard deviations of chance; its total
    where periods add up.
    """
    given = {"": figures.effect, "_lower": figures.lower, "_upper": figures.upper}
    expected = abs(figures.expected) if figures.expected else None
    return {
        "effect": figures.effect,
        "lower_limit": figures.lower,
        "upper_limit": figures.upper,
        **{f"percent{end}": _over(100, value, expected) for end, value in given.items()},
        **{f"standardised{end}": _over(1, value, figures.spread) for end, value in given.items()},
        "total": None if figures.effect is None or post is None else figures.effect * post,
    }


def _over(times: float, part: float | None, whole: float | None) -> float | None:
    return times * part / whole if part is not None and whole else None


def _in_people(
    found: Findings, outcome: Measure, people_per: float | None, is_stock: bool
) -> dict[str, float | str | None]:
    figures = found.figures
    basis, each = _each(outcome, found.left_out, people_per)
    if each is None or figures.effect is None:
        return {}
    if is_stock:
        each /= _post(outcome)
    given = {"": figures.effect, "_lower": figures.lower, "_upper": figures.upper}
    told = {f"people{end}": None if v is None else v * each for end, v in given.items()}
    each_period = figures.effect * each / (1 if is_stock else _post(outcome))
    return {**told, "people_a_period": each_period, "people_basis": basis}


def _each(
    outcome: Measure, left_out: Collection[str], people_per: float | None
) -> tuple[str | None, float | None]:
    """How many people an effect of 1 comes to, all periods and treated areas together.

    Without the treated areas that the sum had to leave out, about which it says nothing.
    """
    used = [not area.is_donor and area.area_code not in left_out for area in outcome.areas]
    treated = sum(used)
    if people_per is not None:
        return "people_per", people_per * _post(outcome) * treated
    if outcome.method == "count":
        return "count", float(_post(outcome) * treated)
    cells = [
        cell for row in compress(outcome.denominators, used) for cell in row[outcome.first_post :]
    ]
    whole = [cell for cell in cells if cell is not None]
    if outcome.method not in ("proportion", "rate") or len(whole) < len(cells) or not whole:
        return None, None
    return "denominator", sum(whole) / (outcome.multiplier or 1.0)


def _post(outcome: Measure) -> int:
    return len(outcome.periods) - outcome.first_post


def _of_window(outcome: Measure) -> dict[str, Any]:
    after = [period.label for period in outcome.periods if period.is_after]
    return {
        "pre_periods": outcome.first_post,
        "post_periods": len(after),
        "first_label": outcome.periods[0].label if outcome.periods else None,
        "first_after": after[0] if after else None,
        "last_period": outcome.periods[-1].label if outcome.periods else None,
    }


def _of_indicator(rows: pa.Table) -> dict[str, Any]:
    """What the outcome is; nothing where it or the area is unknown."""
    names = ("indicator_id", "indicator_name", "counted", "polarity", "unit", "decimals")
    place = pc.index(rows["measure"], "outcome").as_py()
    return {name: rows[name][place].as_py() if place >= 0 else None for name in names}


def _is_stock(rows: pa.Table) -> bool:
    place = pc.index(rows["measure"], "outcome").as_py()
    return place >= 0 and bool(rows["is_stock"][place].as_py())


def _people_per(rows: pa.Table) -> float | None:
    value: float | None = rows["people_per"][0].as_py() if rows.num_rows else None
    return value
