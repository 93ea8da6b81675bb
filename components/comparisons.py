"""Comparisons: how areas stand to the whole they lie in, as words, marks and counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components import theme
from components.quantities import counted

# Why an area is not compared; a missing value says so itself.
REASONS = {
    "count_of_whole": "a part's count is bound to be below the whole's",
    "not_settled": "the values are not settled yet",
    "no_interval": "no interval is known",
    "no_benchmark": "the whole has no value",
    "missing_numerator": "the numerator is missing",
    "missing_denominator": "the denominator is missing",
    "denominator_not_positive": "the denominator is not above zero",
    "negative_numerator": "the numerator is below zero",
    "numerator_above_denominator": "the numerator is above its denominator",
    "fraction_of_an_event": "the numerator is a small fraction",
    "limits_reversed": "the limits are the wrong way round",
}
NOUNS = {"proportion": "share", "rate": "rate"}
BEYOND = ("best", "worst", "highest", "lowest")
LIMIT = "the 99.8 per cent limit"
DIRECTIONS = (("higher", 1), ("lower", -1))
# Of alike areas, the share that lies beyond 95 per cent limits by chance alone.
BY_CHANCE = 0.05


def judged(values: pd.DataFrame) -> pd.DataFrame:
    """Rows with the comparison in words (judgement), its mark (sign), and why there is none."""
    marks = values["comparison"].map(theme.COMPARISONS, na_action="ignore")
    return values.assign(
        judgement=["Not compared" if pd.isna(mark) else mark.word for mark in marks],
        sign=[None if pd.isna(mark) else _short(mark) for mark in marks],
        why_not_compared=values["comparison_reason"].map(REASONS),
    )


def _short(mark: theme.Mark) -> str:
    """Shape and word where there is little room: a doubled shape says that it is beyond 99.8%."""
    return f"{mark.glyph} {mark.word.partition(',')[0]}"


def differing(values: pd.DataFrame, indicator: Mapping[str, Any], kind: str, one: str) -> str:
    """How many areas differ from the whole, and which way, as a sentence; empty without a test."""
    tested = values.dropna(subset=["comparison"])
    if tested.empty:
        return ""
    name, place = indicator["name"], tested["parent_name"].iloc[0]
    noun = NOUNS.get(indicator["method"], "value")
    of = f"of {counted(len(tested), one, kind)}"
    clauses: list[str] = []
    for word, sign in DIRECTIONS:
        is_apart = sign * (tested["value"] - tested["parent_value"]) > 0
        apart = tested[is_apart & (tested["comparison"] != "similar")]
        if len(apart):
            have = "has" if len(apart) == 1 else "have"
            said = f"{len(apart)} {of} {have} a {word} {noun} than {place} as a whole"
            said = f"{len(apart)} {have} a {word} one" if clauses else said
            clauses.append(said + _beyond(apart, clauses))
    if not clauses:
        return f"{name}: none {of} differs from {place} as a whole by more than chance explains."
    return f"{name}: {'; '.join(clauses)}."


def _beyond(apart: pd.DataFrame, before: list[str]) -> str:
    """How many of these areas the 99.8 per cent limit sets apart too, to follow their number."""
    beyond = int(apart["comparison"].isin(BEYOND).sum())
    if not beyond:
        return ""
    limit = "it" if any(LIMIT in clause for clause in before) else LIMIT
    if beyond == len(apart):
        return f", {'' if beyond == 1 else 'all '}beyond {limit}"
    return f", {beyond} of them beyond {limit}"


def standing(row: Mapping[str, Any]) -> str:
    """How one area stands to the whole, to follow its value; empty without a test."""
    if pd.isna(row["comparison"]):
        return ""
    place = row["parent_name"]
    if row["comparison"] == "similar":
        return f"that does not differ from {place} as a whole by more than chance explains"
    word = "higher" if row["value"] > row["parent_value"] else "lower"
    beyond = f", beyond {LIMIT}" if row["comparison"] in BEYOND else ""
    return f"that is {word} than {place} as a whole{beyond}"


def untested(values: pd.DataFrame) -> str:
    """Why areas with a value are not compared, for most of them; empty if all are."""
    left_out = values[values["value"].notna() & values["comparison"].isna()]
    reasons = left_out["comparison_reason"].map(REASONS).dropna()
    if reasons.empty:
        return ""
    place = left_out["parent_name"].iloc[0]
    which = "not" if len(left_out) == values["value"].notna().sum() else f"{len(left_out)} not"
    return f"{which} compared with {place} as a whole: {reasons.mode().iloc[0]}"


def caution(values: pd.DataFrame, kind: str, one: str) -> str:
    """What keeps a comparison of parts with their whole from being more; empty without a test."""
    tested = int(values["comparison"].notna().sum())
    if not tested:
        return ""
    place = values["parent_name"].iloc[0]
    said = [f"Each {one} is part of {place}, so the two are not independent."]
    if values["comparison"].isin(BEYOND).any():
        said.append(f"Doubled signs: beyond {LIMIT}.")
    by_chance = round(BY_CHANCE * tested)
    if by_chance:
        said.append(
            f"Were all {tested} {kind} alike, chance would still put about {by_chance} beyond the "
            "95 per cent limit."
        )
    return " ".join(said)
