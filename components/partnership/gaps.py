"""How far perceptions lie apart: who scores highest and lowest, and how divided opinion is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components import charts
from components.answer import Answer
from components.charts.perceptions import KINDS
from components.kept import once
from components.partnership import words
from components.partnership.subject import Subject, card
from components.records import Record, is_absent, recorded

SHOWN = dict(zip(("organisation", "respondent_group"), KINDS, strict=True))
COLUMNS = {
    "dimension": "Question",
    "kind": "Kind",
    "name": "Who",
    "score": "Score",
    "everyone": "Everyone",
    "apart": "Between the ends",
    "polarisation": "Polarisation, %",
    "share_between": "Share between, %",
    "between_p": "p",
}


def perceptions(subject: Subject, groups: Answer, gaps: Answer) -> None:
    """Dots of organisations and groups on one axis a question, and how divided opinion is.

    Rows as `group_scores` and `perception_gaps`.
    """
    dots, happened = _perceptions(subject, groups, gaps)
    card(
        subject,
        charts.perceptions(),
        dots,
        "gaps",
        title="Where perceptions differ",
        alt=f"Dots of organisations and groups on a scale from 0 to 100. {happened}",
        told=(happened, polarised(subject.now, subject.previous)),
        how=gaps.how,
        columns=COLUMNS,
        method="perception_gap",
    )


@once
def _perceptions(subject: Subject, groups: Answer, gaps: Answer) -> tuple[pd.DataFrame, str]:
    """The dots, and where they differ."""
    apart_rows = recorded(gaps)
    dots = _dots(recorded(groups), apart_rows, subject.now)
    return pd.DataFrame(dots, columns=None if dots else list(COLUMNS)), apart(apart_rows)


def _dots(
    groups: Sequence[Record], gaps: Sequence[Record], now: Sequence[Record]
) -> list[dict[str, Any]]:
    """One dot an organisation or group that is shown, lane by lane in the order of the gaps."""
    of = {(row["dimension"], row["kind"]): row for row in gaps}
    everyone = {row["dimension"]: row["score"] for row in now}
    dots = []
    for place, (lane, gap) in enumerate(of.items()):
        # Those shown together are no partner of their own, and the gap does not count them.
        mine = [
            row
            for row in groups
            if (row["dimension"], row["kind"]) == lane
            and not is_absent(row["score"])
            and not row["is_residual"]
        ]
        apart_words = [_apart(gap), *[None] * len(mine)]
        dots += [
            {**_dot(row, gap, place), "everyone": everyone[lane[0]], "apart": told}
            for row, told in zip(mine, apart_words, strict=False)
        ]
    return dots


def _dot(row: Record, gap: Record, place: int) -> dict[str, Any]:
    kind = SHOWN[row["kind"]]
    return {
        "lane": f"{row['dimension']}|{kind}",
        "place": place,
        "dimension": row["dimension"],
        "kind": kind,
        "name": row["name"],
        "score": row["score"],
        "end": _end(gap, row["name"]),
        **{column: gap[column] for column in ("polarisation", "share_between", "between_p")},
    }


def _end(gap: Record, name: str) -> str | None:
    ends = {gap["lowest_name"]: "lowest", gap["highest_name"]: "highest"}
    return ends.get(name)


def _apart(gap: Record) -> str | None:
    if is_absent(gap["gap"]):
        return None
    return f"{gap['gap']:.0f} apart" + (" ◆" if gap["is_divided"] is True else "")


def apart(gaps: Sequence[Record]) -> str:
    """Where organisations or groups differ by more than chance, as a sentence."""
    divided = [row for row in gaps if row["is_divided"] is True]
    if not divided:
        return _together(gaps)
    told = "; ".join(
        f"{words.DIFFER[row['kind']]} differ on {row['dimension']}{_ends(row)}" for row in divided
    )
    return f"{told[:1].upper()}{told[1:]}."


def _ends(row: Record) -> str:
    """Who scores lowest and highest; nothing where fewer than two are shown by name."""
    if is_absent(row["gap"]):
        return ""
    return (
        f", from {row['lowest_name']} ({words.points(row['lowest_score'])}) to "
        f"{row['highest_name']} ({words.points(row['highest_score'])})"
    )


def _together(gaps: Sequence[Record]) -> str:
    """That none of those who could be compared are divided."""
    compared = {row["kind"] for row in gaps if row["is_divided"] is False}
    who = [name for kind, name in words.DIFFER.items() if kind in compared]
    if not who:
        return "Too few organisations and groups of people are shown to say whether they differ."
    if len(who) == 1:
        return f"{who[0].capitalize()} do not differ clearly."
    return f"Neither {' nor '.join(who)} differ clearly."


def polarised(now: Sequence[Record], previous: str | None) -> str:
    """How divided opinion is, most divided first, and what the marks mean."""
    shown = [row for row in now if not is_absent(row["polarisation"])]
    shown.sort(key=lambda row: -row["polarisation"])
    told = "; ".join(f"{row['dimension']} {words.polarisation(row, previous)}" for row in shown)
    marks = "◆: more than chance explains. The upright line is everyone's score."
    if not told:
        return marks
    return f"{marks} Polarisation, 0% if all agree, 100% if half are at each end: {told}."
