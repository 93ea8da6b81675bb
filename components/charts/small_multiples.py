"""The same indicator over time in many areas: one small panel an area, on one scale."""

from __future__ import annotations

import altair as alt

from components.charts.look import ROWS, Drawing, Look, drawing, number


def small_multiples(
    unit: str, *, decimals: int = 1, columns: int = 6, has_parent: bool = True
) -> Drawing:
    """Drawing of small panels; a row is one area in one period.

    Rows: area_name, period_end, period_label, value and, with has_parent, parent_value, drawn in
    every panel as a muted line.
    """
    return drawing(_panels, unit=unit, decimals=decimals, columns=columns, has_parent=has_parent)


def _panels(look: Look, unit: str, decimals: int, columns: int, has_parent: bool) -> alt.FacetChart:
    base = alt.Chart().encode(x=alt.X("period_end:T", title=None, axis=None))
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(zero=False, nice=True),
        axis=alt.Axis(format=number(decimals), tickCount=3),
    )
    area = base.mark_line(
        color=look.palette.highlight, strokeWidth=look.size(2), point={"size": look.size(14)}
    ).encode(
        y=y,
        tooltip=[
            alt.Tooltip("area_name:N", title="Area"),
            alt.Tooltip("period_label:N", title="Period"),
            alt.Tooltip("value:Q", title=unit, format=number(decimals)),
        ],
    )
    parent = base.mark_line(
        color=look.palette.comparator, strokeWidth=look.size(1.2), aria=False
    ).encode(y="parent_value:Q")
    return (
        alt.layer(*([parent] if has_parent else ()), area)
        .properties(width=look.size(126), height=look.size(66))
        .facet(
            facet=alt.Facet("area_name:N", title=None, sort=None),
            columns=columns,
            spacing={"row": 14, "column": 14},
            data=alt.NamedData(ROWS),
        )
    )
