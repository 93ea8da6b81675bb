"""How one indicator has moved, with its limits, target, comparators, events and breaks."""

from __future__ import annotations

import altair as alt

from components.charts.look import ROWS, Drawing, Look, axis_title, drawing, number

UNSETTLED = "indexof(['provisional', 'estimated', 'projected'], datum.value_note) >= 0"
SERIES = ["series", "role"]


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

    Rows: period_end, period_label, value, lower_limit, upper_limit, series (area name), role
    ('this', 'parent', 'comparator', 'other'), value_note, target_value, intervention_level.
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
    unit: str,
    decimals: int,
    has_limits: bool,
    has_target: bool,
    has_events: bool,
    has_breaks: bool,
    from_zero: bool,
    height: int,
) -> alt.LayerChart:
    base = alt.Chart().encode(
        x=alt.X("period_end:T", axis=alt.Axis(labels=False, title=None)),
    )
    y = alt.Y(
        "value:Q",
        title=axis_title(unit),
        scale=alt.Scale(zero=from_zero, nice=True),
        axis=alt.Axis(format=number(decimals), tickCount=5),
    )
    layers = [
        *(_events(look) if has_events else ()),
        *(_breaks(look) if has_breaks else ()),
        *([_limits(look, base)] if has_limits else ()),
        *(_target(look, base) if has_target else ()),
        _segments(look, base, y),
        _points(look, base, unit, decimals),
        _names(look, base),
        _periods(look),
    ]
    return alt.layer(*layers, data=alt.NamedData(ROWS)).properties(
        height=look.size(height), width="container"
    )


def _limits(look: Look, base: alt.Chart) -> alt.Chart:
    return (
        base.transform_filter("datum.role == 'this' && isValid(datum.lower_limit)")
        .mark_area(color=look.palette.highlight, opacity=0.13, aria=False)
        .encode(y="lower_limit:Q", y2="upper_limit:Q")
    )


def _target(look: Look, base: alt.Chart) -> list[alt.Chart]:
    layers = []
    for column, words, colour in (
        ("target_value", "Target", look.palette.target),
        ("intervention_level", "Intervention level", look.palette.concern),
    ):
        rows = base.transform_filter(f"datum.role == 'this' && isValid(datum.{column})")
        layers.append(
            rows.mark_line(
                color=colour, strokeDash=[6, 3], strokeWidth=look.size(1.5), aria=False
            ).encode(y=f"{column}:Q")
        )
        layers.append(
            rows.transform_window(
                place="row_number()", sort=[alt.SortField("period_end", order="ascending")]
            )
            .transform_filter("datum.place == 1")
            .mark_text(text=words, color=colour, align="left", dy=-7, fontSize=look.size(11.5))
            .encode(y=f"{column}:Q")
        )
    return layers


def _colour(look: Look) -> alt.Color:
    colours = look.palette
    return alt.Color(
        "role:N",
        legend=None,
        scale=alt.Scale(
            domain=["this", "parent", "comparator", "other"],
            range=[colours.highlight, colours.parent, colours.comparator, colours.comparator],
        ),
    )


def _segments(look: Look, base: alt.Chart, y: alt.Y) -> alt.Chart:
    """Lines as single segments, so that each can be dashed or left out by its own end."""
    return (
        base.transform_window(
            next_value="lead(value)",
            next_end="lead(period_end)",
            next_note="lead(value_note)",
            groupby=SERIES,
            sort=[alt.SortField("period_end", order="ascending")],
        )
        .transform_filter(
            "isValid(datum.value) && isValid(datum.next_value)"
            " && datum.next_note != 'break_in_series'"
        )
        .transform_calculate(
            is_unsettled="indexof(['provisional', 'estimated', 'projected'], datum.next_note) >= 0"
        )
        .mark_rule(strokeCap="round", aria=False)
        .encode(
            y=y,
            x2="next_end:T",
            y2="next_value:Q",
            color=_colour(look),
            strokeWidth=alt.condition(
                "datum.role == 'this'", alt.value(look.size(2.5)), alt.value(look.size(1.4))
            ),
            strokeDash=alt.condition("datum.is_unsettled", alt.value([4, 4]), alt.value([1, 0])),
        )
    )


def _points(look: Look, base: alt.Chart, unit: str, decimals: int) -> alt.Chart:
    return (
        base.transform_filter("isValid(datum.value)")
        .transform_calculate(note="datum.value_note ? replace(datum.value_note, /_/g, ' ') : ''")
        .mark_point(filled=False, strokeWidth=look.size(1.6), opacity=1)
        .encode(
            y="value:Q",
            stroke=_colour(look).copy(),
            fill=alt.condition(
                UNSETTLED, alt.value(look.palette.page), alt.Fill("role:N", legend=None)
            ),
            size=alt.condition(
                "datum.role == 'this'", alt.value(look.size(48)), alt.value(look.size(14))
            ),
            tooltip=[
                alt.Tooltip("series:N", title="Area"),
                alt.Tooltip("period_label:N", title="Period"),
                alt.Tooltip("value:Q", title=unit, format=number(decimals)),
                alt.Tooltip("lower_limit:Q", title="Lower limit", format=number(decimals)),
                alt.Tooltip("upper_limit:Q", title="Upper limit", format=number(decimals)),
                alt.Tooltip("target_value:Q", title="Target", format=number(decimals)),
                alt.Tooltip("note:N", title="Note"),
            ],
        )
    )


def _names(look: Look, base: alt.Chart) -> alt.Chart:
    return (
        base.transform_filter("isValid(datum.value)")
        .transform_window(
            place="row_number()",
            groupby=SERIES,
            sort=[alt.SortField("period_end", order="descending")],
        )
        .transform_filter("datum.place == 1")
        .mark_text(align="left", dx=look.size(8), fontSize=look.size(12))
        .encode(y="value:Q", text="series:N", color=_colour(look))
    )


def _periods(look: Look) -> alt.Chart:
    """Periods as the source writes them; a date axis would put 2005/06 under 2006."""
    return (
        alt.Chart()
        .transform_aggregate(periods="count()", groupby=["period_end", "period_label"])
        .transform_window(
            place="row_number()", sort=[alt.SortField("period_end", order="descending")]
        )
        .transform_joinaggregate(total="count()")
        .transform_filter("(datum.place - 1) % ceil(datum.total / max(2, floor(width / 76))) == 0")
        .mark_text(baseline="top", dy=7, color=look.palette.muted, fontSize=look.size(12))
        .encode(x="period_end:T", y=alt.value("height"), text="period_label:N")
    )


def _events(look: Look) -> list[alt.Chart]:
    return _dated(look, "events", "event_date", "title", look.palette.event)


def _breaks(look: Look) -> list[alt.Chart]:
    return _dated(look, "breaks", "break_date", "reason", look.palette.muted)


def _dated(look: Look, table: str, date: str, words: str, colour: str) -> list[alt.Chart]:
    dates = alt.Chart(alt.NamedData(table)).encode(
        x=alt.X(f"{date}:T", axis=alt.Axis(labels=False, title=None)),
        tooltip=[alt.Tooltip(f"{date}:T", title="Date"), alt.Tooltip(f"{words}:N", title="What")],
    )
    return [
        dates.mark_rule(color=colour, strokeDash=[2, 3], strokeWidth=look.size(1.2)),
        dates.mark_text(
            angle=270,
            align="right",
            baseline="bottom",
            dx=-2,
            dy=-3,
            color=colour,
            fontSize=look.size(11),
            limit=look.size(220),
        ).encode(y=alt.value(0), text=f"{words}:N"),
    ]
