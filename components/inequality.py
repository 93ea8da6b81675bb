"""Inequality by deprivation: the fifths of one period, and the slope index over time."""

from __future__ import annotations

import pandas as pd

from components import cards, charts, sentences
from components.answer import Answer
from components.area_subject import Subject, card
from components.inequality_words import WORDED, fifths_told, gap_told, why_none
from components.kept import once
from components.records import has_any, is_absent, records

FIFTHS_COLUMNS = {
    "fifth": "Fifth, 1 the most deprived",
    "period_label": "Period",
    "areas_in_fifth": "Areas",
    "value": "Value",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "numerator": "Numerator",
    "denominator": "Denominator",
}
INDEX_COLUMNS = {
    "period_label": "Period",
    "slope_index": "Slope index",
    "slope_lower": "Lower limit",
    "slope_upper": "Upper limit",
    "relative_index": "Relative index",
    "relative_lower": "Its lower limit",
    "relative_upper": "Its upper limit",
    "change": "Against the first comparable",
    "since": "Which is",
    "areas": "Areas",
    "areas_left_out": "Left out",
    "reason": "Why there is none",
}
PERIODS = list(dict.fromkeys([*INDEX_COLUMNS, *WORDED, "period_end"]))
FEWEST_PERIODS = 2


def by_deprivation(subject: Subject, inequality: Answer) -> None:
    """Fifths of areas with their slope, then the slope index over time; words where there is none.

    Rows as `area_inequality`.
    """
    chosen, periods = _chosen(inequality.rows), _by_period(inequality.rows)
    if has_any(chosen, "slope_index"):
        _fifths(subject, chosen, inequality.how)
    else:
        why = why_none(records(chosen), subject)
        cards.nothing(f"Inequality by deprivation cannot be worked out here. {why}")
    indexed = [row for row in records(periods) if not is_absent(row["slope_index"])]
    if len(indexed) >= FEWEST_PERIODS:
        _over_time(subject, periods, inequality.how)


@once
def _chosen(table: pd.DataFrame) -> pd.DataFrame:
    """The fifths of the period in sight."""
    # places in the table rather than conditions on it: pandas takes 1 ms over each of those
    is_chosen = table["is_chosen"].tolist()
    start = is_chosen.index(True) if True in is_chosen else 0
    return table.iloc[start : start + sum(is_chosen)]


@once
def _by_period(table: pd.DataFrame) -> pd.DataFrame:
    """One row a period: its first fifth, or the one without a fifth where it has no index."""
    firsts = [place for place, fifth in enumerate(table["fifth"].tolist()) if not fifth > 1]
    return table[PERIODS].iloc[firsts]


@once
def _parts(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The fifths as drawn, and the ends of their slope."""
    first = records(table)[0]
    end = first["most_deprived_end"]
    ends = pd.DataFrame({"share": [0.0, 1.0], "value": [end, end - first["slope_index"]]})
    return table[[*FIFTHS_COLUMNS, "share_from", "share_to"]], ends


def _fifths(subject: Subject, table: pd.DataFrame, how: str) -> None:
    about, told = subject.indicator, fifths_told(records(table), subject)
    fifths, ends = _parts(table)
    card(
        subject,
        charts.fifths(about["unit"], decimals=int(about["decimals"])),
        fifths,
        "fifths",
        how=how,
        title="Inequality by deprivation",
        alt=f"{about['name']} in fifths of {subject.kind} by deprivation. {' '.join(told)}",
        told=told,
        columns=FIFTHS_COLUMNS,
        tables={"ends": ends},
        method="inequality",
    )


def _over_time(subject: Subject, periods: pd.DataFrame, how: str) -> None:
    about = subject.indicator
    told = gap_told(records(periods), subject)
    drawn = charts.trend(
        about["unit"],
        decimals=int(about["decimals"]),
        has_limits=True,
        has_target=False,
        from_zero=True,
        height=200,
    )
    card(
        subject,
        drawn,
        _line(periods),
        "slope_index",
        how=how,
        title="Slope index of inequality over time",
        alt=f"Line chart of the slope index by period. {' '.join(told)}",
        told=told,
        columns=INDEX_COLUMNS,
        method="inequality",
    )


@once
def _line(periods: pd.DataFrame) -> pd.DataFrame:
    """The index as the one series of a trend."""
    return periods[[*INDEX_COLUMNS, "period_end", "stretch"]].assign(
        area_code="",
        series="Slope index",
        role="this",
        value=periods["slope_index"],
        lower_limit=periods["slope_lower"],
        upper_limit=periods["slope_upper"],
        value_note=None,
        change=[_spelled(code) for code in periods["change"].tolist()],
        reason=[_spelled(code) for code in periods["reason"].tolist()],
    )


def _spelled(code: object) -> str | None:
    return None if is_absent(code) else sentences.capital(code)
