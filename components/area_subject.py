"""What Geography shows: one indicator across areas in one period, and what its parts share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components import cards, charts, comparisons, rankings
from components.answer import Answer
from components.kept import once
from components.records import records

MOST_NAMED = 40  # more areas than this are too many to name or to draw one by one
COLUMNS = {
    "area_code": "Code",
    "area_name": "Area",
    "period_label": "Period",
    "value": "Value",
    "judgement": "Against the whole",
    "why_not_compared": "Why not compared",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "lower_limit_998": "Lower limit, 99.8%",
    "upper_limit_998": "Upper limit, 99.8%",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "parent_value": "Whole",
    "value_note": "Note",
}


@dataclass(frozen=True)
class Subject:
    """One indicator in one kind of area, named in the plural and the singular, and its values."""

    indicator: Mapping[str, Any]
    kind: str
    one: str
    values: Answer
    as_at: str

    @property
    def rows(self) -> pd.DataFrame:
        """One row an area, highest first, with how it stands to the whole in words."""
        return comparisons.judged(self.values.rows)

    @property
    def told(self) -> tuple[str, str]:
        """Headline of the values, and how we know."""
        return rankings.ranking(self.rows, self.indicator, self.kind, self.one)

    @property
    def place(self) -> str:
        """Name of the whole that the areas lie in."""
        return records(self.values.rows)[0]["parent_name"]

    @property
    def title(self) -> str:
        """What is shown, of which areas and when."""
        return _titled(self)

    @property
    def is_comparable_with_whole(self) -> bool:
        """A part's count says nothing beside the whole's: it is bound to be smaller."""
        return self.indicator["method"] != "count"


@once
def _titled(subject: Subject) -> str:
    period = subject.rows["period_label"].dropna()
    when = f", {period.iloc[0]}" if len(period) else ""
    return f"{subject.indicator['name']} by {subject.kind} of {subject.place}{when}"


def card(  # noqa: PLR0913 what a chart must say, by keyword
    subject: Subject,
    drawn: charts.Drawing,
    rows: pd.DataFrame,
    part: str,
    *,
    how: str,
    title: str,
    alt: str,
    columns: Mapping[str, str] = COLUMNS,
    **others: Any,
) -> None:
    """A chart of one part of the page with its table and files; `others` as `chart_with_data`."""
    cards.chart_with_data(
        drawn,
        rows,
        name=f"{subject.indicator['indicator_id']}_{part}",
        source=subject.indicator["source"],
        as_at=subject.as_at,
        how=how,
        title=title,
        alt=alt,
        columns=columns,
        **others,
    )
