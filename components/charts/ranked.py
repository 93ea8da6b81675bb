"""One bar an area, ranked, with intervals and the parent's value as a line."""

from __future__ import annotations

import altair as alt

from components.charts.look import ROWS, Drawing, Look, axis_title, drawing, number


def ranked(
    unit: str,
    *,
    decimals: int = 1,
    has_limits: bool = True,
    parent: str | None = None,
    highest_first: bool = True,
    is_selectable: bool = False,
    area_heading: str = "Area",
) -> Drawing:
    """Drawing of ranked bars; a row is one area in one period.

    Rows: area_code, area_name, value, lower_limit, upper_limit, role ('this' is highlighted),
    value_note and, when `parent` names it, parent_value. An area without a value keeps its place
    at the foot and says why. With is_selectable a click selects `area_code` in the parameter `pick`.
    """
    return drawing(
        _ranked,
        unit=unit,
        decimals=decimals,
        has_limits=has_limits,
        parent=parent,
        highest_first=highest_first,
        is_selectable=is_selectable,
        area_heading=area_heading,
    )


def _ranked(
    look: Look,
    unit: str,
    decimals: int,
    has_limits: bool,
    parent: str | None,
    highest_first: bool,
    is_selectable: bool,
    area_heading: str,
) -> alt.LayerChart:
    order = "descending" if highest_first else "ascending"
    base = alt.Chart().encode(
        y=alt.Y(
            "area_name:N",
            title=None,
            sort=alt.EncodingSortField("value", op="max", order=order),
            axis=alt.Axis(labelLimit=look.size(170), labelColor=look.palette.text),
        )
    )
    layers = [_bars(look, base, unit, decimals, is_selectable, area_heading)]
    if has_limits:
        layers.append(_intervals(look, base))
    layers.append(_absent(look, base))
    if parent:
        layers.extend(_parent(look, parent))
    return alt.layer(*layers, data=alt.NamedData(ROWS)).properties(
        height=alt.Step(look.size(21)),
        width="container",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )


def _bars(
    look: Look, base: alt.Chart, unit: str, decimals: int, is_selectable: bool, heading: str
) -> alt.Chart:
    colours = look.palette
    bars = base.mark_bar(height={"band": 0.72}, cursor="pointer" if is_selectable else None)
    if is_selectable:
        bars = bars.add_params(alt.selection_point(name="pick", fields=["area_code"]))
    return bars.encode(
        x=alt.X(
            "value:Q",
            title=axis_title(unit),
            axis=alt.Axis(format=number(decimals), tickCount=6, grid=True, domain=False),
        ),
        color=alt.condition(
            "datum.role == 'this'", alt.value(colours.highlight), alt.value(colours.sequence[1])
        ),
        tooltip=[
            alt.Tooltip("area_name:N", title=heading),
            alt.Tooltip("value:Q", title=unit, format=number(decimals)),
            alt.Tooltip("lower_limit:Q", title="Lower limit", format=number(decimals)),
            alt.Tooltip("upper_limit:Q", title="Upper limit", format=number(decimals)),
        ],
    )


def _intervals(look: Look, base: alt.Chart) -> alt.Chart:
    return base.mark_rule(color=look.palette.muted, strokeWidth=look.size(1.5), aria=False).encode(
        x="lower_limit:Q", x2="upper_limit:Q"
    )


def _absent(look: Look, base: alt.Chart) -> alt.Chart:
    return (
        base.transform_filter("!isValid(datum.value)")
        .transform_calculate(words="datum.value_note == 'suppressed' ? '✕ suppressed' : 'no data'")
        .mark_text(align="left", dx=4, color=look.palette.muted, fontSize=look.size(11.5))
        .encode(x=alt.value(0), text="words:N")
    )


def _parent(look: Look, parent: str) -> list[alt.Chart]:
    line = (
        alt.Chart().transform_aggregate(parent_value="max(parent_value)").encode(x="parent_value:Q")
    )
    colour = look.palette.parent
    return [
        line.mark_rule(color=colour, strokeDash=[5, 3], strokeWidth=look.size(1.6)),
        line.mark_text(
            text=parent, color=colour, baseline="bottom", dy=-4, fontSize=look.size(12)
        ).encode(y=alt.value(0)),
    ]
