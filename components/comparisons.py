"""Comparisons: how areas stand to the whole they lie in, as words, marks and counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from components import theme
from components.kept import once
from components.quantities import counted
from components.records import Record, is_absent

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


@once
def judged(values: pd.DataFrame) -> pd.DataFrame:
    """Rows with the comparison in words (judgement), its mark (sign), and why there is none."""
    marks = [theme.comparison_mark(_word(word)) for word in values["comparison"].tolist()]
    return values.assign(
        judgement=[mark.word if mark else "Not compared" for mark in marks],
        sign=[_short(mark) if mark else None for mark in marks],
        why_not_compared=[REASONS.get(reason) for reason in values["comparison_reason"].tolist()],
    )


def _word(word: Any) -> str | None:
    return None if is_absent(word) else word


def _short(mark: theme.Mark) -> str:
    """Shape and word where there is little room: a doubled shape says that it is beyond 99.8%."""
    return f"{mark.glyph} {mark.word.partition(',')[0]}"


def differing(areas: Sequence[Record], indicator: Record, kind: str, one: str) -> str:
    """How many areas differ from the whole, and which way, as a sentence; empty without a test."""
    tested = _tested(areas)
    if not tested:
        return ""
    name, place = indicator["name"], tested[0]["parent_name"]
    noun = NOUNS.get(indicator["method"], "value")
    of = f"of {counted(len(tested), one, kind)}"
    clauses: list[str] = []
    for word, sign in DIRECTIONS:
        apart = [row for row in tested if _direction(row) == sign]
        if apart:
            have = "has" if len(apart) == 1 else "have"
            said = f"{len(apart)} {of} {have} a {word} {noun} than {place} as a whole"
            said = f"{len(apart)} {have} a {word} one" if clauses else said
            clauses.append(said + _beyond(apart, clauses))
    if not clauses:
        return f"{name}: none {of} differs from {place} as a whole by more than chance explains."
    return f"{name}: {'; '.join(clauses)}."


def _tested(areas: Sequence[Record]) -> list[Record]:
    return [row for row in areas if not is_absent(row["comparison"])]


def _direction(row: Record) -> int:
    """1 above the whole, -1 below it, 0 where it does not differ."""
    if row["comparison"] == "similar":
        return 0
    return 1 if row["value"] > row["parent_value"] else -1


def _beyond(apart: Sequence[Record], before: Sequence[str]) -> str:
    """How many of these areas the 99.8 per cent limit sets apart too, to follow their number."""
    beyond = sum(row["comparison"] in BEYOND for row in apart)
    if not beyond:
        return ""
    limit = "it" if any(LIMIT in clause for clause in before) else LIMIT
    if beyond == len(apart):
        return f", {'' if beyond == 1 else 'all '}beyond {limit}"
    return f", {beyond} of them beyond {limit}"


def standing(row: Record) -> str:
    """How one area stands to the whole, to follow its value; empty without a test."""
    if is_absent(row["comparison"]):
        return ""
    place, direction = row["parent_name"], _direction(row)
    if direction == 0:
        return f"that does not differ from {place} as a whole by more than chance explains"
    word = "higher" if direction > 0 else "lower"
    beyond = f", beyond {LIMIT}" if row["comparison"] in BEYOND else ""
    return f"that is {word} than {place} as a whole{beyond}"


def untested(areas: Sequence[Record]) -> str:
    """Why areas with a value are not compared, for most of them; empty if all are."""
    valued = [row for row in areas if not is_absent(row["value"])]
    left_out = [row for row in valued if is_absent(row["comparison"])]
    reasons = Counter(REASONS.get(row["comparison_reason"]) for row in left_out)
    reasons.pop(None, None)
    if not reasons:
        return ""
    which = "not" if len(left_out) == len(valued) else f"{len(left_out)} not"
    whole = f"{left_out[0]['parent_name']} as a whole"
    return f"{which} compared with {whole}: {reasons.most_common(1)[0][0]}"


def caution(areas: Sequence[Record], kind: str, one: str) -> str:
    """What keeps a comparison of parts with their whole from being more; empty without a test."""
    tested = _tested(areas)
    if not tested:
        return ""
    place = tested[0]["parent_name"]
    said = [f"Each {one} is part of {place}, so the two are not independent."]
    if any(row["comparison"] in BEYOND for row in tested):
        said.append(f"Doubled signs: beyond {LIMIT}.")
    by_chance = round(BY_CHANCE * len(tested))
    if by_chance:
        said.append(
            f"Were all {len(tested)} {kind} alike, chance would still put about {by_chance} beyond "
            "the 95 per cent limit."
        )
    return " ".join(said)
