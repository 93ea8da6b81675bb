"""One area beside others: a dot with its intervals each, told apart by the part each plays."""

from __future__ import annotations

from typing import Any

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing, number, tick
from components.charts.parts import absent, listed, tooltips

# Each part in the picture, with its shape and the meaning of its colour.
PARTS = {
    "This area": ("square", "highlight"),
    "Comparator": ("diamond", "parent"),
    "Comparator group": ("circle", "bar"),
}
UNSETTLED = "['provisional', 'estimated', 'projected', 'partial_period']"
LEVELS = {"limit_998": (1.2, 0.8), "limit": (3.4, 0.45)}


def comparators(unit: str, *, decimals: int = 1, has_limits: bool = True) -> Drawing:
    """Drawing of dots with intervals; a row is one area in one period, in the order to be drawn.

    Rows: area_code, area_name, shown_as (one of PARTS), value, lower_limit, upper_limit,
    lower_limit_998, upper_limit_998, target_value (on the area's own row), value_note. The thicker
    rule is the interval at 95 per cent, the thinner one at 99.8. An area without a value keeps its
    place and says why; an unsettled value is hollow.
    """
    return drawing(_comparators, unit=unit, decimals=decimals, has_limits=has_limits)


def _comparators(look: Look, *, unit: str, decimals: int, has_limits: bool) -> Layer:
    spoken = f"datum.area_name + ': ' + format(datum.value, '{number(decimals)}')"
    base = (
        chart()
        .transform_calculate(
            named="datum.area_code + '|' + datum.shown_as + '|' + datum.area_name",
            spoken=f"isValid(datum.value) ? {spoken} : datum.area_name",
            note="datum.value_note ? replace(datum.value_note, /_/g, ' ') : 'none'",
        )
        .encode(y=_names(look), description="spoken:N")
    )
    told = {
        "area_name:N": "Area",
        "shown_as:N": "Shown as",
        "value:Q": unit,
        **({"lower_limit:Q": "95% lower", "upper_limit:Q": "95% upper"} if has_limits else {}),
        "note:N": "Note",
    }
    layers = [
        *_target(look),
        *(_intervals(look, base) if has_limits else ()),
        _dots(look, base, unit, decimals).encode(tooltip=tooltips(told, decimals)),
        _values(look, base, decimals),
        absent(look, base),
    ]
    return listed(look, layers, 22)


def _names(look: Look) -> alt.Y:
    """Names in the order of the rows, the area's own in bold; the codes only keep them apart."""
    weight: dict[str, Any] = {
        "condition": {"test": "indexof(datum.label, '|This area|') > 0", "value": "bold"},
        "value": "normal",
    }
    axis = alt.Axis(
        labelExpr="slice(datum.label, lastindexof(datum.label, '|') + 1)",
        labelFontWeight=weight,
        labelLimit=look.size(190),
        labelColor=look.palette.text,
        grid=True,
        aria=False,
    )
    return alt.Y("named:N", title=None, sort=None, axis=axis)


def _target(look: Look) -> list[Layer]:
    """Upright dashed line at the area's own target."""
    line = chart().transform_filter("isValid(datum.target_value)").encode(x="target_value:Q")
    colour = look.palette.target
    return [
        line.mark_rule(color=colour, strokeDash=[7, 3], strokeWidth=look.size(1.5), aria=False),
        line.mark_text(
            text="Target", color=colour, baseline="bottom", dy=-4, fontSize=look.size(12)
        ).encode(y=alt.value(0)),
    ]


def _intervals(look: Look, base: Layer) -> list[Layer]:
    return [
        base.mark_rule(strokeWidth=look.size(width), opacity=opacity, aria=False).encode(
            x=f"lower_{column}:Q",
            x2=f"upper_{column}:Q",
            stroke=_parts(look, alt.Stroke),
        )
        for column, (width, opacity) in LEVELS.items()
    ]


def _dots(look: Look, base: Layer, unit: str, decimals: int) -> Layer:
    is_unsettled = f"indexof({UNSETTLED}, datum.value_note) >= 0"
    return base.mark_point(opacity=1, strokeWidth=look.size(1.6), size=look.size(80)).encode(
        x=alt.X(
            "value:Q",
            title=unit,
            scale=alt.Scale(zero=False, nice=True, padding=12),
            axis=alt.Axis(format=tick(decimals), tickCount=5, grid=False),
        ),
        shape=_parts(look, alt.Shape),
        stroke=_parts(look, alt.Stroke),
        fill=_parts(look, alt.Fill),
        fillOpacity=alt.FillOpacityValue(1, condition={"test": is_unsettled, "value": 0}),
    )


def _parts(look: Look, channel: Any) -> Any:
    """Shape or colour of each part, with one legend for all."""
    meant = {
        part: shape if channel is alt.Shape else getattr(look.palette, colour)
        for part, (shape, colour) in PARTS.items()
    }
    scale = alt.Scale(domain=list(meant), range=list(meant.values()))
    columns = alt.ExprRef(f"max(1, floor(containerSize()[0] / {look.size(130)}))")
    legend = alt.Legend(
        title=None, orient="bottom", symbolSize=look.size(70), labelLimit=0, columns=columns
    )
    return channel("shown_as:N", scale=scale, legend=legend)


def _values(look: Look, base: Layer, decimals: int) -> Layer:
    """Values in a column beside the dots, where no interval can cut them."""
    return (
        base.transform_filter("isValid(datum.value)")
        .transform_calculate(words=f"format(datum.value, '{number(decimals)}')")
        .mark_text(align="right", dx=look.size(52), fontSize=look.size(11.5), aria=False)
        .encode(x=alt.value("width"), text="words:N")
    )
