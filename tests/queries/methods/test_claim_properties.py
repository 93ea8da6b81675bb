"""Whatever panel of a claim comes in, four answers come out: no number where there is no test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.methods import claim_areas_used, claim_reasons, claim_series, claim_verdict
from queries.methods.added_value import VERDICTS

DESIGNS = (*["synthetic_control"] * 3, "difference_in_differences", "interrupted_series", None)
NUMBERS = ("effect", "lower_limit", "percent", "standardised", "total", "people", "p", "ratio",
           "rank", "second_effect")  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.integers(0, 9).map(float),
    st.floats(-1e3, 1e3),
    st.sampled_from([0.0, 1e200, -1e-300]),
)
SCHEMA = pa.schema(
    [(name, pa.string()) for name in
     ("measure", "area_code", "area_name", "part", "reason", "note", "period_label", "design",
      "indicator_id", "indicator_name", "polarity", "unit", "method", "counted")]
    + [(name, pa.date32()) for name in ("period_start", "period_end")]
    + [(name, pa.float64()) for name in
       ("value", "numerator", "denominator", "multiplier", "people_per")]
    + [(name, pa.int32()) for name in ("decimals", "months", "lost_to_break")]
    + [(name, pa.bool_()) for name in ("is_after", "is_overlapping", "is_stock")]
)  # fmt: skip


@st.composite
def shapes(draw: st.DrawFn) -> tuple[list[str], int, int]:
    """Parts of the areas, how many periods, place of the start; most of them can be tested."""
    if draw(st.integers(0, 3)):
        others = [*["donor"] * draw(st.integers(8, 13)), *["left_out"] * draw(st.integers(0, 2))]
        treated = draw(st.sampled_from((1, 1, 3)))
        return ["treated"] * treated + others, draw(st.integers(18, 30)), draw(st.integers(8, 16))
    parts = st.sampled_from(("treated", "donor", "donor", "donor", "left_out"))
    return draw(st.lists(parts, max_size=14)), draw(st.integers(0, 30)), draw(st.integers(0, 30))


@st.composite
def measures(draw: st.DrawFn, name: str, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows of one measure: any areas and periods, most values by chance and some of them odd."""
    parts, periods, start = draw(shapes())
    shared = {
        **facts,
        "measure": name,
        "indicator_id": name,
        "polarity": draw(st.sampled_from(("lower", "lower", "higher", None))),
        "method": draw(st.sampled_from(("rate", "count", "mean", "proportion", None))),
        "lost_to_break": draw(st.integers(0, 3)),
        "months": draw(st.sampled_from((1, 3, 12))),
    }
    chance = np.random.default_rng(draw(st.integers(0, 99))).poisson(40, (len(parts), periods))
    if draw(st.booleans()) and "treated" in parts:  # a marked effect
        chance[parts.index("treated"), start:] //= 2
    odd = draw(st.dictionaries(
        st.tuples(st.integers(0, 13), st.integers(0, 29)), VALUES, max_size=2))  # fmt: skip
    rows = []
    for place, part in enumerate(parts):
        area = {**shared, "area_code": f"A{place}", "area_name": f"Area {place % 5}", "part": part,
                "reason": "named" if part == "left_out" else None}  # fmt: skip
        for at in range(periods):
            day = date(2000, 1, 1) + timedelta(days=31 * at)
            value = odd.get((place, at), float(chance[place, at]))
            rows.append({
                **area,
                "period_start": day,
                "period_end": day + timedelta(days=27),
                "period_label": str(at),
                "is_after": at >= start,
                "value": value,
                "numerator": value,
                "denominator": odd.get((at, place), 100.0),
            })  # fmt: skip
        if not periods:
            rows.append(area)
    return rows


@st.composite
def panels(draw: st.DrawFn) -> pa.Table:
    """Rows of a claim's panel with, perhaps, those of an agency."""
    facts = {"design": draw(st.sampled_from(DESIGNS)), "unit": "%", "multiplier": 100.0,
             "decimals": 1, "is_overlapping": draw(st.integers(0, 9)) == 9,
             "people_per": draw(st.sampled_from((None, 20.0))),
             "is_stock": draw(st.sampled_from((False, True, None)))}  # fmt: skip
    rows = draw(measures("outcome", facts))
    if draw(st.booleans()):
        rows += draw(measures("agency", facts))
    return pa.Table.from_pylist(rows, SCHEMA)


@settings(max_examples=60, deadline=None)
@given(panels())
def test_four_answers_come_out_of_any_panel(rows):
    (verdict,) = claim_verdict.answer(rows).to_pylist()
    reasons = claim_reasons.answer(rows).to_pylist()
    drawn = claim_series.answer(rows).to_pylist()
    areas = claim_areas_used.answer(rows).to_pylist()

    assert verdict["verdict"] in VERDICTS
    assert len({check["name"] for check in reasons}) == len(reasons) > 0
    failed = [check["name"] for check in reasons if check["is_passed"] is False]
    if verdict["verdict"] == "cannot_be_tested":
        assert failed
        assert [verdict[name] for name in NUMBERS] == [None] * len(NUMBERS)
    else:
        assert verdict["effect"] is not None
        assert ("rank" not in failed) or verdict["verdict"] == "not_shown"
    outcome = {row["area_code"] for row in rows.to_pylist() if row["measure"] == "outcome"}
    assert {row["area_code"] for row in areas} == outcome
    keys = [(row["series"], row["area_code"], row["period_end"]) for row in drawn]
    assert len(set(keys)) == len(keys)
