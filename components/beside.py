"""One area beside its comparators and its group: the comparison in a sentence and a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components import beside_words, cards, charts, sentences, theme
from components.answer import Answer
from components.kept import once
from components.records import records

ROLES = {"this": "This area", "comparator": "Comparator", "peer": "Comparator group"}
COLUMNS = {
    "area_code": "Code",
    "area_name": "Area",
    "shown_as": "Shown as",
    "period_label": "Period",
    "value": "Value",
    "lower_limit": "Lower limit",
    "upper_limit": "Upper limit",
    "lower_limit_998": "Lower limit, 99.8%",
    "upper_limit_998": "Upper limit, 99.8%",
    "judgement": "This area against it",
    "why_not_compared": "Why not",
    "quartile": "Quarter from the lowest",
    "value_note": "Note",
}
COUNTED = "A count follows the size of a place, so it is not set beside that of other areas."
Row = Mapping[str, Any]


def shown(row: Row, beside: Answer, *, source: str, as_at: str) -> None:
    """An indicator's latest settled value in one area beside others; nothing where it stands alone.

    `row` as `indicator_result`, the answer as `indicator_comparators`.
    """
    rows = records(beside.rows)
    if all(pd.isna(other["value"]) for other in rows if other["role"] != "this"):
        return
    if row["method"] == "count":
        cards.quiet(COUNTED)
        return
    told = beside_words.told(row, rows)
    cards.chart_with_data(
        charts.comparators(
            row["unit"],
            decimals=int(row["decimals"]),
            has_limits=any(pd.notna(one["lower_limit"]) for one in rows),
        ),
        worded(rows),
        title=f"{row['name']} beside others, {rows[0]['period_label']}",
        alt=f"Dots with intervals of {row['name']} ({row['unit']}) by area. {told[0]}",
        name=f"{row['indicator_id']}_beside",
        source=source,
        as_at=as_at,
        told=told,
        how=beside.how,
        method="comparison",
        columns=COLUMNS,
    )


@once
def worded(rows: Sequence[Row]) -> pd.DataFrame:
    """Rows with roles and comparisons in words; only comparators are compared.

    A comparator that is not measured is left out, and the group where none of it is.
    """
    has_peers = any(row["role"] == "peer" and pd.notna(row["value"]) for row in rows)
    return pd.DataFrame(
        [
            {
                **row,
                "shown_as": ROLES[row["role"]],
                "judgement": _judgement(row["comparison"]),
                "why_not_compared": _reason(row["comparison_reason"]),
            }
            for row in rows
            if not (row["role"] == "comparator" and row["value_note"] == "missing")
            and (has_peers or row["role"] != "peer")
        ]
    )


def _judgement(comparison: Any) -> str | None:
    mark = None if pd.isna(comparison) else theme.comparison_mark(comparison)
    return mark.word if mark else None


def _reason(code: Any) -> str | None:
    return None if pd.isna(code) else sentences.capital(code)
