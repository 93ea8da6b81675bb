"""A map of areas, from boundaries or from hexagons: the same spec for both.

Each area comes with its outline as an SVG path drawn in the unit square (see `components.maps`),
used as the symbol of one point that is as large as the map. So the rows stay plain columns,
hexagons and boundaries need no second chart, and the map fits any width.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from components.charts.area_map_words import SIDE, absences, names
from components.charts.look import Drawing, Layer, Look, chart, drawing, number
from components.charts.parts import framed, tooltips

WHOLE_MAP: dict[str, Any] = {
    "size": alt.ExprRef(f"pow({SIDE}, 2)"),
    "x": alt.ExprRef("width / 2"),
    "y": alt.ExprRef("height / 2"),
    "opacity": 1,
}


def area_map(
    unit: str,
    *,
    decimals: int = 1,
    has_names: bool = False,
    has_comparison: bool = False,
    is_selectable: bool = True,
    height: int = 440,
    area_heading: str = "Area",
) -> Drawing:
    """Drawing of a map; a row is one area in one period.

    Rows: area_code, area_name, value, value_note, role ('this' gets a heavy outline), and from
    `maps`: outline, label_x, label_y. Fifths of the areas share a colour; an area without a value
    is marked ✕ (suppressed) or – (no data). has_names suits hexagons; with has_comparison the
    tooltips say the judgement. A click selects `area_code` in the parameter `pick`; by keyboard
    the same is reached through the area filter.
    """
    return drawing(
        _map,
        unit=unit,
        decimals=decimals,
        has_names=has_names,
        has_comparison=has_comparison,
        is_selectable=is_selectable,
        height=height,
        area_heading=area_heading,
    )


def _map(
    look: Look,
    *,
    unit: str,
    decimals: int,
    has_names: bool,
    has_comparison: bool,
    is_selectable: bool,
    height: int,
    area_heading: str,
) -> Layer:
    told = {"area_name:N": area_heading, "shown:N": unit}
    if has_comparison:
        told["judgement:N"] = "Against the whole"
    ground = _ground(look).encode(tooltip=tooltips(told, decimals))
    if is_selectable:
        ground = ground.add_params(alt.selection_point(name="pick", fields=["area_code"]))
    layers = [
        _fifths(look, unit).encode(tooltip=tooltips(told, decimals)),
        ground,
        _chosen(look),
        *([names(look)] if has_names else ()),
        *absences(look),
    ]
    return _classed(framed(look, layers, height), decimals)


def _classed(areas: Layer, decimals: int) -> Layer:
    """The layers with each area's fifth, the span of its fifth and its value in words."""
    return (
        areas.transform_calculate(is_valued="isValid(datum.value)")
        .transform_window(
            rank="percent_rank()", groupby=["is_valued"], sort=[alt.SortField("value")]
        )
        .transform_calculate(fifth="min(4, floor(5 * (datum.rank || 0)))")
        .transform_joinaggregate(
            least="min(value)", most="max(value)", groupby=["is_valued", "fifth"]
        )
        .transform_calculate(
            span=f"format(datum.least, '{number(decimals)}') + ' to ' + "
            f"format(datum.most, '{number(decimals)}')",
            shown=f"isValid(datum.value) ? format(datum.value, '{number(decimals)}')"
            " : datum.value_note == 'suppressed' ? 'suppressed' : 'no data'",
        )
    )


def _shape() -> alt.Shape:
    return alt.Shape("outline:N", scale=None, legend=None)


def _ground(look: Look) -> Layer:
    """Areas without a value: empty, with a broken outline."""
    return (
        chart()
        .transform_filter("!datum.is_valued")
        .mark_point(
            fill=look.palette.page,
            stroke=look.palette.comparator,
            strokeDash=[3, 2],
            strokeWidth=1.2,
            aria=False,
            **WHOLE_MAP,
        )
        .encode(shape=_shape())
    )


def _fifths(look: Look, unit: str) -> Layer:
    legend = alt.Legend(
        title=f"{unit}: fifths of the areas",
        orient="bottom",
        columns=alt.ExprRef(f"max(2, floor(width / {look.size(110)}))"),
        symbolType="square",
        symbolSize=look.size(170),
        symbolStrokeWidth=0,
        titleLimit=600,
    )
    fill = alt.Fill(
        "span:N",
        sort=alt.EncodingSortField("fifth", op="min"),
        scale=alt.Scale(range=list(look.palette.sequence)),
        legend=legend,
    )
    return (
        chart()
        .transform_filter("datum.is_valued")
        .mark_point(stroke=look.palette.page, strokeWidth=1.2, **WHOLE_MAP)
        .encode(shape=_shape(), fill=fill)
    )


def _chosen(look: Look) -> Layer:
    return (
        chart()
        .transform_filter("datum.role == 'this'")
        .mark_point(
            fill=None,
            stroke=look.palette.text,
            strokeWidth=look.size(2.6),
            aria=False,
            tooltip=None,
            **WHOLE_MAP,
        )
        .encode(shape=_shape())
    )
