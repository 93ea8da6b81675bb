"""How groups of people differ from the total: one dot with its interval a group."""

from __future__ import annotations

import altair as alt

from components.charts.look import ROWS, Drawing, Look, axis_title, drawing, number


def breakdown(unit: str, *, decimals: int = 1, has_limits: bool = True) -> Drawing:
    """Drawing of a dot plot; a row is one group of one breakdown in one period.

    Rows: breakdown (in words, in reading order), value, lower_limit, upper_limit, total_value,
    value_note.
    """
    return drawing(_breakdown, unit=unit, decimals=decimals, has_limits=has_limits)


def _breakdown(look: Look, unit: str, decimals: int, has_limits: bool) -> alt.LayerChart:
    colours = look.palette
    base = alt.Chart().encode(
        y=alt.Y(
            "breakdown:N",
            title=None,
            sort=None,
            axis=alt.Axis(labelLimit=look.size(190), labelColor=colours.text, grid=True),
        )
    )
    dots = base.mark_point(
        filled=True, size=look.size(90), color=colours.highlight, opacity=1
    ).encode(
        x=alt.X(
            "value:Q",
            title=axis_title(unit),
            scale=alt.Scale(zero=False, nice=True),
            axis=alt.Axis(format=number(decimals), tickCount=6),
        ),
        tooltip=[
            alt.Tooltip("breakdown:N", title="Group"),
            alt.Tooltip("value:Q", title=unit, format=number(decimals)),
            alt.Tooltip("lower_limit:Q", title="Lower limit", format=number(decimals)),
            alt.Tooltip("upper_limit:Q", title="Upper limit", format=number(decimals)),
        ],
    )
    limits = base.mark_rule(
        color=colours.highlight, strokeWidth=look.size(2), opacity=0.45, aria=False
    ).encode(x="lower_limit:Q", x2="upper_limit:Q")
    return alt.layer(
        *_total(look),
        *([limits] if has_limits else ()),
        dots,
        _absent(look, base),
        data=alt.NamedData(ROWS),
    ).properties(
        height=alt.Step(look.size(30)),
        width="container",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )


def _total(look: Look) -> list[alt.Chart]:
    line = alt.Chart().transform_aggregate(total_value="max(total_value)").encode(x="total_value:Q")
    colour = look.palette.parent
    return [
        line.mark_rule(color=colour, strokeDash=[5, 3], strokeWidth=look.size(1.6)),
        line.mark_text(
            text="Everyone", color=colour, baseline="bottom", dy=-4, fontSize=look.size(12)
        ).encode(y=alt.value(0)),
    ]


def _absent(look: Look, base: alt.Chart) -> alt.Chart:
    return (
        base.transform_filter("!isValid(datum.value)")
        .transform_calculate(words="datum.value_note == 'suppressed' ? '✕ suppressed' : 'no data'")
        .mark_text(align="left", dx=4, color=look.palette.muted, fontSize=look.size(11.5))
        .encode(x=alt.value(0), text="words:N")
    )
