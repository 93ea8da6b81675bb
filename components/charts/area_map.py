"""A map of areas, from boundaries or from hexagons: the same spec for both.

Each area comes with its outline as an SVG path drawn in the unit square (see `components.maps`),
used as the symbol of one point that is as large as the map. So the rows stay plain columns,
hexagons and boundaries need no second chart, and the map fits any width.
"""

from __future__ import annotations

import altair as alt

from components.charts.look import ROWS, Drawing, Look, axis_title, drawing, number

SIDE = "min(width, height)"


def area_map(
    unit: str,
    *,
    decimals: int = 1,
    has_names: bool = False,
    is_selectable: bool = True,
    height: int = 460,
    area_heading: str = "Area",
) -> Drawing:
    """Drawing of a map; a row is one area in one period.

    Rows: area_code, area_name, value, value_note, role ('this' gets a heavy outline), and from
    `maps`: outline, label_x, label_y. Fifths of the areas share a colour; an area without a value
    is crossed. A click selects `area_code` in the parameter `pick`; by keyboard the same is
    reached through the area filter and the table.
    """
    return drawing(
        _map,
        unit=unit,
        decimals=decimals,
        has_names=has_names,
        is_selectable=is_selectable,
        height=height,
        area_heading=area_heading,
    )


def _map(
    look: Look,
    unit: str,
    decimals: int,
    has_names: bool,
    is_selectable: bool,
    height: int,
    area_heading: str,
) -> alt.LayerChart:
    layers = [
        _areas(look, unit, decimals, is_selectable, area_heading),
        _chosen(look),
        _labels(look, has_names),
    ]
    return (
        alt.layer(*layers, data=alt.NamedData(ROWS))
        .resolve_scale(shape="independent")
        .properties(height=look.size(height), width="container")
    )


def _outline(look: Look) -> alt.Chart:
    return alt.Chart().encode(
        x=alt.XValue("width / 2"),
        shape=alt.Shape("outline:N", scale=None, legend=None),
    )


def _areas(look: Look, unit: str, decimals: int, is_selectable: bool, heading: str) -> alt.Chart:
    areas = (
        alt.Chart()
        .transform_calculate(
            shown=f"isValid(datum.value) ? format(datum.value, '{number(decimals)}')"
            " : (datum.value_note || 'no data')"
        )
        .mark_point(
            filled=True,
            opacity=1,
            stroke=look.palette.page,
            strokeWidth=1.2,
            size=alt.ExprRef(f"pow({SIDE}, 2)"),
            x=alt.ExprRef("width / 2"),
            y=alt.ExprRef("height / 2"),
            cursor="pointer" if is_selectable else None,
        )
    )
    if is_selectable:
        areas = areas.add_params(alt.selection_point(name="pick", fields=["area_code"]))
    return areas.encode(
        shape=alt.Shape("outline:N", scale=None, legend=None),
        fill=alt.condition(
            "isValid(datum.value)",
            alt.Fill(
                "value:Q",
                scale=alt.Scale(type="quantile", range=list(look.palette.sequence)),
                legend=alt.Legend(
                    title=axis_title(unit),
                    format=number(decimals),
                    orient="bottom",
                    symbolType="square",
                    symbolSize=look.size(160),
                    symbolStrokeWidth=0,
                ),
            ),
            alt.value(look.palette.absent),
        ),
        tooltip=[
            alt.Tooltip("area_name:N", title=heading),
            alt.Tooltip("shown:N", title=unit),
        ],
    )


def _chosen(look: Look) -> alt.Chart:
    return (
        alt.Chart()
        .transform_filter("datum.role == 'this'")
        .mark_point(
            filled=False,
            opacity=1,
            stroke=look.palette.text,
            strokeWidth=look.size(2.6),
            size=alt.ExprRef(f"pow({SIDE}, 2)"),
            x=alt.ExprRef("width / 2"),
            y=alt.ExprRef("height / 2"),
            aria=False,
        )
        .encode(shape=alt.Shape("outline:N", scale=None, legend=None))
    )


def _labels(look: Look, has_names: bool) -> alt.Chart:
    words = "datum.area_name" if has_names else "''"
    return (
        alt.Chart()
        .transform_calculate(
            words=f"isValid(datum.value) ? {words} : (datum.value_note == 'suppressed' ? '✕' : '–')"
        )
        .mark_text(
            fontSize=look.size(10.5),
            color=look.palette.text,
            aria=False,
            limit=look.size(64),
            x=alt.ExprRef(f"width / 2 + datum.label_x * {SIDE} / 2"),
            y=alt.ExprRef(f"height / 2 + datum.label_y * {SIDE} / 2"),
        )
        .encode(text="words:N")
    )
