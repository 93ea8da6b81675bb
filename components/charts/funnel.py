"""A funnel plot: areas by size, inside or outside the limits that narrow as size grows."""

from __future__ import annotations

from typing import Any

import altair as alt

from components import theme
from components.charts.look import Drawing, Layer, Look, chart, drawing, number
from components.charts.parts import framed, tooltips, value_axis

MINUS = "M-1,-0.32H1V0.32H-1Z"
# Shape of each comparison, as its mark in words has it; beyond 99.8 per cent it is filled.
SHAPES = {
    "worst": MINUS,
    "worse": MINUS,
    "best": "cross",
    "better": "cross",
    "highest": "triangle-up",
    "higher": "triangle-up",
    "lowest": "triangle-down",
    "lower": "triangle-down",
    "similar": "circle",
}
FILLED = ("worst", "best", "highest", "lowest", "similar")
JUDGED = ("worst", "worse", "similar", "better", "best")
NOT_JUDGED = ("highest", "higher", "similar", "lower", "lowest")
NAME_SIZE = 11.5


def funnel(
    unit: str,
    *,
    decimals: int = 1,
    denominator: str = "Size",
    average: str = "Average",
    is_judged: bool = True,
    height: int = 460,
) -> Drawing:
    """Drawing of a funnel plot; a row is one area in one period.

    Rows: area_code, area_name, denominator, value, average, comparison, judgement (in words),
    name_side (left or right of the point; null: not named) and role ('this' gets a ring). Table
    beside them: `limits` (level, side, denominator, value). `denominator` and `average` name the
    axis and the line; a bar in `average` begins its second line. A click selects `area_code` in
    the parameter `pick`.
    """
    return drawing(
        _funnel,
        unit=unit,
        decimals=decimals,
        denominator=denominator,
        average=average,
        is_judged=is_judged,
        height=height,
    )


def _funnel(
    look: Look,
    *,
    unit: str,
    decimals: int,
    denominator: str,
    average: str,
    is_judged: bool,
    height: int,
) -> Layer:
    x = alt.X(
        "denominator:Q",
        title=denominator,
        scale=alt.Scale(zero=False, nice=False),
        axis=alt.Axis(format=",.0f", tickCount=5, grid=False),
    )
    y = alt.Y("value:Q", scale=alt.Scale(zero=False, nice=True), axis=value_axis(unit, decimals))
    told = {"area_name:N": "Area", "value:Q": unit, "judgement:N": "Against the average"}
    tips = [*tooltips(told, decimals), *tooltips({"denominator:Q": denominator}, 0)]
    layers = [
        _limits(look),
        *_average(look, average),
        _ring(look),
        _points(look, is_judged, decimals).encode(x=x, y=y, tooltip=tips),
        _names(look),
    ]
    return framed(look, layers, height)


def _limits(look: Look) -> Layer:
    """Both levels on both sides; which dash is which level, the legend says."""
    return (
        chart(alt.NamedData("limits"))
        .transform_calculate(words="datum.level + '% limits'")
        .mark_line(color=look.palette.comparator, strokeWidth=look.size(1.4), aria=False)
        .encode(
            x="denominator:Q",
            y="value:Q",
            detail=["level:N", "side:N"],
            strokeDash=alt.StrokeDash(
                "words:N",
                scale=alt.Scale(domain=["95% limits", "99.8% limits"], range=[[5, 4], [1, 0]]),
                legend=_legend(look, symbolStrokeColor=look.palette.comparator),
            ),
        )
    )


def _legend(look: Look, **others: Any) -> alt.Legend:
    return alt.Legend(
        title=None,
        orient="bottom",
        direction="horizontal",
        columns=alt.ExprRef(f"max(1, floor(width / {look.size(150)}))"),
        symbolSize=look.size(90),
        labelLimit=300,
        **others,
    )


def _average(look: Look, words: str) -> list[Layer]:
    """The average as a line, named and given in two lines at its right end."""
    line = chart().transform_aggregate(average="mean(average)").encode(y="average:Q")
    colour = look.palette.parent
    return [
        line.mark_rule(color=colour, strokeWidth=look.size(1.6)),
        line.mark_text(
            text=words,
            lineBreak="|",
            lineHeight=look.size(14),
            color=colour,
            align="left",
            dx=look.size(6),
            dy=-look.size(6),
            fontSize=look.size(12),
        ).encode(x=alt.value("width")),
    ]


def _scale(look: Look, is_judged: bool) -> dict[str, dict[str, Any]]:
    """Scales of the three channels that tell a comparison, by its words; their legend is one."""
    words = JUDGED if is_judged else NOT_JUDGED
    marks = [theme.COMPARISONS[word] for word in words]
    colours = [getattr(look.palette, mark.colour) for mark in marks]
    fills = [
        colour if word in FILLED else look.palette.page
        for word, colour in zip(words, colours, strict=True)
    ]
    ranges = {"shape": [SHAPES[word] for word in words], "stroke": colours, "fill": fills}
    domain = [mark.word for mark in marks]
    legend = _legend(look)
    return {
        channel: {"scale": alt.Scale(domain=domain, range=values), "legend": legend}
        for channel, values in ranges.items()
    }


def _points(look: Look, is_judged: bool, decimals: int) -> Layer:
    scales = _scale(look, is_judged)
    said = f"datum.area_name + ': ' + format(datum.value, '{number(decimals)}')"
    return (
        chart()
        .transform_filter("isValid(datum.value)")
        .transform_calculate(spoken=f"{said} + ', ' + datum.judgement")
        .mark_point(strokeWidth=look.size(1.6), opacity=1)
        .encode(
            shape=alt.Shape("judgement:N", **scales["shape"]),
            stroke=alt.Stroke("judgement:N", **scales["stroke"]),
            fill=alt.Fill("judgement:N", **scales["fill"]),
            size=alt.SizeValue(
                look.size(85),
                condition={"test": "datum.comparison == 'similar'", "value": look.size(30)},
            ),
            description="spoken:N",
        )
        .add_params(alt.selection_point(name="pick", fields=["area_code"]))
    )


def _ring(look: Look) -> Layer:
    """A ring round the area in focus."""
    return (
        chart()
        .transform_filter("datum.role == 'this' && isValid(datum.value)")
        .mark_point(
            shape="circle",
            size=look.size(320),
            stroke=look.palette.text,
            strokeWidth=look.size(1.8),
            fill=None,
            opacity=1,
            aria=False,
        )
        .encode(x="denominator:Q", y="value:Q")
    )


def _names(look: Look) -> Layer:
    """Names of areas, on the side of their points where there is room for them."""
    is_left = "datum.name_side == 'left'"
    room = f"(datum.role == 'this' ? {look.size(13)} : {look.size(9)})"
    return (
        chart()
        .transform_filter("isValid(datum.name_side)")
        .mark_text(
            align=alt.ExprRef(f"{is_left} ? 'right' : 'left'"),
            dx=alt.ExprRef(f"{is_left} ? -{room} : {room}"),
            fontSize=look.size(NAME_SIZE),
            color=look.palette.text,
            aria=False,
        )
        .encode(x="denominator:Q", y="value:Q", text="area_name:N")
    )
