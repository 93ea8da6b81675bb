"""Funnel plot of one indicator across areas: which lie further out than their size explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from components import cards, charts, sentences, theme
from components.answer import Answer
from components.area_subject import Subject, card
from components.charts.point_names import name_sides
from components.kept import once
from components.quantities import counted, number
from components.records import Record, is_absent, records

COLUMNS = {
    "area_code": "Code",
    "area_name": "Area",
    "period_label": "Period",
    "value": "Value",
    "average": "Average",
    "judgement": "Against the average",
    "why_absent": "Why not shown",
    "numerator": "Numerator",
    "denominator": "Denominator",
}
# Why an area, or all of them, have no place on the plot.
REASONS = {
    "not_made_of_counts": "not a share or rate made of counts",
    "not_settled": "not settled yet",
    "suppressed": "hidden, because the number is small",
    "missing": "missing",
    "not_collected": "not collected",
    "not_applicable": "not applicable",
}
OTHERWISE = "its counts cannot be right"
FEWEST = 2


def funnel(subject: Subject, areas: Answer, limits: Answer) -> None:
    """The plot, what lies outside it and what is not on it; words where there is none."""
    rows, placed, drawn_limits = records(areas.rows), _placed(areas.rows), limits.rows
    if len(placed) < FEWEST or drawn_limits.empty:
        why = _why_none(rows, placed, subject.kind)
        cards.nothing(f"A funnel plot cannot be drawn here. {why}")
        return
    about, told = subject.indicator, _told(rows, placed, subject)
    drawn = charts.funnel(
        about["unit"],
        decimals=int(about["decimals"]),
        denominator=_size(subject),
        average=_average(placed[0], subject),
        is_judged=about["polarity"] != "none",
    )
    card(
        subject,
        drawn,
        _worded(areas.rows, drawn_limits),
        "funnel",
        how=areas.how,
        title="Funnel plot",
        alt=f"Funnel plot of {about['name']} by size. {' '.join(told)}",
        told=told,
        columns=COLUMNS,
        tables={"limits": drawn_limits},
        method="funnel",
        picks="area",
    )


@once
def _placed(areas: pd.DataFrame) -> list[Record]:
    """The areas that have a place on the plot."""
    return [row for row in records(areas) if not is_absent(row["value"])]


@once
def _worded(areas: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    """Rows with the comparison and the reason for an absence in words, and sides for names."""
    rows, placed = records(areas), _placed(areas)
    marks = [None if is_absent(row["value"]) else row["comparison"] for row in rows]
    sides = dict(zip((row["area_code"] for row in placed), _sides(placed, limits), strict=True))
    return areas.assign(
        judgement=[theme.COMPARISONS[mark].word if mark else None for mark in marks],
        why_absent=[_reason(row) for row in rows],
        name_side=[sides.get(row["area_code"]) for row in rows],
    )


def _sides(placed: Sequence[Record], limits: pd.DataFrame) -> list[str | None]:
    """Side of each name: the area in focus comes first, then those furthest out."""
    axes = []
    for column in ("denominator", "value"):
        drawn = [*(row[column] for row in placed), *limits[column].tolist()]
        axes.append((column, (min(drawn), max(drawn))))
    points = [
        {
            **row,
            "name": row["area_name"],
            "rank": 0 if row["role"] == "this" else row["beyond_rank"],
        }
        for row in placed
    ]
    return name_sides(points, *axes)


def _reason(row: Record) -> str | None:
    return None if is_absent(row["reason"]) else REASONS.get(row["reason"], OTHERWISE)


def _size(subject: Subject) -> str:
    words = subject.indicator.get("denominator_words")
    return sentences.capital(words) if isinstance(words, str) else "Size: the denominator"


def _average(row: Record, subject: Subject) -> str:
    """What the line in the middle is, with its value."""
    whose = subject.place if row["baseline"] == "parent" else "Average"
    return f"{whose}|{number(row['average'], '', subject.indicator['decimals'])}"


@once
def _told(rows: Sequence[Record], placed: Sequence[Record], subject: Subject) -> tuple[str, str]:
    """How many lie outside, and what the limits are."""
    outside = sum(row["comparison"] != "similar" for row in placed)
    beyond = sum(not is_absent(row["beyond_rank"]) for row in placed)
    areas = counted(len(placed), subject.one, subject.kind)
    happened = f"None of {areas} lies further out than its size explains."
    if outside:
        verb = "lies" if outside == 1 else "lie"
        happened = f"{outside} of {areas} {verb} further out than size and chance explain"
        whose = "all" if beyond == outside else f"{beyond} of them"
        happened += f", {whose} beyond the 99.8 per cent limits." if beyond else "."
    known = [
        "Were chance alone at work, 95 and 99.8 per cent of areas would lie between the curves "
        f"round {_middle(placed[0], subject)}."
    ]
    if outside > len(placed) / 2:
        known.append(
            f"Most {subject.kind} lie outside: they differ for reasons besides chance, so being "
            "outside singles none of them out."
        )
    absent = Counter(reason for row in rows if (reason := _reason(row)))
    for reason, count in absent.most_common():
        known.append(f"{counted(count, subject.one, subject.kind)} not shown: {reason}.")
    return happened, " ".join(known)


def _middle(row: Record, subject: Subject) -> str:
    if row["baseline"] == "parent":
        return f"{subject.place}'s own value"
    return f"the average of these {subject.kind}, as {subject.place} has none made of counts"


def _why_none(rows: Sequence[Record], placed: Sequence[Record], kind: str) -> str:
    reasons = Counter(row["reason"] for row in rows if not is_absent(row["reason"]))
    if len(placed) >= FEWEST:
        return f"Nothing was counted in these {kind}, so there is nothing to spread."
    if not reasons:
        return f"It needs at least {FEWEST} {kind}."
    if "not_made_of_counts" in reasons:
        return "It needs the counts behind each value: those of a share or a rate."
    return f"These values are {REASONS.get(reasons.most_common(1)[0][0], 'without counts')}."
