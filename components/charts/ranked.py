"""One bar an area, ranked, with intervals and the parent's value as a line."""

from __future__ import annotations

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing, number, tick
from components.charts.parts import (
    AREA,
    LIMITS,
    absent,
    keyed,
    listed,
    name_axis,
    reference_line,
    tooltips,
)


def ranked(
    unit: str,
    *,
    decimals: int = 1,
    has_limits: bool = True,
    parent: str | None = None,
    is_selectable: bool = False,
) -> Drawing:
    """Drawing of ranked bars; a row is one area in one period.

    Rows: area_code, area_name, value, lower_limit, upper_limit, role ('this' is highlighted),
    value_note and, when `parent` names it, parent_value. An area without a value keeps its place
    at the foot and says why. With is_selectable a click selects
    `area_code` in the parameter `pick`.
    """
    return drawing(
        _ranked,
        unit=unit,
        decimals=decimals,
        has_limits=has_limits,
        parent=parent,
        is_selectable=is_selectable,
    )


def _ranked(
    look: Look,
    *,
    unit: str,
    decimals: int,
    has_limits: bool,
    parent: str | None,
    is_selectable: bool,
) -> Layer:
    sort = alt.EncodingSortField("value", op="max", order="descending")
    spoken = f"datum.area_name + ': ' + format(datum.value, '{number(decimals)}')"
    base = (
        keyed(chart())
        .transform_calculate(spoken=f"isValid(datum.value) ? {spoken} : datum.area_name")
        .encode(y=name_axis(look, AREA, 170, sort=sort), description="spoken:N")
    )
    told = {"area_name:N": "Area", "value:Q": unit, **(LIMITS if has_limits else {})}
    bars = _bars(look, base, unit, decimals).encode(tooltip=tooltips(told, decimals))
    if is_selectable:
        bars = bars.add_params(alt.selection_point(name="pick", fields=["area_code"]))
    layers = [
        bars,
        *([_intervals(look, base)] if has_limits else ()),
        *(reference_line(look, "parent_value", parent) if parent else ()),
        _values(look, base, decimals),
        absent(look, base),
    ]
    return listed(look, layers, 22)


def _bars(look: Look, base: Layer, unit: str, decimals: int) -> Layer:
    return base.mark_bar(height={"band": 0.72}).encode(
        x=alt.X(
            "value:Q",
            title=unit,
            axis=alt.Axis(format=tick(decimals), tickCount=5, grid=True, domain=False),
        ),
        color=alt.ColorValue(
            look.palette.bar,
            condition={"test": "datum.role == 'this'", "value": look.palette.highlight},
        ),
    )


def _intervals(look: Look, base: Layer) -> Layer:
    return base.mark_rule(
        color=look.palette.text, opacity=0.7, strokeWidth=look.size(1.4), aria=False
    ).encode(x="lower_limit:Q", x2="upper_limit:Q")


def _values(look: Look, base: Layer, decimals: int) -> Layer:
    """Values in a column beside the bars, where no interval or line can cut them."""
    return (
        base.transform_filter("isValid(datum.value)")
        .transform_calculate(words=f"format(datum.value, '{number(decimals)}')")
        .mark_text(align="right", dx=look.size(52), fontSize=look.size(11.5), aria=False)
        .encode(x=alt.value("width"), text="words:N")
    )
