"""Funnel plot of one indicator across areas: which lie further out than their size explains."""

from __future__ import annotations

import pandas as pd

from components import cards, charts, sentences, theme
from components.answer import Answer
from components.area_subject import Subject, card
from components.charts.point_names import name_sides
from components.quantities import counted, number

COLUMNS = {
    "area_code": "Code",
    "area_name": "Area",
    "period_label": "Period",
    "value": "Value",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "average": "Average",
    "judgement": "Against the average",
    "why_absent": "Why not shown",
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
    rows = _worded(areas.rows)
    placed = rows.dropna(subset=["value"])
    if len(placed) < FEWEST or limits.rows.empty:
        why = _why_none(rows, placed, subject.kind)
        cards.nothing(f"A funnel plot cannot be drawn here. {why}")
        return
    about = subject.indicator
    drawn = charts.funnel(
        about["unit"],
        decimals=int(about["decimals"]),
        denominator=_size(subject),
        average=_average(placed, subject),
        is_judged=about["polarity"] != "none",
    )
    told = _told(rows, placed, subject)
    card(
        subject,
        drawn,
        pd.concat([_named(placed, limits.rows), rows[rows["value"].isna()]]),
        "funnel",
        how=areas.how,
        title="Funnel plot",
        alt=f"Funnel plot of {about['name']} by size. {' '.join(told)}",
        told=told,
        columns=COLUMNS,
        tables={"limits": limits.rows},
        method="funnel",
        picks="area",
    )


def _worded(areas: pd.DataFrame) -> pd.DataFrame:
    """Rows with the comparison and the reason for an absence in words."""
    reasons = areas["reason"].map(lambda reason: REASONS.get(reason, OTHERWISE), na_action="ignore")
    marks = areas["comparison"].map(theme.COMPARISONS, na_action="ignore")
    words = [None if pd.isna(mark) else mark.word for mark in marks]
    return areas.assign(judgement=words, why_absent=reasons)


def _named(placed: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    """Rows with the side for the name: the area in focus first, then those furthest out."""
    drawn = pd.concat([placed[["denominator", "value"]], limits[["denominator", "value"]]])
    axes = [
        (column, (drawn[column].min(), drawn[column].max())) for column in ("denominator", "value")
    ]
    ranks = placed["beyond_rank"].where(placed["role"] != "this", 0)
    sides = name_sides(placed.assign(name=placed["area_name"], rank=ranks), *axes)
    return placed.assign(name_side=sides)


def _size(subject: Subject) -> str:
    words = subject.indicator.get("denominator_words")
    return sentences.capital(words) if isinstance(words, str) else "Size: the denominator"


def _average(placed: pd.DataFrame, subject: Subject) -> str:
    """What the line in the middle is, with its value."""
    about, row = subject.indicator, placed.iloc[0]
    whose = subject.place if row["baseline"] == "parent" else "Average"
    return f"{whose}|{number(row['average'], '', about['decimals'])}"


def _told(rows: pd.DataFrame, placed: pd.DataFrame, subject: Subject) -> tuple[str, str]:
    """How many lie outside, and what the limits are."""
    outside = placed[placed["comparison"] != "similar"]
    beyond = int(placed["beyond_rank"].notna().sum())
    areas = counted(len(placed), subject.one, subject.kind)
    happened = f"None of {areas} lies further out than its size explains."
    if len(outside):
        verb = "lies" if len(outside) == 1 else "lie"
        happened = f"{len(outside)} of {areas} {verb} further out than size and chance explain"
        whose = "all" if beyond == len(outside) else f"{beyond} of them"
        happened += f", {whose} beyond the 99.8 per cent limits." if beyond else "."
    known = [
        "Were chance alone at work, 95 and 99.8 per cent of areas would lie between the curves "
        f"round {_middle(placed, subject)}."
    ]
    if len(outside) > len(placed) / 2:
        known.append(
            f"Most {subject.kind} lie outside: they differ for reasons besides chance, so being "
            "outside singles none of them out."
        )
    known += _absent(rows, subject)
    return happened, " ".join(known)


def _middle(placed: pd.DataFrame, subject: Subject) -> str:
    if placed["baseline"].iloc[0] == "parent":
        return f"{subject.place}'s own value"
    return f"the average of these {subject.kind}, as {subject.place} has none made of counts"


def _absent(rows: pd.DataFrame, subject: Subject) -> list[str]:
    """Which areas are not on the plot, by reason."""
    absent = rows["why_absent"].dropna().value_counts()
    return [
        f"{counted(int(areas), subject.one, subject.kind)} not shown: {reason}."
        for reason, areas in absent.items()
    ]


def _why_none(rows: pd.DataFrame, placed: pd.DataFrame, kind: str) -> str:
    reasons = rows["reason"].dropna()
    if len(placed) >= FEWEST:
        return f"Nothing was counted in these {kind}, so there is nothing to spread."
    if reasons.empty:
        return f"It needs at least {FEWEST} {kind}."
    if "not_made_of_counts" in set(reasons):
        return "It needs the counts behind each value: those of a share or a rate."
    return f"These values are {REASONS.get(reasons.mode().iloc[0], 'without counts')}."
