"""The same indicator over time in many areas: one small panel an area, on one scale."""

from __future__ import annotations

import altair as alt

from components.charts.look import ROWS, Drawing, Layer, Look, chart, drawing, layered, tick
from components.charts.parts import AREA, NAME_OF_AREA, keyed, tooltips

# Five panels still fit a projector of 1280 pixels, where type grows by more.
PRESENTED = 185


def small_multiples(
    unit: str, *, decimals: int = 1, columns: int = 5, has_parent: bool = True
) -> Drawing:
    """Drawing of small panels; a row is one area in one period.

    Rows: area_code, area_name (panels in the order of the rows), period_end, period_label, value,
    stretch (a line ends with it) and, with has_parent, parent_value, drawn in every panel as a
    muted line. Five columns fit beside the menu at 1280 pixels; a narrower screen scrolls sideways.
    """
    return drawing(_panels, unit=unit, decimals=decimals, columns=columns, has_parent=has_parent)


def _panels(look: Look, *, unit: str, decimals: int, columns: int, has_parent: bool) -> Layer:
    base = chart().encode(
        x=alt.X("period_end:T", title=None, axis=alt.Axis(labels=False, domain=False))
    )
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(zero=False, nice=True),
        axis=alt.Axis(format=tick(decimals), tickCount=3),
    )
    told = {"area_name:N": "Area", "period_label:N": "Period", "value:Q": unit}
    area = base.mark_line(
        color=look.palette.highlight, strokeWidth=look.size(2), point={"size": look.size(12)}
    ).encode(y=y, detail="stretch:N", tooltip=tooltips(told, decimals))
    parent = base.mark_line(
        color=look.palette.comparator, strokeWidth=look.size(1.3), aria=False
    ).encode(y="parent_value:Q")
    panels = (
        layered(*([parent] if has_parent else ()), area)
        .properties(width=PRESENTED if look.is_presenting else 154, height=look.size(72))
        .facet(
            facet=alt.Facet(
                f"{AREA}:N", title=None, sort=None, header=alt.Header(labelExpr=NAME_OF_AREA)
            ),
            columns=columns,
            spacing={"row": 12, "column": 16},
            data=alt.NamedData(ROWS),
        )
    )
    return keyed(panels)
