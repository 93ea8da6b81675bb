"""A control chart: one indicator against the limits of its own past, with signals and standards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import framed, tooltips, value_axis
from components.charts.series import KINDS, PROCESS, STANDARDS
from components.charts.trend import segments, standards
from components.charts.trend_words import dated, names, periods

KIND = (
    "!isValid(datum.point_type) ? 'Not tested'"
    " : indexof(datum.point_type, 'improvement') == 0 ? 'Signal: better'"
    " : indexof(datum.point_type, 'concern') == 0 ? 'Signal: worse'"
    " : indexof(datum.point_type, 'neutral') == 0 ? 'Signal: higher or lower'"
    " : 'Usual variation'"
)
SIGNALS = {
    "outside": "outside the limits",
    "trend": "seven in a row one way",
    "two_in_three": "two of three near a limit",
    "shift": "seven in a row on one side",
}


def control(
    unit: str,
    *,
    decimals: int = 1,
    has_limits: bool = True,
    has_target: bool = True,
    has_events: bool = False,
    has_breaks: bool = False,
    worse: str | None = None,
    height: int = 340,
) -> Drawing:
    """Drawing of a control chart; a row is one period of the area itself.

    Rows: area_code, series, role ('this'), period_end, period_label, value, value_note, stretch,
    mean, lower_limit, upper_limit, rebase_group, point_type (null: not tested), signal,
    target_value, intervention_level. Tables beside them as for `trend`.
    `worse` is the side of the intervention level that is shaded: 'above', 'below' or None.
    """
    return drawing(
        _control,
        unit=unit,
        decimals=decimals,
        has_limits=has_limits,
        has_target=has_target,
        has_events=has_events,
        has_breaks=has_breaks,
        worse=worse,
        height=height,
    )


def _control(
    look: Look,
    *,
    unit: str,
    decimals: int,
    has_limits: bool,
    has_target: bool,
    has_events: bool,
    has_breaks: bool,
    worse: str | None,
    height: int,
) -> Layer:
    base = chart().encode(x=alt.X("period_end:T", axis=alt.Axis(labels=False, title=None)))
    y = alt.Y("value:Q", scale=alt.Scale(zero=False, nice=True), axis=value_axis(unit, decimals))
    lines = {**(PROCESS if has_limits else {}), **(STANDARDS if has_target else {})}
    layers = [
        *_dates(look, has_events, has_breaks),
        *([_beyond(look, base, worse)] if has_target and worse else ()),
        *(_process(look, base) if has_limits else ()),
        *(standards(look, base) if has_target else ()),
        segments(look, base, "datum.role == 'this'", 1.6, y),
        _points(look, base, tooltips(_told(unit, has_limits, has_target), decimals)),
        names(look, base, lines, height, from_zero=False),
        periods(look),
    ]
    return framed(look, layers, height)


def _dates(look: Look, has_events: bool, has_breaks: bool) -> list[Layer]:
    return [
        *(dated(look, "events", "event_date", "title") if has_events else ()),
        *(dated(look, "breaks", "break_date", "reason") if has_breaks else ()),
    ]


def _told(unit: str, has_limits: bool, has_target: bool) -> dict[str, str]:
    return {
        "period_label:N": "Period",
        "kind:N": "What it shows",
        **({"why:N": "Signal"} if has_limits else {}),
        "value:Q": unit,
        **({f"{c}:Q": name for c, (_, name) in PROCESS.items()} if has_limits else {}),
        **({"target_value:Q": "Target"} if has_target else {}),
        "note:N": "Note",
    }


def _beyond(look: Look, base: Layer, worse: str) -> Layer:
    """Shade from the intervention level to the farthest value on the worse side."""
    most = "max" if worse == "above" else "min"
    limit = "upper_limit" if worse == "above" else "lower_limit"
    return (
        base.transform_calculate(
            far=f"{most}(datum.value, isValid(datum.{limit}) ? datum.{limit} : datum.value,"
            " isValid(datum.intervention_level) ? datum.intervention_level : datum.value)"
        )
        .transform_filter("isValid(datum.value)")
        .transform_joinaggregate(edge=f"{most}(far)")
        .transform_filter("isValid(datum.intervention_level)")
        .mark_area(color=look.palette.concern, opacity=0.08, aria=False)
        .encode(y="intervention_level:Q", y2="edge:Q")
    )


def _process(look: Look, base: Layer) -> list[Layer]:
    """Average and limits, a line each for every stretch of comparable values."""
    styles: Mapping[str, list[int]] = {"mean": [1, 0], "lower_limit": [4, 3], "upper_limit": [4, 3]}
    return [
        base.transform_filter(f"isValid(datum.{column})")
        .mark_line(
            color=getattr(look.palette, PROCESS[column][0]),
            strokeDash=dash,
            strokeWidth=look.size(1.1),
            aria=False,
        )
        .encode(y=f"{column}:Q", detail="rebase_group:N")
        for column, dash in styles.items()
    ]


def _points(look: Look, base: Layer, told: list[alt.Tooltip]) -> Layer:
    """Points by what they show, hollow when not tested; the legend names shape and colour."""
    words = " : ".join(f"datum.signal == '{code}' ? '{told}'" for code, told in SIGNALS.items())
    is_usual, is_untested = "datum.kind == 'Usual variation'", "datum.kind == 'Not tested'"
    return (
        base.transform_filter("isValid(datum.value)")
        .transform_calculate(
            kind=KIND,
            why=f"{words} : 'none'",
            note="datum.value_note ? replace(datum.value_note, /_/g, ' ') : 'none'",
        )
        .mark_point(opacity=1, strokeWidth=look.size(1.4))
        .encode(
            y="value:Q",
            **_kinds(look),
            size=alt.SizeValue(look.size(70), condition={"test": is_usual, "value": look.size(34)}),
            fillOpacity=alt.FillOpacityValue(1, condition={"test": is_untested, "value": 0}),
            tooltip=told,
        )
    )


def _kinds(look: Look) -> dict[str, Any]:
    """Fill, stroke and shape by kind of point, with one legend for the three."""
    kinds = list(KINDS)
    colours = [getattr(look.palette, colour) for colour, _ in KINDS.values()]
    paint = alt.Scale(domain=kinds, range=colours)
    shapes = alt.Scale(domain=kinds, range=[shape for _, shape in KINDS.values()])
    legend = alt.Legend(
        title=None,
        orient="bottom",
        offset=look.size(26),
        symbolSize=look.size(60),
        labelLimit=0,
        columns=3,
    )
    return {
        "fill": alt.Fill("kind:N", scale=paint, legend=legend),
        "stroke": alt.Stroke("kind:N", scale=paint, legend=legend),
        "shape": alt.Shape("kind:N", scale=shapes, legend=legend),
    }
