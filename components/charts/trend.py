"""How one indicator has moved, with its limits, target, comparators, events and breaks."""

from __future__ import annotations

import altair as alt

from components.charts.look import Drawing, Layer, Look, chart, drawing
from components.charts.parts import LIMITS, framed, tooltips, value_axis
from components.charts.series import STANDARDS, tone
from components.charts.trend_words import dated, names, periods

SERIES = ["area_code", "series", "role"]
IN_TIME = [alt.SortField("period_end", order="ascending")]
UNSETTLED = "indexof(['provisional', 'estimated', 'projected'], datum.{}) >= 0"


def trend(
    unit: str,
    *,
    decimals: int = 1,
    has_limits: bool = True,
    has_target: bool = True,
    has_events: bool = False,
    has_breaks: bool = False,
    from_zero: bool = False,
    height: int = 320,
) -> Drawing:
    """Drawing of a trend; a row is one series in one period.

    Rows: area_code, period_end, period_label, value, lower_limit, upper_limit, series (area
    name), role ('this', 'parent', 'comparator', 'other'), value_note, target_value,
    intervention_level.
    Tables beside them: `events` (event_date, title) with has_events; `breaks` (break_date, reason)
    with has_breaks. A missing value interrupts the line; provisional, estimated and projected
    values are hollow and reached by a dashed line.
    """
    return drawing(
        _trend,
        unit=unit,
        decimals=decimals,
        has_limits=has_limits,
        has_target=has_target,
        has_events=has_events,
        has_breaks=has_breaks,
        from_zero=from_zero,
        height=height,
    )


def _trend(
    look: Look,
    *,
    unit: str,
    decimals: int,
    has_limits: bool,
    has_target: bool,
    has_events: bool,
    has_breaks: bool,
    from_zero: bool,
    height: int,
) -> Layer:
    base = chart().encode(x=alt.X("period_end:T", axis=alt.Axis(labels=False, title=None)))
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(zero=from_zero, nice=True),
        axis=value_axis(unit, decimals),
    )
    layers = [
        *(dated(look, "events", "event_date", "title") if has_events else ()),
        *(dated(look, "breaks", "break_date", "reason") if has_breaks else ()),
        *([_limits(look, base)] if has_limits else ()),
        *(standards(look, base) if has_target else ()),
        segments(look, base, "datum.role != 'this'", 1.4, y),
        segments(look, base, "datum.role == 'this'", 2.6, y),
        *_points(look, base, _told(unit, has_limits, has_target), decimals),
        names(look, base, STANDARDS if has_target else {}, height, from_zero=from_zero),
        periods(look),
    ]
    return framed(look, layers, height)


def _told(unit: str, has_limits: bool, has_target: bool) -> dict[str, str]:
    return {
        "series:N": "Area",
        "period_label:N": "Period",
        "value:Q": unit,
        **(LIMITS if has_limits else {}),
        **({"target_value:Q": "Target"} if has_target else {}),
        "note:N": "Note",
    }


def _limits(look: Look, base: Layer) -> Layer:
    """Band of the limits; rows without limits stay in, so that the band stops at a gap."""
    return (
        base.transform_filter("datum.role == 'this'")
        .mark_area(color=look.palette.highlight, opacity=0.13, aria=False)
        .encode(y="lower_limit:Q", y2="upper_limit:Q")
    )


def standards(look: Look, base: Layer) -> list[Layer]:
    """Target and intervention level of the area itself, as dashed lines."""
    return [
        base.transform_filter(f"datum.role == 'this' && isValid(datum.{column})")
        .mark_line(
            color=getattr(look.palette, colour),
            strokeDash=[7, 3],
            strokeWidth=look.size(1.5),
            aria=False,
        )
        .encode(y=f"{column}:Q")
        for column, (colour, _) in STANDARDS.items()
    ]


def segments(look: Look, base: Layer, whose: str, width: float, y: alt.Y) -> Layer:
    """Lines as single segments, so that each can be dashed or left out by its own end."""
    return (
        base.transform_filter(whose)
        .transform_window(
            next_value="lead(value)",
            next_at="lead(period_end)",
            next_note="lead(value_note)",
            next_stretch="lead(stretch)",
            groupby=SERIES,
            sort=IN_TIME,
        )
        .transform_filter(
            "isValid(datum.value) && isValid(datum.next_value)"
            " && datum.next_note != 'break_in_series' && datum.next_stretch == datum.stretch"
        )
        .transform_calculate(next_end="toDate(datum.next_at)")
        .mark_rule(strokeCap="round", aria=False)
        .encode(
            y=y,
            x2="next_end",
            y2="next_value:Q",
            color=alt.Color(**tone(look)),
            strokeWidth=alt.value(look.size(width)),
            strokeDash=alt.StrokeDashValue(
                [1, 0], condition={"test": UNSETTLED.format("next_note"), "value": [3, 5]}
            ),
        )
    )


def _points(look: Look, base: Layer, told: dict[str, str], decimals: int) -> list[Layer]:
    """Points of the area itself, hollow while unsettled, and small ones of the others.

    A screen reader gets the others from the table: without any, their empty group would be a
    picture without a name.
    """
    others = {field: told[field] for field in ("series:N", "period_label:N", "value:Q")}
    layers = []
    for whose, size, lines in (("!=", 12, others), ("==", 52, told)):
        layers.append(
            base.transform_filter(f"datum.role {whose} 'this' && isValid(datum.value)")
            .transform_calculate(
                note="datum.value_note ? replace(datum.value_note, /_/g, ' ') : 'none'"
            )
            .mark_point(strokeWidth=look.size(1.8), opacity=1, aria=whose == "==")
            .encode(
                y="value:Q",
                stroke=alt.Stroke(**tone(look)),
                fill=alt.Fill(
                    **tone(look),
                    condition={"test": UNSETTLED.format("value_note"), "value": look.palette.page},
                ),
                size=alt.value(look.size(size)),
                tooltip=tooltips(lines, decimals),
            )
        )
    return layers
